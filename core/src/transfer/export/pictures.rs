//! The pictures of what is exported, opened one at a time.

use std::{
    collections::HashMap,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use sha2::{Digest, Sha256};

use super::Written;
use crate::{
    Journal, PhotoName,
    backup::Progress,
    folder::{private, sync},
    photos::Size,
    transfer::encoded::is_webp,
};

pub(super) struct Pictures<'a, 'b> {
    journal: &'a Journal,
    pub progress: Progress<'b>,
    cancel: &'a AtomicBool,
    /// Where they are written until all is whole.
    folder: PathBuf,
    /// Where they are to lie then.
    place: Option<PathBuf>,
    /// Whether something lies there already.
    pub is_taken: bool,
    /// Those that were asked for; `None` is missing, or cannot be read.
    seen: HashMap<PhotoName, Option<&'static str>>,
    pub files: Vec<Written>,
}

impl<'a, 'b> Pictures<'a, 'b> {
    pub fn of(journal: &'a Journal, staging: &Path, place: Option<PathBuf>, progress: Progress<'b>, cancel: &'a AtomicBool) -> Self {
        let (folder, seen, files) = (staging.join("photos"), HashMap::new(), Vec::new());
        Self { journal, progress, cancel, folder, place, is_taken: false, seen, files }
    }

    /// How many there were, and how many were missing or cannot be read.
    pub fn counts(&self) -> (u64, u64) {
        let went = self.seen.values().filter(|ending| ending.is_some()).count();
        (went as u64, (self.seen.len() - went) as u64)
    }

    /// A picture as it is kept; `None` if it is missing, or cannot be read. Only what goes out is asked for.
    ///
    /// # Errors
    /// That nobody wants it any more.
    pub fn open(&mut self, name: &PhotoName) -> io::Result<Option<Vec<u8>>> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(io::Error::other("stopped"));
        }
        let picture = self.journal.photo(name, Size::Full).inspect_err(|error| tracing::warn!(%error, "a picture stays behind")).ok();
        let ending = |picture: &Vec<u8>| if is_webp(picture) { "webp" } else { "jpg" };
        self.seen.insert(name.clone(), picture.as_ref().map(ending));
        Ok(picture)
    }

    /// Writes a picture into the folder of them, synced, and says what it is called there.
    pub fn beside(&mut self, name: &PhotoName) -> io::Result<Option<String>> {
        let ending = match self.seen.get(name) {
            Some(ending) => *ending,
            None => match self.open(name)? {
                Some(picture) => {
                    self.write(name, &picture)?;
                    self.seen.get(name).copied().flatten()
                }
                None => None,
            },
        };
        Ok(ending.map(|ending| format!("{name}.{ending}")))
    }

    fn write(&mut self, name: &PhotoName, picture: &[u8]) -> io::Result<()> {
        if self.files.is_empty() {
            // Known now, and not after hours.
            let inside = self.place.as_ref().and_then(|place| fs::read_dir(place).ok());
            self.is_taken = inside.is_some_and(|mut inside| inside.next().is_some());
            if self.is_taken {
                return Err(io::ErrorKind::DirectoryNotEmpty.into());
            }
            fs::create_dir(&self.folder)?;
        }
        let path = self.folder.join(format!("{name}.{}", if is_webp(picture) { "webp" } else { "jpg" }));
        let mut file = private(File::options().create_new(true).write(true)).open(&path)?;
        file.write_all(picture)?;
        file.sync_all()?;
        self.files.push(Written { path, hash: Sha256::digest(picture).into(), bytes: picture.len() as u64 });
        Ok(())
    }

    /// The folder they were written into, synced; `None` if there are none.
    pub fn folder(&self) -> io::Result<Option<&Path>> {
        if self.files.is_empty() {
            return Ok(None);
        }
        sync(&self.folder)?;
        Ok(Some(&self.folder))
    }
}
