//! Files that try to hurt: each ends soon, in words or in entries, and takes nothing of the good ones with it.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use glimmer_core::transfer::read::limits;
use tempfile::TempDir;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;

fn hostile(name: &str) -> PathBuf {
    samples().join("hostile").join(name)
}

fn entries(name: &str) -> Told {
    told(&hostile(name)).unwrap_or_else(|why| panic!("{name}: {why}"))
}

fn texts(told: &Told) -> Vec<&str> {
    told.entries.iter().map(|entry| entry.text.as_str()).collect()
}

fn written(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

fn zipped(folder: &TempDir, members: &[(&str, &[u8])]) -> PathBuf {
    let path = folder.path().join("made.zip");
    let mut zip = ZipWriter::new(fs::File::create(&path).unwrap());
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    path
}

/// Lets an archive claim another unpacked size for its only file.
fn claim(path: &Path, size: u32) {
    let mut bytes = fs::read(path).unwrap();
    for (mark, offset) in [(b"PK\x01\x02", 24), (b"PK\x03\x04", 22)] {
        let at = bytes.windows(4).position(|window| window == mark).unwrap() + offset;
        bytes[at..at + 4].copy_from_slice(&size.to_le_bytes());
    }
    fs::write(path, bytes).unwrap();
}

#[test]
fn what_is_no_journal_is_said_to_be_none() {
    for name in ["not-a-zip.zip", "gps.jpg", "huge-dimensions.png", "script.svg", "bomb-overlap.zip"] {
        let found = recognise(&hostile(name));
        assert!(matches!(found, Err(Refused::Unknown)), "{name}: {found:?}");
    }
    for name in ["zero-bytes.json", "empty.zip"] {
        assert!(matches!(recognise(&hostile(name)), Err(Refused::Empty)), "{name}");
    }
}

#[test]
fn what_is_cut_off_damaged_or_locked_says_so() {
    for name in ["truncated.zip", "truncated.json", "bad-crc.zip", "deep-10000.json"] {
        let found = told(&hostile(name));
        assert!(matches!(found, Err(Refused::Damaged | Refused::Unknown)), "{name}: {found:?}");
    }
    assert!(matches!(told(&hostile("bad-crc.zip")), Err(Refused::Damaged)), "half of a journal is not a journal");
    assert!(matches!(told(&hostile("truncated.json")), Err(Refused::Damaged)), "half of a journal is not a journal");
    assert!(matches!(told(&hostile("encrypted-flag.zip")), Err(Refused::Encrypted)));
}

#[test]
fn an_archive_is_not_unpacked_beyond_what_it_may_hold() {
    let folder = TempDir::new().unwrap();
    let journal = br#"{"metadata":{"version":"1.0"},"entries":[]}"#;
    let huge = zipped(&folder, &[("Journal.json", journal)]);
    claim(&huge, 2_300_000_043);
    assert!(matches!(told(&huge), Err(Refused::TooLarge)), "it says itself that it is too large");
    let mut long = journal.to_vec();
    long.resize(4 << 20, b' ');
    let lying = zipped(&folder, &[("Journal.json", &long)]);
    claim(&lying, 43);
    let found = told_as(&lying, Format::DayOne);
    assert!(found.is_err(), "it is longer than it says: {found:?}");
}

#[test]
fn names_in_an_archive_lead_nowhere() {
    let before = fs::read_dir(samples().join("hostile")).unwrap().count();
    let told = entries("traversal.zip");
    assert!(told.entries.len() <= 1, "two files have the name of the journal; either may count");
    assert!(told.entries.iter().all(|entry| entry.photos.is_empty()), "a record that climbs finds no picture");
    assert_eq!(fs::read_dir(samples().join("hostile")).unwrap().count(), before);
    let media = entries("bad-media.zip");
    assert_eq!(media.entries.len(), 1);
    assert!(!media.entries[0].text.is_empty());
}

#[test]
fn depth_is_not_looked_into() {
    let told = entries("deep-10000-objects.json");
    assert_eq!(texts(&told), ["deep"]);
}

#[test]
fn broken_letters_are_kept_as_marks_and_told() {
    let csv = entries("invalid-utf8-presently.csv");
    assert_eq!(csv.days(), ["2026-04-01", "2026-04-02", "2026-04-03", "2026-04-04"]);
    let lines: Vec<_> = csv.noted.iter().map(|(place, why)| (place.line, why.clone())).collect();
    assert_eq!(lines, [(Some(3), Why::BadLetters), (Some(4), Why::BadLetters)]);
    for name in ["invalid-utf8.json", "lone-surrogate.json", "2026-04-05.md"] {
        let told = entries(name);
        assert!(told.noted.iter().any(|(_, why)| *why == Why::BadLetters), "{name}: {told:?}");
    }
    assert_eq!(entries("lone-surrogate.json").days(), ["2026-04-06", "2026-04-07"]);
    let control = entries("nul-and-controls.csv");
    assert!(!control.entries[0].text.chars().any(char::is_control), "{:?}", control.entries[0].text);
}

#[test]
fn a_quote_that_never_ends_is_told_with_its_line() {
    let told = entries("unclosed-quote.csv");
    assert_eq!(texts(&told), ["fine"]);
    let (place, why, words) = &told.unreadable[0];
    assert_eq!((place.line, why), (Some(3), &Why::OpenQuote));
    assert!(words.contains("never closed"));
}

#[test]
fn a_field_of_fifty_million_letters_costs_only_itself() {
    let folder = TempDir::new().unwrap();
    let line = "the same quiet line, again and again, \"\"quoted\"\"\n";
    let csv =
        format!("entryDate,entryContent\n2026-04-01,an ordinary row\n2026-04-02,\"{}\"\n2026-04-03,another\n", line.repeat(1_000_000));
    let told = told(&written(&folder, "big-field.csv", csv.as_bytes())).unwrap();
    assert_eq!(texts(&told), ["an ordinary row", "another"]);
    assert_eq!(told.unreadable[0].1, Why::TooLong);
    assert_eq!(told.unreadable[0].0.line, Some(3));
}

#[test]
fn an_entry_without_end_is_not_held() {
    let folder = TempDir::new().unwrap();
    let long = "x \n".repeat(limits::TEXT_BYTES);
    let text = written(&folder, "diary.txt", format!("2026-05-01\n{long}\n2026-05-02\nshort").as_bytes());
    let text = told(&text).unwrap();
    assert_eq!(texts(&text), ["short"]);
    assert_eq!((text.unreadable[0].0.line, &text.unreadable[0].1), (Some(1), &Why::TooLong));
    let spaces = written(&folder, "spaces.txt", format!("2026-05-01\nx{}y", " ".repeat(3 * limits::TEXT_BYTES)).as_bytes());
    assert_eq!(told(&spaces).unwrap().unreadable[0].1, Why::TooLong, "what is at its end is not dropped silently");
    let entry = "x".repeat(limits::ENTRY_BYTES as usize + (1 << 20));
    let json = format!(r#"{{"entries":[{{"creationDate":"2026-05-01T10:00:00Z","text":"{entry}"}}]}}"#);
    let json = told_as(&written(&folder, "Journal.json", json.as_bytes()), Format::DayOne);
    assert!(matches!(json, Err(Refused::TooLarge)), "{json:?}");
}

#[test]
fn impossible_days_are_told_with_their_words_and_stop_nobody() {
    let csv = entries("bad-dates-presently.csv");
    assert_eq!(csv.days(), ["9999-12-31", "2026-04-09", "2026-04-10"]);
    assert_eq!(csv.unreadable.len(), 8);
    let (place, why, words) = &csv.unreadable[1];
    assert_eq!((place.line, why.to_string().as_str(), words.as_str()), (Some(4), "“2024-02-30” is not a day", "no such day"));
    let diary = entries("bad-dates-mini-diary.json");
    assert_eq!(diary.days(), ["9999-12-31", "2026-04-10"]);
    assert_eq!(diary.unreadable.len(), 3);
    let day_one = entries("bad-dates-dayone.json");
    assert!(day_one.days().contains(&"2026-04-10".into()));
    let of = |words: &str| day_one.unreadable.iter().any(|(_, _, begin)| begin == words);
    assert!(of("past the end of the calendar") && of("before the start of it"), "where the writer was, the year had another number");
    assert!(day_one.unreadable.iter().all(|(place, _, words)| place.entry.is_some() && !words.is_empty()), "{:?}", day_one.unreadable);
    assert_eq!(day_one.entries.len() + day_one.unreadable.len(), 10, "nothing is lost silently: {day_one:?}");
}

#[test]
fn what_looks_like_a_script_is_words_or_gone() {
    let csv = entries("script-text-presently.csv");
    assert_eq!(csv.entries.len(), 8);
    assert_eq!(csv.entries[0].text, "<script>alert(1)</script>", "in a plain text these are words");
    assert_eq!(entries("script-text-dayone.json").entries.len(), 8);
    let html = entries("script-text-mini-diarium.json");
    assert_eq!(html.entries.len(), 8);
    for entry in &html.entries {
        assert!(entry.text.contains("before") && entry.text.contains("after"), "{:?}", entry.text);
    }
}

#[test]
fn yaml_that_multiplies_or_calls_does_neither() {
    let note = entries("2026-04-11.md");
    assert_eq!(texts(&note), ["The words under the front matter."]);
    let month = entries("2026-04.txt");
    assert_eq!(month.days(), ["2026-04-01", "2026-04-04", "2026-04-05", "2026-04-06"]);
    assert_eq!(texts(&month), ["before", "12", "just words", "after"]);
    let why: Vec<_> = month.unreadable.iter().map(|(place, why, _)| (place.line, why.to_string())).collect();
    assert!(why.contains(&(Some(8), "“2026-04-32” is not a day".into())), "{why:?}");
    assert!(why.contains(&(Some(3), Why::BadShape.to_string())), "{why:?}");
}

#[test]
fn a_day_that_is_there_twice_is_there_twice_and_odd_shapes_stop_nobody() {
    assert_eq!(texts(&entries("duplicate-keys.json")), ["first\n\none", "second\n\ntwo"]);
    let told = entries("wrong-shapes.json");
    assert_eq!(texts(&told).last(), Some(&"fine"));
    let last = told.entries.last().unwrap();
    assert_eq!(last.tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>(), ["#ok"]);
}

#[test]
fn seventy_thousand_files_make_no_seventy_thousand_reports() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("many.zip");
    let mut zip = ZipWriter::new(fs::File::create(&path).unwrap());
    for at in 0..70_000 {
        zip.start_file(format!("{at:05}.md"), SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)).unwrap();
        zip.write_all(b"x").unwrap();
    }
    zip.finish().unwrap();
    let told = told(&path).unwrap();
    assert_eq!(told.entries.len(), 0);
    assert_eq!(told.unreadable.len(), 1_000);
    assert_eq!(told.left(Left::MoreReports), 69_000);
}
