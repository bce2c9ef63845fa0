//! What stands around the files and is no file of a journal: databases, links, pipes; files that change; seals made to keep busy.

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::Write as _,
    sync::atomic::AtomicBool,
    time::Instant,
};

use glimmer_core::{
    Folder, Secret,
    transfer::{
        import::{NotRead, Source, Staged, recognise as whose},
        read::limits,
    },
};
use tempfile::TempDir;

use super::*;

/// Gathers it for a journal that is none yet.
pub fn gathered(path: &Path, source: Source, secret: Option<&str>) -> Result<Option<Staged>, NotRead> {
    let home = TempDir::new().unwrap();
    let (folder, go) = (Folder::at(home.path()), AtomicBool::new(false));
    Staged::gather(&folder, path, source, &Options::default(), secret.map(Secret::new).as_ref(), &mut |_| (), &go)
}

fn file(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn a_database_is_none_of_these_whatever_it_is_called() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("diary.db");
    let database = rusqlite::Connection::open(&path).unwrap();
    let table = "create table entries (id, date, text, mood, activities, full_date, entryDate, entryContent);
                 insert into entries (date, text) values ('2026-05-01', '\n2026-05-01\nan evening\n')";
    database.execute_batch(table).unwrap();
    database.close().unwrap();
    let bytes = fs::read(&path).unwrap();
    for name in ["diary.csv", "diary.json", "diary.zip", "2026-05.txt", "2026-05-01.md", "diary.age", "diary"] {
        let path = file(&folder, name, &bytes);
        let found = whose(&path);
        assert!(matches!(found, Err(Refused::Unknown)), "{name}: {found:?}");
        for format in any_bytes::ALL {
            let found = told_as(&path, format);
            assert!(matches!(found, Err(Refused::Unknown)), "{name}, said to be {format:?}: {found:?}");
        }
        assert_eq!(fs::read(&path).unwrap(), bytes, "nor is a byte of it changed");
    }
    assert_eq!(Refused::Unknown.to_string(), "this is no journal that Glimmer knows");
    let within = TempDir::new().unwrap();
    file(&within, "2026-05-01.csv", &bytes);
    assert!(matches!(recognise(within.path()), Err(Refused::Unknown)), "in a folder neither");
}

#[cfg(unix)]
#[test]
fn links_pipes_and_devices_in_a_folder_are_passed_over() {
    use std::{os::unix::fs::symlink, process::Command};

    let (elsewhere, folder) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let other = file(&elsewhere, "2026-05-02.md", b"not in the folder that was chosen");
    let month = file(&elsewhere, "2026-05.txt", b"1: {text: nor this}\n");
    file(&folder, "2026-05-01.md", b"![[lamp.jpg]] in the folder");
    symlink(&other, folder.path().join("2026-05-02.md")).unwrap();
    symlink(&month, folder.path().join("2026-05.txt")).unwrap();
    symlink(elsewhere.path(), folder.path().join("more")).unwrap();
    symlink(folder.path(), folder.path().join("round")).unwrap();
    symlink("/dev/zero", folder.path().join("2026-05-03.md")).unwrap();
    symlink("/dev/zero", folder.path().join("lamp.jpg")).unwrap();
    // Whoever opens such a pipe waits for somebody to write into it.
    for name in ["2026-05-04.md", "journal.json", "2026-04.txt", "a.csv"] {
        assert!(Command::new("mkfifo").arg(folder.path().join(name)).status().unwrap().success());
    }
    let told = told(folder.path()).unwrap();
    let texts: Vec<_> = told.entries.iter().map(|entry| entry.text.as_str()).collect();
    assert_eq!(texts, ["![[lamp.jpg]] in the folder"]);
    assert_eq!(told.left(Left::MissingPhotos), 1, "what a link leads to is not there");
    for format in any_bytes::ALL {
        let _ = told_as(folder.path(), format);
        assert!(matches!(told_as(&folder.path().join("2026-05-04.md"), format), Err(Refused::Unknown)), "a pipe by itself");
        assert!(matches!(told_as(Path::new("/dev/zero"), format), Err(Refused::Unknown)), "a device by itself");
    }
    let pipe = folder.path().join("journal.json");
    assert!(matches!(whose(&pipe), Err(Refused::Unknown)));
    for source in [Source::Glimmer, Source::Sealed] {
        let found = gathered(&pipe, source, Some("words")).map(|_| ());
        assert!(matches!(found, Err(NotRead::Refused(Refused::Unknown))), "nor when somebody says whose it is: {found:?}");
    }
}

