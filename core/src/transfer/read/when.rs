//! Days, times and zones as other journals write them.

use std::sync::LazyLock;

use chrono::{DateTime, Datelike, FixedOffset, Local, NaiveDate, NaiveDateTime, NaiveTime, Offset as _, TimeZone, Timelike, Utc};
use jiff::{Timestamp, tz};
use regex::Regex;

use super::{DayOrder, Why, out};
use crate::Day;

/// The day of a date, if it is one of the years 1 to 9999.
pub(super) fn of_date(date: NaiveDate) -> Option<Day> {
    (1..=9999).contains(&date.year()).then(|| Day::of(date.and_time(NaiveTime::MIN), NaiveTime::MIN))
}

/// `YYYY-MM-DD` and nothing else, spaces around it apart.
pub(super) fn iso(text: &str) -> Result<Day, Why> {
    let text = text.trim();
    text.parse().map_err(|_| bad(text))
}

pub(super) fn bad(text: &str) -> Why {
    if text.trim().is_empty() { Why::NoDay } else { Why::BadDay(out::begin(text, 40)) }
}

/// A year of four figures in front, then month and day.
static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\d{4})([-/.])(\d{1,2})[-/.](\d{1,2})(?:$|[T\s])").expect("a pattern"));
/// A year of four figures behind.
static YEAR_LAST: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})(?:$|[T,\s])").expect("a pattern"));
/// A month in words, the day before or behind it.
static IN_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\p{L}+\.?,?\s+)??(?:(\d{1,2})(?:st|nd|rd|th)?\.?\s+(\p{L}+)\.?|(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?),?\s+(\d{4})(?:$|[,\s])").expect("a pattern")
});

/// A day however it is written, and what stands behind it.
///
/// `2026-11-22`, `2026/11/22`, `22.11.2026`, `22 November 2026`, `Nov 22, 2026`, with a weekday before it or not; a time behind an
/// ISO date is allowed, and the written day counts. `order` decides what `03/04/2026` means.
pub(super) fn day(text: &str, order: DayOrder) -> Option<(Day, &str)> {
    let text = text.trim();
    let number = |text: &str| text.parse::<u32>().ok();
    if let Some(found) = YEAR_FIRST.captures(text) {
        let date = NaiveDate::from_ymd_opt(found[1].parse().ok()?, number(&found[3])?, number(&found[4])?)?;
        return Some((of_date(date)?, text[found[0].len()..].trim()));
    }
    if let Some(found) = YEAR_LAST.captures(text) {
        let (first, second) = (number(&found[1])?, number(&found[3])?);
        let day_first = &found[2] == "." || order == DayOrder::DayFirst;
        let (day, month) = if day_first { (first, second) } else { (second, first) };
        return Some((of_date(NaiveDate::from_ymd_opt(found[4].parse().ok()?, month, day)?)?, text[found[0].len()..].trim()));
    }
    let found = IN_WORDS.captures(text)?;
    let part = |at: usize| found.get(at).map(|part| part.as_str());
    let (day, month) = part(1).zip(part(2)).or_else(|| part(4).zip(part(3)))?;
    let date = in_words(day, month, &found[5])?;
    Some((of_date(date)?, text[found[0].len()..].trim()))
}

/// A date whose month is an English word, long or short.
pub(super) fn in_words(day: &str, month: &str, year: &str) -> Option<NaiveDate> {
    let month: chrono::Month = month.parse().ok()?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.number_from_month(), day.parse().ok()?)
}

/// A time of day, in any of the ways clocks write it.
pub(super) fn time(text: &str) -> Option<NaiveTime> {
    let text: String = text.chars().map(|c| if c.is_whitespace() || c == '\u{202f}' { ' ' } else { c }).collect();
    let text = text.trim();
    ["%H:%M", "%H:%M:%S%.f", "%I:%M %p", "%I:%M:%S %p", "%I:%M%p", "%H.%M"]
        .iter()
        .find_map(|form| NaiveTime::parse_from_str(text, form).ok())?
        .with_nanosecond(0)
}

/// jrnl's stamps, in its default form and the usual other ones.
pub(super) fn stamp(text: &str) -> Option<NaiveDateTime> {
    let forms = ["%Y-%m-%d %I:%M:%S %p", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %I:%M %p", "%d.%m.%Y %H:%M"];
    let found = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
    of_date(found.date()).map(|_| found)
}

/// What a source says of a zone.
#[derive(Debug, Clone)]
pub(super) enum Zone {
    Named(tz::TimeZone),
    Fixed(FixedOffset),
    /// This computer's.
    Here,
}

impl Zone {
    /// A name of the zone database, old ones too, or `GMT+0530`.
    pub fn named(name: &str) -> Option<Self> {
        static OFFSET: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?:GMT|UTC)([+-])(\d{2}):?(\d{2})$").expect("a pattern"));
        if let Ok(zone) = tz::TimeZone::get(name.trim()) {
            return Some(Self::Named(zone));
        }
        let found = OFFSET.captures(name.trim())?;
        let seconds = found[2].parse::<i32>().ok()? * 3600 + found[3].parse::<i32>().ok()? * 60;
        FixedOffset::east_opt(if &found[1] == "-" { -seconds } else { seconds }).map(Self::Fixed)
    }

    /// The wall clock there, at an instant.
    pub fn local(&self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        match self {
            Self::Named(zone) => {
                // At the edges of time, which jiff draws some hours closer, the zone is as it was there.
                let near = at.timestamp().clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
                let offset = Timestamp::from_second(near).map_or(0, |at| zone.to_offset(at).seconds());
                at.with_timezone(&FixedOffset::east_opt(offset).unwrap_or(Utc.fix()))
            }
            Self::Fixed(offset) => offset.from_utc_datetime(&at.naive_utc()),
            Self::Here => Local.from_utc_datetime(&at.naive_utc()).fixed_offset(),
        }
    }
}

/// An instant, and whether its offset tells where the writer was (`Z` tells nothing).
pub(super) fn instant(text: &str) -> Option<(DateTime<FixedOffset>, bool)> {
    let text = text.trim();
    let found = DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z")).ok()?;
    // Years beyond four figures could not be moved into every zone. A leap second is none to a journal.
    let found = found.with_nanosecond(found.nanosecond() % 1_000_000_000).filter(|at| (0..=9999).contains(&at.year()))?;
    Some((found, !text.ends_with(['Z', 'z'])))
}

/// What a date like `13/04/2026` shows of the order of days and months; nothing if it could be either, or is none.
pub(super) fn order(text: &str) -> Option<DayOrder> {
    let found = YEAR_LAST.captures(text.trim()).filter(|found| &found[2] != ".")?;
    match (found[1].parse::<u32>().ok()?, found[3].parse::<u32>().ok()?) {
        (13.., ..=12) => Some(DayOrder::DayFirst),
        (..=12, 13..) => Some(DayOrder::MonthFirst),
        _ => None,
    }
}

/// Whether it is a date that `order` decides.
pub(super) fn needs_order(text: &str) -> bool {
    YEAR_LAST.captures(text.trim()).is_some_and(|found| &found[2] != ".")
}
