//! The session sheet: what is on it, what is not, and that its PDF holds words that can be read, found and copied.

mod shared;

use std::{
    io::Write,
    process::{Command, Stdio},
    sync::atomic::AtomicBool,
};

use glimmer_core::{
    Error, Filter, Folder, Journal, Light, ListQuery, NewGlimmer, Uuid,
    review::hard_day::Arrival,
    sheet::{Chosen, Face, Group, MOST, Paper},
    transfer::import::{Found, Staged},
};
use shared::{open, tonight};

/// What one of poppler's programs says of a PDF.
fn poppler(program: &str, args: &[&str], pdf: &[u8]) -> String {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let last: &[&str] = if program == "pdftotext" { &["-"] } else { &[] };
    let started = Command::new(program).args(args).arg(file.path()).args(last).stderr(Stdio::null()).output();
    let output = started.unwrap_or_else(|error| panic!("{program} is needed to read PDFs back: install poppler-utils ({error})"));
    assert!(output.status.success(), "{program} cannot read it");
    String::from_utf8(output.stdout).unwrap()
}

fn text_of(pdf: &[u8]) -> String {
    poppler("pdftotext", &["-raw"], pdf)
}

fn glimmer(day: &str, text: &str, feelings: &[&str], senses: &[&str]) -> NewGlimmer {
    NewGlimmer {
        text: text.into(),
        feelings: feelings.iter().map(|name| name.parse().unwrap()).collect(),
        senses: senses.iter().map(|name| name.parse().unwrap()).collect(),
        day: Some(day.parse().unwrap()),
        ..NewGlimmer::default()
    }
}

fn keep(journal: &Journal, new: NewGlimmer) -> Uuid {
    journal.keep(new, tonight()).unwrap().id
}

fn pdf(journal: &Journal, chosen: &Chosen) -> Vec<u8> {
    journal.sheet(chosen).unwrap().lay_out(chosen.paper).pdf(journal).unwrap()
}

/// The glimmers of the design's picture.
fn autumn(journal: &Journal) -> Vec<Uuid> {
    let all = [
        glimmer("2026-11-22", "Mum’s handwriting on an old envelope. Her sevens.", &["connected"], &["seeing"]),
        NewGlimmer {
            tags: vec!["+Mill Street".parse().unwrap()],
            ..glimmer("2026-11-20", "Light on the kitchen wall at four.", &["calm", "hopeful"], &["seeing"])
        },
        NewGlimmer { given: true, ..glimmer("2026-11-18", "Carried a pram up with a stranger.", &["connected", "joyful"], &["touching"]) },
        glimmer("2026-10-27", "", &["safe"], &["inside"]),
        NewGlimmer { anchor: true, ..glimmer("2026-10-22", "Someone humming on the stairs.", &["light-hearted"], &["hearing"]) },
        glimmer("2026-10-12", "Otto leaned his whole weight against my leg.", &[], &[]),
    ];
    all.into_iter().map(|new| keep(journal, new)).collect()
}

fn in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        let Some(at) = rest.find(part) else { panic!("“{part}” is not there, or not in its place:\n{text}") };
        rest = &rest[at + part.len()..];
    }
}

#[test]
fn the_pdf_reads_as_the_sheet_in_its_order() {
    let (_home, journal) = open();
    autumn(&journal);
    let chosen = Chosen { note: "I’d like to talk about the stairs.".into(), ..Chosen::default() };
    let pdf = pdf(&journal, &chosen);
    let parts = [
        "Glimmers",
        "12 October to 22 November 2026",
        "Self-reported, chosen by the writer. A glimmer is a small moment of feeling safe, calm, connected or hopeful.",
        "I’d like to talk about the stairs.",
        "Sun 22 Nov",
        "Mum’s handwriting on an old envelope. Her sevens.",
        "connected · seeing",
        "Fri 20 Nov",
        "calm, hopeful · seeing · +Mill Street",
        "connected, joyful · touching · given",
        "Tue 27 Oct",
        "safe · sensing inside · without words",
        "Someone humming on the stairs.",
        "light-hearted · hearing · one to return to",
        "Mon 12 Oct",
        "Otto leaned his whole weight against my leg.",
        "Made with Glimmer, a private journal. Not an assessment.",
    ];
    in_order(&text_of(&pdf), &parts);
    let structure = poppler("pdfinfo", &["-struct-text"], &pdf);
    in_order(&structure, &["H1", "Glimmers", "Mum’s handwriting", "Otto leaned"]);
    assert!(!structure.contains("Made with Glimmer"), "the foot of a page is not read aloud");
    assert!(journal.sheet(&chosen).unwrap().lay_out(Paper::A4).unshown.is_empty());
}

