//! What crosses about showing glimmers to somebody.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ListQuery;

/// By what a session sheet is grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SheetGroup {
    Day,
    Feeling,
    Sense,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    A4,
    Letter,
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
}

/// A session sheet as it will be printed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LaidSheet {
    pub pages: Vec<SheetPage>,
    /// Letters that no font on this computer can show.
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
}

/// Some words on one line in one face.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SheetRun {
    pub x: f32,
    /// The line that the letters stand on.
    pub y: f32,
    pub width: f32,
    pub size: f32,
    pub face: SheetFace,
    pub ink: SheetInk,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SheetFace {
    /// The serif of the person's own words.
    Theirs,
    Ours,
    /// A font of this computer.
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SheetInk {
    Ink,
    Quiet,
    Hint,
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

/// How a session sheet is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SheetFormat {
    Pdf,
    Markdown,
}
