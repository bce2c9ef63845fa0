//! Taking a journal along, bringing another one in, and taking that back.

#[path = "shared/raw.rs"]
mod raw;
#[path = "shared/rows.rs"]
mod rows;
mod shared;
#[path = "versions/write.rs"]
mod write;

use std::{
    fs,
    io::Cursor,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use glimmer_core::{
    Draft, DraftPlace, Error, Filter, Folder, Journal, Light, ListQuery, Uuid,
    chrono::NaiveTime,
    transfer::{
        export::Format,
        import::{Found, Imported, Source, Staged, Undone},
        read::Options,
    },
};
use shared::{at, open, quiet, reopened, texts, tonight, words};

fn go() -> AtomicBool {
    AtomicBool::new(false)
}

fn exported(journal: &Journal, which: &ListQuery, format: Format, to: &Path) -> u64 {
    journal.export(which, format, to, None, &mut quiet(), &go()).unwrap().unwrap().glimmers
}

fn json_of(journal: &Journal) -> Vec<u8> {
    let home = tempfile::tempdir().unwrap();
    exported(journal, &ListQuery::default(), Format::Json, &home.path().join("all.json"));
    fs::read(home.path().join("all.json")).unwrap()
}

/// A text without what a journal calls its pictures: every one names them for itself.
fn nameless(text: impl AsRef<[u8]>) -> String {
    let name = regex::Regex::new("[0-9a-f]{64,}").unwrap();
    name.replace_all(&String::from_utf8_lossy(text.as_ref()), "…").into_owned()
}

fn entry(text: &str, day: &str) -> Found {
    Found {
        identity: format!("test {day} {text}"),
        day: day.parse().unwrap(),
        at: NaiveTime::from_hms_opt(21, 15, 0),
        offset: None,
        text: text.into(),
        tags: Vec::new(),
        moods: Vec::new(),
        starred: false,
        photos: Vec::new(),
    }
}

fn staged(home: &Path, all: impl IntoIterator<Item = Found>) -> Staged {
    let mut staged = Staged::begin(&Folder::at(home), "Another journal").unwrap();
    all.into_iter().for_each(|found| staged.add(found).unwrap());
    staged
}

fn staged_journal(home: &Path, json: &[u8]) -> Staged {
    let mut staged = Staged::begin(&Folder::at(home), "Glimmer").unwrap();
    staged.add_journal(Cursor::new(json), None).unwrap();
    staged
}

fn apply(journal: &Journal, staged: &Staged) -> Imported {
    journal.apply_import(staged, false, tonight(), &mut quiet(), &go()).unwrap().unwrap()
}

fn waiting() -> ListQuery {
    ListQuery { filter: Filter { waits: true, ..Filter::default() }, ..ListQuery::default() }
}

fn left_over(home: &Path) -> Vec<String> {
    let names = fs::read_dir(home).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with('.')).collect()
}

#[test]
fn an_empty_journal_that_imports_an_export_is_the_same_journal() {
    let home = tempfile::tempdir().unwrap();
    write::everything(home.path());
    let journal = reopened(home.path());
    let json = json_of(&journal);
    let (other_home, other) = open();
    let out = tempfile::tempdir().unwrap();
    let path = out.path().join("all.json");
    exported(&journal, &ListQuery::default(), Format::Json, &path);
    assert!(fs::read(&path).unwrap() == json, "exported twice it is the same file");
    let (folder, options) = (Folder::at(other_home.path()), Options::default());
    let staged = Staged::gather(&folder, &path, Source::Glimmer, &options, None, &mut quiet(), &go()).unwrap().unwrap();
    let plan = other.plan_import(&staged).unwrap();
    assert_eq!((plan.here, plan.gone, plan.twice, plan.unreadable), (0, 0, 0, 0), "{plan:?}");
    let imported = apply(&other, &staged);
    assert_eq!((plan.new, plan.photos), (imported.glimmers, imported.photos));
    assert!(imported.photos > 0 && imported.photos_refused == 0 && plan.left.is_empty(), "pictures come along");
    assert!(imported.backup.is_some(), "a copy was made before");
    drop((journal, staged));
    assert!(nameless(json_of(&other)) == nameless(&json), "all of it, but what its pictures are called");
    assert!(other.check(&mut quiet()).unwrap().findings.is_empty());
    drop(other);
    let rows = |home: &Path| rows::of(home).into_iter().map(nameless).collect::<Vec<_>>();
    assert_eq!(rows(other_home.path()), rows(home.path()));

    let other = reopened(other_home.path());
    let before = json_of(&other);
    let again = staged_journal(other_home.path(), &json);
    assert_eq!((other.plan_import(&again).unwrap().new, apply(&other, &again).id), (0, None));
    assert!(json_of(&other) == before, "twice is once");
}

