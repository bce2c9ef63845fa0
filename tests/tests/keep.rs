//! Copies, damage and the recovery code, as a person meets them on the pages of Settings.

use std::{fs, path::PathBuf};

use glimmer_core::{Folder, Journal, RecoveryCode, Secret, backup};
use journeys::{Desktop, Driven, Page, seed, wait_until};
use thirtyfour::Key;

const PAGE: usize = 4096;
const PASSPHRASE: &str = "warm bread at the corner";

async fn main_page(desktop: &Desktop) -> Driven {
    let driven = Driven::start(desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven
}

/// Turns a page of the journal into something else.
fn damage(desktop: &Desktop, page: usize) {
    let file = desktop.home().join("journal.db");
    let mut bytes = fs::read(&file).unwrap();
    bytes[page * PAGE..(page + 1) * PAGE].fill(0x5a);
    fs::write(file, &bytes).unwrap();
}

/// The damaged file, wherever below `set-aside` it lies.
fn set_aside(desktop: &Desktop) -> Vec<Vec<u8>> {
    let mut folders = vec![desktop.home().join("set-aside")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        let paths: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        found.extend(paths.iter().filter(|path| path.ends_with("journal.db")).map(|path| fs::read(path).unwrap()));
        folders.extend(paths.into_iter().filter(|path| path.is_dir()));
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_shows_what_it_holds_and_brings_that_back_but_nothing_that_was_deleted_since() {
    let desktop = Desktop::new();
    desktop.jot(&["from the first days"]);
    desktop.jot(&["deleted since then"]);
    let driven = main_page(&desktop).await;
    driven.wait_for_words("deleted since then").await;
    driven.section("Backups").await;
    driven.press("Make one now").await;
    driven.wait_for_words("A copy was made and checked.").await;
    let journal = seed::journal(&desktop);
    let now = journeys::seed::now();
    let gone = journal.list(&glimmer_core::ListQuery::default()).unwrap().glimmers[0].id;
    journal.trash(gone, now).unwrap();
    journal.delete(gone).unwrap();
    drop(journal);
    desktop.jot(&["newer than the copy"]);

    // The first row is the newest copy.
    driven.click("[data-copy]").await;
    driven.wait_for_words("It holds 2 glimmers").await;
    driven.wait_for_words("Your journal has one that this copy has not.").await;
    driven.wait_for_words("One that you deleted since then stays deleted.").await;
    driven.press("Restore this copy…").await;
    driven.press("Restore").await;
    driven.wait_for_words("What was here before is kept as a copy.").await;
    driven.go("glimmers").await;
    driven.wait_for_words("from the first days").await;
    assert_eq!(desktop.texts(), ["from the first days"], "neither what is newer nor what was deleted");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_journal_with_a_damaged_page_it_is_said_and_the_rest_is_brought_together() {
    let desktop = Desktop::new();
    seed::many(&desktop, 400);
    let pages = usize::try_from(fs::metadata(desktop.home().join("journal.db")).unwrap().len()).unwrap() / PAGE;
    damage(&desktop, pages * 2 / 3);
    let driven = main_page(&desktop).await;
    driven.wait_for_words("A part of the journal file is damaged. Nothing was changed").await;
    driven.section("Backups").await;
    driven.press("Check now").await;
    driven.wait_for_words("Something is not as it was written.").await;
    driven.press("Bring together what can be read").await;
    // The app has gone on with it, as far as it could be read.
    let damaged = fs::read(desktop.home().join("journal.db")).unwrap();
    driven.press("Bring it together").await;
    driven.wait_for_words("are here again.").await;
    driven.wait_for_words("The damaged file lies untouched in").await;
    assert!(set_aside(&desktop) == [damaged], "every byte of it");
    drop(driven);
    assert!(desktop.texts().len() > 200, "one page is not the journal: {}", desktop.texts().len());
    assert!(desktop.terminal(&["check"]).status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_wait_for_a_drive_that_is_not_there_and_go_to_it_when_it_is_back() {
    let desktop = Desktop::new();
    desktop.jot(&["copied twice"]);
    let (drive, drawer) = (desktop.scratch("drive"), desktop.scratch("drawer"));
    fs::create_dir(&drive).unwrap();
    backup::choose_second(&Folder::at(desktop.home()), &drive).unwrap();
    fs::rename(&drive, &drawer).unwrap();
    let driven = main_page(&desktop).await;
    driven.section("Backups").await;
    driven.wait_for_words("The drive is not plugged in. Copies").await;
    driven.press("Make one now").await;
    driven.wait_for_words("The copies on this computer are fine.").await;
    assert!(!drive.exists(), "nothing is written where the drive would be");
    fs::rename(&drawer, &drive).unwrap();
    desktop.jot(&["it is looked again after a change"]);
    driven.wait_for_words("All copies are there.").await;
    let copies = |folder: PathBuf| fs::read_dir(folder).unwrap().flatten().filter(|entry| entry.path().join("copy.json").exists()).count();
    wait_until("each copy is in both", || copies(drive.clone()) == copies(desktop.home().join("backups")));
    assert!(copies(drive.clone()) > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_recovery_code_opens_the_journal_and_the_old_one_does_no_more() {
    let desktop = Desktop::new();
    desktop.jot(&["behind two doors"]);
    let old = RecoveryCode::generate().unwrap();
    let now = journeys::seed::now();
    let mut closed = Journal::open(Folder::at(desktop.home())).unwrap().close();
    closed.renew(None, &Secret::new(PASSPHRASE), &old, now, &mut |_| ()).unwrap();
    let driven = main_page(&desktop).await;
    driven.keys_to("input[type=password]", PASSPHRASE).await;
    driven.keys_to("input[type=password]", Key::Enter).await;
    driven.wait_for_words("behind two doors").await;
    driven.section("Privacy and lock").await;
    driven.press("Make a new one…").await;
    driven.keys_to("main input[type=password]", PASSPHRASE).await;
    driven.press("Continue").await;
    driven.wait_for_words("Write this down").await;
    let read = "return [...document.querySelectorAll('.code > p:not(.said)')].slice(0, 2).map((line) => line.innerText).join(' ')";
    let code = driven.driver().execute(read, vec![]).await.unwrap().json().as_str().unwrap().to_owned();
    let groups: Vec<_> = code.split_whitespace().collect();
    assert_eq!(groups.len(), 8);
    driven.press("I have it").await;
    driven.keys_to(".flow input", groups[6..].concat()).await;
    driven.press("Continue").await;
    driven.wait_for_words("The new code is in force, and the old one is not.").await;
    drop(driven);
    let folder = || Folder::at(desktop.home());
    let old: Vec<_> = old.groups().map(str::to_owned).collect();
    assert!(Journal::unlock(folder(), &Secret::new(&old.join(" "))).is_err(), "the old paper opens nothing");
    assert!(
        Journal::unlock(folder(), &Secret::new(&code)).is_ok_and(|journal| !journal.list(&Default::default()).unwrap().glimmers.is_empty())
    );
}
