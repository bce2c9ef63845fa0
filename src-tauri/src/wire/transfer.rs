//! What crosses about bringing a journal along, and taking it away.

use glimmer_core::transfer::{
    export,
    import::{self, NotRead},
    read::{self, Refused, Why},
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ErrorCode, Failure, both_ways};

both_ways! {
    /// Where a journal comes from, apart from Glimmer itself.
    Elsewhere = read::Format { DayOne, Daylio, Presently, Jrnl, JrnlText, RedNotebook, MiniDiary, MiniDiarium, Markdown, Csv, Text }
}
both_ways! {
    /// The shapes of an export.
    ExportFormat = export::Format { Json, Markdown, Csv, Html }
}
both_ways! {
    /// What `03/04/2026` means.
    DayOrder = read::DayOrder { DayFirst, MonthFirst }
}
both_ways! {
    /// How letters are written in a file that does not say so itself.
    Encoding = read::Encoding { Utf8, Windows1252 }
}
both_ways! {
    /// What the person should look at before a table is read.
    Doubt = read::Doubt { NoDate, NoText, Letters, DayOrder }
}
both_ways! {
    /// What an import leaves behind.
    LeftBehind = read::Left { Photos, MissingPhotos, LoosePhotos, Videos, Sounds, Documents, Empty, Hidden, Fields, MoreReports }
}

/// Whose journal was chosen or dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    Glimmer,
    /// Glimmer's, sealed with a passphrase.
    Sealed,
    Elsewhere(Elsewhere),
}

/// A file or folder that was chosen or dropped, recognised by what is in it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Picked {
    /// What it is called where it lies.
    pub name: String,
    /// Absent, with `refused`, if it is none that Glimmer reads.
    pub source: Option<Source>,
    /// For a table: what its columns seem to mean.
    pub table: Option<Table>,
    pub refused: Option<Failure>,
}

/// A guess at what the columns of a table mean, and what it was made from.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Table {
    pub columns: Columns,
    /// The first row: the names, if `columns.header`.
    pub first: Vec<String>,
    /// Some rows to show beside the choice.
    pub rows: Vec<Vec<String>>,
    pub doubts: Vec<Doubt>,
}

/// What the columns of a table mean. They count from 0.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Columns {
    /// "," ";" or a tab.
    pub separator: String,
    pub encoding: Encoding,
    /// Whether the first row names the columns.
    pub header: bool,
    pub date: Option<u32>,
    pub order: DayOrder,
    pub time: Option<u32>,
    pub title: Option<u32>,
    pub text: Option<u32>,
    pub tags: Option<u32>,
    pub mood: Option<u32>,
    /// Whether the other columns are written below the text, each with its name.
    pub others: bool,
}

/// What an import would do.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Plan {
    pub new: u32,
    /// Here already; they stay untouched.
    pub here: u32,
    /// Were here and are deleted for good; they do not come back.
    pub gone: u32,
    /// Stood there more than once, and come once.
    pub twice: u32,
    /// Had nothing in them.
    pub empty: u32,
    pub unreadable: u32,
    /// Whether the new ones wait until they are let in. Those of another Glimmer do not, in a journal without glimmers.
    pub waits: bool,
    /// Whether something comes that is no glimmer: supports, prompts, visits and the like.
    pub beside: bool,
    /// How many of the new ones were starred.
    pub starred: u32,
    /// How many pictures come with the new ones.
    pub photos: u32,
    /// The first and the last day of the new ones.
    pub first: Option<String>,
    pub last: Option<String>,
    /// What was not read, and what comes otherwise than it stands there: the first thousand.
    pub reports: Vec<Report>,
    pub left: Vec<Left>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Left {
    pub what: LeftBehind,
    pub how_many: u32,
}

/// Something that was not read, or comes otherwise than it stands there.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Report {
    /// Absent when one file was chosen.
    pub file: Option<String>,
    /// Both count from 1.
    pub line: Option<u32>,
    pub entry: Option<u32>,
    pub why: ReportWhy,
    /// What stands in the place of a day, for `bad_day`.
    pub detail: String,
    /// The beginning of what stands there.
    pub words: String,
    /// Whether it comes all the same.
    pub came: bool,
}

/// Why something was not read, or not exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReportWhy {
    NoDay,
    BadDay,
    BadShape,
    TooLong,
    OpenQuote,
    BadLetters,
    BadTime,
    NoZone,
    BadFrontMatter,
    BadYaml,
    TooManyTags,
    BadField,
    /// Its dates do not show whether the day or the month comes first; the day was taken.
    DayOrder,
}

/// What an import did.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Imported {
    /// By which it can be taken back; absent if there was nothing to bring.
    pub id: Option<String>,
    pub glimmers: u32,
    /// How many of these wait until they are let in.
    pub waiting: u32,
    /// How many pictures came with them.
    pub photos: u32,
    /// How many were there and could not be read.
    pub photos_refused: u32,
    /// Whether a copy of the journal was made before.
    pub backed_up: bool,
}

/// An import that was made, and was not taken back.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Import {
    pub id: String,
    /// The person's day on which it was made.
    pub day: String,
    /// What the file or folder was called.
    pub name: String,
    /// How many of its glimmers are still here.
    pub glimmers: u32,
}

/// What taking an import back did.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Undone {
    pub removed: u32,
    /// Edited since: they stay.
    pub stayed: u32,
}

/// What was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Exported {
    pub glimmers: u32,
    /// Pictures that went along.
    pub photos: u32,
    /// Those that are missing or damaged: everything else went without them.
    pub missing_photos: u32,
    pub files: u32,
    /// Where it lies.
    pub path: String,
}

