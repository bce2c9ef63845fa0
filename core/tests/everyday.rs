//! Finding and returning to glimmers: filters, jumps, the sky, a light from before, prompts, the words used before.

mod shared;

use std::collections::HashSet;

use glimmer_core::{
    Day, Device, Discretion, Draft, DraftPlace, Edit, Error, Feeling, Filter, Folder, Glimmer, Journal, LONGEST_INVITATION, ListQuery,
    NewGlimmer, Prompt, Rest, Sense, SkyLight, Start, Tag, reminder::Kind,
};
use proptest::prelude::*;
use shared::{at, open, tonight, words};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn tag(text: &str) -> Tag {
    text.parse().unwrap()
}

fn keep_on(journal: &Journal, on: &str, text: &str) -> Glimmer {
    journal.keep(NewGlimmer { day: Some(day(on)), ..words(text) }, tonight()).unwrap()
}

fn anchor_on(journal: &Journal, on: &str, text: &str) -> Glimmer {
    journal.keep(NewGlimmer { day: Some(day(on)), anchor: true, ..words(text) }, tonight()).unwrap()
}

fn listed(journal: &Journal, query: &ListQuery) -> Vec<String> {
    journal.list(query).unwrap().glimmers.into_iter().map(|one| one.text).collect()
}

#[test]
fn filters_combine_with_each_other_and_with_the_search() {
    let (_home, journal) = open();
    let keep = |text: &str, feeling: &str, sense, tags: &[&str], anchor, given, on: &str| {
        let new = NewGlimmer {
            feelings: vec![feeling.parse().unwrap()],
            senses: vec![sense],
            tags: tags.iter().map(|text| tag(text)).collect(),
            anchor,
            given,
            day: Some(day(on)),
            ..words(text)
        };
        journal.keep(new, tonight()).unwrap()
    };
    keep("rain on the roof", "safe", Sense::Hearing, &["+home"], true, false, "2026-11-20");
    keep("rain and Marta", "safe", Sense::Seeing, &["@Marta", "+home"], false, false, "2026-11-10");
    keep("soup for Otto", "tender", Sense::Tasting, &["@Otto"], false, true, "2025-02-01");
    let thrown = keep("rain, thrown away", "safe", Sense::Hearing, &["+home"], true, true, "2026-11-20");
    journal.trash(thrown.id, tonight()).unwrap();

    let found = |search: Option<&str>, filter: Filter| {
        listed(&journal, &ListQuery { search: search.map(str::to_owned), filter, ..ListQuery::default() })
    };
    let none = Filter::default;
    assert_eq!(found(None, Filter { feelings: vec!["safe".parse().unwrap()], ..none() }), ["rain on the roof", "rain and Marta"]);
    assert_eq!(found(None, Filter { feelings: vec!["tender".parse().unwrap()], ..none() }), ["soup for Otto"], "an own word");
    assert_eq!(found(None, Filter { tags: vec![tag("+HOME"), tag("@Marta")], ..none() }), ["rain and Marta"], "both must hold");
    assert_eq!(found(Some("rai"), Filter { senses: vec![Sense::Hearing], ..none() }), ["rain on the roof"]);
    assert_eq!(found(Some("soup"), Filter { anchor: true, ..none() }), [""; 0]);
    assert_eq!(found(None, Filter { anchor: true, ..none() }), ["rain on the roof"]);
    assert_eq!(found(None, Filter { given: true, ..none() }), ["soup for Otto"]);
    let november = Filter { from: Some(day("2026-11-10")), to: Some(day("2026-11-10")), ..none() };
    assert_eq!(found(None, november), ["rain and Marta"], "both ends are included");
    assert_eq!(found(Some("rain"), Filter { to: Some(day("2026-11-19")), ..none() }), ["rain and Marta"]);
}

#[test]
fn the_list_can_begin_at_a_date_or_a_glimmer_and_be_read_in_both_directions() {
    let (_home, journal) = open();
    let ids: Vec<_> = (1..=20).map(|n| keep_on(&journal, &format!("2026-10-{n:02}"), &n.to_string()).id).collect();
    let page = |start| journal.list(&ListQuery { start, limit: Some(5), ..ListQuery::default() }).unwrap();
    let texts = |page: &glimmer_core::Page| page.glimmers.iter().map(|one| one.text.clone()).collect::<Vec<_>>();

    let middle = page(Start::Day(day("2026-10-10")));
    assert_eq!(texts(&middle), ["10", "9", "8", "7", "6"]);
    let newer = page(Start::Newer(middle.previous.unwrap()));
    assert_eq!(texts(&newer), ["15", "14", "13", "12", "11"]);
    let newest = page(Start::Newer(newer.previous.unwrap()));
    assert_eq!(texts(&newest), ["20", "19", "18", "17", "16"]);
    assert!(texts(&page(Start::Newer(newest.previous.unwrap()))).is_empty(), "and there it ends");
    assert_eq!(texts(&page(Start::Older(middle.next.unwrap()))), ["5", "4", "3", "2", "1"]);

    assert_eq!(texts(&page(Start::Glimmer(ids[2]))), ["3", "2", "1"]);
    assert_eq!(texts(&page(Start::Day(day("2027-01-01"))))[0], "20", "a day without any leads to the one before it");
    assert!(texts(&page(Start::Day(day("2020-01-01")))).is_empty());
}

