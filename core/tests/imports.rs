//! Journals from elsewhere: samples of each format against what they must yield, files that try to hurt, and any bytes at all.

#[path = "imports/any_bytes.rs"]
mod any_bytes;
#[path = "imports/compare.rs"]
mod compare;
#[path = "imports/costly.rs"]
mod costly;
#[path = "imports/hostile.rs"]
mod hostile;
#[path = "imports/outside.rs"]
mod outside;
#[path = "imports/promises.rs"]
mod promises;
#[path = "imports/traps.rs"]
mod traps;

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use glimmer_core::transfer::read::{Entry, Format, Found, Left, Options, Place, Proposal, Refused, Why, read, recognise};
use promises::Promises;

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/imports")
}

/// What a source was found to hold.
#[derive(Debug, Default)]
struct Told {
    entries: Vec<Entry>,
    unreadable: Vec<(Place, Why, String)>,
    noted: Vec<(Place, Why)>,
    left: Vec<(Left, u64)>,
}

impl Told {
    fn left(&self, what: Left) -> u64 {
        self.left.iter().find(|(other, _)| *other == what).map_or(0, |(_, how_many)| *how_many)
    }

    fn days(&self) -> Vec<String> {
        self.entries.iter().map(|entry| entry.day.to_string()).collect()
    }
}

fn told_as(path: &Path, format: Format) -> Result<Told, Refused> {
    // No test depends on where it runs.
    let options = Options { zone: jiff::tz::TimeZone::get("Europe/Berlin").ok(), ..Options::default() };
    let (mut told, mut promises) = (Told::default(), Promises::default());
    read(path, format, &options, &mut |found| {
        promises.hold(&found);
        match found {
            Found::Entry(entry) => told.entries.push(entry),
            Found::Unreadable { place, why, words } => told.unreadable.push((place, why, words)),
            Found::Noted { place, why } => told.noted.push((place, why)),
            Found::LeftBehind { what, how_many } => told.left.push((what, how_many)),
            Found::Read { .. } => {}
        }
        ControlFlow::Continue(())
    })?;
    Ok(told)
}

fn told(path: &Path) -> Result<Told, Refused> {
    told_as(path, recognise(path)?)
}

const SAMPLES: [(&str, Format); 15] = [
    ("jrnl/journal.json", Format::Jrnl),
    ("jrnl/journal.txt", Format::JrnlText),
    ("jrnl/journal-24h.txt", Format::JrnlText),
    ("rednotebook/data", Format::RedNotebook),
    ("presently/PresentlyBackup2026-04-20.csv", Format::Presently),
    ("daylio/daylio_export_old_7_columns.csv", Format::Daylio),
    ("daylio/daylio_export_2020_7_columns.csv", Format::Daylio),
    ("daylio/daylio_export_8_columns.csv", Format::Daylio),
    ("daylio/daylio_export_2026_03_11.csv", Format::Daylio),
    ("dayone/Evenings.zip", Format::DayOne),
    ("dayone/All Journals.zip", Format::DayOne),
    ("mini-diary/mini-diary-export.json", Format::MiniDiary),
    ("mini-diarium/mini-diarium-0.4.15.json", Format::MiniDiarium),
    ("mini-diarium/mini-diarium-0.7.json", Format::MiniDiarium),
    ("markdown-folder/vault", Format::Markdown),
];

const TABLES: [(&str, Format); 2] = [("generic-csv/moments.csv", Format::Csv), ("generic-csv/tagebuch.csv", Format::Csv)];

#[test]
fn each_sample_is_recognised_and_yields_what_it_must() {
    let expected = compare::expected(&samples());
    let mut known: Vec<_> = expected.keys().map(String::as_str).collect();
    let mut wrong = Vec::new();
    for (name, format) in SAMPLES.into_iter().chain(TABLES) {
        known.retain(|other| *other != name);
        let path = samples().join(name);
        let found = recognise(&path);
        if !matches!(&found, Ok(found) if *found == format) {
            wrong.push(format!("{name} was taken for {found:?}"));
        }
        match told_as(&path, format) {
            Ok(told) => wrong.extend(compare::problems(&expected[name], &told).into_iter().map(|problem| format!("{name}: {problem}"))),
            Err(why) => wrong.push(format!("{name}: {why}")),
        }
    }
    assert!(known.is_empty(), "not tried: {known:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
