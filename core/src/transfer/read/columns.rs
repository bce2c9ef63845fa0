//! Tables of anybody's making: what their columns seem to mean, to be shown and changed before they are read.

use std::{collections::BTreeMap, io::Read, path::Path};

use serde::{Deserialize, Serialize};

use super::{
    Refused,
    archive::{self, Pack},
    out::Out,
    table::{self, Table},
    when,
};

/// What the columns of a table mean. Columns count from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// Between the fields: `,` `;` or a tab.
    pub separator: char,
    pub encoding: Encoding,
    /// Whether the first row names the columns.
    pub header: bool,
    pub date: Option<usize>,
    pub order: DayOrder,
    pub time: Option<usize>,
    pub title: Option<usize>,
    pub text: Option<usize>,
    /// Split at `;` and `,`.
    pub tags: Option<usize>,
    pub mood: Option<usize>,
    /// Whether columns that mean none of these are written below the text, each with its name.
    pub others: bool,
}

/// How letters are written in a file that does not say so itself with a byte-order mark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    #[default]
    Utf8,
    Windows1252,
}

impl Encoding {
    pub(super) fn decoder(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
        }
    }
}

/// What `03/04/2026` means. Dates with dots have the day first, and those with the year first the month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayOrder {
    #[default]
    DayFirst,
    MonthFirst,
}

/// What the writer should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// No column holds dates.
    NoDate,
    /// No column holds words.
    NoText,
    /// The letters are not UTF-8; Windows-1252 is likely.
    Letters,
    /// No date shows whether the day or the month comes first.
    DayOrder,
}

/// A guess, and what it was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proposal {
    pub columns: Columns,
    /// The first row: the names, if [`Columns::header`].
    pub first: Vec<String>,
    /// Some rows to show beside the choice.
    pub rows: Vec<Vec<String>>,
    pub doubts: Vec<Doubt>,
}

/// What a column of dates is called, in lower case.
pub(super) const DATES: [&str; 7] = ["date", "entry date", "entry_date", "entrydate", "created", "datum", "day"];
/// Rows that are shown.
const SHOWN: usize = 5;
/// Fields that are looked at for dates, and for the order of days and months.
const LOOKED_AT: usize = 100_000;
/// What is looked at for the encoding.
const LETTERS: u64 = 1 << 20;

/// Guesses what the columns of the table at `path` mean.
///
/// # Errors
/// [`Refused`] if it cannot be read; not being able to guess is no error, but a [`Doubt`].
pub fn propose(path: &Path) -> Result<Proposal, Refused> {
    let quiet = &mut |_| std::ops::ControlFlow::Continue(());
    let out = Out::new(quiet);
    let pack = &mut Pack::open(path)?;
    let which = pack.only(|member| member.ends_with(".csv"))?;
    let mut doubts = Vec::new();
    let encoding = encoding(pack, which)?;
    if encoding != Encoding::Utf8 {
        doubts.push(Doubt::Letters);
    }
    let header = table::first_line(pack.text(which, encoding.decoder(), &out)?);
    let separator = table::separator(&header);
    let mut table = Table::new(pack.text(which, encoding.decoder(), &out)?, separator, &out);
    let first = table.next()?.ok_or(Refused::Empty)?.fields;
    let is_date = |field: &String| when::day(field, DayOrder::DayFirst).or_else(|| when::day(field, DayOrder::MonthFirst)).is_some();
    let has_header = !first.iter().any(is_date);
    let at = |names: &[&str]| if has_header { table::column(&first, names) } else { None };
    let (mut rows, mut dates, mut lengths) = (Vec::new(), BTreeMap::<usize, usize>::new(), BTreeMap::<usize, usize>::new());
    let mut orders = (false, None);
    let mut date = at(&DATES);
    let mut row = if has_header { table.next()?.map(|row| row.fields) } else { Some(first.clone()) };
    let mut seen = 0;
    while let Some(fields) = row.take_if(|_| seen < LOOKED_AT) {
        seen += fields.len().max(1);
        for (at, field) in fields.iter().enumerate() {
            if is_date(field) {
                *dates.entry(at).or_default() += 1;
            } else {
                *lengths.entry(at).or_default() += field.len();
            }
            if date.is_none_or(|date| date == at) {
                orders.0 |= when::needs_order(field);
                orders.1 = orders.1.or_else(|| when::order(field));
            }
        }
        if rows.len() < SHOWN {
            rows.push(fields);
        }
        row = table.next()?.map(|row| row.fields);
    }
    let most = |counts: &BTreeMap<usize, usize>, taken: &[Option<usize>]| {
        let free = counts.iter().filter(|(at, count)| **count > 0 && !taken.contains(&Some(**at)));
        free.max_by_key(|(at, count)| (**count, usize::MAX - **at)).map(|(at, _)| *at)
    };
    date = date.or_else(|| most(&dates, &[]));
    let time = at(&["time", "uhrzeit", "zeit"]);
    let title = at(&["title", "titel"]);
    let tags = at(&["tags", "tag", "labels", "stichworte"]);
    let mood = at(&["mood", "stimmung"]);
    let text = at(&["text", "entry", "body", "note", "notes", "journal", "content", "eintrag"]);
    let text = text.or_else(|| most(&lengths, &[date, time, title, tags, mood]));
    if date.is_none() {
        doubts.push(Doubt::NoDate);
    }
    if text.is_none() && title.is_none() {
        doubts.push(Doubt::NoText);
    }
    if orders == (true, None) {
        doubts.push(Doubt::DayOrder);
    }
    let order = orders.1.unwrap_or_default();
    let columns =
        Columns { separator: separator.into(), encoding, header: has_header, date, order, time, title, text, tags, mood, others: true };
    Ok(Proposal { columns, first, rows, doubts })
}

fn encoding(pack: &mut Pack, which: usize) -> Result<Encoding, Refused> {
    let mut head = Vec::new();
    pack.bytes(which)?.take(LETTERS).read_to_end(&mut head).map_err(archive::stream_refused)?;
    let marked = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    // The last letter may have been cut through.
    let utf8 = std::str::from_utf8(&head).map_or_else(|error| error.error_len().is_none(), |_| true);
    Ok(if marked || utf8 { Encoding::Utf8 } else { Encoding::Windows1252 })
}
