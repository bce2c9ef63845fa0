//! The session sheet: what a person takes to somebody they trust, chosen one by one.
//!
//! One layout serves the preview, the printer and the PDF, so that what is shown is what leaves.

mod compose;
mod fonts;
mod gather;
mod markdown;
mod marks;
mod pages;
mod pdf;
mod shape;
mod wording;

use serde::{Deserialize, Serialize};

use crate::{Day, Feeling, ListQuery, Photo, PhotoName, Uuid};

/// The most glimmers that a sheet holds. It is a sheet, not a book.
pub const MOST: usize = 1_000;

/// The longest note, in characters.
pub const LONGEST_NOTE: usize = 20_000;

/// What somebody chose for a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Chosen {
    /// Which glimmers; where the page begins, its limit and the trash do not count.
    pub which: ListQuery,
    /// Those of them that were taken out again: no trace of them is on the sheet.
    pub left_out: Vec<Uuid>,
    /// Stands above the glimmers; may be empty.
    pub note: String,
    pub group: Group,
    pub paper: Paper,
    /// Whether the hard-day visits of the same days are told of.
    pub visits: bool,
    /// Whether pictures stand below the words of their glimmers.
    pub photos: bool,
}

/// What stands together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// The newest first.
    #[default]
    Day,
    /// By the first feeling, which also gives a light its colour: each glimmer stands once. The five come first, then own words,
    /// then those without any.
    Feeling,
    /// By the first sense.
    Sense,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    #[default]
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

/// What is on a sheet, gathered, not laid out yet. It holds nothing that does not leave with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// "12 October to 22 November 2026"; `None` if nothing was chosen and no days were named.
    pub period: Option<String>,
    note: String,
    sections: Vec<Section>,
    visits: Vec<Visited>,
}

impl Sheet {
    /// How many glimmers are on it.
    pub fn glimmers(&self) -> usize {
        self.sections.iter().map(|section| section.entries.len()).sum()
    }
}

/// Those that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Section {
    heading: Option<Heading>,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Heading {
    words: String,
    feeling: Option<Feeling>,
}

/// One glimmer.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    day: Day,
    text: String,
    feelings: Vec<Feeling>,
    /// What else is said below it: senses, tags, and so on.
    also: Vec<String>,
    /// None unless they were chosen.
    photos: Vec<Photo>,
}

/// A hard-day visit: when, how the person arrived, what they stayed with. How heavy it was stays in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Visited {
    day: Day,
    arrival: Option<String>,
    stayed: Vec<Stayed>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Stayed {
    /// The first words of a glimmer that is on the sheet.
    Words(String),
    /// One without words, or one that is not on the sheet.
    Said(String),
}

/// A sheet on its pages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Laid {
    pub pages: Vec<Page>,
    /// What neither our fonts nor those of this computer can write: the name of a script ("Devanagari"), or a single sign where it
    /// belongs to none. They stand as boxes on the pages.
    pub unshown: Vec<String>,
    #[serde(skip)]
    title: String,
    /// What kind of paragraph each part is.
    #[serde(skip)]
    parts: Vec<Part>,
}

/// One page; all measures in points (1/72 inch), from its upper left corner.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Page {
    pub width: f32,
    pub height: f32,
    /// In the order of reading.
    pub runs: Vec<Run>,
    pub rules: Vec<Rule>,
    pub marks: Vec<Mark>,
    pub pictures: Vec<Picture>,
}

/// Some letters of one line in one font.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Run {
    /// Its left edge, in either direction of writing.
    pub x: f32,
    /// Its baseline.
    pub y: f32,
    pub width: f32,
    pub size: f32,
    pub face: Face,
    pub weight: u16,
    pub ink: Ink,
    /// Whether it is read from right to left.
    pub rtl: bool,
    /// As it was written, without space at its ends.
    pub text: String,
    #[serde(skip)]
    part: usize,
    #[serde(skip)]
    drawn: shape::Drawn,
}

/// Whose words, and therefore which letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Face {
    /// The person's: Literata.
    Theirs,
    /// Glimmer's: Atkinson Hyperlegible Next.
    Ours,
    /// A font of this computer, for letters that neither has.
    Other,
}

/// The colours of paper, named as in the windows' tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ink {
    Ink,
    Quiet,
    Hint,
    Line,
    LineFirm,
}

/// A line across; `y` is its middle.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rule {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub thickness: f32,
    pub ink: Ink,
}

/// The form of one of the five feelings, in its colour.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mark {
    pub feeling: Feeling,
    /// The upper left corner of the square it is drawn in.
    pub x: f32,
    pub y: f32,
    pub size: f32,
}

/// Where a picture stands; its thumbnail is drawn there, which is fine enough for its size on paper.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Picture {
    pub name: PhotoName,
    /// May be empty.
    pub alt: String,
    /// The upper left corner.
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    #[serde(skip)]
    part: usize,
}

/// What a paragraph is, for those who have the sheet read to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Title,
    Heading,
    Words,
    Picture,
    /// The foot of a page: no part of what is read.
    Foot,
}
