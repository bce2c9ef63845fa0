//! The hard day: quiet, with none, one or a thousand glimmers.

use journeys::{Desktop, Driven, Page, wait_until};
use thirtyfour::{Key, prelude::*};

/// Opens the hard day by the way of the command line while the app runs, as the tray does.
async fn arrive(desktop: &Desktop) -> Driven {
    let driven = Driven::start(desktop, &["--hidden"]).await;
    let status = desktop.command(journeys::glimmer()).arg("--hard-day").status().expect("a second start");
    assert!(status.success());
    driven.turn_to(Page::Main).await;
    driven.wait_for_words("There is nothing you have to do.").await;
    driven
}

async fn press(driven: &Driven, button: &str) {
    let found = driven.driver().find(By::XPath(format!("//button[normalize-space()='{button}']"))).await;
    found.unwrap_or_else(|error| panic!("{button}: {error}")).click().await.unwrap();
}

async fn key(driven: &Driven, key: impl Into<thirtyfour::TypingData>) {
    driven.driver().active_element().await.unwrap().send_keys(key.into()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn with_none_of_their_own_it_is_kind_and_offers_to_notice_one() {
    let desktop = Desktop::new();
    let driven = arrive(&desktop).await;
    for door in ["Wound up", "Shut down", "Not sure"] {
        driven.wait_for_words(door).await;
    }
    key(&driven, "3").await;
    driven.wait_for_words("None of yours to show yet, and that is all right.").await;
    press(&driven, "Notice one now, here").await;
    driven.find("textarea").await.send_keys("my own breath").await.unwrap();
    key(&driven, Key::Enter).await;
    wait_until("it is a real glimmer", || desktop.texts() == ["my own breath"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn with_one_it_shows_that_one_and_leaves_at_once() {
    let desktop = Desktop::new();
    desktop.jot(&["rain on the skylight", "--sense", "hearing"]);
    let driven = arrive(&desktop).await;
    key(&driven, "1").await;
    driven.wait_for_words("rain on the skylight").await;
    press(&driven, "Stay with it").await;
    driven.wait_until("!document.body.innerText.includes('Another')").await;
    driven.wait_for_words("rain on the skylight").await;
    key(&driven, "x").await;
    driven.wait_for_words("Another").await;
    key(&driven, Key::Escape).await;
    driven.wait_until("location.hash === '#today' && document.documentElement.dataset.theme !== 'hard'").await;
    assert!(desktop.device()["reminder"]["quiet_on"].is_string(), "the evening stays silent on such a day");
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_thousand_it_shows_one_at_a_time_never_one_twice_and_honours_consent() {
    let desktop = Desktop::new();
    // The store is filled through the same door as ever, without a thousand processes.
    let journal = glimmer_core::Journal::open(glimmer_core::Folder::at(desktop.home())).unwrap();
    let at = glimmer_core::chrono::DateTime::parse_from_rfc3339("2026-01-05T20:00:00+01:00").unwrap();
    let ends = glimmer_core::Settings::default().day_ends;
    for n in 0..1000 {
        let at = at + glimmer_core::chrono::TimeDelta::hours(n);
        let new = glimmer_core::NewGlimmer { text: format!("light number {n}."), ..Default::default() };
        journal.keep(new, glimmer_core::Moment::new(at, ends)).unwrap();
    }
    drop(journal);
    let driven = arrive(&desktop).await;
    key(&driven, "2").await;
    let mut seen = std::collections::BTreeSet::new();
    let mut last = String::new();
    for _ in 0..20 {
        driven.wait_until(&format!("document.querySelector('.yours') && document.querySelector('.yours').innerText !== {last:?}")).await;
        let shown = driven.find(".yours").await.text().await.unwrap();
        assert!(shown.starts_with("light number"), "one of their own: {shown}");
        assert!(seen.insert(shown.clone()), "never twice in a visit: {shown}");
        assert_eq!(driven.driver().find_all(By::Css(".yours")).await.unwrap().len(), 1, "one at a time");
        last = shown;
        press(&driven, "Another").await;
    }
    driven.wait_until(&format!("document.querySelector('.yours').innerText !== {last:?}")).await;
    let kept_out = driven.find(".yours").await.text().await.unwrap();
    press(&driven, "Not on hard days").await;
    driven.wait_for_words("It will not come up on hard days.").await;
    let journal = journeys::raw_journal(&desktop.home());
    let out: String = journal.query_row("select text from glimmer where kept_out", [], |row| row.get(0)).unwrap();
    assert_eq!(out, kept_out);
}

#[tokio::test(flavor = "multi_thread")]
async fn help_names_the_emergency_number_and_the_lines_of_the_country() {
    let desktop = Desktop::new();
    let driven = arrive(&desktop).await;
    press(&driven, "I need help now").await;
    driven.wait_for_words("999").await;
    driven.wait_for_words("Samaritans").await;
    driven.wait_for_words("116 123").await;
    press(&driven, "‹Back to where you were").await;
    driven.wait_for_words("There is nothing you have to do.").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shortcut_in_the_window_opens_it_from_anywhere() {
    let desktop = Desktop::new();
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.find("nav a[href='#glimmers']").await.click().await.unwrap();
    wait_until("the main window", || desktop.main_is_visible());
    desktop.focus_main();
    desktop.x(&["key", "ctrl+shift+h"]);
    driven.wait_for_words("There is nothing you have to do.").await;
    desktop.x(&["key", "Escape"]);
    driven.wait_until("location.hash === '#glimmers'").await;
}
