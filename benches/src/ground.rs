//! What the measuring stands on: where journals lie, how large they are, and the programs.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use glimmer_core::{Folder, Journal, NewGlimmer, Result};
use journeys::Desktop;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    journal::{self, Size},
    raw::Raw,
};

pub struct Ground {
    folder: PathBuf,
    pub scale: Scale,
    /// The program that opens an empty window.
    pub empty: PathBuf,
}

/// How large and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    pub small: bool,
    /// What a person may have after ten busy years.
    pub many: Size,
    /// What nobody has.
    pub most: Size,
}

impl Scale {
    pub fn of(small: bool) -> Self {
        let (many, most, visits) = if small { (2_000, 10_000, 200) } else { (100_000, 1_000_000, 10_000) };
        Self { small, many: Size { glimmers: many, visits: visits / 10 }, most: Size { glimmers: most, visits } }
    }

    /// How many runs there are; at a small scale enough to see that it runs.
    pub fn runs(self, full: usize) -> usize {
        if self.small { full.div_ceil(10).clamp(2, 20) } else { full }
    }

    /// How many seconds something is looked at.
    pub fn seconds(self, full: u64) -> u64 {
        if self.small { full.div_ceil(20).max(3) } else { full }
    }

    /// Three sizes, each ten times the one before: how something grows.
    pub fn growing(self) -> [Size; 3] {
        let part = |by: u64| Size { glimmers: self.most.glimmers / by, visits: self.most.visits / by };
        [part(100), part(10), part(1)]
    }
}

impl Ground {
    /// # Errors
    /// If the folder cannot be made.
    pub fn new(folder: &Path, small: bool, empty: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self { folder: folder.canonicalize()?, scale: Scale::of(small), empty })
    }

    /// A folder with a journal of this size, to be read and not written.
    pub fn seeded(&self, size: Size) -> Result<PathBuf> {
        journal::seeded(&self.folder, size)
    }

    /// A plain file with the texts of the journal of this size, by hand. It stays, and grows with what is kept in it.
    ///
    /// # Errors
    /// As SQLite.
    pub fn raw(&self, size: Size) -> rusqlite::Result<Raw> {
        Raw::of(&self.folder.join(format!("raw-{}-{}.db", journal::VERSION, size.glimmers)), size)
    }

    /// A folder beside the journals that is only this run's.
    pub fn scratch(&self) -> TempDir {
        tempfile::Builder::new().prefix("run-").tempdir_in(&self.folder).expect("a folder beside the journals")
    }

    /// A copy of a journal, to live in.
    ///
    /// # Errors
    /// As the journal's own making.
    pub fn home(&self, size: Size) -> Result<Home> {
        let from = self.seeded(size)?;
        let home = Home(self.scratch());
        for file in ["journal.db", "journal.changes", "vault.key", "vault.pub"] {
            let (from, to) = (from.join(file), home.path().join(file));
            fs::copy(&from, &to).map_err(|source| glimmer_core::Error::File { action: "copy", path: from, source })?;
        }
        Ok(home)
    }
}

/// What was kept before the app starts.
pub const KEPT_TODAY: [&str; 3] =
    ["Light on the kitchen wall at four.", "Soup and bread, and nobody in a hurry.", "Her hand on my sleeve."];

/// A data folder, on the disk that is measured; gone with this value.
pub struct Home(TempDir);

impl Home {
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn folder(&self) -> Folder {
        Folder::at(self.path())
    }

    pub fn journal(&self) -> Result<Journal> {
        Journal::open(self.folder())
    }

    /// Makes it the data folder of a desktop, as on any evening: something was kept today, and the copy of today is made. An app
    /// that starts there then does what it does at most starts.
    pub fn move_in(&self, desktop: &Desktop, settings: &Value) -> Result<()> {
        let now = journeys::seed::now();
        let journal = self.journal()?;
        for text in KEPT_TODAY {
            journal.keep(NewGlimmer { text: text.into(), ..NewGlimmer::default() }, now)?;
        }
        journal.back_up_today(now);
        drop(journal);
        self.choose(desktop, settings);
        Ok(())
    }

    /// Lets the desktop use this folder, with these settings.
    ///
    /// # Panics
    /// If the desktop's own folder cannot be replaced.
    pub fn choose(&self, desktop: &Desktop, settings: &Value) {
        let device = json!({ "welcomed": true, "tray_explained": true, "settings": settings });
        fs::write(self.path().join("device.json"), device.to_string()).expect("device.json");
        // The desktop lies where files of a day lie, which may be memory; the journal must be on a disk.
        fs::remove_dir_all(desktop.home()).expect("the desktop's own data folder");
        std::os::unix::fs::symlink(self.path(), desktop.home()).expect("another in its place");
    }
}
