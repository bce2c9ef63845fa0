//! What crosses about showing glimmers to somebody.

use glimmer_core::{Error, sheet};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ListQuery, both_ways, ids};

both_ways! {
    /// By what a session sheet is grouped: by day, or by the first feeling or sense.
    SheetGroup = sheet::Group { Day, Feeling, Sense }
}
both_ways! {
    Paper = sheet::Paper { A4, Letter }
}
both_ways! {
    /// Whose words, and therefore which letters: the serif of the person's own words, our own, or a font of this computer.
    SheetFace = sheet::Face { Theirs, Ours, Other }
}
both_ways! {
    /// The colours of paper, named as in the tokens.
    SheetInk = sheet::Ink { Ink, Quiet, Hint, Line, LineFirm }
}

/// What a session sheet is to hold.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SheetChosen {
    pub which: ListQuery,
    /// Ids of those that were taken out.
    pub left_out: Vec<String>,
    pub note: String,
    pub group: SheetGroup,
    pub paper: Paper,
    /// Whether hard-day visits are on it.
    pub visits: bool,
    /// Whether pictures stand below the words of their glimmers.
    pub photos: bool,
}

/// A session sheet as it will be printed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LaidSheet {
    pub pages: Vec<SheetPage>,
    /// Scripts or signs that no font on this computer can show.
    pub unshown: Vec<String>,
}

/// Sizes and places in points (1/72 inch), from the upper left.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SheetPage {
    pub width: f32,
    pub height: f32,
    pub runs: Vec<SheetRun>,
    pub rules: Vec<SheetRule>,
    pub marks: Vec<SheetMark>,
    pub pictures: Vec<SheetPicture>,
}

/// Some words on one line in one face.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SheetRun {
    /// Its left edge, in either direction of writing.
    pub x: f32,
    /// The line that the letters stand on.
    pub y: f32,
    pub width: f32,
    pub size: f32,
    pub face: SheetFace,
    /// As CSS counts it.
    pub weight: u16,
    pub ink: SheetInk,
    /// Whether it is read from right to left.
    pub rtl: bool,
    pub text: String,
}

/// A line across.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SheetRule {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub thickness: f32,
    pub ink: SheetInk,
}

/// The form of one of the five feelings.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SheetMark {
    /// One of the five.
    pub feeling: String,
    /// The upper left corner of a square.
    pub x: f32,
    pub y: f32,
    pub size: f32,
}

/// A picture; its small form is fine enough for its size on paper.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SheetPicture {
    /// By which a page asks for it.
    pub name: String,
    /// What it shows, in the person's words; may be empty.
    pub alt: String,
    /// The upper left corner.
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// How a session sheet is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SheetFormat {
    Pdf,
    Markdown,
}

impl TryFrom<SheetChosen> for sheet::Chosen {
    type Error = Error;

    fn try_from(chosen: SheetChosen) -> Result<Self, Error> {
        let SheetChosen { which, left_out, note, group, paper, visits, photos } = chosen;
        let (which, left_out) = (which.try_into()?, ids(&left_out)?);
        Ok(Self { which, left_out, note, group: group.into(), paper: paper.into(), visits, photos })
    }
}

impl From<sheet::Laid> for LaidSheet {
    fn from(laid: sheet::Laid) -> Self {
        Self { pages: laid.pages.into_iter().map(SheetPage::from).collect(), unshown: laid.unshown }
    }
}

impl From<sheet::Page> for SheetPage {
    fn from(page: sheet::Page) -> Self {
        let run = |run: sheet::Run| SheetRun {
            x: run.x,
            y: run.y,
            width: run.width,
            size: run.size,
            face: run.face.into(),
            weight: run.weight,
            ink: run.ink.into(),
            rtl: run.rtl,
            text: run.text,
        };
        let rule =
            |rule: sheet::Rule| SheetRule { x: rule.x, y: rule.y, width: rule.width, thickness: rule.thickness, ink: rule.ink.into() };
        let mark = |mark: sheet::Mark| SheetMark { feeling: mark.feeling.as_str().into(), x: mark.x, y: mark.y, size: mark.size };
        let picture = |picture: sheet::Picture| {
            let sheet::Picture { name, alt, x, y, width, height, .. } = picture;
            SheetPicture { name: name.into(), alt, x, y, width, height }
        };
        Self {
            width: page.width,
            height: page.height,
            runs: page.runs.into_iter().map(run).collect(),
            rules: page.rules.into_iter().map(rule).collect(),
            marks: page.marks.into_iter().map(mark).collect(),
            pictures: page.pictures.into_iter().map(picture).collect(),
        }
    }
}
