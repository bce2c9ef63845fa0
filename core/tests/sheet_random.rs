//! Whatever was written, a sheet holds all of it, in order, and between its margins.

mod shared;

use glimmer_core::{
    Journal, NewGlimmer,
    sheet::{Chosen, Group, Laid, Paper},
};
use proptest::prelude::*;
use shared::{open, tonight};

/// A millimetre in points.
const MM: f32 = 72.0 / 25.4;

fn text() -> impl Strategy<Value = String> {
    let letters = prop_oneof![
        4 => "[a-zA-Z ,.'’]{1,80}",
        2 => "[\\PC]{0,40}",
        1 => "[א-ת ]{1,60}",
        1 => "[ء-ي ()a-z0-9]{1,60}",
        1 => "[а-яёіїґ ]{1,60}",
        1 => "[a\u{300}-\u{36f}]{1,12}",
        1 => "[\\p{Lo}]{1,60}",
        1 => "[a-zß]{90,300}",
        1 => Just("\n".to_owned()),
        1 => Just("\u{202e}\u{200d}\t\u{7}\r\n\u{2028}\u{ad}".to_owned()),
    ];
    proptest::collection::vec(letters, 0..14).prop_map(|parts| parts.concat())
}

#[derive(Debug, Clone)]
struct Kept {
    text: String,
    feelings: Vec<String>,
    tags: Vec<String>,
    days_ago: u64,
}

fn kept() -> impl Strategy<Value = Kept> {
    let feelings = proptest::collection::vec(prop_oneof![Just("calm".to_owned()), Just("safe".to_owned()), "[a-zא-ת ]{1,90}"], 0..4);
    let tags = proptest::collection::vec("[@+#][a-zA-Z é-]{1,60}", 0..6);
    (text(), feelings, tags, 0u64..900).prop_map(|(text, feelings, tags, days_ago)| Kept { text, feelings, tags, days_ago })
}

fn keep(journal: &Journal, kept: &Kept) -> Option<String> {
    let new = NewGlimmer {
        text: kept.text.clone(),
        feelings: kept.feelings.iter().filter_map(|name| name.parse().ok()).collect(),
        tags: kept.tags.iter().filter_map(|name| name.parse().ok()).collect(),
        day: Some(tonight().day.before(kept.days_ago)),
        ..NewGlimmer::default()
    };
    journal.keep(new, tonight()).ok().map(|glimmer| glimmer.text)
}

/// What is to be seen of a text: no space, and nothing that only steers.
fn seen(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

/// The words in the column of the person's own.
fn theirs(laid: &Laid) -> String {
    laid.pages.iter().flat_map(|page| &page.runs).filter(|run| run.size == 11.0).map(|run| seen(&run.text)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_is_lost_and_nothing_stands_outside_the_margins(
        all in proptest::collection::vec(kept(), 0..9),
        note in text(),
        group in proptest::sample::select(vec![Group::Day, Group::Feeling, Group::Sense]),
        paper in proptest::sample::select(vec![Paper::A4, Paper::Letter]),
    ) {
        let (_home, journal) = open();
        let mut texts: Vec<(u64, String)> = all.iter().filter_map(|one| Some((one.days_ago, keep(&journal, one)?))).collect();
        let sheet = journal.sheet(&Chosen { note: note.clone(), group, ..Chosen::default() }).unwrap();
        let laid = sheet.lay_out(paper);
        for page in &laid.pages {
            let (left, right) = (22.0 * MM - 0.5, page.width - 22.0 * MM + 0.5);
            for run in &page.runs {
                prop_assert!(run.x >= left && run.x + run.width <= right, "{run:?} is outside {left} to {right}");
                prop_assert!(run.y - run.size >= 20.0 * MM - run.size && run.y <= page.height - 18.0 * MM, "{run:?} is above or below");
                prop_assert!(!run.text.trim().is_empty() && run.text.trim() == run.text);
            }
            for mark in &page.marks {
                prop_assert!(mark.x >= left && mark.x + mark.size <= right);
            }
            let low = page.runs.iter().filter(|run| run.size >= 9.0).map(|run| run.y).fold(0.0, f32::max);
            prop_assert!(low < page.height - 18.0 * MM - 4.0 * MM - 14.0, "words stand above the foot");
            let headings: Vec<_> = page.runs.iter().filter(|run| run.size == 12.5).map(|run| run.y).collect();
            prop_assert!(headings.iter().all(|heading| *heading < low), "no heading is alone at the foot of a page");
        }
        let found = theirs(&laid);
        if group == Group::Day {
            texts.reverse();
            texts.sort_by_key(|(days_ago, _)| *days_ago);
            let expected = seen(&note) + &texts.iter().map(|(_, text)| seen(text)).collect::<String>();
            prop_assert_eq!(&found, &expected);
        }
        for (_, text) in &texts {
            prop_assert!(found.contains(&seen(text)), "{text} is not there");
        }
        let pdf = laid.pdf(&journal).unwrap();
        prop_assert!(pdf == sheet.lay_out(paper).pdf(&journal).unwrap(), "the same sheet has the same bytes");
    }
}
