//! The reminder over many simulated days: in every zone, through travel, clocks that are set, sleep, changed settings and
//! sudden ends. What is expected is worked out here, from the zones' own tables and from what happened, not with the rules under
//! test.
//!
//! Long because the life that is simulated and what must hold in it belong side by side.
//!
//! `GLIMMER_SIMULATED_DAYS` says how many days in all; the ordinary run has 200,000. With more it should be built for release.

use std::{
    cell::Cell,
    collections::{HashMap, HashSet},
    ops::Range,
};

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{GapInfo, TZ_VARIANTS, Tz};
use glimmer_core::{
    Day, Discretion, Settings,
    reminder::{Answer, Due, Invitation, Kind, Past, Round, Wake, outlook, plan},
};
use proptest::{
    prelude::*,
    sample,
    test_runner::{Config, RngAlgorithm, TestError, TestRunner},
};

/// How many days one case lives through, about.
const DAYS: u64 = 40;
/// Zones that shift in the evening or at midnight in some of these years.
const EVENING_SHIFTS: [Tz; 7] = [
    Tz::America__Nuuk,
    Tz::America__Scoresbysund,
    Tz::Africa__Cairo,
    Tz::Asia__Beirut,
    Tz::America__Santiago,
    Tz::Pacific__Easter,
    Tz::America__Asuncion,
];

fn simulated_days() -> u64 {
    std::env::var("GLIMMER_SIMULATED_DAYS").ok().and_then(|days| days.parse().ok()).unwrap_or(200_000)
}

/// Runs `test` over so many days, with a share of the cases in every zone there is.
///
/// `test` says how many days it lived through.
fn live<S: Strategy>(days: u64, strategy: impl Fn(Tz) -> S, test: impl Fn(S::Value) -> Result<i64, TestCaseError>) {
    let zones: Vec<Tz> = TZ_VARIANTS.into_iter().chain(EVENING_SHIFTS).collect();
    let zone_count = zones.len() as u64;
    let cases = days.div_ceil(DAYS * zone_count).max(1);
    let lived = Cell::new(0);
    let test = |case| test(case).map(|days| lived.set(lived.get() + days));
    for zone in zones {
        let cases = u32::try_from(cases).unwrap();
        let config = Config { cases, failure_persistence: None, rng_algorithm: RngAlgorithm::XorShift, ..Config::default() };
        match TestRunner::new(config).run(&strategy(zone), test) {
            Ok(()) => {}
            Err(TestError::Fail(why, case)) => panic!("{zone}: {why}\n{case:?}"),
            Err(TestError::Abort(why)) => panic!("{zone}: {why}"),
        }
    }
    println!("lived through {} days in {zone_count} zones", lived.get());
    assert!(lived.get() >= days.cast_signed(), "as many as were asked for");
}

/// The instant at which somebody in `zone` expects to be asked who chose `time`: the first occurrence of a repeated one, and
/// as far behind a gap as a skipped one lies in it.
fn expected(date: NaiveDate, time: NaiveTime, zone: Tz) -> DateTime<Utc> {
    let local = date.and_time(time);
    if let Some(first) = zone.from_local_datetime(&local).earliest() {
        return first.to_utc();
    }
    let gap = GapInfo::new(&local, &zone).expect("it is in a gap");
    let (begin, _) = gap.begin.expect("the gap has a beginning");
    gap.end.expect("and an end").to_utc() + (local - begin)
}

/// When that is on the person's day. A time before the day ends lies after midnight; a gap that reaches beyond the end of the day
/// takes the moment with it.
fn moment_of(day: Day, time: NaiveTime, ends: NaiveTime, zone: Tz) -> Option<DateTime<Utc>> {
    let at = expected(if time < ends { day.after(1).date() } else { day.date() }, time, zone);
    Some(at).filter(|at| Day::of(at.with_timezone(&zone).naive_local(), ends) == day)
}

fn time_of(minute: u32) -> NaiveTime {
    NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).unwrap()
}

fn first_noon(year: i32, ordinal: u32, zone: Tz) -> DateTime<Utc> {
    expected(NaiveDate::from_yo_opt(year, ordinal).unwrap(), time_of(12 * 60), zone)
}

const YEARS: Range<i32> = 2015..2038;
const ORDINALS: Range<u32> = 1..366;
const EVENING: Range<u32> = 17 * 60..24 * 60;
const MORNING: Range<u32> = 5 * 60..11 * 60;

