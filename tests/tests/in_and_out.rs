//! Bringing a journal along, and taking it away.

use std::{fs, path::Path, process::Output};

use journeys::{Desktop, Dragged, Driven, Page, wait_until};
use serde_json::{Value, json};

fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// As jrnl writes it, with one entry that has no day.
const JRNL: &str =
    "[2026-01-04 21:15] First frost on the shed roof. #small\n\n[2026-01-09 07:40] The bus driver waited. @Marta\nHe waved.\n";

#[test]
fn the_terminal_plans_brings_in_and_knows_again() {
    let desktop = Desktop::new();
    let file = desktop.scratch("diary");
    fs::write(&file, JRNL).unwrap();
    let file = file.to_str().unwrap();

    let (code, out, err) = said(&desktop.terminal(&["import", file, "--dry-run"]));
    assert_eq!(code, Some(0), "{err}");
    assert_eq!((err.as_str(), out.lines().next()), ("glimmer: read as jrnl", Some("New: 2, from 2026-01-04 to 2026-01-09")));
    assert!(out.ends_with("Nothing was changed.") && desktop.texts().is_empty(), "{out}");

    let imported = said(&desktop.terminal(&["import", file, "--format", "jrnl-text", "--json"]));
    let imported: Value = serde_json::from_str(&imported.1).unwrap();
    assert_eq!((&imported["plan"]["new"], &imported["imported"]["glimmers"]), (&json!(2), &json!(2)), "{imported}");
    assert_eq!(desktop.texts(), ["The bus driver waited. @Marta\nHe waved.", "First frost on the shed roof. #small"]);
    let (_, out, _) = said(&desktop.terminal(&["import", file]));
    assert_eq!(out, "Here already: 2\nThere was nothing to bring in.");

    let (code, out, err) = said(&desktop.terminal(&["import", desktop.home().join("journal.db").to_str().unwrap()]));
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.contains("this is no journal that Glimmer knows"), "a database is not opened: {err}");
}

#[test]
fn what_the_terminal_writes_makes_the_same_journal_elsewhere() {
    let (here, there) = (Desktop::new(), Desktop::new());
    here.jot(&["Warm light, \"quoted\"", "--feeling", "calm", "--tag", "@Marta", "--anchor"]);
    here.jot(&["=1+1", "--day", "2024-02-29"]);
    let file = here.scratch("all.json");
    let (code, out, err) = said(&here.terminal(&["export", "--format", "json", "--out", file.to_str().unwrap()]));
    assert_eq!(code, Some(0), "{err}");
    assert!(out.starts_with("Written and read back: 2 glimmers"), "{out}");
    there.terminal(&["import", file.to_str().unwrap()]);
    assert_eq!(there.list(&[]), here.list(&[]), "ids, instants and all");
    let again = there.scratch("again.json");
    there.terminal(&["export", "--format", "json", "--out", again.to_str().unwrap()]);
    assert_eq!(fs::read(&again).unwrap(), fs::read(&file).unwrap(), "byte for byte");

    let part = here.scratch("part.csv");
    let out = here.terminal(&["export", "--format", "csv", "--out", part.to_str().unwrap(), "--to", "2024-12-31", "--json"]);
    assert_eq!(serde_json::from_slice::<Value>(&out.stdout).unwrap()["glimmers"], 1);
    let table = fs::read_to_string(&part).unwrap();
    assert!(table.contains("'=1+1") && !table.contains("Warm light"), "{table}");

    let book = here.scratch("book");
    here.terminal(&["export", "--format", "markdown", "--out", book.to_str().unwrap(), "--search", "light"]);
    let months: Vec<_> = fs::read_dir(&book).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(months.len(), 1);
    assert!(fs::read_to_string(&months[0]).unwrap().contains("Warm light, \"quoted\""));
    let (code, _, err) = said(&here.terminal(&["export", "--format", "markdown", "--out", book.to_str().unwrap()]));
    assert_eq!(code, Some(1), "what is in a folder stays: {err}");
}

