-- What came from elsewhere is known again: importing twice changes nothing, and an import can be taken back as a whole.
--
-- `identity` is the SHA-256 of what tells an entry apart where it came from, so it keeps no word of it. It outlives its glimmer:
-- what was deleted here does not come back with the next import. `id` is a glimmer's, or a visit's.
create table import (
  id      integer primary key,
  uuid    blob not null unique check (length(uuid) = 16),
  at      integer not null,
  day     text not null check (length(day) = 10),
  source  text not null check (source <> '')
) strict;

create table imported (
  identity   blob primary key check (length(identity) = 32),
  id         blob not null check (length(id) = 16),
  import     integer references import (id) on delete set null,
  edited_at  integer                          -- as it came; another one now means that it was edited here
) strict, without rowid;
create index imported_by on imported (import);
create index imported_as on imported (id);

create index glimmer_waits on glimmer (place) where waits = 1;