/// Someone who is asked in the evening, and in the morning shown one to count on.
fn settings(evening: u32, morning: u32) -> Settings {
    let mut settings = Settings { discretion: Discretion::MyWords, ..Settings::default() };
    settings.evening.at = time_of(evening);
    (settings.morning.on, settings.morning.at) = (true, time_of(morning));
    settings
}

/// Lives through `days` in peace from the noon of `date` on, and sees that each part of each day came once, when it is expected.
/// `somewhere` is a share of the time between two wake-ups.
fn lives_in_peace(zone: Tz, date: NaiveDate, days: u64, settings: &Settings, somewhere: f64) -> Result<i64, TestCaseError> {
    let (mut past, mut round) = (Past::default(), Round::default());
    let mut now = expected(date, time_of(12 * 60), zone);
    let last = now + TimeDelta::days(days.cast_signed());
    let mut came: HashMap<Invitation, DateTime<Utc>> = HashMap::new();
    while now < last {
        for due in round.look(settings, &mut past, &now.with_timezone(&zone)) {
            if let Due::Invite { invitation, .. } = due {
                prop_assert_eq!(came.insert(invitation, now), None, "once for {:?}", invitation);
            }
        }
        let found = plan(settings, &past, &now.with_timezone(&zone));
        prop_assert!(found.ask.is_none() && found.wake > now, "it must get on: {found:?} at {now}");
        // Nothing is due before it says so, and what is ahead is what comes.
        let between = now + (found.wake - now - TimeDelta::milliseconds(1)) * (somewhere * 1000.0) as i32 / 1000;
        prop_assert_eq!(plan(settings, &past, &between.with_timezone(&zone)).ask, None, "at {}", between);
        let next = outlook(settings, &past, &now.with_timezone(&zone)).into_iter().filter_map(|ahead| ahead.next).min();
        prop_assert_eq!(next, Some(found.wake));
        now = found.wake;
    }
    for ahead in 1..days - 1 {
        let day: Day = (date + TimeDelta::days(ahead.cast_signed())).to_string().parse().unwrap();
        for (kind, time) in [(Kind::Evening, settings.evening.at), (Kind::Morning, settings.morning.at)] {
            let at = moment_of(day, time, settings.day_ends, zone);
            prop_assert_eq!(came.get(&Invitation { kind, day }), at.as_ref(), "{:?} of {} at {}", kind, day, time);
        }
    }
    Ok(days.cast_signed())
}

#[test]
fn undisturbed_it_comes_exactly_once_a_day_at_its_time_in_every_zone() {
    let case = |zone| (Just(zone), YEARS, ORDINALS, EVENING, MORNING, 0.0..1.0f64);
    live(simulated_days() / 2, case, |(zone, year, ordinal, evening, morning, somewhere)| {
        let date = NaiveDate::from_yo_opt(year, ordinal).unwrap();
        lives_in_peace(zone, date, DAYS, &settings(evening, morning), somewhere)
    });
}

/// The instants in these years at which the clocks of `zone` shift, with the first wall-clock time that is skipped or repeated,
/// and by how much.
fn shifts(zone: Tz) -> Vec<(NaiveDateTime, TimeDelta)> {
    let offset =
        |at: i64| i64::from(zone.offset_from_utc_datetime(&DateTime::from_timestamp(at, 0).unwrap().naive_utc()).fix().local_minus_utc());
    let start = first_noon(YEARS.start, 1, zone).timestamp();
    let end = first_noon(YEARS.end, 1, zone).timestamp();
    let day = 24 * 60 * 60;
    let mut found = Vec::new();
    for (before, after) in (start..end).step_by(day as usize).map(|at| (at, at + day)).filter(|(a, b)| offset(*a) != offset(*b)) {
        let (mut before, mut after) = (before, after);
        while after - before > 1 {
            let middle = i64::midpoint(before, after);
            if offset(middle) == offset(before) { before = middle } else { after = middle }
        }
        let by = offset(after) - offset(before);
        let first = DateTime::from_timestamp(after + offset(before).min(offset(after)), 0).unwrap().naive_utc();
        found.push((first, TimeDelta::seconds(by)));
    }
    found
}

