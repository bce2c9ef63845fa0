//! Bringing in what another Glimmer wrote: what of it counts here, and what goes along with a part of a journal.

mod shared;

use std::{fs, path::Path, sync::atomic::AtomicBool};

use glimmer_core::{
    DraftPlace, Folder, Journal, ListQuery,
    transfer::{
        export::Format,
        import::{Imported, Staged},
    },
};
use shared::{open, quiet, tonight, words};

fn apply(journal: &Journal, staged: &Staged) -> Imported {
    journal.apply_import(staged, false, tonight(), &mut quiet(), &AtomicBool::new(false)).unwrap().unwrap()
}

/// An export of another Glimmer, with one glimmer to return to and all that can be beside it.
fn another_glimmers() -> String {
    serde_json::json!({
        "format": "glimmer-journal", "version": 1,
        "glimmers": [{
            "id": "019a0000-0000-7000-8000-000000000001", "day": "2025-11-22", "text": "theirs", "feelings": [], "senses": [],
            "tags": ["@Marta"], "anchor": true, "given": false, "created_at": "2025-11-22T20:00:00.000Z",
        }],
        "beside": {
            "kept_out_tags": ["@Jo"],
            "supports": [{"kind": "song", "name": "the slow one", "reach": "", "about": ""}],
            "prompts": ["What was warm?"], "invitations": {"evening": "hello"},
            "drafts": {"today": {"text": "half a line"}},
        },
    })
    .to_string()
}

fn gathered(home: &Path, json: &str) -> Staged {
    let mut staged = Staged::begin(&Folder::at(home), "another Glimmer").unwrap();
    staged.add_journal(json.as_bytes(), None).unwrap();
    staged
}

#[test]
fn another_glimmers_decisions_count_only_where_there_is_nothing_yet() {
    let (home, journal) = open();
    let staged = gathered(home.path(), &another_glimmers());
    let plan = journal.plan_import(&staged).unwrap();
    assert_eq!((plan.new, plan.waits, plan.beside), (1, false, true));
    let imported = apply(&journal, &staged);
    assert_eq!((imported.glimmers, imported.waiting), (1, 0));
    assert!(journal.morning_cue(tonight()).unwrap().is_some(), "it is one's own journal, and comes up");
    assert_eq!(journal.own_prompts().unwrap(), ["What was warm?"]);

    let (home, journal) = open();
    journal.keep(words("mine"), tonight()).unwrap();
    let staged = gathered(home.path(), &another_glimmers());
    assert!(journal.plan_import(&staged).unwrap().waits);
    assert_eq!(apply(&journal, &staged).waiting, 1);
    assert!(journal.morning_cue(tonight()).unwrap().is_none(), "whose it is nobody knows, so it waits");
    assert_eq!(journal.supports().unwrap().len(), 1);
    let unasked = (journal.own_prompts().unwrap(), journal.draft(DraftPlace::Today).unwrap());
    assert_eq!(unasked, (Vec::new(), None), "and nothing else comes that would show itself");
}

#[test]
fn what_was_beside_glimmers_comes_once_and_is_told_of() {
    let (home, journal) = open();
    journal.keep(words("mine"), tonight()).unwrap();
    let alone = another_glimmers().replace("\"glimmers\":[", "\"else\":[");
    let staged = gathered(home.path(), &alone);
    let imported = apply(&journal, &staged);
    assert_eq!((imported.id.is_some(), imported.glimmers), (true, 0), "something came, if no glimmer");
    drop(staged);

    journal.set_supports(Vec::new()).unwrap();
    journal.keep_tag_out(&"@Jo".parse().unwrap(), false, None).unwrap();
    let copies = || fs::read_dir(home.path().join("backups")).unwrap().count();
    let before = copies();
    let staged = gathered(home.path(), &alone);
    assert!(!journal.plan_import(&staged).unwrap().beside);
    assert_eq!(apply(&journal, &staged).id, None);
    assert_eq!((journal.supports().unwrap(), journal.kept_out_tags().unwrap(), copies()), (Vec::new(), Vec::new(), before));
}

#[test]
fn what_is_wanted_with_nobody_goes_along_with_a_part_of_the_journal_too() {
    let (home, journal) = open();
    for text in ["soup with @Marta", "bread with @Jo"] {
        journal.keep(words(text), tonight()).unwrap();
    }
    for tag in ["@marta", "@Jo"] {
        journal.keep_tag_out(&tag.parse().unwrap(), true, None).unwrap();
    }
    let to = home.path().join("part.json");
    let which = ListQuery { search: Some("soup".into()), ..ListQuery::default() };
    journal.export(&which, Format::Json, &to, None, &mut quiet(), &AtomicBool::new(false)).unwrap().unwrap();
    let text = fs::read_to_string(&to).unwrap();
    assert!(text.contains(r#""kept_out_tags":["@marta"]"#), "{text}");
    assert!(!text.contains("@Jo"), "but nobody who does not stand in it: {text}");

    let (there_home, there) = open();
    let staged = gathered(there_home.path(), &text);
    apply(&there, &staged);
    assert!(there.glimmer(there.list(&ListQuery::default()).unwrap().glimmers[0].id).unwrap().consent.out_by_tag);
}
