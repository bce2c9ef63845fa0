//! What the journal promises, through its one door.

mod shared;

use glimmer_core::{Day, Draft, DraftPlace, Edit, Error, Folder, Journal, ListQuery, NewGlimmer, Sense, Start};
use proptest::prelude::*;
use shared::{at, open, tonight, words};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn texts(journal: &Journal, search: &str) -> Vec<String> {
    let query = ListQuery { search: Some(search.into()), ..ListQuery::default() };
    journal.list(&query).unwrap().glimmers.into_iter().map(|one| one.text).collect()
}

#[test]
fn what_is_kept_is_there_after_reopening_with_everything_about_it() {
    let (home, journal) = open();
    let new = NewGlimmer {
        text: " Rain on the skylight\r\n".into(),
        feelings: vec!["safe".parse().unwrap(), "at home".parse().unwrap(), "Safe".parse().unwrap()],
        senses: vec![Sense::Hearing, Sense::Inside],
        tags: vec!["@Marta".parse().unwrap(), "+Mill Street".parse().unwrap(), "small".parse().unwrap()],
        anchor: true,
        given: true,
        day: None,
        photos: Vec::new(),
    };
    let kept = journal.keep(new, tonight()).unwrap();
    drop(journal);
    let journal = Journal::open(Folder::at(home.path())).unwrap();
    assert_eq!(journal.glimmer(kept.id).unwrap(), kept);
    assert_eq!(kept.text, "Rain on the skylight");
    assert_eq!(kept.feelings.len(), 2, "a feeling is chosen once");
    assert_eq!(kept.noticed_at.unwrap().to_rfc3339(), "2026-11-22T20:31:00+01:00", "with the offset of then");
    assert_eq!(kept.day, day("2026-11-22"));
}

#[test]
fn newest_first_also_for_past_days_and_after_the_day_was_edited() {
    let (_home, journal) = open();
    let on = |text: &str| Some(day(text));
    journal.keep(words("evening"), tonight()).unwrap();
    journal.keep(words("past midnight"), at("2026-11-23T00:30:00+01:00")).unwrap();
    journal.keep(words("long ago"), at("2019-05-01T12:00:00+02:00")).unwrap();
    journal.keep(NewGlimmer { day: on("2026-11-21"), ..words("yesterday, one") }, tonight()).unwrap();
    let moved = journal.keep(NewGlimmer { day: on("2026-11-21"), ..words("yesterday, two") }, tonight()).unwrap();
    assert_eq!(moved.noticed_at, None, "only the day is known");
    assert_eq!(texts(&journal, ""), ["past midnight", "evening", "yesterday, two", "yesterday, one", "long ago"]);

    let edit = Edit { new: words("moved back"), day: day("2018-01-01") };
    journal.edit(moved.id, edit, tonight()).unwrap();
    assert_eq!(texts(&journal, ""), ["past midnight", "evening", "yesterday, one", "long ago", "moved back"]);
    assert_eq!(texts(&journal, "moved"), ["moved back"]);
    assert_eq!(texts(&journal, "yesterday"), ["yesterday, one"], "the old words are found no more");
}

#[test]
fn pages_follow_each_other_without_gap_or_repeat() {
    let (_home, journal) = open();
    for n in 0..25 {
        journal.keep(words(&format!("tea {n}")), tonight()).unwrap();
    }
    for search in [None, Some("tea".to_owned())] {
        let mut query = ListQuery { search, limit: Some(10), ..ListQuery::default() };
        let mut seen = Vec::new();
        loop {
            let page = journal.list(&query).unwrap();
            seen.extend(page.glimmers.into_iter().map(|one| one.text));
            let Some(next) = page.next else { break };
            query.start = Start::Older(next);
        }
        let expected: Vec<_> = (0..25).rev().map(|n| format!("tea {n}")).collect();
        assert_eq!(seen, expected);
    }
}