fn number(count: u64) -> u32 {
    count.try_into().unwrap_or(u32::MAX)
}

impl From<import::Source> for Source {
    fn from(source: import::Source) -> Self {
        match source {
            import::Source::Glimmer => Self::Glimmer,
            import::Source::Sealed => Self::Sealed,
            import::Source::Elsewhere(format) => Self::Elsewhere(format.into()),
        }
    }
}

impl From<read::Proposal> for Table {
    fn from(read::Proposal { columns, first, rows, doubts }: read::Proposal) -> Self {
        Self { columns: columns.into(), first, rows, doubts: doubts.into_iter().map(Doubt::from).collect() }
    }
}

impl From<read::Columns> for Columns {
    fn from(columns: read::Columns) -> Self {
        let at = |column: Option<usize>| column.map(|at| number(at as u64));
        Self {
            separator: columns.separator.into(),
            encoding: columns.encoding.into(),
            header: columns.header,
            date: at(columns.date),
            order: columns.order.into(),
            time: at(columns.time),
            title: at(columns.title),
            text: at(columns.text),
            tags: at(columns.tags),
            mood: at(columns.mood),
            others: columns.others,
        }
    }
}

impl From<Columns> for read::Columns {
    fn from(columns: Columns) -> Self {
        let at = |column: Option<u32>| column.map(|at| at as usize);
        Self {
            separator: columns.separator.chars().next().unwrap_or(','),
            encoding: columns.encoding.into(),
            header: columns.header,
            date: at(columns.date),
            order: columns.order.into(),
            time: at(columns.time),
            title: at(columns.title),
            text: at(columns.text),
            tags: at(columns.tags),
            mood: at(columns.mood),
            others: columns.others,
        }
    }
}

impl From<import::Plan> for Plan {
    fn from(plan: import::Plan) -> Self {
        Self {
            new: number(plan.new),
            here: number(plan.here),
            gone: number(plan.gone),
            twice: number(plan.twice),
            empty: number(plan.empty),
            unreadable: number(plan.unreadable),
            waits: plan.waits,
            beside: plan.beside,
            starred: number(plan.starred),
            photos: number(plan.photos),
            first: plan.first.map(|day| day.to_string()),
            last: plan.last.map(|day| day.to_string()),
            reports: plan.reports.into_iter().map(Report::from).collect(),
            left: plan.left.into_iter().map(|(what, how_many)| Left { what: what.into(), how_many: number(how_many) }).collect(),
        }
    }
}

impl From<import::Report> for Report {
    fn from(import::Report { place, why, words, came }: import::Report) -> Self {
        let detail = if let Why::BadDay(day) = &why { day.clone() } else { String::new() };
        let why = match why {
            Why::NoDay => ReportWhy::NoDay,
            Why::BadDay(_) => ReportWhy::BadDay,
            Why::BadShape => ReportWhy::BadShape,
            Why::TooLong => ReportWhy::TooLong,
            Why::OpenQuote => ReportWhy::OpenQuote,
            Why::BadLetters => ReportWhy::BadLetters,
            Why::BadTime => ReportWhy::BadTime,
            Why::NoZone => ReportWhy::NoZone,
            Why::BadFrontMatter => ReportWhy::BadFrontMatter,
            Why::BadYaml => ReportWhy::BadYaml,
            Why::TooManyTags => ReportWhy::TooManyTags,
            Why::BadField => ReportWhy::BadField,
            Why::DayOrder => ReportWhy::DayOrder,
        };
        Self { file: place.file, line: place.line.map(number), entry: place.entry.map(number), why, detail, words, came }
    }
}

impl From<import::Imported> for Imported {
    fn from(imported: import::Imported) -> Self {
        Self {
            id: imported.id.map(|id| id.to_string()),
            glimmers: number(imported.glimmers),
            waiting: number(imported.waiting),
            photos: number(imported.photos),
            photos_refused: number(imported.photos_refused),
            backed_up: imported.backup.is_some(),
        }
    }
}

impl From<import::Import> for Import {
    fn from(import: import::Import) -> Self {
        Self { id: import.id.to_string(), day: import.day.to_string(), name: import.source, glimmers: number(import.glimmers) }
    }
}

impl From<import::Undone> for Undone {
    fn from(undone: import::Undone) -> Self {
        Self { removed: number(undone.removed), stayed: number(undone.stayed) }
    }
}

impl Exported {
    pub fn of(exported: export::Exported, path: &std::path::Path) -> Self {
        let export::Exported { glimmers, photos, missing_photos, files, .. } = exported;
        Self {
            glimmers: number(glimmers),
            photos: number(photos),
            missing_photos: number(missing_photos),
            files,
            path: path.display().to_string(),
        }
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        let code = match &refused {
            Refused::Unknown => ErrorCode::UnknownJournal,
            Refused::Empty => ErrorCode::EmptyFile,
            Refused::Damaged => ErrorCode::DamagedFile,
            Refused::Encrypted => ErrorCode::EncryptedFile,
            Refused::TooLarge => ErrorCode::TooLarge,
            Refused::NeedsColumns => ErrorCode::NeedsColumns,
            Refused::File(_) => ErrorCode::File,
            // Whoever stopped it is told so in another way.
            Refused::Stopped => ErrorCode::Internal,
        };
        Self { code, detail: refused.to_string() }
    }
}

impl From<NotRead> for Failure {
    fn from(not_read: NotRead) -> Self {
        match not_read {
            NotRead::Refused(refused) => refused.into(),
            NotRead::Journal(error) => error.into(),
        }
    }
}
