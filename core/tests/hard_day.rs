//! The hard day through the journal's door: what it shows and why, what visits remember, supports, the morning after.

mod shared;

use glimmer_core::{
    Discretion, Error, Filter, Glimmer, Journal, Leaving, Light, ListQuery, MorningCue, NewGlimmer, Others, Rest, Sense, Support,
    SupportKind, Tag, Uuid, VisitMoment,
    reminder::Kind,
    review::{
        crisis::OwnLine,
        hard_day::{Arrival, Turn},
    },
};
use shared::{at, open, tonight, words};

fn tag(text: &str) -> Tag {
    text.parse().unwrap()
}

fn felt(text: &str, feelings: &[&str]) -> NewGlimmer {
    NewGlimmer { feelings: feelings.iter().map(|one| one.parse().unwrap()).collect(), ..words(text) }
}

fn begin(journal: &Journal, arrival: Arrival) -> Uuid {
    let visit = journal.open_visit(tonight()).unwrap();
    journal.note_arrival(visit, arrival).unwrap();
    visit
}

fn own(journal: &Journal, visit: Uuid) -> (Glimmer, Turn, Option<String>) {
    match journal.next_light(visit, tonight()).unwrap() {
        Light::Own { glimmer, reason } => (*glimmer, reason.turn, reason.felt.map(|feeling| feeling.as_str().to_owned())),
        Light::Others(why) => panic!("one of their own is left: {why:?}"),
    }
}

fn others(journal: &Journal, visit: Uuid) -> Others {
    match journal.next_light(visit, tonight()).unwrap() {
        Light::Own { glimmer, .. } => panic!("{} should not be shown", glimmer.text),
        Light::Others(why) => why,
    }
}

#[test]
fn each_own_glimmer_comes_once_and_then_what_others_noticed() {
    let (_home, journal) = open();
    for n in 0..5 {
        journal.keep(words(&format!("light {n}")), tonight()).unwrap();
    }
    let page = journal.list(&ListQuery::default()).unwrap().glimmers;
    journal.keep_out(page[0].id, true).unwrap();
    journal.rest(page[1].id, Some(Rest::Month), tonight()).unwrap();
    journal.trash(page[2].id, tonight()).unwrap();

    let visit = journal.open_visit(tonight()).unwrap();
    let mut shown = vec![own(&journal, visit).0.id, own(&journal, visit).0.id];
    shown.sort();
    let mut allowed = vec![page[3].id, page[4].id];
    allowed.sort();
    assert_eq!(shown, allowed, "kept out, resting and trashed ones never appear");
    assert_eq!(others(&journal, visit), Others::AllShown);
    journal.close_visit(visit, tonight()).unwrap();

    let later = at("2026-12-23T12:00:00+01:00");
    let next = journal.open_visit(later).unwrap();
    let Light::Own { glimmer, .. } = journal.next_light(next, later).unwrap() else { panic!("there are three") };
    assert_eq!(glimmer.id, page[1].id, "its rest is over, and it was not shown last time");
}

#[test]
fn the_reason_that_is_given_is_the_true_one() {
    let (_home, journal) = open();
    journal.keep(NewGlimmer { anchor: true, ..felt("the canal", &["joyful", "safe"]) }, tonight()).unwrap();
    journal.keep(felt("a nod", &["calm"]), tonight()).unwrap();
    let first = begin(&journal, Arrival::WoundUp);
    let (canal, turn, suits) = own(&journal, first);
    assert_eq!((canal.text.as_str(), turn, suits.as_deref()), ("the canal", Turn::Anchor, Some("safe")), "not for its joy");
    let (nod, turn, suits) = own(&journal, first);
    assert_eq!((nod.text.as_str(), turn, suits.as_deref()), ("a nod", Turn::NotShownYet, Some("calm")));
    journal.stay_with(first, Some(nod.id)).unwrap();

    // Three visits in which something else was shown, and any number in which nothing was.
    for n in 0..4 {
        journal.keep(words(&format!("other {n}")), tonight()).unwrap();
    }
    let mut last = begin(&journal, Arrival::NotSure);
    for _ in 0..3 {
        let (_, turn, suits) = own(&journal, last);
        assert_eq!((turn, suits), (Turn::NotShownYet, None), "both are too near, and nothing suits who is not sure");
        journal.open_visit(tonight()).unwrap();
        last = begin(&journal, Arrival::NotSure);
    }
    assert_eq!(own(&journal, last).1, Turn::Anchor, "it stood back for three visits");
    assert_eq!(own(&journal, last).1, Turn::StayedWith(tonight().day));
    assert_eq!(own(&journal, last).1, Turn::NotShownYet);
    assert_eq!(own(&journal, last).1, Turn::Again);
}

