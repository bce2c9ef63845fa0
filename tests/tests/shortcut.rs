//! The shortcut works from everywhere, whatever the keyboard does, and takes nothing from other programs that it does not need.

use journeys::{Desktop, Driven, Keyboard, Page, Running, keyboard::CAPTURE, wait_until};

#[tokio::test(flavor = "multi_thread")]
async fn one_that_another_program_has_is_said_and_nothing_else_is_lost() {
    let desktop = Desktop::new();
    let other = Keyboard::of(&desktop);
    assert!(other.take(CAPTURE));
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.wait_for_words("Another program already uses the capture shortcut.").await;
    driven.click("nav a[href='#settings']").await;
    driven.section("Capture").await;

    // Another one can be chosen, and works at once. One that somebody has leaves it as it was: here with CapsLock alone, for a key
    // that is taken as it is never comes to the page.
    assert!(other.take_locked('k'));
    desktop.focus_main();
    for (keys, said) in [("ctrl+shift+j", "Ctrl + Shift + J"), ("ctrl+shift+k", "another program may hold it")] {
        driven.click("button.shortcut").await;
        driven.has_keyboard("button.shortcut[aria-pressed=true]").await;
        desktop.x(&["key", keys]);
        driven.wait_for_words(said).await;
    }
    assert!(other.is_free('k') && !other.is_free('j'), "all of a shortcut is taken, or nothing");
    desktop.x(&["key", "ctrl+shift+j"]);
    wait_until("the chosen one opens capture", || desktop.capture_has_focus());
}

#[test]
fn it_works_whatever_is_locked() {
    let desktop = Desktop::new();
    let _app = desktop.start_and_wait(&["--hidden"]);
    for locks in [&["Caps_Lock"][..], &["Num_Lock"], &["Caps_Lock"]] {
        // After the first round CapsLock, then both, then NumLock alone.
        for lock in locks {
            desktop.x(&["key", lock]);
        }
        desktop.open_capture();
        desktop.close_capture();
    }
}

#[test]
fn it_follows_its_letter_when_the_keyboard_changes_and_leaves_the_key_it_had() {
    let desktop = Desktop::new();
    let _app = desktop.start_and_wait(&["--hidden"]);
    let keyboard = Keyboard::of(&desktop);
    assert!(keyboard.is_free('y') && !keyboard.is_free(CAPTURE));
    keyboard.exchange(CAPTURE, 'y');
    wait_until("the key it had is free, and the one it has now is not", || keyboard.is_free('y') && !keyboard.is_free(CAPTURE));
    desktop.open_capture();
}

#[test]
fn a_key_that_is_held_down_is_pressed_once() {
    let desktop = Desktop::new();
    let log = desktop.scratch("told.log");
    let told = || std::fs::read_to_string(&log).unwrap_or_default();
    let mut app = desktop.command(journeys::glimmer());
    let _app = Running::of(app.arg("--hidden").env("GLIMMER_LOG", "debug").stderr(std::fs::File::create(&log).unwrap()));
    let keyboard = Keyboard::of(&desktop);
    keyboard.repeats();
    keyboard.waits_for(CAPTURE);
    desktop.x(&["keydown", "ctrl+shift+g"]);
    wait_until("it repeats", || told().matches("a shortcut is held down").count() > 3);
    desktop.x(&["keyup", "ctrl+shift+g"]);
    wait_until("capture has the focus", || desktop.capture_has_focus());
    assert_eq!(told().matches("a shortcut was pressed").count(), 1, "{}", told());
}

#[test]
fn what_hides_all_windows_belongs_to_others_while_there_is_none() {
    let desktop = Desktop::new();
    let _app = desktop.start_and_wait(&["--hidden"]);
    let keyboard = Keyboard::of(&desktop);
    assert!(keyboard.is_free('x'));
    desktop.open_capture();
    wait_until("it is taken", || !keyboard.is_free('x'));
    desktop.close_capture();
    wait_until("it is let go", || keyboard.is_free('x'));
}
