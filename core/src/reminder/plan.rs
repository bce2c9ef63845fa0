//! When is the reminder due? A pure answer from what was chosen, what happened, and what time it is where.

use chrono::{DateTime, TimeDelta, TimeZone, Utc};

use super::{Kind, Past, past::LONGEST_PAUSE};
use crate::{Day, Settings};

/// How long a morning or a midday lasts from its time on: later than that it has passed.
const LASTS: TimeDelta = TimeDelta::hours(3);

/// What to do now, and when to look again at the latest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Which part of the day has its moment now.
    pub ask: Option<Kind>,
    /// The next instant at which that may change by itself, always in the future.
    pub wake: DateTime<Utc>,
}

/// The time in which a part of a day asks.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: DateTime<Utc>,
    /// The first instant that is not in it.
    end: DateTime<Utc>,
}

impl Span {
    fn contains(&self, at: DateTime<Utc>) -> bool {
        self.start <= at && at < self.end
    }
}

/// Returns what is due at `now`, and the next instant at which that may change by itself.
///
/// Each part of a [`Day`] asks at most once by itself, and once more for each *Later*, if that is before its end. If the
/// machine slept through the time, it is due at once after waking, as long as that part of the day lasts: the evening until
/// the end that was chosen, the others for three hours, none of them beyond the beginning of the next. For skipped and
/// repeated times see [`Day::at`]; an end that is repeated means its second occurrence.
pub fn plan<Z: TimeZone>(settings: &Settings, past: &Past, now: &DateTime<Z>) -> Plan {
    let zone = now.timezone();
    let today = Day::of(now.naive_local(), settings.day_ends);
    let now = now.to_utc();
    let due = |kind: &Kind| {
        let asked = past.of(*kind);
        let again = asked.again.is_some_and(|again| again.day == today && again.at <= now);
        span(settings, *kind, today, &zone).is_some_and(|span| span.contains(now)) && (again || !asked.on.contains(today))
    };
    let ask = if past.silences(today) { None } else { Kind::ALL.into_iter().rev().find(due) };

    let later = Kind::ALL.into_iter().filter_map(|kind| past.of(kind).again).map(|again| again.at).filter(|at| *at > now);
    let starts = Kind::ALL.into_iter().filter_map(|kind| next_start(settings, kind, today, now, &zone));
    Plan { ask, wake: later.chain(starts).min().unwrap_or(now + TimeDelta::days(1)) }
}

/// When `kind` begins next after `now`. A week on it has been every weekday.
fn next_start<Z: TimeZone>(settings: &Settings, kind: Kind, today: Day, now: DateTime<Utc>, zone: &Z) -> Option<DateTime<Utc>> {
    (0..=7).filter_map(|ahead| start(settings, kind, today.after(ahead), zone)).find(|at| *at > now)
}

/// When `kind` begins on `day`, if it is wanted then.
fn start<Z: TimeZone>(settings: &Settings, kind: Kind, day: Day, zone: &Z) -> Option<DateTime<Utc>> {
    let (at, days) = match kind {
        Kind::Morning => (settings.morning.at, settings.morning.days),
        Kind::Midday => (settings.midday.at, settings.midday.days),
        Kind::Evening => (settings.evening.at, settings.evening.days),
    };
    let wanted = settings.asks(kind) && days[day.weekday().num_days_from_monday() as usize];
    // A gap that reaches beyond the end of the day takes the moment with it.
    let within = |at: &DateTime<Utc>| Day::of(at.with_timezone(zone).naive_local(), settings.day_ends) == day;
    wanted.then(|| day.at(at, settings.day_ends, zone)).filter(within)
}

fn span<Z: TimeZone>(settings: &Settings, kind: Kind, day: Day, zone: &Z) -> Option<Span> {
    let start_of = |kind| start(settings, kind, day, zone);
    let start = start_of(kind)?;
    let over = match kind {
        Kind::Morning | Kind::Midday => (start + LASTS).min(day.after(1).at(settings.day_ends, settings.day_ends, zone)),
        Kind::Evening => {
            let evening = &settings.evening;
            // The last minute belongs to the evening.
            let end = day.last_at(evening.until, settings.day_ends, zone) + TimeDelta::minutes(1);
            // Where the clocks skip over its beginning, a short evening moves as a whole.
            let skipped = end <= start && evening.has_time(settings.day_ends);
            if skipped { start + evening.length() } else { end }
        }
    };
    // A pause that somebody puts into their evening does not end it.
    let next = |other: &Kind| start_of(*other).filter(|other_start| *other > kind && *other_start >= start);
    let end = Kind::ALL.iter().filter_map(next).fold(over, DateTime::min);
    Some(Span { start, end })
}

