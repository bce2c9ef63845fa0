//! What a person can choose about being asked. Times are wall-clock times.

use chrono::{NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::device::hour_minute;

/// The parts of a day in which somebody can be asked, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The morning cue: something of their own to count on.
    Morning,
    /// The noticing pause.
    Midday,
    Evening,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Morning, Self::Midday, Self::Evening];
}

/// How the person wants to be asked in the evening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Evening {
    pub on: bool,
    #[serde(with = "hour_minute")]
    pub at: NaiveTime,
    /// The last minute of the evening: after it the evening has simply passed.
    #[serde(with = "hour_minute")]
    pub until: NaiveTime,
    /// Monday first.
    pub days: [bool; 7],
    /// How long *Later* waits, in minutes; also at midday.
    pub later_minutes: u32,
}

impl Default for Evening {
    fn default() -> Self {
        Self { on: true, at: time(20, 30), until: time(23, 59), days: [true; 7], later_minutes: 60 }
    }
}

impl Evening {
    /// Whether an evening that begins at `at` has a moment in which to ask. Times before `day_ends` lie after midnight.
    pub fn has_time(&self, day_ends: NaiveTime) -> bool {
        let into_day = |time: NaiveTime| (time < day_ends, time);
        into_day(self.at) <= into_day(self.until)
    }

    /// From its beginning to its end, by the wall clock; the last minute belongs to it.
    pub(crate) fn length(&self) -> TimeDelta {
        let length = self.until - self.at + TimeDelta::minutes(1);
        if length > TimeDelta::zero() { length } else { length + TimeDelta::days(1) }
    }
}

/// Another part of the day. It is over some hours after its time, and off until it is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub on: bool,
    #[serde(with = "hour_minute")]
    pub at: NaiveTime,
    /// Monday first.
    pub days: [bool; 7],
}

impl Part {
    pub(crate) fn morning() -> Self {
        Self { on: false, at: time(8, 0), days: [true; 7] }
    }

    pub(crate) fn midday() -> Self {
        Self { on: false, at: time(12, 30), days: [true; 7] }
    }
}

/// How much a notification may tell whoever sees the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Discretion {
    /// Neither where it comes from nor anything of the journal.
    Neutral,
    #[default]
    NamesApp,
    /// Also words of the journal: the morning cue needs them.
    MyWords,
}

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default()
}
