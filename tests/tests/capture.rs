//! Capture: a shortcut, a line, Enter, gone.

use std::fs;

use journeys::{Desktop, Driven, Page, wait_for, wait_until};

/// The shortcut, a pause of 150 ms as a quick person makes, and then typing at a fast person's speed. Tells whether the window
/// was there by then; where the machine is too slow for that, a person waits for it.
fn capture_in_a_hurry(desktop: &Desktop, words: &str) -> bool {
    desktop.x(&["key", "ctrl+shift+g", "sleep", "0.15"]);
    let in_time = desktop.capture_has_focus();
    wait_until("capture has the focus", || desktop.capture_has_focus());
    desktop.type_words(words);
    in_time
}

/// Whether more wants to run than there are processors, or did in the last minute.
fn machine_is_busy() -> bool {
    let load = fs::read_to_string("/proc/loadavg").expect("Linux counts it");
    let load: f64 = load.split(' ').next().and_then(|load| load.parse().ok()).expect("a number");
    load > std::thread::available_parallelism().map_or(1.0, |processors| f64::from(u32::try_from(processors.get()).unwrap_or(u32::MAX)))
}

/// The same by somebody who looks before typing.
fn capture_by_hand(desktop: &Desktop, words: &str) {
    desktop.open_capture();
    desktop.type_words(words);
}

#[test]
fn fifty_times_of_fifty_every_character_is_kept_and_the_focus_goes_back() {
    let mut desktop = Desktop::new();
    let _app = desktop.start_and_wait(&["--hidden"]);
    let (other, typed) = desktop.other_program();
    let mut late = Vec::new();
    for round in 0..50 {
        assert_eq!(desktop.focused(), other, "round {round} begins elsewhere");
        let words = format!("quick {round}, the light on the wall");
        if !capture_in_a_hurry(&desktop, &words) {
            late.push(round);
        }
        desktop.x(&["key", "Return"]);
        let kept = wait_for(format!("round {round} is kept"), || Some(desktop.texts()).filter(|texts| texts.len() > round));
        assert_eq!(kept[0], words);
        desktop.x(&["key", "Escape"]);
        wait_until("the window is gone", || !desktop.capture_is_visible());
        wait_until("the focus is back", || desktop.focused() == other);
    }
    assert!(late.is_empty() || machine_is_busy(), "a quick person would have typed elsewhere in rounds {late:?}");
    desktop.x(&["type", "still here"]);
    desktop.x(&["key", "Return"]);
    wait_until("the other program hears again", || fs::read_to_string(&typed).is_ok_and(|text| text == "still here\n"));
}

#[test]
fn after_four_seconds_without_a_key_the_kept_line_goes_by_itself() {
    let mut desktop = Desktop::new();
    let _app = desktop.start_and_wait(&["--hidden"]);
    let (other, _typed) = desktop.other_program();
    capture_by_hand(&desktop, "one");
    desktop.x(&["key", "Return"]);
    wait_until("it is kept", || desktop.texts() == ["one"]);
    wait_until("the window is gone", || !desktop.capture_is_visible());
    wait_until("the focus is back", || desktop.focused() == other);
}

#[test]
fn a_letter_after_keeping_begins_the_next_one_in_the_same_window() {
    let mut desktop = Desktop::new();
    let _app = desktop.start_and_wait(&["--hidden"]);
    let (_other, typed) = desktop.other_program();
    capture_by_hand(&desktop, "first");
    // In one breath: nothing of the second may fall into the other program.
    desktop.x(&["key", "Return", "type", "--delay", "12", "second"]);
    desktop.x(&["key", "Return"]);
    wait_until("both are kept", || desktop.texts() == ["second", "first"]);
    assert_eq!(fs::read_to_string(typed).unwrap_or_default(), "");
}

