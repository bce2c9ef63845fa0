//! Which copies are kept, and until when: seven days, four weeks, twelve months, and a year for those made before something.

use std::{collections::HashMap, hash::Hash};

use chrono::{DateTime, Datelike, FixedOffset, Months, Weekday};

use crate::Day;

const DAYS: u64 = 7;
const WEEKS: u64 = 4;
const MONTHS: Months = Months::new(12);

/// What the rule needs to know about a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    pub day: Day,
    pub made_at: DateTime<FixedOffset>,
    /// Whether it was made before something that can go wrong.
    pub before: bool,
}

/// By which part of the rule a copy is kept for longest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The newest of its day.
    Daily,
    /// The newest of its week, which begins on Monday.
    Weekly,
    /// The newest of its month.
    Monthly,
    Before,
}

/// For how long a copy is kept. It may go on the day `until` and on every later one; the newest has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    pub kept: Kept,
    pub until: Option<Day>,
}

impl Keep {
    /// Whether it may be gone `today`.
    pub fn is_over(&self, today: Day) -> bool {
        self.until.is_some_and(|until| until <= today)
    }
}

/// Says for each copy how long it is kept, in the order of `copies`.
///
/// The answer does not depend on the day on which it is asked, and a copy that is made later changes it for none but the one
/// that was the newest until then: what is said about a copy stays true.
pub fn keep(copies: &[Dated]) -> Vec<Keep> {
    let newest = newest_by(copies, |_| ());
    let of_day = newest_by(copies, |copy| copy.day);
    let of_week = newest_by(copies, |copy| monday(copy.day));
    let of_month = newest_by(copies, |copy| first_of_month(copy.day));
    let verdict = |(at, copy): (usize, &Dated)| {
        let rules = [
            (Kept::Daily, of_day.contains(&at).then(|| copy.day.after(DAYS))),
            (Kept::Weekly, of_week.contains(&at).then(|| monday(copy.day).after(7 * WEEKS))),
            (Kept::Monthly, of_month.contains(&at).then(|| first_of_month(copy.day).after_months(MONTHS))),
            (Kept::Before, copy.before.then(|| copy.day.after_months(MONTHS))),
        ];
        // The first of those that last equally long gives the name; one that no rule keeps may go at once.
        let best = rules.into_iter().filter_map(|(kept, until)| Some((kept, until?))).reduce(|a, b| if b.1 > a.1 { b } else { a });
        let (kept, until) = best.unwrap_or((Kept::Daily, copy.day));
        Keep { kept, until: (!newest.contains(&at)).then_some(until) }
    };
    copies.iter().enumerate().map(verdict).collect()
}

/// The positions of the newest copies of each group. Of two made at the same instant it is the later one in the list.
fn newest_by<K: Hash + Eq>(copies: &[Dated], group: impl Fn(&Dated) -> K) -> Vec<usize> {
    let mut newest = HashMap::new();
    for (at, copy) in copies.iter().enumerate() {
        let best = newest.entry(group(copy)).or_insert(at);
        if copies[*best].made_at <= copy.made_at {
            *best = at;
        }
    }
    newest.into_values().collect()
}

fn monday(day: Day) -> Day {
    day.before(day.weekday().days_since(Weekday::Mon).into())
}

fn first_of_month(day: Day) -> Day {
    day.before(u64::from(day.date().day0()))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;
    use proptest::prelude::*;

    use super::*;

    fn copy(day: u64, hour: u32, before: bool) -> Dated {
        let day: Day = "2024-01-01".parse::<Day>().unwrap().after(day);
        let time = NaiveTime::from_hms_opt(4 + hour % 20, 0, 0).unwrap();
        Dated { day, made_at: day.date().and_time(time).and_utc().fixed_offset(), before }
    }

    fn some() -> impl Strategy<Value = Vec<Dated>> {
        let one = (0u64..900, 0u32..20, prop::bool::weighted(0.1)).prop_map(|(day, hour, before)| copy(day, hour, before));
        prop::collection::vec(one, 1..80).prop_map(|mut copies| {
            copies.sort_by_key(|copy| copy.made_at);
            copies
        })
    }

    fn left(copies: &[Dated], today: Day) -> Vec<Dated> {
        copies.iter().zip(keep(copies)).filter(|(_, keep)| !keep.is_over(today)).map(|(copy, _)| *copy).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn the_newest_stays_and_so_does_one_of_each_of_the_last_days(copies in some(), later in 0u64..500) {
            let newest = *copies.last().unwrap();
            let today = newest.day.after(later);
            let left = left(&copies, today);
            prop_assert!(left.contains(&newest), "however old it is");
            for copy in copies.iter().filter(|copy| today < copy.day.after(DAYS)) {
                prop_assert!(left.iter().any(|kept| kept.day == copy.day), "a day of the last seven keeps a copy");
            }
            prop_assert!(left.iter().filter(|copy| !copy.before).count() <= 7 + 4 + 12);
        }

        #[test]
        fn pruning_every_day_leaves_what_the_rule_promised(copies in some()) {
            let (mut there, mut promised) = (Vec::<Dated>::new(), Vec::<(Dated, Option<Day>)>::new());
            let mut coming = copies.iter().copied().peekable();
            let first = copies[0].day;
            for today in (0..1400).map(|days| first.after(days)) {
                while let Some(made) = coming.next_if(|copy| copy.day == today) {
                    there.push(made);
                }
                there = left(&there, today);
                for (copy, until) in &promised {
                    let gone = !there.contains(copy);
                    prop_assert_eq!(gone, until.is_some_and(|until| until <= today), "{:?} until {:?} on {}", copy, until, today);
                }
                let promises: Vec<_> = there.iter().copied().zip(keep(&there).into_iter().map(|keep| keep.until)).collect();
                // What was the newest may be promised something now; all the others hold to what was said.
                promised.retain(|(copy, _)| there.contains(copy));
                for (copy, until) in promises {
                    match promised.iter_mut().find(|(known, _)| *known == copy) {
                        Some(known) if known.1.is_some() => prop_assert_eq!(known.1, until),
                        Some(known) => known.1 = until,
                        None => promised.push((copy, until)),
                    }
                }
                promised.retain(|(_, until)| until.is_some());
            }
        }
    }

    #[test]
    fn what_was_made_before_something_is_kept_a_year() {
        let copies = [copy(0, 3, true), copy(0, 5, false), copy(40, 1, false)];
        assert_eq!(keep(&copies)[0], Keep { kept: Kept::Before, until: Some("2025-01-01".parse().unwrap()) });
    }
}
