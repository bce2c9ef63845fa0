//! The entry and its rules.

use std::{fmt, str::FromStr};

use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Day, Error, MOST_PHOTOS, Photo, Result, Tag};

/// How it was noticed. `Inside` is interoception: the body felt from within.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sense {
    Seeing,
    Hearing,
    Smelling,
    Tasting,
    Touching,
    Inside,
}

impl Sense {
    pub const ALL: [Self; 6] = [Self::Seeing, Self::Hearing, Self::Smelling, Self::Tasting, Self::Touching, Self::Inside];

    pub fn name(self) -> &'static str {
        match self {
            Self::Seeing => "seeing",
            Self::Hearing => "hearing",
            Self::Smelling => "smelling",
            Self::Tasting => "tasting",
            Self::Touching => "touching",
            Self::Inside => "inside",
        }
    }
}

impl fmt::Display for Sense {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Sense {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|sense| sense.name() == text);
        found.ok_or_else(|| Error::BadValue {
            what: "sense",
            why: format!("“{text}” is not one of seeing, hearing, smelling, tasting, touching, inside"),
        })
    }
}

/// How it felt: one of `safe calm connected hopeful joyful`, or the person's own word. Trimmed, never empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Feeling(String);

impl Feeling {
    pub const SAFE: &str = "safe";
    pub const CALM: &str = "calm";
    pub const CONNECTED: &str = "connected";
    pub const HOPEFUL: &str = "hopeful";
    pub const JOYFUL: &str = "joyful";
    /// The five that have a colour and a form, in the order of their chips.
    pub const FIVE: [&str; 5] = [Self::SAFE, Self::CALM, Self::CONNECTED, Self::HOPEFUL, Self::JOYFUL];

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Feeling {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        one_line("feeling", text).map(Self)
    }
}

pub(crate) fn one_line(what: &'static str, text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().any(char::is_control) {
        return Err(Error::BadValue { what, why: "it must be one line with something on it".into() });
    }
    Ok(text.to_owned())
}

/// What somebody noticed, about to be kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewGlimmer {
    pub text: String,
    pub feelings: Vec<Feeling>,
    pub senses: Vec<Sense>,
    pub tags: Vec<Tag>,
    pub anchor: bool,
    pub given: bool,
    /// A past day, when only the day is known; `None` means now.
    pub day: Option<Day>,
    #[serde(default)]
    pub photos: Vec<Photo>,
}

impl NewGlimmer {
    /// The same with tidy edges: text trimmed, line ends as `\n`, tags written in the words among the others, nothing twice.
    ///
    /// # Errors
    /// [`Error::EmptyGlimmer`] if nothing is left; [`Error::BadValue`] if the day has not come yet, or there are more pictures than
    /// [`MOST_PHOTOS`].
    pub(crate) fn checked(self, today: Day) -> Result<Self> {
        self.checked_with(today, MOST_PHOTOS)
    }

    /// The same with another limit to the number of pictures.
    pub(crate) fn checked_with(mut self, today: Day, most_photos: usize) -> Result<Self> {
        self.text = self.text.replace("\r\n", "\n").trim().to_owned();
        keep_first(&mut self.feelings, |feeling| feeling.0.to_lowercase());
        keep_first(&mut self.senses, |sense| *sense);
        self.tags.extend(Tag::written_in(&self.text));
        keep_first(&mut self.tags, Tag::folded);
        keep_first(&mut self.photos, |photo| photo.name.clone());
        for photo in &mut self.photos {
            photo.alt = photo.alt.trim().to_owned();
        }
        let said_nothing = self.feelings.is_empty() && self.senses.is_empty() && self.tags.is_empty();
        if self.text.is_empty() && said_nothing && self.photos.is_empty() {
            return Err(Error::EmptyGlimmer);
        }
        if self.photos.len() > most_photos {
            return Err(Error::BadValue { what: "photos", why: format!("{most_photos} at most") });
        }
        if self.day.is_some_and(|day| day > today) {
            return Err(Error::BadValue { what: "day", why: "that day has not come yet".into() });
        }
        Ok(self)
    }