/// Whether *Later*, pressed at `now`, still has a moment before this part of the day is over; which moment that is.
pub fn fits_later<Z: TimeZone>(settings: &Settings, kind: Kind, now: &DateTime<Z>) -> Option<DateTime<Utc>> {
    let today = Day::of(now.naive_local(), settings.day_ends);
    let at = now.to_utc() + TimeDelta::minutes(settings.evening.later_minutes.into());
    span(settings, kind, today, &now.timezone()).filter(|span| at < span.end).map(|_| at)
}

/// What is ahead in one part of the day, if nothing else happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlook {
    pub kind: Kind,
    /// When it asks next; `None` if that is further away than anybody waits.
    pub next: Option<DateTime<Utc>>,
    /// Why it asks no more today; `None` if it does.
    pub silent_today: Option<Silence>,
    /// Whether that is because of *Later*.
    pub later: bool,
}

/// Why it is silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
}

/// What is ahead, for each part of the day that is on.
pub fn outlook<Z: TimeZone>(settings: &Settings, past: &Past, now: &DateTime<Z>) -> Vec<Outlook> {
    let today = Day::of(now.naive_local(), settings.day_ends);
    let of = |kind: Kind| {
        let moment = |ahead| moment(settings, past, kind, today.after(ahead), now);
        let (next, silent_today) = ((0..=8 + LONGEST_PAUSE).find_map(|ahead| moment(ahead).ok()), moment(0).err());
        Outlook { kind, next, silent_today, later: silent_today.is_none() && past.of(kind).on.contains(today) }
    };
    Kind::ALL.into_iter().filter(|kind| settings.asks(*kind)).map(of).collect()
}