#[test]
fn a_tag_written_in_the_words_becomes_a_tag_stays_in_the_words_and_goes_with_them() {
    let (_home, journal) = open();
    let new = NewGlimmer { tags: vec![tag("#small"), tag("@marta")], ..words("Tea with @Marta in the +kitchen") };
    let kept = journal.keep(new.clone(), tonight()).unwrap();
    assert_eq!(kept.text, "Tea with @Marta in the +kitchen");
    assert_eq!(kept.tags, [tag("#small"), tag("@marta"), tag("+kitchen")], "the same one counts once");

    let edit = |tags| Edit { new: NewGlimmer { text: "Tea in the garden".into(), tags, ..new.clone() }, day: kept.day };
    let edited = journal.edit(kept.id, edit(vec![tag("#small")]), tonight()).unwrap();
    assert_eq!(edited.tags, [tag("#small")], "the others went with the words");
    let edited = journal.edit(kept.id, edit(vec![tag("@Marta")]), tonight()).unwrap();
    assert_eq!(edited.tags, [tag("@Marta")], "given by hand it needs no word");
}

#[test]
fn undo_brings_everything_back_within_ten_minutes() {
    let (_home, journal) = open();
    let new = NewGlimmer { tags: vec![tag("#small")], anchor: true, given: true, day: Some(day("2026-11-20")), ..words("Tea with @Marta") };
    let kept = journal.keep(new.clone(), tonight()).unwrap();
    let draft = journal.undo_keep(DraftPlace::Today, kept.id, at("2026-11-22T20:40:59+01:00")).unwrap();
    let expected = Draft {
        text: "Tea with @Marta".into(),
        tags: vec!["#small".into()],
        anchor: true,
        given: true,
        day: Some(day("2026-11-20")),
        ..Draft::default()
    };
    assert_eq!(draft, expected, "the tag in the words is in the words");
    assert_eq!(journal.draft(DraftPlace::Today).unwrap(), Some(expected));

    let kept = journal.keep(new, tonight()).unwrap();
    let late = journal.undo_keep(DraftPlace::Today, kept.id, at("2026-11-22T20:41:01+01:00"));
    assert!(matches!(late, Err(Error::NotFound)));
    assert!(journal.glimmer(kept.id).is_ok(), "it stays kept");
}

#[test]
fn only_what_is_in_the_trash_can_be_deleted_for_good() {
    let (_home, journal) = open();
    let kept = journal.keep(words("one"), tonight()).unwrap();
    assert!(matches!(journal.delete(kept.id), Err(Error::NotFound)));
    assert!(journal.glimmer(kept.id).is_ok(), "nothing is deleted in one step");
    journal.trash(kept.id, tonight()).unwrap();
    journal.delete(kept.id).unwrap();
    assert!(matches!(journal.glimmer(kept.id), Err(Error::NotFound)));

    for text in ["two", "three"] {
        let kept = journal.keep(words(text), tonight()).unwrap();
        journal.trash(kept.id, tonight()).unwrap();
    }
    journal.keep(words("four"), tonight()).unwrap();
    assert_eq!(journal.empty_trash().unwrap(), 2);
    assert_eq!(listed(&journal, &ListQuery::default()), ["four"]);
}

#[test]
fn a_light_from_before_is_of_this_day_else_an_anchor_and_stays_until_the_day_ends() {
    let (_home, journal) = open();
    assert_eq!(journal.light_from_before(tonight()).unwrap(), None);
    keep_on(&journal, "2026-11-21", "yesterday");
    let anchors = ["one", "two", "three", "four"].map(|text| anchor_on(&journal, "2026-05-01", text));
    let shown = journal.light_from_before(tonight()).unwrap().unwrap();
    assert!(anchors.contains(&shown));

    // Whatever comes in later today: the one that was shown stays.
    for n in 0..20 {
        anchor_on(&journal, "2026-04-01", &format!("another {n}"));
    }
    let past_midnight = at("2026-11-23T03:59:00+01:00");
    assert_eq!(journal.light_from_before(past_midnight).unwrap().map(|one| one.id), Some(shown.id));
    keep_on(&journal, "2023-11-22", "three years ago");
    assert_eq!(journal.light_from_before(past_midnight).unwrap().map(|one| one.id), Some(shown.id));
    let a_year_on = at("2027-11-22T09:00:00+01:00");
    assert_eq!(journal.light_from_before(a_year_on).unwrap().unwrap().text, "three years ago", "this day comes before any anchor");
}