#[test]
fn search_finds_beginnings_accents_single_characters_tags_and_whatever_is_typed() {
    let (_home, journal) = open();
    let tagged = NewGlimmer { tags: vec!["@Márta".parse().unwrap()], ..words("the door was open") };
    journal.keep(tagged, tonight()).unwrap();
    for text in ["Café in the rain", "今日は雨の音", "don't stop AND \"go\" (now) 100%", "🌧 only"] {
        journal.keep(words(text), tonight()).unwrap();
    }
    assert_eq!(texts(&journal, "cafe"), ["Café in the rain"]);
    assert_eq!(texts(&journal, "ra ca"), ["Café in the rain"], "every word from its beginning");
    assert_eq!(texts(&journal, "雨"), ["今日は雨の音"]);
    assert_eq!(texts(&journal, "雨の"), ["今日は雨の音"]);
    assert_eq!(texts(&journal, "marta"), ["the door was open"]);
    for typed in ["don't", "AND", "\"go\"", "(now)", "100%", "\"", "don't stop AND"] {
        assert_eq!(texts(&journal, typed), ["don't stop AND \"go\" (now) 100%"], "{typed}");
    }
    assert_eq!(texts(&journal, "🌧"), ["🌧 only"]);
    for typed in ["*", "NEAR(a", "'; drop table glimmer; --", "words:x", "-", "^a OR"] {
        assert!(texts(&journal, typed).is_empty(), "{typed}");
    }
}

#[test]
fn the_trash_holds_for_thirty_days_and_then_leaves_no_word_behind() {
    let (_home, journal) = open();
    let kept = journal.keep(words("good pen"), tonight()).unwrap();
    journal.trash(kept.id, tonight()).unwrap();
    journal.trash(kept.id, at("2026-12-01T12:00:00+01:00")).unwrap();
    assert!(texts(&journal, "").is_empty());
    assert!(texts(&journal, "pen").is_empty());
    let trash = ListQuery { trash: true, ..ListQuery::default() };
    assert_eq!(journal.list(&trash).unwrap().glimmers[0].consent.trashed_on, Some(day("2026-11-22")), "the first time counts");

    journal.restore(kept.id).unwrap();
    assert_eq!(texts(&journal, "pen"), ["good pen"]);
    journal.trash(kept.id, tonight()).unwrap();
    assert_eq!(journal.empty_old_trash(at("2026-12-21T12:00:00+01:00")).unwrap(), 0);
    assert_eq!(journal.empty_old_trash(at("2026-12-22T12:00:00+01:00")).unwrap(), 1);
    assert!(matches!(journal.glimmer(kept.id), Err(Error::NotFound)));
}

#[test]
fn undo_brings_words_and_chips_back_as_the_draft_and_lets_the_evening_ask() {
    let (home, journal) = open();
    let new = NewGlimmer { feelings: vec!["calm".parse().unwrap()], senses: vec![Sense::Touching], ..words("warm cup") };
    journal.save_draft(DraftPlace::Capture, &Draft { text: "warm cup".into(), ..Draft::default() }).unwrap();
    let kept = journal.keep_draft(DraftPlace::Capture, new, tonight()).unwrap();
    assert_eq!(journal.draft(DraftPlace::Capture).unwrap(), None, "kept, so no draft any more");
    let kept_on = || glimmer_core::Device::read(&Folder::at(home.path())).unwrap().reminder.kept_on;
    assert_eq!(kept_on(), Some(day("2026-11-22")));

    let draft = journal.undo_keep(DraftPlace::Capture, kept.id, tonight()).unwrap();
    assert_eq!(draft, Draft { text: "warm cup".into(), feelings: vec!["calm".into()], senses: vec![Sense::Touching], ..Draft::default() });
    assert_eq!(journal.draft(DraftPlace::Capture).unwrap(), Some(draft));
    assert_eq!(kept_on(), None, "nothing is kept today after all");
    assert!(matches!(journal.undo_keep(DraftPlace::Capture, kept.id, tonight()), Err(Error::NotFound)));
}

#[test]
fn undo_does_not_take_what_was_added_since() {
    let (_home, journal) = open();
    let kept = journal.keep(words("warm cup"), tonight()).unwrap();
    journal.edit(kept.id, Edit { new: words("warm cup, two hands"), day: kept.day }, tonight()).unwrap();
    assert!(matches!(journal.undo_keep(DraftPlace::Capture, kept.id, tonight()), Err(Error::NotFound)));
    let out = journal.keep(words("not on hard days"), tonight()).unwrap();
    journal.keep_out(out.id, true).unwrap();
    assert!(matches!(journal.undo_keep(DraftPlace::Capture, out.id, tonight()), Err(Error::NotFound)), "a wish would be forgotten");
    assert_eq!(texts(&journal, ""), ["not on hard days", "warm cup, two hands"]);
}