#[test]
fn fonts_are_embedded_and_nothing_tells_who_made_it() {
    let (_home, journal) = open();
    autumn(&journal);
    let pdf = pdf(&journal, &Chosen::default());
    let fonts = poppler("pdffonts", &[], &pdf);
    let fonts: Vec<_> = fonts.lines().skip(2).collect();
    assert!(fonts.len() >= 2, "theirs and ours");
    for font in fonts {
        let flags: Vec<_> = font.split_whitespace().rev().skip(2).take(3).collect();
        assert_eq!(flags, ["yes", "yes", "yes"], "embedded, a subset, and mapped to Unicode: {font}");
    }
    let about = poppler("pdfinfo", &[], &pdf);
    in_order(&about, &["Title:", "Glimmers, 12 October to 22 November 2026", "Tagged:", "yes"]);
    for never in ["Author", "Creator", "Producer", "CreationDate", "ModDate"] {
        assert!(!about.contains(never), "{never} is said in {about}");
    }
    let bytes = String::from_utf8_lossy(&pdf);
    assert!(bytes.contains("/Lang"), "its language is said");
}

#[test]
fn the_same_sheet_has_the_same_bytes_and_pages() {
    let (_home, journal) = open();
    autumn(&journal);
    let sheet = journal.sheet(&Chosen::default()).unwrap();
    let (one, other) = (sheet.lay_out(Paper::A4), sheet.lay_out(Paper::A4));
    assert!(one.pages == other.pages, "the preview is the sheet");
    assert!(one.pdf(&journal).unwrap() == other.pdf(&journal).unwrap());
    assert_ne!(one.pages[0].width, sheet.lay_out(Paper::Letter).pages[0].width);
}

#[test]
fn what_was_taken_out_or_trashed_leaves_no_trace() {
    let (_home, journal) = open();
    let ids = autumn(&journal);
    journal.trash(ids[0], tonight()).unwrap();
    for group in [Group::Day, Group::Feeling, Group::Sense] {
        let chosen = Chosen { left_out: vec![ids[4], ids[5]], group, ..Chosen::default() };
        let sheet = journal.sheet(&chosen).unwrap();
        let laid = sheet.lay_out(Paper::A4);
        let preview = serde_json::to_string(&laid).unwrap();
        for out in [text_of(&laid.pdf(&journal).unwrap()), preview, sheet.markdown()] {
            for never in ["handwriting", "humming", "light-hearted", "Otto", "22 October", "12 Oct", "22 Nov"] {
                assert!(!out.contains(never), "“{never}” is in {out}");
            }
            assert!(out.contains("Light on the kitchen wall"));
        }
    }
    let trash = Chosen { which: ListQuery { trash: true, ..ListQuery::default() }, ..Chosen::default() };
    assert_eq!(journal.sheet(&trash).unwrap().glimmers(), 5, "the trash cannot be asked for");
}

