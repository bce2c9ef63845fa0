//! Somebody comes in: every window is gone at once, and nothing with it.

use journeys::{Desktop, Driven, Page, seed, wait_until};

#[tokio::test(flavor = "multi_thread")]
async fn one_shortcut_hides_every_window_from_anywhere_and_loses_nothing() {
    let mut desktop = Desktop::new();
    desktop.jot(&["from before"]);
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.wait_for_words("from before").await;
    driven.keys_to("textarea", "half a line").await;
    let (other, typed) = desktop.other_program();
    driven.open_capture(&desktop).await;
    driven.type_words(&desktop, "a thought").await;
    desktop.activate(&other);

    desktop.x(&["key", "ctrl+shift+x"]);
    wait_until("every window is hidden", || !desktop.capture_is_visible() && !desktop.main_is_visible());
    assert!(desktop.device()["reminder"]["quiet_on"].is_null(), "somebody came in; that is no reason for a silent evening");
    wait_until("the other program is in front", || desktop.focused() == other);

    // While nothing of ours shows the key belongs to everybody else: in a terminal Ctrl+X is a letter.
    let written = || std::fs::read_to_string(&typed).unwrap_or_default();
    let mut presses = 0;
    wait_until("the key reaches the other program", || {
        presses += 1;
        desktop.x(&["key", "ctrl+shift+x", "key", "Return"]);
        // Each Return ends a line; until it is there, the key before it may be under way.
        wait_until("the other program hears", || written().lines().count() >= presses);
        written().contains('\u{18}')
    });
    assert!(presses < 20, "it was let go at last, after {presses} presses");

    driven.open_capture(&desktop).await;
    driven.wait_until("document.querySelector('textarea').value === 'a thought'").await;
    desktop.command(journeys::glimmer()).status().expect("a second start");
    wait_until("the main window is there again", || desktop.main_is_visible());
    driven.turn_to(Page::Main).await;
    driven.wait_until("document.querySelector('textarea').value === 'half a line'").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hard_day_is_hidden_just_as_fast() {
    let mut desktop = Desktop::new();
    let _app = desktop.start_and_wait(&["--hard-day"]);
    wait_until("the hard day is open", || desktop.main_is_visible());
    let (_other, _typed) = desktop.other_program();
    wait_until("it is gone", || {
        desktop.x(&["key", "ctrl+shift+x"]);
        !desktop.main_is_visible()
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hard_day_that_is_hidden_waits_where_it_was_and_does_not_speak_meanwhile() {
    let desktop = Desktop::new();
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    wait_until("the main window", || desktop.main_is_visible());
    driven.go("hard-day").await;
    driven.press("Wound up").await;
    driven.press("Begin").await;
    let spoken = "[...document.querySelectorAll('[aria-live]')].some((one) => ['in', 'out'].includes(one.innerText.trim()))";
    driven.wait_until(spoken).await;
    desktop.focus_main();
    driven.wait_until("document.hasFocus()").await;
    desktop.x(&["key", "ctrl+shift+x"]);
    wait_until("it is hidden", || !desktop.main_is_visible());
    // innerText of a page that is not drawn would be the same whatever is in it.
    let silent = "![...document.querySelectorAll('[aria-live]')].some((one) => ['in', 'out'].includes(one.textContent.trim()))";
    driven.wait_until(silent).await;

    desktop.command(journeys::glimmer()).status().expect("a second start");
    wait_until("it is there again", || desktop.main_is_visible());
    driven.wait_until(spoken).await;
    let visits = seed::journal(&desktop).visits().unwrap();
    assert_eq!(visits.len(), 1, "it is the same visit");
    assert!(visits[0].closed_at.is_none());
}