/// When `kind` asks on `day`, today or later, or why it does not.
fn moment<Z: TimeZone>(settings: &Settings, past: &Past, kind: Kind, day: Day, now: &DateTime<Z>) -> Result<DateTime<Utc>, Silence> {
    let asked = past.of(kind);
    let span = span(settings, kind, day, &now.timezone()).ok_or(Silence::Weekday)?;
    let silences = [(past.is_paused(day), Silence::Paused), (past.is_kept(day), Silence::Kept), (past.is_quiet(day), Silence::Quiet)];
    if let Some((_, why)) = silences.into_iter().find(|(so, _)| *so) {
        return Err(why);
    }
    let again = asked.again.filter(|again| again.day == day).map(|again| again.at);
    let wanted = if asked.on.contains(day) { again.ok_or(Silence::Asked)? } else { span.start };
    let at = wanted.max(span.start).max(now.to_utc());
    if at < span.end { Ok(at) } else { Err(Silence::Passed) }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;
    use chrono_tz::{Africa::Cairo, America::Santiago, Europe::Berlin, Tz};
    use proptest::prelude::*;

    use super::*;
    use crate::{
        Discretion,
        reminder::{Evening, Invitation, Part},
    };

    const ENDS: NaiveTime = NaiveTime::from_hms_opt(4, 0, 0).unwrap();

    fn at(zone: Tz, text: &str) -> DateTime<Tz> {
        zone.from_local_datetime(&text.parse().unwrap()).earliest().unwrap()
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn evening(text: &str) -> Invitation {
        Invitation { kind: Kind::Evening, day: day(text) }
    }

    fn asked() -> Past {
        let mut past = Past::default();
        past.asked(evening("2026-11-22"), None);
        past
    }

    fn asks(past: &Past, now: &str) -> bool {
        plan(&Settings::default(), past, &at(Berlin, now)).ask.is_some()
    }

    fn all_day() -> Settings {
        let part = |hour| Part { on: true, at: NaiveTime::from_hms_opt(hour, 0, 0).unwrap(), days: [true; 7] };
        Settings { morning: part(8), midday: part(12), discretion: Discretion::MyWords, ..Settings::default() }
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
    fn each_part_of_the_day_asks_for_itself_and_is_over_when_the_next_begins() {
        let mut settings = all_day();
        let asks = |settings: &Settings, now: &str| plan(settings, &Past::default(), &at(Berlin, now)).ask;
        assert_eq!(asks(&settings, "2026-11-22T08:00:00"), Some(Kind::Morning));
        assert_eq!(asks(&settings, "2026-11-22T11:00:00"), None, "three hours on the morning has passed");
        assert_eq!(asks(&settings, "2026-11-22T12:00:00"), Some(Kind::Midday));
        assert_eq!(asks(&settings, "2026-11-22T20:30:00"), Some(Kind::Evening));
        settings.midday.at = NaiveTime::from_hms_opt(21, 0, 0).unwrap();
        assert_eq!(asks(&settings, "2026-11-22T23:00:00"), Some(Kind::Evening), "a pause within the evening does not end it");
        settings.midday.at = NaiveTime::from_hms_opt(9, 0, 0).unwrap();
        assert_eq!(asks(&settings, "2026-11-22T10:00:00"), Some(Kind::Midday), "after a long sleep only one of them comes");
        settings.discretion = Discretion::NamesApp;
        assert_eq!(asks(&settings, "2026-11-22T08:00:00"), None, "the morning has nothing but words to show");
    }

    #[test]
    fn paused_it_is_silent_until_the_day_it_may_ask_again() {
        let past = Past { paused_until: Some(day("2026-11-23")), ..Past::default() };
        assert!(!asks(&past, "2026-11-22T20:30:00"));
        assert!(!asks(&past, "2026-11-22T23:59:00"));
        assert!(asks(&past, "2026-11-23T20:30:00"));
        let astray = Past { paused_until: Some(day("2038-01-20")), ..Past::default() };
        assert!(asks(&astray, "2026-11-22T20:30:00"), "a pause from a clock that went wrong does not last for years");
    }

    #[test]
    fn it_asks_once_and_not_when_something_was_kept_or_the_night_was_made_quiet() {
        let today = Some(day("2026-11-22"));
        for past in [asked(), Past { kept_on: today, ..Past::default() }, Past { quiet_on: today, ..Past::default() }] {
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
        let settings = Settings::default();
        let pressed = |again: &str| {
            let mut past = asked();
            past.later(evening("2026-11-22"), at(Berlin, again).to_utc());
            past
        };
        let past = pressed("2026-11-22T21:30:00");
        let before = plan(&settings, &past, &at(Berlin, "2026-11-22T21:00:00"));
        assert_eq!((before.ask, before.wake), (None, at(Berlin, "2026-11-22T21:30:00").to_utc()));
        assert!(asks(&past, "2026-11-22T21:30:00"));
        assert!(asks(&past, "2026-11-22T22:45:00"), "slept through, it comes after waking");
        assert!(!asks(&pressed("2026-11-23T00:20:00"), "2026-11-23T00:20:00"), "past the end");
        assert!(asks(&past, "2026-11-23T20:30:00"), "a press that was slept through does not stand in tomorrow's way");
        assert!(!asks(&Past { quiet_on: Some(day("2026-11-22")), ..past }, "2026-11-22T21:30:00"), "not tonight is stronger");
        assert_eq!(
            fits_later(&settings, Kind::Evening, &at(Berlin, "2026-11-22T22:59:00")),
            Some(at(Berlin, "2026-11-22T23:59:00").to_utc())
        );
        assert_eq!(fits_later(&settings, Kind::Evening, &at(Berlin, "2026-11-22T23:00:00")), None, "midnight is no evening");
    }

    #[test]
    fn switched_off_it_does_not_ask_again_either() {
        let mut past = asked();
        past.later(evening("2026-11-22"), at(Berlin, "2026-11-22T21:30:00").to_utc());
        let off = Settings { evening: Evening { on: false, ..Evening::default() }, ..Settings::default() };
        assert_eq!(plan(&off, &past, &at(Berlin, "2026-11-22T21:30:00")).ask, None);
    }

    #[test]
    fn only_on_the_chosen_days() {
        let mut settings = Settings::default();
        settings.evening.days = [false; 7];
        settings.evening.days[2] = true;
        let found = plan(&settings, &Past::default(), &at(Berlin, "2026-11-22T20:30:00"));
        assert_eq!((found.ask, found.wake), (None, at(Berlin, "2026-11-25T20:30:00").to_utc()), "the next Wednesday");
    }

    #[test]
    fn a_time_that_the_clocks_skip_comes_just_after_the_gap() {
        // Cairo skips 00:00-01:00 on the last Friday of April; Santiago does so on a September Sunday.
        for (zone, evening_before, first) in [(Cairo, "2026-04-23", "2026-04-24T01:30:00"), (Santiago, "2026-09-05", "2026-09-06T01:30:00")]
        {
            let mut settings = Settings::default();
            (settings.evening.at, settings.evening.until) = ("00:30:00".parse().unwrap(), "03:00:00".parse().unwrap());
            let late = at(zone, &format!("{evening_before}T23:00:00"));
            let found = plan(&settings, &Past::default(), &late);
            assert_eq!((found.ask, found.wake), (None, at(zone, first).to_utc()), "{zone}: 00:30 does not exist that night");
        }
    }

    #[test]
    fn an_evening_whose_last_hour_comes_twice_ends_after_the_second() {
        // Cairo goes back from 24:00 to 23:00 on the last Thursday of October.
        let second = Cairo.from_local_datetime(&"2026-10-29T23:30:00".parse().unwrap()).latest().unwrap();
        assert_eq!(plan(&Settings::default(), &Past::default(), &second).ask, Some(Kind::Evening));
        let first = at(Cairo, "2026-10-29T23:30:00");
        let again = fits_later(&Settings::default(), Kind::Evening, &first);
        assert_eq!(again, Some(second.to_utc()), "an hour later it is half past eleven once more");
    }

    #[test]
    fn a_short_evening_whose_beginning_is_skipped_moves_as_a_whole() {
        // Nuuk goes from 23:00 to 24:00 on the last Saturday of March.
        let mut settings = Settings::default();
        (settings.evening.at, settings.evening.until) = ("23:30:00".parse().unwrap(), "00:10:00".parse().unwrap());
        let nuuk = chrono_tz::America::Nuuk;
        let asks = |now: &str| plan(&settings, &Past::default(), &at(nuuk, now)).ask;
        assert_eq!(asks("2026-03-29T00:20:00"), None);
        assert_eq!(asks("2026-03-29T00:30:00"), Some(Kind::Evening), "23:30 is 00:30 that night");
        assert_eq!(asks("2026-03-29T01:11:00"), None);
    }

    #[test]
    fn the_outlook_says_when_and_why_not_today() {
        let settings = Settings::default();
        let ahead = |past: &Past, now: &str| {
            let found = outlook(&settings, past, &at(Berlin, now));
            assert_eq!(found.len(), 1, "the others are off");
            (found[0].next.map(|next| next.with_timezone(&Berlin).naive_local().to_string()), found[0].silent_today)
        };
        let next = |text: &str| Some(text.to_owned());
        let today = Some(day("2026-11-22"));
        let never = Past::default();
        assert_eq!(ahead(&never, "2026-11-22T12:00:00"), (next("2026-11-22 20:30:00"), None));
        assert_eq!(ahead(&never, "2026-11-22T23:59:59"), (next("2026-11-22 23:59:59"), None), "it is due now");
        assert_eq!(ahead(&never, "2026-11-23T00:10:00"), (next("2026-11-23 20:30:00"), Some(Silence::Passed)));
        assert_eq!(ahead(&asked(), "2026-11-22T21:00:00"), (next("2026-11-23 20:30:00"), Some(Silence::Asked)));
        let kept = Past { kept_on: today, ..Past::default() };
        assert_eq!(ahead(&kept, "2026-11-22T12:00:00"), (next("2026-11-23 20:30:00"), Some(Silence::Kept)));
        let quiet = Past { quiet_on: today, ..Past::default() };
        assert_eq!(ahead(&quiet, "2026-11-22T12:00:00"), (next("2026-11-23 20:30:00"), Some(Silence::Quiet)));
        let paused = Past { paused_until: Some(day("2026-11-29")), ..Past::default() };
        assert_eq!(ahead(&paused, "2026-11-22T12:00:00"), (next("2026-11-29 20:30:00"), Some(Silence::Paused)));
        let mut later = asked();
        later.later(evening("2026-11-22"), at(Berlin, "2026-11-22T21:30:00").to_utc());
        assert_eq!(ahead(&later, "2026-11-22T21:00:00"), (next("2026-11-22 21:30:00"), None), "Later was pressed");
    }

    proptest! {
        /// An evening that is accepted asks at some moment of the day; one that is refused never would.
        #[test]
        fn an_evening_with_time_asks_and_one_without_never_does(at_minute in 0u32..1440, until_minute in 0u32..1440) {
            let time = |minute| NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).unwrap();
            let evening = Evening { at: time(at_minute), until: time(until_minute), ..Evening::default() };
            let settings = Settings { evening, ..Settings::default() };
            let begin = at(Berlin, "2026-11-22T04:00:00");
            let asks = (0..1440).any(|minute| plan(&settings, &Past::default(), &(begin + TimeDelta::minutes(minute))).ask.is_some());
            prop_assert_eq!(asks, evening.has_time(ENDS));
        }
    }
}
