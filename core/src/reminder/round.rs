//! What a look at the clock, or something that happened, changes and calls out: pure, over what is recorded.

use chrono::{DateTime, TimeZone};

use super::{Fate, Invitation, Past, fits_later, plan};
use crate::{Day, Settings};

/// Everything that can wake the runner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wake {
    /// It waited as long as it waits.
    Time,
    /// The system woke from sleep.
    Awake,
    /// The clock or the zone was set.
    ClockSet,
    SettingsChanged,
    /// Something was kept, or a keep was taken back.
    Kept,
    /// Another process may have changed what is in `device.json`.
    Elsewhere,
    /// The person is in the capture window, or has left it.
    Capturing(bool),
    /// A hard-day visit is open, or was closed. It makes the whole day quiet.
    Visiting(bool),
    /// An invitation is on the screen, where the desktop knows it by this name.
    Shown(Invitation, String),
    /// An invitation could not be shown.
    NotShown(Invitation),
    /// There is nothing that an invitation could say: its part of the day passes.
    NothingToSay(Invitation),
    /// What the desktop knows by this name was answered.
    Answered(String, Answer),
    /// What the desktop knew by this name is gone, unanswered.
    Gone(String),
    /// What the desktop knew by this name went by itself, after its time: perhaps nobody saw it.
    Expired(String),
    /// What the desktop knew by names that begin so left the screen, and the person had no part in it.
    Lost(String),
    Quit,
}

/// What a person can answer to an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    JotOne,
    Later,
    /// They have read it.
    Close,
    /// *Not tonight*, *Not today*: silent till tomorrow.
    NotToday,
}

/// What the runner calls out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// It is time to invite the person; `later` says whether *Later* would still have a moment. The answer to this is
    /// [`Wake::Shown`] or [`Wake::NotShown`].
    Invite { invitation: Invitation, later: bool },
    /// What the desktop knows by this name does not invite any more.
    Withdraw(String),
    /// Somebody wants to jot one.
    Jot,
    /// What is recorded is another thing now, or the clock is.
    Changed,
    /// The person's day has ended, and the next one begun.
    NewDay,
}

/// What is known beside the record, and ends with the process.
#[derive(Debug, Clone, Default)]
pub struct Round {
    capturing: bool,
    visiting: bool,
    /// What is on the screen for us, by its names; also what an earlier process left there.
    shown: Vec<String>,
    /// The day of the last look.
    day: Option<Day>,
}

impl Round {
    /// Begins with what an earlier process left: what was on its way to the screen then may never have come there.
    pub fn take_up(past: &mut Past) -> Self {
        past.not_shown_where(|fate| *fate == Fate::Sent);
        Self { shown: past.on_screen().map(str::to_owned).collect(), ..Self::default() }
    }

    /// Looks whether it is time. What `past` is afterwards must be on disk before anything that is returned is done.
    pub fn look<Z: TimeZone>(&mut self, settings: &Settings, past: &mut Past, now: &DateTime<Z>) -> Vec<Due> {
        let today = Day::of(now.naive_local(), settings.day_ends);
        let mut due = Vec::new();
        if self.day.replace(today).is_some_and(|before| before != today) {
            due.push(Due::NewDay);
        }
        if self.visiting {
            // Also the day into which a visit goes on.
            past.quiet(today);
        }
        past.close_stale(today);
        let ask = plan(settings, past, now).ask.map(|kind| Invitation { kind, day: today });
        if let Some(invitation) = ask {
            // Somebody who is writing is not to be asked: this part of the day has had its moment.
            past.asked(invitation, (!self.capturing).then_some(Fate::Sent));
            // Two never come together: another one that was due as well has had its moment with it.
            while let Some(kind) = plan(settings, past, now).ask {
                past.asked(Invitation { kind, ..invitation }, None);
            }
        }
        // Whoever closed it, here or in the person's other session, only who showed it can take it away.
        due.extend(self.shown.extract_if(.., |name| past.named(name).is_none()).map(Due::Withdraw));
        if let Some(invitation) = ask.filter(|_| !self.capturing) {
            due.push(Due::Invite { invitation, later: fits_later(settings, invitation.kind, now).is_some() });
        }
        due
    }

