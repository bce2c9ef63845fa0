//! A set of days that never forgets one, in little room.

use serde::{Deserialize, Serialize};

use crate::Day;

/// How many runs of days are told apart. The more there are, the more `device.json` would tell about somebody's evenings.
const ROOM: usize = 3;

/// Runs of days, first and last, in their order.
///
/// When there are more than [`ROOM`], the two that are closest are taken for one: days between them are in the set from then
/// on, though nobody put them there. A day that was put in is never out again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Days(Vec<(Day, Day)>);

impl Days {
    pub fn contains(&self, day: Day) -> bool {
        self.0.iter().any(|(first, last)| (*first..=*last).contains(&day))
    }

    pub(crate) fn insert(&mut self, day: Day) {
        self.0.push((day, day));
        self.0.sort_unstable();
        self.0.dedup_by(|next, run| {
            let joined = next.0 <= run.1.after(1);
            if joined {
                run.1 = run.1.max(next.1);
            }
            joined
        });
        while self.0.len() > ROOM {
            let gap = |before: usize| self.0[before + 1].0.number() - self.0[before].1.number();
            // A day between this one and a later run, left there by a clock that went wrong, is still to come.
            let behind = (0..self.0.len() - 1).filter(|before| self.0[before + 1].0 <= day);
            let closest = behind.min_by_key(|before| gap(*before)).unwrap_or(self.0.len() - 2);
            let (_, last) = self.0.remove(closest + 1);
            self.0[closest].1 = last;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(number: u64) -> Day {
        "2026-01-01".parse::<Day>().unwrap().after(number)
    }

    #[test]
    fn a_day_that_is_still_to_come_is_not_taken_for_one_that_was() {
        let mut days = Days::default();
        // The clock stood a day ahead once, and many evenings before it had none.
        for number in [0, 10, 20, 30, 100, 98, 97] {
            days.insert(day(number));
        }
        assert!(!days.contains(day(99)), "{days:?}");
    }

    #[test]
    fn it_reads_as_pairs_of_dates() {
        let mut days = Days::default();
        for number in [1, 0, 5] {
            days.insert(day(number));
        }
        let text = r#"[["2026-01-01","2026-01-02"],["2026-01-06","2026-01-06"]]"#;
        assert_eq!(serde_json::to_string(&days).unwrap(), text);
        assert_eq!(serde_json::from_str::<Days>(text).unwrap(), days);
    }

    proptest! {
        #[test]
        fn no_day_is_ever_forgotten_and_the_room_is_small(numbers in proptest::collection::vec(0u64..20_000, 0..200)) {
            let mut days = Days::default();
            for (position, number) in numbers.iter().enumerate() {
                days.insert(day(*number));
                prop_assert!(days.0.len() <= ROOM);
                prop_assert!(numbers[..=position].iter().all(|number| days.contains(day(*number))));
                prop_assert!(days.0.windows(2).all(|pair| pair[0].1.after(1) < pair[1].0), "runs do not touch: {:?}", days);
            }
        }

        #[test]
        fn while_there_is_room_only_what_was_put_in_is_in(numbers in proptest::collection::vec(0u64..60, 0..=ROOM)) {
            let mut days = Days::default();
            numbers.iter().for_each(|number| days.insert(day(*number)));
            for number in 0..70 {
                prop_assert_eq!(days.contains(day(number)), numbers.contains(&number));
            }
        }
    }
}
