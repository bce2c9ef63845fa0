//! What is being written and not kept yet.

use serde::{Deserialize, Serialize};

use crate::{Day, NewGlimmer, Photo, Sense};

/// What is being written and not kept yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub text: String,
    pub feelings: Vec<String>,
    pub senses: Vec<Sense>,
    /// Those given by hand; the ones written in the text are not among them.
    pub tags: Vec<String>,
    pub anchor: bool,
    pub given: bool,
    /// The day it was, when that was chosen; `None` means the moment of keeping.
    pub day: Option<Day>,
    pub photos: Vec<Photo>,
}

impl Draft {
    /// What was written for a glimmer, as if it were not kept yet.
    pub fn of(new: &NewGlimmer) -> Self {
        let NewGlimmer { text, feelings, senses, tags, anchor, given, day, photos } = new.clone();
        let feelings = feelings.iter().map(|feeling| feeling.as_str().to_owned()).collect();
        let tags = tags.iter().map(|tag| tag.as_str().to_owned()).collect();
        Self { text, feelings, senses, tags, anchor, given, day, photos }
    }

    /// This one and another of the same place in one, so that neither is lost: the words below each other, the rest together.
    pub(crate) fn with(mut self, other: Self) -> Self {
        if self.text != other.text {
            let both = [self.text.trim_end(), other.text.as_str()];
            self.text = both.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n");
        }
        let Self { feelings, senses, tags, anchor, given, day, photos, .. } = other;
        add(&mut self.feelings, feelings);
        add(&mut self.senses, senses);
        add(&mut self.tags, tags);
        self.anchor |= anchor;
        self.given |= given;
        self.day = self.day.or(day);
        for photo in photos {
            if !self.photos.iter().any(|here| here.name == photo.name) {
                self.photos.push(photo);
            }
        }
        self
    }
}

fn add<T: PartialEq>(to: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !to.contains(&one) {
            to.push(one);
        }
    }
}

/// Where something is being written; each place has its own draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftPlace {
    Capture,
    Today,
    HardDay,
}

impl DraftPlace {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Capture => "capture",
            Self::Today => "today",
            Self::HardDay => "hard_day",
        }
    }
}
