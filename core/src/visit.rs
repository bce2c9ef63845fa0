//! The hard day's side of the [`Journal`]: visits, what they show, what the person allows to come up.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    Day, Error, Feeling, Glimmer, Journal, Moment, Rest, Result, Sense, Support, Tag,
    review::{
        self,
        crisis::OwnLine,
        hard_day::{self, Arrival, Turn},
    },
    store::{candidates, from_before, glimmers, kept_out, own_line, supports, visits},
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
            let number = visits::number(tx, visit)?;
            let candidates = candidates::all(tx, number, now.day)?;
            let state = visits::state(tx, number)?;
            let Some(choice) = hard_day::choose(&candidates, &state) else {
                let waiting = candidates.iter().any(|one| one.visits_ago != Some(0) && hard_day::waits(one, &state));
                return Ok(Light::Others(match visits::has_shown(tx, number)? {
                    _ if waiting => Others::BrightWait,
                    true => Others::AllShown,
                    false => Others::NoneYet,
                }));
            };
            let id = candidates[choice.position].id;
            visits::note_shown(tx, number, id)?;
            let glimmer = glimmers::get(tx, id)?;
            let suited = |feeling: &&Feeling| state.arrival.suited().contains(&feeling.as_str());
            let felt = glimmer.feelings.iter().filter(|_| choice.suits).find(suited).cloned();
            Ok(Light::Own { glimmer: Box::new(glimmer), reason: Reason { turn: choice.turn, felt } })
        })
    }

    /// Chooses one that was noticed by `sense`, to open that sense with when looking around; notes that it was shown. `None`
    /// if there is none with words that may be shown and was not yet.
    pub fn light_by_sense(&self, visit: Uuid, sense: Sense, now: Moment) -> Result<Option<Glimmer>> {
        self.store.change(|tx| {
            let number = visits::number(tx, visit)?;
            let candidates = candidates::all(tx, number, now.day)?;
            let Some(choice) = hard_day::choose_by_sense(&candidates, &visits::state(tx, number)?, sense) else { return Ok(None) };
            let id = candidates[choice.position].id;
            visits::note_shown(tx, number, id)?;
            glimmers::get(tx, id).map(Some)
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

    /// "Nothing with @Marta": nothing that carries this tag comes up unasked any more; or, with `out` false, it may again.
    pub fn keep_tag_out(&self, tag: &Tag, out: bool) -> Result<()> {
        self.store.change(|tx| kept_out::set(tx, tag, out))
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

    /// The person's own supports, in their order.
    pub fn supports(&self) -> Result<Vec<Support>> {
        self.store.read(supports::all)
    }

    /// Replaces them all; returns them tidied.
    ///
    /// # Errors
    /// [`Error::BadValue`] if one has no name; then all stay as they were.
    pub fn set_supports(&self, supports: Vec<Support>) -> Result<Vec<Support>> {
        let supports = supports.into_iter().map(Support::checked).collect::<Result<Vec<_>>>()?;
        self.store.change(|tx| supports::replace(tx, &supports))?;
        Ok(supports)
    }

    /// Adds one after the others.
    pub fn add_support(&self, support: Support) -> Result<Support> {
        let support = support.checked()?;
        self.store.change(|tx| supports::add(tx, &support))?;
        Ok(support)
    }

    /// A crisis line of the person's own, if they wrote one down.
    pub fn own_line(&self) -> Result<Option<OwnLine>> {
        self.store.read(own_line::read)
    }

    /// Writes down a crisis line of the person's own, or forgets it.
    pub fn set_own_line(&self, line: Option<&OwnLine>) -> Result<()> {
        self.store.change(|tx| own_line::write(tx, line))
    }
}
