//! The hard day's side of the [`Journal`]: visits, what they show, what the person allows to come up.

use std::sync::PoisonError;

use chrono::{DateTime, Utc};
use rusqlite::Transaction;
use uuid::Uuid;

use crate::{
    Day, Error, Feeling, Glimmer, Journal, Moment, Rest, Result, Sense, Tag,
    review::{
        self,
        hard_day::{self, Arrival, Candidate, Choice, Turn},
    },
    store::{candidates, from_before, glimmers, kept_out, visits},
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

/// What an open visit knows while it chooses.
struct Open<'a> {
    number: i64,
    state: hard_day::Visit,
    candidates: &'a [Candidate],
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
        self.store.change(|tx| visits::close(tx, visit, now))?;
        self.remembered.lock().unwrap_or_else(PoisonError::into_inner).take_if(|(of, _)| *of == visit);
        Ok(())
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

    /// Reads what a visit may choose from before it is asked: in a large journal that takes a moment.
    pub fn prepare_visit(&self, visit: Uuid, now: Moment) -> Result<()> {
        let mut remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        *remembered = Some((visit, self.store.read(|tx| candidates::all(tx, visits::number(tx, visit)?, now.day))?));
        Ok(())
    }

    /// Chooses the next glimmer of a visit, and notes that it was shown.
    pub fn next_light(&self, visit: Uuid, now: Moment) -> Result<Light> {
        self.show(visit, now, hard_day::choose, |tx, next, open| {
            let Some((glimmer, choice)) = next else {
                let waiting = open.candidates.iter().any(|one| one.visits_ago != Some(0) && hard_day::waits(one, &open.state));
                return Ok(Light::Others(match visits::has_shown(tx, open.number)? {
                    _ if waiting => Others::BrightWait,
                    true => Others::AllShown,
                    false => Others::NoneYet,
                }));
            };
            let suited = |feeling: &&Feeling| hard_day::suited(&open.state).contains(&feeling.as_str());
            let felt = glimmer.feelings.iter().filter(|_| choice.suits).find(suited).cloned();
            Ok(Light::Own { glimmer: Box::new(glimmer), reason: Reason { turn: choice.turn, felt } })
        })
    }

    /// Chooses one that was noticed by `sense`, to open that sense with when looking around; notes that it was shown. `None`
    /// if there is none with words that may be shown and was not yet.
    pub fn light_by_sense(&self, visit: Uuid, sense: Sense, now: Moment) -> Result<Option<Glimmer>> {
        let by_sense = |all: &[Candidate], state: &hard_day::Visit| hard_day::choose_by_sense(all, state, sense);
        self.show(visit, now, by_sense, |_, next, _| Ok(next.map(|(glimmer, _)| glimmer)))
    }

    /// Finds what `choose` chooses and the person allows now, notes that it was shown, and lets `then` make the answer of it.
    fn show<T>(
        &self,
        visit: Uuid,
        now: Moment,
        choose: impl Fn(&[Candidate], &hard_day::Visit) -> Option<Choice>,
        then: impl FnOnce(&Transaction<'_>, Option<(Glimmer, Choice)>, Open<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        let shown = self.store.change(|tx| {
            let number = visits::number(tx, visit)?;
            let state = visits::state(tx, number)?;
            // Read once in a visit: it takes a moment in a large journal, and somebody is waiting.
            let candidates = match remembered.take() {
                Some((of, candidates)) if of == visit => candidates,
                _ => candidates::all(tx, number, now.day)?,
            };
            let (_, candidates) = remembered.insert((visit, candidates));
            let next = loop {
                let Some(choice) = choose(candidates, &state) else { break None };
                let chosen = &mut candidates[choice.position];
                // Whatever comes of it, it does not come again in this visit.
                chosen.visits_ago = Some(0);
                // Consent is asked of what stands in the journal now, however long ago the candidates were read.
                match glimmers::get(tx, chosen.id) {
                    Ok(glimmer) if glimmer.consent.allows(now.day) => {
                        visits::note_shown(tx, number, glimmer.id)?;
                        break Some((glimmer, choice));
                    }
                    Ok(_) | Err(Error::NotFound) => {}
                    Err(error) => return Err(error),
                }
            };
            then(tx, next, Open { number, state, candidates })
        });
        if shown.is_err() {
            // What was not written down was not shown.
            *remembered = None;
        }
        shown
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
        self.store.change(|tx| visits::note_shown(tx, visits::number(tx, visit)?, id))?;
        *self.remembered.lock().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(())
    }

    /// "Nothing with @Marta": nothing that carries this tag comes up unasked any more; or, with `out` false, it may again.
    /// Where it happens in a visit, that remembers it of all it has shown with this tag.
    pub fn keep_tag_out(&self, tag: &Tag, out: bool, visit: Option<Uuid>) -> Result<()> {
        self.store.change(|tx| {
            if let Some(visit) = visit {
                visits::note_tag_out(tx, visits::number(tx, visit)?, tag, out)?;
            }
            kept_out::set(tx, tag, out)
        })?;
        // What an open visit may choose from may be more now.
        *self.remembered.lock().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(())
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
            let anchors = from_before::anchors(tx, now.day)?;
            let chosen = review::morning::choose(&anchors, now.day).map(|position| glimmers::get(tx, anchors[position]));
            Ok(chosen.transpose()?.map(|glimmer| MorningCue::Anchor(Box::new(glimmer))))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Folder, NewGlimmer};

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
                let new = NewGlimmer {
                    text: format!("moment {n}"),
                    senses: one.sense.into_iter().collect(),
                    feelings: one.feeling.iter().map(|name| name.parse().unwrap()).collect(),
                    tags: one.tag.iter().map(|name| name.parse().unwrap()).collect(),
                    anchor: one.anchor,
                    day: Some(now().day.before(one.days_ago)),
                    ..NewGlimmer::default()
                };
                let id = journal.keep(new, now()).unwrap().id;
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
}