#[test]
fn on_every_day_on_which_clocks_shift_it_comes_once_where_calendars_put_it() {
    let mut in_the_evening: HashMap<Tz, usize> = HashMap::new();
    let mut lived = 0;
    // Many zones are other names of the same clocks.
    let mut seen = HashSet::new();
    for zone in EVENING_SHIFTS.into_iter().chain(TZ_VARIANTS) {
        let shifts = shifts(zone);
        if !seen.insert(shifts.clone()) {
            continue;
        }
        for (first, by) in shifts {
            // Just before, in the middle, and just after what is skipped or repeated.
            let minutes = by.num_minutes().abs();
            for local in [-1, 0, minutes / 2, minutes - 1, minutes].map(|minute| first + TimeDelta::minutes(minute)) {
                let time = local.time();
                let is_evening = time >= time_of(EVENING.start);
                let mut settings = settings(20 * 60 + 30, 8 * 60);
                if is_evening {
                    settings.evening.at = time;
                    *in_the_evening.entry(zone).or_default() += 1;
                } else {
                    settings.morning.at = time;
                }
                match lives_in_peace(zone, local.date() - TimeDelta::days(3), 6, &settings, 0.5) {
                    Ok(days) => lived += days,
                    Err(why) => panic!("{zone} around {first}, {by}: {why}"),
                }
            }
        }
    }
    for zone in EVENING_SHIFTS {
        assert!(in_the_evening.contains_key(&zone), "{zone} shifts in the evening");
    }
    println!("lived through {lived} days around {} shifts in the evening", in_the_evening.values().sum::<usize>() / 5);
}

/// Something that happens, some seconds after what happened before.
#[derive(Debug, Clone)]
enum Happens {
    /// The person arrives in another zone.
    Arrives(Tz),
    /// The clock is set ahead of the true time by so much.
    ClockSet(TimeDelta),
    Sleeps(TimeDelta),
    /// `kill -9`, or a power cut, and a new start. `mid_show`: between the record and the screen, the next time something is due.
    Killed {
        mid_show: bool,
    },
    EveningChanged {
        at: u32,
        until: u32,
        on: bool,
        weekday: usize,
    },
    /// Midday and morning switched on or off, and what a notification may tell.
    OthersChanged {
        midday: bool,
        morning: bool,
        discretion: Discretion,
    },
    DayEndsChanged(u32),
    LaterChanged(u32),
    Kept,
    Visit(bool),
    /// Every window is hidden at once.
    Hidden,
    Capturing(bool),
    Answered(Answer),
    /// The service of the notifications leaves.
    Lost,
    Paused(u64),
}

fn happens() -> impl Strategy<Value = Happens> {
    let hours = |hours: i64| Just(Happens::ClockSet(TimeDelta::hours(hours)));
    let answers = [Answer::JotOne, Answer::Later, Answer::Close, Answer::NotToday];
    let levels = [Discretion::Neutral, Discretion::NamesApp, Discretion::MyWords];
    // From the years simulated here, about to 1970 and to 2038.
    let years = |years: i64| Just(Happens::ClockSet(TimeDelta::days(years * 365)));
    let far = [Tz::Pacific__Kiritimati, Tz::Pacific__Pago_Pago, Tz::Pacific__Auckland, Tz::Pacific__Honolulu];
    prop_oneof![
        3 => sample::select(TZ_VARIANTS.to_vec()).prop_map(Happens::Arrives),
        2 => sample::select(far.to_vec()).prop_map(Happens::Arrives),
        4 => prop_oneof![hours(1), hours(-1), hours(24), hours(-24), hours(0), years(-50), years(18), hours(0)],
        4 => (1i64..60 * 60 * 60).prop_map(|seconds| Happens::Sleeps(TimeDelta::seconds(seconds))),
        3 => any::<bool>().prop_map(|mid_show| Happens::Killed { mid_show }),
        3 => (EVENING, EVENING, prop::bool::weighted(0.9), 0usize..7).prop_map(|(one, other, on, weekday)| Happens::EveningChanged {
            at: one.min(other), until: one.max(other), on, weekday
        }),
        2 => (any::<bool>(), any::<bool>(), sample::select(levels.to_vec())).prop_map(|(midday, morning, discretion)| Happens::OthersChanged {
            midday, morning, discretion
        }),
        1 => (0u32..6 * 60).prop_map(Happens::DayEndsChanged),
        1 => (1u32..300).prop_map(Happens::LaterChanged),
        2 => Just(Happens::Kept),
        1 => any::<bool>().prop_map(Happens::Visit),
        1 => Just(Happens::Hidden),
        2 => any::<bool>().prop_map(Happens::Capturing),
        6 => sample::select(answers.to_vec()).prop_map(Happens::Answered),
        1 => Just(Happens::Lost),
        1 => (0u64..8).prop_map(Happens::Paused),
    ]
}

