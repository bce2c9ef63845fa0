//! Being asked: the answers, the words, how much they tell, and a desktop that does not show them.

use glimmer_core::{NewGlimmer, clock, reminder::Kind};
use journeys::{
    Notifier,
    evening::{Sunday, draws_pages},
    wait_until,
};
use serde_json::json;

#[test]
fn later_asks_again_in_an_hour_also_after_the_app_was_killed_and_once_for_each_press() {
    let sunday = Sunday::at("20:30");
    let notifier = Notifier::on(&sunday.desktop);
    let mut app = sunday.starts();
    sunday.comes(&[&notifier], 1);
    notifier.press("later");
    wait_until("it is written down", || sunday.record()["again"].is_object());
    app.kill();
    sunday.desktop.set_clock("2026-11-22 21:20");
    let _app = sunday.starts();
    assert_eq!(notifier.shown().len(), 1, "the hour is not over");
    sunday.becomes("2026-11-22 21:40");
    sunday.comes(&[&notifier], 2);
    sunday.becomes("2026-11-22 22:40");
    assert_eq!(sunday.all_shown(&notifier), 2, "one press, one more");
    notifier.press("later");
    wait_until("it is written down", || sunday.record()["again"].is_object());
    sunday.becomes("2026-11-22 23:50");
    sunday.comes(&[&notifier], 3);
    let labels: Vec<_> = notifier.wait_for_one().buttons.into_iter().map(|(_, label)| label).collect();
    assert_eq!(labels, ["", "Jot one", "Not tonight"], "an hour later the evening would be over, so later is not offered");
    sunday.becomes("2026-11-23 00:45");
    assert_eq!(sunday.all_shown(&notifier), 3, "never after the end of the evening");
}

#[test]
fn an_invitation_from_before_a_restart_can_still_be_answered_and_is_not_shown_twice() {
    let sunday = Sunday::at("20:30");
    let notifier = Notifier::on(&sunday.desktop);
    let mut app = sunday.starts();
    sunday.comes(&[&notifier], 1);
    wait_until("its name is written down", || sunday.record()["open"][1]["shown"].is_string());
    app.kill();
    let _app = sunday.starts();
    assert_eq!(notifier.shown().len(), 1, "asked once is asked");
    notifier.press("not-today");
    wait_until("the night is quiet", || sunday.desktop.device()["reminder"]["quiet_on"] == "2026-11-22");
    wait_until("it has gone from the screen", || notifier.displayed() == 0);
}

#[test]
fn a_button_of_another_program_is_nobodys_answer() {
    let sunday = Sunday::at("20:30");
    let notifier = Notifier::on(&sunday.desktop);
    let _app = sunday.starts();
    sunday.comes(&[&notifier], 1);
    notifier.press_on(900, "not-today");
    notifier.press("later");
    wait_until("ours is heard", || sunday.record()["again"].is_object());
    assert!(sunday.desktop.device()["reminder"]["quiet_on"].is_null(), "the other came first, and was not ours");
}

#[test]
fn it_comes_and_is_answered_without_any_window() {
    let sunday = Sunday::at("20:30");
    let notifier = Notifier::on(&sunday.desktop);
    let app = sunday.starts();
    sunday.comes(&[&notifier], 1);
    notifier.press("not-today");
    wait_until("the night is quiet", || sunday.desktop.device()["reminder"]["quiet_on"].is_string());
    assert!(!draws_pages(app.id()), "no page was made for it");
    assert!(!sunday.desktop.capture_is_visible() && !sunday.desktop.main_is_visible());
}

#[test]
fn what_is_kept_takes_the_invitation_off_the_screen() {
    let sunday = Sunday::at("20:30");
    let notifier = Notifier::on(&sunday.desktop);
    let _app = sunday.starts();
    sunday.comes(&[&notifier], 1);
    sunday.desktop.jot(&["the kettle, just before it sings"]);
    wait_until("it has gone from the screen", || notifier.displayed() == 0);
    sunday.becomes("2026-11-23 04:10");
    sunday.becomes("2026-11-23 20:30");
    sunday.comes(&[&notifier], 2);
    sunday.becomes("2026-11-24 09:00");
    wait_until("the morning after, the old one is gone", || notifier.displayed() == 0);
}

