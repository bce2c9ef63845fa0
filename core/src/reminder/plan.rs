//! When is the reminder due? A pure answer from what was chosen, what happened, and what time it is.

use chrono::{DateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use serde::{Deserialize, Serialize};

use crate::{Day, device::hour_minute};

/// How the person wants to be asked in the evening. Times are wall-clock times.
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
    /// How long *Later* waits, in minutes.
    pub later_minutes: u32,
}

impl Default for Evening {
    fn default() -> Self {
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        Self { on: true, at: time(20, 30), until: time(23, 59), days: [true; 7], later_minutes: 60 }
    }
}

/// What happened so far. Kept in `device.json`, so that a restart does not ask twice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Past {
    /// The last day on which it was asked. Written before the notification is shown: a crash must not nag.
    pub asked_on: Option<Day>,
    /// *Later* was pressed: ask again then.
    pub again_at: Option<DateTime<Utc>>,
    /// The last day that was made quiet: by *Not tonight*, or by something that is nobody's business.
    pub quiet_on: Option<Day>,
    /// Paused: the first day on which to ask again.
    pub paused_until: Option<Day>,
    /// The last day on which something was kept.
    pub kept_on: Option<Day>,
    /// When something was last kept, so that undoing it can be told from an older keep.
    pub kept_at: Option<DateTime<Utc>>,
}

impl Evening {
    /// Whether an evening that begins at `at` has a moment in which to ask. Times before `day_ends` lie after midnight.
    pub fn has_time(&self, day_ends: NaiveTime) -> bool {
        let into_day = |time: NaiveTime| (time < day_ends, time);
        into_day(self.at) <= into_day(self.until)
    }
}

impl Past {
    pub(crate) fn kept(&mut self, day: Day, at: DateTime<Utc>) {
        (self.kept_on, self.kept_at) = (Some(day), Some(at));
    }

    /// Silent for this day, whatever else was planned.
    pub(crate) fn quiet(&mut self, day: Day) {
        (self.quiet_on, self.again_at) = (Some(day), None);
    }

    /// Asked now; *Later* may add another one.
    pub(crate) fn asked(&mut self, day: Day) {
        (self.asked_on, self.again_at) = (Some(day), None);
    }

    fn silences(&self, day: Day) -> bool {
        self.kept_on == Some(day) || self.quiet_on == Some(day) || self.paused_until.is_some_and(|until| day < until)
    }
}

/// What to do now, and when to look again at the latest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    pub ask: bool,
    pub wake: DateTime<Utc>,
}

/// Returns whether to ask at `now`, and the next instant at which that may change by itself.
///
/// At most once per [`Day`] unasked; once more for each *Later*, if that is before the end of the evening. If the machine
/// slept through the time, it is due at once after waking, as long as the evening lasts. `day_ends` bounds the person's
/// day, so an `until` before it lies after midnight. For skipped and repeated times see [`Day::at`].
pub fn plan<Z: TimeZone>(evening: &Evening, past: &Past, now: &DateTime<Z>, day_ends: NaiveTime) -> Plan {
    let zone = now.timezone();
    let today = Day::of(now.naive_local(), day_ends);
    let now = now.to_utc();
    let start = |day: Day| day.at(evening.at, day_ends, &zone);
    let wanted = |day: Day| evening.on && evening.days[day.weekday().num_days_from_monday() as usize];
    // The last minute belongs to the evening.
    let end = today.at(evening.until, day_ends, &zone) + TimeDelta::minutes(1);

    let open = start(today) <= now && now < end && !past.silences(today);
    let first = wanted(today) && past.asked_on != Some(today);
    let again = wanted(today) && past.asked_on == Some(today) && past.again_at.is_some_and(|at| at <= now);

    let later = past.again_at.filter(|at| *at > now && *at < end && wanted(today) && !past.silences(today));
    let next_start = (0..=7).map(|ahead| today.after(ahead)).filter(|day| wanted(*day)).map(start).find(|at| *at > now);
    let wake = [later, next_start].into_iter().flatten().min().unwrap_or(now + TimeDelta::days(1));
    Plan { ask: open && (first || again), wake }
}

