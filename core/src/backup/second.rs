//! The second folder, on another drive most likely: it gets every copy, when it is there.
//!
//! A file of ours marks it. Without that file it is not there: an empty mount point looks like a folder, and what is written
//! into it would disappear beneath the drive that is mounted later.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::{
    Copy, Place, Progress, Trouble, folders,
    make::{put_vault_files, vault_files},
    photos,
};
use crate::{Day, Device, Error, Folder, Result, photos::Files};

const MARK: &str = ".glimmer-copies";
const MARK_TEXT: &str = "Copies of a Glimmer journal are kept in this folder.\n";

/// What `device.json` knows of the second folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFolder {
    pub path: PathBuf,
    /// Why it could not take a copy when it was last there.
    #[serde(default)]
    trouble: Option<Trouble>,
    /// What it held when it was last there.
    #[serde(default)]
    holds: Vec<Held>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Held {
    id: String,
    made_at: DateTime<FixedOffset>,
    recipient: String,
}

/// The second folder as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Second {
    pub path: PathBuf,
    pub state: SecondState,
    /// How many of the copies beside the journal it does not have.
    pub behind: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondState {
    Here,
    /// The drive is not plugged in, the folder is gone.
    Absent,
    /// It is there, and cannot be written.
    Refused,
    Full,
}

/// A copy that the absent second folder held when it was last there.
pub(super) struct Away {
    pub(super) made_at: DateTime<FixedOffset>,
    pub(super) recipient: String,
    pub(super) folder: String,
}

/// The second folder, if one was chosen.
///
/// # Errors
/// [`Error::File`] if `device.json` or the copies beside the journal cannot be read.
pub fn second(folder: &Folder) -> Result<Option<Second>> {
    let Some(SecondFolder { path, trouble, holds }) = Device::read(folder)?.second_folder else { return Ok(None) };
    let state = match trouble {
        _ if !is_marked(&path) => SecondState::Absent,
        Some(Trouble::DiskFull) => SecondState::Full,
        Some(_) => SecondState::Refused,
        None => SecondState::Here,
    };
    let here = folders::read(&folder.backups(), Place::Here)?;
    let behind = here.iter().filter(|copy| !holds.iter().any(|held| held.id == copy.id)).count();
    Ok(Some(Second { path, state, behind: u32::try_from(behind).unwrap_or(u32::MAX) }))
}

/// Where the copies of the second folder are, if it is there.
pub(super) fn within_reach(folder: &Folder) -> Option<PathBuf> {
    let path = Device::read(folder).ok()?.second_folder?.path;
    is_marked(&path).then_some(path)
}

fn is_marked(path: &Path) -> bool {
    path.join(MARK).is_file()
}

/// What a second folder that is not there now held when it was.
pub(super) fn away(folder: &Folder) -> Result<Vec<Away>> {
    let Some(SecondFolder { path, holds, .. }) = Device::read(folder)?.second_folder.filter(|second| !is_marked(&second.path)) else {
        return Ok(Vec::new());
    };
    let named = |held: Held| Away { made_at: held.made_at, recipient: held.recipient, folder: path.join(held.id).display().to_string() };
    Ok(holds.into_iter().map(named).collect())
}

/// Lets copies go to this folder as well, from now on; [`second_catches_up`] brings those there are.
///
/// # Errors
/// [`Error::BadValue`] if it is no folder or lies within the data folder; [`Error::ReadOnly`], [`Error::DiskFull`] or
/// [`Error::File`] if it cannot be written.
pub fn choose_second(folder: &Folder, path: &Path) -> Result<()> {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if !path.is_dir() || real(path).starts_with(real(folder.path())) {
        return Err(Error::BadValue { what: "folder", why: "it is not a folder outside the journal's own".into() });
    }
    let chosen = Folder::at(path);
    chosen.replace(&chosen.file(MARK), MARK_TEXT.as_bytes())?;
    Device::change(folder, |device| {
        device.second_folder = Some(SecondFolder { path: path.to_owned(), trouble: None, holds: Vec::new() });
    })?;
    Ok(())
}

/// Copies go there no more; those that are there stay.
pub fn forget_second(folder: &Folder) -> Result<()> {
    Device::change(folder, |device| device.second_folder = None).map(drop)
}

/// Brings the second folder what it does not have, if it is there, and applies the rule to what it has.
///
/// # Errors
/// Why it could not take one; that is written down too, for [`second`].
pub fn second_catches_up(folder: &Folder, today: Day, progress: Progress<'_>) -> Result<()> {
    let Some(there) = within_reach(folder) else { return Ok(()) };
    let brought = bring(folder, &there, today, progress);
    if is_marked(&there) {
        let held = |copy: Copy| Held { id: copy.id, made_at: copy.note.made_at, recipient: copy.note.recipient };
        let holds = folders::read(&there, Place::Second).map(|copies| copies.into_iter().map(held).collect::<Vec<_>>());
        Device::change(folder, |device| {
            if let Some(second) = device.second_folder.as_mut().filter(|second| second.path == there) {
                second.trouble = brought.as_ref().err().map(Trouble::from);
                second.holds = holds.unwrap_or_else(|_| std::mem::take(&mut second.holds));
            }
        })?;
    }
    brought
}

fn bring(folder: &Folder, there: &Path, today: Day, progress: Progress<'_>) -> Result<()> {
    let _alone = folders::lock(there)?;
    folders::settle(there).map_err(Error::file("clear away what was left in", there))?;
    folders::prune(there, today)?;
    let (here, known) = (folders::read(&folder.backups(), Place::Here)?, folders::read(there, Place::Second)?);
    let same = |a: &Copy, b: &Copy| {
        a.id == b.id
            && a.note == b.note
            && vault_files(&a.folder).ok().is_some_and(|files| vault_files(&b.folder).is_ok_and(|other| other == files))
    };
    let missing: Vec<_> = here.iter().filter(|copy| !copy.keep.is_over(today) && !known.iter().any(|other| same(copy, other))).collect();
    for (nth, copy) in missing.iter().enumerate() {
        match bring_one(there, copy) {
            // Rotten here: what is there, if anything is, must not be replaced by it; the others go on.
            Err(Error::BadCopy(path)) => tracing::warn!(path = %path.display(), "a copy is not as it was written"),
            brought => brought?,
        }
        progress((nth + 1) as f64 / missing.len() as f64);
    }
    folders::prune(there, today)
}

fn bring_one(there: &Path, copy: &Copy) -> Result<()> {
    if !copy.is_as_written() {
        return Err(Error::BadCopy(copy.folder.path().to_owned()));
    }
    folders::put(there, &copy.id, |new| {
        folders::copy_file(&copy.folder.journal(), &new.journal())?;
        put_vault_files(new, &vault_files(&copy.folder)?)?;
        let names = photos::list(&copy.folder)?;
        let here = copy.folder.path().parent().unwrap_or(copy.folder.path());
        Files::of_copies(there).bring(&Files::of_copies(here), &names, &[])?;
        photos::write_list(new, &names)?;
        folders::write_note(new, &copy.note)?;
        // Read back: a drive that does not hold what it was given is better known now.
        if folders::hash_of(&new.journal())? != copy.note.sha256 {
            return Err(Error::File { action: "write", path: new.journal(), source: std::io::ErrorKind::InvalidData.into() });
        }
        Ok(())
    })
}
