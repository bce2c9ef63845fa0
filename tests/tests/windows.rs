//! Windows come and go; the app stays.

use journeys::{Desktop, Driven, Page, Running, seed, wait_until};
use thirtyfour::{Key, prelude::*};

const ON_A_ROW: &str = "document.activeElement.matches('[data-row]')";

/// Adds a word to the one that is being edited.
async fn write_again(driven: &Driven) {
    driven.wait_until("document.activeElement.matches('textarea')").await;
    driven.keys(Key::End).await;
    driven.keys(" again").await;
    driven.wait_until("document.activeElement.value === 'the kettle sings again'").await;
}

#[test]
fn a_second_start_brings_the_first_forward_and_ends() {
    let mut desktop = Desktop::new();
    let mut first = desktop.start_and_wait(&["--hidden"]);
    assert!(!desktop.main_is_visible(), "started hidden, it opens nothing");
    let second = desktop.command(journeys::glimmer()).status().expect("a second start");
    assert!(second.success());
    wait_until("the first opens its window", || desktop.main_is_visible());
    assert!(!first.has_ended());

    let (other, _typed) = desktop.other_program();
    assert_eq!(desktop.focused(), other);
    desktop.command(journeys::glimmer()).status().expect("a third start");
    wait_until("its window has the focus", || desktop.main_has_focus());
}

#[test]
fn another_folder_is_another_app() {
    let desktop = Desktop::new();
    let _first = desktop.start_and_wait(&["--hidden"]);
    let elsewhere = desktop.scratch("elsewhere");
    let mut second = journeys::Running::of(desktop.command(journeys::glimmer()).arg("--hidden").env("GLIMMER_HOME", &elsewhere));
    wait_until("it has its own journal", || elsewhere.join("journal.db").exists());
    assert!(!second.has_ended());
}