/// What somebody who watches from outside knows, in their own words: the rules under test are not asked.
#[derive(Default)]
struct Watcher {
    /// On which days each part of the day had its moment: shown, or passed because the person was writing, or lost with a crash.
    had: HashMap<Kind, HashSet<Day>>,
    came: HashMap<Invitation, u32>,
    /// How many there were in all.
    count: u32,
    laters: HashMap<Invitation, u32>,
    /// On the screen, with the name it has there.
    open: Option<(Invitation, String)>,
    /// The last days on which something was kept, and that were made quiet; two of each are promised.
    kept: Vec<Day>,
    quiet: Vec<Day>,
    paused_until: Option<Day>,
}

fn note(days: &mut Vec<Day>, day: Day) {
    if days.last() != Some(&day) {
        days.push(day);
    }
    if days.len() > 2 {
        days.remove(0);
    }
}

impl Watcher {
    fn is_silent(&self, day: Day) -> bool {
        // A pause of a week made under a clock that is years ahead is no pause now.
        let paused = self.paused_until.is_some_and(|until| day < until && day.after(8) >= until);
        self.kept.contains(&day) || self.quiet.contains(&day) || paused
    }
}

/// A person's machine.
struct Life {
    settings: Settings,
    zone: Tz,
    /// What time it is, whatever the clock says.
    truly: DateTime<Utc>,
    ahead: TimeDelta,
    past: Past,
    round: Round,
    capturing: bool,
    visiting: bool,
    die_mid_show: bool,
    watcher: Watcher,
}

impl Life {
    fn now(&self) -> DateTime<Tz> {
        (self.truly + self.ahead).with_timezone(&self.zone)
    }

    fn today(&self) -> Day {
        Day::of(self.now().naive_local(), self.settings.day_ends)
    }

    fn hear(&mut self, wake: &Wake) {
        let now = self.now();
        self.round.hear(wake, &self.settings, &mut self.past, &now);
    }

    /// When `kind` begins on `day`, if it may ask then.
    fn begins(&self, kind: Kind, day: Day) -> Option<DateTime<Utc>> {
        let (at, days) = match kind {
            Kind::Morning => (self.settings.morning.at, self.settings.morning.days),
            Kind::Midday => (self.settings.midday.at, self.settings.midday.days),
            Kind::Evening => (self.settings.evening.at, self.settings.evening.days),
        };
        let on = match kind {
            Kind::Morning => self.settings.morning.on && self.settings.discretion == Discretion::MyWords,
            Kind::Midday => self.settings.midday.on,
            Kind::Evening => self.settings.evening.on,
        };
        let begin = moment_of(day, at, self.settings.day_ends, self.zone);
        begin.filter(|_| on && days[day.weekday().num_days_from_monday() as usize])
    }

    /// Whether it is this part of the day by the wall clock, and that may ask. `false` also on an evening on which the clocks shift:
    /// its end may show another time.
    fn is_in(&self, kind: Kind) -> bool {
        let (now, today) = (self.now(), self.today());
        let Some(begin) = self.begins(kind, today) else { return false };
        let later = Kind::ALL
            .into_iter()
            .any(|other| other != kind && self.begins(other, today).is_some_and(|other_begin| other_begin > begin && other_begin <= now));
        let over = match kind {
            Kind::Morning | Kind::Midday => now >= begin + TimeDelta::hours(3),
            Kind::Evening => {
                let shifts = begin.with_timezone(&self.zone).offset().fix() != now.offset().fix()
                    || begin.with_timezone(&self.zone).time() != self.settings.evening.at;
                shifts || now.date_naive() != today.date() || now.time() >= self.settings.evening.until + TimeDelta::minutes(1)
            }
        };
        let last_minute = kind == Kind::Evening && self.settings.evening.until == time_of(1439) && now.date_naive() == today.date();
        now >= begin && !later && (!over || last_minute)
    }

