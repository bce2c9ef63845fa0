//! The hard day's side of the [`Journal`]: visits, what they show, what the person allows to come up.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    Day, Error, Feeling, Glimmer, Journal, Moment, Rest, Result, Sense, Tag,
    review::hard_day::{self, Arrival, Turn},
    store::{
        candidates::{Choosing, Next},
        from_before, glimmers,
        kept_out::{self, KeptOut},
        search, visits,
    },
    supports::tidy,
};

/// What a hard day shows next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Light {
    Own {
        glimmer: Box<Glimmer>,
        reason: Reason,
    },
    /// None of their own can be shown now: one of the things other people noticed.
    Others(Others),
}

/// Why one of their own was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub turn: Turn,
    /// What it felt like, if that suits how the person arrived.
    pub felt: Option<Feeling>,
}

/// Why none of their own is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// There is none that may be shown.
    NoneYet,
    /// This visit has shown all there are.
    AllShown,
    /// Those that are left are bright ones, which wait until something was stayed with.
    BrightWait,
}

/// Which end of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisitMoment {
    Before,
    After,
}

/// What somebody wrote on the way out; either may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leaving {
    /// One thing to look forward to, however small.
    pub forward: String,
    /// One small step toward feeling connected or cared for.
    pub toward: String,
}

/// A visit as it is written down. Visits are never counted, and never compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    pub id: Uuid,
    pub day: Day,
    pub opened_at: DateTime<Utc>,
    /// `None` while it is open, or if the computer went down in it.
    pub closed_at: Option<DateTime<Utc>>,
    /// `None` if no door was taken.
    pub arrival: Option<Arrival>,
    /// 0 light to 10 very heavy; `None` if it was not said.
    pub heavy_before: Option<u8>,
    pub heavy_after: Option<u8>,
    pub leaving: Leaving,
}

/// A glimmer that a visit showed, and what was done with it then. Where nothing was, it was passed by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub glimmer: Glimmer,
    pub stayed: bool,
    /// "Not for a while".
    pub rested: bool,
    /// "Not on hard days".
    pub kept_out: bool,
}

/// What a morning can begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MorningCue {
    /// What the person wrote yesterday, on a hard day, to look forward to.
    Forward(String),
    /// One they can return to.
    Anchor(Box<Glimmer>),
}

/// The heaviest there is.
const HEAVIEST: u8 = 10;

impl Journal {
    /// Begins a hard-day visit.
    pub fn open_visit(&self, now: Moment) -> Result<Uuid> {
        self.store.change(|tx| visits::open(tx, now))
    }

    /// Ends a visit. If somebody only looked in, took no door and said nothing, it is as if it had not been.
    pub fn close_visit(&self, visit: Uuid, now: Moment) -> Result<()> {
        self.store.change(|tx| visits::close(tx, visit, now))
    }

    /// Notes by which door the person came in; without one it counts as [`Arrival::NotSure`].
    pub fn note_arrival(&self, visit: Uuid, arrival: Arrival) -> Result<()> {
        self.store.change(|tx| visits::set_arrival(tx, visits::number(tx, visit)?, arrival))
    }

    /// Notes how heavy it is, 0 to 10; `None` takes it back.
    ///
    /// # Errors
    /// [`Error::BadValue`] beyond 10.
    pub fn note_heaviness(&self, visit: Uuid, moment: VisitMoment, heaviness: Option<u8>) -> Result<()> {
        if heaviness.is_some_and(|heaviness| heaviness > HEAVIEST) {
            return Err(Error::BadValue { what: "heaviness", why: "it goes from 0 to 10".into() });
        }
        self.store.change(|tx| visits::set_heaviness(tx, visits::number(tx, visit)?, moment, heaviness))
    }

    /// Keeps with the visit what is written on the way out; called again, the later words stand.
    pub fn note_leaving(&self, visit: Uuid, leaving: &Leaving) -> Result<()> {
        let leaving = Leaving { forward: tidy(&leaving.forward), toward: tidy(&leaving.toward) };
        self.store.change(|tx| visits::set_leaving(tx, visits::number(tx, visit)?, &leaving))
    }