#[test]
fn a_journal_with_words_of_its_own_keeps_them_and_gets_the_others() {
    let home = tempfile::tempdir().unwrap();
    write::everything(home.path());
    let json = json_of(&reopened(home.path()));
    let (own_home, own) = open();
    own.keep(words("mine"), tonight()).unwrap();
    own.set_prompts(&["Mine?".into()]).unwrap();
    let visit = own.open_visit(at("2026-11-25T20:00:00+01:00")).unwrap();
    own.note_heaviness(visit, glimmer_core::VisitMoment::Before, Some(3)).unwrap();
    let before = json_of(&own);
    let staged = staged_journal(own_home.path(), &json);
    let imported = apply(&own, &staged);
    drop(staged);
    assert_eq!(own.visits().unwrap()[0].id, visit, "the later visit is still the later one");
    assert_eq!(own.visits().unwrap().len(), 3);
    assert_eq!(own.own_prompts().unwrap()[0], "Mine?");
    own.set_prompts(&["Mine?".into()]).unwrap();
    own.set_supports(Vec::new()).unwrap();
    own.set_own_line(None).unwrap();
    let undone = own.undo_import(imported.id.unwrap(), &mut quiet(), &go()).unwrap().unwrap();
    assert_eq!(undone, Undone { removed: imported.glimmers - 1, stayed: 1 }, "one is being edited");
    assert_eq!(own.visits().unwrap().len(), 1);
    assert!(texts(&own).contains(&"mine".to_owned()));
    assert!(own.check(&mut quiet()).unwrap().findings.is_empty());
    assert!(before.len() < json_of(&own).len());
    let again = staged_journal(own_home.path(), &json);
    assert_eq!(own.plan_import(&again).unwrap().new, undone.removed, "what was taken back can come again");
}

#[test]
fn importing_twice_changes_nothing_and_what_was_deleted_stays_so() {
    let (home, journal) = open();
    let all = || [entry("first frost", "2026-01-04"), entry("soup night", "2026-01-17"), entry("soup night", "2026-01-17")];
    let first = staged(home.path(), all());
    let plan = journal.plan_import(&first).unwrap();
    assert_eq!((plan.new, plan.twice, plan.first.unwrap().to_string(), plan.last.unwrap().to_string()), {
        (2, 1, "2026-01-04".into(), "2026-01-17".into())
    });
    let id = apply(&journal, &first).id;
    drop(first);
    let before = json_of(&journal);
    let again = staged(home.path(), all());
    assert_eq!(journal.plan_import(&again).unwrap().here, 2);
    assert_eq!(apply(&journal, &again).id, None);
    drop(again);
    assert!(json_of(&journal) == before);

    let gone = journal.list(&ListQuery::default()).unwrap().glimmers[0].id;
    journal.trash(gone, tonight()).unwrap();
    journal.delete(gone).unwrap();
    let third = staged(home.path(), all());
    let plan = journal.plan_import(&third).unwrap();
    assert_eq!((plan.new, plan.here, plan.gone), (0, 1, 1));
    assert_eq!(journal.imports().unwrap().into_iter().map(|one| (Some(one.id), one.glimmers)).collect::<Vec<_>>(), [(id, 1)]);
}