    /// As it stands in the journal once it was kept with this id.
    pub(crate) fn kept(self, id: Uuid, now: crate::Moment) -> Glimmer {
        Glimmer {
            id,
            day: self.day.unwrap_or(now.day),
            noticed_at: self.day.is_none().then_some(now.at),
            text: self.text,
            feelings: self.feelings,
            senses: self.senses,
            tags: self.tags,
            out_with: Vec::new(),
            anchor: self.anchor,
            given: self.given,
            photos: self.photos,
            created_at: now.at.to_utc(),
            edited_at: None,
            consent: Consent::default(),
        }
    }
}

/// Drops later ones that have the same key; order matters, because the first feeling gives a light its colour.
fn keep_first<T, K: PartialEq>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    let mut seen = Vec::new();
    items.retain(|item| {
        let key = key(item);
        let new = !seen.contains(&key);
        if new {
            seen.push(key);
        }
        new
    });
}

/// One kept moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glimmer {
    pub id: Uuid,
    /// The day it was lived in, as the person's clock said then; travelling never rewrites it.
    pub day: Day,
    /// When it was noticed, with the local offset of then; `None` when only the day is known.
    pub noticed_at: Option<DateTime<FixedOffset>>,
    pub text: String,
    pub feelings: Vec<Feeling>,
    pub senses: Vec<Sense>,
    pub tags: Vec<Tag>,
    /// Which of its tags the person wants nothing with unasked.
    pub out_with: Vec<Tag>,
    pub anchor: bool,
    pub given: bool,
    pub photos: Vec<Photo>,
    pub created_at: DateTime<Utc>,
    pub edited_at: Option<DateTime<Utc>>,
    pub consent: Consent,
}

/// What the person allows to be done with a glimmer unasked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Consent {
    /// "Not for a while": rests through the day before this one.
    pub rests_until: Option<Day>,
    /// "Not on hard days", until the person changes it.
    pub kept_out: bool,
    pub trashed_on: Option<Day>,
    /// It carries a tag that the person wants nothing with.
    pub out_by_tag: bool,
    /// It came from another journal and was not let in yet.
    pub waits: bool,
}

impl Consent {
    /// Decides every unasked showing: hard day, light from before, morning cue.
    pub fn allows(&self, today: Day) -> bool {
        let Self { rests_until, kept_out, trashed_on, out_by_tag, waits } = self;
        let held_back = *kept_out || *out_by_tag || *waits || trashed_on.is_some();
        !held_back && rests_until.is_none_or(|until| until <= today)
    }

    /// Whether the person has said nothing about this glimmer itself yet.
    pub(crate) fn is_untouched(&self) -> bool {
        self.rests_until.is_none() && !self.kept_out && self.trashed_on.is_none()
    }
}

/// How long a glimmer rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rest {
    Month,
    Season,
    Year,
}

impl Rest {
    /// The first day on which it may be shown again.
    pub(crate) fn until(self, today: Day) -> Day {
        let months = match self {
            Self::Month => 1,
            Self::Season => 3,
            Self::Year => 12,
        };
        today.after_months(chrono::Months::new(months))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn today() -> Day {
        "2026-11-22".parse().unwrap()
    }

    #[test]
    fn a_wordless_glimmer_is_a_glimmer_and_an_empty_one_is_not() {
        let calm = NewGlimmer { text: " \n".into(), feelings: vec!["calm".parse().unwrap()], ..Default::default() };
        assert_eq!(calm.checked(today()).unwrap().text, "");
        let empty = NewGlimmer { text: " \r\n\t".into(), anchor: true, ..Default::default() };
        assert!(matches!(empty.checked(today()), Err(Error::EmptyGlimmer)));
    }

    #[test]
    fn tomorrow_cannot_be_remembered() {
        let early = NewGlimmer { text: "x".into(), day: Some(today().after(1)), ..Default::default() };
        assert!(matches!(early.checked(today()), Err(Error::BadValue { what: "day", .. })));
    }

    proptest! {
        #[test]
        fn consent_is_absolute(
            until in proptest::option::of(0u64..800),
            [kept_out, trashed, out_by_tag, waits]: [bool; 4],
            ahead in 0u64..800,
        ) {
            let (rests_until, trashed_on) = (until.map(|n| today().after(n)), trashed.then(today));
            let consent = Consent { rests_until, kept_out, trashed_on, out_by_tag, waits };
            let expected = !kept_out && !trashed && !out_by_tag && !waits && until.is_none_or(|n| n <= ahead);
            prop_assert_eq!(consent.allows(today().after(ahead)), expected);
        }
    }
}