#[test]
fn visits_are_told_only_if_chosen_and_quote_only_what_is_on_the_sheet() {
    let (_home, journal) = open();
    let ids = autumn(&journal);
    let visit = journal.open_visit(tonight()).unwrap();
    journal.note_arrival(visit, Arrival::WoundUp).unwrap();
    journal.note_heaviness(visit, glimmer_core::VisitMoment::Before, Some(8)).unwrap();
    let Light::Own { glimmer, .. } = journal.next_light(visit, tonight()).unwrap() else { panic!("there are some") };
    assert_eq!(glimmer.id, ids[4], "the anchor comes first");
    journal.stay_with(visit, Some(glimmer.id)).unwrap();
    journal.close_visit(visit, tonight()).unwrap();

    let without = text_of(&pdf(&journal, &Chosen::default()));
    assert!(!without.contains("Hard days") && !without.contains("wound up"), "{without}");
    let with = Chosen { visits: true, ..Chosen::default() };
    let told = text_of(&pdf(&journal, &with));
    in_order(&told, &["Hard days", "Sun 22 Nov", "Arrived wound up.", "Stayed with", "Someone humming"]);
    assert!(!told.contains("heavy") && told.matches('8').count() == without.matches('8').count(), "how heavy it was stays in the journal");
    let left_out = Chosen { left_out: vec![ids[4]], ..with.clone() };
    let told = text_of(&pdf(&journal, &left_out));
    assert!(told.contains("Arrived wound up."), "{told}");
    assert!(!told.contains("Stayed with") && !told.contains("humming"), "of what was left out there is no trace: {told}");
    let earlier = Filter { to: Some("2026-11-21".parse().unwrap()), ..Filter::default() };
    let earlier = Chosen { which: ListQuery { filter: earlier, ..ListQuery::default() }, ..with };
    assert!(!journal.sheet(&earlier).unwrap().markdown().contains("wound up"), "it was on another day");
}

#[test]
fn each_stands_once_under_its_first_feeling_or_sense_and_those_without_come_last() {
    let (_home, journal) = open();
    autumn(&journal);
    let by = |group| journal.sheet(&Chosen { group, ..Chosen::default() }).unwrap().markdown();
    let headings = |text: &str| text.lines().filter_map(|line| line.strip_prefix("## ").map(str::to_owned)).collect::<Vec<_>>();
    let (felt, sensed) = (by(Group::Feeling), by(Group::Sense));
    assert_eq!(headings(&felt), ["safe", "calm", "connected", "light-hearted", "no feeling noted"]);
    assert_eq!(headings(&sensed), ["seeing", "hearing", "touching", "sensing inside", "no sense noted"]);
    assert_eq!(felt.matches("Carried a pram").count(), 1);
}

#[test]
fn letters_of_many_scripts_come_back_and_ours_need_no_font_of_the_system() {
    let (_home, journal) = open();
    let ours = [
        "Żółw śpi, ń ě ő ș ā; naïve façade",
        "Ξύπνησα νωρίς, ἄνθρωπος",
        "Снег идёт тихо, їжак і ґанок",
        "Người bạn cũ gọi điện, tiếng cười ấm áp",
    ];
    for text in ours {
        keep(&journal, glimmer("2026-11-20", text, &[], &[]));
    }
    let laid = journal.sheet(&Chosen::default()).unwrap().lay_out(Paper::A4);
    assert!(laid.unshown.is_empty(), "{:?}", laid.unshown);
    let faces = laid.pages.iter().flat_map(|page| &page.runs).filter(|run| run.size == 11.0);
    assert!(faces.clone().count() >= ours.len() && faces.clone().all(|run| run.face == Face::Theirs), "all of it is in Literata");
    let read = text_of(&laid.pdf(&journal).unwrap());
    for text in ours {
        assert!(read.contains(text), "“{text}” is not in {read}");
    }
}

#[test]
fn what_no_font_has_is_said_and_all_else_is_read_back() {
    let (_home, journal) = open();
    let others = [("شكرا", "Arabic"), ("שלום", "Hebrew"), ("नमस्ते", "Devanagari"), ("สวัสดี", "Thai"), ("猫", "Han")];
    for (text, _) in others {
        keep(&journal, glimmer("2026-11-20", text, &[], &[]));
    }
    // Nobody draws what is assigned to nobody.
    keep(&journal, glimmer("2026-11-20", "here: \u{e0ff0}\u{10fffd}", &[], &[]));
    let laid = journal.sheet(&Chosen::default()).unwrap().lay_out(Paper::A4);
    let read = poppler("pdftotext", &[], &laid.pdf(&journal).unwrap());
    for (text, script) in others {
        let said = laid.unshown.iter().any(|name| name == script);
        let run = laid.pages[0].runs.iter().find(|run| run.text == text);
        assert!(run.is_some(), "{script} keeps its place on the page");
        // The order of letters and marks inside a syllable is the reader's own affair; for these two there is none.
        assert!(
            said || !["Arabic", "Hebrew", "Han"].contains(&script) || read.contains(text),
            "{script} is neither there nor named: {read}"
        );
    }
    assert!(laid.unshown.iter().any(|name| name.contains('\u{10fffd}')), "{:?}", laid.unshown);
}

