//! Journals from elsewhere: what stands in a file or a folder, told piece by piece. Nothing here knows the journal.
//!
//! The formats are recognised by what is in them. Names inside archives are only ever looked up, never used as paths; nothing is
//! fetched, run or written. Memory stays bounded (see [`limits`]) however large the file is.

mod archive;
mod columns;
mod day_one;
mod daylio;
mod html;
mod jrnl;
pub(super) mod json;
pub mod limits;
mod markup;
mod mini;
mod notes;
mod out;
mod pictures;
mod plain;
mod presently;
mod recognise;
mod red_notebook;
mod sheet;
mod table;
mod when;
mod yaml;

use std::{fmt, io, ops::ControlFlow, path::Path};

use chrono::{DateTime, FixedOffset, NaiveTime};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

pub(super) use pictures::Pictures;

pub use columns::{Columns, DayOrder, Doubt, Encoding, Proposal, propose};
pub use recognise::recognise;

use crate::{Day, Tag};

/// Where a journal comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// JSON, in a zip, in a folder or alone.
    DayOne,
    /// CSV, in all four sets of columns.
    Daylio,
    Presently,
    /// jrnl's JSON.
    Jrnl,
    JrnlText,
    /// The data folder or its backup zip.
    RedNotebook,
    MiniDiary,
    MiniDiarium,
    /// Markdown notes: a folder, a zip, or one of them. The day stands in the name or in the front matter.
    Markdown,
    /// Any table with a column of dates.
    Csv,
    /// Text files. A line that is only a date begins an entry; without one, a file whose name begins with a date is one entry.
    Text,
}

/// What a reader cannot know by itself.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The zone of entries that name none; `None` means this computer's.
    pub zone: Option<TimeZone>,
    /// What the columns of a [`Format::Csv`] mean; `None` takes what [`propose`] proposes.
    pub columns: Option<Columns>,
}

/// One piece of what was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    Entry(Entry),
    /// Left out, with the beginning of its words, so that nothing is lost silently.
    Unreadable {
        place: Place,
        why: Why,
        words: String,
    },
    /// Let in, but not exactly as it is written there.
    Noted {
        place: Place,
        why: Why,
    },
    /// Told at the end, once for each kind.
    LeftBehind {
        what: Left,
        how_many: u64,
    },
    /// How far the reading is. `bytes` counts unpacked text. It can exceed `of`, for what an archive says of
    /// itself can be wrong.
    Read {
        bytes: u64,
        of: u64,
    },
}

/// An entry of another journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The same whenever the same entry is read again, from this file or a later export: Day One's own id, else a SHA-256 over
    /// source, day, time and text (without text: moods and tags). Equal entries of one file are told apart by their number.
    pub identity: String,
    /// The writer's own calendar day.
    pub day: Day,
    /// The writer's own clock, if there is one.
    pub at: Option<NaiveTime>,
    /// The instant with the offset of there and then, if the source knows it.
    pub noticed_at: Option<DateTime<FixedOffset>>,
    /// Title and text. Line ends are `\n`; no control characters but these and tabs; trimmed.
    pub text: String,
    /// As the source gives them; jrnl's keep their sign. Nothing twice.
    pub tags: Vec<Tag>,
    /// In the words of the source.
    pub moods: Vec<String>,
    pub starred: bool,
    /// Where it was, in names, nearest first: "Footbridge, Petaluma, United States". Coordinates are never read.
    pub place_name: Option<String>,
    /// Which pictures belong to it, in order, nothing twice. Nobody has looked yet whether they are any.
    pub photos: Vec<Photo>,
}

/// A picture of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    pub at: PhotoAt,
    /// What it shows, in the words of the source, on one line; mostly there are none.
    pub alt: String,
}

/// Where a picture is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhotoAt {
    /// The name under which the archive or folder knows it: to look it up with, never a path to open or write.
    Member(String),
    /// Written into the entry itself; its bytes, or none if they are written wrongly.
    Inline(Vec<u8>),
}