    /// Whether `kind` has its moment today still before it, as far as the watcher knows. A clock that was set back may have come to a
    /// day between two that it remembers, which is taken for one that had its moment; nothing is promised for it then.
    fn is_wanted(&self, kind: Kind) -> bool {
        let today = self.today();
        let had = self.watcher.had.get(&kind);
        let blurred = had.is_some_and(|days| days.iter().any(|day| *day > today)) && self.past.of(kind).on.contains(today);
        let again = self.past.of(kind).again.is_some();
        !had.is_some_and(|days| days.contains(&today)) && !blurred && !again && !self.watcher.is_silent(today)
    }

    fn made_quiet(&mut self) {
        let today = self.today();
        note(&mut self.watcher.quiet, today);
    }

    fn is_left_alone(&self) -> bool {
        self.capturing || self.visiting || self.die_mid_show
    }

    /// What the runner does at every wake-up.
    fn look(&mut self) -> Result<(), TestCaseError> {
        let now = self.now();
        let today = self.today();
        if self.visiting {
            self.made_quiet();
        }
        let had_before: Vec<_> = Kind::ALL.into_iter().filter(|kind| self.past.of(*kind).on.contains(today)).collect();
        for due in self.round.look(&self.settings, &mut self.past, &now) {
            let invitation = match due {
                Due::Invite { invitation, .. } => invitation,
                Due::Withdraw(name) => {
                    self.watcher.open.take_if(|(_, open)| *open == name);
                    continue;
                }
                Due::Changed | Due::Jot | Due::NewDay => continue,
            };
            prop_assert_eq!(invitation.day, today);
            prop_assert!(!(self.visiting || self.capturing), "somebody who is writing, or has a hard day, is left alone");
            prop_assert!(!self.watcher.is_silent(today), "{today} is silent: kept {:?}, quiet {:?}", self.watcher.kept, self.watcher.quiet);
            let begin = self.begins(invitation.kind, today);
            prop_assert!(begin.is_some_and(|begin| now >= begin), "not before its time: {now} < {begin:?}");
            let shifts = begin.is_some_and(|begin| begin.with_timezone(&self.zone).offset().fix() != now.offset().fix());
            let skipped = begin.is_some_and(|begin| begin.with_timezone(&self.zone).time() != self.settings.evening.at);
            prop_assert!(self.is_in(invitation.kind) || shifts || skipped, "not after its end: {now}");
            self.watcher.had.entry(invitation.kind).or_default().insert(today);
            if std::mem::take(&mut self.die_mid_show) {
                self.start_anew();
                continue;
            }
            self.watcher.count += 1;
            let times = self.watcher.came.entry(invitation).or_default();
            *times += 1;
            let pressed = self.watcher.laters.get(&invitation).copied().unwrap_or_default();
            prop_assert!(*times <= 1 + pressed, "{times} times for {invitation:?}, and Later was pressed {pressed} times");
            let name = format!("screen {}", self.watcher.count);
            self.round.hear(&Wake::Shown(invitation, name.clone()), &self.settings, &mut self.past, &now);
            self.watcher.open = Some((invitation, name));
        }
        // One that passes because the person is writing, or because another one came.
        for kind in Kind::ALL.into_iter().filter(|kind| !had_before.contains(kind)) {
            if self.past.of(kind).on.contains(today) {
                self.watcher.had.entry(kind).or_default().insert(today);
            }
        }
        if let Some((open, _)) = &self.watcher.open {
            prop_assert!(open.day == today && !self.watcher.is_silent(today), "{open:?} is still on the screen at {now}");
        }
        Ok(())
    }

    fn start_anew(&mut self) {
        (self.capturing, self.visiting) = (false, false);
        self.round = Round::take_up(&mut self.past);
    }

    /// Time passes while nothing happens. The runner looks when it planned to.
    fn pass(&mut self, mut left: TimeDelta) -> Result<(), TestCaseError> {
        self.look()?;
        while left > TimeDelta::zero() {
            let now = self.now();
            let step = (plan(&self.settings, &self.past, &now).wake - now.to_utc()).min(left);
            self.truly += step;
            left -= step;
            let begins = |kind: &Kind| self.begins(*kind, self.today()) == Some(self.now().to_utc());
            let due: Vec<_> = Kind::ALL.into_iter().filter(begins).filter(|kind| self.is_in(*kind) && self.is_wanted(*kind)).collect();
            let expects = !due.is_empty() && !self.is_left_alone();
            let count = self.watcher.count;
            self.look()?;
            prop_assert!(!expects || self.watcher.count == count + 1, "{due:?} comes when it begins, at {}", self.now());
        }
        Ok(())
    }