#[test]
fn after_a_flight_westward_a_glimmer_of_tomorrow_can_be_mended_but_not_moved_further() {
    let (_home, journal) = open();
    let kept = journal.keep(words("over the date line"), at("2026-11-23T09:00:00+13:00")).unwrap();
    let edit = |day| Edit { new: words("over the date line, awake"), day };
    let landed = at("2026-11-22T10:00:00-10:00");
    assert!(journal.edit(kept.id, edit(kept.day), landed).is_ok());
    assert!(matches!(journal.edit(kept.id, edit(kept.day.after(1)), landed), Err(Error::BadValue { what: "day", .. })));
}

#[test]
fn a_draft_survives_reopening_and_an_empty_one_is_none() {
    let (home, journal) = open();
    let draft = Draft { text: "half a sent".into(), feelings: vec!["safe".into()], ..Draft::default() };
    journal.save_draft(DraftPlace::Today, &draft).unwrap();
    drop(journal);
    let journal = Journal::open(Folder::at(home.path())).unwrap();
    assert_eq!(journal.draft(DraftPlace::Today).unwrap(), Some(draft));
    assert_eq!(journal.draft(DraftPlace::Capture).unwrap(), None, "each place has its own");
    journal.save_draft(DraftPlace::Today, &Draft::default()).unwrap();
    assert_eq!(journal.draft(DraftPlace::Today).unwrap(), None);
}

#[test]
fn today_ends_at_four() {
    let (_home, journal) = open();
    assert!(journal.today(tonight()).unwrap().first_day);
    journal.keep(words("evening"), tonight()).unwrap();
    journal.keep(words("past midnight"), at("2026-11-23T00:30:00+01:00")).unwrap();
    let today = journal.today(at("2026-11-23T03:59:00+01:00")).unwrap();
    assert_eq!(today.glimmers.len(), 2);
    assert!(!today.first_day);
    assert!(journal.today(at("2026-11-23T04:00:00+01:00")).unwrap().glimmers.is_empty());
}

#[test]
fn another_process_is_noticed_and_both_keep_everything() {
    let (home, journal) = open();
    assert!(!journal.changed_elsewhere().unwrap());
    journal.keep(words("ours"), tonight()).unwrap();
    assert!(!journal.changed_elsewhere().unwrap(), "our own changes are no news");
    let terminal = Journal::open(Folder::at(home.path())).unwrap();
    terminal.keep(words("theirs"), tonight()).unwrap();
    assert!(journal.changed_elsewhere().unwrap());
    assert!(!journal.changed_elsewhere().unwrap());
    assert_eq!(texts(&journal, "").len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is kept, moved, trashed and restored: the list is ordered by day, the index finds exactly what is listed.
    #[test]
    fn list_and_index_agree(steps in proptest::collection::vec((0u8..5, 0usize..12, 0u64..4, "[a-c]{1,2}( [a-c]{1,2})?"), 1..30)) {
        let (_home, journal) = open();
        let mut ids = Vec::new();
        for (kind, which, back, text) in steps {
            let past = tonight().day.before(back);
            let id = ids.get(which % ids.len().max(1)).copied();
            match (kind, id) {
                (1, Some(id)) => journal.trash(id, tonight()).unwrap(),
                (2, Some(id)) => journal.restore(id).unwrap(),
                (3, Some(id)) => drop(journal.edit(id, Edit { new: words(&text), day: past }, tonight()).unwrap()),
                _ => ids.push(journal.keep(NewGlimmer { day: (back > 0).then_some(past), ..words(&text) }, tonight()).unwrap().id),
            }
        }
        let all = journal.list(&ListQuery::default()).unwrap().glimmers;
        prop_assert!(all.is_sorted_by(|a, b| a.day >= b.day));
        for word in ["a", "b", "ab", "cc"] {
            let expected: Vec<_> = all.iter().map(|one| &one.text).filter(|text| text.split(' ').any(|one| one.starts_with(word))).cloned().collect();
            prop_assert_eq!(texts(&journal, word), expected);
        }
    }
}
