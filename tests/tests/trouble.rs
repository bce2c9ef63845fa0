//! What goes wrong outside of us: the words stay in the field, and it is said what happened and what to do.

use std::{fs, os::unix::fs::PermissionsExt};

use journeys::{Desktop, Driven, Page, Panel, disk, wait_until};
use thirtyfour::Key;

const WORDS: &str = "the light on the wall";

/// Writes a line on Today and tries to keep it.
async fn try_to_keep(driven: &Driven) {
    driven.turn_to(Page::Main).await;
    driven.keys_to("textarea", WORDS).await;
    driven.keys_to("textarea", Key::Enter).await;
}

async fn keep_again(driven: &Driven) {
    driven.wait_until(&format!("document.querySelector('textarea').value === '{WORDS}'")).await;
    driven.wait_until("document.activeElement === document.querySelector('textarea')").await;
    driven.keys_to("textarea", Key::Enter).await;
    driven.wait_until("document.querySelector('textarea').value === ''").await;
    driven.wait_for_words(WORDS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_disk_the_words_stay_until_there_is_room() {
    let desktop = Desktop::new();
    let driven = disk::on_a_small_disk(&desktop, 4096).await;
    driven.turn_to(Page::Main).await;
    driven.find("textarea").await;
    let folder = disk::seen_by_the_app(&driven, &desktop);
    disk::fill(&folder);
    try_to_keep(&driven).await;
    driven.wait_for_words("Not kept yet: this computer’s disk is full. Your words stay here. Free some space, then keep it again.").await;
    disk::free(&folder);
    keep_again(&driven).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_while_another_program_holds_the_journal_is_sealed_and_joins() {
    let desktop = Desktop::new();
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.find("textarea").await;
    let other = journeys::raw_journal(&desktop.home());
    other.execute_batch("begin immediate").unwrap();
    try_to_keep(&driven).await;
    driven.wait_until("document.querySelector('textarea').value === ''").await;
    driven.wait_for_words("Kept").await;
    let sealed = fs::read_dir(desktop.home().join("inbox")).unwrap().count();
    assert_eq!(sealed, 1, "it is kept outside the journal");
    other.execute_batch("rollback").unwrap();
    desktop.jot(&["from the terminal"]);
    for words in ["from the terminal", WORDS] {
        driven.wait_for_words(words).await;
    }
    wait_until("each is there once", || {
        let mut texts = desktop.texts();
        texts.sort();
        texts == ["from the terminal", WORDS]
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_that_may_not_be_written_can_be_read_and_says_so() {
    let desktop = Desktop::new();
    desktop.jot(&["from before"]);
    let set = |name: &str, mode| fs::set_permissions(desktop.home().join(name), fs::Permissions::from_mode(mode)).unwrap();
    set("journal.db", 0o400);
    set("", 0o500);
    let driven = disk::stopped_by_permissions(&desktop).await;
    driven.turn_to(Page::Main).await;
    driven.wait_for_words("from before").await;
    driven.wait_for_words("Your journal can be read here, but nothing can be kept").await;
    driven.wait_for_words("Give Glimmer leave to write there, then start it again.").await;

    // What somebody has typed meanwhile stays where it is.
    driven.turn_to(Page::Capture).await;
    driven.keys_to("textarea", WORDS).await;
    driven.keys_to("textarea", Key::Enter).await;
    driven
        .wait_until(
            "document.querySelector('[role=alert]').textContent.includes('this journal can only be read here. Your words stay here.')",
        )
        .await;
    driven.wait_until(&format!("document.querySelector('textarea').value === '{WORDS}'")).await;
    drop(driven);

    set("", 0o700);
    set("journal.db", 0o600);
    assert_eq!(desktop.texts(), ["from before"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn quitting_shows_the_words_that_are_only_in_the_capture_window_first() {
    let desktop = Desktop::new();
    let panel = Panel::on(&desktop);
    let driven = disk::on_a_small_disk(&desktop, 4096).await;
    driven.turn_to(Page::Main).await;
    driven.find("textarea").await;
    wait_until("the main window", || desktop.main_is_visible());
    desktop.close_main();
    panel.press("Jot one");
    wait_until("capture has the focus", || desktop.capture_has_focus());
    disk::fill(&disk::seen_by_the_app(&driven, &desktop));
    driven.turn_to(Page::Capture).await;
    driven.type_words(&desktop, WORDS).await;
    driven.wait_until(&format!("document.querySelector('textarea').value === '{WORDS}'")).await;
    desktop.x(&["key", "Escape"]);
    wait_until("it is hidden", || !desktop.capture_is_visible());
    panel.press("Quit");
    wait_until("it is shown again", || desktop.capture_is_visible());
    driven.wait_until(&format!("document.querySelector('textarea').value === '{WORDS}'")).await;
    disk::free(&disk::seen_by_the_app(&driven, &desktop));
    wait_until("capture has the focus", || desktop.capture_has_focus());
    driven.has_keyboard("textarea").await;
    desktop.x(&["key", "Return"]);
    driven.wait_for_words("Kept.").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_that_cannot_be_read_comes_back_from_a_copy_and_nobody_is_asked_for_a_secret_there_is_not() {
    let desktop = Desktop::new();
    desktop.jot(&["from before"]);
    assert!(desktop.terminal(&["backup"]).status.success());
    let journal = desktop.home().join("journal.db");
    let mut bytes = fs::read(&journal).unwrap();
    bytes[16..4096].fill(0);
    fs::write(journal, bytes).unwrap();
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.press("Open the last good copy").await;
    driven.wait_for_words("from before").await;
    driven.press("Restore this copy…").await;
    driven.press("Restore").await;
    driven.wait_for_words("Your journal is as it was").await;
    assert_eq!(desktop.texts(), ["from before"]);
}
