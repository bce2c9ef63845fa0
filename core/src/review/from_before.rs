//! "A light from before": which earlier glimmer Today shows.

use uuid::Uuid;

use super::shuffled_id;
use crate::Day;

/// A glimmer that may be shown; consent was asked before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    pub id: Uuid,
    pub day: Day,
    pub anchor: bool,
}

/// Returns the position of the one to show on `today`: one of this day in an earlier year, else an anchor of an earlier day.
///
/// Among equals the day decides, so that the same day always gives the same one and the next day may give another.
pub fn choose(candidates: &[Candidate], today: Day) -> Option<usize> {
    let rank = |candidate: &Candidate| {
        (!candidate.day.is_anniversary_of(today), shuffled_id(candidate.id, today.number().unsigned_abs()), candidate.id)
    };
    let fitting = candidates.iter().enumerate().filter(|(_, one)| one.day < today && (one.anchor || one.day.is_anniversary_of(today)));
    fitting.min_by_key(|(_, candidate)| rank(candidate)).map(|(position, _)| position)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn candidate() -> impl Strategy<Value = Candidate> {
        (any::<u128>(), 0u64..1500, any::<bool>()).prop_map(|(id, ago, anchor)| Candidate {
            id: Uuid::from_u128(id),
            day: day("2026-11-22").before(ago),
            anchor,
        })
    }

    #[test]
    fn the_leap_day_comes_back_on_the_last_of_february() {
        assert!(day("2024-02-29").is_anniversary_of(day("2025-02-28")));
        assert!(!day("2024-02-29").is_anniversary_of(day("2025-03-01")));
        assert!(!day("2023-02-28").is_anniversary_of(day("2024-02-29")));
        assert!(day("2020-02-29").is_anniversary_of(day("2024-02-29")));
        assert!(!day("2026-11-22").is_anniversary_of(day("2026-11-22")), "today is not before");
    }

    proptest! {
        #[test]
        fn this_day_in_earlier_years_comes_first_then_an_anchor_and_never_today(all in proptest::collection::vec(candidate(), 0..60)) {
            let today = day("2026-11-22");
            match choose(&all, today) {
                None => prop_assert!(all.iter().all(|one| one.day == today || !(one.anchor || one.day.is_anniversary_of(today)))),
                Some(chosen) => {
                    prop_assert!(all[chosen].day < today);
                    let any = all.iter().any(|one| one.day.is_anniversary_of(today));
                    prop_assert_eq!(any, all[chosen].day.is_anniversary_of(today));
                    prop_assert!(any || all[chosen].anchor);
                }
            }
        }

        #[test]
        fn the_same_day_gives_the_same_one_in_any_order(mut all in proptest::collection::vec(candidate(), 1..60)) {
            let today = day("2026-11-22");
            let chosen = choose(&all, today).map(|position| all[position].id);
            all.reverse();
            prop_assert_eq!(chosen, choose(&all, today).map(|position| all[position].id));
        }
    }
}
