-- What the person wrote for their notifications. It stands here and not beside the settings: what the desktop may show is
-- theirs to choose, but nobody who finds the computer should read it in a file.
create table invitation (
  kind  text primary key check (kind in ('midday', 'evening')),
  text  text not null check (text <> '')
) strict, without rowid;