#[cfg(test)]
mod tests {
    use chrono_tz::{Africa::Cairo, America::Santiago, Europe::Berlin, Tz};
    use proptest::prelude::*;

    use super::*;

    const ENDS: NaiveTime = NaiveTime::from_hms_opt(4, 0, 0).unwrap();

    fn at(zone: Tz, text: &str) -> DateTime<Tz> {
        zone.from_local_datetime(&text.parse().unwrap()).earliest().unwrap()
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn asks(past: &Past, now: &str) -> bool {
        plan(&Evening::default(), past, &at(Berlin, now), ENDS).ask
    }

    #[test]
    fn it_asks_from_its_time_until_the_evening_ends() {
        let past = Past::default();
        assert!(!asks(&past, "2026-11-22T20:29:59"));
        assert!(asks(&past, "2026-11-22T20:30:00"));
        assert!(asks(&past, "2026-11-22T23:59:59"), "waking late is still this evening");
        assert!(!asks(&past, "2026-11-23T00:00:00"), "later than that the evening simply passed");
        assert!(!asks(&past, "2026-11-23T08:00:00"));
    }

    #[test]
    fn paused_it_is_silent_until_the_day_it_may_ask_again() {
        let past = Past { paused_until: Some(day("2026-11-23")), ..Past::default() };
        assert!(!asks(&past, "2026-11-22T20:30:00"));
        assert!(!asks(&past, "2026-11-22T23:59:00"));
        assert!(asks(&past, "2026-11-23T20:30:00"));
    }

    #[test]
    fn it_asks_once_and_not_when_something_was_kept_or_the_night_was_made_quiet() {
        let today = Some(day("2026-11-22"));
        for past in [
            Past { asked_on: today, ..Past::default() },
            Past { kept_on: today, ..Past::default() },
            Past { quiet_on: today, ..Past::default() },
        ] {
            assert!(!asks(&past, "2026-11-22T21:00:00"), "{past:?}");
            assert!(asks(&past, "2026-11-23T21:00:00"), "tomorrow is another day: {past:?}");
        }
    }

    #[test]
    fn something_kept_after_midnight_belongs_to_the_evening_before() {
        let past = Past { kept_on: Some(Day::of("2026-11-23T00:30:00".parse().unwrap(), ENDS)), ..Past::default() };
        assert!(asks(&past, "2026-11-23T20:30:00"), "Monday evening has not had its own yet");
    }

    #[test]
    fn later_adds_one_before_the_end_of_the_evening_and_none_after() {
        let evening = Evening::default();
        let pressed =
            |again: &str| Past { asked_on: Some(day("2026-11-22")), again_at: Some(at(Berlin, again).to_utc()), ..Past::default() };
        let past = pressed("2026-11-22T21:30:00");
        let before = plan(&evening, &past, &at(Berlin, "2026-11-22T21:00:00"), ENDS);
        assert_eq!((before.ask, before.wake), (false, at(Berlin, "2026-11-22T21:30:00").to_utc()));
        assert!(asks(&past, "2026-11-22T21:30:00"));
        assert!(!asks(&pressed("2026-11-23T00:20:00"), "2026-11-23T00:20:00"), "past the end");
        assert!(asks(&past, "2026-11-23T20:30:00"), "a press that was slept through does not stand in tomorrow's way");
        let quiet = Past { quiet_on: past.asked_on, ..past };
        assert!(!asks(&quiet, "2026-11-22T21:30:00"), "not tonight is stronger");
    }

    #[test]
    fn switched_off_it_does_not_ask_again_either() {
        let past =
            Past { asked_on: Some(day("2026-11-22")), again_at: Some(at(Berlin, "2026-11-22T21:30:00").to_utc()), ..Past::default() };
        let off = Evening { on: false, ..Evening::default() };
        assert!(!plan(&off, &past, &at(Berlin, "2026-11-22T21:30:00"), ENDS).ask);
    }

    #[test]
    fn only_on_the_chosen_days_and_not_when_off() {
        let mut evening = Evening { days: [false; 7], ..Evening::default() };
        evening.days[2] = true;
        let sunday = at(Berlin, "2026-11-22T20:30:00");
        let found = plan(&evening, &Past::default(), &sunday, ENDS);
        assert_eq!((found.ask, found.wake), (false, at(Berlin, "2026-11-25T20:30:00").to_utc()), "the next Wednesday");
        let off = Evening { on: false, ..Evening::default() };
        assert!(!plan(&off, &Past::default(), &sunday, ENDS).ask);
    }

    #[test]
    fn a_time_that_the_clocks_skip_comes_just_after_the_gap() {
        // Cairo skips 00:00-01:00 on the last Friday of April; Santiago does so on a September Sunday.
        for (zone, evening_before, first) in [(Cairo, "2026-04-23", "2026-04-24T01:30:00"), (Santiago, "2026-09-05", "2026-09-06T01:30:00")]
        {
            let evening = Evening { at: "00:30:00".parse().unwrap(), until: "03:00:00".parse().unwrap(), ..Evening::default() };
            let late = at(zone, &format!("{evening_before}T23:00:00"));
            let found = plan(&evening, &Past::default(), &late, ENDS);
            assert_eq!((found.ask, found.wake), (false, at(zone, first).to_utc()), "{zone}: 00:30 does not exist that night");
        }
    }

    proptest! {
        /// An evening that is accepted asks at some moment of the day; one that is refused never would.
        #[test]
        fn an_evening_with_time_asks_and_one_without_never_does(at_minute in 0u32..1440, until_minute in 0u32..1440) {
            let time = |minute| NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).unwrap();
            let evening = Evening { at: time(at_minute), until: time(until_minute), ..Evening::default() };
            let begin = at(Berlin, "2026-11-22T04:00:00");
            let asks = (0..1440).any(|minute| plan(&evening, &Past::default(), &(begin + TimeDelta::minutes(minute)), ENDS).ask);
            prop_assert_eq!(asks, evening.has_time(ENDS));
        }

        /// A person who stays in one zone, awake, and keeps nothing is asked exactly once on every day.
        #[test]
        fn exactly_once_a_day_in_every_zone(
            zone in proptest::sample::select(chrono_tz::TZ_VARIANTS.to_vec()), year in 2015i32..2037, ordinal in 1u32..360, minutes in 17 * 60u32..=23 * 60 + 58,
        ) {
            let time = NaiveTime::from_num_seconds_from_midnight_opt(minutes * 60, 0).unwrap();
            let evening = Evening { at: time, ..Evening::default() };
            let noon = chrono::NaiveDate::from_yo_opt(year, ordinal).unwrap().and_hms_opt(12, 0, 0).unwrap();
            let mut now = crate::day::instant(noon, &zone);
            let mut past = Past::default();
            let mut asked = Vec::new();
            while asked.len() < 5 {
                let local = now.with_timezone(&zone);
                let found = plan(&evening, &past, &local, ENDS);
                if found.ask {
                    let today = Day::of(local.naive_local(), ENDS);
                    past.asked(today);
                    asked.push(today);
                    prop_assert!((local.time() - time).num_minutes() < 61, "{local} for {time}");
                    prop_assert!(!plan(&evening, &past, &local, ENDS).ask, "twice at {local}");
                }
                prop_assert!(found.wake > now, "it must get on");
                now = found.wake;
            }
            for pair in asked.windows(2) {
                prop_assert_eq!(pair[0].after(1), pair[1], "no day is left out");
            }
        }
    }
}
