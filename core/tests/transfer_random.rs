//! Whatever a journal holds, an empty one that imports its export is the same one.
//!
//! `GLIMMER_RANDOM_JOURNALS` says how many are tried; the ordinary run has 150.

#[path = "shared/raw.rs"]
mod raw;
#[path = "shared/rows.rs"]
mod rows;
mod shared;

use std::{fs, io::Cursor, path::Path, sync::atomic::AtomicBool};

use glimmer_core::{
    DraftPlace, Edit, Feeling, Folder, Journal, Leaving, Light, ListQuery, NewGlimmer, Rest, Sense, Support, SupportKind, VisitMoment,
    chrono::{Duration, FixedOffset},
    reminder::Kind,
    transfer::{export::Format, import::Staged},
};
use proptest::prelude::*;
use shared::{quiet, reopened, tonight};
use tempfile::TempDir;

/// Something that a person does with a journal.
#[derive(Debug, Clone)]
enum Deed {
    Keep {
        new: NewGlimmer,
        minutes_ago: i64,
        offset: i32,
    },
    /// With the glimmer at this position of the list, whatever is there.
    With(usize, Done),
    KeepTagOut(NewGlimmer),
    Draft(NewGlimmer),
    Supports(Vec<String>),
    Prompts(Vec<String>),
    Invitation(String),
    Visit {
        looks: usize,
        heavy: u8,
        forward: String,
        closes: bool,
    },
}

#[derive(Debug, Clone)]
enum Done {
    Edit(NewGlimmer),
    BeginEdit(NewGlimmer),
    Trash,
    Delete,
    Rest,
    KeepOut,
}

fn new() -> impl Strategy<Value = NewGlimmer> {
    let text = prop_oneof!["\\PC{0,40}", "[a-z \"\\\\\n@#+雨🌧é]{0,30}"];
    let feelings = prop::collection::vec(prop::sample::select(vec!["safe", "joyful", "wide awake", "=1", "Ärger"]), 0..3);
    let senses = prop::collection::vec(prop::sample::select(Sense::ALL.to_vec()), 0..3);
    let tags = prop::collection::vec(prop::sample::select(vec!["@Marta", "@MARTA", "+Mill Street", "small", "#雨", "@İz"]), 0..3);
    let day = prop::option::weighted(0.3, 0u64..20_000);
    (text, feelings, senses, tags, any::<bool>(), any::<bool>(), day).prop_map(|(text, feelings, senses, tags, anchor, given, day)| {
        NewGlimmer {
            text,
            feelings: feelings.iter().map(|one| one.parse::<Feeling>().unwrap()).collect(),
            senses,
            tags: tags.iter().map(|one| one.parse().unwrap()).collect(),
            anchor,
            given,
            day: day.map(|ago| "2026-11-22".parse::<glimmer_core::Day>().unwrap().before(ago)),
            photos: Vec::new(),
        }
    })
}

fn deed() -> impl Strategy<Value = Deed> {
    let done = prop_oneof![
        new().prop_map(Done::Edit),
        new().prop_map(Done::BeginEdit),
        Just(Done::Trash),
        Just(Done::Delete),
        Just(Done::Rest),
        Just(Done::KeepOut),
    ];
    let lines = || prop::collection::vec("\\PC{0,12}", 0..3);
    prop_oneof![
        6 => (new(), 0i64..1_000_000, -12 * 60..14 * 60).prop_map(|(new, minutes_ago, offset)| Deed::Keep { new, minutes_ago, offset }),
        // Several in one minute stand in the order of keeping.
        2 => new().prop_map(|new| Deed::Keep { new, minutes_ago: 7, offset: 60 }),
        6 => (0usize..12, done).prop_map(|(nth, done)| Deed::With(nth, done)),
        1 => new().prop_map(Deed::KeepTagOut),
        1 => new().prop_map(Deed::Draft),
        1 => lines().prop_map(Deed::Supports),
        1 => lines().prop_map(Deed::Prompts),
        1 => "\\PC{0,20}".prop_map(Deed::Invitation),
        1 => (0usize..4, 0u8..11, "\\PC{0,12}", any::<bool>())
            .prop_map(|(looks, heavy, forward, closes)| Deed::Visit { looks, heavy, forward, closes }),
    ]
}

