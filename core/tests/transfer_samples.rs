//! Exports that other journals made, through all of it: recognised, planned, brought in, brought in again, taken along and taken back.

mod shared;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::atomic::AtomicBool,
};

use glimmer_core::{
    Folder, Glimmer, Journal, ListQuery, Secret,
    transfer::{
        export::Format,
        import::{NotRead, Plan, Source, Staged, recognise},
        read::{Options, Refused},
    },
};
use serde::Deserialize;
use shared::{open, quiet, tonight};
use tempfile::TempDir;

#[derive(Deserialize)]
struct Sample {
    count: u64,
    first_date: String,
    last_date: String,
    importing_twice_gives: usize,
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    date: String,
    tags: Vec<String>,
    mood: Option<String>,
    #[serde(default)]
    starred: bool,
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/imports")
}

fn all() -> BTreeMap<String, Sample> {
    #[derive(Deserialize)]
    struct All {
        files: BTreeMap<String, Sample>,
    }
    serde_json::from_str::<All>(&fs::read_to_string(samples().join("expected.json")).unwrap()).unwrap().files
}

fn go() -> AtomicBool {
    AtomicBool::default()
}

fn gathered(home: &TempDir, path: &Path) -> Staged {
    let options = Options { zone: jiff::tz::TimeZone::get("Europe/Berlin").ok(), columns: None };
    let source = recognise(path).unwrap();
    Staged::gather(&Folder::at(home.path()), path, source, &options, None, &mut quiet(), &go()).unwrap().unwrap()
}

fn bring(journal: &Journal, home: &TempDir, path: &Path, stars: bool) -> Plan {
    let staged = gathered(home, path);
    let plan = journal.plan_import(&staged).unwrap();
    let imported = journal.apply_import(&staged, stars, tonight(), &mut quiet(), &go()).unwrap().unwrap();
    assert_eq!(imported.glimmers, plan.new, "what was planned came: {}", path.display());
    plan
}

fn glimmers(journal: &Journal) -> Vec<Glimmer> {
    journal.list(&ListQuery { limit: Some(1000), ..ListQuery::default() }).unwrap().glimmers
}

/// Tags without their signs, in small letters.
fn folded<'a>(tags: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    tags.into_iter().map(|tag| tag.trim_start_matches(['#', '@', '+']).to_lowercase()).collect()
}

#[test]
fn every_sample_comes_in_with_its_days_and_tags_and_only_once() {
    let samples_of = all();
    assert_eq!(samples_of.len(), 17);
    for (name, sample) in samples_of {
        let (home, journal) = open();
        let path = samples().join(&name);
        let plan = bring(&journal, &home, &path, false);
        assert_eq!(plan.new, sample.count, "{name}: {plan:?}");
        let day = |day: Option<glimmer_core::Day>| day.map(|day| day.to_string());
        assert_eq!((day(plan.first), day(plan.last)), (Some(sample.first_date), Some(sample.last_date)), "{name}");

        let mut left: Vec<_> =
            glimmers(&journal).into_iter().map(|one| (one.day.to_string(), folded(one.tags.iter().map(|tag| tag.as_str())))).collect();
        for wanted in &sample.entries {
            let tags = folded(wanted.tags.iter().chain(&wanted.mood).map(String::as_str));
            let found = left.iter().position(|(day, had)| *day == wanted.date && tags.is_subset(had));
            left.remove(found.unwrap_or_else(|| panic!("{name}: {} with {tags:?} is not among {left:?}", wanted.date)));
        }
        assert!(glimmers(&journal).iter().all(|one| one.consent.waits && !one.anchor), "{name}: nothing is let in or treasured unasked");

        let again = bring(&journal, &home, &path, true);
        assert_eq!((again.new, again.here), (0, sample.count), "{name}");
        assert_eq!(glimmers(&journal).len(), sample.importing_twice_gives, "{name}");
    }
}

#[test]
fn starred_entries_become_ones_to_return_to_if_asked() {
    for (name, sample) in all() {
        let (home, journal) = open();
        let starred = sample.entries.iter().filter(|entry| entry.starred).count();
        assert_eq!(bring(&journal, &home, &samples().join(&name), true).starred, starred as u64, "{name}");
        assert_eq!(glimmers(&journal).iter().filter(|one| one.anchor).count(), starred, "{name}");
    }
}

