//! The lock: what is on the way to it, behind it and in front of it.

use std::fs;

use glimmer_core::{Folder, Journal, RecoveryCode, Secret, clock};
use journeys::{Desktop, Driven, Page, memory, wait_until};
use thirtyfour::prelude::*;

const PASSPHRASE: &str = "warm bread at the corner";

/// A desktop with a journal of these words and a passphrase. Returns the recovery code too.
fn locked(texts: &[&str]) -> (Desktop, String) {
    let desktop = Desktop::new();
    for text in texts {
        desktop.jot(&[text]);
    }
    let code = RecoveryCode::generate().unwrap();
    let ends = glimmer_core::Settings::default().day_ends;
    let mut closed = Journal::open(Folder::at(desktop.home())).unwrap().close();
    closed.renew(None, &Secret::new(PASSPHRASE), &code, clock::now(ends), &mut |_| ()).unwrap();
    let code = code.groups().collect::<Vec<_>>().join(" ");
    (desktop, code)
}

async fn unlock(driven: &Driven, secret: &str) {
    let field = driven.find("input[type=password]").await;
    field.send_keys(secret).await.unwrap();
    field.send_keys(Key::Enter).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_journal_shows_nothing_opens_with_either_secret_and_locks_again_at_once() {
    let (desktop, code) = locked(&["the canary sang"]);
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.find("input[type=password]").await;
    assert!(!driven.driver().source().await.unwrap().contains("canary"));
    unlock(&driven, "not this").await;
    driven.wait_for_words("That did not open it").await;
    driven.wait_until("document.activeElement.matches('input[type=password]')").await;
    unlock(&driven, PASSPHRASE).await;
    driven.wait_for_words("the canary sang").await;

    wait_until("the main window", || desktop.main_is_visible());
    desktop.focus_main();
    desktop.x(&["key", "ctrl+shift+l"]);
    driven.turn_to(Page::Main).await;
    driven.find("input[type=password]").await;
    assert!(!driven.driver().source().await.unwrap().contains("canary"));
    assert!(fs::metadata(desktop.home().join("journal.db-wal")).is_err(), "the database is closed");

    driven.press("Use the recovery code").await;
    let field = driven.find("main input").await;
    field.send_keys(code.replace(' ', "-").to_lowercase()).await.unwrap();
    field.send_keys(Key::Enter).await.unwrap();
    driven.wait_for_words("the canary sang").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_jotted_in_front_of_the_lock_is_there_behind_it() {
    let (desktop, _) = locked(&["from before"]);
    let driven = Driven::start(&desktop, &["--capture"]).await;
    driven.turn_to(Page::Capture).await;
    driven.wait_for_words("Your journal is locked").await;
    wait_until("the capture window", || desktop.capture_has_focus());
    desktop.x(&["type", "--delay", "12", "sealed words"]);
    driven.wait_until("document.querySelector('textarea').value === 'sealed words'").await;
    desktop.x(&["key", "Return"]);
    driven.wait_for_words("Kept.").await;
    assert_eq!(fs::read_dir(desktop.home().join("inbox")).unwrap().count(), 1);

    // From a terminal too; and there nothing is listed without the passphrase.
    desktop.jot(&["sealed in a terminal"]);
    let refused = desktop.terminal(&["list"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(refused.stdout.is_empty());

    let _second = desktop.start(&[]);
    driven.turn_to(Page::Main).await;
    unlock(&driven, PASSPHRASE).await;
    driven.wait_for_words("sealed in a terminal").await;
    driven.wait_for_words("sealed words").await;
    assert_eq!(fs::read_dir(desktop.home().join("inbox")).unwrap().count(), 0);
}

/// Without WebDriver, which would hand what it reads through the app's own memory.
#[test]
fn after_the_lock_no_word_is_in_memory_or_on_the_disk() {
    let canaries: Vec<String> = (0..100).map(|n| format!("canary{n:03}zwitschert")).collect();
    let all: Vec<&str> = canaries.iter().map(String::as_str).collect();
    // What each of them ends with: one look finds any.
    let any = ["zwitschert", PASSPHRASE];
    let (desktop, _) = locked(&all);
    let app = desktop.start(&[]);
    wait_until("the main window", || desktop.main_is_visible());
    desktop.focus_main();
    wait_until("the passphrase reaches the field and opens it", || {
        desktop.x(&["key", "ctrl+a", "type", "--delay", "12", PASSPHRASE]);
        desktop.x(&["key", "Return"]);
        desktop.log().contains("the journal is open")
    });
    wait_until("an open journal has its words in memory, so that looking is worth something", || {
        memory::holds(app.id(), &any).contains(&"zwitschert".to_owned())
    });
    desktop.focus_main();
    wait_until("it is locked", || {
        desktop.x(&["key", "ctrl+shift+l"]);
        desktop.log().contains("the journal is locked")
    });
    wait_until("no word is in memory any more", || memory::holds(app.id(), &any).is_empty());
    assert_eq!(memory::folder_holds(desktop.person(), &all), Vec::<String>::new());
}
