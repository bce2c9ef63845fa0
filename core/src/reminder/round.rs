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
    /// What was chosen, or anything else in `device.json`; here or in another process.
    SettingsChanged,
    /// Something was kept, or a keep was taken back.
    Kept,
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
    /// The desktop's notification service left, and with it all that it showed.
    ServiceLeft,
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
    /// What is ahead may be another thing now.
    Changed,
    /// The person's day has ended, and the next one begun.
    NewDay,
}

/// What is known beside the record, and ends with the process.
#[derive(Debug, Clone, Copy, Default)]
pub struct Round {
    capturing: bool,
    visiting: bool,
    /// The day of the last look.
    day: Option<Day>,
}

impl Round {
    /// Looks whether it is time. What `past` is afterwards must be on disk before anything that is returned is done.
    pub fn look<Z: TimeZone>(&mut self, settings: &Settings, past: &mut Past, now: &DateTime<Z>) -> Vec<Due> {
        let before = past.clone();
        let today = Day::of(now.naive_local(), settings.day_ends);
        let mut due = Vec::new();
        if self.day.replace(today).is_some_and(|before| before != today) {
            due.push(Due::NewDay);
        }
        if self.visiting {
            // Also the day into which a visit goes on.
            past.quiet(today);
        }
        if let Some(kind) = plan(settings, past, now).ask {
            let invitation = Invitation { kind, day: today };
            // Somebody who is writing is not to be asked: this part of the day has had its moment.
            past.asked(invitation, (!self.capturing).then_some(Fate::Sent));
            if !self.capturing {
                due.push(Due::Invite { invitation, later: fits_later(settings, kind, now).is_some() });
            }
        }
        due.extend(past.close_stale(today).into_iter().map(Due::Withdraw));
        if *past != before {
            due.push(Due::Changed);
        }
        due
    }

    /// Takes in what happened; returns what to call out at once. A look comes after it.
    pub fn hear<Z: TimeZone>(&mut self, wake: &Wake, settings: &Settings, past: &mut Past, now: &DateTime<Z>) -> Vec<Due> {
        let today = Day::of(now.naive_local(), settings.day_ends);
        match wake {
            Wake::Time | Wake::Kept | Wake::Quit => vec![],
            Wake::Awake | Wake::ClockSet | Wake::SettingsChanged => vec![Due::Changed],
            Wake::Capturing(on) => {
                self.capturing = *on;
                vec![]
            }
            Wake::Visiting(on) => {
                self.visiting = *on;
                past.quiet(today);
                vec![Due::Changed]
            }
            Wake::Shown(invitation, name) => {
                // Something may have been kept while it was on its way.
                let open = past.became(*invitation, Fate::Shown(name.clone()));
                if open { vec![] } else { vec![Due::Withdraw(name.clone())] }
            }
            Wake::NotShown(invitation) => {
                past.became(*invitation, Fate::NotShown);
                vec![Due::Changed]
            }
            Wake::NothingToSay(invitation) => {
                past.closed(*invitation);
                vec![]
            }
            Wake::Answered(name, answer) => {
                let Some(invitation) = past.named(name) else { return vec![] };
                past.closed(invitation);
                // The answer belongs to the day that asked, which may be over by the time somebody finds the notification.
                match answer {
                    Answer::Later if invitation.day == today => {
                        if let Some(at) = fits_later(settings, invitation.kind, now) {
                            past.later(invitation, at);
                        }
                    }
                    Answer::NotToday if invitation.day >= today => past.quiet(today),
                    Answer::JotOne | Answer::Close | Answer::Later | Answer::NotToday => {}
                }
                let then = if *answer == Answer::JotOne { Due::Jot } else { Due::Changed };
                vec![Due::Withdraw(name.clone()), then]
            }
            Wake::Gone(name) => {
                if let Some(invitation) = past.named(name) {
                    past.closed(invitation);
                }
                vec![]
            }
            Wake::ServiceLeft => {
                past.none_is_shown(|fate| matches!(fate, Fate::Shown(_)));
                vec![Due::Changed]
            }
        }
    }

    /// Takes up what an earlier process left: what was on its way to the screen then may never have come there.
    pub fn take_up(past: &mut Past) {
        past.none_is_shown(|fate| *fate == Fate::Sent);
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
            evening.round.look(&evening.settings, &mut evening.past, &at("20:00"));
            evening
        }

        /// What is called out when this happens at `time`, the look after it included.
        fn hear(&mut self, wake: Wake, time: &str) -> Vec<Due> {
            let mut due = self.round.hear(&wake, &self.settings, &mut self.past, &at(time));
            due.extend(self.round.look(&self.settings, &mut self.past, &at(time)));
            due
        }

