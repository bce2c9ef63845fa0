//! The folders that copies are in: how they are read, written, replaced, and cleared of what a crash left.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

use sha2::{Digest, Sha256};

use super::{Copy, Dated, FORMAT, Keep, Kept, Note, Place, keep, photos};
use crate::{
    Day, Error, Folder, Moment, Result,
    folder::{Lock, sync},
    store::PATIENCE,
};

const NOTE: &str = "copy.json";
const NEW: &str = ".new-";
const OLD: &str = ".old-";
/// More than this is no note of ours.
const LONGEST_NOTE: u64 = 64 * 1024;

/// Held by whoever writes in a folder of copies.
pub(super) fn lock(folder: &Path) -> Result<File> {
    Folder::at(folder).lock("copies.lock", Lock::Exclusive, PATIENCE)
}

/// All copies in `folder`, with the rule applied to them; none if there is no such folder.
pub(super) fn read(folder: &Path, place: Place) -> Result<Vec<Copy>> {
    let list = match fs::read_dir(folder) {
        Ok(list) => list,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::file("read", folder)(error)),
    };
    let mut copies = Vec::new();
    for entry in list {
        let path = entry.map_err(Error::file("read", folder))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        // Moved aside by a replacement that was interrupted: it is the copy as long as no other has its name.
        let id = name.strip_prefix(OLD).filter(|id| !folder.join(id).exists()).unwrap_or(name);
        if !id.starts_with('.') {
            copies.extend(read_one(&path, place).map(|copy| Copy { id: id.to_owned(), ..copy }));
        }
    }
    copies.sort_by(|a, b| (a.note.made_at, &a.id).cmp(&(b.note.made_at, &b.id)));
    let dated: Vec<_> =
        copies.iter().map(|Copy { note, .. }| Dated { day: note.day, made_at: note.made_at, before: note.reason.is_before() }).collect();
    for (copy, keep) in copies.iter_mut().zip(keep(&dated)) {
        copy.keep = keep;
    }
    Ok(copies)
}

/// The copy in this folder, as if it were the only one; `None` if it is none.
pub(super) fn read_one(path: &Path, place: Place) -> Option<Copy> {
    let folder = Folder::at(path);
    let mut text = Vec::new();
    File::open(folder.file(NOTE)).ok()?.take(LONGEST_NOTE).read_to_end(&mut text).ok()?;
    let note: Note = serde_json::from_slice(&text).ok().filter(|note: &Note| note.format == FORMAT)?;
    let id = path.file_name()?.to_str()?.to_owned();
    Some(Copy { id, place, note, keep: Keep { kept: Kept::Daily, until: None }, folder })
}

pub(super) fn write_note(folder: &Folder, note: &Note) -> Result<()> {
    let path = folder.file(NOTE);
    let text = serde_json::to_vec_pretty(note).map_err(|error| Error::file("write", &path)(error.into()))?;
    folder.replace(&path, &text)
}

/// Lets `write` fill a new folder, and moves it to the name `id`, in the place of what has that name. Whatever goes wrong, or
/// stops, leaves what was there. The caller holds [`lock`].
pub(super) fn put<T>(folder: &Path, id: &str, write: impl FnOnce(&Folder) -> Result<T>) -> Result<T> {
    let (new, old, place) = (folder.join(format!("{NEW}{id}")), folder.join(format!("{OLD}{id}")), folder.join(id));
    let clear = |path: &Path| fs::remove_dir_all(path).or_else(not_found).map_err(Error::file("clear away", path));
    clear(&new)?;
    let inside = Folder::at(&new);
    inside.make()?;
    let written = write(&inside).inspect_err(|_| drop(clear(&new)))?;
    let moved = || -> io::Result<()> {
        sync(&new)?;
        if place.exists() {
            fs::rename(&place, &old)?;
        }
        fs::rename(&new, &place)?;
        sync(folder)
    };
    moved().map_err(Error::file("move into place", &place))?;
    clear(&old)?;
    Ok(written)
}

fn not_found(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

/// Clears what a crash left. The caller holds [`lock`].
pub(super) fn settle(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        match name.strip_prefix(OLD) {
            Some(id) if !folder.join(id).exists() => fs::rename(&path, folder.join(id))?,
            Some(_) => fs::remove_dir_all(&path)?,
            None if name.starts_with(NEW) && path.is_dir() => fs::remove_dir_all(&path)?,
            None => {}
        }
    }
    sync(folder)
}