#[test]
fn an_evening_that_could_not_be_shown_waits_as_a_line_and_the_log_says_why() {
    let sunday = Sunday::at("20:20");
    let mut app = sunday.starts();
    sunday.becomes("2026-11-22 20:40");
    wait_until("nobody was there to show it", || sunday.record()["open"][1] == "not_shown");
    assert!(sunday.desktop.log().contains("no notification service answers"), "{}", sunday.desktop.log());
    assert!(!app.has_ended());

    // One that is there the next day is used.
    let notifier = Notifier::with(&sunday.desktop, 40, &["body"]);
    sunday.becomes("2026-11-23 20:30");
    sunday.comes(&[&notifier], 1);
    let shown = notifier.wait_for_one();
    assert_eq!((shown.id, shown.buttons), (40, vec![]), "it is asked what it can do, and has no buttons");
    // It crashes with the invitation on the screen.
    wait_until("its name is written down", || sunday.record()["open"][1]["shown"].is_string());
    drop(notifier);
    wait_until("so it waits as a line", || sunday.record()["open"] == json!(["2026-11-23", "not_shown"]));
}

#[test]
fn one_that_went_by_itself_waits_as_a_line_and_one_that_was_waved_away_does_not() {
    let sunday = Sunday::at("20:30");
    let notifier = Notifier::on(&sunday.desktop);
    let _app = sunday.starts();
    sunday.comes(&[&notifier], 1);
    wait_until("its name is written down", || sunday.record()["open"][1]["shown"].is_string());
    notifier.expire();
    wait_until("perhaps nobody saw it", || sunday.record()["open"] == json!(["2026-11-22", "not_shown"]));
    sunday.becomes("2026-11-23 20:30");
    sunday.comes(&[&notifier], 2);
    wait_until("its name is written down", || sunday.record()["open"][1]["shown"].is_string());
    notifier.dismiss();
    wait_until("that is an answer too", || sunday.record()["open"].is_null());
    sunday.becomes("2026-11-23 21:40");
    assert_eq!(sunday.all_shown(&notifier), 2, "and it does not come again");
}

#[test]
fn a_service_that_refuses_is_taken_at_its_word() {
    let sunday = Sunday::at("20:20");
    let notifier = Notifier::on(&sunday.desktop);
    notifier.refuses(true);
    let _app = sunday.starts();
    sunday.becomes("2026-11-22 20:40");
    wait_until("it was not shown", || sunday.record()["open"][1] == "not_shown");
    assert!(sunday.desktop.log().contains("the notification service refused"), "{}", sunday.desktop.log());
    notifier.refuses(false);
    sunday.becomes("2026-11-22 21:40");
    assert_eq!(notifier.shown(), [], "it does not try again and again");
}

/// A treasured one, with words that markup would read otherwise.
fn treasured(sunday: &Sunday) {
    let text = "Rain & <b>thunder</b> <3, at Marta’s window.";
    let new = NewGlimmer { text: text.into(), anchor: true, ..NewGlimmer::default() };
    sunday.journal().keep(new, clock::now(glimmer_core::Settings::default().day_ends)).expect("it is kept");
    // Kept by the real clock, which is another day's.
    sunday.choose(json!({}));
}

#[test]
fn at_the_neutral_level_neither_the_app_nor_a_word_of_the_journal_is_told() {
    let sunday = Sunday::at("08:00");
    treasured(&sunday);
    let part = |at: &str| json!({ "on": true, "at": at, "days": vec![true; 7] });
    sunday.choose(json!({ "discretion": "neutral", "midday": part("12:30"), "morning": part("08:00") }));
    let notifier = Notifier::on(&sunday.desktop);
    let _app = sunday.starts();
    assert_eq!(notifier.shown(), [], "the morning has nothing to say then");
    sunday.becomes("2026-11-22 12:30");
    sunday.comes(&[&notifier], 1);
    sunday.becomes("2026-11-22 20:30");
    sunday.comes(&[&notifier], 2);
    let labels = |position: usize| notifier.shown()[position].buttons[1..].iter().map(|(_, label)| label.clone()).collect::<Vec<_>>();
    assert_eq!((notifier.shown()[0].title.as_str(), labels(0).join(", ")), ("A pause", "Jot one, Later, Not today".to_owned()));
    for shown in notifier.shown() {
        assert_eq!((shown.app_name.as_str(), shown.icon.as_str()), ("", ""));
        let all = format!("{shown:?}").to_lowercase();
        for word in ["glimmer", "rain", "thunder", "marta", "window"] {
            assert!(!all.contains(word), "{word} is in {all}");
        }
    }
}