        fn shown() -> Self {
            let mut evening = Self::begins();
            let due = evening.hear(Wake::Time, "20:30");
            assert_eq!(due, [Due::Invite { invitation: tonight(), later: true }, Due::Changed]);
            assert_eq!(evening.past.evening.open, Some((tonight().day, Fate::Sent)), "recorded before it is shown");
            assert_eq!(evening.hear(Wake::Shown(tonight(), "a".into()), "20:30"), []);
            evening
        }
    }

    #[test]
    fn later_asks_once_more_and_not_tonight_not_at_all() {
        let mut evening = Evening::shown();
        assert_eq!(evening.hear(Wake::Answered("a".into(), Answer::Later), "20:40"), [Due::Withdraw("a".into()), Due::Changed]);
        assert_eq!(evening.hear(Wake::Time, "21:39"), []);
        let due = evening.hear(Wake::Time, "21:40");
        assert_eq!(due, [Due::Invite { invitation: tonight(), later: true }, Due::Changed]);
        evening.hear(Wake::Shown(tonight(), "b".into()), "21:40");
        assert_eq!(evening.hear(Wake::Answered("b".into(), Answer::NotToday), "21:50").len(), 2);
        assert_eq!(evening.past.quiet_on, Some(tonight().day));
        assert_eq!(evening.hear(Wake::Time, "23:00"), []);
    }

    #[test]
    fn late_in_the_evening_later_is_not_offered() {
        let mut evening = Evening::begins();
        assert_eq!(evening.hear(Wake::Awake, "23:10")[1], Due::Invite { invitation: tonight(), later: false });
    }

    #[test]
    fn what_was_kept_meanwhile_takes_the_invitation_off_the_screen() {
        let mut evening = Evening::shown();
        evening.past.kept(tonight().day, at("20:35").to_utc());
        assert_eq!(evening.hear(Wake::Kept, "20:35"), [Due::Withdraw("a".into()), Due::Changed]);

        let mut evening = Evening::begins();
        evening.hear(Wake::Time, "20:30");
        evening.past.kept(tonight().day, at("20:30").to_utc());
        evening.hear(Wake::Kept, "20:30");
        let late = evening.hear(Wake::Shown(tonight(), "a".into()), "20:30");
        assert_eq!(late, [Due::Withdraw("a".into())], "also when it was still on its way");
    }

    #[test]
    fn an_invitation_that_was_not_shown_waits_as_a_line_until_the_evening_is_silent() {
        let today = tonight().day;
        let mut evening = Evening::begins();
        evening.hear(Wake::Time, "20:30");
        evening.hear(Wake::NotShown(tonight()), "20:30");
        assert_eq!(evening.past.not_shown(today), Some(Kind::Evening));
        evening.past.kept(today, at("20:40").to_utc());
        assert_eq!(evening.past.not_shown(today), None);

        let mut evening = Evening::shown();
        evening.hear(Wake::ServiceLeft, "20:31");
        assert_eq!(evening.past.not_shown(today), Some(Kind::Evening), "with the service it left the screen");

        let mut evening = Evening::begins();
        evening.hear(Wake::Time, "20:30");
        Round::take_up(&mut evening.past);
        assert_eq!(evening.past.not_shown(today), Some(Kind::Evening), "killed between the record and the screen");
        evening.past.put_away();
        assert_eq!(evening.past.not_shown(today), None);
    }

    #[test]
    fn a_name_that_nobody_knows_changes_nothing() {
        let mut evening = Evening::shown();
        for answer in [Answer::JotOne, Answer::Later, Answer::NotToday] {
            assert_eq!(evening.hear(Wake::Answered("another program's".into(), answer), "20:40"), []);
        }
        assert_eq!(evening.past.evening.again, None);
    }

    #[test]
    fn a_visit_makes_the_day_quiet_and_the_next_one_too_if_it_goes_on() {
        let mut evening = Evening::shown();
        let due = evening.hear(Wake::Visiting(true), "20:40");
        assert!(due.contains(&Due::Withdraw("a".into())), "{due:?}");
        let next: DateTime<chrono::FixedOffset> = "2026-11-23T20:30:00+01:00".parse().unwrap();
        let due = evening.round.look(&evening.settings, &mut evening.past, &next);
        assert_eq!(due, [Due::NewDay, Due::Changed]);
        assert_eq!(evening.past.quiet_on, Some(tonight().day.after(1)));
    }

    #[test]
    fn an_answer_to_yesterdays_invitation_leaves_today_alone() {
        let mut evening = Evening::shown();
        let next: DateTime<chrono::FixedOffset> = "2026-11-23T09:00:00+01:00".parse().unwrap();
        let due = evening.round.hear(&Wake::Answered("a".into(), Answer::NotToday), &evening.settings, &mut evening.past, &next);
        assert_eq!(due, [Due::Withdraw("a".into()), Due::Changed]);
        assert_eq!(evening.past.quiet_on, None);
    }

    #[test]
    fn a_new_day_is_called_out_once_and_takes_the_old_invitation_away() {
        let mut evening = Evening::shown();
        let next: DateTime<chrono::FixedOffset> = "2026-11-23T04:00:00+01:00".parse().unwrap();
        let due = evening.round.look(&evening.settings, &mut evening.past, &next);
        assert_eq!(due, [Due::NewDay, Due::Withdraw("a".into()), Due::Changed]);
        assert_eq!(evening.round.look(&evening.settings, &mut evening.past, &next), []);
    }
}
