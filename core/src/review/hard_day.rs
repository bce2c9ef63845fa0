//! Which glimmer comes next on a hard day: a pure choice, and its reason as data.

use std::{cmp::Reverse, str::FromStr};

use uuid::Uuid;

use super::shuffled_id;
use crate::{Day, Error, Feeling, Result, Sense};

/// How a person arrives: mobilised, immobilised, or unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Arrival {
    WoundUp,
    ShutDown,
    #[default]
    NotSure,
}

impl Arrival {
    pub(crate) const ALL: [Self; 3] = [Self::WoundUp, Self::ShutDown, Self::NotSure];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::WoundUp => "wound_up",
            Self::ShutDown => "shut_down",
            Self::NotSure => "not_sure",
        }
    }
}

impl FromStr for Arrival {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|arrival| arrival.name() == text);
        found.ok_or_else(|| Error::BadValue { what: "arrival", why: format!("“{text}” is not one") })
    }
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

impl Felt {
    /// Joy and nothing quieter beside it: too much for somebody who is shut down.
    fn only_bright(self) -> bool {
        self.joyful && !self.reaching && !self.settled
    }
}

/// A set of senses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Senses(u8);

impl Senses {
    #[must_use]
    pub fn with(self, sense: Sense) -> Self {
        Self(self.0 | 1 << sense as u8)
    }

    pub fn has(self, sense: Sense) -> bool {
        self.0 & (1 << sense as u8) != 0
    }
}

/// A glimmer that may be shown: consent was asked before it became one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    pub id: Uuid,
    pub anchor: bool,
    /// How many visits ago it was last shown, of those that showed anything: 0 in this one, `None` never. What is further back than
    /// counts as lately may be counted the same.
    pub visits_ago: Option<u32>,
    /// The last day on which the person stayed with it.
    pub stayed_on: Option<Day>,
    /// The first sense it was noticed by, and all of them.
    pub sense: Option<Sense>,
    pub senses: Senses,
    pub felt: Felt,
    /// Whether it has words: a wordless one cannot be quoted.
    pub worded: bool,
}

/// What this visit knows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Visit {
    pub arrival: Arrival,
    /// The first sense of the glimmer shown just before.
    pub last_sense: Option<Sense>,
    /// How many of each first sense this visit has shown; the last place counts those without any.
    pub shown: [u32; Sense::ALL.len() + 1],
    /// Whether something was stayed with in this visit: only then may joy come to somebody who arrived shut down.
    pub stayed: bool,
    /// Settles what nothing else settles; the same seed gives the same choice.
    pub seed: u64,
}

impl Visit {
    /// Where `shown` counts this sense.
    pub fn place(sense: Option<Sense>) -> usize {
        sense.map_or(Sense::ALL.len(), |sense| sense as usize)
    }
}

/// Why a glimmer's turn has come, first to last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// One the person can return to, not shown lately.
    Anchor,
    /// Stayed with before, the last time on this day, and not shown lately.
    StayedWith(Day),
    /// Never shown on a hard day.
    NotShownYet,
    /// Shown before; it comes round.
    Again,
}

/// The glimmer to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Its position among the candidates.
    pub position: usize,
    pub turn: Turn,
    /// Whether what it felt like suits the arrival.
    pub suits: bool,
}

/// How many visits a glimmer that was shown stands back.
pub(crate) const LATELY: u32 = 3;

fn lately(candidate: &Candidate) -> bool {
    candidate.visits_ago.is_some_and(|ago| ago <= LATELY)
}

fn turn(candidate: &Candidate) -> Turn {
    match candidate {
        Candidate { visits_ago: None, stayed_on: None, anchor: false, .. } => Turn::NotShownYet,
        Candidate { anchor: true, .. } if !lately(candidate) => Turn::Anchor,
        Candidate { stayed_on: Some(day), .. } if !lately(candidate) => Turn::StayedWith(*day),
        _ => Turn::Again,
    }
}

fn suits(felt: Felt, visit: &Visit) -> bool {
    match visit.arrival {
        Arrival::WoundUp => felt.settled,
        Arrival::ShutDown => felt.reaching || (felt.joyful && visit.stayed),
        Arrival::NotSure => false,
    }
}

/// The feelings that suit now, among the five.
pub(crate) fn suited(visit: &Visit) -> &'static [&'static str] {
    match visit.arrival {
        Arrival::WoundUp => &[Feeling::SAFE, Feeling::CALM],
        Arrival::ShutDown if visit.stayed => &[Feeling::CONNECTED, Feeling::HOPEFUL, Feeling::JOYFUL],
        Arrival::ShutDown => &[Feeling::CONNECTED, Feeling::HOPEFUL],
        Arrival::NotSure => &[],
    }
}

/// Whether it has to wait for now: joy, before anything was stayed with by somebody who arrived shut down.
pub fn waits(candidate: &Candidate, visit: &Visit) -> bool {
    visit.arrival == Arrival::ShutDown && !visit.stayed && candidate.felt.only_bright()
}

