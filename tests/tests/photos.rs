//! Photos as a person brings them: dropped, pasted, chosen. Seen again, large if they like, and told of kindly when one is missing.

use std::{fs, path::PathBuf, process::Stdio};

use glimmer_core::{Folder, Journal, RecoveryCode, Secret};
use journeys::{Copied, Desktop, Dragged, Driven, Page, wait_until};
use serde_json::Value;

/// A picture of one red point, as PNG.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9cc\xf8\xcf\xc0\0\0\x03\x01\x01\0\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82";

fn sample(name: &str) -> PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/tests/imports").join(name)
}

fn fern() -> PathBuf {
    sample("markdown-folder/vault/attachments/fern.jpg")
}

/// The photos of the glimmer that was kept last.
fn photos(desktop: &Desktop) -> Vec<Value> {
    let listed = desktop.terminal(&["list", "--json", "--limit", "1"]);
    let listed: Value = serde_json::from_slice(&listed.stdout).unwrap();
    listed[0]["photos"].as_array().cloned().unwrap_or_default()
}

fn files(desktop: &Desktop) -> usize {
    fs::read_dir(desktop.home().join("photos")).map_or(0, Iterator::count)
}

const SHOWN: &str = "document.querySelector('.photos img, .pictures img')?.naturalWidth > 0";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_dropped_or_pasted_on_capture_is_kept_with_the_words() {
    let desktop = Desktop::new();
    let driven = Driven::start(&desktop, &["--hidden"]).await;
    driven.open_capture(&desktop).await;
    let dragged = Dragged::over_capture(&desktop, &[&fern()]);
    driven.wait_for_words("Let go").await;
    dragged.let_go();
    driven.wait_until(SHOWN).await;
    driven.type_words(&desktop, "the fern has a new leaf").await;
    let _copied = Copied::of(&desktop, "image/png", PNG.to_vec());
    desktop.x(&["key", "ctrl+v"]);
    driven.wait_until("document.querySelectorAll('.photos img').length === 2").await;
    desktop.x(&["key", "Return"]);
    wait_until("both are kept", || desktop.texts() == ["the fern has a new leaf"] && photos(&desktop).len() == 2);
    assert_eq!(files(&desktop), 4, "each with its thumbnail");

    // Taken back, they are what is being written again; and one alone is enough to keep.
    desktop.x(&["key", "ctrl+z"]);
    driven.wait_until("document.querySelectorAll('.photos img').length === 2").await;
    desktop.x(&["key", "ctrl+a", "key", "Delete"]);
    driven.wait_until("document.querySelector('textarea').value === ''").await;
    desktop.x(&["key", "Return"]);
    wait_until("a photo alone is a glimmer", || desktop.texts() == [""] && photos(&desktop).len() == 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_is_said_to_be_none_and_the_words_stay() {
    let desktop = Desktop::new();
    let driven = Driven::start(&desktop, &["--hidden"]).await;
    driven.open_capture(&desktop).await;
    driven.type_words(&desktop, "light on the wall").await;
    Dragged::over_capture(&desktop, &[&sample("hostile/script.svg")]).let_go();
    driven.wait_for_words("not a picture Glimmer can read").await;
    Dragged::over_capture(&desktop, &[&sample("hostile/huge-dimensions.png")]).let_go();
    driven.wait_for_words("too large").await;
    driven.wait_until("document.querySelector('textarea').value === 'light on the wall'").await;
    assert_eq!(files(&desktop), 0);
    desktop.x(&["key", "Return"]);
    wait_until("the words are kept", || desktop.texts() == ["light on the wall"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_chosen_on_today_is_seen_again_large_and_with_its_description() {
    let desktop = Desktop::new();
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.find("textarea").await;
    desktop.focus_main();
    driven.focus(&desktop, "textarea").await;
    driven.press("More").await;
    driven.press("Photo, or drop one here").await;
    desktop.answer_dialog("Open File", &fern());
    driven.wait_until(SHOWN).await;
    driven.press("Describe…").await;
    driven.has_keyboard(".photos input").await;
    driven.type_words(&desktop, "a fern on the sill").await;
    driven.focus(&desktop, "textarea").await;
    driven.type_words(&desktop, "seen this morning").await;
    desktop.x(&["key", "Return"]);
    wait_until("it is kept", || desktop.texts() == ["seen this morning"]);
    assert_eq!(photos(&desktop)[0]["alt"], "a fern on the sill");

    driven.go("glimmers").await;
    driven.wait_until("document.querySelector('article img[alt*=\"a fern on the sill\"]')?.naturalWidth > 0").await;
    driven.click("article .yours").await;
    driven.click("article .pictures button").await;
    driven.wait_until("document.querySelector('dialog img')?.naturalWidth > 0").await;
    driven.wait_until("document.querySelector('dialog figcaption')?.innerText === 'a fern on the sill'").await;
    desktop.x(&["key", "Escape"]);
    driven.wait_until("!document.querySelector('dialog img')").await;
    driven.wait_until("document.activeElement.matches('article .pictures button')").await;

    // Lost, it comes back from a copy; lost there too, it says so, and nothing moves.
    let again = async || {
        driven.driver().refresh().await.unwrap();
        driven.go("glimmers").await;
        driven.click("article .yours").await;
    };
    let height = "return document.querySelector('article').offsetHeight";
    let before = driven.driver().execute(height, vec![]).await.unwrap().json().clone();
    assert!(desktop.terminal(&["backup"]).status.success());
    fs::remove_dir_all(desktop.home().join("photos")).unwrap();
    again().await;
    driven.wait_until("document.querySelector('article .large img')?.naturalWidth > 0").await;
    wait_until("it is whole again", || files(&desktop) > 0);
    for folder in ["photos", "backups"] {
        fs::remove_dir_all(desktop.home().join(folder)).unwrap();
    }
    again().await;
    driven.wait_for_words("cannot be shown").await;
    let after = driven.driver().execute(height, vec![]).await.unwrap().json().clone();
    assert_eq!(before, after);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_leaves_with_its_photo_only_if_that_is_asked_for() {
    let desktop = Desktop::new();
    desktop.jot(&["a fern on the sill", "--photo", fern().to_str().unwrap()]);
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.wait_until("document.querySelector('nav')").await;
    driven.go("glimmers").await;
    driven.press("a fern").await;
    driven.press("Share…").await;
    driven.wait_for_words("What you see here is all that leaves.").await;
    // Of the card itself: the engine lets nobody read a canvas with a picture that was not meant for its page.
    let colours = async |name: &str| {
        let png = desktop.scratch(name);
        driven.press("Save picture…").await;
        desktop.answer_dialog("Save File", &png);
        driven.wait_for_words(name).await;
        let mut identify = desktop.command("identify");
        let looked = identify.args(["-format", "%k"]).arg(&png).stdout(Stdio::piped()).output().unwrap();
        String::from_utf8(looked.stdout).unwrap().parse::<u32>().unwrap()
    };
    let without = colours("without.png").await;
    driven.press("With its photo").await;
    let with = colours("with.png").await;
    assert!(with > 4 * without, "the fern is in it: {with} colours, {without} without");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_dropped_on_the_main_window_joins_what_is_written_there() {
    let desktop = Desktop::new();
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.wait_until("document.querySelector('nav')").await;
    driven.go("glimmers").await;
    Dragged::over_main(&desktop, &fern()).let_go();
    driven.wait_until(&format!("location.hash.includes('today') && {SHOWN}")).await;
    driven.focus(&desktop, "textarea").await;
    driven.type_words(&desktop, "the fern").await;
    desktop.x(&["key", "Return"]);
    wait_until("it is kept with its photo", || desktop.texts() == ["the fern"] && photos(&desktop).len() == 1);

    // While it is changed, that is what a drop joins.
    driven.go("glimmers").await;
    driven.click("article .yours").await;
    driven.press("Edit").await;
    driven.wait_for_words("Cancel").await;
    Dragged::over_main(&desktop, &sample("hostile/gps.jpg")).let_go();
    driven.wait_until("document.querySelectorAll('.photos img').length === 2").await;
    driven.press("Save").await;
    wait_until("both are there", || photos(&desktop).len() == 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_dropped_while_locked_cannot_be_seen_and_joins_when_it_is_opened() {
    const PASSPHRASE: &str = "warm bread at the corner";
    let desktop = Desktop::new();
    desktop.jot(&["before the lock"]);
    let mut closed = Journal::open(Folder::at(desktop.home())).unwrap().close();
    let code = RecoveryCode::generate().unwrap();
    closed.renew(None, &Secret::new(PASSPHRASE), &code, journeys::seed::now(), &mut |_| ()).unwrap();
    let driven = Driven::start(&desktop, &["--hidden"]).await;
    driven.open_capture(&desktop).await;
    Dragged::over_capture(&desktop, &[&fern()]).let_go();
    driven.find(".photos canvas").await;
    assert!(!driven.holds("document.querySelector('.photos img')").await, "only its colours are there");
    driven.type_words(&desktop, "the fern, while locked").await;
    desktop.x(&["key", "Return"]);
    driven.wait_for_words("Kept").await;
    let sealed = fs::read_dir(desktop.home().join("photos")).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    assert!(sealed.collect::<Vec<_>>().iter().all(|name| name.starts_with("new-")));

    let journal = Journal::unlock(Folder::at(desktop.home()), &Secret::new(PASSPHRASE)).unwrap();
    journal.open_inbox().unwrap();
    let kept = journal.today(journeys::seed::now()).unwrap().glimmers;
    let photo = &kept.iter().find(|glimmer| glimmer.text.contains("fern")).unwrap().photos[0];
    assert!(!photo.name.is_by_chance());
    assert!(journal.photo(&photo.name, glimmer_core::photos::Size::Full).is_ok());
    assert_eq!(files(&desktop), 2);
}
