//! A journal of every version that ever was opens with all that was in it; one of a version to come is refused as it is.

#[path = "shared/raw.rs"]
mod raw;
mod shared;
#[path = "../../tests/src/faults/state.rs"]
mod state;
#[path = "versions/write.rs"]
mod write;

use std::{
    fs,
    path::{Path, PathBuf},
};

use glimmer_core::{Device, Error, Folder, Journal, salvage::salvage};
use raw::raw;
use shared::at;
use tempfile::TempDir;

/// The stored journals with their format, oldest first.
fn fixtures() -> Vec<(i64, PathBuf)> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let format = |folder: &Path| folder.file_name()?.to_str()?.strip_prefix('v')?.parse().ok();
    let folders = fs::read_dir(all).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<_> = folders.filter_map(|folder| Some((format(&folder)?, folder))).collect();
    found.sort();
    assert_eq!(found.iter().map(|(format, _)| *format).collect::<Vec<_>>(), (1..=found.len() as i64).collect::<Vec<_>>());
    found
}

fn copied(fixture: &Path) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    copy_all(&fixture.join("home"), home.path());
    home
}

fn copy_all(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&to).unwrap();
            copy_all(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

fn said(home: &Path) -> Vec<String> {
    let folder = Folder::at(home);
    let journal = Journal::open(folder.clone()).unwrap();
    state::of(&journal, &Device::read(&folder).unwrap(), true).unwrap()
}

fn user_version(home: &Path) -> i64 {
    raw(home).pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

/// The kinds of facts that older versions knew as much about as this one; of the others they knew less.
const TOLD_BY_ALL: [&str; 5] = ["glimmer ", "consent ", "found ", "draft ", "visit "];

#[test]
fn a_journal_of_every_version_is_brought_up_to_date_with_all_that_was_in_it() {
    for (format, fixture) in fixtures() {
        let home = copied(&fixture);
        assert_eq!(user_version(home.path()), format, "it is stored as it was");
        let said = said(home.path());
        let expected = fs::read_to_string(fixture.join("content.txt")).unwrap();
        for line in expected.lines() {
            assert!(said.iter().any(|one| one == line), "format {format} does not say any more: {line}");
        }
        for kind in TOLD_BY_ALL {
            let count = |lines: &mut dyn Iterator<Item = &str>| lines.filter(|line| line.starts_with(kind)).count();
            let (now, then) = (count(&mut said.iter().map(String::as_str)), count(&mut expected.lines()));
            assert_eq!(now, then, "format {format}: nothing came to it that begins with {kind:?}");
        }
    }
}

#[test]
fn a_journal_of_every_version_can_be_brought_together_from_what_is_left() {
    for (format, fixture) in fixtures() {
        // Opening it for its key would bring it up to date.
        let (home, other) = (copied(&fixture), copied(&fixture));
        let vault = Journal::open(Folder::at(other.path())).unwrap().key();
        let salvaged = salvage(&Folder::at(home.path()), &vault, at("2026-11-22T20:31:00+01:00"), &mut |_| ()).unwrap();
        assert_eq!(salvaged.lost, Some(0), "format {format}");
        let said = said(home.path());
        for line in fs::read_to_string(fixture.join("content.txt")).unwrap().lines() {
            assert!(said.iter().any(|one| one == line), "format {format} does not say any more: {line}");
        }
        assert_eq!(Journal::open(Folder::at(home.path())).unwrap().check(&mut |_| ()).unwrap().findings, [], "format {format}");
    }
}

#[test]
fn the_light_that_was_chosen_for_a_day_is_still_that_days_light() {
    for (format, fixture) in fixtures().into_iter().filter(|(format, _)| *format >= 2) {
        let home = copied(&fixture);
        let light = Journal::open(Folder::at(home.path())).unwrap().light_from_before(at("2026-11-22T20:31:00+01:00")).unwrap();
        assert!(light.unwrap().text.contains("rain on the skylight"), "format {format}");
    }
}

#[test]
fn this_version_is_stored_too() {
    let newest = fixtures().pop().unwrap();
    let (home, journal) = shared::open();
    drop(journal);
    let reason = "a new format needs its stored journal: cargo test -p glimmer-core --test versions -- --ignored";
    assert_eq!(user_version(home.path()), newest.0, "{reason}");
}

#[test]
fn a_journal_of_a_version_to_come_is_refused_untouched() {
    let newest = fixtures().pop().unwrap();
    let home = copied(&newest.1);
    raw(home.path()).pragma_update(None, "user_version", newest.0 + 1).unwrap();
    refused(home.path(), newest.0 + 1);
}

#[test]
fn a_version_to_come_that_is_only_in_the_log_is_refused_untouched() {
    let newest = fixtures().pop().unwrap();
    let (lived, crashed) = (copied(&newest.1), tempfile::tempdir().unwrap());
    // Whoever reads an older state keeps the log from being folded in.
    let reader = raw(lived.path());
    reader.execute_batch("begin; select * from journal").unwrap();
    raw(lived.path()).pragma_update(None, "user_version", newest.0 + 1).unwrap();
    for name in ["journal.db", "journal.db-wal", "journal.changes", "vault.key", "vault.pub"] {
        fs::copy(lived.path().join(name), crashed.path().join(name)).unwrap();
    }
    refused(crashed.path(), newest.0 + 1);
}

fn refused(home: &Path, version: i64) {
    let bytes = || ["journal.db", "journal.db-wal", "journal.changes", "vault.key", "vault.pub"].map(|name| fs::read(home.join(name)).ok());
    let before = bytes();
    let error = Journal::open(Folder::at(home)).err();
    assert!(matches!(error, Some(Error::Newer { found, .. }) if found == version), "{error:?}");
    assert!(bytes() == before, "refusing must not change a byte");
}

#[test]
#[ignore = "it writes into the sources, once for each new format"]
fn the_journal_of_this_version_is_written() {
    let home = tempfile::tempdir().unwrap();
    write::everything(home.path());
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/v{}", user_version(home.path())));
    fs::create_dir_all(fixture.join("home")).unwrap();
    fs::write(fixture.join("content.txt"), said(home.path()).join("\n") + "\n").unwrap();
    for name in ["device.json", "journal.changes", "journal.db", "vault.key", "vault.pub"] {
        fs::copy(home.path().join(name), fixture.join("home").join(name)).unwrap();
    }
    fs::create_dir_all(fixture.join("home/photos")).unwrap();
    copy_all(&home.path().join("photos"), &fixture.join("home/photos"));
}