#[test]
fn an_entry_is_what_it_was_moods_are_tags_and_stars_are_anchors_if_asked() {
    let (home, journal) = open();
    let starred = Found {
        tags: vec!["@Ines".into(), "home".into(), "#HOME".into(), "two\nlines".into(), " ".into()],
        moods: vec!["meh".into()],
        starred: true,
        offset: glimmer_core::chrono::FixedOffset::west_opt(8 * 3600),
        at: NaiveTime::from_hms_opt(0, 30, 0),
        ..entry("First frost on the #shed roof.\r\n\r\nLike sugar.\r\n", "2026-01-04")
    };
    let empty = Found { identity: "empty".into(), ..entry(" \r\n", "2026-01-05") };
    for (stars, anchor) in [(false, false), (true, true)] {
        let staged = staged(home.path(), [starred.clone(), empty.clone()]);
        let plan = journal.plan_import(&staged).unwrap();
        assert_eq!((plan.new, plan.empty, plan.starred), (1, 1, 1));
        let imported = journal.apply_import(&staged, stars, tonight(), &mut quiet(), &go()).unwrap().unwrap();
        let glimmer = journal.list(&waiting()).unwrap().glimmers.pop().unwrap();
        assert_eq!(glimmer.text, "First frost on the #shed roof.\n\nLike sugar.");
        let tags: Vec<_> = glimmer.tags.iter().map(|tag| tag.as_str()).collect();
        assert_eq!(tags, ["@Ines", "#home", "#two lines", "#meh"], "tags are those of the source");
        assert_eq!(glimmer.noticed_at.unwrap().to_rfc3339(), "2026-01-04T00:30:00-08:00");
        assert_eq!((glimmer.day.to_string().as_str(), glimmer.anchor), ("2026-01-04", anchor));
        journal.undo_import(imported.id.unwrap(), &mut quiet(), &go()).unwrap();
    }
    assert!(journal.is_new().unwrap());
}

#[test]
fn taking_an_import_back_leaves_what_was_edited_since() {
    let (home, journal) = open();
    journal.keep(words("mine"), tonight()).unwrap();
    let staged = staged(home.path(), (1..=20).map(|day| entry(&format!("entry {day}"), &format!("2026-01-{day:02}"))));
    let imported = apply(&journal, &staged);
    let page = journal.list(&waiting()).unwrap().glimmers;
    journal.mark_anchor(page[3].id, true, tonight()).unwrap();
    journal.save_edit_draft(page[4].id, Some(&glimmer_core::Draft { text: "half".into(), ..Default::default() })).unwrap();
    journal.let_in(page[5].id, true).unwrap();

    let cancel = AtomicBool::new(true);
    assert_eq!(journal.undo_import(imported.id.unwrap(), &mut quiet(), &cancel).unwrap(), None);
    assert_eq!(texts(&journal).len(), 21, "cancelled, nothing was taken out");
    let undone = journal.undo_import(imported.id.unwrap(), &mut quiet(), &go()).unwrap().unwrap();
    assert_eq!(undone, Undone { removed: 18, stayed: 2 });
    assert_eq!(texts(&journal), ["mine", &page[3].text, &page[4].text]);
    assert!(journal.imports().unwrap().is_empty());
    assert!(matches!(journal.undo_import(imported.id.unwrap(), &mut quiet(), &go()), Err(Error::NotFound)));
    assert!(journal.check(&mut quiet()).unwrap().findings.is_empty());
    drop(staged);

    let many = self::staged(home.path(), (0..600).map(|n| entry(&format!("many {n}"), "2026-02-01")));
    let imported = apply(&journal, &many);
    journal.undo_import(imported.id.unwrap(), &mut quiet(), &go()).unwrap().unwrap();
    assert_eq!(texts(&journal).len(), 3);
    assert!(journal.check(&mut quiet()).unwrap().findings.is_empty(), "the index fits, built anew");
}

