//! The pictures of copies. The copies in a folder share one file of each, and each copy lists the names of its own.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use super::{Place, folders, second};
use crate::{Error, Folder, PhotoName, Result, photos::Files};

const LIST: &str = "photos.txt";

/// The folders of copies that are within reach.
pub(crate) fn folders_of_copies(folder: &Folder) -> Vec<PathBuf> {
    [Some(folder.backups()), second::within_reach(folder)].into_iter().flatten().filter(|path| path.is_dir()).collect()
}

/// Writes which pictures belong to a copy, a name on each line.
pub(super) fn write_list(copy: &Folder, names: &BTreeSet<PhotoName>) -> Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    let text = names.iter().map(|name| format!("{name}\n")).collect::<String>();
    copy.replace(&copy.file(LIST), text.as_bytes())
}

/// Which pictures belong to a copy. What is no name of one is passed over.
pub(super) fn list(copy: &Folder) -> Result<BTreeSet<PhotoName>> {
    match fs::read_to_string(copy.file(LIST)) {
        Ok(text) => Ok(text.lines().filter_map(|line| line.parse().ok()).collect()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(Error::file("read", copy.file(LIST))(error)),
    }
}

/// Which pictures of a copy are not with it.
pub(crate) fn missing(copy: &super::Copy) -> Result<BTreeSet<PhotoName>> {
    let files = Files::of_copies(copy.folder.path().parent().unwrap_or(copy.folder.path()));
    let mut names = list(&copy.folder)?;
    names.retain(|name| !files.has(name));
    Ok(names)
}

/// Removes the pictures that no copy in `folder` lists. The caller holds the lock. As long as one copy does not say all that its note
/// counts, nothing goes.
pub(super) fn prune(folder: &Path) -> Result<()> {
    let mut needed = BTreeSet::new();
    for copy in folders::read(folder, Place::Here)? {
        let names = list(&copy.folder)?;
        if names.len() != copy.note.photos {
            tracing::warn!(folder = %copy.folder.path().display(), "a copy does not say which pictures belong to it; all stay");
            return Ok(());
        }
        needed.extend(names);
    }
    Files::of_copies(folder).sweep(|name| needed.contains(name), Duration::ZERO).map(drop)
}
