//! What crosses about the lock: passphrase, recovery code, what an old key still opens. Secrets cross one way only, inwards; the
//! one exception is a recovery code that was just made, to be written down.

use glimmer_core::{Device, backup, transfer::json};
use serde::Serialize;
use ts_rs::TS;

use super::Reply;
use crate::app::Glimmer;

/// Whether a passphrase is needed, and whether it is needed now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Lock {
    /// The journal has no passphrase.
    None,
    /// It has one, and is open.
    Open,
    Locked,
}

/// What came in while the journal was locked.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Unlocked {
    /// How many glimmers joined the journal.
    pub joined: u32,
    /// How many sealed ones could not be read; they are left where they are.
    pub unreadable: u32,
}

/// What is set about privacy, without a secret in it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Privacy {
    pub passphrase: bool,
    /// The day on which the recovery code was made; `null` if there is none.
    pub recovery_made: Option<String>,
    /// Copies that an earlier passphrase or code still opens.
    pub old_copies: Vec<OldCopy>,
    /// Whether this system can keep the windows out of pictures of the screen.
    pub can_hide_from_capture: bool,
}

impl Privacy {
    /// # Errors
    /// If what is known of copies cannot be read.
    pub fn of(glimmer: &Glimmer) -> Reply<Self> {
        let device = Device::read(glimmer.folder())?;
        let recipient = glimmer.journal()?.key().recipient();
        let old = backup::old_copies(glimmer.folder(), &recipient)?;
        Ok(Self {
            passphrase: glimmer.door().lock_state() != Lock::None,
            recovery_made: device.recovery_made.map(|day| day.to_string()),
            old_copies: old.into_iter().map(Into::into).collect(),
            can_hide_from_capture: !cfg!(target_os = "linux"),
        })
    }
}

/// A copy that could not be given the new key, because it was not within reach or could not be written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OldCopy {
    pub made_at: String,
    /// The folder that holds it.
    pub folder: String,
}

/// How far something that takes a while has come.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Progress {
    pub task: Task,
    /// From 0 to 1.
    pub done: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    Backup,
    Restore,
    Check,
    Salvage,
    /// A new key for the journal and its copies.
    Rekey,
    /// Taking what was deleted out of the copies.
    Clean,
    /// Reading what is to be imported.
    Read,
    /// Bringing it in, or taking it back.
    Import,
    Export,
}

impl From<backup::OldCopy> for OldCopy {
    fn from(old: backup::OldCopy) -> Self {
        Self { made_at: json::local(old.made_at), folder: old.folder }
    }
}
