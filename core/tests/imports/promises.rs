//! What holds of anything that a reader tells, whatever it read: said once, for the tests and for core/fuzz.

use std::collections::HashSet;

use glimmer_core::{
    Day, Tag,
    transfer::read::{Entry, Found, Why, limits},
};

/// Holds what is told of one source against what the readers promise.
#[derive(Default)]
pub struct Promises {
    identities: HashSet<String>,
    reports: u64,
}

impl Promises {
    /// # Panics
    /// If a promise is broken.
    pub fn hold(&mut self, found: &Found) {
        match found {
            Found::Entry(entry) => self.entry(entry),
            Found::Unreadable { why, words, .. } => {
                self.report(why);
                assert!(words.chars().count() <= 300 && !words.chars().any(|c| c.is_control() && c != '\n'), "{words:?}");
            }
            Found::Noted { why, .. } => self.report(why),
            Found::LeftBehind { how_many, .. } => assert!(*how_many > 0, "nothing was left behind, and it is told"),
            Found::Read { bytes, .. } => assert!(*bytes <= limits::TOTAL_BYTES, "{bytes} bytes were read"),
        }
    }

    fn report(&mut self, why: &Why) {
        self.reports += 1;
        assert!(self.reports <= limits::REPORTS, "too many reports");
        if let Why::BadDay(words) = why {
            assert!(words.chars().count() <= 40 && !words.chars().any(|c| c.is_control() && c != '\n'), "{words:?}");
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let Entry { identity, day, text, tags, moods, place_name, photos, noticed_at, .. } = entry;
        assert!(self.identities.insert(identity.clone()), "two entries are called {identity}");
        assert_eq!(day.to_string().parse::<Day>().ok(), Some(*day), "a day that cannot be written");
        assert!(noticed_at.is_none_or(|at| at.date_naive() == day.date()), "{day} is not the day of {noticed_at:?}");
        assert_eq!(text, text.trim());
        assert!(!text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')), "{text:?}");
        assert!(text.len() <= limits::TEXT_BYTES && self.identities.len() <= limits::ENTRIES);
        assert!(tags.len() <= limits::TAGS && moods.len() <= limits::TAGS && photos.len() <= limits::TAGS, "too many of something");
        for tag in tags {
            assert_eq!(tag.as_str().parse::<Tag>().ok().as_ref(), Some(tag), "it does not read as itself");
        }
        for name in tags.iter().map(Tag::as_str).chain(moods.iter().map(String::as_str)).chain(place_name.as_deref()) {
            let plain = !name.is_empty() && name == name.trim() && !name.contains(char::is_control);
            assert!(plain && name.chars().count() <= limits::TAG_CHARS, "{name:?}");
        }
        let empty = text.is_empty() && tags.is_empty() && moods.is_empty() && photos.is_empty();
        assert!(!empty, "an empty entry");
    }
}