#[test]
fn joy_waits_for_somebody_shut_down_until_one_thing_was_stayed_with() {
    let (_home, journal) = open();
    journal.keep(felt("dancing", &["joyful"]), tonight()).unwrap();
    journal.keep(felt("her hand", &["joyful", "connected"]), tonight()).unwrap();
    let visit = begin(&journal, Arrival::ShutDown);
    let (hand, _, suits) = own(&journal, visit);
    assert_eq!((hand.text.as_str(), suits.as_deref()), ("her hand", Some("connected")), "it came for that, not for its joy");
    assert_eq!(others(&journal, visit), Others::BrightWait);
    journal.stay_with(visit, None).unwrap();
    assert_eq!(own(&journal, visit).0.text, "dancing", "something other people noticed counts too");
    assert_eq!(others(&journal, visit), Others::AllShown);
    let (_home, empty) = open();
    assert_eq!(others(&empty, begin(&empty, Arrival::WoundUp)), Others::NoneYet);
}

#[test]
fn a_sense_is_opened_once_by_one_with_words_and_that_one_does_not_come_again() {
    let (_home, journal) = open();
    let heard = |text: &str| NewGlimmer { senses: vec![Sense::Touching, Sense::Hearing], ..words(text) };
    journal.keep(heard(""), tonight()).unwrap();
    journal.keep(heard("rain on the skylight"), tonight()).unwrap();
    let visit = begin(&journal, Arrival::WoundUp);
    let by = |sense| journal.light_by_sense(visit, sense, tonight()).unwrap().map(|glimmer| glimmer.text);
    assert_eq!(by(Sense::Seeing), None);
    assert_eq!(by(Sense::Hearing).as_deref(), Some("rain on the skylight"));
    assert_eq!(by(Sense::Touching), None, "shown already, and the other has no words");
    assert_eq!(own(&journal, visit).0.text, "");
    assert_eq!(others(&journal, visit), Others::AllShown);
}

#[test]
fn nothing_with_a_tag_holds_however_it_is_written_and_can_be_taken_back() {
    let (_home, journal) = open();
    let kept = journal.keep(words("tea with @ÄNNE"), tonight()).unwrap();
    journal.keep(NewGlimmer { tags: vec![tag("+Äußere Straße")], ..words("home") }, tonight()).unwrap();
    // The same name, in small letters and with the dots as a mark of their own.
    journal.keep_tag_out(&tag("@a\u{308}nne"), true, None).unwrap();
    journal.keep_tag_out(&tag("@Änne"), true, None).unwrap();
    assert_eq!(journal.kept_out_tags().unwrap(), [tag("@a\u{308}nne")], "once is enough");
    assert_eq!(journal.glimmer(kept.id).unwrap().out_with, [tag("@ÄNNE")]);
    let visit = begin(&journal, Arrival::NotSure);
    assert_eq!(own(&journal, visit).0.text, "home");
    assert_eq!(others(&journal, visit), Others::AllShown);
    let named = ListQuery { filter: Filter { tags: vec![tag("@änne")], ..Filter::default() }, ..ListQuery::default() };
    assert_eq!(journal.list(&named).unwrap().glimmers.len(), 1, "asked for, it is there");
    assert_eq!(journal.vocabulary().unwrap().tags.len(), 2);
    journal.keep_tag_out(&tag("@änne"), false, None).unwrap();
    assert_eq!(own(&journal, visit).0.id, kept.id);
}

#[test]
fn what_was_just_kept_can_be_taken_back_also_with_a_name_that_is_kept_out() {
    let (_home, journal) = open();
    journal.keep_tag_out(&tag("@Marta"), true, None).unwrap();
    let kept = journal.keep(words("@Marta’s key in the door"), tonight()).unwrap();
    assert!(!kept.consent.allows(tonight().day));
    let draft = journal.undo_keep(glimmer_core::DraftPlace::Today, kept.id, tonight()).unwrap();
    assert_eq!(draft.text, "@Marta’s key in the door");
}

