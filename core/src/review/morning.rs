//! The morning cue: something of the person's own that they can count on.

use uuid::Uuid;

use super::shuffled_id;
use crate::Day;

/// Returns the position of the anchor for the morning of `today`: another one from day to day, the same all day long.
pub fn choose(anchors: &[Uuid], today: Day) -> Option<usize> {
    let rank = |id: &Uuid| (shuffled_id(*id, today.number().unsigned_abs()), *id);
    anchors.iter().enumerate().min_by_key(|(_, id)| rank(id)).map(|(position, _)| position)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_the_same_all_day_in_whatever_order_they_stand(mut anchors in proptest::collection::vec(any::<u128>().prop_map(Uuid::from_u128), 0..30)) {
            let today = "2026-11-22".parse().unwrap();
            let chosen = choose(&anchors, today).map(|position| anchors[position]);
            prop_assert_eq!(chosen.is_none(), anchors.is_empty());
            anchors.reverse();
            prop_assert_eq!(chosen, choose(&anchors, today).map(|position| anchors[position]));
        }
    }
}