/// An export without what every journal names for itself: its pictures, which it takes in anew.
fn without_names(export: &Path) -> serde_json::Value {
    let mut json: serde_json::Value = serde_json::from_slice(&fs::read(export).unwrap()).unwrap();
    for photo in json["glimmers"].as_array_mut().unwrap().iter_mut().flat_map(|one| one["photos"].as_array_mut().unwrap()) {
        let photo = photo.as_object_mut().unwrap();
        ["name", "file", "blur"].into_iter().for_each(|own| assert!(photo.remove(own).is_some(), "{own} is missing"));
    }
    json
}

#[test]
fn all_samples_together_go_out_and_come_back_the_same() {
    let (home, journal) = open();
    let mut imports = Vec::new();
    for name in all().keys() {
        let staged = gathered(&home, &samples().join(name));
        imports.extend(journal.apply_import(&staged, false, tonight(), &mut quiet(), &go()).unwrap().unwrap().id);
    }
    let out = tempfile::tempdir().unwrap();
    let export = |journal: &Journal, name: &str| {
        let to = out.path().join(name);
        journal.export(&ListQuery::default(), Format::Json, &to, None, &mut quiet(), &go()).unwrap().unwrap();
        to
    };
    let first = export(&journal, "first.json");
    let (other_home, other) = open();
    bring(&other, &other_home, &first, false);
    let second = export(&other, "second.json");
    assert_eq!(without_names(&first), without_names(&second), "all but what pictures are called");
    for name in all().keys() {
        assert_eq!(bring(&other, &other_home, &samples().join(name), false).new, 0, "{name} is known again in the other journal");
    }

    for import in imports.into_iter().rev() {
        journal.undo_import(import, &mut quiet(), &go()).unwrap().unwrap();
    }
    assert_eq!(glimmers(&journal), [], "all were taken back");
}

#[test]
fn an_export_is_recognised_sealed_or_not_and_in_any_order_of_its_fields() {
    let (home, journal) = open();
    bring(&journal, &home, &samples().join("mini-diary/mini-diary-export.json"), false);
    let out = tempfile::tempdir().unwrap();
    let (plain, sealed, sorted) = (out.path().join("a"), out.path().join("b"), out.path().join("c"));
    let secret = Secret::new("tide pool lantern");
    for (to, secret) in [(&plain, None), (&sealed, Some(&secret))] {
        journal.export(&ListQuery::default(), Format::Json, to, secret, &mut quiet(), &go()).unwrap().unwrap();
    }
    let value: BTreeMap<String, serde_json::Value> = serde_json::from_slice(&fs::read(&plain).unwrap()).unwrap();
    fs::write(&sorted, serde_json::to_string_pretty(&value).unwrap()).unwrap();
    assert_eq!(recognise(&plain).unwrap(), Source::Glimmer);
    assert_eq!(recognise(&sorted).unwrap(), Source::Glimmer);
    assert_eq!(recognise(&sealed).unwrap(), Source::Sealed);

    let (home, other) = open();
    let with = |secret: &str| {
        let secret = Secret::new(secret);
        Staged::gather(&Folder::at(home.path()), &sealed, Source::Sealed, &Options::default(), Some(&secret), &mut quiet(), &go())
    };
    assert!(matches!(with("tide pool lamp"), Err(NotRead::Journal(glimmer_core::Error::WrongSecret))));
    let staged = with("tide pool lantern").unwrap().unwrap();
    assert_eq!(other.plan_import(&staged).unwrap().new, 6);
}

#[test]
fn what_is_no_journal_is_refused_and_stopping_leaves_nothing() {
    let (home, journal) = open();
    let there = || fs::read_dir(home.path()).unwrap().map(|file| file.unwrap().file_name()).collect::<BTreeSet<_>>();
    let before = there();
    for (name, expected) in
        [("hostile/gps.jpg", "Unknown"), ("hostile/zero-bytes.json", "Empty"), ("hostile/encrypted-flag.zip", "Encrypted")]
    {
        let refused = recognise(&samples().join(name)).unwrap_err();
        assert_eq!(format!("{refused:?}"), expected, "{name}");
    }
    assert!(matches!(recognise(&home.path().join("nowhere")), Err(Refused::File(_))));

    let cancel = AtomicBool::new(true);
    for name in ["dayone/Evenings.zip", "jrnl/journal.txt"] {
        let path = samples().join(name);
        let source = recognise(&path).unwrap();
        let stopped = Staged::gather(&Folder::at(home.path()), &path, source, &Options::default(), None, &mut quiet(), &cancel).unwrap();
        assert!(stopped.is_none(), "{name}");
    }
    let mut after = there();
    after.retain(|name| name != "import.lock");
    assert_eq!(after, before);
    drop(journal);
}