    /// Takes in what happened; returns what to call out. A look comes after it.
    pub fn hear<Z: TimeZone>(&mut self, wake: &Wake, settings: &Settings, past: &mut Past, now: &DateTime<Z>) -> Option<Due> {
        let today = Day::of(now.naive_local(), settings.day_ends);
        match wake {
            Wake::Time | Wake::SettingsChanged | Wake::Kept | Wake::Elsewhere | Wake::Quit => {}
            Wake::Awake | Wake::ClockSet => return Some(Due::Changed),
            Wake::Capturing(on) => self.capturing = *on,
            Wake::Visiting(on) => {
                if std::mem::replace(&mut self.visiting, *on) || *on {
                    past.quiet(today);
                }
            }
            Wake::Shown(invitation, name) => {
                self.shown.push(name.clone());
                past.became(*invitation, Fate::Shown(name.clone()));
            }
            Wake::NotShown(invitation) => past.became(*invitation, Fate::NotShown),
            Wake::NothingToSay(invitation) => past.closed(*invitation),
            Wake::Answered(name, answer) => {
                let invitation = past.named(name)?;
                past.closed(invitation);
                // The answer belongs to the day that asked, which may be over by the time somebody finds the notification.
                match answer {
                    Answer::JotOne => return Some(Due::Jot),
                    Answer::Later if invitation.day == today => {
                        if let Some(at) = fits_later(settings, invitation.kind, now) {
                            past.later(invitation, at);
                        }
                    }
                    Answer::NotToday if invitation.day >= today => past.quiet(today),
                    Answer::Close | Answer::Later | Answer::NotToday => {}
                }
            }
            Wake::Gone(name) => {
                self.shown.retain(|shown| shown != name);
                past.closed(past.named(name)?);
            }
            Wake::Expired(name) => {
                self.shown.retain(|shown| shown != name);
                past.became(past.named(name)?, Fate::NotShown);
            }
            Wake::Lost(names) => {
                self.shown.retain(|shown| !shown.starts_with(names));
                past.not_shown_where(|fate| matches!(fate, Fate::Shown(name) if name.starts_with(names)));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reminder::Kind;

    /// A November evening in Berlin's winter.
    fn at(time: &str) -> DateTime<chrono::FixedOffset> {
        format!("2026-11-22T{time}:00+01:00").parse().unwrap()
    }

    fn tonight() -> Invitation {
        Invitation { kind: Kind::Evening, day: "2026-11-22".parse().unwrap() }
    }

    struct Evening {
        settings: Settings,
        past: Past,
        round: Round,
    }

    impl Evening {
        fn begins() -> Self {
            let mut evening = Self { settings: Settings::default(), past: Past::default(), round: Round::default() };
            evening.look("2026-11-22T20:00:00+01:00");
            evening
        }

        fn look(&mut self, now: &str) -> Vec<Due> {
            self.round.look(&self.settings, &mut self.past, &now.parse::<DateTime<chrono::FixedOffset>>().unwrap())
        }

        /// What is called out when this happens at `time` of that evening, by the look after it too.
        fn hear(&mut self, wake: Wake, time: &str) -> Vec<Due> {
            let heard = self.round.hear(&wake, &self.settings, &mut self.past, &at(time));
            heard.into_iter().chain(self.round.look(&self.settings, &mut self.past, &at(time))).collect()
        }

        fn shown() -> Self {
            let mut evening = Self::begins();
            assert_eq!(evening.hear(Wake::Time, "20:30"), [Due::Invite { invitation: tonight(), later: true }]);
            assert_eq!(evening.past.evening.open, Some((tonight().day, Fate::Sent)), "recorded before it is shown");
            assert_eq!(evening.hear(Wake::Shown(tonight(), "a 1".into()), "20:30"), []);
            evening
        }

        fn is_unseen(&self) -> bool {
            self.past.is_unseen(tonight().day, |_| true)
        }
    }

    fn withdraw(name: &str) -> Due {
        Due::Withdraw(name.into())
    }

    #[test]
    fn later_asks_once_more_and_not_tonight_not_at_all() {
        let mut evening = Evening::shown();
        assert_eq!(evening.hear(Wake::Answered("a 1".into(), Answer::Later), "20:40"), [withdraw("a 1")]);
        assert_eq!(evening.hear(Wake::Time, "21:39"), []);
        assert_eq!(evening.hear(Wake::Time, "21:40"), [Due::Invite { invitation: tonight(), later: true }]);
        evening.hear(Wake::Shown(tonight(), "a 2".into()), "21:40");
        assert_eq!(evening.hear(Wake::Answered("a 2".into(), Answer::NotToday), "21:50"), [withdraw("a 2")]);
        assert_eq!(evening.past.quiet_on, Some(tonight().day));
        assert_eq!(evening.hear(Wake::Time, "23:00"), []);
    }

    #[test]
    fn late_in_the_evening_later_is_not_offered() {
        let mut evening = Evening::begins();
        assert_eq!(evening.hear(Wake::Time, "23:10"), [Due::Invite { invitation: tonight(), later: false }]);
    }

    #[test]
    fn what_was_kept_meanwhile_takes_the_invitation_off_the_screen() {
        let mut evening = Evening::shown();
        evening.past.kept(tonight().day, at("20:35").to_utc());
        assert_eq!(evening.hear(Wake::Kept, "20:35"), [withdraw("a 1")]);

        let mut evening = Evening::begins();
        evening.hear(Wake::Time, "20:30");
        evening.past.kept(tonight().day, at("20:30").to_utc());
        evening.hear(Wake::Kept, "20:30");
        assert_eq!(evening.hear(Wake::Shown(tonight(), "a 1".into()), "20:30"), [withdraw("a 1")], "also when it was still on its way");
    }

    #[test]
    fn what_another_session_closed_is_taken_away_by_the_one_that_showed_it() {
        let mut evening = Evening::shown();
        let mut other = Round::default();
        evening.past.kept(tonight().day, at("20:35").to_utc());
        assert_eq!(other.look(&evening.settings, &mut evening.past, &at("20:35")), []);
        assert_eq!(evening.hear(Wake::Elsewhere, "20:35"), [withdraw("a 1")]);
    }

    #[test]
    fn an_invitation_that_was_not_shown_waits_as_a_line_until_the_evening_is_silent() {
        let mut evening = Evening::begins();
        evening.hear(Wake::Time, "20:30");
        assert!(!evening.is_unseen(), "it is on its way");
        evening.hear(Wake::NotShown(tonight()), "20:30");
        assert!(evening.is_unseen());
        evening.past.kept(tonight().day, at("20:40").to_utc());
        assert!(!evening.is_unseen());

        let mut evening = Evening::shown();
        evening.hear(Wake::Lost("b ".into()), "20:31");
        assert!(!evening.is_unseen(), "another service, another screen");
        assert!(evening.past.is_unseen(tonight().day, |_| false), "from before the computer was started anew");
        evening.hear(Wake::Lost("a ".into()), "20:31");
        assert!(evening.is_unseen(), "with the service it left the screen");

        let mut evening = Evening::shown();
        evening.hear(Wake::Expired("a 1".into()), "20:31");
        assert!(evening.is_unseen(), "it went while nobody was there");

        let mut evening = Evening::begins();
        evening.hear(Wake::Time, "20:30");
        Round::take_up(&mut evening.past);
        assert!(evening.is_unseen(), "killed between the record and the screen");
        evening.past.put_away();
        assert!(!evening.is_unseen());
    }

    #[test]
    fn a_name_that_nobody_knows_changes_nothing() {
        let mut evening = Evening::shown();
        for answer in [Answer::JotOne, Answer::Later, Answer::NotToday] {
            assert_eq!(evening.hear(Wake::Answered("another program's".into(), answer), "20:40"), []);
        }
        assert_eq!((evening.past.evening.again, evening.past.quiet_on), (None, None));
    }

    #[test]
    fn a_visit_makes_the_day_quiet_and_the_next_one_too_if_it_goes_on() {
        let mut evening = Evening::shown();
        assert_eq!(evening.hear(Wake::Visiting(true), "20:40"), [withdraw("a 1")]);
        assert_eq!(evening.look("2026-11-23T20:30:00+01:00"), [Due::NewDay]);
        assert_eq!(evening.past.quiet_on, Some(tonight().day.after(1)));
    }

    #[test]
    fn windows_that_hide_where_no_visit_was_make_nothing_quiet() {
        let mut evening = Evening::begins();
        evening.hear(Wake::Visiting(false), "20:10");
        assert_eq!(evening.past.quiet_on, None);
        assert_eq!(evening.hear(Wake::Time, "20:30").len(), 1);
    }

    #[test]
    fn an_answer_to_yesterdays_invitation_leaves_today_alone() {
        let mut evening = Evening::shown();
        let next: DateTime<chrono::FixedOffset> = "2026-11-23T09:00:00+01:00".parse().unwrap();
        evening.round.hear(&Wake::Answered("a 1".into(), Answer::NotToday), &evening.settings, &mut evening.past, &next);
        assert_eq!(evening.past.quiet_on, None);
    }

    #[test]
    fn a_new_day_is_called_out_once_and_takes_the_old_invitation_away() {
        let mut evening = Evening::shown();
        assert_eq!(evening.look("2026-11-23T04:00:00+01:00"), [Due::NewDay, withdraw("a 1")]);
        assert_eq!(evening.look("2026-11-23T04:00:30+01:00"), []);
    }

    #[test]
    fn asleep_for_a_day_the_old_invitation_goes_when_the_new_one_comes() {
        let mut evening = Evening::shown();
        let invitation = Invitation { day: tonight().day.after(1), ..tonight() };
        let due = evening.look("2026-11-23T20:45:00+01:00");
        assert_eq!(due, [Due::NewDay, withdraw("a 1"), Due::Invite { invitation, later: true }]);
    }

    #[test]
    fn the_invitation_of_midday_goes_when_the_evening_asks() {
        let mut evening = Evening::begins();
        let midday = Invitation { kind: Kind::Midday, ..tonight() };
        evening.past.asked(midday, Some(Fate::Sent));
        evening.hear(Wake::Shown(midday, "a 1".into()), "20:10");
        assert_eq!(evening.hear(Wake::Time, "20:30"), [withdraw("a 1"), Due::Invite { invitation: tonight(), later: true }]);
    }
}
