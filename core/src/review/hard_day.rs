//! Which glimmer comes next on a hard day: a pure choice.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::shuffled_id;
use crate::Sense;

/// How a person arrives: mobilised, immobilised, or unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arrival {
    WoundUp,
    ShutDown,
    NotSure,
}

/// Which kinds of feeling a glimmer holds. A glimmer may hold several, or none of these.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Felt {
    /// safe or calm
    pub settled: bool,
    /// connected or hopeful
    pub reaching: bool,
    pub joyful: bool,
}

/// A glimmer that may be shown: consent was asked before it became one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub id: Uuid,
    pub anchor: bool,
    /// How many visits ago it was last shown: 0 in this one, `None` never.
    pub visits_ago: Option<u32>,
    /// Whether the person ever stayed with it.
    pub stayed: bool,
    /// The first sense it was noticed by.
    pub sense: Option<Sense>,
    pub felt: Felt,
}

/// What this visit knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    pub arrival: Arrival,
    /// The sense of the glimmer shown just before, so that senses vary.
    pub last_sense: Option<Sense>,
    /// Whether one was stayed with in this visit: only then may joy come to somebody who arrived shut down.
    pub stayed: bool,
    /// Settles what nothing else settles; the same seed gives the same choice.
    pub seed: u64,
}

/// How many visits a glimmer that was shown stands back.
const LATELY: u32 = 3;

/// Returns the position of the glimmer to show, or `None` if none is left that this visit has not shown.
///
/// First anchors not seen in the last three visits, then ones stayed with and not seen lately, then unseen ones, then
/// repeats. Within each, the feelings that suit the arrival come first, then a sense other than the last one.
pub fn choose(candidates: &[Candidate], visit: &Visit) -> Option<usize> {
    let rank = |candidate: &Candidate| {
        let lately = candidate.visits_ago.is_some_and(|ago| ago <= LATELY);
        let turn = match candidate {
            Candidate { anchor: true, .. } if !lately => 0,
            Candidate { stayed: true, .. } if !lately => 1,
            Candidate { visits_ago: None, .. } => 2,
            _ => 3,
        };
        let Felt { settled, reaching, joyful } = candidate.felt;
        let bright = joyful && !reaching && !settled;
        let (too_bright, suits) = match visit.arrival {
            Arrival::WoundUp => (false, settled),
            Arrival::ShutDown => (bright && !visit.stayed, reaching || (joyful && visit.stayed)),
            Arrival::NotSure => (false, false),
        };
        let same_sense = candidate.sense.is_some() && candidate.sense == visit.last_sense;
        (too_bright, turn, !suits, same_sense, shuffled_id(candidate.id, visit.seed))
    };
    let fresh = candidates.iter().enumerate().filter(|(_, candidate)| candidate.visits_ago != Some(0));
    fresh.min_by_key(|(_, candidate)| rank(candidate)).map(|(position, _)| position)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn candidate() -> impl Strategy<Value = Candidate> {
        let felt = (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(settled, reaching, joyful)| Felt { settled, reaching, joyful });
        let sense = proptest::option::of(proptest::sample::select(Sense::ALL.to_vec()));
        (any::<u128>(), any::<bool>(), proptest::option::of(0u32..8), any::<bool>(), sense, felt).prop_map(
            |(id, anchor, visits_ago, stayed, sense, felt)| Candidate { id: Uuid::from_u128(id), anchor, visits_ago, stayed, sense, felt },
        )
    }

    fn visit() -> impl Strategy<Value = Visit> {
        let arrival = prop_oneof![Just(Arrival::WoundUp), Just(Arrival::ShutDown), Just(Arrival::NotSure)];
        (arrival, proptest::option::of(proptest::sample::select(Sense::ALL.to_vec())), any::<bool>(), any::<u64>())
            .prop_map(|(arrival, last_sense, stayed, seed)| Visit { arrival, last_sense, stayed, seed })
    }

    proptest! {
        #[test]
        fn nothing_comes_twice_in_a_visit_and_nothing_is_withheld(mut all in proptest::collection::vec(candidate(), 0..40), visit in visit()) {
            let fresh = all.iter().filter(|one| one.visits_ago != Some(0)).count();
            for _ in 0..fresh {
                let next = choose(&all, &visit).expect("one is left");
                prop_assert_ne!(all[next].visits_ago, Some(0));
                all[next].visits_ago = Some(0);
            }
            prop_assert_eq!(choose(&all, &visit), None);
        }

        #[test]
        fn the_same_inputs_give_the_same_choice_in_any_order(all in proptest::collection::vec(candidate(), 1..40), visit in visit()) {
            let chosen = choose(&all, &visit).map(|position| all[position].id);
            let mut turned = all.clone();
            turned.reverse();
            prop_assert_eq!(chosen, choose(&turned, &visit).map(|position| turned[position].id));
        }

        #[test]
        fn an_anchor_not_seen_lately_comes_first(all in proptest::collection::vec(candidate(), 0..40), visit in visit(), mut anchor in candidate()) {
            anchor = Candidate { anchor: true, visits_ago: None, felt: Felt { settled: true, ..anchor.felt }, ..anchor };
            let mut all = all;
            all.push(anchor);
            let chosen = &all[choose(&all, &visit).expect("there is one")];
            prop_assert!(chosen.anchor && chosen.visits_ago.is_none_or(|ago| ago > LATELY));
        }

        #[test]
        fn joy_waits_until_somebody_shut_down_has_stayed_with_one(all in proptest::collection::vec(candidate(), 1..40), seed: u64) {
            let visit = Visit { arrival: Arrival::ShutDown, last_sense: None, stayed: false, seed };
            let bright = |one: &Candidate| one.felt.joyful && !one.felt.reaching && !one.felt.settled;
            let gentle_left = all.iter().any(|one| one.visits_ago != Some(0) && !bright(one));
            if let Some(chosen) = choose(&all, &visit) {
                prop_assert!(!(gentle_left && bright(&all[chosen])));
            }
        }
    }
}
