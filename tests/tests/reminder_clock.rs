//! The reminder, and everything that happens to the clock of a computer: it is set, it sleeps, it travels.

use std::time::Duration;

use glimmer_core::chrono::TimeDelta;
use journeys::{Desktop, Logind, Notifier, Running, wait_until, wait_within};
use serde_json::json;

/// The reminder looks at the clock every 30 seconds at the latest; and the machine may be busy.
const BY_RULE: Duration = Duration::from_secs(45);

/// Writes down an evening from half past eight to midnight, on every day.
fn evenings(desktop: &Desktop) {
    let evening = json!({ "on": true, "at": "20:30", "until": "23:59", "days": vec![true; 7], "later_minutes": 60 });
    // Without windows kept ready there is no browser engine under the moved clock.
    desktop.choose(&json!({ "welcomed": true, "settings": { "keep_capture_warm": false, "evening": evening } }));
}

/// A desktop in Berlin at this time of the 22nd of November 2026, a Sunday.
fn sunday(time: &str) -> Desktop {
    let desktop = Desktop::bare().in_zone("Europe/Berlin").with_clock(&format!("2026-11-22 {time}"));
    evenings(&desktop);
    desktop
}

/// Starts the app as at login, and waits until the reminder has looked at the clock.
fn logged_in(desktop: &Desktop) -> Running {
    let before = desktop.looks();
    let app = desktop.start(&["--hidden"]);
    wait_until("the reminder has looked", || desktop.looks() > before);
    app
}

/// Waits until the reminder has looked at what the clock says now.
fn looked_again(desktop: &Desktop) {
    let before = desktop.looks();
    wait_within(BY_RULE, "it looks again", || (desktop.looks() > before).then_some(()));
}

fn comes(notifiers: &[&Notifier]) {
    wait_within(BY_RULE, "the invitation", || (shown(notifiers) > 0).then_some(()));
}

fn shown(notifiers: &[&Notifier]) -> usize {
    notifiers.iter().map(|one| one.shown().len()).sum()
}

#[test]
fn a_clock_that_is_set_to_the_evening_brings_it_once_also_when_it_is_set_back_and_forward_again() {
    let desktop = sunday("15:00");
    let notifier = Notifier::on(&desktop);
    let _app = logged_in(&desktop);
    assert_eq!(notifier.shown(), [], "it is afternoon");
    desktop.set_clock("2026-11-22 20:40");
    comes(&[&notifier]);
    desktop.move_clock(TimeDelta::hours(-1));
    looked_again(&desktop);
    desktop.move_clock(TimeDelta::hours(1));
    looked_again(&desktop);
    assert_eq!(notifier.shown().len(), 1, "once is once, whatever the clock does: {}", desktop.log());
}

#[test]
fn it_comes_at_its_time_and_goes_when_it_was_answered() {
    let desktop = sunday("20:29:50");
    let notifier = Notifier::on(&desktop);
    let _app = logged_in(&desktop);
    comes(&[&notifier]);
    let invitation = notifier.wait_for_one();
    let labels: Vec<_> = invitation.buttons.iter().map(|(_, label)| label.as_str()).collect();
    for label in ["Jot one", "Later", "Not tonight"] {
        assert!(labels.contains(&label), "{label} is offered: {labels:?}");
    }
    let (key, _) = invitation.buttons.iter().find(|(_, label)| label == "Not tonight").expect("it was there just now");
    notifier.press(key);
    wait_until("it has gone from the screen", || notifier.displayed() == 0);
}

#[test]
fn slept_through_it_comes_after_waking_while_it_is_still_evening() {
    let mut desktop = sunday("20:20");
    let logind = Logind::on(&mut desktop);
    let notifier = Notifier::on(&desktop);
    let _app = logged_in(&desktop);
    logind.falls_asleep();
    desktop.set_clock("2026-11-22 21:10");
    logind.wakes();
    comes(&[&notifier]);
    looked_again(&desktop);
    assert_eq!(notifier.shown().len(), 1, "once");
}

