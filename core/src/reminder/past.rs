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
    /// The one that was before it: whoever flies west over the date line has a day again.
    pub quiet_before: Option<Day>,
    /// Paused: the first day on which to ask again.
    pub paused_until: Option<Day>,
    /// The last day on which something was kept, and the one before it.
    pub kept_on: Option<Day>,
    pub kept_before: Option<Day>,
    /// When that was noted: taking back what was kept then takes back the note.
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

    fn all_mut(&mut self) -> [&mut Asked; 3] {
        [&mut self.morning, &mut self.midday, &mut self.evening]
    }

    fn of_mut(&mut self, kind: Kind) -> &mut Asked {
        match kind {
            Kind::Morning => &mut self.morning,
            Kind::Midday => &mut self.midday,
            Kind::Evening => &mut self.evening,
        }
    }

    /// Something was kept on `day`, at this instant. What comes after it on the same day changes nothing, so that nobody waits for it
    /// to be written down.
    pub fn kept(&mut self, day: Day, at: DateTime<Utc>) {
        if self.kept_on != Some(day) {
            (self.kept_before, self.kept_at) = (self.kept_on.replace(day), Some(at));
        }
    }

    /// What was noted was taken back, and there is nothing else of that day.
    pub(crate) fn not_kept(&mut self) {
        (self.kept_on, self.kept_at) = (self.kept_before.take(), None);
    }

    /// Silent for this day, whatever else was planned.
    pub fn quiet(&mut self, day: Day) {
        if self.quiet_on != Some(day) {
            self.quiet_before = self.quiet_on.replace(day);
        }
    }

    /// Has its moment now; *Later* may add another one. With a fate it is an invitation, and what another part of the day asked
    /// before is over.
    pub fn asked(&mut self, invitation: Invitation, fate: Option<Fate>) {
        if fate.is_some() {
            self.all_mut().into_iter().for_each(|asked| asked.open = None);
        }
        let asked = self.of_mut(invitation.kind);
        asked.on.insert(invitation.day);
        asked.again = None;
        asked.open = fate.map(|fate| (invitation.day, fate));
    }

    /// *Later* was pressed.
    pub fn later(&mut self, invitation: Invitation, at: DateTime<Utc>) {
        self.of_mut(invitation.kind).again = Some(Again { day: invitation.day, at });
    }

    /// Notes what became of an invitation, if it is still open.
    pub fn became(&mut self, invitation: Invitation, fate: Fate) {
        if let Some((_, open)) = self.of_mut(invitation.kind).open.as_mut().filter(|(day, _)| *day == invitation.day) {
            *open = fate;
        }
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

    /// Closes all that no longer invite on `today`.
    pub(crate) fn close_stale(&mut self, today: Day) {
        let silent = self.silences(today);
        for asked in self.all_mut() {
            asked.open.take_if(|(day, _)| silent || *day != today);
        }
    }

    /// The names of those that are on a screen, as far as is known.
    pub fn on_screen(&self) -> impl Iterator<Item = &str> {
        Kind::ALL.into_iter().filter_map(|kind| match &self.of(kind).open {
            Some((_, Fate::Shown(name))) => Some(name.as_str()),
            _ => None,
        })
    }

    /// Those whose fate `is` so did not come onto the screen, or left it without the person.
    pub(crate) fn not_shown_where(&mut self, is: impl Fn(&Fate) -> bool) {
        for asked in self.all_mut() {
            if let Some((_, fate)) = &mut asked.open
                && is(fate)
            {
                *fate = Fate::NotShown;
            }
        }
    }

    /// Forgets what could not be shown: the person has read so.
    pub fn put_away(&mut self) {
        for asked in self.all_mut() {
            asked.open.take_if(|(_, fate)| *fate == Fate::NotShown);
        }
    }

    /// Whether there is an invitation of `today` that nobody saw: `here` says whether one with this name is on this screen.
    pub fn is_unseen(&self, today: Day, here: impl Fn(&str) -> bool) -> bool {
        let unseen = |kind: &Kind| match &self.of(*kind).open {
            Some((day, Fate::NotShown)) => *day == today,
            Some((day, Fate::Shown(name))) => *day == today && !here(name),
            Some((_, Fate::Sent)) | None => false,
        };
        !self.silences(today) && Kind::ALL.iter().any(unseen)
    }

    /// Whether it is paused on `day`. A pause that begins far ahead was made under a clock that went wrong, and is none.
    pub fn is_paused(&self, day: Day) -> bool {
        self.paused_until.is_some_and(|until| day < until && until <= day.after(LONGEST_PAUSE + 1))
    }

    pub(crate) fn is_kept(&self, day: Day) -> bool {
        [self.kept_on, self.kept_before].contains(&Some(day))
    }

    pub(crate) fn is_quiet(&self, day: Day) -> bool {
        [self.quiet_on, self.quiet_before].contains(&Some(day))
    }

    /// Whether nothing asks on `day`, in no part of it.
    pub fn silences(&self, day: Day) -> bool {
        self.is_kept(day) || self.is_quiet(day) || self.is_paused(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_comes_again_after_a_flight_west_is_as_silent_as_it_was() {
        let (sunday, monday): (Day, Day) = ("2026-11-22".parse().unwrap(), "2026-11-23".parse().unwrap());
        let at = "2026-11-22T18:00:00Z".parse().unwrap();
        let mut past = Past::default();
        past.kept(sunday, at);
        past.kept(monday, at);
        assert!(past.silences(sunday) && past.silences(monday));
        past.not_kept();
        assert!(past.silences(sunday) && !past.silences(monday), "taking back the last keep leaves the one before");
        past.quiet(monday);
        past.quiet(monday);
        past.quiet(monday.after(1));
        assert!(past.silences(monday) && past.silences(monday.after(1)));
    }
}