    fn happen(&mut self, what: Happens) -> Result<(), TestCaseError> {
        match what {
            Happens::Arrives(zone) => self.zone = zone,
            Happens::ClockSet(ahead) => self.ahead = ahead,
            Happens::Sleeps(length) => {
                self.truly += length;
                self.hear(&Wake::Awake);
                let due: Vec<_> = Kind::ALL.into_iter().filter(|kind| self.is_in(*kind) && self.is_wanted(*kind)).collect();
                let expects = !due.is_empty() && !self.is_left_alone();
                let count = self.watcher.count;
                self.look()?;
                prop_assert!(!expects || self.watcher.count == count + 1, "{due:?} comes once after waking, at {}", self.now());
            }
            Happens::Killed { mid_show: false } => self.start_anew(),
            Happens::Killed { mid_show: true } => self.die_mid_show = true,
            Happens::EveningChanged { at, until, on, weekday } => {
                let evening = &mut self.settings.evening;
                (evening.at, evening.until, evening.on) = (time_of(at), time_of(until), on);
                evening.days[weekday] = !evening.days[weekday];
                self.hear(&Wake::SettingsChanged);
            }
            Happens::OthersChanged { midday, morning, discretion } => {
                (self.settings.midday.on, self.settings.morning.on, self.settings.discretion) = (midday, morning, discretion);
                self.hear(&Wake::SettingsChanged);
            }
            Happens::DayEndsChanged(minute) => {
                self.settings.day_ends = time_of(minute);
                self.hear(&Wake::SettingsChanged);
            }
            Happens::LaterChanged(minutes) => self.settings.evening.later_minutes = minutes,
            Happens::Kept => {
                let (today, now) = (self.today(), self.now().to_utc());
                self.past.kept(today, now);
                note(&mut self.watcher.kept, today);
                self.hear(&Wake::Kept);
            }
            Happens::Visit(on) => {
                if on || self.visiting {
                    self.made_quiet();
                }
                self.visiting = on;
                self.hear(&Wake::Visiting(on));
            }
            Happens::Hidden => {
                if self.visiting {
                    self.made_quiet();
                }
                (self.visiting, self.capturing) = (false, false);
                self.hear(&Wake::Capturing(false));
                self.hear(&Wake::Visiting(false));
            }
            Happens::Capturing(on) => {
                self.capturing = on;
                self.hear(&Wake::Capturing(on));
            }
            Happens::Answered(answer) => {
                let Some((invitation, name)) = self.watcher.open.take() else { return Ok(()) };
                match answer {
                    Answer::Later => *self.watcher.laters.entry(invitation).or_default() += 1,
                    Answer::NotToday if invitation.day >= self.today() => self.made_quiet(),
                    Answer::NotToday | Answer::JotOne | Answer::Close => {}
                }
                self.hear(&Wake::Answered(name, answer));
            }
            Happens::Lost => {
                self.watcher.open = None;
                self.hear(&Wake::Lost("screen ".into()));
            }
            Happens::Paused(days) => {
                self.past.paused_until = (days > 0).then(|| self.today().after(days));
                self.watcher.paused_until = self.past.paused_until;
                self.hear(&Wake::SettingsChanged);
            }
        }
        Ok(())
    }
}

#[test]
fn whatever_happens_it_never_comes_twice_and_comes_when_nothing_stands_in_its_way() {
    // Something a day on the average, so that there are days in peace between.
    let something = || proptest::collection::vec((1i64..48 * 60 * 60, happens()), DAYS as usize);
    let case = |zone| (Just(zone), YEARS, ORDINALS, EVENING, MORNING, something());
    live(simulated_days() / 2, case, |(zone, year, ordinal, evening, morning, something)| {
        let begin = first_noon(year, ordinal, zone);
        let mut life = Life {
            settings: settings(evening, morning),
            zone,
            truly: begin,
            ahead: TimeDelta::zero(),
            past: Past::default(),
            round: Round::default(),
            capturing: false,
            visiting: false,
            die_mid_show: false,
            watcher: Watcher::default(),
        };
        for (seconds, what) in something {
            life.pass(TimeDelta::seconds(seconds))?;
            life.happen(what)?;
        }
        life.pass(TimeDelta::days(1))?;
        Ok((life.truly - begin).num_days())
    });
}
