//! The one folder that holds everything, its file names, and how a file in it is replaced without a moment of loss.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use crate::{Error, Result, clock};

/// What a file is called until it is whole.
const UNFINISHED: &str = ".new-";
/// Writing a small file takes no longer, on any disk.
const A_WHILE: Duration = Duration::from_secs(60);

/// Whether a file is one that was not written to its end.
pub(crate) fn is_left_over(path: &Path) -> bool {
    path.is_file() && path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(UNFINISHED))
}

/// The data folder: the operating system's, or `GLIMMER_HOME`.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The encrypted journal. At rest all of it is in this one file.
    pub fn journal(&self) -> PathBuf {
        self.file("journal.db")
    }

    /// How many changes the journal has acknowledged; a smaller number inside the journal means a lost tail.
    pub fn changes(&self) -> PathBuf {
        self.file("journal.changes")
    }

    pub fn vault_key(&self) -> PathBuf {
        self.file("vault.key")
    }

    /// The identity, wrapped by the passphrase; there is either this or `vault.key`.
    pub fn vault_age(&self) -> PathBuf {
        self.file("vault.age")
    }

    /// The same, wrapped by the recovery code.
    pub fn vault_recovery(&self) -> PathBuf {
        self.file("vault.recovery.age")
    }

    /// What was sealed while the journal was locked.
    pub fn inbox(&self) -> PathBuf {
        self.file("inbox")
    }

    /// Sealed pictures.
    pub(crate) fn photos(&self) -> PathBuf {
        self.file("photos")
    }

    pub fn backups(&self) -> PathBuf {
        self.file("backups")
    }

    pub(crate) fn vault_pub(&self) -> PathBuf {
        self.file("vault.pub")
    }

    /// What must be known without opening the journal. It is replaced whole, never changed in place.
    pub fn device(&self) -> PathBuf {
        self.file("device.json")
    }

    /// Makes the folder, readable by its owner only, and makes that durable.
    ///
    /// # Errors
    /// [`Error::File`] if it cannot be made.
    pub fn make(&self) -> Result<()> {
        if self.0.is_dir() {
            return Ok(());
        }
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let made = builder.create(&self.0).and_then(|()| match self.0.parent() {
            // What is synced in a folder is lost with it, if nobody synced that there is such a folder.
            Some(parent) if !parent.as_os_str().is_empty() => sync(parent),
            _ => Ok(()),
        });
        made.map_err(Error::file("make the folder", &self.0))
    }

    /// Takes a lock that other processes respect, on the file `name`; it is free again when the result is dropped.
    ///
    /// # Errors
    /// [`Error::Busy`] if another process keeps it for longer than `patience`.
    pub(crate) fn lock(&self, name: &str, kind: Lock, patience: Duration) -> Result<File> {
        const STEP: Duration = Duration::from_millis(10);
        let path = self.file(name);
        let file = private(OpenOptions::new().create(true).truncate(false).write(true))
            .open(&path)
            .map_err(Error::file("open the lock", &path))?;
        let mut waited = Duration::ZERO;
        loop {
            let taken = match kind {
                Lock::Shared => file.try_lock_shared(),
                Lock::Exclusive => file.try_lock(),
            };
            match taken {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if waited < patience => {
                    thread::sleep(STEP);
                    waited += STEP;
                }
                Err(TryLockError::WouldBlock) => return Err(Error::Busy),
                Err(TryLockError::Error(source)) => return Err(Error::file("lock", &path)(source)),
            }
        }
    }

    /// Replaces a file so that, whatever happens, either the old or the new content is there, whole and synced.
    ///
    /// # Errors
    /// [`Error::DiskFull`] or [`Error::File`]; the old content is then untouched.
    pub(crate) fn replace(&self, path: &Path, content: &[u8]) -> Result<()> {
        let write = || -> io::Result<()> {
            let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(&self.0)?;
            file.write_all(content)?;
            file.as_file().sync_all()?;
            file.persist(path).map_err(|error| error.error)?;
            sync(&self.0)
        };
        write().map_err(Error::file("write", path))
    }

    /// Takes away what [`Folder::replace`] left behind when it was killed: it may hold a key.
    pub(crate) fn tidy(&self) {
        let Ok(list) = fs::read_dir(&self.0) else { return };
        // One that another process is writing at this moment is younger.
        let is_old = |file: &fs::DirEntry| file.metadata().and_then(|file| file.modified()).is_ok_and(|at| clock::since(at) > A_WHILE);
        for file in list.flatten().filter(|file| is_left_over(&file.path()) && is_old(file)) {
            if let Err(error) = fs::remove_file(file.path()) {
                tracing::warn!(%error, "a leftover of a file that was being written could not be removed");
            }
        }
    }

    /// Moves `from` to `to` within the folder and makes the move durable.
    pub(crate) fn rename(&self, from: &Path, to: &Path) -> Result<()> {
        fs::rename(from, to).and_then(|()| sync(&self.0)).map_err(Error::file("move into place", to))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lock {
    /// Everybody who has the journal open.
    Shared,
    /// Create, migrate, restore, rekey, erase.
    Exclusive,
}

/// A new name lives in its folder, so it is the folder that must reach the disk. Windows does this by itself.
#[cfg_attr(windows, allow(unused_variables, reason = "there is nothing to do"))]
pub(crate) fn sync(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

/// Files are made readable by their owner only; elsewhere the user's own folder has that property.
pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}
