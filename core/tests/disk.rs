//! What is on disk: one encrypted file, refused when it is not what it should be, and never silently replaced.

#[path = "shared/raw.rs"]
mod raw;
mod shared;

use glimmer_core::{Device, Draft, DraftPlace, Error, Folder, Journal, ListQuery};
use raw::raw;
use shared::{open, tonight, words};
use tempfile::TempDir;

#[test]
fn at_rest_the_journal_is_one_file_that_shows_nothing() {
    let (home, journal) = open();
    journal.keep(words("a secret lighthouse"), tonight()).unwrap();
    drop(journal);
    let mut names: Vec<_> =
        std::fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["device.json", "device.lock", "journal.changes", "journal.db", "journal.lock", "vault.key", "vault.pub"]);
    for name in &names {
        let bytes = std::fs::read(home.path().join(name)).unwrap();
        assert!(!bytes.windows(10).any(|window| window == b"lighthouse"), "{name} shows what was written");
    }
    let header = std::fs::read(home.path().join("journal.db")).unwrap();
    assert!(!header.starts_with(b"SQLite format 3"), "the journal is encrypted from its first byte");
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let folder = Folder::at(home.path().join("new"));
    let journal = Journal::open(folder.clone()).unwrap();
    journal.keep(words("mine"), tonight()).unwrap();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(folder.path()), 0o700);
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

/// Every file of the folder but the locks, which carry nothing.
fn bytes_of(home: &TempDir) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<_> = std::fs::read_dir(home.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_none_or(|ending| ending != "lock"))
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&path).unwrap()))
        .collect();
    all.sort();
    all
}

fn refused(home: &TempDir) -> Error {
    let before = bytes_of(home);
    let error = Journal::open(Folder::at(home.path())).err().expect("it must not open");
    assert_eq!(bytes_of(home), before, "refusing must not change a byte ({error})");
    error
}

fn with_one_glimmer() -> TempDir {
    let (home, journal) = open();
    journal.keep(words("here"), tonight()).unwrap();
    home
}

#[test]
fn a_journal_without_its_key_is_refused_untouched() {
    let home = with_one_glimmer();
    std::fs::remove_file(home.path().join("vault.key")).unwrap();
    assert!(matches!(refused(&home), Error::NoVault(_)));
}

#[test]
fn a_key_without_its_journal_is_refused_and_never_a_new_journal() {
    let home = with_one_glimmer();
    for name in ["journal.db", "journal.changes", "device.json"] {
        std::fs::remove_file(home.path().join(name)).unwrap();
    }
    assert!(matches!(refused(&home), Error::NoJournal(_)), "even when nothing else remembers that there was one");
}

#[test]
fn a_count_without_journal_and_key_means_that_both_are_missing() {
    let home = with_one_glimmer();
    for name in ["journal.db", "vault.key"] {
        std::fs::remove_file(home.path().join(name)).unwrap();
    }
    assert!(matches!(refused(&home), Error::NoJournal(_)));
}

#[test]
fn what_else_is_kept_on_a_day_changes_nothing_beside_the_journal() {
    let home = with_one_glimmer();
    let device = || std::fs::read(home.path().join("device.json")).unwrap();
    let first = device();
    let journal = Journal::open(Folder::at(home.path())).unwrap();
    journal.keep(words("more"), tonight()).unwrap();
    assert_eq!(device(), first);
}

#[test]
fn a_garbled_count_keeps_nobody_out_and_is_written_anew() {
    let home = with_one_glimmer();
    std::fs::write(home.path().join("journal.changes"), [0xff; 40]).unwrap();
    let journal = Journal::open(Folder::at(home.path())).unwrap();
    journal.keep(words("more"), tonight()).unwrap();
    assert_eq!(std::fs::read_to_string(home.path().join("journal.changes")).unwrap(), format!("{:020}\n", 2));
}

