-- Names are the same however they are capitalised, in every script: `folded` is what is compared (tag.rs says how). SQLite's
-- own "nocase" knows only A to Z, so the column is filled by the hook of this migration.
alter table tagged add column folded text not null default '';
drop index tagged_newest;
create index tagged_named on tagged (folded, glimmer);

-- "Nothing with @Marta": whatever carries one of these does not come up unasked.
create table kept_out_tag (
  folded  text primary key,
  tag     text not null check (substr(tag, 1, 1) in ('@', '+', '#') and length(tag) > 1)
) strict, without rowid;

-- Came from another journal and was not let in yet: a starred entry may be a grief.
alter table glimmer add column waits integer not null default 0 check (waits in (0, 1));

-- What a visit was: how the person arrived, how heavy it was if they said so, what they wrote on the way out.
-- `stayed` is with anything, also with something other people noticed; what happened to each glimmer stands in `shown`.
alter table visit add column arrival text check (arrival in ('wound_up', 'shut_down', 'not_sure'));
alter table visit add column heavy_before integer check (heavy_before between 0 and 10);
alter table visit add column heavy_after integer check (heavy_after between 0 and 10);
alter table visit add column forward text not null default '';
alter table visit add column toward text not null default '';
alter table visit add column stayed integer not null default 0 check (stayed in (0, 1));
alter table shown add column rested integer not null default 0 check (rested in (0, 1));
alter table shown add column kept_out integer not null default 0 check (kept_out in (0, 1));
update visit set stayed = 1 where id in (select visit from shown where stayed);

-- The person's own supports, in the order they gave them. `reach` is a telephone number, an address, whatever reaches them.
create table support (
  nth    integer primary key,
  kind   text not null check (kind in ('person', 'therapist', 'place', 'song', 'routine', 'step', 'sentence')),
  name   text not null check (name <> ''),
  reach  text not null,
  about  text not null
) strict;

-- One row at most: a crisis line of the person's own. Outside the journal it stands only if they agreed (device.rs).
create table own_line (
  one    integer primary key check (one = 1),
  name   text not null check (name <> ''),
  reach  text not null check (reach <> ''),
  about  text not null
) strict;
