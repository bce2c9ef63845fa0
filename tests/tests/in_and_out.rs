//! Bringing a journal along, and taking it away.

use std::{fs, process::Output};

use journeys::Desktop;
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