#[test]
fn a_file_that_is_not_ours_is_refused_untouched() {
    let plain_sqlite = {
        let path = tempfile::NamedTempFile::new().unwrap();
        let sql = rusqlite::Connection::open(path.path()).unwrap();
        sql.execute_batch("create table t (a); insert into t values (1)").unwrap();
        drop(sql);
        std::fs::read(path.path()).unwrap()
    };
    let of_another_vault = std::fs::read(with_one_glimmer().path().join("journal.db")).unwrap();
    for bytes in [b"just some text".to_vec(), vec![], plain_sqlite, of_another_vault] {
        let home = with_one_glimmer();
        std::fs::write(home.path().join("journal.db"), bytes).unwrap();
        assert!(matches!(refused(&home), Error::NotOurs(_)));
    }
    let home = with_one_glimmer();
    std::fs::write(home.path().join("vault.key"), "not a key").unwrap();
    assert!(matches!(refused(&home), Error::NotOurs(_)));
}

#[test]
fn a_journal_from_a_newer_version_is_refused_untouched() {
    let home = with_one_glimmer();
    raw(home.path()).pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(refused(&home), Error::Newer { found: 99, .. }));
}

#[test]
fn a_crash_while_beginning_a_journal_leaves_one_that_opens() {
    // The states that a crash can leave, in the order in which they are passed.
    let (home, journal) = open();
    drop(journal);
    let in_home = |name: &str| home.path().join(name);
    std::fs::rename(in_home("vault.key"), in_home("vault.key.new")).unwrap();
    Journal::open(Folder::at(home.path())).expect("the key is moved into place");
    std::fs::rename(in_home("vault.key"), in_home("vault.key.new")).unwrap();
    std::fs::rename(in_home("journal.db"), in_home("journal.db.new")).unwrap();
    Journal::open(Folder::at(home.path())).expect("nothing was kept yet, so it begins anew");
}

#[test]
fn a_crash_in_the_middle_of_folding_loses_nothing() {
    let (home, journal) = open();
    // Whoever reads an older state keeps the log from being folded in.
    let reader = raw(home.path());
    reader.execute_batch("begin; select * from journal").unwrap();
    journal.keep(words(&"a long evening ".repeat(2000)), tonight()).unwrap();
    let crashed = tempfile::tempdir().unwrap();
    for name in ["journal.db", "journal.db-wal", "journal.changes", "vault.key"] {
        std::fs::copy(home.path().join(name), crashed.path().join(name)).unwrap();
    }
    // The first page says how many pages there are, and begins with the salt. Its new version reached the disk half, as noise
    // in one sector or another, and the pages behind it not at all.
    for sector in [0, 1] {
        let other = tempfile::tempdir().unwrap();
        for (name, mut bytes) in bytes_of(&crashed) {
            if name == "journal.db" {
                bytes[sector * 512..][..512].fill(0xa5);
            }
            std::fs::write(other.path().join(name), bytes).unwrap();
        }
        let journal = Journal::open(Folder::at(other.path())).expect("all of it is in the log");
        assert_eq!(journal.today(tonight()).unwrap().glimmers.len(), 1);
        assert_eq!(journal.lost_changes().unwrap(), 0);
        journal.keep(words("life goes on"), tonight()).unwrap();
        drop(journal);
        assert_eq!(
            std::fs::read(crashed.path().join("journal.db")).unwrap()[..16],
            std::fs::read(other.path().join("journal.db")).unwrap()[..16]
        );
        assert_eq!(Journal::open(Folder::at(other.path())).unwrap().today(tonight()).unwrap().glimmers.len(), 2);
    }
}