#[test]
fn a_light_from_before_honours_consent_and_can_be_put_away_until_tomorrow() {
    let (_home, journal) = open();
    let only = anchor_on(&journal, "2026-05-01", "the only one");
    let shown = |now| journal.light_from_before(now).unwrap().map(|one| one.text);
    let tomorrow = at("2026-11-23T09:00:00+01:00");
    assert_eq!(shown(tonight()), Some("the only one".into()));
    journal.rest(only.id, Some(Rest::Month), tonight()).unwrap();
    assert_eq!(shown(tonight()), None, "not for a while means at once");
    assert_eq!(shown(at("2026-12-22T09:00:00+01:00")), Some("the only one".into()), "the rest is over");
    journal.rest(only.id, None, tonight()).unwrap();
    journal.keep_out(only.id, true).unwrap();
    assert_eq!(shown(tonight()), None);
    journal.keep_out(only.id, false).unwrap();
    assert_eq!(shown(tonight()), Some("the only one".into()));
    journal.trash(only.id, tonight()).unwrap();
    assert_eq!(shown(tonight()), None);
    anchor_on(&journal, "2026-05-01", "another");
    assert_eq!(shown(tonight()), None, "no other takes its place today");
    journal.restore(only.id).unwrap();
    assert_eq!(shown(tonight()), Some("the only one".into()), "and what was taken back is as it was");

    journal.put_away_light(tonight()).unwrap();
    assert_eq!(shown(tonight()), None);
    assert_eq!(shown(tonight()), None, "put away means nothing more today");
    assert!(shown(tomorrow).is_some());
    journal.put_away_light(tomorrow).unwrap();
    journal.trash(only.id, tomorrow).unwrap();
    journal.delete(only.id).unwrap();
    assert_eq!(shown(tomorrow), None);
}

#[test]
fn a_mark_and_consent_change_nothing_else_and_both_parts_of_consent_change_at_once() {
    let (_home, journal) = open();
    let kept = journal.keep(words("warm cup"), tonight()).unwrap();
    journal.edit(kept.id, Edit { new: words("warm cup, two hands"), day: kept.day }, tonight()).unwrap();
    let marked = journal.mark_anchor(kept.id, true, tonight()).unwrap();
    assert!(marked.anchor && marked.text == "warm cup, two hands");
    journal.keep_out(kept.id, true).unwrap();
    let resting = journal.set_consent(kept.id, Some(Rest::Month), false, tonight()).unwrap().consent;
    assert_eq!((resting.rests_until, resting.kept_out), (Some(day("2026-12-22")), false));
}

#[test]
fn a_light_carries_its_feelings_and_leads_to_its_glimmer() {
    let (_home, journal) = open();
    let felt = |feelings: &[&str]| feelings.iter().map(|text| text.parse::<Feeling>().unwrap()).collect();
    journal.keep(NewGlimmer { feelings: felt(&["hopeful", "safe"]), ..words("both") }, tonight()).unwrap();
    journal.keep(NewGlimmer { feelings: felt(&["tender"]), anchor: true, ..words("own") }, tonight()).unwrap();
    let plain = journal.keep(words("none"), tonight()).unwrap();
    let expected = [
        SkyLight { number: 0, anchor: false, first: Some(3), felt: 0b0_1001 },
        SkyLight { number: 1, anchor: true, first: Some(SkyLight::OWN), felt: 0b10_0000 },
        SkyLight { number: 2, anchor: false, first: None, felt: 0 },
    ];
    assert_eq!(journal.sky().unwrap(), expected);
    assert_eq!(journal.light(2).unwrap(), plain);
    assert_eq!(journal.light_of(plain.id).unwrap(), 2);
    assert!(matches!(journal.light(3), Err(Error::NotFound)));
}

#[test]
fn words_used_before_are_offered_last_used_first_and_not_from_the_trash() {
    let (_home, journal) = open();
    let keep = |text: &str, feeling: &str| {
        journal.keep(NewGlimmer { feelings: vec![feeling.parse().unwrap()], ..words(text) }, tonight()).unwrap()
    };
    keep("@Otto", "tender");
    keep("@marta and +home", "calm");
    keep("@Marta", "wide awake");
    let gone = keep("@Secret", "ashamed");
    journal.trash(gone.id, tonight()).unwrap();
    let vocabulary = journal.vocabulary().unwrap();
    assert_eq!(vocabulary.tags, ["@Marta", "+home", "@Otto"].map(tag), "spelled as it was last");
    let feelings: Vec<_> = vocabulary.feelings.iter().map(Feeling::as_str).collect();
    assert_eq!(feelings, ["wide awake", "tender"], "the five are offered anyway");
}

