//! The lock: what is on the way to it, behind it and in front of it.

use std::fs;

use glimmer_core::{Folder, Journal, RecoveryCode, Secret, backup};
use journeys::{Desktop, Driven, Logind, PATIENCE, Page, disk, memory, wait_until, wait_within};
use serde_json::json;
use thirtyfour::prelude::*;

const PASSPHRASE: &str = "warm bread at the corner";

/// A desktop with a journal of these words and a passphrase. Returns the recovery code too.
fn locked(texts: &[&str]) -> (Desktop, String) {
    let desktop = Desktop::new();
    for text in texts {
        desktop.jot(&[text]);
    }
    let code = RecoveryCode::generate().unwrap();
    let _ends = glimmer_core::Settings::default().day_ends;
    let mut closed = Journal::open(Folder::at(desktop.home())).unwrap().close();
    closed.renew(None, &Secret::new(PASSPHRASE), &code, journeys::seed::now(), &mut |_| ()).unwrap();
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

#[tokio::test(flavor = "multi_thread")]
async fn left_alone_it_locks_by_itself_and_what_was_begun_is_there_again() {
    let (desktop, _) = locked(&["seen for a minute"]);
    desktop.choose(&json!({ "welcomed": true, "settings": { "lock_after_minutes": 1 } }));
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    unlock(&driven, PASSPHRASE).await;
    driven.wait_for_words("seen for a minute").await;
    driven.keys_to("main textarea", "half a li").await;
    // A minute is the least that can be chosen.
    let log = desktop.home().join("journal.db-wal");
    assert!(log.exists(), "an open journal has one");
    wait_within(2 * PATIENCE, "the database is closed", || (!log.exists()).then_some(()));
    driven.turn_to(Page::Main).await;
    driven.find("input[type=password]").await;
    assert!(!driven.driver().source().await.unwrap().contains("half a li"));
    unlock(&driven, PASSPHRASE).await;
    driven.wait_until("document.querySelector('main textarea')?.value === 'half a li'").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_a_full_disk_did_not_take_outlive_the_lock() {
    let (desktop, _) = locked(&["before the disk was full"]);
    let driven = disk::on_a_small_disk(&desktop, 4096).await;
    driven.turn_to(Page::Main).await;
    unlock(&driven, PASSPHRASE).await;
    driven.wait_for_words("before the disk was full").await;
    let small = disk::seen_by_the_app(&driven, &desktop);
    disk::fill(&small);
    driven.keys_to("main textarea", "half a thought").await;
    driven.wait_until("document.querySelector('main textarea')?.value === 'half a thought'").await;
    desktop.focus_main();
    desktop.x(&["key", "ctrl+shift+l"]);
    driven.turn_to(Page::Main).await;
    driven.find("input[type=password]").await;
    assert!(!driven.driver().source().await.unwrap().contains("half a thought"));
    disk::free(&small);
    unlock(&driven, PASSPHRASE).await;
    driven.wait_until("document.querySelector('main textarea')?.value === 'half a thought'").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn damage_behind_the_lock_is_said_when_it_opens_and_a_copy_needs_no_second_asking() {
    let (desktop, _) = locked(&["from before the damage"]);
    let folder = Folder::at(desktop.home());
    let _ends = glimmer_core::Settings::default().day_ends;
    let journal = Journal::unlock(folder.clone(), &Secret::new(PASSPHRASE)).unwrap();
    backup::make(&journal, backup::Reason::Asked, journeys::seed::now(), &mut |_| ()).unwrap();
    drop(journal);
    let mut bytes = fs::read(folder.journal()).unwrap();
    bytes[16..4096].fill(0x5a);
    fs::write(folder.journal(), &bytes).unwrap();

    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    unlock(&driven, PASSPHRASE).await;
    driven.press("Open the last good copy").await;
    driven.wait_for_words("from before the damage").await;
    driven.press("Restore this copy…").await;
    driven.press("Restore").await;
    driven.wait_for_words("Your journal is as it was").await;
    let aside = fs::read_dir(desktop.home().join("set-aside")).unwrap().flatten().next().unwrap().path();
    assert!(fs::read(aside.join("journal.db")).unwrap() == bytes, "the damaged file is untouched");
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
    open_by_hand(&desktop);
    wait_until("an open journal has its words in memory, so that looking is worth something", || {
        memory::holds(app.id(), &any).iter().any(|found| found.starts_with("zwitschert"))
    });
    desktop.focus_main();
    wait_until("it is locked", || {
        desktop.x(&["key", "ctrl+shift+l"]);
        desktop.log().contains("the journal is locked")
    });
    // The engine's processes end by themselves, a moment later.
    wait_until("no process holds a word of it", || memory::holds(app.id(), &any).is_empty());
    assert_eq!(memory::folder_holds(desktop.person(), &all), Vec::<String>::new());
}

/// Opens a locked journal as a person does, without WebDriver.
fn open_by_hand(desktop: &Desktop) {
    wait_until("the main window", || desktop.main_is_visible());
    desktop.focus_main();
    wait_until("the passphrase reaches the field and opens it", || {
        desktop.x(&["key", "ctrl+a", "type", "--delay", "12", PASSPHRASE]);
        desktop.x(&["key", "Return"]);
        desktop.log().contains("the journal is open")
    });
}

#[test]
fn the_computer_does_not_sleep_before_the_journal_is_locked() {
    let (mut desktop, _) = locked(&["before the night"]);
    let logind = Logind::on(&mut desktop);
    let _app = desktop.start(&[]);
    open_by_hand(&desktop);
    wait_until("sleep is heard of", || desktop.log().contains("it is heard when the system wakes") && !logind.held_back().is_empty());
    assert!(!desktop.log().contains("the journal is locked"));
    logind.sleeps();
    assert!(desktop.log().contains("the journal is locked"), "sleep was held back until then");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passphrase_is_set_with_its_code_and_everything_is_erased_with_one_word() {
    let desktop = Desktop::new();
    desktop.jot(&["not for ever"]);
    assert!(desktop.terminal(&["backup"]).status.success());
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.go("settings").await;
    driven.press("Privacy and lock").await;
    driven.press("Set…").await;
    for nth in 0..2 {
        driven.wait_until(&format!("document.querySelectorAll('input[type=password]').length > {nth}")).await;
        let fields = driven.driver().find_all(By::Css("input[type=password]")).await.unwrap();
        fields[nth].send_keys(PASSPHRASE).await.unwrap();
    }
    driven.wait_for_words("Nobody is likely to guess this.").await;
    driven.press("Continue").await;
    driven.wait_for_words("Write this down").await;
    let code = driven
        .driver()
        .execute(
            "return [...document.querySelectorAll('.code > p:not(.said)')].slice(0, 2).map((line) => line.innerText).join(' ')",
            vec![],
        )
        .await
        .unwrap();
    let groups: Vec<String> = code.json().as_str().unwrap().split_whitespace().map(str::to_owned).collect();
    assert_eq!(groups.len(), 8);
    driven.press("I have it").await;
    driven.wait_for_words("And what does your paper say?").await;
    driven.find(".flow input").await.send_keys(groups[6..].concat().to_lowercase()).await.unwrap();
    driven.press("Continue").await;
    wait_until("the plain key is gone", || !desktop.home().join("vault.key").exists());
    wait_until("the copies have the new key", || {
        let copies = fs::read_dir(desktop.home().join("backups")).unwrap().flatten();
        copies.filter(|copy| copy.path().join("copy.json").exists()).all(|copy| copy.path().join("vault.age").exists())
    });
    // Until the page says so as well, nothing else opens on it.
    driven.wait_for_words("Your journal has a passphrase now.").await;

    driven.press("Delete…").await;
    driven.find("input[type=checkbox]").await.click().await.unwrap();
    driven.find("input[type=text]").await.send_keys("delete").await.unwrap();
    driven.press("Delete the journal").await;
    let left = || {
        let names = fs::read_dir(desktop.home()).unwrap().flatten().map(|file| file.file_name().into_string().unwrap());
        names.filter(|name| !name.ends_with(".lock")).collect::<Vec<_>>()
    };
    wait_until("nothing is left", || left().is_empty());
}

/// The README gives these commands. age asks on the terminal alone, so there is one.
#[test]
fn a_locked_journal_is_reached_with_public_tools_and_its_passphrase() {
    let (desktop, code) = locked(&["found without Glimmer"]);
    let script = r#"
        set -eu
        cd "$GLIMMER_HOME"
        printf '%s\n' "$SECRET" | script -qec "age -d -o '$PLAIN' $WRAPPED" /dev/null
        grep AGE-SECRET-KEY "$PLAIN" | head -c 16
    "#;
    for (wrapped, secret) in [("vault.age", PASSPHRASE), ("vault.recovery.age", &code)] {
        let plain = desktop.scratch(wrapped);
        let mut shell = desktop.command("sh");
        shell.args(["-c", script]).env("SECRET", secret).env("WRAPPED", wrapped).env("PLAIN", &plain);
        let output = shell.stdout(std::process::Stdio::piped()).output().unwrap();
        assert!(String::from_utf8_lossy(&output.stdout).ends_with("AGE-SECRET-KEY-1"), "{output:?}");
        // From here on it is the key of a journal without a passphrase.
        let home = tempfile::tempdir().unwrap();
        fs::copy(desktop.home().join("journal.db"), home.path().join("journal.db")).unwrap();
        fs::copy(plain, home.path().join("vault.key")).unwrap();
        let text: String = journeys::raw_journal(home.path()).query_row("select text from glimmer", [], |row| row.get(0)).unwrap();
        assert_eq!(text, "found without Glimmer");
    }
}