async fn main_page(desktop: &Desktop) -> Driven {
    let driven = Driven::start(desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.wait_until("document.querySelector('nav')").await;
    driven
}

/// Samples of what other journals export.
fn sample(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/tests/imports").join(name)
}

fn waiting(desktop: &Desktop) -> i64 {
    let count = "select count(*) from glimmer where waits = 1";
    journeys::raw_journal(&desktop.home()).query_row(count, [], |row| row.get(0)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_dropped_is_planned_brought_in_let_in_and_taken_back() {
    let desktop = Desktop::new();
    desktop.jot(&["here before"]);
    let driven = main_page(&desktop).await;
    let dragged = Dragged::over_main(&desktop, &sample("dayone/Evenings.zip"));
    driven.wait_for_words("Let go").await;
    dragged.leave();
    driven.wait_until("!document.body.innerText.includes('Let go')").await;
    Dragged::over_main(&desktop, &sample("dayone/Evenings.zip")).let_go();

    driven.wait_for_words("a journal from Day One").await;
    driven.wait_for_words("11 entries are new, from 18 May 2018 to 20 June 2026.").await;
    driven.wait_for_words("What stays behind").await;
    driven.wait_for_words("The starred one becomes one I can return to").await;
    assert_eq!(desktop.texts(), ["here before"], "nothing came yet");
    driven.press("Bring them in").await;
    driven.wait_for_words("11 glimmers came.").await;
    assert_eq!((desktop.texts().len(), waiting(&desktop)), (12, 11), "and none comes up unasked");
    assert!(fs::read_dir(desktop.home().join("backups")).unwrap().count() > 0, "a copy was made first");

    driven.press("Let them all in").await;
    driven.wait_for_words("They may come up by themselves now.").await;
    assert_eq!(waiting(&desktop), 0);
    driven.press("Take it all back").await;
    driven.wait_for_words("11 glimmers were taken out again.").await;
    assert_eq!(desktop.texts(), ["here before"]);

    // By the dialog; and what is no journal is refused in words.
    driven.press("Done").await;
    driven.press("Choose a file…").await;
    desktop.answer_dialog("Open File", &sample("hostile/gps.jpg"));
    driven.wait_for_words("That is no journal Glimmer knows.").await;
    driven.press("Another file…").await;
    desktop.answer_dialog("Open File", &sample("dayone/Evenings.zip"));
    driven.wait_for_words("11 entries are new").await;
    driven.press("Leave it").await;
    driven.wait_for_words("Choose a file…").await;
    assert_eq!(desktop.texts(), ["here before"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_read_as_somebody_says_and_a_large_import_can_be_stopped() {
    let desktop = Desktop::new();
    let table = desktop.scratch("moments.csv");
    fs::write(&table, "Wann,Was,Wo\n03/04/2026,\"Light, again\",kitchen\n05/04/2026,Soup,Mill Street\n").unwrap();
    let driven = main_page(&desktop).await;
    Dragged::over_main(&desktop, &table).let_go();
    driven.wait_for_words("a table").await;
    driven.wait_for_words("No date here shows whether the day or the month comes first.").await;
    driven.press("Read it").await;
    driven.wait_for_words("2 entries are new").await;
    driven.press("Bring them in").await;
    driven.wait_for_words("2 glimmers came.").await;
    let days: Vec<_> = desktop.list(&[]).iter().map(|one| one["day"].as_str().unwrap().to_owned()).collect();
    assert_eq!(days, ["2026-04-05", "2026-04-03"]);

    let large = desktop.scratch("large.txt");
    let entries = (0..60_000).map(|n| format!("[2016-01-{:02} {:02}:{:02}] Entry {n}, with a word or two.\n", n % 28 + 1, n % 24, n % 60));
    fs::write(&large, entries.collect::<String>()).unwrap();
    Dragged::over_main(&desktop, &large).let_go();
    driven.wait_for_words("60,000 entries are new").await;
    driven.press("Bring them in").await;
    driven.press("Stop").await;
    driven.wait_for_words("Stopped. Nothing came.").await;
    assert_eq!(desktop.texts().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_sheet_becomes_a_pdf_whose_text_can_be_read_back_without_what_was_left_out() {
    let desktop = Desktop::new();
    desktop.jot(&["Someone humming on the stairs", "--feeling", "connected", "--sense", "hearing"]);
    desktop.jot(&["Nur für mich", "--feeling", "safe"]);
    desktop.jot(&["Ήλιος στον τοίχο", "--tag", "+kitchen"]);
    let driven = main_page(&desktop).await;
    driven.go("glimmers").await;
    driven.press("A sheet for a session…").await;
    driven.wait_for_words("A sheet for a session").await;
    driven.wait_until("[...document.querySelectorAll('svg text')].some((one) => one.textContent.includes('Nur für mich'))").await;
    let out = "[...document.querySelectorAll('[role=option]')].find((one) => one.innerText.includes('Nur für mich'))";
    driven.wait_until(out).await;
    driven.driver().execute(format!("{out}.click()"), vec![]).await.unwrap();
    driven.wait_until("![...document.querySelectorAll('svg text')].some((one) => one.textContent.includes('Nur für mich'))").await;
    driven.focus(&desktop, "textarea").await;
    driven.type_words(&desktop, "Mornings are easier.").await;
    driven.wait_until("[...document.querySelectorAll('svg text')].some((one) => one.textContent.includes('Mornings'))").await;

    let pdf = desktop.scratch("sheet.pdf");
    driven.press("Save as PDF…").await;
    desktop.answer_dialog("Save File", &pdf);
    driven.wait_for_words("Saved:").await;
    let text = desktop.command("pdftotext").arg(&pdf).arg("-").stdout(std::process::Stdio::piped()).output().unwrap();
    let text = String::from_utf8(text.stdout).unwrap();
    for words in
        ["Self-reported, chosen by the writer.", "Someone humming on the stairs", "connected", "Ήλιος στον τοίχο", "Mornings are easier."]
    {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    assert!(!text.contains("Nur für"), "{text}");
    let fonts = desktop.command("pdffonts").arg(&pdf).stdout(std::process::Stdio::piped()).output().unwrap();
    let fonts = String::from_utf8(fonts.stdout).unwrap();
    assert!(fonts.lines().skip(2).all(|line| line.contains(" yes yes yes ")), "embedded, subset, and with their letters: {fonts}");

    let markdown = desktop.scratch("sheet.md");
    driven.press("Markdown…").await;
    desktop.answer_dialog("Save File", &markdown);
    wait_until("the sheet is there", || markdown.exists());
    let text = fs::read_to_string(&markdown).unwrap();
    assert!(text.contains("Someone humming") && !text.contains("Nur für"), "{text}");
}

/// What the clipboard holds, as another program is given it.
fn pasted(desktop: &Desktop, kind: &str) -> Vec<u8> {
    let mut paste = desktop.command("timeout");
    paste.args(["10", "xclip", "-selection", "clipboard", "-out", "-target", kind]);
    paste.stdout(std::process::Stdio::piped()).output().unwrap().stdout
}

#[tokio::test(flavor = "multi_thread")]
async fn one_glimmer_leaves_as_a_picture_or_as_words_and_leaves_the_clipboard_too() {
    let desktop = Desktop::new();
    desktop.jot(&["Someone humming on the stairs, the tune from Grandma’s kitchen.", "--tag", "@Marta"]);
    let driven = main_page(&desktop).await;
    driven.go("glimmers").await;
    driven.press("Someone humming").await;
    driven.press("Share…").await;
    driven.wait_for_words("What you see here is all that leaves.").await;
    let png = desktop.scratch("card.png");
    driven.press("Save picture…").await;
    desktop.answer_dialog("Save File", &png);
    driven.wait_for_words("Saved:").await;
    let looked = desktop.command("identify").args(["-format", "%w %h %k"]).arg(&png).stdout(std::process::Stdio::piped()).output().unwrap();
    let looked = String::from_utf8(looked.stdout).unwrap();
    let numbers: Vec<u32> = looked.split(' ').map(|number| number.parse().unwrap()).collect();
    assert!(numbers[..2] == [1080, 1080] && numbers[2] > 100, "a square with a light and letters on it: {looked}");
    driven.press("Copy picture").await;
    driven.wait_for_words("Copied. It leaves the clipboard in a minute.").await;
    assert!(pasted(&desktop, "image/png").starts_with(b"\x89PNG"));

    driven.press("Tell Marta").await;
    driven.wait_until("document.querySelector('[role=tabpanel] textarea')").await;
    driven.press("Copy").await;
    driven.wait_for_words("Copied. It leaves the clipboard in a minute.").await;
    let words = String::from_utf8(pasted(&desktop, "UTF8_STRING")).unwrap();
    assert!(words.starts_with("Marta, ") && words.contains("Someone humming on the stairs"), "{words}");
    driven.press("Words").await;
    driven.press("Copy").await;
    wait_until("the words are in the clipboard", || pasted(&desktop, "UTF8_STRING").starts_with("Someone humming".as_bytes()));
    // What was copied before is not what is there now, so its minute ends nothing.
    journeys::wait_within(std::time::Duration::from_secs(120), "the words left the clipboard", || {
        pasted(&desktop, "UTF8_STRING").is_empty().then_some(())
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_leaves_sealed_and_comes_back_in_another_glimmer() {
    let (here, there) = (Desktop::new(), Desktop::new());
    here.jot(&["Warm bread at the corner", "--feeling", "calm"]);
    let file = here.scratch("all.age");
    let driven = main_page(&here).await;
    driven.section("Import and export").await;
    driven.click("input[aria-describedby$=honest]").await;
    driven.wait_until("document.querySelectorAll('input[type=password]').length === 2").await;
    driven.focus(&here, "input[type=password]").await;
    driven.type_words(&here, "tide pool lantern song").await;
    here.x(&["key", "Tab"]);
    driven.wait_until("document.activeElement !== document.querySelector('input[type=password]')").await;
    driven.driver().execute("[...document.querySelectorAll('input[type=password]')][1].focus()", vec![]).await.unwrap();
    driven.type_words(&here, "tide pool lantern song").await;
    driven.press("Export…").await;
    here.answer_dialog("Save File", &file);
    driven.wait_for_words("Written, with one glimmer.").await;
    assert!(fs::read(&file).unwrap().starts_with(b"age-encryption.org/v1"));
    drop(driven);

    let driven = main_page(&there).await;
    Dragged::over_main(&there, &file).let_go();
    driven.wait_for_words("sealed with a passphrase").await;
    driven.wait_until("document.querySelector('input[type=password]')").await;
    driven.focus(&there, "input[type=password]").await;
    driven.type_words(&there, "wrong").await;
    there.x(&["key", "Return"]);
    driven.wait_for_words("That did not open it.").await;
    driven.focus(&there, "input[type=password]").await;
    there.x(&["key", "ctrl+a"]);
    driven.type_words(&there, "tide pool lantern song").await;
    there.x(&["key", "Return"]);
    driven.wait_for_words("One entry is new").await;
    driven.press("Bring it in").await;
    driven.wait_for_words("One glimmer came.").await;
    assert_eq!(there.list(&[]), here.list(&[]));
    assert_eq!(waiting(&there), 0, "the person's own glimmers come as they were");
}