#[test]
fn prompts_do_not_repeat_until_all_were_there_also_over_a_restart_and_can_be_the_persons_own_or_none() {
    let (home, journal) = open();
    let mut seen = HashSet::new();
    for _ in 0..glimmer_core::SHIPPED_PROMPTS.len() / 2 {
        seen.insert(format!("{:?}", journal.next_prompt().unwrap().unwrap()));
    }
    drop(journal);
    let journal = Journal::open(Folder::at(home.path())).unwrap();
    while seen.len() < glimmer_core::SHIPPED_PROMPTS.len() {
        assert!(seen.insert(format!("{:?}", journal.next_prompt().unwrap().unwrap())), "one came again too early");
    }

    let own = journal.set_prompts(&[" What was  warm? ".into(), "\n".into(), "Who smiled?".into()]).unwrap();
    assert_eq!(own, ["What was warm?", "Who smiled?"]);
    assert_eq!(journal.own_prompts().unwrap(), own);
    let next: HashSet<_> = (0..2).map(|_| journal.next_prompt().unwrap().unwrap()).map(|prompt| format!("{prompt:?}")).collect();
    assert!(next.len() <= 2 && next.iter().all(|prompt| prompt.starts_with("Own(")));
    journal.set_prompts(&[]).unwrap();
    assert!(matches!(journal.next_prompt().unwrap(), Some(Prompt::Shipped(_))));

    let folder = Folder::at(home.path());
    let shown = Device::change(&folder, |device| device.settings.prompts = false).unwrap().prompts_shown;
    assert_eq!(journal.next_prompt().unwrap(), None);
    assert_eq!(Device::read(&folder).unwrap().prompts_shown, shown, "what is not shown does not count as shown");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever happens: no two lights share a place, none ever moves, and a new one takes the free place nearest the middle.
    #[test]
    fn no_light_ever_moves(steps in proptest::collection::vec((0u8..6, 0usize..8), 1..40)) {
        let (_home, journal) = open();
        let mut alive: Vec<(glimmer_core::Uuid, u32)> = Vec::new();
        for (kind, which) in steps {
            let one = alive.get(which % alive.len().max(1)).copied();
            match (kind, one) {
                (0, Some((id, number))) => {
                    journal.trash(id, tonight()).unwrap();
                    journal.delete(id).unwrap();
                    alive.retain(|(_, other)| *other != number);
                }
                (1, Some((id, number))) => {
                    journal.undo_keep(DraftPlace::Today, id, tonight()).ok();
                    if journal.glimmer(id).is_err() {
                        alive.retain(|(_, other)| *other != number);
                    }
                }
                (2, Some((id, _))) => {
                    let edit = Edit { new: words("moved to another day"), day: day("2020-01-01") };
                    journal.edit(id, edit, tonight()).unwrap();
                }
                (3, Some((id, _))) => {
                    journal.trash(id, tonight()).unwrap();
                    prop_assert!(journal.light_of(id).is_err(), "the trash does not shine");
                    journal.restore(id).unwrap();
                }
                _ => {
                    let kept = journal.keep(words("new"), tonight()).unwrap();
                    let number = journal.light_of(kept.id).unwrap();
                    let free = (0..).find(|number| alive.iter().all(|(_, taken)| taken != number)).unwrap();
                    prop_assert_eq!(number, free);
                    alive.push((kept.id, number));
                }
            }
            for (id, number) in &alive {
                prop_assert_eq!(journal.light_of(*id).unwrap(), *number);
            }
            prop_assert_eq!(journal.sky().unwrap().len(), alive.len());
        }
    }
}

#[test]
fn an_invitation_in_ones_own_words_is_said_as_it_was_written_and_can_be_taken_back() {
    let (_home, journal) = open();
    let said = |kind| journal.invitation(kind, Discretion::Neutral, tonight()).unwrap().unwrap();
    let shipped = said(Kind::Evening);
    assert_eq!(journal.set_own_invitation(Kind::Evening, "  Water the\nplants? ").unwrap(), "Water the plants?");
    assert_eq!((said(Kind::Evening).title.as_str(), said(Kind::Evening).body.as_str()), ("Water the plants?", ""));
    assert_eq!(said(Kind::Midday).title, "A pause", "each has its own");
    let long = "a".repeat(LONGEST_INVITATION + 1);
    assert!(matches!(journal.set_own_invitation(Kind::Evening, &long), Err(Error::BadValue { .. })));
    assert!(matches!(journal.set_own_invitation(Kind::Morning, "x"), Err(Error::BadValue { .. })), "the morning shows what was kept");
    assert_eq!(said(Kind::Evening).title, "Water the plants?", "what is refused changes nothing");
    journal.set_own_invitation(Kind::Evening, " ").unwrap();
    assert_eq!(said(Kind::Evening), shipped);
}