/// What the journal refuses (an empty glimmer, a nameless support) it refuses; that is not the question here.
fn live(journal: &Journal, deed: Deed) {
    let now = tonight();
    match deed {
        Deed::Keep { new, minutes_ago, offset } => {
            let at = (now.at - Duration::minutes(minutes_ago)).with_timezone(&FixedOffset::east_opt(offset * 60).unwrap());
            let _ = journal.keep(new, shared::at(&at.to_rfc3339()));
        }
        Deed::With(nth, done) => {
            let Some(one) = journal.list(&ListQuery::default()).unwrap().glimmers.into_iter().nth(nth) else { return };
            match done {
                Done::Edit(new) => drop(journal.edit(one.id, Edit { day: new.day.unwrap_or(one.day), new }, now)),
                Done::BeginEdit(new) => journal.save_edit_draft(one.id, Some(&glimmer_core::Draft::of(&new))).unwrap(),
                Done::Trash => journal.trash(one.id, now).unwrap(),
                Done::Delete => {
                    journal.trash(one.id, now).unwrap();
                    journal.delete(one.id).unwrap();
                }
                Done::Rest => drop(journal.rest(one.id, Some(Rest::Season), now).unwrap()),
                Done::KeepOut => drop(journal.keep_out(one.id, true).unwrap()),
            }
        }
        Deed::KeepTagOut(new) => new.tags.iter().for_each(|tag| journal.keep_tag_out(tag, true, None).unwrap()),
        Deed::Draft(new) => journal.save_draft(DraftPlace::Today, &glimmer_core::Draft::of(&new)).unwrap(),
        Deed::Supports(names) => {
            let support = |name| Support { kind: SupportKind::Song, name, reach: "=1".into(), about: String::new() };
            drop(journal.set_supports(names.into_iter().map(support).collect()));
        }
        Deed::Prompts(texts) => drop(journal.set_prompts(&texts).unwrap()),
        Deed::Invitation(text) => drop(journal.set_own_invitation(Kind::Evening, &text)),
        Deed::Visit { looks, heavy, forward, closes } => {
            let visit = journal.open_visit(now).unwrap();
            journal.note_heaviness(visit, VisitMoment::Before, Some(heavy)).unwrap();
            for _ in 0..looks {
                if let Light::Own { glimmer, .. } = journal.next_light(visit, now).unwrap() {
                    journal.stay_with(visit, Some(glimmer.id)).unwrap();
                }
            }
            journal.note_leaving(visit, &Leaving { forward, toward: String::new() }).unwrap();
            if closes {
                journal.close_visit(visit, now).unwrap();
            }
        }
    }
}

fn how_many() -> u32 {
    std::env::var("GLIMMER_RANDOM_JOURNALS").ok().and_then(|count| count.parse().ok()).unwrap_or(150)
}

/// A new journal; beginning one takes longer than copying one.
fn fresh(template: &Path) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(template).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
        fs::copy(entry.path(), home.path().join(entry.file_name())).unwrap();
    }
    home
}

fn template() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    drop(reopened(home.path()));
    home
}

fn json_of(journal: &Journal, home: &Path) -> Vec<u8> {
    let path = home.join("all.json");
    journal.export(&ListQuery::default(), Format::Json, &path, None, &mut quiet(), &AtomicBool::new(false)).unwrap().unwrap();
    fs::read(path).unwrap()
}

fn comes_back_the_same(template: &Path, deeds: Vec<Deed>) {
    let (home, other_home) = (fresh(template), fresh(template));
    let (journal, other) = (reopened(home.path()), reopened(other_home.path()));
    deeds.into_iter().for_each(|deed| live(&journal, deed));
    let json = json_of(&journal, home.path());
    let mut staged = Staged::begin(&Folder::at(other_home.path()), "Glimmer").unwrap();
    staged.add_journal(Cursor::new(&json), None).unwrap();
    assert_eq!(other.plan_import(&staged).unwrap().unreadable, 0);
    other.apply_import(&staged, false, tonight(), &mut quiet(), &AtomicBool::new(false)).unwrap().unwrap();
    assert!(json_of(&other, other_home.path()) == json, "to the byte");
    drop((journal, other));
    assert_eq!(rows::of(other_home.path()), rows::of(home.path()), "and row by row, past the door");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::with_cases(how_many()) })]

    #[test]
    fn short_journals_come_back_the_same(deeds in prop::collection::vec(deed(), 0..8)) {
        thread_local!(static TEMPLATE: TempDir = template());
        TEMPLATE.with(|template| comes_back_the_same(template.path(), deeds));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 50, ..ProptestConfig::with_cases(4) })]

    #[test]
    fn long_lived_journals_come_back_the_same(deeds in prop::collection::vec(deed(), 100..200)) {
        thread_local!(static TEMPLATE: TempDir = template());
        TEMPLATE.with(|template| comes_back_the_same(template.path(), deeds));
    }
}