#[tokio::test(flavor = "multi_thread")]
async fn closed_it_waits_with_a_quiet_page_and_opens_again_where_the_journal_is() {
    let desktop = Desktop::new();
    desktop.jot(&["still there"]);
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.wait_for_words("still there").await;
    driven.go("hard-day").await;
    driven.press("Shut down").await;
    driven.wait_for_words("One small thing").await;
    wait_until("the main window", || desktop.main_is_visible());
    desktop.close_main();
    driven.wait_until("location.hash === '#today' && document.documentElement.dataset.theme !== 'hard'").await;
    wait_until("the visit ended with the window", || seed::journal(&desktop).visits().unwrap()[0].closed_at.is_some());
    desktop.command(journeys::glimmer()).status().expect("a second start");
    wait_until("the main window", || desktop.main_is_visible());
    driven.wait_for_words("still there").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_window_is_kept_ready_a_closed_one_is_destroyed_for_its_memory() {
    let desktop = Desktop::new();
    desktop.choose(&serde_json::json!({ "welcomed": true, "settings": { "keep_capture_warm": false } }));
    desktop.jot(&["still there"]);
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.wait_for_words("still there").await;
    wait_until("the main window", || desktop.main_is_visible());
    // Without any page left the driver would take the app for gone.
    driven.open_capture(&desktop).await;
    desktop.close_main();
    driven.pages_are(1).await;
    desktop.command(journeys::glimmer()).status().expect("a second start");
    driven.turn_to(Page::Main).await;
    driven.wait_for_words("still there").await;
}

#[test]
fn a_window_that_was_closed_goes_in_a_while_unless_somebody_wants_it_again() {
    const GOES: &str = "the closed main window goes";
    let desktop = Desktop::new();
    desktop.jot(&["still there"]);
    let log = desktop.scratch("told.log");
    let told = || std::fs::read_to_string(&log).unwrap_or_default();
    let mut app = desktop.command(journeys::glimmer());
    app.env("GLIMMER_LOG", "info").env("GLIMMER_TEST_REST_MS", "1500").stderr(std::fs::File::create(&log).unwrap());
    let _app = Running::of(&mut app);
    wait_until("the capture page is ready", || told().contains("the capture page is ready"));
    let again = || desktop.command(journeys::glimmer()).status().expect("a second start");

    desktop.close_main();
    again();
    wait_until("it is there again", || desktop.main_is_visible());
    // Hidden, not closed: nobody asked its page.
    desktop.x(&["key", "ctrl+shift+x"]);
    wait_until("it is hidden", || !desktop.main_is_visible());
    again();
    wait_until("it is there again", || desktop.main_is_visible());
    desktop.close_main();
    wait_until("it goes", || told().contains(GOES));
    assert_eq!(told().matches(GOES).count(), 1, "only the last closing counted");
    assert_eq!(told().matches("the main page is ready").count(), 1, "until then it was the same");
    wait_until("nothing is kept ready any more", || told().contains("the capture window rests"));
    again();
    wait_until("it is made anew", || told().matches("the main page is ready").count() == 2 && desktop.main_is_visible());
    wait_until("and capture is ready again", || told().matches("the capture page is ready").count() == 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_glimmer_from_the_terminal_appears_in_the_open_window() {
    let desktop = Desktop::new();
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.wait_for_words("It can be very small").await;
    desktop.jot(&["from the terminal", "--feeling", "calm"]);
    driven.wait_for_words("from the terminal").await;
    driven.click("nav a[href='#glimmers']").await;
    driven.wait_for_words("from the terminal").await;
    desktop.jot(&["and another"]);
    driven.wait_for_words("and another").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_glimmer_is_opened_edited_trashed_brought_back_and_found() {
    let desktop = Desktop::new();
    desktop.jot(&["the kettle sings", "--feeling", "safe"]);
    desktop.jot(&["rain on the roof"]);
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.click("nav a[href='#glimmers']").await;
    driven.wait_for_words("the kettle sings").await;

    driven.keys_to("input", "kettl").await;
    driven.wait_until("!document.body.innerText.includes('rain on the roof')").await;
    driven.wait_until("document.querySelector('mark')?.innerText === 'kettl'").await;
    driven.keys_to("input", Key::Down).await;
    driven.wait_until(ON_A_ROW).await;
    driven.keys("e").await;
    write_again(&driven).await;
    driven.press("Save").await;
    wait_until("the edit is kept", || desktop.texts().contains(&"the kettle sings again".to_owned()));

    driven.wait_until(ON_A_ROW).await;
    driven.keys(Key::Delete).await;
    wait_until("it is in the trash", || desktop.texts() == ["rain on the roof"]);
    driven.wait_for_words("Moved to trash.").await;
    driven.press("Undo").await;
    wait_until("it is back", || desktop.texts().len() == 2);
    driven.wait_for_words("the kettle sings again").await;

    driven.keys_to("[data-row]", Key::Delete).await;
    wait_until("one is in the trash", || desktop.texts().len() == 1);
    driven.click("a[href='#trash']").await;
    driven.press("Put back").await;
    wait_until("it is back from the trash", || desktop.texts().len() == 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_in_the_middle_of_an_edit_asks_and_loses_nothing() {
    let desktop = Desktop::new();
    desktop.jot(&["the kettle sings"]);
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.click("nav a[href='#glimmers']").await;
    driven.wait_for_words("the kettle sings").await;
    driven.wait_until("document.querySelector('[data-row]')?.checkVisibility({ visibilityProperty: true })").await;
    driven.keys_to("[data-row]", "e").await;
    write_again(&driven).await;
    wait_until("the main window", || desktop.main_is_visible());
    desktop.ask_to_close_main();
    driven.wait_for_words("Your changes are not saved yet.").await;
    driven.press("Save").await;
    wait_until("the change is kept", || desktop.texts() == ["the kettle sings again"]);
    desktop.close_main();
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_glimmers_scroll_with_few_rows_on_the_page() {
    let desktop = Desktop::new();
    let at = glimmer_core::chrono::DateTime::parse_from_rfc3339("2020-01-05T20:00:00+01:00").unwrap();
    let all = (0..10_000i64).map(|n| {
        let new = glimmer_core::NewGlimmer { text: format!("light {n}"), ..Default::default() };
        let at = at + glimmer_core::chrono::TimeDelta::hours(5 * n);
        (new, glimmer_core::Moment::new(at, glimmer_core::Settings::default().day_ends))
    });
    seed::journal(&desktop).keep_all(all).unwrap();
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.click("nav a[href='#glimmers']").await;
    driven.wait_for_words("light 9999").await;
    // End after end, as somebody who wants to see the beginning would.
    let to_the_end = "const list = [...document.querySelectorAll('*')].find(one => one.scrollHeight > one.clientHeight + 50
        && ['auto', 'scroll'].includes(getComputedStyle(one).overflowY)); list.scrollTop = list.scrollHeight;
        return document.body.innerText.includes('light 0\\n') || /light 0$/.test(document.body.innerText.trim());";
    let start = std::time::Instant::now();
    while !driven.driver().execute(to_the_end, vec![]).await.unwrap().json().as_bool().unwrap_or_default() {
        assert!(start.elapsed().as_secs() < 120, "the list does not end");
    }
    let rows = driven.driver().find_all(By::Css("[data-row]")).await.unwrap().len();
    assert!(rows < 200, "{rows} rows are on the page");
}