#[test]
fn an_import_that_ends_early_leaves_nothing() {
    let (home, journal) = open();
    journal.keep(words("mine"), tonight()).unwrap();
    let before = json_of(&journal);
    let all = || (0..1000).map(|n| entry(&format!("entry {n}"), "2026-01-04"));
    let gathered = staged(home.path(), all());
    assert_eq!(left_over(home.path()).len(), 1, "it lies beside the journal, not in it");
    assert!(matches!(Staged::begin(&Folder::at(home.path()), "another"), Err(Error::Busy)));

    let cancel = go();
    let mut halfway = |done: f64| cancel.store(done > 0.5, Ordering::Relaxed);
    assert_eq!(journal.apply_import(&gathered, false, tonight(), &mut halfway, &cancel).unwrap(), None);
    assert!(json_of(&journal) == before);
    let killed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let mut dies = |done: f64| assert!(done < 0.5, "as if somebody ended the process");
        journal.apply_import(&gathered, false, tonight(), &mut dies, &go())
    }));
    assert!(killed.is_err());
    assert!(json_of(&journal) == before, "nothing of it is in the journal");
    assert_eq!(apply(&journal, &gathered).glimmers, 1000, "and it can still be brought in");
    drop(gathered);
    assert_eq!(left_over(home.path()), [""; 0]);

    // Whatever a killed process left goes when the journal is opened.
    fs::create_dir(home.path().join(".import-killed")).unwrap();
    drop(journal);
    assert_eq!((texts(&reopened(home.path())).len(), left_over(home.path())), (1001, Vec::new()));
}

#[test]
fn what_is_written_during_an_import_is_kept_at_once_and_joins_at_its_end() {
    let (home, journal) = open();
    let draft = |text: &str| Draft { text: text.into(), ..Draft::default() };
    journal.save_draft(DraftPlace::Capture, &draft("mea")).unwrap();
    journal.save_draft(DraftPlace::Today, &draft("ano")).unwrap();
    let many = staged(home.path(), (0..500).map(|n| entry(&format!("entry {n}"), "2026-01-04")));
    let mut kept = Vec::new();
    let mut writing = |done: f64| {
        if kept.is_empty() && done > 0.5 && done < 0.9 {
            journal.save_draft(DraftPlace::Capture, &draft("meanw")).unwrap();
            kept.push(journal.keep_draft(DraftPlace::Capture, words("meanwhile"), tonight()).unwrap().id);
            kept.push(journal.keep(words("taken back"), tonight()).unwrap().id);
            journal.save_draft(DraftPlace::Today, &draft("another")).unwrap();
            assert_eq!(texts(&journal), [""; 0], "who reads, reads what was before");
        }
    };
    assert_eq!(journal.apply_import(&many, false, tonight(), &mut writing, &go()).unwrap().unwrap().glimmers, 500);
    assert_eq!(journal.glimmer(kept[0]).unwrap().text, "meanwhile");
    assert_eq!(texts(&journal).len(), 502);
    assert_eq!(journal.draft(DraftPlace::Capture).unwrap(), None, "it was made of this draft");
    assert_eq!(journal.draft(DraftPlace::Today).unwrap().unwrap().text, "another", "the newest stands, once");
    assert_eq!(journal.undo_keep(DraftPlace::HardDay, kept[1], tonight()).unwrap().text, "taken back");
}

#[test]
fn nothing_found_lies_readable_on_the_disk() {
    let (home, _journal) = open();
    let staged = staged(home.path(), (0..8000).map(|n| entry(&format!("{n} {}", "secretfrost ".repeat(250)), "2026-01-04")));
    let folder = home.path().join(&left_over(home.path())[0]);
    let mut bytes: Vec<u8> = fs::read_dir(folder).unwrap().flat_map(|entry| fs::read(entry.unwrap().path()).unwrap()).collect();
    assert!(bytes.len() > 1_000_000, "more than what is held in memory");
    bytes.truncate(1_000_000);
    assert!(!bytes.windows(11).any(|window| window == b"secretfrost"));
    drop(staged);
}

