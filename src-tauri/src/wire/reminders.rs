//! What crosses about being asked: what was chosen, what is ahead, what an invitation looks like.

use glimmer_core::{
    Error,
    chrono::{DateTime, NaiveTime, TimeZone},
    reminder,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::both_ways;

both_ways! {
    /// The parts of a day in which somebody can be asked.
    ReminderKind = reminder::Kind { Morning, Midday, Evening }
}

both_ways! {
    /// How much a notification may tell whoever sees the screen.
    Discretion = reminder::Discretion { Neutral, NamesApp, MyWords }
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Evening {
    pub on: bool,
    /// "20:30"
    pub at: String,
    pub until: String,
    /// Seven, Monday first.
    pub days: Vec<bool>,
    pub later_minutes: u32,
}

/// The noticing pause, or the morning cue.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Part {
    pub on: bool,
    /// "12:30"
    pub at: String,
    /// Seven, Monday first.
    pub days: Vec<bool>,
}

pub(super) fn time(what: &'static str, text: &str) -> Result<NaiveTime, Error> {
    NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| Error::BadValue { what, why: "not a time like 20:30".into() })
}

fn week(days: Vec<bool>) -> Result<[bool; 7], Error> {
    days.try_into().map_err(|_| Error::BadValue { what: "days", why: "a week has seven".into() })
}

impl From<&reminder::Evening> for Evening {
    fn from(evening: &reminder::Evening) -> Self {
        Self {
            on: evening.on,
            at: evening.at.format("%H:%M").to_string(),
            until: evening.until.format("%H:%M").to_string(),
            days: evening.days.to_vec(),
            later_minutes: evening.later_minutes,
        }
    }
}

impl TryFrom<Evening> for reminder::Evening {
    type Error = Error;

    fn try_from(evening: Evening) -> Result<Self, Error> {
        Ok(Self {
            on: evening.on,
            at: time("evening time", &evening.at)?,
            until: time("end of the evening", &evening.until)?,
            days: week(evening.days)?,
            later_minutes: evening.later_minutes.clamp(1, 12 * 60),
        })
    }
}

impl From<&reminder::Part> for Part {
    fn from(part: &reminder::Part) -> Self {
        Self { on: part.on, at: part.at.format("%H:%M").to_string(), days: part.days.to_vec() }
    }
}

impl TryFrom<Part> for reminder::Part {
    type Error = Error;

    fn try_from(part: Part) -> Result<Self, Error> {
        Ok(Self { on: part.on, at: time("time", &part.at)?, days: week(part.days)? })
    }
}

/// What is ahead, and what the person wrote for it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Reminders {
    /// One for each part of the day that may ask, in their order.
    pub outlook: Vec<Outlook>,
    /// Their own words; `null` while the journal cannot be read.
    pub own: Option<OwnInvitations>,
}

/// What is ahead in one part of the day, if nothing else happens.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Outlook {
    pub kind: ReminderKind,
    pub next: Option<Next>,
    /// Why it asks no more today; `null` if it does.
    pub silent_today: Option<Silence>,
    /// Whether it does because of *Later*.
    pub later: bool,
}

/// When it asks next.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Next {
    /// The person's day; a time before the day ends lies after midnight.
    pub day: String,
    /// "20:30"
    pub time: String,
}

/// Why it is silent today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    Paused,
    /// Something was kept.
    Kept,
    /// The day was made quiet.
    Quiet,
    /// Not on this day of the week.
    Weekday,
    /// It has asked already.
    Asked,
    /// Its time is over.
    Passed,
    /// There is none that the morning may show.
    NoCue,
    /// The journal cannot be read, so the morning has nothing to show.
    Unreadable,
}

impl From<reminder::Silence> for Silence {
    fn from(silence: reminder::Silence) -> Self {
        match silence {
            reminder::Silence::Paused => Self::Paused,
            reminder::Silence::Kept => Self::Kept,
            reminder::Silence::Quiet => Self::Quiet,
            reminder::Silence::Weekday => Self::Weekday,
            reminder::Silence::Asked => Self::Asked,
            reminder::Silence::Passed => Self::Passed,
        }
    }
}

impl Outlook {
    /// `zone` is where the person is; `day_ends` is when their day ends there.
    pub fn new<Z: TimeZone>(outlook: reminder::Outlook, zone: &Z, day_ends: NaiveTime) -> Self {
        let next = |at: DateTime<glimmer_core::chrono::Utc>| {
            let local = at.with_timezone(zone).naive_local();
            Next { day: glimmer_core::Day::of(local, day_ends).to_string(), time: local.format("%H:%M").to_string() }
        };
        Self {
            kind: outlook.kind.into(),
            next: outlook.next.map(next),
            silent_today: outlook.silent_today.map(Silence::from),
            later: outlook.later,
        }
    }
}

/// What the person wrote for their invitations; empty means the shipped words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OwnInvitations {
    pub midday: String,
    pub evening: String,
}

/// An invitation as it will be seen.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Invitation {
    /// Who it says it is from; `null` where it says nothing.
    pub app_name: Option<String>,
    pub title: String,
    pub body: String,
    pub buttons: Vec<String>,
}