    /// Chooses the next glimmer of a visit, and notes that it was shown.
    pub fn next_light(&self, visit: Uuid, now: Moment) -> Result<Light> {
        self.store.change(|tx| {
            let (number, kept_out) = (visits::number(tx, visit)?, KeptOut::read(tx)?);
            let state = visits::state(tx, number)?;
            let (glimmer, choice) = match Choosing::begin(tx, &kept_out, number, &state, now.day)?.next()? {
                Next::Chosen(glimmer, choice) => (glimmer, choice),
                Next::Waits => return Ok(Light::Others(Others::BrightWait)),
                Next::None if visits::has_shown(tx, number)? => return Ok(Light::Others(Others::AllShown)),
                Next::None => return Ok(Light::Others(Others::NoneYet)),
            };
            visits::note_shown(tx, number, glimmer.id)?;
            let suited = |feeling: &&Feeling| hard_day::suited(&state).contains(&feeling.as_str());
            let felt = glimmer.feelings.iter().filter(|_| choice.suits).find(suited).cloned();
            Ok(Light::Own { glimmer, reason: Reason { turn: choice.turn, felt } })
        })
    }

    /// Chooses one that was noticed by `sense`, to open that sense with when looking around; notes that it was shown. `None`
    /// if there is none with words that may be shown and was not yet.
    pub fn light_by_sense(&self, visit: Uuid, sense: Sense, now: Moment) -> Result<Option<Glimmer>> {
        self.store.change(|tx| {
            search::catch_up(tx)?;
            let (number, kept_out) = (visits::number(tx, visit)?, KeptOut::read(tx)?);
            let state = visits::state(tx, number)?;
            let Some(glimmer) = Choosing::begin(tx, &kept_out, number, &state, now.day)?.next_by_sense(sense)? else { return Ok(None) };
            visits::note_shown(tx, number, glimmer.id)?;
            Ok(Some(*glimmer))
        })
    }

    /// Notes that the person stayed with a glimmer in this visit; with `None`, with something other people noticed.
    pub fn stay_with(&self, visit: Uuid, id: Option<Uuid>) -> Result<()> {
        self.store.change(|tx| visits::note_stayed(tx, visits::number(tx, visit)?, id))
    }

    /// [`Journal::rest`] in a visit, which remembers it.
    pub fn rest_during(&self, visit: Uuid, id: Uuid, rest: Option<Rest>, now: Moment) -> Result<Glimmer> {
        self.store.change(|tx| {
            visits::note_rested(tx, visits::number(tx, visit)?, id, rest.is_some())?;
            glimmers::set_rest(tx, id, rest.map(|rest| rest.until(now.day)))
        })
    }

    /// [`Journal::keep_out`] in a visit, which remembers it.
    pub fn keep_out_during(&self, visit: Uuid, id: Uuid, out: bool) -> Result<Glimmer> {
        self.store.change(|tx| {
            visits::note_kept_out(tx, visits::number(tx, visit)?, id, out)?;
            glimmers::set_kept_out(tx, id, out)
        })
    }

    /// Notes that a glimmer was noticed and kept in this visit: it was seen, and need not come up in it.
    pub fn note_noticed(&self, visit: Uuid, id: Uuid) -> Result<()> {
        self.store.change(|tx| visits::note_shown(tx, visits::number(tx, visit)?, id))
    }

    /// "Nothing with @Marta": nothing that carries this tag comes up unasked any more; or, with `out` false, it may again.
    /// Where it happens in a visit, that remembers it of all it has shown with this tag.
    pub fn keep_tag_out(&self, tag: &Tag, out: bool, visit: Option<Uuid>) -> Result<()> {
        self.store.change(|tx| {
            if let Some(visit) = visit {
                visits::note_tag_out(tx, visits::number(tx, visit)?, tag, out)?;
            }
            kept_out::set(tx, tag, out)
        })
    }

    /// The tags that the person wants nothing with unasked, by name.
    pub fn kept_out_tags(&self) -> Result<Vec<Tag>> {
        self.store.read(kept_out::all)
    }

    /// All visits, newest first.
    pub fn visits(&self) -> Result<Vec<Visit>> {
        self.store.read(visits::all)
    }

    /// What a visit showed, in order; what is in the trash since, or gone, is left out.
    pub fn shown_in(&self, visit: Uuid) -> Result<Vec<Shown>> {
        self.store.read(|tx| visits::shown(tx, visits::number(tx, visit)?))
    }

    /// Forgets a visit: what it showed counts as not shown by it. The glimmers stay.
    pub fn erase_visit(&self, visit: Uuid) -> Result<()> {
        self.store.change(|tx| visits::erase(tx, Some(visits::number(tx, visit)?)))
    }

    /// Forgets all visits.
    pub fn erase_visits(&self) -> Result<()> {
        self.store.change(|tx| visits::erase(tx, None))
    }

