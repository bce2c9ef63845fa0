-- Whatever is looked for is found without reading what will not be shown, however many glimmers there are.

-- All of a glimmer stands in its row, in JSON arrays that keep the order in which things were chosen: a page of the list is as many
-- reads as it has glimmers.
alter table glimmer add column feelings text not null default '[]' check (json_type(feelings) = 'array');
alter table glimmer add column senses text not null default '[]' check (json_type(senses) = 'array');
alter table glimmer add column tags text not null default '[]' check (json_type(tags) = 'array');
update glimmer set
  feelings = (select json_group_array(feeling order by nth) from felt where glimmer = place),
  senses = (select json_group_array(sense order by nth) from sensed where glimmer = place),
  tags = (select json_group_array(tag order by nth) from tagged where glimmer = place);
drop table felt;
drop table sensed;
drop table tagged;

-- What the sky needs of a light, beside its number, in one index that is read from the middle outwards. `colours` are six bits, one
-- for each of the five feelings and one for own words, then three for the first of them (store/said.rs).
alter table glimmer add column colours integer not null default 0;
drop index glimmer_light;
create index glimmer_light on glimmer (light, trashed_on, anchor, colours);

-- A hard day draws from these. `kind` is what the choice looks at (store/said.rs), `lot` a number by chance that never changes,
-- `seen` the last visit that showed it. `turn` is null where the person said no, or nothing yet; what rests, and what carries a tag
-- that is kept out, is told apart when it is drawn. 0 anchor, 1 stayed with before, 2 never shown, 3 shown before.
alter table glimmer add column kind integer not null default 0;
alter table glimmer add column lot integer not null default 0;
alter table glimmer add column seen integer;
alter table glimmer add column stayed integer not null default 0 check (stayed in (0, 1));
alter table glimmer add column turn integer as (
  case when kept_out or waits or trashed_on is not null then null when anchor then 0 when stayed then 1 when seen is null then 2 else 3 end
) virtual;
update glimmer set (seen, stayed) = (select max(visit), max(stayed) from shown where glimmer = place)
  where place in (select glimmer from shown);
create index glimmer_drawn on glimmer (turn, kind, lot, seen) where turn is not null;
create index glimmer_again on glimmer (seen) where seen is not null;

create trigger shown_noted after insert on shown begin
  update glimmer set (seen, stayed) = (select max(visit), max(stayed) from shown where glimmer = new.glimmer) where place = new.glimmer;
end;
create trigger shown_otherwise after update on shown begin
  update glimmer set (seen, stayed) = (select max(visit), max(stayed) from shown where glimmer = new.glimmer) where place = new.glimmer;
end;
create trigger shown_forgotten after delete on shown begin
  update glimmer set (seen, stayed) = (select max(visit), coalesce(max(stayed), 0) from shown where glimmer = old.glimmer)
    where place = old.glimmer;
end;

-- Marks are looked for in the search index.
drop index glimmer_anchor;
drop index glimmer_given;
-- Covers the question what is old enough to go.
drop index glimmer_trashed;
create index glimmer_trashed on glimmer (place, trashed_on) where trashed_on is not null;

-- The index again, with rows numbered from the newest: a rowid is a place with its sign turned, so that the first found are the
-- newest, and nothing behind the first page is read. Beside words it holds marks (store/search.rs).
drop table glimmer_search;
create virtual table glimmer_search using fts5 (
  words, content = '', tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
);
insert into glimmer_search (glimmer_search, rank) values ('secure-delete', 1);
-- Its words one after the other.
create virtual table glimmer_search_words using fts5vocab('glimmer_search', 'instance');

-- The names in the index: tags, folded, and feelings in the person's own words. Few among many, for offering them again.
create table used (
  what  text not null check (what in ('tag', 'feeling')),
  name  text not null check (name <> ''),
  primary key (what, name)
) strict, without rowid;
