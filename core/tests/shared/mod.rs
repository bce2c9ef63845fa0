//! A journal to try things on.

use glimmer_core::{
    Folder, Journal, ListQuery, Moment, NewGlimmer,
    chrono::{DateTime, NaiveTime},
};
use tempfile::TempDir;

pub fn at(text: &str) -> Moment {
    let ends = NaiveTime::from_hms_opt(4, 0, 0).unwrap();
    Moment::new(DateTime::parse_from_rfc3339(text).unwrap(), ends)
}

#[allow(dead_code, reason = "not every test needs it")]
pub fn tonight() -> Moment {
    at("2026-11-22T20:31:00+01:00")
}

#[allow(dead_code, reason = "not every test needs it")]
pub fn words(text: &str) -> NewGlimmer {
    NewGlimmer { text: text.into(), ..NewGlimmer::default() }
}

/// A new journal, in a folder that goes with the test.
#[allow(dead_code, reason = "not every test needs it")]
pub fn open() -> (TempDir, Journal) {
    let home = tempfile::tempdir().unwrap();
    let journal = Journal::open(Folder::at(home.path())).unwrap();
    (home, journal)
}

#[allow(dead_code, reason = "not every test needs it")]
pub fn on(day: u32) -> Moment {
    at(&format!("2026-11-{day:02}T20:31:00+01:00"))
}

#[allow(dead_code, reason = "not every test needs it")]
pub fn quiet() -> impl FnMut(f64) {
    |_| ()
}

#[allow(dead_code, reason = "not every test needs it")]
pub fn texts(journal: &Journal) -> Vec<String> {
    journal.list(&ListQuery::default()).unwrap().glimmers.into_iter().map(|glimmer| glimmer.text).collect()
}

#[allow(dead_code, reason = "not every test needs it")]
pub fn reopened(home: &std::path::Path) -> Journal {
    Journal::open(Folder::at(home)).unwrap()
}