#[test]
fn a_visit_remembers_what_was_done_and_can_be_forgotten() {
    let (home, journal) = open();
    for text in ["stayed", "passed", "rested", "out", "thrown away"] {
        journal.keep(words(text), tonight()).unwrap();
    }
    let visit = begin(&journal, Arrival::ShutDown);
    journal.note_heaviness(visit, VisitMoment::Before, Some(8)).unwrap();
    let mut order = Vec::new();
    for _ in 0..5 {
        let glimmer = own(&journal, visit).0;
        match glimmer.text.as_str() {
            "stayed" => journal.stay_with(visit, Some(glimmer.id)).unwrap(),
            "rested" => drop(journal.rest_during(visit, glimmer.id, Some(Rest::Season), tonight()).unwrap()),
            "out" => drop(journal.keep_out_during(visit, glimmer.id, true).unwrap()),
            "thrown away" => journal.trash(glimmer.id, tonight()).unwrap(),
            _ => drop(journal.rest_during(visit, glimmer.id, Some(Rest::Month), tonight()).unwrap()),
        }
        if glimmer.text == "passed" {
            journal.rest_during(visit, glimmer.id, None, tonight()).unwrap();
        }
        order.push(glimmer.text);
    }
    journal.note_heaviness(visit, VisitMoment::After, Some(11)).unwrap_err();
    journal.note_heaviness(visit, VisitMoment::After, Some(6)).unwrap();
    journal.note_leaving(visit, &Leaving { forward: " tea\n when I get in ".into(), toward: String::new() }).unwrap();
    journal.close_visit(visit, at("2026-11-22T20:50:00+01:00")).unwrap();
    drop(journal);

    let journal = Journal::open(glimmer_core::Folder::at(home.path())).unwrap();
    let [seen] = &journal.visits().unwrap()[..] else { panic!("there was one") };
    assert_eq!((seen.id, seen.day, seen.arrival), (visit, tonight().day, Some(Arrival::ShutDown)));
    assert_eq!((seen.heavy_before, seen.heavy_after), (Some(8), Some(6)));
    assert_eq!(seen.leaving.forward, "tea when I get in");
    assert_eq!(seen.closed_at.unwrap() - seen.opened_at, glimmer_core::chrono::TimeDelta::minutes(19));
    let shown = journal.shown_in(visit).unwrap();
    order.retain(|text| text != "thrown away");
    assert_eq!(shown.iter().map(|one| one.glimmer.text.clone()).collect::<Vec<_>>(), order, "in the order they came");
    for one in &shown {
        let done = (one.stayed, one.rested, one.kept_out);
        let text = one.glimmer.text.as_str();
        assert_eq!(done, (text == "stayed", text == "rested", text == "out"), "{text}");
    }

    let other = begin(&journal, Arrival::NotSure);
    journal.erase_visit(visit).unwrap();
    assert!(matches!(journal.erase_visit(visit), Err(Error::NotFound)));
    assert_eq!(journal.visits().unwrap().len(), 1);
    let turns = [own(&journal, other).1, own(&journal, other).1];
    assert_eq!(turns, [Turn::NotShownYet, Turn::NotShownYet], "what it showed is forgotten with it; the glimmers stay");
    journal.erase_visits().unwrap();
    assert!(journal.visits().unwrap().is_empty());
    assert_eq!(journal.list(&ListQuery::default()).unwrap().glimmers.len(), 4);
}

#[test]
fn of_a_visit_in_which_somebody_only_looked_in_nothing_stays() {
    let (_home, journal) = open();
    let visit = journal.open_visit(tonight()).unwrap();
    assert_eq!(journal.visits().unwrap().len(), 1, "while it is open it is there");
    journal.close_visit(visit, tonight()).unwrap();
    assert!(journal.visits().unwrap().is_empty());
    let visit = journal.open_visit(tonight()).unwrap();
    journal.note_leaving(visit, &Leaving { forward: "sleep".into(), toward: String::new() }).unwrap();
    journal.close_visit(visit, tonight()).unwrap();
    assert_eq!(journal.visits().unwrap().len(), 1, "something was said in it");
}

