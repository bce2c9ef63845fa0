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

/// Opens a journal file as any SQLCipher would, with the key derived from the `vault.key` in `home`.
#[allow(dead_code, reason = "not every test looks inside")]
pub fn raw(journal: &std::path::Path, home: &std::path::Path) -> rusqlite::Connection {
    use hkdf::Hkdf;
    let text = std::fs::read_to_string(home.join("vault.key")).unwrap();
    let secret = text.lines().find(|line| line.starts_with("AGE-SECRET-KEY-1")).unwrap();
    let mut key = [0u8; 32];
    Hkdf::<sha2::Sha256>::new(None, secret.as_bytes()).expand(glimmer_core::JOURNAL_KEY.as_bytes(), &mut key).unwrap();
    let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let sql = rusqlite::Connection::open(journal).unwrap();
    sql.pragma_update(None, "key", format!("x'{hex}'")).unwrap();
    sql
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
