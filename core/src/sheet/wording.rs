//! Glimmer's own words on a sheet.

use chrono::Datelike;

use crate::{
    Day, Feeling, Glimmer, Sense, Tag,
    review::hard_day::Arrival,
    words::{say, say_with},
};

/// "Sun 22 Nov".
pub(super) fn short_day(day: Day) -> String {
    let name = |pattern: &str| day.date().format(pattern).to_string();
    say_with(
        "sheet-day-short",
        [
            ("weekday", say_with("sheet-weekday-short", [("name", name("%a"))])),
            ("day", day.date().day().to_string()),
            ("month", say_with("sheet-month-short", [("name", name("%b"))])),
        ],
    )
}

/// "22 November 2026", or without the year.
pub(super) fn long_day(day: Day, with_year: bool) -> String {
    let month = say_with("sheet-month", [("name", day.date().format("%b").to_string())]);
    let number = day.date().day().to_string();
    if with_year {
        say_with("sheet-day-with-year", [("day", number), ("month", month), ("year", day.date().year().to_string())])
    } else {
        say_with("sheet-day", [("day", number), ("month", month)])
    }
}

/// "12 October to 22 November 2026".
pub(super) fn period(from: Day, to: Day) -> String {
    if from == to {
        return long_day(to, true);
    }
    let other_year = from.date().year() != to.date().year();
    say_with("sheet-period", [("from", long_day(from, other_year)), ("to", long_day(to, true))])
}

/// The word for a feeling: ours for the five, else the person's.
pub(super) fn feeling(feeling: &Feeling) -> String {
    let name = feeling.as_str();
    if is_one_of_five(feeling) { say(&format!("feeling-{name}")) } else { name.to_owned() }
}

pub(super) fn is_one_of_five(feeling: &Feeling) -> bool {
    Feeling::FIVE.contains(&feeling.as_str())
}

pub(super) fn sense(sense: Sense) -> String {
    say(&format!("sense-{}", sense.name()))
}

/// What is said of a glimmer beside its words and feelings. A tag that stands in the words is not said again.
pub(super) fn also(glimmer: &Glimmer) -> Vec<String> {
    let written = Tag::written_in(&glimmer.text);
    let tags = glimmer.tags.iter().filter(|tag| !written.iter().any(|other| other.same(tag)));
    let mut also: Vec<_> = glimmer.senses.iter().map(|one| sense(*one)).collect();
    also.extend(tags.map(|tag| tag.as_str().to_owned()));
    let marks =
        [(glimmer.given, say("sheet-given")), (glimmer.anchor, say("sheet-anchor")), (glimmer.text.is_empty(), say("sheet-wordless"))];
    also.extend(marks.into_iter().filter_map(|(is_so, words)| is_so.then_some(words)));
    also
}

pub(super) fn arrival(arrival: Arrival) -> String {
    match arrival {
        Arrival::WoundUp => say("sheet-wound-up"),
        Arrival::ShutDown => say("sheet-shut-down"),
        Arrival::NotSure => say("sheet-not-sure"),
    }
}

/// The first words of a text, for where all of them stand elsewhere on the sheet.
pub(super) fn first_words(text: &str) -> String {
    const LETTERS: usize = 72;
    let line = text.lines().next().unwrap_or_default();
    if text.chars().count() <= LETTERS && line.len() == text.len() {
        return text.to_owned();
    }
    let cut = line.char_indices().nth(LETTERS).map_or(line.len(), |(at, _)| at);
    let end = if cut < line.len() { line[..cut].rfind(' ').unwrap_or(cut) } else { cut };
    format!("{} …", line[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_names_a_year_once_unless_there_are_two() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(period(day("2026-10-12"), day("2026-11-22")), "12 October to 22 November 2026");
        assert_eq!(period(day("2025-12-31"), day("2026-01-01")), "31 December 2025 to 1 January 2026");
        assert_eq!(period(day("2026-11-22"), day("2026-11-22")), "22 November 2026");
        assert_eq!(short_day(day("2026-11-22")), "Sun 22 Nov");
    }

    #[test]
    fn first_words_end_with_a_word() {
        assert_eq!(first_words("rain"), "rain");
        assert_eq!(first_words("rain\nand more"), "rain …");
        let cut = first_words(&"every word of it ".repeat(20));
        assert!(cut.ends_with("every …") || cut.ends_with("word …") || cut.ends_with("of …") || cut.ends_with("it …"), "{cut}");
        assert!(first_words(&"ж".repeat(500)).chars().count() < 80);
    }
}
