//! What happened so far, as the reminder has to know it. Kept in `device.json`, so that a restart does not ask twice.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Days, Kind};
use crate::Day;

/// The longest pause there is, in days.
pub const LONGEST_PAUSE: u64 = 7;

/// What happened, in all parts of the day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Past {
    pub morning: Asked,
    pub midday: Asked,
    pub evening: Asked,
    /// The last day that was made quiet: by *Not tonight*, or by something that is nobody's business.
    pub quiet_on: Option<Day>,
    /// Paused: the first day on which to ask again.
    pub paused_until: Option<Day>,
    /// The last day on which something was kept.
    pub kept_on: Option<Day>,
    /// When something was last kept, so that undoing it can be told from an older keep.
    pub kept_at: Option<DateTime<Utc>>,
}

/// What happened in one part of the day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// On which days it asked by itself. Written before anything is shown: a crash must not nag.
    pub on: Days,
    /// *Later* was pressed.
    pub again: Option<Again>,
    /// The invitation that was not answered yet.
    pub open: Option<(Day, Fate)>,
}

/// When to ask again, on the day on which *Later* was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Again {
    pub day: Day,
    pub at: DateTime<Utc>,
}

/// What became of an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It was written down; whether it came onto the screen is not known yet.
    Sent,
    /// It is on the screen, where the desktop knows it by this name.
    Shown(String),
    /// The desktop could not show it: a quiet line in the window stands for it.
    NotShown,
}

/// One invitation: in which part of which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Invitation {
    pub kind: Kind,
    pub day: Day,
}

impl Past {
    pub fn of(&self, kind: Kind) -> &Asked {
        match kind {
            Kind::Morning => &self.morning,
            Kind::Midday => &self.midday,
            Kind::Evening => &self.evening,
        }
    }

    fn of_mut(&mut self, kind: Kind) -> &mut Asked {
        match kind {
            Kind::Morning => &mut self.morning,
            Kind::Midday => &mut self.midday,
            Kind::Evening => &mut self.evening,
        }
    }

    pub(crate) fn kept(&mut self, day: Day, at: DateTime<Utc>) {
        (self.kept_on, self.kept_at) = (Some(day), Some(at));
    }

    /// Silent for this day, whatever else was planned.
    pub fn quiet(&mut self, day: Day) {
        self.quiet_on = Some(day);
    }

    /// Has its moment now; *Later* may add another one.
    pub fn asked(&mut self, invitation: Invitation, fate: Option<Fate>) {
        let asked = self.of_mut(invitation.kind);
        asked.on.insert(invitation.day);
        asked.again = None;
        asked.open = fate.map(|fate| (invitation.day, fate));
    }

    /// *Later* was pressed.
    pub fn later(&mut self, invitation: Invitation, at: DateTime<Utc>) {
        self.of_mut(invitation.kind).again = Some(Again { day: invitation.day, at });
    }

    /// Notes what became of an invitation; returns whether it is still open.
    pub fn became(&mut self, invitation: Invitation, fate: Fate) -> bool {
        let open = self.of_mut(invitation.kind).open.as_mut().filter(|(day, _)| *day == invitation.day);
        open.map(|open| open.1 = fate).is_some()
    }

    /// The open invitation that the desktop knows by this name.
    pub fn named(&self, name: &str) -> Option<Invitation> {
        let is_it = |kind: &Kind| matches!(&self.of(*kind).open, Some((_, Fate::Shown(other))) if other == name);
        let kind = Kind::ALL.into_iter().find(is_it)?;
        self.of(kind).open.as_ref().map(|(day, _)| Invitation { kind, day: *day })
    }

    /// Closes an invitation: it was answered, or went.
    pub fn closed(&mut self, invitation: Invitation) {
        self.of_mut(invitation.kind).open.take_if(|(day, _)| *day == invitation.day);
    }

    /// Closes all that no longer invite on `today`; returns the names of those that are on the screen.
    pub fn close_stale(&mut self, today: Day) -> Vec<String> {
        let silent = self.silences(today);
        let stale = |asked: &mut Asked| asked.open.take_if(|(day, _)| silent || *day != today);
        let closed = [&mut self.morning, &mut self.midday, &mut self.evening].map(stale);
        let name = |(_, fate): (Day, Fate)| if let Fate::Shown(name) = fate { Some(name) } else { None };
        closed.into_iter().flatten().filter_map(name).collect()
    }

    /// Whatever was not seen on the screen for certain did not come onto it: after a start, or when the desktop's service left.
    pub fn none_is_shown(&mut self, of: impl Fn(&Fate) -> bool) {
        for asked in [&mut self.morning, &mut self.midday, &mut self.evening] {
            if let Some((_, fate)) = &mut asked.open
                && of(fate)
            {
                *fate = Fate::NotShown;
            }
        }
    }

    /// Forgets what could not be shown: the person has read so.
    pub fn put_away(&mut self) {
        for asked in [&mut self.morning, &mut self.midday, &mut self.evening] {
            asked.open.take_if(|(_, fate)| *fate == Fate::NotShown);
        }
    }

    /// The part of `today` whose invitation could not be shown, if it still invites.
    pub fn not_shown(&self, today: Day) -> Option<Kind> {
        let waits = |kind: &Kind| self.of(*kind).open == Some((today, Fate::NotShown));
        Kind::ALL.into_iter().rev().find(waits).filter(|_| !self.silences(today))
    }

    /// Whether it is paused on `day`. A pause that begins far ahead was made under a clock that went wrong, and is none.
    pub fn is_paused(&self, day: Day) -> bool {
        self.paused_until.is_some_and(|until| day < until && until <= day.after(LONGEST_PAUSE + 1))
    }

    pub fn silences(&self, day: Day) -> bool {
        self.kept_on == Some(day) || self.quiet_on == Some(day) || self.is_paused(day)
    }
}
