//! A journal to try things on.

use glimmer_core::{
    Folder, Journal, Moment, NewGlimmer,
    chrono::{DateTime, NaiveTime},
};
use tempfile::TempDir;

pub fn at(text: &str) -> Moment {
    let ends = NaiveTime::from_hms_opt(4, 0, 0).unwrap();
    Moment::new(DateTime::parse_from_rfc3339(text).unwrap(), ends)
}

pub fn tonight() -> Moment {
    at("2026-11-22T20:31:00+01:00")
}

pub fn words(text: &str) -> NewGlimmer {
    NewGlimmer { text: text.into(), ..NewGlimmer::default() }
}

/// A new journal, in a folder that goes with the test.
pub fn open() -> (TempDir, Journal) {
    let home = tempfile::tempdir().unwrap();
    let journal = Journal::open(Folder::at(home.path())).unwrap();
    (home, journal)
}
