//! "A light from before": which of the glimmers of this day in earlier years Today shows.

use uuid::Uuid;

use super::shuffled_id;
use crate::Day;

/// Returns the position of the one that `today` shows, of those whose day comes round on it; consent was asked before.
///
/// The day decides, so that the same day always gives the same one and the next day may give another.
pub(crate) fn choose(ids: impl Iterator<Item = Uuid>, today: Day) -> Option<usize> {
    let rank = |id: &Uuid| (shuffled_id(*id, today.number().unsigned_abs()), *id);
    ids.enumerate().min_by_key(|(_, id)| rank(id)).map(|(position, _)| position)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
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
        fn the_same_day_gives_the_same_one_in_any_order(mut all in proptest::collection::vec(any::<u128>().prop_map(Uuid::from_u128), 0..60)) {
            let today = day("2026-11-22");
            let chosen = choose(all.iter().copied(), today).map(|position| all[position]);
            prop_assert_eq!(chosen.is_none(), all.is_empty());
            all.reverse();
            prop_assert_eq!(chosen, choose(all.iter().copied(), today).map(|position| all[position]));
        }
    }
}