#[test]
fn with_words_allowed_the_morning_shows_one_to_count_on_as_it_was_written() {
    let sunday = Sunday::at("08:00");
    treasured(&sunday);
    sunday.choose(json!({ "discretion": "my_words", "morning": { "on": true, "at": "08:00", "days": vec![true; 7] } }));
    let notifier = Notifier::on(&sunday.desktop);
    let _app = sunday.starts();
    sunday.comes(&[&notifier], 1);
    let shown = notifier.wait_for_one();
    assert_eq!((shown.app_name.as_str(), shown.title.as_str()), ("Glimmer", "Something you can count on"));
    assert_eq!(shown.body, "“Rain &amp; &lt;b&gt;thunder&lt;/b&gt; &lt;3, at Marta’s window.”", "markup is not read into it");
    assert_eq!(shown.buttons[1..].iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["jot", "close"]);
    notifier.press("close");
    wait_until("it was read", || notifier.displayed() == 0);
    sunday.becomes("2026-11-22 20:30");
    sunday.comes(&[&notifier], 2);
    let evening = format!("{:?}", notifier.shown()[1]);
    assert!(!evening.contains("Marta"), "the evening asks, it does not tell: {evening}");
}

#[test]
fn with_nothing_to_return_to_the_morning_is_silent_and_no_line_stands_for_it() {
    let sunday = Sunday::at("08:00");
    sunday.choose(json!({ "discretion": "my_words", "morning": { "on": true, "at": "08:00", "days": vec![true; 7] } }));
    let notifier = Notifier::on(&sunday.desktop);
    let _app = sunday.starts();
    let morning = || sunday.desktop.device()["reminder"]["morning"].clone();
    wait_until("it had its moment", || morning()["on"] == json!([["2026-11-22", "2026-11-22"]]) && morning()["open"].is_null());
    assert_eq!(notifier.shown(), []);
}

#[test]
fn not_today_at_midday_is_silent_until_tomorrow() {
    let sunday = Sunday::at("12:30");
    sunday.choose(json!({ "midday": { "on": true, "at": "12:30", "days": vec![true; 7] } }));
    let notifier = Notifier::on(&sunday.desktop);
    let _app = sunday.starts();
    sunday.comes(&[&notifier], 1);
    notifier.press("not-today");
    wait_until("the day is quiet", || sunday.desktop.device()["reminder"]["quiet_on"] == "2026-11-22");
    sunday.becomes("2026-11-22 20:40");
    assert_eq!(sunday.all_shown(&notifier), 1);
    sunday.becomes("2026-11-23 12:30");
    sunday.comes(&[&notifier], 2);
}

#[test]
fn it_asks_in_the_persons_own_words() {
    let sunday = Sunday::at("20:20");
    sunday.journal().set_own_invitation(Kind::Evening, "Water the plants?").expect("it is kept");
    sunday.choose(json!({ "discretion": "neutral" }));
    let notifier = Notifier::on(&sunday.desktop);
    let _app = sunday.starts();
    sunday.becomes("2026-11-22 20:30");
    sunday.comes(&[&notifier], 1);
    let shown = notifier.wait_for_one();
    assert_eq!((shown.title.as_str(), shown.body.as_str()), ("Water the plants?", ""));
    let files = ["device.json", "glimmer.log"].map(|name| std::fs::read_to_string(sunday.desktop.home().join(name)).unwrap_or_default());
    assert!(!files.concat().contains("plants") && !sunday.desktop.log().contains("plants"), "they stand in the journal alone");
}
