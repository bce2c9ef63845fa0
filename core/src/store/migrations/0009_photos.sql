-- A picture belongs to the glimmer it was kept with. Its file lies beside the journal, sealed, and is named here; the row says what
-- must be known before the file is opened: how large it is, what it shows in words, and a few colours to stand in its place.
alter table glimmer add column photos text not null default '[]' check (json_type(photos) = 'array');
-- Few have pictures, and which files are still needed is asked of all of them.
create index glimmer_photos on glimmer (photos) where photos <> '[]';

-- The key that files of pictures are named by: the same picture has the same name, and a name tells nothing to whoever has not this.
-- Made when the first picture comes. A new key of the journal does not change it.
alter table journal add column photo_key blob not null default x'';
-- Whose vault opens all files of pictures, as age writes it. After a new key it is another than the journal's until each is sealed anew.
alter table journal add column photos_sealed_to text not null default '';
