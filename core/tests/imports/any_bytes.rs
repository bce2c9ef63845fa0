//! Any bytes at all, and samples with something changed in them: every reader ends, with entries or with a reason.

use std::fs;

use glimmer_core::transfer::import::Source;
use proptest::{collection::vec, prelude::*, sample::Index};
use tempfile::TempDir;

use super::*;

pub const ALL: [Format; 11] = [
    Format::DayOne,
    Format::Daylio,
    Format::Presently,
    Format::Jrnl,
    Format::JrnlText,
    Format::RedNotebook,
    Format::MiniDiary,
    Format::MiniDiarium,
    Format::Markdown,
    Format::Csv,
    Format::Text,
];

/// One file of each format, as something to change; under a name that its reader goes by.
const FILES: [(&str, &str, Format); 15] = [
    ("jrnl/journal.json", "a.json", Format::Jrnl),
    ("jrnl/journal.txt", "a.txt", Format::JrnlText),
    ("rednotebook/data/2026-01.txt", "2026-01.txt", Format::RedNotebook),
    ("rednotebook/data/2026-02.txt", "2026-02.txt", Format::RedNotebook),
    ("presently/PresentlyBackup2026-04-20.csv", "a.csv", Format::Presently),
    ("daylio/daylio_export_old_7_columns.csv", "a.csv", Format::Daylio),
    ("daylio/daylio_export_2026_03_11.csv", "a.csv", Format::Daylio),
    ("dayone/Evenings.zip", "a.zip", Format::DayOne),
    ("dayone/All Journals.zip", "a.zip", Format::DayOne),
    ("hostile/bad-dates-dayone.json", "a.json", Format::DayOne),
    ("mini-diary/mini-diary-export.json", "a.json", Format::MiniDiary),
    ("mini-diarium/mini-diarium-0.7.json", "a.json", Format::MiniDiarium),
    ("markdown-folder/vault/2026-05-01.md", "2026-05-01.md", Format::Markdown),
    ("generic-csv/tagebuch.csv", "a.csv", Format::Csv),
    ("jrnl/journal-24h.txt", "2026-05-01.txt", Format::Text),
];

/// A change to a file, wherever in it.
#[derive(Debug, Clone)]
enum Change {
    Put(Index, Vec<u8>),
    Cut(Index, usize),
    Again(Index, Index, usize),
    /// One bit is another.
    Flip(Index, u8),
    /// It ends there.
    End(Index),
    /// From there on it is another file.
    Other(Index, Index, Index),
}

fn change() -> impl Strategy<Value = Change> {
    // What means something to one of the formats does more harm than any byte.
    let marks = prop::sample::select(vec![
        "\"",
        "\\",
        "\n",
        "\r",
        "{",
        "[",
        "]",
        ",",
        ":",
        "<",
        ">",
        "&",
        "'",
        "---\n",
        "- ",
        "#",
        "\u{feff}",
        "\\ud83d",
        "1e999",
        "\0",
        "&a",
        "*a",
        "!!x ",
        "é",
        "0000-00-00",
        "<ul>",
        "<pre>",
        "![](",
    ]);
    prop_oneof![
        (any::<Index>(), vec(any::<u8>(), 0..6)).prop_map(|(at, bytes)| Change::Put(at, bytes)),
        (any::<Index>(), marks).prop_map(|(at, mark)| Change::Put(at, mark.into())),
        (any::<Index>(), 0..200usize).prop_map(|(at, length)| Change::Cut(at, length)),
        (any::<Index>(), any::<Index>(), 0..400usize).prop_map(|(from, to, length)| Change::Again(from, to, length)),
        (any::<Index>(), 0..8u8).prop_map(|(at, bit)| Change::Flip(at, bit)),
        any::<Index>().prop_map(Change::End),
        (any::<Index>(), any::<Index>(), any::<Index>()).prop_map(|(at, which, from)| Change::Other(at, which, from)),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let length = bytes.len() + 1;
        match change {
            Change::Put(at, new) => drop(bytes.splice(at.index(length)..at.index(length), new.iter().copied())),
            Change::Cut(at, more) => drop(bytes.drain(at.index(length)..(at.index(length) + more).min(length - 1))),
            Change::Again(from, to, more) => {
                let piece = bytes[from.index(length)..(from.index(length) + more).min(length - 1)].to_vec();
                bytes.splice(to.index(length)..to.index(length), piece);
            }
            Change::Flip(at, bit) => drop(bytes.get_mut(at.index(length)).map(|byte| *byte ^= 1 << bit)),
            Change::End(at) => bytes.truncate(at.index(length)),
            Change::Other(at, which, from) => {
                let other = fs::read(samples().join(FILES[which.index(FILES.len())].0)).unwrap();
                bytes.truncate(at.index(length));
                bytes.extend(&other[from.index(other.len())..]);
            }
        }
    }
    bytes
}

/// Reads it, recognised or not; what comes is held against what the readers promise.
fn look(path: &Path, formats: &[Format]) -> Result<(), TestCaseError> {
    let recognised = recognise(path).ok();
    for format in formats.iter().chain(&recognised) {
        let _ = told_as(path, *format);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_end_in_entries_or_a_reason(bytes in vec(any::<u8>(), 0..600), name in "(2026-01|2026-05-01 x|a)\\.(txt|md|csv|json|zip)") {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        look(&path, &ALL)?;
    }

    #[test]
    fn any_words_end_in_entries_or_a_reason(text in "([\\PC\n\r\t]|[\\[\\]{}:,;#*&!\"'<>/-]|2026-05-0[0-9]|date|text){0,120}", name in "(2026-01|2026-05-01|a)\\.(txt|md|csv|json)") {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        look(&path, &ALL)?;
    }

    #[test]
    fn a_changed_sample_ends_in_entries_or_a_reason(changes in vec(change(), 1..8), which in any::<Index>()) {
        let folder = TempDir::new().unwrap();
        let start = which.index(FILES.len());
        // Three of them in a case, so that each is changed often.
        for (from, name, format) in (0..3).map(|more| FILES[(start + 5 * more) % FILES.len()]) {
            let path = folder.path().join(name);
            fs::write(&path, changed(fs::read(samples().join(from)).unwrap(), &changes)).unwrap();
            look(&path, &[format])?;
        }
    }

    #[test]
    fn a_changed_export_ends_in_glimmers_or_a_reason(changes in vec(change(), 1..8)) {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("all.json");
        fs::write(&path, changed(fs::read(samples().join("glimmer/journal.json")).unwrap(), &changes)).unwrap();
        let _ = outside::gathered(&path, Source::Glimmer, None);
    }
}
