//! What can be asked of the list, and what it answers.

use serde::Deserialize;

use crate::{Day, Feeling, Glimmer, Sense, Tag, Uuid};

/// Which glimmers to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    /// Whatever was typed: it is words, never a query language.
    pub search: Option<String>,
    pub filter: Filter,
    /// The trash instead of the journal; not searched.
    pub trash: bool,
    pub start: Start,
    /// `None`: all of them.
    pub limit: Option<u32>,
}

/// What a glimmer must have to be listed: all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Filter {
    pub feelings: Vec<Feeling>,
    pub senses: Vec<Sense>,
    pub tags: Vec<Tag>,
    pub anchor: bool,
    pub given: bool,
    /// Has a picture.
    pub photo: bool,
    /// Came from elsewhere and was not let in yet.
    pub waits: bool,
    /// The first and the last day, each included.
    pub from: Option<Day>,
    pub to: Option<Day>,
}

impl Filter {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Where a page begins; the newest stand first everywhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    #[default]
    Newest,
    /// At the newest of this day, or of the last day before it that has any.
    Day(Day),
    /// At this glimmer.
    Glimmer(Uuid),
    /// After the page that gave this as its [`Page::next`].
    Older(String),
    /// Before the page that gave this as its [`Page::previous`].
    Newer(String),
}

/// Some glimmers, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub glimmers: Vec<Glimmer>,
    /// Where the older ones go on; `None` when this was the last, or when they are with who asked already.
    pub next: Option<String>,
    /// Where the newer ones go on; likewise.
    pub previous: Option<String>,
}
