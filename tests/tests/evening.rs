//! The evening: a real notification, its buttons, and the line that is kept.

use std::{process::Command, time::Duration};

use journeys::{Desktop, Driven, Page, Panel, evening::draws_pages, wait_until, wait_within};
use thirtyfour::Key;

/// The wall-clock time in the zone of the desktop, `seconds` from now, as "20:31".
fn clock(desktop: &Desktop, seconds: i32) -> String {
    let mut date: Command = desktop.command("date");
    let output = date.args(["-d", &format!("{seconds} seconds"), "+%H:%M"]).stdout(std::process::Stdio::piped()).output();
    String::from_utf8_lossy(&output.expect("date").stdout).trim().to_owned()
}

/// Sets the evening's time before the app starts, as an earlier visit to Settings would have left it.
fn set_evening(desktop: &Desktop, at: &str) {
    let settings = serde_json::json!({ "evening": { "at": at, "until": "23:59", "later_minutes": 60 } });
    desktop.choose(&serde_json::json!({ "welcomed": true, "settings": settings }));
}

/// How often it asked. It logs that before the look is over.
fn asked(desktop: &Desktop) -> usize {
    desktop.log().matches("asking").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn set_to_the_next_minute_it_comes_with_three_buttons_and_what_is_jotted_stands_in_glimmers() {
    let desktop = Desktop::new().with_notifications();
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.click("nav a[href='#settings']").await;
    let field = driven.find("input.time").await;
    // The next minute, unless that is about to begin: on a slow machine, typing takes its time.
    let at = clock(&desktop, 80);
    field.send_keys(Key::Control + "a").await.unwrap();
    field.send_keys(&at).await.unwrap();
    assert_eq!(desktop.device()["settings"]["evening"]["at"], "20:30", "what is being typed changes nothing");
    field.send_keys(Key::Enter).await.unwrap();
    wait_until("the time is taken", || desktop.device()["settings"]["evening"]["at"] == at.as_str());

    assert_eq!(desktop.notifications().displayed(), 0, "not before its time");
    let longer_than_a_minute = Duration::from_secs(120);
    wait_within(longer_than_a_minute, "the invitation", || (desktop.notifications().displayed() == 1).then_some(()));
    let buttons = desktop.notifications().press("Jot one");
    for word in ["Jot one", "Later", "Not tonight"] {
        assert!(buttons.contains(&format!("#{word}")), "{word} is offered: {buttons}");
    }
    wait_until("the capture window opens", || desktop.capture_has_focus());
    wait_until("the notification has gone", || desktop.notifications().displayed() == 0);
    desktop.type_words("a quiet evening");
    desktop.x(&["key", "Return"]);
    wait_until("it is kept", || desktop.texts() == ["a quiet evening"]);

    driven.click("nav a[href='#glimmers']").await;
    driven.wait_for_words("a quiet evening").await;
    let device = desktop.device();
    assert_eq!(device["reminder"]["evening"]["on"][0][0], device["reminder"]["kept_on"], "asked and kept on one day");
}

#[test]
fn asked_once_it_does_not_come_a_second_time_that_evening_also_after_a_restart() {
    let desktop = Desktop::new().with_notifications();
    set_evening(&desktop, &clock(&desktop, -60));
    let app = desktop.start_and_wait(&["--hidden"]);
    desktop.notifications().wait_for_one();
    desktop.notifications().close_all();
    drop(app);
    let looked = desktop.looks();
    let _again = desktop.start_and_wait(&["--hidden"]);
    wait_until("it has looked again", || desktop.looks() > looked);
    assert_eq!(asked(&desktop), 1, "{}", desktop.log());
}

#[test]
fn it_is_silent_when_something_was_kept_that_day() {
    let desktop = Desktop::new().with_notifications();
    set_evening(&desktop, &clock(&desktop, -60));
    desktop.jot(&["already one"]);
    let _app = desktop.start_and_wait(&["--hidden"]);
    wait_until("it has looked", || desktop.looks() > 0);
    assert_eq!(asked(&desktop), 0);
    assert_eq!(desktop.device()["reminder"]["evening"]["on"], serde_json::json!([]), "nothing was asked");
}

#[test]
fn a_click_on_the_words_opens_capture_and_not_tonight_makes_the_night_quiet() {
    let desktop = Desktop::new().with_notifications();
    set_evening(&desktop, &clock(&desktop, -60));
    let app = desktop.start_and_wait(&["--hidden"]);
    assert!(draws_pages(app.id()), "the capture window is kept ready");
    desktop.notifications().wait_for_one();
    desktop.notifications().click();
    wait_until("the capture window opens", || desktop.capture_is_visible());
    drop(app);

    let other = Desktop::new().with_notifications();
    set_evening(&other, &clock(&other, -60));
    let _app = other.start_and_wait(&["--hidden"]);
    other.notifications().wait_for_one();
    other.notifications().press("Not tonight");
    let today = || other.device()["reminder"]["evening"]["on"][0][0].clone();
    wait_until("the night is quiet", || other.device()["reminder"]["quiet_on"] == today());
    wait_until("it has gone from the screen", || other.notifications().displayed() == 0);
    assert!(!other.capture_is_visible());
}

#[test]
fn later_is_remembered_for_an_hour_on() {
    let desktop = Desktop::new().with_notifications();
    set_evening(&desktop, &clock(&desktop, -60));
    let _app = desktop.start_and_wait(&["--hidden"]);
    desktop.notifications().wait_for_one();
    desktop.notifications().press("Later");
    wait_until("it is written down", || desktop.device()["reminder"]["evening"]["again"].is_object());
    wait_until("it has gone from the screen", || desktop.notifications().displayed() == 0);
}

#[test]
fn closing_the_window_is_explained_once() {
    let desktop = Desktop::new().with_notifications();
    desktop.jot(&["so that the evening stays silent"]);
    let _app = desktop.start_and_wait(&[]);
    wait_until("the main window", || desktop.main_is_visible());
    desktop.close_main();
    desktop.notifications().wait_for_one();
    desktop.notifications().press("All right");
    wait_until("it has gone", || desktop.notifications().displayed() == 0);

    desktop.command(journeys::glimmer()).status().expect("a second start");
    wait_until("the main window again", || desktop.main_is_visible());
    desktop.close_main();
    assert_eq!(desktop.notifications().displayed(), 0, "said once");
}

#[test]
fn paused_from_the_tray_it_is_silent_until_it_is_wanted_again() {
    let desktop = Desktop::new().with_notifications();
    set_evening(&desktop, "22:00");
    let panel = Panel::on(&desktop);
    let _app = desktop.start_and_wait(&["--hidden"]);
    panel.press("For a week");
    wait_until("the pause is noted", || desktop.device()["reminder"]["paused_until"].is_string());
    let labels = || panel.menu().into_iter().map(|(_, label)| label).collect::<Vec<_>>();
    wait_until("the menu offers the way back", || labels().contains(&"Ask me again".to_owned()));

    // The evening is moved to now, as Settings would do it; the reminder looks, and says nothing.
    let mut moved = desktop.device();
    moved["settings"]["evening"]["at"] = clock(&desktop, -60).into();
    desktop.choose(&moved);
    let before = desktop.looks();
    desktop.x(&["key", "ctrl+shift+g"]);
    wait_until("capture is open", || desktop.capture_is_visible());
    desktop.close_capture();
    wait_until("it was looked at since", || desktop.looks() > before + 1);
    assert_eq!(asked(&desktop), 0, "paused is paused");

    panel.press("Ask me again");
    desktop.notifications().wait_for_one();
    assert!(desktop.device()["reminder"]["paused_until"].is_null());
    wait_until("the menu is as before", || !labels().contains(&"Ask me again".to_owned()));
}