/// Deletes what the rule keeps no longer. The caller holds [`lock`].
pub(super) fn prune(folder: &Path, today: Day) -> Result<()> {
    for copy in read(folder, Place::Here)?.into_iter().filter(|copy| copy.keep.is_over(today)) {
        // Away from its name first: half a copy must not look like one.
        let leaving = folder.join(format!("{NEW}{}", copy.id));
        let gone = fs::rename(copy.folder.path(), &leaving).and_then(|()| fs::remove_dir_all(&leaving));
        gone.map_err(Error::file("delete", copy.folder.path()))?;
    }
    photos::prune(folder).map(drop)
}

/// A folder of which there is none yet, below the data folder, for damaged files that are set aside.
pub(crate) fn free_aside(folder: &Folder, now: Moment) -> String {
    let plain = format!("set-aside/{}", now.at.to_utc().format("%Y%m%dT%H%M%SZ"));
    let numbered = (2..).map(|nth| format!("{plain}-{nth}"));
    std::iter::once(plain.clone()).chain(numbered).find(|name| !folder.file(name).exists()).unwrap_or(plain)
}

/// Copies a file's bytes, synced; returns their SHA-256 as they were read.
pub(super) fn copy_file(from: &Path, to: &Path) -> Result<String> {
    let mut source = File::open(from).map_err(Error::file("read", from))?;
    let mut hash = Sha256::new();
    let mut copied = || -> io::Result<()> {
        let mut target = crate::folder::private(File::options().create(true).truncate(true).write(true)).open(to)?;
        let mut buffer = vec![0; 1 << 18];
        loop {
            let read = source.read(&mut buffer)?;
            if read == 0 {
                return target.sync_all();
            }
            hash.update(&buffer[..read]);
            io::Write::write_all(&mut target, &buffer[..read])?;
        }
    };
    copied().map_err(Error::file("write", to))?;
    Ok(hexadecimal(&hash.finalize()))
}

/// The SHA-256 of a file.
pub(crate) fn hash_of(path: &Path) -> Result<String> {
    let mut hash = Sha256::new();
    let mut read = || -> io::Result<()> {
        let mut file = File::open(path)?;
        let mut buffer = vec![0; 1 << 18];
        loop {
            let read = file.read(&mut buffer)?;
            if read == 0 {
                return Ok(());
            }
            hash.update(&buffer[..read]);
        }
    };
    read().map_err(Error::file("read", path))?;
    Ok(hexadecimal(&hash.finalize()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(names: &[&str]) -> tempfile::TempDir {
        let home = tempfile::tempdir().unwrap();
        for name in names {
            fs::create_dir(home.path().join(name)).unwrap();
            fs::write(home.path().join(name).join("from"), name).unwrap();
        }
        home
    }

    fn found(home: &tempfile::TempDir) -> Vec<(String, String)> {
        let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
        let mut all: Vec<_> = fs::read_dir(home.path()).unwrap().map(name).collect();
        all.sort();
        all.into_iter()
            .map(|name| (fs::read_to_string(home.path().join(&name).join("from")).unwrap(), name))
            .map(|(from, name)| (name, from))
            .collect()
    }

    #[test]
    fn wherever_a_replacement_stops_the_old_or_the_new_is_left() {
        let id = "20261122T171503Z-day";
        let (new, old) = (format!("{NEW}{id}"), format!("{OLD}{id}"));
        for (left, stays) in [(vec![id, &new], id), (vec![&old, &new], &*old), (vec![id, &old], id), (vec![id], id), (vec![&new], "")] {
            let home = folder_with(&left);
            settle(home.path()).unwrap();
            let expected = if stays.is_empty() { vec![] } else { vec![(id.to_owned(), stays.to_owned())] };
            assert_eq!(found(&home), expected, "after {left:?}");
        }
    }

    #[test]
    fn what_cannot_be_written_leaves_what_was_there() {
        let home = folder_with(&["one"]);
        let stopped = put::<()>(home.path(), "one", |new| {
            fs::write(new.file("from"), "half").unwrap();
            Err(Error::DiskFull)
        });
        assert!(matches!(stopped, Err(Error::DiskFull)));
        assert_eq!(found(&home), [("one".to_owned(), "one".to_owned())]);
    }
}