#[test]
fn what_is_noticed_in_a_visit_is_part_of_it_and_does_not_come_up_in_it() {
    let (_home, journal) = open();
    let visit = begin(&journal, Arrival::NotSure);
    assert_eq!(others(&journal, visit), Others::NoneYet);
    let noticed = journal.keep(words("my own breath, with @Otto"), tonight()).unwrap();
    journal.note_noticed(visit, noticed.id).unwrap();
    assert_eq!(others(&journal, visit), Others::AllShown);
    journal.stay_with(visit, Some(noticed.id)).unwrap();
    journal.keep_tag_out(&tag("@otto"), true, Some(visit)).unwrap();
    let [shown] = &journal.shown_in(visit).unwrap()[..] else { panic!("it was seen") };
    assert!(shown.stayed && shown.kept_out, "nothing with Otto, and so not this one");
    journal.keep_tag_out(&tag("@otto"), false, Some(visit)).unwrap();
    assert!(!journal.shown_in(visit).unwrap()[0].kept_out);
}

#[test]
fn the_morning_after_has_what_was_looked_forward_to_else_an_anchor_that_may_be_shown() {
    let (_home, journal) = open();
    let morning = at("2026-11-23T08:00:00+01:00");
    assert_eq!(journal.morning_cue(morning).unwrap(), None);
    journal.keep(NewGlimmer { anchor: true, feelings: vec!["calm".parse().unwrap()], ..words("") }, tonight()).unwrap();
    journal.keep(words("no anchor"), tonight()).unwrap();
    assert_eq!(journal.morning_cue(morning).unwrap(), None, "a cue needs words");
    let anchor = journal.keep(NewGlimmer { anchor: true, ..words("the blackbird, with @Otto") }, tonight()).unwrap();
    let Some(MorningCue::Anchor(cue)) = journal.morning_cue(morning).unwrap() else { panic!("there is one") };
    assert_eq!(cue.id, anchor.id);
    journal.keep_tag_out(&tag("@otto"), true, None).unwrap();
    assert_eq!(journal.morning_cue(morning).unwrap(), None);
    let visit = begin(&journal, Arrival::NotSure);
    journal.note_leaving(visit, &Leaving { forward: "sleep".into(), toward: "write to Otto".into() }).unwrap();
    assert_eq!(journal.morning_cue(morning).unwrap(), Some(MorningCue::Forward("sleep".into())));
    assert_eq!(journal.morning_cue(at("2026-11-24T08:00:00+01:00")).unwrap(), None, "the morning after that it has passed");
    let said = journal.invitation(Kind::Morning, Discretion::MyWords, morning).unwrap().unwrap();
    assert_eq!((said.title.as_str(), said.body.as_str()), ("Something to look forward to", "“sleep”"));
    assert_eq!(journal.invitation(Kind::Morning, Discretion::NamesApp, morning).unwrap(), None, "only where words are allowed");
}

#[test]
fn supports_keep_their_order_and_a_nameless_one_changes_nothing() {
    let (home, journal) = open();
    let support =
        |kind, name: &str, reach: &str| Support { kind, name: name.into(), reach: reach.into(), about: " sister,\nany hour ".into() };
    let marta = support(SupportKind::Person, " Marta ", " 07700 900146 ");
    let step = support(SupportKind::Step, "Wash my hands", "");
    let kept = journal.set_supports(vec![step.clone(), marta]).unwrap();
    assert_eq!((kept[1].name.as_str(), kept[1].reach.as_str(), kept[1].about.as_str()), ("Marta", "07700 900146", "sister, any hour"));
    let added = journal.add_support(support(SupportKind::Sentence, "It did not stay last time.", "")).unwrap();
    let nameless = journal.set_supports(vec![support(SupportKind::Song, " \n", "")]);
    assert!(matches!(nameless, Err(Error::BadValue { what: "support", .. })));
    drop(journal);
    let journal = Journal::open(glimmer_core::Folder::at(home.path())).unwrap();
    let found = journal.supports().unwrap();
    assert_eq!(found, [kept[0].clone(), kept[1].clone(), added]);
}

#[test]
fn a_line_of_ones_own_needs_a_name_and_a_way_and_is_in_the_journal_until_it_is_replaced() {
    let (_home, journal) = open();
    let line = |name: &str, reach: &str| OwnLine { name: name.into(), reach: reach.into(), about: String::new() }.checked();
    assert!(line("", "116 123").is_err() && line("The ward", " ").is_err());
    let ward = line("The ward ", "020 7946 0000").unwrap();
    journal.set_own_line(Some(&ward)).unwrap();
    assert_eq!(journal.own_line().unwrap(), Some(ward));
    journal.set_own_line(None).unwrap();
    assert_eq!(journal.own_line().unwrap(), None);
}
