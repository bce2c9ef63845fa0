//! The pictures of copies. The copies in a folder share one file of each, and each copy lists the names of its own.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use super::{Place, folders, second};
use crate::{Error, Folder, PhotoName, Result, photos::Files, vault::Vault};

const LIST: &str = "photos.txt";
/// Beside the copies: whose vault opens the pictures that they share.
const SEALED_TO: &str = "photos.pub";

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

/// Removes the pictures that no copy in `folder` lists. The caller holds the lock. As long as one copy does not say which are its own, or
/// what looks like a copy cannot be read as one, nothing goes; returns whether that was so.
pub(super) fn prune(folder: &Path) -> Result<bool> {
    let mut needed = BTreeSet::new();
    let copies = folders::read(folder, Place::Here)?;
    for entry in fs::read_dir(folder).map_err(Error::file("read", folder))? {
        let path = entry.map_err(Error::file("read", folder))?.path();
        if path.join("journal.db").exists() && !copies.iter().any(|copy| copy.folder.path() == path) {
            tracing::warn!(folder = %path.display(), "what looks like a copy cannot be read as one; the pictures of all copies stay");
            return Ok(false);
        }
    }
    for copy in copies {
        let names = list(&copy.folder)?;
        if names.len() != copy.note.photos {
            tracing::warn!(folder = %copy.folder.path().display(), "a copy does not say which pictures belong to it; all stay");
            return Ok(false);
        }
        needed.extend(names);
    }
    Files::of_copies(folder).sweep(|name| needed.contains(name), Duration::ZERO)?;
    Ok(true)
}

/// Seals the pictures of copies to the present key, in each folder where all copies have it.
pub(crate) fn reseal_pictures(folder: &Folder, keys: &[Vault], to: &Vault, goes_on: &mut dyn FnMut(f64) -> bool) -> Result<()> {
    for copies in folders_of_copies(folder) {
        let (sealed_to, recipient) = (Folder::at(&copies).file(SEALED_TO), to.recipient());
        let is_old = |copy: &super::Copy| copy.note.recipient != recipient;
        if fs::read_to_string(&sealed_to).is_ok_and(|found| found.trim() == recipient)
            || folders::read(&copies, Place::Here)?.iter().any(is_old)
        {
            continue;
        }
        let _alone = folders::lock(&copies)?;
        if !Files::of_copies(&copies).reseal(keys, to, goes_on)? {
            return Ok(());
        }
        Folder::at(&copies).replace(&sealed_to, format!("{recipient}\n").as_bytes())?;
    }
    Ok(())
}
