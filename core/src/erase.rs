//! Erasing everything: first the keys, without which nobody can read the rest; then the rest.

use std::{
    fs::{self, OpenOptions},
    io::{self, Seek, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{
    Error, Folder, Result,
    folder::{Lock, is_left_over, sync},
    photos::Files,
    store::{LOCK, PATIENCE},
    transfer,
};

/// Says that erasing was begun, and is finished by whoever comes next.
const MARKER: &str = "erasing";

/// What Glimmer puts into its folder, and nothing else: a folder may hold other people's files.
const KEYS: [&str; 4] = ["vault.key", "vault.age", "vault.recovery.age", "vault.key.new"];
const FILES: [&str; 8] =
    ["journal.db", "journal.db-wal", "journal.db-shm", "journal.db.new", "journal.changes", "vault.pub", "device.json", "windows.json"];
const FOLDERS: [&str; 5] = ["next", "inbox", "photos", "set-aside", "webview"];
const BACKUPS: &str = "backups";

/// What goes, besides what is in the folder itself.
#[derive(Default, Serialize, Deserialize)]
struct Plan {
    copies: bool,
    second: Option<PathBuf>,
}

/// Destroys the keys in `folder`, then every file of Glimmer's there; with `copies` those in `backups/` and in `second` too.
/// Nobody can take this back. The journal must be closed.
///
/// # Errors
/// [`Error::Busy`] if another process has the journal open, nothing has happened then. [`Error::File`] if something could not be
/// removed: the keys are gone, and the next call or opening goes on.
pub fn erase(folder: &Folder, copies: bool, second: Option<&Path>) -> Result<()> {
    let _alone = folder.lock(LOCK, Lock::Exclusive, PATIENCE)?;
    let plan = Plan { copies, second: second.filter(|_| copies).map(Path::to_owned) };
    let text = serde_json::to_vec(&plan).map_err(|error| Error::file("erase", folder.path())(error.into()))?;
    // A full disk has no room for the marker; the keys go all the same.
    let _ = folder.replace(&folder.file(MARKER), &text);
    carry_out(folder, &plan)
}

/// Whether erasing was begun and has not ended.
pub fn is_pending(folder: &Folder) -> bool {
    folder.file(MARKER).exists()
}

/// Goes on where erasing was interrupted. The caller holds the journal's lock exclusively.
pub(crate) fn finish(folder: &Folder) -> Result<()> {
    match fs::read(folder.file(MARKER)) {
        // One that was cut short by a crash says nothing of copies.
        Ok(text) => carry_out(folder, &serde_json::from_slice(&text).unwrap_or_default()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Error::file("read", folder.file(MARKER))(error)),
    }
}

fn carry_out(folder: &Folder, plan: &Plan) -> Result<()> {
    for key in keys_in(folder)? {
        destroy(&key)?;
    }
    sync(folder.path()).map_err(Error::file("erase in", folder.path()))?;
    for name in FILES {
        gone(fs::remove_file(folder.file(name))).map_err(Error::file("erase", folder.file(name)))?;
    }
    for name in FOLDERS {
        gone(fs::remove_dir_all(folder.file(name))).map_err(Error::file("erase", folder.file(name)))?;
    }
    transfer::import::clear_leftovers(folder);
    if plan.copies {
        copies(&folder.file(BACKUPS))?;
        plan.second.as_deref().map_or(Ok(()), copies)?;
    }
    gone(fs::remove_file(folder.file(MARKER))).map_err(Error::file("erase", folder.file(MARKER)))?;
    sync(folder.path()).map_err(Error::file("erase in", folder.path()))
}

/// Every file of the folder that may hold a key: its own, those of a journal that was set aside or is on its way in, and what a crash
/// left of a file that was being written.
fn keys_in(folder: &Folder) -> Result<Vec<PathBuf>> {
    let list = |folder: &Path| match fs::read_dir(folder) {
        Ok(list) => list.map(|file| Ok(file?.path())).collect::<io::Result<Vec<_>>>(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    };
    let found = || -> io::Result<Vec<PathBuf>> {
        let mut folders = vec![folder.path().to_owned(), folder.file("next")];
        folders.extend(list(&folder.file("set-aside"))?);
        let named = folders.iter().flat_map(|folder| KEYS.map(|name| folder.join(name)));
        let left = list(folder.path())?.into_iter().filter(|path| is_left_over(path));
        Ok(named.chain(left).collect())
    };
    found().map_err(Error::file("erase in", folder.path()))
}

/// The copies in a folder: their keys first too.
fn copies(folder: &Path) -> Result<()> {
    let list = match fs::read_dir(folder) {
        Ok(list) => list,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::file("erase", folder)(error)),
    };
    for copy in list {
        let copy = copy.map_err(Error::file("erase", folder))?.path();
        // Only what is one of our copies, or was to become one: in the second folder other things may lie beside them.
        let name = copy.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !(copy.join("copy.json").exists() || name.starts_with(".new-") && copy.is_dir()) {
            continue;
        }
        for name in KEYS {
            destroy(&copy.join(name))?;
        }
        gone(fs::remove_dir_all(&copy)).map_err(Error::file("erase", &copy))?;
    }
    Files::of_copies(folder).remove_all()?;
    gone(fs::remove_file(folder.join("photos.pub"))).map_err(Error::file("erase", folder))?;
    gone(fs::remove_file(folder.join("copies.lock"))).map_err(Error::file("erase", folder))?;
    // It goes if nothing else is in it.
    let _ = fs::remove_dir(folder);
    Ok(())
}

/// Writes over a key before its name goes. What a drive keeps of overwritten blocks is out of our hands.
fn destroy(path: &Path) -> Result<()> {
    let over = || -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).open(path)?;
        let length = usize::try_from(file.metadata()?.len()).unwrap_or(0);
        file.rewind()?;
        file.write_all(&vec![0; length])?;
        file.sync_all()
    };
    // One that cannot be written over can perhaps be removed.
    if let Err(error) = over()
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(%error, "a key could not be written over");
    }
    gone(fs::remove_file(path)).map_err(Error::file("destroy", path))
}

fn gone(removed: io::Result<()>) -> io::Result<()> {
    removed.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}
