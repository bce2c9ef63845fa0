//! Taking a journal along, in four shapes.

mod shared;
#[path = "versions/write.rs"]
mod write;

use std::{
    fs,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use glimmer_core::{
    Error, Filter, Folder, Journal, ListQuery, NewGlimmer, Secret,
    transfer::{export::Format, import::Staged},
};
use shared::{at, open, quiet, reopened, tonight, words};

fn go() -> AtomicBool {
    AtomicBool::new(false)
}

fn exported(journal: &Journal, which: &ListQuery, format: Format, to: &Path) -> u64 {
    journal.export(which, format, to, None, &mut quiet(), &go()).unwrap().unwrap().glimmers
}

#[test]
fn a_filter_exports_those_it_finds_and_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    write::everything(home.path());
    let journal = reopened(home.path());
    let which = ListQuery { search: Some("rain".into()), ..ListQuery::default() };
    let path = home.path().join("rain.json");
    assert_eq!(exported(&journal, &which, Format::Json, &path), 1);
    let json: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    assert_eq!(json["glimmers"][0]["text"], "A moment of rain on the skylight, everyone asleep.");
    assert!(json.get("beside").is_none());
    let from = Filter { from: Some("2026-01-01".parse().unwrap()), ..Filter::default() };
    assert_eq!(
        exported(&journal, &ListQuery { filter: from, ..ListQuery::default() }, Format::Csv, &path),
        4,
        "it takes the old one's place"
    );
}

#[test]
fn a_sealed_export_opens_with_its_passphrase_alone() {
    let (home, journal) = open();
    journal.keep(words("a quiet word"), tonight()).unwrap();
    let path = home.path().join("all.age");
    let secret = Secret::new("seven small lights");
    for format in [Format::Json, Format::Markdown, Format::Csv, Format::Html] {
        let written = journal.export(&ListQuery::default(), format, &path, Some(&secret), &mut quiet(), &go()).unwrap().unwrap();
        assert_eq!((written.glimmers, written.files), (1, 1), "{format:?}");
        let bytes = fs::read(&path).unwrap();
        assert!(bytes.starts_with(b"age-encryption.org/v1") && !bytes.windows(5).any(|window| window == b"quiet"), "{format:?}");
    }
    journal.export(&ListQuery::default(), Format::Json, &path, Some(&secret), &mut quiet(), &go()).unwrap();
    let (other_home, other) = open();
    let mut staged = Staged::begin(&Folder::at(other_home.path()), "Glimmer").unwrap();
    let sealed = fs::read(&path).unwrap();
    assert!(matches!(staged.add_journal(&sealed[..], Some(&Secret::new("seven large lights"))), Err(Error::WrongSecret)));
    staged.add_journal(&sealed[..], Some(&secret)).unwrap();
    let imported = other.apply_import(&staged, false, tonight(), &mut quiet(), &go()).unwrap().unwrap();
    assert_eq!(imported.glimmers, 1);
}

#[test]
fn an_export_that_ends_early_leaves_the_old_one() {
    let (home, journal) = open();
    journal.keep_all((0..500).map(|n| (words(&format!("light {n}")), tonight()))).unwrap();
    let folder = home.path().join("out");
    fs::create_dir(&folder).unwrap();
    let path = folder.join("all.json");
    fs::write(&path, "the old one").unwrap();
    let cancel = go();
    let mut halfway = |done: f64| cancel.store(done > 0.3, Ordering::Relaxed);
    let ended = journal.export(&ListQuery::default(), Format::Json, &path, None, &mut halfway, &cancel).unwrap();
    assert_eq!((ended, fs::read_to_string(&path).unwrap().as_str()), (None, "the old one"));
    let taken = journal.export(&ListQuery::default(), Format::Markdown, &folder, None, &mut quiet(), &go());
    assert!(matches!(taken, Err(Error::File { .. })), "a folder with something in it is somebody's");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "and nothing else is there");
    let nowhere = journal.export(&ListQuery::default(), Format::Json, &folder.join("no/all.json"), None, &mut quiet(), &go());
    assert!(matches!(nowhere, Err(Error::File { .. })));
}

#[test]
fn markdown_is_a_file_a_month_and_the_book_stands_alone() {
    let (home, journal) = open();
    let wild = NewGlimmer {
        anchor: true,
        feelings: vec!["<b>wild</b>".parse().unwrap()],
        ..words("# not a heading\n<script>alert(1)</script>\nsoleil <3")
    };
    journal.keep(wild, at("2026-10-30T08:15:00+02:00")).unwrap();
    journal.keep(words("of November"), at("2026-11-01T23:59:00+01:00")).unwrap();
    let months = home.path().join("months");
    fs::create_dir(&months).unwrap();
    exported(&journal, &ListQuery::default(), Format::Markdown, &months);
    let october = fs::read_to_string(months.join("2026-10.md")).unwrap();
    let expected = "# October 2026\n\n## Friday 30 October 2026, 08:15\n\n\\# not a heading  \n\\<script>alert(1)\\</script>  \nsoleil <3\n\n\
                    - It felt: \\<b>wild\\</b>\n- Also: one I can return to\n";
    assert_eq!(october, expected);
    assert_eq!(fs::read_dir(&months).unwrap().count(), 2);
    let page = home.path().join("book.html");
    exported(&journal, &ListQuery::default(), Format::Html, &page);
    let book = fs::read_to_string(&page).unwrap();
    assert!(book.contains("&lt;script&gt;alert(1)") && book.contains("soleil &lt;3"), "{book}");
    for never in ["<script", "<b>", "http:", "https:", "src=", "href=", "url("] {
        assert!(!book.contains(never), "{never}");
    }
    assert!(book.contains("prefers-color-scheme: dark") && book.contains("@media print"));
}

#[test]
fn no_cell_of_the_table_is_a_formula_and_none_is_torn_apart() {
    let (home, journal) = open();
    let hostile = [
        "=1+1",
        "+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        " =1",
        "＝1+1",
        "\"=1",
        "a;=cmd|' /C calc'!A0",
        "a\n=1",
        "x\n- leek\n- potato",
        "a, \"b\"",
        "=HYPERLINK(\"x\")",
    ];
    for text in hostile {
        let new = NewGlimmer { tags: vec!["@Marta".parse().unwrap()], feelings: vec!["=felt".parse().unwrap()], ..words(text) };
        journal.keep(new, tonight()).unwrap();
    }
    let path = home.path().join("all.csv");
    exported(&journal, &ListQuery::default(), Format::Csv, &path);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("\u{feff}\"day\",\"time\"") && text.ends_with("\r\n"));
    let mut table = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<_> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), hostile.len());
    for row in &rows {
        for cell in row {
            for part in cell.split([';', '\n', '\t']).enumerate().map(|(nth, part)| (nth, part.trim_start_matches([' ', '"']))) {
                let of_list = part.0 > 0 && part.1.starts_with("- ");
                assert!(!part.1.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || of_list, "{cell:?}");
            }
        }
    }
    assert!(rows.iter().any(|row| &row[2] == "x\n- leek\n- potato"), "a list is left as it is");
    assert!(rows.iter().any(|row| &row[2] == "a, \"b\""));
}