#[test]
fn text_from_right_to_left_begins_at_the_right() {
    let (_home, journal) = open();
    keep(&journal, glimmer("2026-11-20", "שלום (and bread) בבוקר", &[], &[]));
    let laid = journal.sheet(&Chosen::default()).unwrap().lay_out(Paper::A4);
    let page = &laid.pages[0];
    let runs: Vec<_> = page.runs.iter().filter(|run| run.size == 11.0).collect();
    assert!(runs.first().is_some_and(|run| run.rtl && run.text.starts_with("שלום")), "they come as they are read");
    let end = runs.iter().map(|run| run.x + run.width).fold(0.0, f32::max);
    let edge = page.rules[0].x + page.rules[0].width;
    assert!((end - edge).abs() < 1.0, "{end} is not {edge}");
    assert!(runs.first().map(|run| run.x) > runs.last().map(|run| run.x));
}

/// So many in one change: each kept alone would wait for the disk.
fn bring_in(journal: &Journal, home: &std::path::Path, numbers: std::ops::Range<usize>) {
    let mut staged = Staged::begin(&Folder::at(home), "Another journal").unwrap();
    for number in numbers {
        let (identity, text, day) = (number.to_string(), format!("Number {number}: rain."), "2026-11-20".parse().unwrap());
        let found = Found {
            identity,
            day,
            at: None,
            offset: None,
            text,
            tags: vec!["calm".into()],
            moods: Vec::new(),
            starred: false,
            photos: Vec::new(),
        };
        staged.add(found).unwrap();
    }
    journal.apply_import(&staged, false, tonight(), &mut shared::quiet(), &AtomicBool::new(false)).unwrap().unwrap();
}

#[test]
fn four_hundred_glimmers_are_a_sheet_and_a_thousand_and_one_are_a_book() {
    let (home, journal) = open();
    bring_in(&journal, home.path(), 0..400);
    let laid = journal.sheet(&Chosen::default()).unwrap().lay_out(Paper::A4);
    let read = text_of(&laid.pdf(&journal).unwrap());
    assert!((0..400).all(|number| read.contains(&format!("Number {number}: rain."))));
    let pages = laid.pages.len();
    assert!(read.contains(&format!("{pages} of {pages}")));
    assert_eq!(read.matches("Fri 20 Nov").count(), pages, "each page says which day it goes on with");
    bring_in(&journal, home.path(), 400..MOST + 1);
    assert!(matches!(journal.sheet(&Chosen::default()), Err(Error::BadValue { what: "sheet", .. })));
    let one = journal.list(&ListQuery { limit: Some(1), ..ListQuery::default() }).unwrap().glimmers[0].id;
    assert_eq!(journal.sheet(&Chosen { left_out: vec![one], ..Chosen::default() }).unwrap().glimmers(), MOST);
}

#[test]
fn a_choice_is_read_from_json_with_what_is_not_said_as_usual() {
    let chosen: Chosen = serde_json::from_str(r#"{"group":"feeling","paper":"letter","which":{"filter":{"from":"2026-10-01"}}}"#).unwrap();
    assert_eq!((chosen.group, chosen.paper, chosen.visits), (Group::Feeling, Paper::Letter, false));
    assert_eq!(chosen.which.filter.from, Some("2026-10-01".parse().unwrap()));
}

#[test]
fn an_empty_sheet_says_so() {
    let (_home, journal) = open();
    let sheet = journal.sheet(&Chosen::default()).unwrap();
    assert!(text_of(&sheet.lay_out(Paper::Letter).pdf(&journal).unwrap()).contains("Nothing is on this sheet yet."));
    assert!(sheet.period.is_none());
}
