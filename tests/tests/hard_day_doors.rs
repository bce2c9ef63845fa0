//! Every door of a hard day, with a few and with many of one's own: what comes suits the door it was asked for by.

use journeys::{Desktop, Driven, Page, seed};
use thirtyfour::Key;

/// Comes in by a door, goes through what stands before it to one glimmer, and asks why it is shown.
async fn through(driven: &Driven, door: &str, first: Option<&str>) -> String {
    driven.go("hard-day").await;
    driven.press(door).await;
    if let Some(first) = first {
        driven.wait_for_words(first).await;
        driven.press("Show me one of mine").await;
    }
    driven.press("why this one?").await;
    driven.wait_for_words("shown because").await;
    let page = driven.words("main").await;
    driven.keys(Key::Escape).await;
    driven.wait_until("location.hash === '#today'").await;
    page
}

const WOUND_UP: (&str, Option<&str>) = ("Wound up", Some("The light grows for"));
const SHUT_DOWN: (&str, Option<&str>) = ("Shut down", Some("One small thing"));
const NOT_SURE: (&str, Option<&str>) = ("Not sure", None);

async fn main_window(desktop: &Desktop) -> Driven {
    let driven = Driven::start(desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven
}

#[tokio::test(flavor = "multi_thread")]
async fn with_three_each_door_leads_to_the_one_that_suits_it() {
    let desktop = Desktop::new();
    seed::three(&desktop);
    let driven = main_window(&desktop).await;
    let page = through(&driven, WOUND_UP.0, WOUND_UP.1).await;
    assert!(page.contains("Rain on the skylight.") && page.contains("it felt safe"), "{page}");
    let page = through(&driven, SHUT_DOWN.0, SHUT_DOWN.1).await;
    assert!(page.contains("A hand on my sleeve") && page.contains("it felt connected"), "{page}");
    let page = through(&driven, NOT_SURE.0, NOT_SURE.1).await;
    assert!(page.contains("We danced in the kitchen.") && !page.contains("it felt"), "the one not shown yet: {page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn with_three_hundred_each_door_leads_to_one_to_return_to_that_suits_it() {
    let desktop = Desktop::new();
    seed::many(&desktop, 300);
    let driven = main_window(&desktop).await;
    for ((door, first), felt) in [(WOUND_UP, &["safe", "calm"][..]), (SHUT_DOWN, &["connected", "hopeful"]), (NOT_SURE, &[])] {
        let page = through(&driven, door, first).await;
        assert!(page.contains("The window, number") && page.contains("you can return to it"), "{door}: {page}");
        let said = felt.iter().any(|felt| page.contains(&format!("it felt {felt}")));
        assert_eq!(said, !felt.is_empty(), "{door}: {page}");
        assert_eq!(page.contains("it felt"), said, "{door}: {page}");
    }
}
