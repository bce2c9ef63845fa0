-- What was sealed while the journal was locked joins it exactly once: the name of each is remembered for as long as its file may
-- still be there.
create table joined (id blob primary key check (length(id) = 16)) strict, without rowid;

-- What was deleted for good, by id alone, so that a restored copy does not bring it back.
create table deleted (id blob primary key check (length(id) = 16)) strict, without rowid;
create trigger glimmer_deleted after delete on glimmer
  begin insert or ignore into deleted values (old.id); end;

-- A begun change of a kept glimmer, so that no exit loses it.
create table edit_draft (
  glimmer  integer primary key references glimmer (place) on update cascade on delete cascade,
  body     text not null check (json_valid(body))
) strict;

-- Keys that the journal had before: copies that were out of reach when it got a new one are opened with these, and given the new
-- one when they come back. `secret` is the identity as age writes it.
create table old_key (
  recipient  text primary key,
  secret     text not null
) strict, without rowid;