#[test]
fn what_was_not_let_in_never_comes_up_unasked() {
    let (home, journal) = open();
    let of_today = |n: u32| Found { starred: true, ..entry(&format!("entry {n}"), &format!("{}-11-22", 2000 + n)) };
    let staged = staged(home.path(), (0..20).map(of_today));
    journal.apply_import(&staged, true, tonight(), &mut quiet(), &go()).unwrap();
    let unasked = || -> Vec<Uuid> {
        let visit = journal.open_visit(tonight()).unwrap();
        let mut shown = Vec::new();
        while let Light::Own { glimmer, .. } = journal.next_light(visit, tonight()).unwrap() {
            shown.push(glimmer.id);
        }
        journal.close_visit(visit, tonight()).unwrap();
        let cue = match journal.morning_cue(tonight()).unwrap() {
            Some(glimmer_core::MorningCue::Anchor(cue)) => Some(cue.id),
            _ => None,
        };
        shown.extend(journal.light_from_before(tonight()).unwrap().map(|light| light.id).into_iter().chain(cue));
        shown.sort();
        shown.dedup();
        shown
    };
    assert_eq!(unasked(), Vec::<Uuid>::new(), "all of them are anchors, and of this day");
    let all = journal.list(&waiting()).unwrap().glimmers;
    assert_eq!(all.len(), 20, "asked for, they are there");
    journal.let_in(all[7].id, true).unwrap();
    assert_eq!(unasked(), [all[7].id]);
    journal.let_in(all[7].id, false).unwrap();
    assert_eq!(unasked(), Vec::<Uuid>::new());
    let until = Filter { to: Some("2004-12-31".parse().unwrap()), ..Filter::default() };
    assert_eq!(journal.let_all_in(&ListQuery { filter: until, ..ListQuery::default() }).unwrap(), 5);
    assert_eq!(unasked().len(), 5);
    assert_eq!(journal.let_all_in(&ListQuery { search: Some("entry 17".into()), ..ListQuery::default() }).unwrap(), 1);
    assert_eq!(journal.let_all_in(&ListQuery::default()).unwrap(), 14);
    assert_eq!((unasked().len(), journal.list(&waiting()).unwrap().glimmers.len()), (20, 0));
}

#[test]
fn what_is_no_export_is_said_so_and_one_bad_glimmer_does_not_stop_the_others() {
    let (home, journal) = open();
    let read = |json: &str| Staged::begin(&Folder::at(home.path()), "Glimmer").unwrap().add_journal(json.as_bytes(), None);
    for wrong in ["", "{}", "[]", "nonsense", r#"{"format": "other"}"#, r#"{"format": "glimmer-journal", "version": 1, "glimmers": ["#] {
        assert!(matches!(read(wrong), Err(Error::BadValue { .. })), "{wrong}");
    }
    assert!(matches!(read(&"[".repeat(100_000)), Err(Error::BadValue { .. })), "depth ends somewhere");
    assert!(matches!(read(r#"{"format": "glimmer-journal", "version": 3}"#), Err(Error::Newer { found: 3, known: 2 })));

    journal.keep(words("good"), tonight()).unwrap();
    let good: serde_json::Value = serde_json::from_slice(&json_of(&journal)).unwrap();
    let mut all = vec![serde_json::json!(7)];
    for (field, value) in [
        ("day", serde_json::json!("+12026-01-01")),
        ("tags", serde_json::json!(["none"])),
        ("feelings", serde_json::json!([" "])),
        ("noticed_at", serde_json::json!("1999-01-01T00:00:00Z")),
        ("came_as", serde_json::json!(["x"])),
        ("text", serde_json::json!("")),
    ] {
        let mut bad = good["glimmers"][0].clone();
        bad[field] = value;
        all.push(bad);
    }
    all.push(good["glimmers"][0].clone());
    let json = serde_json::json!({"format": "glimmer-journal", "version": 1, "glimmers": all, "later": {}}).to_string();
    let (other_home, other) = open();
    let staged = staged_journal(other_home.path(), json.as_bytes());
    let plan = other.plan_import(&staged).unwrap();
    assert_eq!((plan.new, plan.unreadable, plan.reports.len()), (1, 7, 7), "{plan:?}");
    assert!(plan.reports.iter().all(|report| report.place.entry.is_some()), "it says which: {plan:?}");
    apply(&other, &staged);
    assert_eq!(texts(&other), ["good"]);
}