#[test]
fn a_file_that_grows_while_it_is_read_ends_where_it_ended() {
    let folder = TempDir::new().unwrap();
    let path = file(&folder, "presently.csv", b"entryDate,entryContent\n2026-05-01,a\n2026-05-02,b\n");
    let mut growing = File::options().append(true).open(&path).unwrap();
    let mut entries = 0;
    let read = read(&path, Format::Presently, &Options::default(), &mut |found| {
        entries += usize::from(matches!(found, Found::Entry(_)));
        for _ in 0..1_000 {
            growing.write_all(b"2026-05-03,written while it is read, by whoever writes\n").unwrap();
        }
        if entries > 1_000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(read.is_ok() && entries == 2, "{read:?}, {entries} entries");
}

#[test]
fn a_seal_that_asks_for_much_work_or_never_ends_is_refused_at_once() {
    let folder = TempDir::new().unwrap();
    let sealed =
        |work: &str| format!("age-encryption.org/v1\n-> scrypt {} {work}\n{}\n--- {}\n", "A".repeat(22), "A".repeat(43), "A".repeat(43));
    let mut endless = "age-encryption.org/v1\n".to_owned();
    for at in 0..200_000 {
        write!(endless, "-> scrypt {at} {}\n\n", "A".repeat(60)).unwrap();
    }
    let body = format!("age-encryption.org/v1\n-> scrypt {} 10\n{}", "A".repeat(22), format!("{}\n", "A".repeat(64)).repeat(200_000));
    let works = ["21", "30", "63", "64", "255", "256", "99999999999999999999", "-1", "0", "+5"];
    for content in works.into_iter().map(sealed).chain([endless, body]) {
        let path = file(&folder, "all.json.age", content.as_bytes());
        assert!(matches!(whose(&path), Ok(Source::Sealed)));
        let start = Instant::now();
        let found = gathered(&path, Source::Sealed, Some("not the words that sealed it")).map(|_| ());
        assert!(start.elapsed().as_secs() < 5, "{} kept the computer busy", &content[..60]);
        let refused = matches!(found, Err(NotRead::Journal(glimmer_core::Error::BadValue { .. } | glimmer_core::Error::WrongSecret)));
        assert!(refused, "{}: {found:?}", &content[..60]);
    }
}

#[test]
fn one_glimmer_of_an_export_is_not_held_however_long_it_is() {
    let folder = TempDir::new().unwrap();
    let long = "x".repeat(limits::ENTRY_BYTES as usize + (1 << 20));
    let start = r#"{"format":"glimmer-journal","version":1,"#;
    let begun = format!(r#"{start}"glimmers":[{{"x":["{long}"]}}],"beside":null}}"#);
    let beside = format!(r#"{start}"glimmers":[],"beside":{{"prompts":["{long}"]}}}}"#);
    let key = format!(r#"{start}"{long}":0}}"#);
    for content in [begun, beside, key] {
        let path = file(&folder, "all.json", content.as_bytes());
        assert!(matches!(whose(&path), Ok(Source::Glimmer)));
        let found = gathered(&path, Source::Glimmer, None).map(|_| ());
        let told = found.unwrap_err().to_string();
        assert!(told.contains("more than 32 MiB"), "{told}");
    }
}

#[test]
fn a_note_with_more_pictures_than_an_entry_may_have_keeps_the_others_in_its_words() {
    let folder = TempDir::new().unwrap();
    let mut note = String::new();
    for at in 0..=limits::TAGS {
        file(&folder, &format!("{at}.jpg"), b"x");
        writeln!(note, "![[{at}.jpg]]").unwrap();
    }
    file(&folder, "2026-05-01.md", note.as_bytes());
    let told = told(folder.path()).unwrap();
    assert_eq!(told.entries[0].photos.len(), limits::TAGS);
    assert_eq!(told.entries[0].text, format!("![[{}.jpg]]", limits::TAGS));
    assert_eq!(told.left(Left::MissingPhotos), 1, "it is told");
}
