-- Every glimmer has its place in the sky, given once and never changed: `light` is its number on the spiral, counted from
-- the middle. Numbers of glimmers that are gone are given again, the lowest first, so that no hole stays.
alter table glimmer add column light integer check (light >= 0);
update glimmer set light = ranked.nth
  from (select place as p, row_number() over (order by created_at, place) - 1 as nth from glimmer) as ranked
  where place = ranked.p;
create unique index glimmer_light on glimmer (light);

create table free_light (light integer primary key check (light >= 0)) strict;
create trigger glimmer_light_freed after delete on glimmer when old.light is not null
  begin insert or ignore into free_light values (old.light); end;

-- What comes back unasked and what is looked for by a mark is few among many.
create index glimmer_anchor on glimmer (place) where anchor = 1;
create index glimmer_given on glimmer (place) where given = 1;

-- The person's own list of prompts; none means the shipped ones.
create table prompt (
  nth   integer primary key,
  text  text not null check (text <> '')
) strict;

-- One row at most: the light from before that was chosen for a day, so that it stays the same until the day ends.
-- No glimmer means that there was none, or that it is gone since.
create table from_before (
  one       integer primary key check (one = 1),
  day       text not null check (length(day) = 10),
  glimmer   integer references glimmer (place) on update cascade on delete set null,
  put_away  integer not null default 0 check (put_away in (0, 1))
) strict;