#[test]
fn a_lost_tail_is_noticed_and_told_until_it_was_read() {
    let home = with_one_glimmer();
    let shorter = std::fs::read(home.path().join("journal.db")).unwrap();
    let journal = Journal::open(Folder::at(home.path())).unwrap();
    journal.keep(words("acknowledged"), tonight()).unwrap();
    journal.keep(words("acknowledged too"), tonight()).unwrap();
    drop(journal);
    std::fs::write(home.path().join("journal.db"), shorter).unwrap();

    let journal = Journal::open(Folder::at(home.path())).unwrap();
    assert_eq!(journal.lost_changes().unwrap(), 2);
    journal.keep(words("life goes on"), tonight()).unwrap();
    drop(journal);
    let journal = Journal::open(Folder::at(home.path())).unwrap();
    assert_eq!(journal.lost_changes().unwrap(), 2, "new changes do not hide it");
    journal.loss_was_read().unwrap();
    drop(journal);
    assert_eq!(Journal::open(Folder::at(home.path())).unwrap().lost_changes().unwrap(), 0);
}

#[test]
fn deleted_words_are_gone_from_the_decrypted_file() {
    let (home, journal) = open();
    let kept = journal.keep(words("unforgettable lighthouse"), tonight()).unwrap();
    journal.undo_keep(DraftPlace::Capture, kept.id, tonight()).unwrap();
    journal.save_draft(DraftPlace::Capture, &Draft::default()).unwrap();
    drop(journal);
    // The decrypted pages, free ones included.
    let sql = raw(home.path());
    let bytes = sql.serialize(rusqlite::MAIN_DB).unwrap();
    assert!(bytes.len() > 10_000 && bytes.starts_with(b"SQLite format 3"));
    assert!(bytes.windows(4).any(|window| window == b"draf"), "the pages are readable, or this would prove nothing");
    assert!(!bytes.windows(10).any(|window| window == b"lighthouse"), "neither rows nor index hold it");
}

#[cfg(unix)]
#[test]
fn where_nothing_may_be_written_it_opens_to_read() {
    use std::os::unix::{fs::PermissionsExt, process::CommandExt};
    const HOME: &str = "GLIMMER_TEST_READ_ONLY";
    if let Some(home) = std::env::var_os(HOME) {
        return opens_to_read(&Folder::at(home));
    }
    let home = with_one_glimmer();
    let allow = |files: u32, folder: u32| {
        for entry in std::fs::read_dir(home.path()).unwrap() {
            std::fs::set_permissions(entry.unwrap().path(), PermissionsExt::from_mode(files)).unwrap();
        }
        std::fs::set_permissions(home.path(), PermissionsExt::from_mode(folder)).unwrap();
    };
    let before = bytes_of(&home);
    allow(0o444, 0o555);
    if std::fs::write(home.path().join("probe"), "").is_err() {
        opens_to_read(&Folder::at(home.path()));
    } else {
        // Root may write anywhere, so somebody else goes on with this very test.
        std::fs::remove_file(home.path().join("probe")).unwrap();
        let itself = ["--exact", "where_nothing_may_be_written_it_opens_to_read", "--nocapture"];
        let nobody = 65534;
        let mut test = std::process::Command::new(std::env::current_exe().unwrap());
        assert!(test.args(itself).env(HOME, home.path()).uid(nobody).gid(nobody).status().unwrap().success());
    }
    assert_eq!(bytes_of(&home), before, "not a byte is written");
    allow(0o600, 0o700);
}

#[cfg(unix)]
fn opens_to_read(folder: &Folder) {
    let journal = Journal::open(folder.clone()).unwrap();
    assert!(journal.is_read_only());
    assert_eq!(journal.list(&ListQuery::default()).unwrap().glimmers[0].text, "here");
    assert!(matches!(journal.keep(words("more"), tonight()), Err(Error::ReadOnly)));
    assert!(matches!(journal.save_draft(DraftPlace::Today, &Draft::default()), Err(Error::ReadOnly)));
    assert!(Device::read(folder).is_ok_and(|device| device != Device::default()), "what is set is known");
    assert_eq!(journal.quick_check().unwrap(), []);
}
