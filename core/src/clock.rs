//! The only reader of time. Everything else is told what time it is.

use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, FixedOffset, Local, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};

use uuid::{NoContext, Timestamp, Uuid};

use crate::Day;

/// One reading of the clock: the instant with the local offset, and the person's day it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub at: DateTime<FixedOffset>,
    pub day: Day,
}

impl Moment {
    /// The moment `at`, for a person whose day ends at `day_ends` (wall clock).
    pub fn new(at: DateTime<FixedOffset>, day_ends: NaiveTime) -> Self {
        Self { at, day: Day::of(at.naive_local(), day_ends) }
    }

    /// A new UUIDv7 that carries this instant (RFC 9562 §5.7); the rest of it is random.
    pub(crate) fn new_id(&self) -> Uuid {
        let seconds = u64::try_from(self.at.timestamp()).unwrap_or_default();
        Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, self.at.timestamp_subsec_nanos()))
    }
}

/// Reads the wall clock and the zone of this computer.
pub fn now(day_ends: NaiveTime) -> Moment {
    Moment::new(local().fixed_offset(), day_ends)
}

/// Reads the wall clock in the computer's own zone, which chrono looks up anew when the system changes it.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the time")]
pub fn local() -> DateTime<Local> {
    Local::now()
}

/// The wall clock as files have it.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the time")]
pub(crate) fn system() -> SystemTime {
    SystemTime::now()
}

/// How long ago that was by the wall clock; zero if it is still to come.
pub(crate) fn since(at: SystemTime) -> Duration {
    at.elapsed().unwrap_or_default()
}

/// The offset that this computer's zone had when its wall clock showed `local`; of a repeated time the first, of a skipped one the
/// one before it.
pub fn offset_at(local: NaiveDateTime) -> FixedOffset {
    let near = |hours| Local.offset_from_local_datetime(&(local - TimeDelta::hours(hours))).earliest();
    [0, 1, 25].into_iter().find_map(near).unwrap_or_else(|| Local.offset_from_utc_datetime(&local))
}

/// An instant ahead, on a clock that nobody can set.
#[derive(Debug, Clone, Copy)]
pub struct Deadline(Instant);

impl Deadline {
    pub fn after(wait: Duration) -> Self {
        Self(Instant::now() + wait)
    }

    /// How long it still takes; zero when it has passed.
    pub fn left(&self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }
}

/// Notices when the clock or the zone was set.
#[derive(Debug)]
pub struct Watch {
    wall: DateTime<Local>,
    steady: Instant,
}

impl Watch {
    /// Further apart than this, wall clock and steady clock were not driven apart by themselves. A sleep does that too: on most
    /// systems the steady clock stands still meanwhile.
    const DRIFT: TimeDelta = TimeDelta::seconds(2);

    pub fn start() -> Self {
        Self { wall: local(), steady: Instant::now() }
    }

    /// Whether the wall clock or its offset moved otherwise than by time passing, since this was last asked.
    pub fn was_set(&mut self) -> bool {
        let before = std::mem::replace(self, Self::start());
        let passed = TimeDelta::from_std(self.steady.duration_since(before.steady)).unwrap_or_default();
        let moved = (self.wall.to_utc() - before.wall.to_utc() - passed).abs();
        moved > Self::DRIFT || self.wall.offset() != before.wall.offset()
    }
}
