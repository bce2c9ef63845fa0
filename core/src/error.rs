//! What can go wrong, as far as somebody acts on it.

use std::{io, path::PathBuf};

/// The result of everything the core does.
pub type Result<T> = std::result::Result<T, Error>;

/// A variant exists only where some caller acts on it differently. None carries a word of the journal.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("a glimmer needs words, a feeling, a sense, a tag or a photo")]
    EmptyGlimmer,
    #[error("there is no such glimmer")]
    NotFound,
    /// `what` names the field, `why` completes "…: ".
    #[error("{what}: {why}")]
    BadValue { what: &'static str, why: String },
    #[error("the disk is full")]
    DiskFull,
    #[error("the journal cannot be written")]
    ReadOnly,
    /// Another program holds the journal for longer than we are willing to wait.
    #[error("the journal is in use by another program")]
    Busy,
    #[error("this journal was written by a newer Glimmer (format {found}; this one knows up to {known})")]
    Newer { found: i64, known: i64 },
    #[error("{} is not a file of this journal", .0.display())]
    NotOurs(PathBuf),
    #[error("the key of this journal is missing: {}", .0.display())]
    NoVault(PathBuf),
    #[error("the key is here, but the journal is missing: {}", .0.display())]
    NoJournal(PathBuf),
    #[error("the journal is locked")]
    Locked,
    /// Neither the passphrase nor the recovery code. It does not tell which of them it was held against.
    #[error("that does not open the journal")]
    WrongSecret,
    /// A page that cannot be decrypted or read: rescue and backups are the way on.
    #[error("the journal is damaged")]
    Damaged,
    /// The copy in this folder is not as it was written.
    #[error("the copy in {} is not as it was written", .0.display())]
    BadCopy(PathBuf),
    /// `action` completes "could not …", for example "write the key".
    #[error("could not {action} {}", path.display())]
    File { action: &'static str, path: PathBuf, source: io::Error },
    /// Anything the store says that is a mistake of ours.
    #[error("the journal's store: {0}")]
    Store(rusqlite::Error),
}

impl Error {
    /// Whether it says that nothing may be written.
    pub(crate) fn is_refusal(&self) -> bool {
        match self {
            Self::ReadOnly => true,
            Self::File { source, .. } => source.kind() == io::ErrorKind::PermissionDenied,
            _ => false,
        }
    }

    /// Wraps an I/O error with what was being done; a full disk is told apart, because the words for it differ.
    pub(crate) fn file(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| match source.kind() {
            io::ErrorKind::StorageFull => Self::DiskFull,
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::File { action, path, source },
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::{ErrorCode as Code, ffi::SQLITE_IOERR_SHMSIZE};
        // What the processes of a journal share lies in a file beside it, and that could not be made large enough.
        if error.sqlite_error().is_some_and(|error| error.extended_code == SQLITE_IOERR_SHMSIZE) {
            return Self::DiskFull;
        }
        match error.sqlite_error_code() {
            Some(Code::DiskFull) => Self::DiskFull,
            Some(Code::ReadOnly | Code::CannotOpen | Code::PermissionDenied) => Self::ReadOnly,
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Busy,
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Self::Damaged,
            _ => Self::Store(error),
        }
    }
}
