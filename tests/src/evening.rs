//! An evening under a clock that the test sets: Sunday, the 22nd of November 2026, in Berlin.

use std::{fs, path::Path, time::Duration};

use glimmer_core::{Folder, Journal, chrono::TimeDelta};
use serde_json::{Value, json};

use crate::{Desktop, Logind, Notifier, Running, wait_until, wait_within};

/// The reminder looks at the clock every 30 seconds at the latest; and the machine may be busy.
const BY_RULE: Duration = Duration::from_secs(45);

/// Somebody's desktop on that Sunday. No browser engine runs under the moved clock, so there are no windows.
pub struct Sunday {
    pub desktop: Desktop,
    pub logind: Logind,
}

impl Sunday {
    /// At this time, with an evening from half past eight to midnight on every day.
    pub fn at(time: &str) -> Self {
        Self::on(Desktop::bare().in_zone("Europe/Berlin"), &format!("2026-11-22 {time}"))
    }

    /// On a desktop that has its zone already.
    pub fn on(desktop: Desktop, time: &str) -> Self {
        let mut desktop = desktop.with_clock(time);
        let logind = Logind::on(&mut desktop);
        let sunday = Self { desktop, logind };
        sunday.choose(json!({}));
        sunday
    }

    /// Writes down the settings, with these among them, before the app starts.
    pub fn choose(&self, some: Value) {
        let evening = json!({ "on": true, "at": "20:30", "until": "23:59", "days": vec![true; 7], "later_minutes": 60 });
        let mut settings = json!({ "keep_capture_warm": false, "evening": evening });
        settings.as_object_mut().expect("an object").extend(some.as_object().expect("an object").clone());
        self.desktop.choose(&json!({ "welcomed": true, "settings": settings }));
    }

    /// Starts the app as at login, and waits until the reminder has looked at the clock and would hear of waking.
    pub fn starts(&self) -> Running {
        Self::log_in(&self.desktop)
    }

    /// The same in any session of this desktop.
    pub fn log_in(desktop: &Desktop) -> Running {
        let hears = |desktop: &Desktop| desktop.log().matches("it is heard when the system wakes").count();
        let (looks, heard) = (desktop.looks(), hears(desktop));
        let app = desktop.start(&["--hidden"]);
        wait_until("the reminder has looked", || desktop.looks() > looks && hears(desktop) > heard);
        app
    }

    /// The clock says this now, as after a sleep, and the reminder has looked at it.
    pub fn becomes(&self, time: &str) {
        self.logind.sleeps();
        self.desktop.set_clock(time);
        self.wakes();
    }

    /// The clock is moved by this, as after a sleep, and the reminder has looked at it.
    pub fn moves(&self, by: TimeDelta) {
        self.desktop.move_clock(by);
        self.wakes();
    }

    /// The system says that it woke, and the reminder has looked.
    pub fn wakes(&self) {
        let before = self.desktop.looks();
        self.logind.wakes();
        // One look may have been under way already.
        wait_until("it looks again", || self.desktop.looks() > before + 1 || self.quietly_looked(before));
    }

    /// Whether the look that came of waking is over, and nothing waits behind it.
    fn quietly_looked(&self, before: usize) -> bool {
        let log = self.desktop.log();
        let (Some(woke), Some(looked)) = (log.rfind("wake=Awake"), log.rfind("the evening was looked at")) else { return false };
        self.desktop.looks() > before && looked > woke
    }

    /// Waits until the reminder has looked at the clock by itself.
    pub fn looks_by_itself(&self) {
        let before = self.desktop.looks();
        wait_within(BY_RULE, "it looks by itself", || (self.desktop.looks() > before).then_some(()));
    }

    /// Waits until so many invitations have come in all, by the rule at the latest.
    pub fn comes(&self, notifiers: &[&Notifier], times: usize) {
        let shown = || notifiers.iter().map(|one| one.shown().len()).sum::<usize>();
        wait_within(BY_RULE, "the invitation", || (shown() >= times).then_some(()));
        assert_eq!(shown(), times, "{}", self.desktop.log());
    }

    /// How often an invitation came in all, once each that the reminder asked for is on the screen: that takes a moment longer
    /// than the look.
    pub fn all_shown(&self, notifier: &Notifier) -> usize {
        let asked = self.desktop.log().matches("asking").count();
        wait_until("each of them is shown", || notifier.shown().len() >= asked);
        notifier.shown().len()
    }

    /// What `device.json` says of the evening.
    pub fn record(&self) -> Value {
        self.desktop.device()["reminder"]["evening"].clone()
    }

    /// The journal, while no app has it.
    pub fn journal(&self) -> Journal {
        Journal::open(Folder::at(self.desktop.home())).expect("a journal")
    }
}

/// Whether the process or one of its children draws web pages.
pub fn draws_pages(process: u32) -> bool {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let children = tasks.map(|task| fs::read_to_string(task.path().join("children")).unwrap_or_default()).collect::<String>();
    let name = |child: &str| fs::read_to_string(Path::new("/proc").join(child).join("comm")).unwrap_or_default();
    children.split_whitespace().any(|child| name(child).starts_with("WebKit"))
}