    /// What this morning can begin with: what was written yesterday to look forward to, else an anchor with words. `None` if
    /// there is nothing that may be shown.
    pub fn morning_cue(&self, now: Moment) -> Result<Option<MorningCue>> {
        self.store.read(|tx| {
            if let Some(forward) = visits::forward_of(tx, now.day.before(1))? {
                return Ok(Some(MorningCue::Forward(forward)));
            }
            Ok(from_before::morning_anchor(tx, now.day)?.map(|glimmer| MorningCue::Anchor(Box::new(glimmer))))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        Folder, NewGlimmer,
        review::hard_day::{Candidate, Felt, Senses},
    };

    fn now() -> Moment {
        Moment::new("2026-11-22T20:31:00+01:00".parse().unwrap(), crate::Settings::default().day_ends)
    }

    /// What somebody may have said about a glimmer, and what it is.
    #[derive(Debug, Clone)]
    struct Kept {
        days_ago: u64,
        anchor: bool,
        sense: Option<Sense>,
        feeling: Option<&'static str>,
        tag: Option<&'static str>,
        rests: bool,
        kept_out: bool,
        trashed: bool,
        waits: bool,
    }

    impl Kept {
        fn as_new(&self, text: &str) -> NewGlimmer {
            NewGlimmer {
                text: text.into(),
                senses: self.sense.into_iter().collect(),
                feelings: self.feeling.iter().map(|name| name.parse().unwrap()).collect(),
                tags: self.tag.iter().map(|name| name.parse().unwrap()).collect(),
                anchor: self.anchor,
                day: Some(now().day.before(self.days_ago)),
                ..NewGlimmer::default()
            }
        }
    }

    fn kept() -> impl Strategy<Value = Kept> {
        let sense = proptest::option::of(proptest::sample::select(Sense::ALL.to_vec()));
        let feeling = proptest::option::of(proptest::sample::select(Feeling::FIVE.to_vec()));
        let tag = proptest::option::of(proptest::sample::select(vec!["@Marta", "@MARTA", "+home"]));
        // Now and then a day of which today is an anniversary.
        let days_ago = prop_oneof![0u64..40, Just(365u64), Just(730u64)];
        (days_ago, any::<bool>(), sense, feeling, tag, proptest::array::uniform4(prop::bool::weighted(0.2))).prop_map(
            |(days_ago, anchor, sense, feeling, tag, [rests, kept_out, trashed, waits])| Kept {
                days_ago,
                anchor,
                sense,
                feeling,
                tag,
                rests,
                kept_out,
                trashed,
                waits,
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn whatever_was_said_no_showing_that_nobody_asked_for_goes_against_it(
            all in proptest::collection::vec(kept(), 0..25),
            without_marta: bool,
            arrival in proptest::sample::select(Arrival::ALL.to_vec()),
        ) {
            let home = tempfile::tempdir().unwrap();
            let journal = Journal::open(Folder::at(home.path())).unwrap();
            let mut allowed = std::collections::BTreeSet::new();
            for (n, one) in all.iter().enumerate() {
                let id = journal.keep(one.as_new(&format!("moment {n}")), now()).unwrap().id;
                if one.rests { journal.rest(id, Some(Rest::Month), now()).unwrap(); }
                if one.kept_out { journal.keep_out(id, true).unwrap(); }
                if one.waits { journal.store.change(|tx| Ok(tx.execute("update glimmer set waits = 1 where id = ?1", [id.as_bytes()])?)).unwrap(); }
                if one.trashed { journal.trash(id, now()).unwrap(); }
                let by_tag = without_marta && one.tag.is_some_and(|tag| tag != "+home");
                if !(one.rests || one.kept_out || one.waits || one.trashed || by_tag) { allowed.insert(id); }
            }
            journal.keep_tag_out(&"@marta".parse().unwrap(), without_marta, None).unwrap();

            if let Some(light) = journal.light_from_before(now()).unwrap() { prop_assert!(allowed.contains(&light.id)); }
            if let Some(MorningCue::Anchor(cue)) = journal.morning_cue(now()).unwrap() { prop_assert!(allowed.contains(&cue.id)); }
            let visit = journal.open_visit(now()).unwrap();
            journal.note_arrival(visit, arrival).unwrap();
            let mut shown = std::collections::BTreeSet::new();
            for sense in Sense::ALL {
                if let Some(glimmer) = journal.light_by_sense(visit, sense, now()).unwrap() { prop_assert!(shown.insert(glimmer.id)); }
            }
            while let Light::Own { glimmer, .. } = journal.next_light(visit, now()).unwrap() {
                prop_assert!(shown.insert(glimmer.id), "no repeat within a visit");
            }
            prop_assert!(shown.is_subset(&allowed));
            journal.stay_with(visit, None).unwrap();
            while let Light::Own { glimmer, .. } = journal.next_light(visit, now()).unwrap() {
                prop_assert!(shown.insert(glimmer.id), "no repeat within a visit");
            }
            prop_assert_eq!(shown, allowed, "and all that may come does come");
        }
    }

    /// Every glimmer that may come, with what all visits before did with it: what the choice is made from, were there no need to be quick.
    fn all_candidates(journal: &Journal, visit: Uuid) -> Vec<Candidate> {
        let visits: Vec<_> = journal.visits().unwrap().iter().map(|one| (one.day, one.id, journal.shown_in(one.id).unwrap())).collect();
        let shows = visits.iter().filter(|(_, id, shown)| *id == visit || !shown.is_empty());
        let ago: Vec<_> = shows.zip(0u32..).collect();
        let all = journal.list(&crate::ListQuery::default()).unwrap().glimmers.into_iter().filter(|one| one.consent.allows(now().day));
        all.map(|glimmer| {
            let mut showing =
                ago.iter().filter_map(|((day, _, shown), ago)| Some((*day, *ago, shown.iter().find(|one| one.glimmer.id == glimmer.id)?)));
            let felt = |names: &[&str]| glimmer.feelings.iter().any(|feeling| names.contains(&feeling.as_str()));
            Candidate {
                id: glimmer.id,
                anchor: glimmer.anchor,
                visits_ago: showing.clone().map(|(_, ago, _)| ago).min(),
                stayed_on: showing.find(|(.., shown)| shown.stayed).map(|(day, ..)| day),
                sense: glimmer.senses.first().copied(),
                senses: glimmer.senses.iter().fold(Senses::default(), |all, sense| all.with(*sense)),
                felt: Felt { settled: felt(&["safe", "calm"]), reaching: felt(&["connected", "hopeful"]), joyful: felt(&["joyful"]) },
                worded: !glimmer.text.is_empty(),
            }
        })
        .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn the_one_that_is_drawn_stands_where_the_best_of_all_would(
            all in proptest::collection::vec(kept(), 0..25),
            before in proptest::collection::vec(proptest::collection::vec(any::<bool>(), 0..6), 0..7),
            arrival in proptest::sample::select(Arrival::ALL.to_vec()),
            stays in proptest::collection::vec(any::<bool>(), 12),
        ) {
            let home = tempfile::tempdir().unwrap();
            let journal = Journal::open(Folder::at(home.path())).unwrap();
            for one in &all {
                let id = journal.keep(one.as_new("moment"), now()).unwrap().id;
                if one.rests { journal.rest(id, Some(Rest::Month), now()).unwrap(); }
                if one.trashed { journal.trash(id, now()).unwrap(); }
            }
            let shown = |visit| match journal.next_light(visit, now()).unwrap() {
                Light::Own { glimmer, reason } => Some((glimmer, reason)),
                Light::Others(_) => None,
            };
            for stays in before {
                let visit = journal.open_visit(now()).unwrap();
                journal.note_arrival(visit, Arrival::WoundUp).unwrap();
                for stayed in stays {
                    if let Some((glimmer, _)) = shown(visit) && stayed { journal.stay_with(visit, Some(glimmer.id)).unwrap(); }
                }
                journal.close_visit(visit, now()).unwrap();
            }
            let visit = journal.open_visit(now()).unwrap();
            journal.note_arrival(visit, arrival).unwrap();
            for stayed in stays {
                let candidates = all_candidates(&journal, visit);
                let state = journal.store.read(|tx| visits::state(tx, visits::number(tx, visit)?)).unwrap();
                let best = hard_day::choose(&candidates, &state);
                let Some((glimmer, reason)) = shown(visit) else { prop_assert_eq!(best, None); break };
                let best = best.expect("there is one");
                let drawn = candidates.iter().find(|one| one.id == glimmer.id).expect("it may come");
                prop_assert_eq!(hard_day::rank(drawn, &state), hard_day::rank(&candidates[best.position], &state));
                prop_assert_eq!(matches!(reason.turn, Turn::StayedWith(_)), matches!(best.turn, Turn::StayedWith(_)));
                if let Turn::StayedWith(day) = reason.turn { prop_assert_eq!(Some(day), drawn.stayed_on); }
                if stayed { journal.stay_with(visit, Some(glimmer.id)).unwrap(); }
            }
        }
    }
}