#[test]
fn escape_and_the_shortcut_in_one_breath_open_it_again() {
    let mut desktop = Desktop::new();
    let _app = desktop.start_and_wait(&["--hidden"]);
    let (other, typed) = desktop.other_program();
    for round in 0..10 {
        capture_by_hand(&desktop, &format!("thought {round}"));
        // All four are down before the window can hide. In the millisecond in which it does, X has no focus at all, and
        // a key that is pressed then reaches nobody: no program, and no shortcut either.
        let opened = || desktop.log().matches("capture is open").count();
        let before = opened();
        desktop.x(&["key", "--delay", "0", "Escape+ctrl+shift+g"]);
        wait_until("it is open again", || opened() > before && desktop.capture_has_focus());
        desktop.type_words(" and more");
        desktop.x(&["key", "Return"]);
        wait_until("it is kept whole", || desktop.texts().first() == Some(&format!("thought {round} and more")));
        desktop.x(&["key", "Escape"]);
        wait_until("the focus is back", || desktop.focused() == other);
    }
    assert_eq!(fs::read_to_string(typed).unwrap_or_default(), "", "nothing fell into the other program");
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_pressed_while_it_hides_take_no_letter_of_the_next_line_with_them() {
    let mut desktop = Desktop::new();
    let driven = Driven::start(&desktop, &["--hidden"]).await;
    let (other, _typed) = desktop.other_program();
    for round in 0..5 {
        driven.open_capture(&desktop).await;
        // An Esc that comes sooner than a hand can counts as pressed before the shortcut.
        driven.type_words(&desktop, &format!("thought {round}")).await;
        // Again and again, so that one of them falls into the moment in which the window goes.
        desktop.x(&[&["key", "Escape", "key", "--delay", "3"][..], &["Shift_L"; 14]].concat());
        wait_until("the focus is back", || desktop.focused() == other);
        capture_by_hand(&desktop, " and more");
        desktop.x(&["key", "Return"]);
        wait_until("it is kept whole", || desktop.texts().first() == Some(&format!("thought {round} and more")));
        desktop.x(&["key", "Escape"]);
        wait_until("the focus is back", || desktop.focused() == other);
    }
}

#[test]
fn two_enters_in_one_breath_keep_both_and_the_window_goes() {
    let desktop = Desktop::new();
    let _app = desktop.start_and_wait(&["--hidden"]);
    capture_by_hand(&desktop, "first");
    desktop.x(&["key", "Return", "type", "--delay", "1", "second"]);
    desktop.x(&["key", "Return"]);
    wait_until("both are kept", || desktop.texts() == ["second", "first"]);
    wait_until("the window goes by itself", || !desktop.capture_is_visible());
}

#[test]
fn closed_by_the_window_manager_it_only_hides() {
    let mut desktop = Desktop::new();
    let _app = desktop.start_and_wait(&["--hidden"]);
    let (other, _typed) = desktop.other_program();
    capture_by_hand(&desktop, "half a");
    desktop.close_capture();
    wait_until("the focus is back", || desktop.focused() == other);
    capture_by_hand(&desktop, " line");
    desktop.x(&["key", "Return"]);
    wait_until("it is kept whole", || desktop.texts() == ["half a line"]);
}

#[test]
fn not_kept_ready_it_is_made_when_it_is_wanted() {
    let mut desktop = Desktop::new();
    fs::create_dir_all(desktop.home()).unwrap();
    fs::write(desktop.home().join("device.json"), r#"{"settings":{"keep_capture_warm":false}}"#).unwrap();
    let _app = desktop.start(&["--hidden"]);
    wait_until("the reminder has looked, so the app is there", || desktop.log().contains("the evening was looked at"));
    let (other, _typed) = desktop.other_program();
    for words in ["one", "two"] {
        let ready = desktop.log().matches("the capture page is ready").count();
        desktop.x(&["key", "ctrl+shift+g"]);
        wait_until("the page is there", || desktop.log().matches("the capture page is ready").count() > ready);
        wait_until("the window is there", || desktop.capture_has_focus());
        desktop.type_words(words);
        desktop.x(&["key", "Return"]);
        wait_until("it is kept", || desktop.texts().first().is_some_and(|text| text == words));
        desktop.x(&["key", "Escape"]);
        wait_until("the focus is back", || desktop.focused() == other);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn chips_by_number_keys_new_lines_and_undo() {
    let desktop = Desktop::new();
    let driven = Driven::start(&desktop, &["--hidden"]).await;
    driven.open_capture(&desktop).await;
    driven.type_words(&desktop, "warm cup").await;
    desktop.x(&["key", "ctrl+2", "key", "ctrl+1", "key", "alt+5", "key", "shift+Return", "type", "two hands"]);
    desktop.x(&["key", "Return"]);
    // It is in the journal a moment before the page hears of that.
    driven.wait_for_words("Kept.").await;
    let kept = desktop.list(&[]).remove(0);
    assert_eq!(kept["text"], "warm cup\ntwo hands");
    assert_eq!(kept["feelings"], serde_json::json!(["calm", "safe"]), "in the order of choosing");
    assert_eq!(kept["senses"], serde_json::json!(["touching"]));

    desktop.x(&["key", "ctrl+z"]);
    wait_until("it is taken back", || desktop.texts().is_empty());
    driven.wait_until("document.querySelector('textarea').value === 'warm cup\\ntwo hands'").await;
    driven.has_keyboard("textarea").await;
    desktop.x(&["key", "--clearmodifiers", "End", "type", "!"]);
    desktop.x(&["key", "Return"]);
    let again = wait_for("it is kept again", || desktop.list(&[]).pop());
    assert_eq!(again["text"], "warm cup\ntwo hands!");
    assert_eq!(again["feelings"], serde_json::json!(["calm", "safe"]), "with its chips");
}

#[test]
fn a_feeling_alone_is_a_glimmer() {
    let desktop = Desktop::new();
    let _app = desktop.start_and_wait(&["--hidden"]);
    capture_by_hand(&desktop, "");
    desktop.x(&["key", "ctrl+2"]);
    desktop.x(&["key", "Return"]);
    let kept = wait_for("it is kept", || desktop.list(&[]).pop());
    assert_eq!((kept["text"].as_str(), &kept["feelings"]), (Some(""), &serde_json::json!(["calm"])));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_survives_escape_restart_and_kill() {
    let mut desktop = Desktop::new();
    let app = Driven::start(&desktop, &["--hidden"]).await;
    let (other, _typed) = desktop.other_program();
    app.open_capture(&desktop).await;
    app.type_words(&desktop, "half a sent").await;
    desktop.x(&["key", "Escape"]);
    wait_until("the focus is back", || desktop.focused() == other);
    app.open_capture(&desktop).await;
    app.type_words(&desktop, "ence").await;
    // A person sees the letter before the power goes; the page shows what is being saved, so look there first.
    wait_until("the draft is on disk", || draft_of(&desktop) == Some("half a sentence".into()));
    drop(app);

    let driven = Driven::start(&desktop, &["--hidden"]).await;
    driven.turn_to(Page::Capture).await;
    driven.wait_until("document.querySelector('textarea').value === 'half a sentence'").await;
    assert!(desktop.texts().is_empty(), "a draft is not a glimmer");
}

/// The capture window's draft, read as any SQLCipher would.
fn draft_of(desktop: &Desktop) -> Option<String> {
    let journal = journeys::raw_journal(&desktop.home());
    let body: String = journal.query_row("select body from draft where place = 'capture'", [], |row| row.get(0)).ok()?;
    let draft: serde_json::Value = serde_json::from_str(&body).ok()?;
    Some(draft["text"].as_str()?.to_owned())
}

#[test]
fn the_command_line_opens_it_too() {
    let desktop = Desktop::new();
    let _app = desktop.start(&["--capture"]);
    wait_until("the capture window", || desktop.capture_is_visible());
    assert!(!desktop.main_is_visible(), "nothing else opens");
}