/// Returns the glimmer to show, or `None` if none is left that this visit has not shown and that need not wait.
///
/// First anchors not seen in the last three visits, then ones stayed with and not seen lately, then unseen ones, then
/// repeats, of those the one not seen for longest. Within each, the feelings that suit the arrival come first, then a sense
/// other than the last one, then the sense shown least in this visit.
pub fn choose(candidates: &[Candidate], visit: &Visit) -> Option<Choice> {
    best(candidates, visit, |candidate| !waits(candidate, visit))
}

/// The same among those that were noticed by `sense` and can be quoted: one to open that sense with.
pub fn choose_by_sense(candidates: &[Candidate], visit: &Visit, sense: Sense) -> Option<Choice> {
    best(candidates, visit, |candidate| candidate.senses.has(sense) && candidate.worded)
}

fn best(candidates: &[Candidate], visit: &Visit, fits: impl Fn(&Candidate) -> bool) -> Option<Choice> {
    let open = candidates.iter().enumerate().filter(|(_, candidate)| candidate.visits_ago != Some(0) && fits(candidate));
    let (position, chosen) = open.min_by_key(|(_, candidate)| (rank(candidate, visit), shuffled_id(candidate.id, visit.seed)))?;
    Some(Choice { position, turn: turn(chosen), suits: suits(chosen.felt, visit) })
}

