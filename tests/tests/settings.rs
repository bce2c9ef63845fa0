//! Settings: each takes effect at once.

use journeys::{Desktop, Driven, Page, wait_until};

async fn open(desktop: &Desktop, section: &str) -> Driven {
    let driven = Driven::start(desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.click("nav a[href='#settings']").await;
    driven.section(section).await;
    driven
}

#[tokio::test(flavor = "multi_thread")]
async fn the_evening_can_be_moved_to_other_days_and_switched_off() {
    let desktop = Desktop::new();
    let driven = open(&desktop, "Reminders").await;
    driven.click("button[aria-label='Monday']").await;
    wait_until("Monday is left out", || desktop.device()["settings"]["evening"]["days"][0] == false);
    driven.click("[role='switch']").await;
    wait_until("it is off", || desktop.device()["settings"]["evening"]["on"] == false);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_shortcut_works_at_once_and_the_old_one_no_more() {
    let mut desktop = Desktop::new();
    let driven = open(&desktop, "Capture").await;
    desktop.focus_main();
    driven.click("button.shortcut").await;
    driven.has_keyboard("button.shortcut[aria-pressed=true]").await;
    desktop.x(&["key", "ctrl+alt+j"]);
    wait_until("it is taken", || {
        desktop.device()["settings"]["shortcut"].as_str().is_some_and(|keys| keys.ends_with("J") && keys.contains("Alt"))
    });

    let (other, typed) = desktop.other_program();
    desktop.x(&["key", "ctrl+alt+j"]);
    wait_until("the new one opens capture", || desktop.capture_has_focus());
    driven.turn_to(Page::Capture).await;
    driven.has_keyboard("textarea").await;
    // A person's pause: an Esc in the instant of the shortcut counts as pressed before it.
    desktop.x(&["sleep", "0.15", "key", "Escape"]);
    wait_until("it is hidden", || !desktop.capture_is_visible() && desktop.focused() == other);
    // A key that nobody has taken reaches the program in front: there, Ctrl+G is the bell.
    desktop.x(&["key", "ctrl+shift+g", "key", "x", "key", "Return"]);
    wait_until("the old one reaches the other program", || std::fs::read_to_string(&typed).is_ok_and(|text| text == "\u{7}x\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn appearance_changes_every_window_and_login_writes_the_autostart_entry() {
    let desktop = Desktop::new();
    let driven = open(&desktop, "Appearance").await;
    driven.click("input[value='night']").await;
    driven.wait_until("document.documentElement.dataset.theme === 'night'").await;
    driven.turn_to(Page::Capture).await;
    driven.wait_until("document.documentElement.dataset.theme === 'night'").await;

    driven.turn_to(Page::Main).await;
    driven.section("Capture").await;
    driven.click("[role='switch'][aria-label='Start Glimmer at login']").await;
    let entry = desktop.person().join(".config/autostart/Glimmer.desktop");
    wait_until("it starts at login", || std::fs::read_to_string(&entry).is_ok_and(|text| text.contains("--hidden")));
    driven.click("[role='switch'][aria-label='Start Glimmer at login']").await;
    wait_until("it does not", || !entry.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_without_its_key_is_said_plainly_and_help_is_still_there() {
    let desktop = Desktop::new();
    desktop.jot(&["here"]);
    let key = desktop.home().join("vault.key");
    let aside = desktop.scratch("vault.key");
    std::fs::rename(&key, &aside).unwrap();
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.wait_for_words("Nothing was changed").await;
    desktop.command(journeys::glimmer()).arg("--hard-day").status().unwrap();
    driven.wait_for_words("There is nothing you have to do.").await;
    driven.press("I need help now").await;
    driven.wait_for_words("999").await;
    drop(driven);

    std::fs::rename(aside, key).unwrap();
    assert_eq!(desktop.texts(), ["here"], "with its key back, everything is there");
}
