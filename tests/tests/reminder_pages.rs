//! Being asked, as the windows show it: what is ahead, what would be seen, and the line for what was not.

use journeys::{Desktop, Driven, Notifier, Page, wait_until};
use serde_json::json;
use thirtyfour::prelude::*;

/// The main window of somebody whose evening began at `at`, with these settings.
async fn main_window(desktop: &Desktop, evening_at: &str) -> Driven {
    let evening = json!({ "at": evening_at, "until": "23:59" });
    desktop.choose(&json!({ "welcomed": true, "dismissed": ["no_tray"], "settings": { "evening": evening } }));
    let driven = Driven::start(desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven
}

async fn reminders(driven: &Driven) {
    driven.go("settings").await;
    driven.section("Reminders").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_shown_waits_as_a_line_on_today_until_it_is_put_away() {
    // At that time of the test's day the evening has begun, and nobody shows notifications here.
    let desktop = Desktop::bare();
    let driven = main_window(&desktop, "16:00").await;
    driven.wait_for_words("A quiet moment, if you’d like one.").await;
    reminders(&driven).await;
    driven.wait_for_words("This system’s notification service is not answering.").await;
    driven.wait_for_words("It has had its moment today. Next: tomorrow").await;
    driven.press("Show one now").await;
    driven.wait_until("[...document.querySelectorAll('[role=alert]')].some((one) => one.innerText.includes('is not answering'))").await;
    driven.go("today").await;
    driven.wait_for_words("A quiet moment, if you’d like one.").await;
    driven.press("All right").await;
    driven.wait_until("!document.body.innerText.includes('A quiet moment, if you’d like one.')").await;
    wait_until("it is forgotten", || desktop.device()["reminder"]["evening"]["open"].is_null());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_for_the_evening_goes_when_something_is_kept() {
    let desktop = Desktop::bare();
    let notifier = Notifier::on(&desktop);
    notifier.refuses(true);
    let driven = main_window(&desktop, "16:00").await;
    driven.wait_for_words("A quiet moment, if you’d like one.").await;
    desktop.jot(&["a quiet moment after all"]);
    driven.wait_until("!document.body.innerText.includes('It may not have come onto your screen')").await;
    reminders(&driven).await;
    driven.wait_for_words("Silent today: there is already one.").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_settings_say_what_is_ahead_and_why_not_today() {
    let desktop = Desktop::bare();
    let notifier = Notifier::on(&desktop);
    let driven = main_window(&desktop, "23:30").await;
    reminders(&driven).await;
    driven.wait_for_words("Next: today").await;
    assert_eq!(notifier.shown(), [], "nothing is asked before its time");
    driven.press("A week").await;
    driven.wait_for_words("Paused until").await;
    driven.press("End the pause").await;
    driven.wait_for_words("Next: today").await;
    // A hard day makes it silent, and nobody is told why.
    driven.go("hard-day").await;
    driven.wait_for_words("You’re here.").await;
    driven.keys(Key::Escape).await;
    reminders(&driven).await;
    driven.wait_for_words("Silent today. Next: tomorrow").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_picture_shows_is_what_comes_in_ones_own_words_and_as_discreetly_as_was_chosen() {
    let desktop = Desktop::bare();
    let notifier = Notifier::on(&desktop);
    let driven = main_window(&desktop, "23:30").await;
    reminders(&driven).await;
    driven.press("Edit…").await;
    driven.wait_until("document.activeElement?.matches('input')").await;
    driven.keys("Water the plants?").await;
    let picture = "document.querySelector('figure, [role=img]')";
    driven.wait_for_words("Glimmer").await;
    driven.click("input[value='neutral']").await;
    wait_until("it is chosen", || desktop.device()["settings"]["discretion"] == "neutral");
    driven
        .wait_until(&format!("{picture} && !{picture}.outerHTML.includes('Glimmer') && {picture}.outerHTML.includes('Water the plants?')"))
        .await;
    driven.press("Show one now").await;
    let shown = notifier.wait_for_one();
    assert_eq!(
        (shown.app_name.as_str(), shown.icon.as_str(), shown.title.as_str(), shown.body.as_str()),
        ("", "", "Water the plants?", "")
    );
    let labels: Vec<_> = shown.buttons.iter().map(|(_, label)| label.as_str()).collect();
    assert_eq!(labels, ["", "Jot one", "Later", "Not tonight"]);
    // It counts as nothing.
    notifier.press("not-today");
    wait_until("it has gone", || notifier.displayed() == 0);
    driven.wait_for_words("Next: today").await;
    assert!(desktop.device()["reminder"]["quiet_on"].is_null());
}
