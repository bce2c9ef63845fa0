//! What must stand: the same operations in a journal to which nothing happens, and how another is held against it.

use std::{path::Path, sync::Mutex};

use glimmer_core::{Device, Folder, Journal, Result, backup::look_into};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::{
    Bench,
    living::{self, Living, newest_copy},
    operation, state,
};

pub struct Reference {
    pub seed: u64,
    lived: Mutex<Lived>,
}

struct Lived {
    _home: TempDir,
    living: Living,
    /// What was said after so many operations; the first is a new journal.
    states: Vec<String>,
}

impl Reference {
    pub fn new(bench: &Bench, seed: u64) -> Self {
        let home = bench.folder();
        let mut living = Living::open(Folder::at(home.path())).expect("a new journal");
        let states = vec![living.said().expect("it can be read")];
        Self { seed, lived: Mutex::new(Lived { _home: home, living, states }) }
    }

    /// Lives through the first `count` operations in `home`, and closes the journal.
    pub fn live(home: &Path, seed: u64, count: usize) {
        let mut living = Living::open(Folder::at(home)).expect("a new journal");
        (0..count).for_each(|number| operation::apply(&mut living, seed, number).expect("nothing happens to this one"));
    }

    /// What the journal says after the first `count` operations.
    pub fn after(&self, count: usize) -> String {
        let mut lived = self.lived.lock().expect("no trial panics");
        while lived.states.len() <= count {
            let number = lived.states.len() - 1;
            operation::apply(&mut lived.living, self.seed, number).expect("nothing happens to this one");
            let state = lived.living.said().expect("it can be read");
            lived.states.push(state);
        }
        lived.states[count].clone()
    }

    /// Opens the journal in `home`, of which `count` operations were acknowledged, and returns how many stand: those, or one
    /// more that was under way.
    ///
    /// # Errors
    /// What does not hold, in words.
    pub fn holds(&self, home: &Path, count: usize) -> std::result::Result<usize, String> {
        let found = opened(home).map_err(|error| format!("{count} acknowledged, then not opened: {error:?}"))?;
        match [count, count + 1].into_iter().find(|count| self.after(*count) == found) {
            Some(standing) => Ok(standing),
            None => Err(format!("{count} acknowledged, then neither those nor one more: {}", difference(&self.after(count), &found))),
        }
    }
}

/// All that the journal in `home` says.
///
/// # Errors
/// If it does not open, or cannot be read.
pub fn opened(home: &Path) -> Result<String> {
    said(&living::open(&Folder::at(home))?, home)
}

/// All that a journal says once what was sealed has been let in, as it is whenever it is unlocked; what opens it, and what the
/// newest copy holds that was asked for.
pub fn said(journal: &Journal, home: &Path) -> Result<String> {
    let (joined, folder) = (journal.open_inbox()?, Folder::at(home));
    let mut lines = state::of(journal, &Device::read(&folder)?, false)?;
    lines.push(format!("opened by {:?}", living::phrase(&folder)?));
    if let Some(copy) = newest_copy(&folder)? {
        let inside = look_into(&folder, Some(&journal.key()), &copy, None)?;
        lines.push(format!("copy {} of {} {:?}", copy.note.made_at.format("%d %H:%M"), inside.glimmers, inside.newest));
    }
    lines.extend((joined.unreadable > 0).then(|| format!("unreadable {}", joined.unreadable)));
    Ok(lines.join("\n"))
}

/// A short name for what a journal says.
pub fn digest(said: &str) -> String {
    Sha256::digest(said.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn difference(expected: &str, found: &str) -> String {
    let only = |of: &str, other: &str| {
        of.lines().filter(|line| !other.lines().any(|one| one == *line)).take(4).map(str::to_owned).collect::<Vec<_>>()
    };
    format!("missing {:?}, instead {:?}", only(expected, found), only(found, expected))
}

/// Reads the whole file with the vault's key: every page's code, every tree, and the index of words, whose own check belongs to
/// `integrity_check` (SQLite 3.44 and later).
///
/// # Errors
/// What is wrong with it, in SQLite's words.
pub fn sound(home: &Path) -> std::result::Result<(), String> {
    let journal = living::raw(home);
    let check = |pragma: &str| -> rusqlite::Result<Vec<String>> { journal.prepare(pragma)?.query_map([], |row| row.get(0))?.collect() };
    let all = check("pragma cipher_integrity_check").and_then(|pages| Ok((pages, check("pragma integrity_check")?)));
    match all.map_err(|error| error.to_string())? {
        (pages, trees) if pages.is_empty() && trees == ["ok"] => Ok(()),
        (pages, trees) => Err(format!("{pages:?} {trees:?}")),
    }
}
