//! Copies of the journal: made, verified, pruned, restored.
//!
//! A copy is a folder with the journal in one file, the vault that opens it, and `copy.json`, which tells in plain when and why it
//! was made and nothing of what is in it. It is written under another name (`.new-…`) and moved into place when it was opened and
//! checked. One that takes the place of another moves that aside first (`.old-…`), so that one of them is there at every instant.

mod clean;
mod folders;
mod make;
mod photos;
mod prune;
mod renew;
mod restore;
mod second;

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

pub use clean::{Cleaned, Holding};
pub(crate) use folders::free_aside;
pub use make::{VaultFiles, make, make_in, vault_files};
pub(crate) use make::{before_migration, verify};
pub(crate) use photos::{folders_of_copies, missing, reseal_pictures};
pub use prune::{Dated, Keep, Kept, keep};
pub use renew::{OldCopy, old_copies, rekey_all, rewrap_all};
pub use restore::{Inside, Restored, look_into, present_vault, restore};
pub use second::{Second, SecondFolder, SecondState, choose_second, forget_second, second, second_catches_up};

use crate::{Day, Device, Error, Folder, Journal, Moment, Result, check, vault::Vault};

/// Told how far something has come, from 0 to 1.
pub type Progress<'a> = &'a mut dyn FnMut(f64);

/// Why a copy is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The first change of a day.
    Day,
    /// Somebody asked for it.
    Asked,
    /// A newer version is about to change the format.
    Migration,
    Import,
    Restore,
    /// The passphrase or the key is about to change.
    Passphrase,
}

impl Reason {
    fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Asked => "asked",
            Self::Migration => "migration",
            Self::Import => "import",
            Self::Restore => "restore",
            Self::Passphrase => "passphrase",
        }
    }

    fn is_before(self) -> bool {
        !matches!(self, Self::Day | Self::Asked)
    }
}

/// Where a copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Beside the journal.
    Here,
    /// In the second folder.
    Second,
}

/// Why a copy could not be made, as `device.json` may tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    DiskFull,
    ReadOnly,
    Busy,
    Damaged,
    File,
    Internal,
}

impl From<&Error> for Trouble {
    fn from(error: &Error) -> Self {
        match error {
            Error::DiskFull => Self::DiskFull,
            Error::ReadOnly => Self::ReadOnly,
            Error::Busy => Self::Busy,
            Error::Damaged | Error::NotOurs(_) | Error::NoJournal(_) => Self::Damaged,
            Error::File { .. } | Error::BadCopy(_) => Self::File,
            _ => Self::Internal,
        }
    }
}

/// What `copy.json` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    format: u32,
    pub made_at: DateTime<FixedOffset>,
    /// The person's day on which it was made.
    pub day: Day,
    pub reason: Reason,
    /// The format of the journal in it.
    pub schema: i64,
    /// How many changes the journal had seen.
    pub changes: i64,
    /// Whose vault opens it, as age writes it.
    pub recipient: String,
    /// Of `journal.db`, in hexadecimal.
    pub sha256: String,
    /// Whether it was opened and checked after it was written.
    pub checked: bool,
    /// How many pictures belong to it.
    #[serde(default)]
    pub photos: usize,
}

const FORMAT: u32 = 1;

/// A copy that is there.
#[derive(Debug, Clone)]
pub struct Copy {
    /// The name of its folder, which is the same in both places.
    pub id: String,
    pub place: Place,
    pub note: Note,
    pub keep: Keep,
    /// The folder with its files.
    pub folder: Folder,
}

/// The copies of both places, as far as they are within reach, newest first. What is not a copy is passed over.
///
/// # Errors
/// [`Error::File`] if the folder beside the journal is there and cannot be read.
pub fn list(folder: &Folder) -> Result<Vec<Copy>> {
    let mut all = folders::read(&folder.backups(), Place::Here)?;
    if let Some(second) = second::within_reach(folder) {
        // A drive may be pulled out at any moment; what is beside the journal is told all the same.
        all.extend(folders::read(&second, Place::Second).unwrap_or_default());
    }
    all.sort_by_key(|copy| std::cmp::Reverse(copy.note.made_at));
    Ok(all)
}

/// The copy with this id in this place.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub fn find(folder: &Folder, id: &str, place: Place) -> Result<Copy> {
    list(folder)?.into_iter().find(|copy| copy.id == id && copy.place == place).ok_or(Error::NotFound)
}

/// The copy that lies in any folder, such as one that somebody kept elsewhere.
///
/// # Errors
/// [`Error::BadCopy`] if there is none.
pub fn at(path: impl Into<PathBuf>) -> Result<Copy> {
    let path = path.into();
    folders::read_one(&path, Place::Here).ok_or(Error::BadCopy(path))
}

impl Journal {
    /// The opened vault, for what needs the journal closed: restoring, salvaging, a new key.
    pub fn key(&self) -> Vault {
        self.store.vault().clone()
    }

    /// Gives the copies within reach the present key and what opens it; returns those that an earlier key still opens.
    ///
    /// # Errors
    /// As [`rekey_all`].
    pub fn renew_copies(&self, progress: Progress<'_>) -> Result<Vec<OldCopy>> {
        rekey_all(&self.folder, &renew::old_keys(self)?, self.store.vault(), &vault_files(&self.folder)?, progress)
    }

    /// Makes a copy by itself: before an import, for example. What goes wrong hinders nothing; it is written down, and said.
    pub fn back_up(&self, reason: Reason, now: Moment) -> Option<Copy> {
        let made = make(self, reason, now, &mut |_| ());
        note_trouble(&self.folder, made.as_ref().err().map(Trouble::from));
        made.inspect_err(|error| tracing::warn!(%error, "a copy of the journal could not be made")).ok()
    }

    /// Makes the copy of this day after its first change; `None` if there is one already, or it could not be made.
    pub fn back_up_today(&self, now: Moment) -> Option<Copy> {
        self.copy_is_due(now.day).then(|| self.back_up(Reason::Day, now))?
    }

    /// Whether something changed since the last copy, and none was made today.
    pub fn copy_is_due(&self, today: Day) -> bool {
        let Ok(copies) = folders::read(&self.folder.backups(), Place::Here) else { return false };
        let changes = self.store.read(|tx| Ok(check::inside(tx)?.changes)).unwrap_or_default();
        !self.is_read_only()
            && copies.iter().all(|copy| copy.note.day != today)
            && copies.last().is_none_or(|newest| newest.note.changes != changes)
    }
}

fn note_trouble(folder: &Folder, trouble: Option<Trouble>) {
    if let Err(error) = Device::change(folder, |device| device.backup_trouble = trouble) {
        tracing::warn!(%error, "could not note how the copy went");
    }
}