#[test]
#[ignore = "the app does not listen to the login manager yet"]
fn woken_in_the_evening_it_comes_at_once() {
    let mut desktop = sunday("20:20");
    let logind = Logind::on(&mut desktop);
    let notifier = Notifier::on(&desktop);
    let _app = logged_in(&desktop);
    // So that the next look by the clock is half a minute away.
    looked_again(&desktop);
    logind.falls_asleep();
    desktop.set_clock("2026-11-22 21:10");
    logind.wakes();
    wait_within(Duration::from_secs(10), "the invitation", || (shown(&[&notifier]) == 1).then_some(()));
}

#[test]
fn woken_after_the_end_of_the_evening_it_says_nothing_until_the_next_one() {
    let mut desktop = sunday("20:20");
    let logind = Logind::on(&mut desktop);
    let notifier = Notifier::on(&desktop);
    let _app = logged_in(&desktop);
    logind.falls_asleep();
    desktop.set_clock("2026-11-23 00:30");
    logind.wakes();
    looked_again(&desktop);
    assert_eq!(notifier.shown(), [], "that evening has simply passed");
    desktop.set_clock("2026-11-23 20:30");
    comes(&[&notifier]);
    assert_eq!(notifier.shown().len(), 1, "the next evening is an evening like any other");
}

#[test]
fn without_a_notification_service_the_app_goes_on_and_finds_a_new_one_the_next_evening() {
    let desktop = sunday("20:20");
    let notifier = Notifier::on(&desktop);
    let mut app = logged_in(&desktop);
    drop(notifier);
    desktop.set_clock("2026-11-22 20:40");
    looked_again(&desktop);
    // The evening is answered, by the way.
    desktop.jot(&["the kettle, just before it sings"]);
    assert!(!app.has_ended(), "{}", desktop.log());
    let notifier = Notifier::with(&desktop, 40, &["body"]);
    desktop.set_clock("2026-11-23 20:30");
    comes(&[&notifier]);
    assert_eq!(notifier.wait_for_one().id, 40, "asked of the service that is there now");
}

#[test]
fn a_service_that_refuses_does_not_end_the_app() {
    let desktop = sunday("20:20");
    let notifier = Notifier::on(&desktop);
    notifier.refuses(true);
    let mut app = logged_in(&desktop);
    desktop.set_clock("2026-11-22 20:40");
    looked_again(&desktop);
    assert!(!app.has_ended(), "{}", desktop.log());
    assert_eq!(notifier.shown(), [], "it showed nothing");
}

#[test]
fn logged_in_twice_one_is_invited_once() {
    let here = sunday("20:20");
    let there = here.another_session();
    let (notifier_here, notifier_there) = (Notifier::on(&here), Notifier::on(&there));
    let _apps = (logged_in(&here), logged_in(&there));
    here.set_clock("2026-11-22 20:40");
    comes(&[&notifier_here, &notifier_there]);
    looked_again(&here);
    looked_again(&there);
    assert_eq!(shown(&[&notifier_here, &notifier_there]), 1, "one person, one evening");
}

#[test]
fn whoever_travels_into_the_evening_is_invited_there() {
    let desktop = Desktop::bare().travelling_from("Europe/Berlin").with_clock("2026-11-22 13:00");
    evenings(&desktop);
    let notifier = Notifier::on(&desktop);
    let _app = logged_in(&desktop);
    assert_eq!(notifier.shown(), [], "in Berlin it is afternoon");
    desktop.travel_to("Asia/Tokyo");
    comes(&[&notifier]);
    // Back again, where it has still to become evening.
    desktop.travel_to("Europe/Berlin");
    desktop.set_clock("2026-11-22 20:40");
    looked_again(&desktop);
    assert_eq!(notifier.shown().len(), 1, "one evening a day, wherever it was");
}
