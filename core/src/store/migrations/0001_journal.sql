-- Reading newest first must not sort: `place` is the rowid and grows with the day, then with the time within the day
-- (store/glimmers.rs says how). Pages, filters and search all walk it backwards, also through imports of old glimmers.
--
-- A glimmer belongs to the day it was lived in, so the local day is stored; travelling never rewrites history.
-- Instants are milliseconds since 1970 in UTC; offsets are seconds east of UTC.
create table glimmer (
  place          integer primary key,
  id             blob not null unique check (length(id) = 16),
  day            text not null check (length(day) = 10),
  noticed_at     integer,                     -- null: only the day is known
  utc_offset     integer,
  text           text not null,
  anchor         integer not null check (anchor in (0, 1)),
  given          integer not null check (given in (0, 1)),
  rests_until    text check (length(rests_until) = 10),
  kept_out       integer not null default 0 check (kept_out in (0, 1)),
  trashed_on     text check (length(trashed_on) = 10),
  created_at     integer not null,
  edited_at      integer,
  check ((noticed_at is null) = (utc_offset is null))
) strict;

-- The trash is small and read rarely; without this its page would walk the whole journal.
create index glimmer_trashed on glimmer (place) where trashed_on is not null;

-- `nth` keeps the order in which they were chosen: the first feeling gives the light its colour.
create table felt (
  glimmer  integer not null references glimmer (place) on update cascade on delete cascade,
  nth      integer not null,
  feeling  text not null check (feeling <> ''),
  primary key (glimmer, nth)
) strict, without rowid;
create index felt_newest on felt (feeling, glimmer);

create table sensed (
  glimmer  integer not null references glimmer (place) on update cascade on delete cascade,
  nth      integer not null,
  sense    text not null check (sense in ('seeing', 'hearing', 'smelling', 'tasting', 'touching', 'inside')),
  primary key (glimmer, nth)
) strict, without rowid;
create index sensed_newest on sensed (sense, glimmer);

create table tagged (
  glimmer  integer not null references glimmer (place) on update cascade on delete cascade,
  nth      integer not null,
  tag      text not null check (substr(tag, 1, 1) in ('@', '+', '#') and length(tag) > 1),
  primary key (glimmer, nth)
) strict, without rowid;
create index tagged_newest on tagged (tag collate nocase, glimmer);

-- Contentless: the words stand in `glimmer` already. store/search.rs decides what is indexed; when that changes, a
-- migration must build this anew. Only glimmers outside the trash are in it, so a search never reads a row in vain.
create virtual table glimmer_search using fts5 (
  words, content = '', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
-- Without this the words of deleted glimmers stay readable in the index.
insert into glimmer_search (glimmer_search, rank) values ('secure-delete', 1);

-- What is being written, per place of writing, so that no exit loses it.
create table draft (
  place  text primary key check (place in ('capture', 'today', 'hard_day')),
  body   text not null check (json_valid(body))
) strict, without rowid;

-- Hard-day visits: what was shown and stayed with decides what comes first next time. Never counted, never compared.
create table visit (
  id         integer primary key,
  uuid       blob not null unique check (length(uuid) = 16),
  day        text not null check (length(day) = 10),
  opened_at  integer not null,
  closed_at  integer
) strict;

create table shown (
  visit    integer not null references visit (id) on delete cascade,
  glimmer  integer not null references glimmer (place) on update cascade on delete cascade,
  nth      integer not null,
  stayed   integer not null default 0 check (stayed in (0, 1)),
  primary key (visit, glimmer)
) strict, without rowid;
create index shown_glimmer on shown (glimmer);

-- One row. `changes` counts acknowledged changes; the same number is kept beside the journal (store/mod.rs).
-- `lost` is how many of them were missing when that was noticed, until the person has read so.
create table journal (
  one      integer primary key check (one = 1),
  changes  integer not null,
  lost     integer not null
) strict;
insert into journal values (1, 0, 0);