impl Photo {
    fn member(name: String) -> Self {
        Self { at: PhotoAt::Member(name), alt: String::new() }
    }
}

/// Where in the source something stands. Lines and entries count from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Absent when the source is one file.
    pub file: Option<String>,
    pub line: Option<u64>,
    pub entry: Option<u64>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.line.map(|line| format!("line {line}"));
        let entry = self.entry.map(|entry| format!("entry {entry}"));
        let parts: Vec<_> = self.file.clone().into_iter().chain(line).chain(entry).collect();
        f.write_str(&parts.join(", "))
    }
}

/// Why something is not, or not exactly, as it was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    #[error("it has no date")]
    NoDay,
    /// As it is written there, at most some words.
    #[error("“{0}” is not a day")]
    BadDay(String),
    #[error("it is not an entry")]
    BadShape,
    #[error("it is longer than an entry can be")]
    TooLong,
    #[error("a quote that begins here never ends")]
    OpenQuote,
    #[error("its letters are in an encoding that could not be read; some are shown as �")]
    BadLetters,
    #[error("the time could not be read")]
    BadTime,
    #[error("its dates do not show whether the day or the month comes first; the day was taken")]
    DayOrder,
    #[error("it names no time zone that is known; yours was taken")]
    NoZone,
    #[error("what stands above the words could not be read")]
    BadFrontMatter,
    #[error("the file could not be read from here on")]
    BadYaml,
    #[error("some tags are too long or too many")]
    TooManyTags,
    #[error("a field is not of the kind that it should be")]
    BadField,
}

/// What is not brought along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Left {
    /// Pictures that are there, but more of them than come along.
    Photos,
    /// Pictures that an entry names and that are not there.
    MissingPhotos,
    /// Pictures that no entry names.
    LoosePhotos,
    Videos,
    Sounds,
    Documents,
    /// Entries with no words, no picture, no tag and no mood.
    Empty,
    /// Hidden folders and files.
    Hidden,
    /// Fields of the front matter that Glimmer has no place for.
    Fields,
    /// Unreadable or noted like those told of before, beyond [`limits::REPORTS`].
    MoreReports,
}

/// Why a file is not read, or not read on. What was told of it until then counts for nothing.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("this is no journal that Glimmer knows")]
    Unknown,
    #[error("the file is empty")]
    Empty,
    #[error("the file is damaged or was cut off")]
    Damaged,
    #[error("the archive is locked with a password; unpack it first")]
    Encrypted,
    #[error("there is more in it than can be read")]
    TooLarge,
    /// Not one column could be found that holds dates.
    #[error("choose which column holds the date")]
    NeedsColumns,
    #[error("stopped")]
    Stopped,
    #[error("it could not be read")]
    File(#[from] io::Error),
}

/// Tells `each` what stands in the file or folder at `path`, entry by entry; `each` stops the reading with `ControlFlow::Break`.
///
/// # Errors
/// [`Refused`], and then nothing of it should be kept: it may be half of a journal. [`Refused::Stopped`] if `each` said so.
pub fn read(path: &Path, format: Format, options: &Options, each: &mut dyn FnMut(Found) -> ControlFlow<()>) -> Result<(), Refused> {
    let out = out::Out::new(each);
    let pack = &mut archive::Pack::open(path)?;
    match format {
        Format::DayOne => day_one::read(pack, options, &out)?,
        Format::Daylio => daylio::read(pack, &out)?,
        Format::Presently => presently::read(pack, &out)?,
        Format::Jrnl => jrnl::read_json(pack, &out)?,
        Format::JrnlText => jrnl::read_text(pack, &out)?,
        Format::RedNotebook => red_notebook::read(pack, &out)?,
        Format::MiniDiary => mini::read_diary(pack, &out)?,
        Format::MiniDiarium => mini::read_diarium(pack, &out)?,
        Format::Markdown => notes::read(pack, &out)?,
        Format::Csv => sheet::read(pack, path, options.columns.as_ref(), &out)?,
        Format::Text => plain::read(pack, &out)?,
    }
    out.finish()
}