/// Where a candidate stands, the least first; chance decides among equals.
pub(crate) fn rank(candidate: &Candidate, visit: &Visit) -> impl Ord + std::fmt::Debug + use<> {
    // When it was stayed with does not decide, only that it was.
    let (order, ago) = match turn(candidate) {
        Turn::Anchor => (0, 0),
        Turn::StayedWith(_) => (1, 0),
        Turn::NotShownYet => (2, 0),
        Turn::Again => (3, candidate.visits_ago.unwrap_or(u32::MAX)),
    };
    let same_sense = candidate.sense.is_some() && candidate.sense == visit.last_sense;
    (order, Reverse(ago), !suits(candidate.felt, visit), same_sense, visit.shown[Visit::place(candidate.sense)])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn candidate() -> impl Strategy<Value = Candidate> {
        let felt = (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(settled, reaching, joyful)| Felt { settled, reaching, joyful });
        let senses = proptest::collection::vec(proptest::sample::select(Sense::ALL.to_vec()), 0..3);
        let history = (proptest::option::of(0u32..8), proptest::option::of(0u64..900));
        (any::<u128>(), any::<bool>(), history, senses, felt, any::<bool>()).prop_map(
            |(id, anchor, (visits_ago, stayed), senses, felt, worded)| Candidate {
                id: Uuid::from_u128(id),
                anchor,
                visits_ago,
                stayed_on: stayed.filter(|_| visits_ago.is_some()).map(|ago| "2026-11-22".parse::<Day>().unwrap().before(ago)),
                sense: senses.first().copied(),
                senses: senses.iter().fold(Senses::default(), |all, sense| all.with(*sense)),
                felt,
                worded,
            },
        )
    }

    fn visit() -> impl Strategy<Value = Visit> {
        let arrival = prop_oneof![Just(Arrival::WoundUp), Just(Arrival::ShutDown), Just(Arrival::NotSure)];
        let last_sense = proptest::option::of(proptest::sample::select(Sense::ALL.to_vec()));
        (arrival, last_sense, any::<[u8; 7]>(), any::<bool>(), any::<u64>()).prop_map(|(arrival, last_sense, shown, stayed, seed)| Visit {
            arrival,
            last_sense,
            shown: shown.map(u32::from),
            stayed,
            seed,
        })
    }

    fn all(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Candidate>> {
        proptest::collection::vec(candidate(), count)
    }

    proptest! {
        #[test]
        fn nothing_comes_twice_in_a_visit_and_nothing_is_withheld_that_need_not_wait(mut all in all(0..40), visit in visit()) {
            let open = all.iter().filter(|one| one.visits_ago != Some(0) && !waits(one, &visit)).count();
            for _ in 0..open {
                let next = choose(&all, &visit).expect("one is left").position;
                prop_assert_ne!(all[next].visits_ago, Some(0));
                all[next].visits_ago = Some(0);
            }
            prop_assert_eq!(choose(&all, &visit), None);
        }

        #[test]
        fn the_same_inputs_give_the_same_choice_in_any_order(all in all(1..40), visit in visit()) {
            let chosen = choose(&all, &visit).map(|choice| all[choice.position].id);
            let mut turned = all.clone();
            turned.reverse();
            prop_assert_eq!(chosen, choose(&turned, &visit).map(|choice| turned[choice.position].id));
        }

        #[test]
        fn the_order_is_anchors_then_stayed_with_then_unseen_then_repeats(all in all(1..40), visit in visit()) {
            if let Some(choice) = choose(&all, &visit) {
                let chosen = &all[choice.position];
                let seen_lately = |one: &Candidate| matches!(one.visits_ago, Some(ago) if ago <= 3);
                let tier = |one: &Candidate| match one {
                    one if one.anchor && !seen_lately(one) => 1,
                    one if one.stayed_on.is_some() && !seen_lately(one) => 2,
                    one if one.visits_ago.is_none() => 3,
                    _ => 4,
                };
                let open = || all.iter().filter(|one| one.visits_ago != Some(0) && !waits(one, &visit));
                prop_assert_eq!(Some(tier(chosen)), open().map(tier).min());
                let said = match choice.turn { Turn::Anchor => 1, Turn::StayedWith(_) => 2, Turn::NotShownYet => 3, Turn::Again => 4 };
                prop_assert_eq!(said, tier(chosen), "the reason that is given is the reason");
                if let Turn::StayedWith(day) = choice.turn {
                    prop_assert_eq!(Some(day), chosen.stayed_on);
                }
            }
        }

        #[test]
        fn among_equals_the_feelings_that_suit_the_arrival_come_first(all in all(1..40), visit in visit()) {
            if let Some(choice) = choose(&all, &visit) {
                let chosen = &all[choice.position];
                let suits = |one: &Candidate| match visit.arrival {
                    Arrival::WoundUp => one.felt.settled,
                    Arrival::ShutDown => one.felt.reaching || (one.felt.joyful && visit.stayed),
                    Arrival::NotSure => false,
                };
                prop_assert_eq!(choice.suits, suits(chosen));
                let same_turn = |one: &Candidate| std::mem::discriminant(&turn(one)) == std::mem::discriminant(&choice.turn)
                    && (choice.turn != Turn::Again || one.visits_ago == chosen.visits_ago);
                let better = all.iter().any(|one| one.visits_ago != Some(0) && !waits(one, &visit) && same_turn(one) && suits(one));
                prop_assert_eq!(better, choice.suits);
            }
        }

        #[test]
        fn senses_vary_the_last_one_waits_and_the_rarest_comes(one in candidate(), visit in visit()) {
            let of = |id: u128, sense: Option<Sense>| Candidate { id: Uuid::from_u128(id), sense, visits_ago: None, ..one };
            let all: Vec<_> = Sense::ALL.into_iter().map(Some).chain([None]).zip(1..).map(|(sense, id)| of(id, sense)).collect();
            if let Some(choice) = choose(&all, &visit) {
                let chosen = all[choice.position].sense;
                prop_assert!(chosen.is_none() || chosen != visit.last_sense, "another sense was there");
                let others = all.iter().filter(|other| other.sense.is_none() || other.sense != visit.last_sense);
                prop_assert_eq!(Some(visit.shown[Visit::place(chosen)]), others.map(|other| visit.shown[Visit::place(other.sense)]).min());
            }
        }

        #[test]
        fn joy_alone_waits_until_somebody_shut_down_has_stayed_with_something(all in all(1..40), visit in visit()) {
            let bright = |one: &Candidate| one.felt.joyful && !one.felt.reaching && !one.felt.settled;
            let before = Visit { arrival: Arrival::ShutDown, stayed: false, ..visit };
            prop_assert!(choose(&all, &before).is_none_or(|choice| !bright(&all[choice.position])));
            let after = Visit { stayed: true, ..before };
            let left = all.iter().any(|one| one.visits_ago != Some(0));
            prop_assert_eq!(choose(&all, &after).is_some(), left, "nothing waits any more");
        }

        #[test]
        fn a_sense_is_opened_by_one_that_was_noticed_by_it_and_has_words(all in all(0..40), visit in visit(), nth in 0..Sense::ALL.len()) {
            let sense = Sense::ALL[nth];
            let fits = |one: &Candidate| one.senses.has(sense) && one.worded && one.visits_ago != Some(0);
            match choose_by_sense(&all, &visit, sense) {
                Some(choice) => prop_assert!(fits(&all[choice.position])),
                None => prop_assert!(!all.iter().any(fits)),
            }
        }
    }

    #[test]
    fn none_gives_none_and_a_hundred_thousand_give_one() {
        let visit = Visit { arrival: Arrival::WoundUp, seed: 7, ..Visit::default() };
        assert_eq!(choose(&[], &visit), None);
        let one = Candidate {
            id: Uuid::nil(),
            anchor: false,
            visits_ago: None,
            stayed_on: None,
            sense: None,
            senses: Senses::default(),
            felt: Felt::default(),
            worded: true,
        };
        let mut many: Vec<_> = (0..100_000).map(|n| Candidate { id: Uuid::from_u128(n), ..one }).collect();
        many[77_777].felt.settled = true;
        let choice = choose(&many, &visit).expect("there are many");
        assert_eq!((choice.position, choice.turn, choice.suits), (77_777, Turn::NotShownYet, true));
    }
}
