//! The person's day: it ends at 04:00, so half past midnight still belongs to the evening before.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc, Weekday};
use serde::{Deserialize, Serialize};

use crate::{Error, Result};

/// A calendar date as the person lives it: "today" until the day ends, which is after midnight for most.
///
/// Written as `YYYY-MM-DD`, everywhere: in the store, in JSON, on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(NaiveDate);

impl Day {
    /// The day that the wall-clock time `local` belongs to, when days end at `ends`.
    pub fn of(local: NaiveDateTime, ends: NaiveTime) -> Self {
        if local.time() < ends { Self(local.date()).before(1) } else { Self(local.date()) }
    }

    pub fn date(self) -> NaiveDate {
        self.0
    }

    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// `days` later; stays put at the end of the calendar (the year 262,142), where nobody is waiting.
    #[must_use]
    pub fn after(self, days: u64) -> Self {
        Self(self.0.checked_add_days(Days::new(days)).unwrap_or(self.0))
    }

    /// `days` earlier; stays put at the beginning of the calendar.
    #[must_use]
    pub fn before(self, days: u64) -> Self {
        Self(self.0.checked_sub_days(Days::new(days)).unwrap_or(self.0))
    }

    /// Months later; the last day of a shorter month stands in for one it does not have.
    #[must_use]
    pub fn after_months(self, months: Months) -> Self {
        Self(self.0.checked_add_months(months).unwrap_or(self.0))
    }

    /// Whether `other` is the same day of a later year. In a year without it, 29 February comes back on the 28th.
    pub fn is_anniversary_of(self, other: Self) -> bool {
        let leap = (self.0.month(), self.0.day()) == (2, 29) && (other.0.month(), other.0.day()) == (2, 28) && !other.0.leap_year();
        self.0.year() < other.0.year() && (leap || (self.0.month(), self.0.day()) == (other.0.month(), other.0.day()))
    }

    /// The days that this one is an anniversary of, back to the year of `first`.
    pub(crate) fn anniversaries_since(self, first: Self) -> Vec<Self> {
        let near = |year| [self.0.with_year(year), NaiveDate::from_ymd_opt(year, 2, 29)];
        let mut days: Vec<_> = (first.0.year()..self.0.year()).flat_map(near).flatten().map(Self).collect();
        days.retain(|day| day.is_anniversary_of(self));
        days.dedup();
        days
    }

    /// The instant at which the wall clock shows `time` within this day, in `zone`.
    ///
    /// A `time` before `ends` belongs to the small hours, so it lies on the next calendar date. A time skipped by
    /// daylight saving moves forward by the gap; a repeated one means its first occurrence (RFC 5545 §3.3.5).
    pub fn at<Z: TimeZone>(self, time: NaiveTime, ends: NaiveTime, zone: &Z) -> DateTime<Utc> {
        let date = if time < ends { self.after(1).0 } else { self.0 };
        instant(date.and_time(time), zone)
    }

    /// The last instant at which the wall clock shows `time` within this day: [`Day::at`] for the end of something. A repeated
    /// time means its second occurrence.
    pub fn last_at<Z: TimeZone>(self, time: NaiveTime, ends: NaiveTime, zone: &Z) -> DateTime<Utc> {
        let date = if time < ends { self.after(1).0 } else { self.0 };
        let local = date.and_time(time);
        zone.from_local_datetime(&local).latest().map_or_else(|| instant(local, zone), |found| found.to_utc())
    }

    /// Days since 1 January of year 1 of the proleptic Gregorian calendar; what the store orders by.
    pub(crate) fn number(self) -> i64 {
        i64::from(self.0.num_days_from_ce())
    }
}

/// The instant at which the wall clock of `zone` shows `local`; see [`Day::at`] for skipped and repeated times.
pub(crate) fn instant<Z: TimeZone>(local: NaiveDateTime, zone: &Z) -> DateTime<Utc> {
    if let Some(found) = zone.from_local_datetime(&local).earliest() {
        return found.to_utc();
    }
    // In a gap: the offset that was valid before it, as calendars do. Gaps of a whole day exist (Samoa, 2011).
    let before = (1..=4 * 25)
        .filter_map(|quarters| local.checked_sub_signed(TimeDelta::minutes(15 * quarters)))
        .find_map(|earlier| zone.offset_from_local_datetime(&earlier).latest());
    let offset = before.map_or_else(|| zone.offset_from_utc_datetime(&local).fix(), |found| found.fix());
    DateTime::from_naive_utc_and_offset(local - offset, Utc)
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl FromStr for Day {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        // chrono also takes "2026-1-2"; one spelling only, or equal days would compare as different text.
        let plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let date = plain.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten();
        let date = date.filter(|date| (1..=9999).contains(&date.year()));
        date.map(Self).ok_or_else(|| Error::BadValue { what: "day", why: format!("“{text}” is not a date like 2026-11-22") })
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::{Europe::Berlin, Pacific::Apia};

    use super::*;

    fn time(text: &str) -> NaiveTime {
        text.parse().unwrap()
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn half_past_midnight_belongs_to_the_evening_before() {
        let at = |text: &str| Day::of(text.parse().unwrap(), time("04:00:00"));
        assert_eq!(at("2026-11-23T00:30:00"), day("2026-11-22"));
        assert_eq!(at("2026-11-23T03:59:59"), day("2026-11-22"));
        assert_eq!(at("2026-11-23T04:00:00"), day("2026-11-23"));
    }

    #[test]
    fn a_skipped_time_moves_forward_by_the_gap_and_a_repeated_one_is_the_first() {
        let ends = time("04:00:00");
        let skipped = day("2026-03-28").at(time("02:30:00"), ends, &Berlin);
        assert_eq!(skipped.to_rfc3339(), "2026-03-29T01:30:00+00:00", "02:30 does not exist that night; 03:30 does");
        let repeated = day("2026-10-24").at(time("02:30:00"), ends, &Berlin);
        assert_eq!(repeated.to_rfc3339(), "2026-10-25T00:30:00+00:00", "the summer-time one comes first");
    }

    #[test]
    fn a_day_that_a_country_skipped_still_has_an_instant() {
        let skipped = day("2011-12-30").at(time("20:30:00"), time("04:00:00"), &Apia);
        assert_eq!(skipped.to_rfc3339(), "2011-12-31T06:30:00+00:00", "Samoa went from 29 to 31 December");
    }

    #[test]
    fn only_one_spelling_of_a_day_is_read() {
        for wrong in ["2026-1-02", "26-01-02", "2026-02-30", "0000-01-01", "+2026-01-2", "", "2026-01-02 ", "tomorrow"] {
            assert!(wrong.parse::<Day>().is_err(), "{wrong:?}");
        }
    }
}
