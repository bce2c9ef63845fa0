//! The reminder, and everything that happens to the clock of a computer: it is set, it sleeps, it travels.

use glimmer_core::chrono::TimeDelta;
use journeys::{Desktop, Notifier, evening::Sunday, wait_until};

#[test]
fn a_clock_that_is_set_to_the_evening_brings_it_once_also_when_it_is_set_back_and_forward_again() {
    let sunday = Sunday::at("15:00");
    let notifier = Notifier::on(&sunday.desktop);
    let _app = sunday.starts();
    assert_eq!(notifier.shown(), [], "it is afternoon");
    // Nobody tells: it is found by looking at the clock every half minute.
    sunday.desktop.set_clock("2026-11-22 20:40");
    sunday.comes(&[&notifier], 1);
    for hours in [-1, 1, -24, 24] {
        sunday.moves(TimeDelta::hours(hours));
    }
    let before = sunday.all_shown(&notifier);
    for time in ["1970-01-02 21:00", "2026-11-22 20:50", "2038-01-20 21:00", "2026-11-22 21:00"] {
        sunday.becomes(time);
    }
    assert!(before <= 2, "one for the day that was yesterday at most: {}", sunday.desktop.log());
    assert_eq!(sunday.all_shown(&notifier), before + 2, "one for each of those two days far away, and none again for today");
}

#[test]
fn it_comes_at_its_time_and_goes_when_it_was_answered() {
    let sunday = Sunday::at("20:29:50");
    let notifier = Notifier::on(&sunday.desktop);
    let _app = sunday.starts();
    sunday.comes(&[&notifier], 1);
    let labels: Vec<_> = notifier.wait_for_one().buttons.into_iter().map(|(_, label)| label).collect();
    assert_eq!(labels, ["", "Jot one", "Later", "Not tonight"], "the first is for a click on the words");
    notifier.press("not-today");
    wait_until("it has gone from the screen", || notifier.displayed() == 0);
    wait_until("the night is quiet", || sunday.desktop.device()["reminder"]["quiet_on"] == "2026-11-22");
    sunday.becomes("2026-11-22 22:00");
    assert_eq!(sunday.all_shown(&notifier), 1, "silent till tomorrow");
}

#[test]
fn slept_through_it_comes_at_once_after_waking_while_it_is_still_evening() {
    let sunday = Sunday::at("20:20");
    let notifier = Notifier::on(&sunday.desktop);
    let _app = sunday.starts();
    sunday.becomes("2026-11-22 21:10");
    assert!(sunday.desktop.log().contains("wake=Awake"), "the login manager was heard");
    wait_until("it comes", || notifier.shown().len() == 1);
    sunday.wakes();
    assert_eq!(sunday.all_shown(&notifier), 1, "once");
}

#[test]
fn woken_after_the_end_of_the_evening_it_says_nothing_until_the_next_one() {
    let sunday = Sunday::at("20:20");
    let notifier = Notifier::on(&sunday.desktop);
    let _app = sunday.starts();
    sunday.becomes("2026-11-23 00:30");
    assert_eq!(notifier.shown(), [], "that evening has simply passed");
    sunday.becomes("2026-11-23 20:30");
    sunday.comes(&[&notifier], 1);
}

#[test]
fn logged_in_twice_one_is_invited_once() {
    let sunday = Sunday::at("20:20");
    let there = sunday.desktop.another_session();
    let (notifier_here, notifier_there) = (Notifier::on(&sunday.desktop), Notifier::on(&there));
    let _apps = (sunday.starts(), Sunday::log_in(&there));
    let looked_there = there.looks();
    sunday.becomes("2026-11-22 20:40");
    sunday.comes(&[&notifier_here, &notifier_there], 1);
    wait_until("both have looked", || there.looks() > looked_there);
    sunday.wakes();
    sunday.comes(&[&notifier_here, &notifier_there], 1);
    // What is kept in the one is kept for the other too.
    there.jot(&["the stairwell smelled of oranges"]);
    let displayed = || notifier_here.displayed() + notifier_there.displayed();
    wait_until("the invitation goes from whichever screen it is on", || displayed() == 0);
}

#[test]
fn whoever_travels_into_the_evening_is_invited_there() {
    let sunday = Sunday::on(Desktop::bare().travelling_from("Europe/Berlin"), "2026-11-22 13:00");
    let notifier = Notifier::on(&sunday.desktop);
    let _app = sunday.starts();
    assert_eq!(notifier.shown(), [], "in Berlin it is afternoon");
    // Nobody tells: the zone is read with the clock, every half minute.
    sunday.desktop.travel_to("Asia/Tokyo");
    sunday.comes(&[&notifier], 1);
    // Back again, where it has still to become evening.
    sunday.desktop.travel_to("Europe/Berlin");
    sunday.becomes("2026-11-22 20:40");
    assert_eq!(sunday.all_shown(&notifier), 1, "one evening a day, wherever it was");
}
