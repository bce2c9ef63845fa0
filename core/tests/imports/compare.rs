//! Holds what was read against `expected.json`, whose texts are what a reader sees: marks of Markdown and txt2tags do not count.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::OnceLock,
};

use regex::Regex;
use serde::Deserialize;

use super::Told;

#[derive(Deserialize)]
pub struct Expected {
    entries: Vec<Wanted>,
    photos: usize,
}

#[derive(Deserialize)]
struct Wanted {
    date: String,
    time: Option<String>,
    text: String,
    tags: Vec<String>,
    photos: usize,
    #[serde(default)]
    starred: bool,
    mood: Option<String>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    r#match: String,
}

pub fn expected(samples: &Path) -> BTreeMap<String, Expected> {
    #[derive(Deserialize)]
    struct All {
        files: BTreeMap<String, Expected>,
    }
    let text = fs::read_to_string(samples.join("expected.json")).unwrap();
    serde_json::from_str::<All>(&text).unwrap().files
}

/// A text without its marks and with single spaces.
fn plain(text: &str) -> String {
    let marks = [
        (r"\[([^\]\n]+)\]\(([^)\s]+)\)", "$1 $2"),
        (r"\[\[([^\]|\n]*)\|([^\]\n]*)\]\]", "$2"),
        (r"\((https?://[^)\s]+)\)", "$1"),
        (r"(?m)^\s*=+\s*(\S.*?)\s*=+\s*$", "$1"),
        (r"(?m)^\s*(```\w*|([-*_=]\s*){3,})\s*$", " "),
        (r"(?m)^\s*(#{1,6}\s+|>\s?|[-+*•]\s+|\d{1,3}[.)]\s+|\[[ xX]\]\s+)", ""),
        (r"(?m)^\s*(\[[ xX]\]\s+)", ""),
        (r"`+|[*_~]", ""),
        (r"--", ""),
        (r"(^|[^:])//", "$1"),
        (r"\s+", " "),
    ];
    static READ: OnceLock<Vec<(Regex, &str)>> = OnceLock::new();
    let marks = READ.get_or_init(|| marks.into_iter().map(|(pattern, with)| (Regex::new(pattern).unwrap(), with)).collect());
    let fold = |text: String, (mark, with): &(Regex, &str)| mark.replace_all(&text, *with).into_owned();
    marks.iter().fold(text.to_owned(), fold).trim().to_owned()
}

fn folded<'a>(tags: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    tags.into_iter().map(|tag| tag.trim_start_matches(['#', '@']).to_lowercase()).collect()
}

pub fn problems(expected: &Expected, told: &Told) -> Vec<String> {
    let mut problems = Vec::new();
    let mut left: Vec<_> = told.entries.iter().collect();
    for wanted in &expected.entries {
        let text = plain(&wanted.text);
        let loose = wanted.r#match == "contains" || !wanted.also.is_empty();
        let tags = |entry: &super::Entry| folded(entry.tags.iter().map(|tag| tag.as_str()));
        let found = left.iter().position(|entry| {
            let here = plain(&entry.text);
            let same = here == text || (loose && here.contains(&text));
            let at = entry.at.map(|at| at.format("%H:%M").to_string());
            let clock = wanted.time.is_none() || at == wanted.time;
            entry.day.to_string() == wanted.date && same && clock && tags(entry) == folded(wanted.tags.iter().map(String::as_str))
        });
        let Some(at) = found else {
            let there: Vec<_> = left.iter().filter(|entry| entry.day.to_string() == wanted.date).collect();
            problems.push(format!("{} {:?} {text:?} {:?} is missing; that day has {there:#?}", wanted.date, wanted.time, wanted.tags));
            continue;
        };
        let entry = left.remove(at);
        if entry.photos.len() != wanted.photos {
            problems.push(format!("{text:?} has {} photos, not {}", entry.photos.len(), wanted.photos));
        }
        if entry.starred != wanted.starred {
            problems.push(format!("{text:?} is starred: {}", entry.starred));
        }
        if entry.moods.first() != wanted.mood.as_ref() && wanted.mood.is_some() {
            problems.push(format!("{text:?} felt {:?}", entry.moods));
        }
        for word in &wanted.also {
            if !entry.text.contains(word) {
                problems.push(format!("{word:?} of {text:?} is lost"));
            }
        }
        for junk in ["dayone-", "data:image", "<br", "</", "&nbsp;", "&amp;", "\\.", "\\-", "\r"] {
            if entry.text.contains(junk) && !wanted.text.contains(junk) {
                problems.push(format!("{junk:?} is left in {text:?}"));
            }
        }
    }
    problems.extend(left.into_iter().map(|entry| format!("nobody expects {entry:?}")));
    let photos: usize = told.entries.iter().map(|entry| entry.photos.len()).sum();
    if photos != expected.photos || told.left(super::Left::Photos) != 0 {
        problems.push(format!("{photos} photos are told of, not {}", expected.photos));
    }
    problems
}
