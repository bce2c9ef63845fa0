//! A small journal with every kind of row that this version knows.

use std::{path::Path, sync::atomic::AtomicBool};

use glimmer_core::{
    Draft, DraftPlace, Edit, Folder, Journal, Leaving, Light, ListQuery, NewGlimmer, Photo, Rest, Sense, Support, SupportKind, Uuid,
    VisitMoment, photos,
    reminder::Kind,
    review::{crisis::OwnLine, hard_day::Arrival},
    transfer::import::{Found, Staged},
};

use super::shared::{at, tonight, words};

fn new(text: &str, feelings: &[&str], senses: &[&str], tags: &[&str]) -> NewGlimmer {
    NewGlimmer {
        text: text.into(),
        feelings: feelings.iter().map(|one| one.parse().unwrap()).collect(),
        senses: senses.iter().map(|one| one.parse().unwrap()).collect(),
        tags: tags.iter().map(|one| one.parse().unwrap()).collect(),
        ..NewGlimmer::default()
    }
}

/// A plain field in a grey of its own.
fn photo(on: &Journal, grey: u8, alt: &str) -> Photo {
    let taken = photos::take_pixels(24, 16, [grey, grey, grey, 255].repeat(24 * 16)).unwrap();
    Photo { alt: alt.into(), ..on.add_photo(&taken).unwrap() }
}

pub fn everything(home: &Path) {
    let on = Journal::open(Folder::at(home)).unwrap();
    let rain = NewGlimmer {
        anchor: true,
        ..new("A moment of rain on the skylight, everyone asleep.", &["safe", "wide awake"], &["hearing"], &[])
    };
    on.keep(rain, at("2025-03-02T23:50:07.123+01:00")).unwrap();
    let soup = |text: &str| new(text, &["joyful", "connected"], &["tasting", "smelling"], &["+Mill Street", "#soup"]);
    let of_a_day = NewGlimmer { given: true, day: Some("2025-11-22".parse().unwrap()), ..soup("The moment @Otto tasted the soup.") };
    let edited = on.keep(of_a_day, tonight()).unwrap();
    let edit = Edit { new: soup("The moment @Otto tasted the soup, and he laughed."), day: "2025-11-21".parse().unwrap() };
    on.edit(edited.id, edit, tonight()).unwrap();
    let wordless = on.keep(new("", &["calm"], &["touching", "inside"], &[]), at("2026-11-22T07:02:00+01:00")).unwrap();
    on.rest(wordless.id, Some(Rest::Month), tonight()).unwrap();
    let late = on
        .keep(new("雨が窓をたたく音, a moment.\nA second line.", &["hopeful"], &["hearing"], &["@ÖZGE"]), at("2026-11-23T00:30:00+01:00"));
    on.keep_out(late.unwrap().id, true).unwrap();
    let trashed = on.keep(new("A moment I did not want.", &[], &["seeing"], &["@Marta"]), tonight()).unwrap();
    on.trash(trashed.id, tonight()).unwrap();
    let taken_back = on.keep(words("A moment that was taken back."), tonight()).unwrap();
    on.undo_keep(DraftPlace::HardDay, taken_back.id, tonight()).unwrap();
    let seen = NewGlimmer { photos: vec![photo(&on, 90, "The wall at four."), photo(&on, 160, "")], ..words("A moment of light.") };
    on.keep(seen, at("2026-11-20T16:02:00+01:00")).unwrap();
    let photos = vec![photo(&on, 220, "")];
    let draft = Draft { text: "half a moment".into(), senses: vec![Sense::Seeing], tags: vec!["@Otto".into()], photos, ..Draft::default() };
    on.save_draft(DraftPlace::Today, &draft).unwrap();
    on.save_edit_draft(edited.id, Some(&draft)).unwrap();
    on.delete(trash_of(&on, "A moment that was deleted for good.")).unwrap();
    on.set_prompts(&["What was the light like?".into(), "And the sound?".into()]).unwrap();
    on.light_from_before(tonight()).unwrap();
    on.keep_tag_out(&"@özge".parse().unwrap(), true, None).unwrap();
    let support = |kind, name: &str| Support { kind, name: name.into(), reach: "07700 900146".into(), about: "any hour".into() };
    on.set_supports(vec![support(SupportKind::Person, "Marta"), support(SupportKind::Step, "Feed the cat.")]).unwrap();
    on.set_own_line(Some(&OwnLine { name: "A line".into(), reach: "020 7946 0000".into(), about: "at night".into() })).unwrap();
    on.set_own_invitation(Kind::Evening, "Was there a moment?").unwrap();
    on.set_own_invitation(Kind::Midday, "Look up once.").unwrap();
    visits(&on);
    imported(&on, home);
}

fn imported(on: &Journal, home: &Path) {
    let mut staged = Staged::begin(&Folder::at(home), "Another journal").unwrap();
    for (day, text) in [("2024-01-04", "A moment of first frost."), ("2024-01-17", "A moment at the soup pot.")] {
        let (tags, moods) = (vec!["home".into()], vec!["good".into()]);
        let (identity, day, at) = (text.into(), day.parse().unwrap(), "21:15:00".parse().ok());
        let offset = at.and_then(|_| glimmer_core::chrono::FixedOffset::east_opt(3600));
        staged.add(Found { identity, day, at, offset, text: text.into(), tags, moods, starred: true, photos: Vec::new() }).unwrap();
    }
    on.apply_import(&staged, true, tonight(), &mut |_| (), &AtomicBool::new(false)).unwrap();
    let first = ListQuery { search: Some("frost".into()), ..ListQuery::default() };
    assert_eq!(on.let_all_in(&first).unwrap(), 1);
}

fn trash_of(on: &Journal, text: &str) -> Uuid {
    let id = on.keep(words(text), tonight()).unwrap().id;
    on.trash(id, tonight()).unwrap();
    id
}

fn visits(on: &Journal) {
    let visit = on.open_visit(tonight()).unwrap();
    on.note_arrival(visit, Arrival::WoundUp).unwrap();
    on.note_heaviness(visit, VisitMoment::Before, Some(7)).unwrap();
    if let Light::Own { glimmer, .. } = on.next_light(visit, tonight()).unwrap() {
        on.stay_with(visit, Some(glimmer.id)).unwrap();
    }
    let seen = on.keep(new("A moment noticed on a hard day.", &["calm"], &["hearing"], &[]), at("2026-11-22T20:40:00+01:00")).unwrap();
    on.note_noticed(visit, seen.id).unwrap();
    on.rest_during(visit, seen.id, Some(Rest::Season), tonight()).unwrap();
    on.keep_out_during(visit, seen.id, true).unwrap();
    on.note_heaviness(visit, VisitMoment::After, Some(4)).unwrap();
    on.note_leaving(visit, &Leaving { forward: "soup tomorrow".into(), toward: "write to Marta".into() }).unwrap();
    on.close_visit(visit, at("2026-11-22T20:47:00+01:00")).unwrap();
    let never_closed = on.open_visit(at("2026-11-23T21:00:00+01:00")).unwrap();
    on.note_arrival(never_closed, Arrival::ShutDown).unwrap();
}
