//! What the samples do not show: the same again, zones, tables of anybody's making, plain texts, being stopped.

use std::{collections::BTreeSet, fs, io::Write};

use glimmer_core::transfer::read::{DayOrder, Doubt, Encoding, propose};
use tempfile::TempDir;

use super::*;

fn from(name: &str, text: impl AsRef<[u8]>) -> Told {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    told(&path).unwrap_or_else(|why| panic!("{name}: {why}"))
}

fn identities(told: &Told) -> BTreeSet<String> {
    told.entries.iter().map(|entry| entry.identity.clone()).collect()
}

fn said(told: &Told) -> Vec<(String, &str)> {
    told.entries.iter().map(|entry| (entry.day.to_string(), entry.text.as_str())).collect()
}

#[test]
fn the_same_file_again_is_the_same_entries_and_no_two_are_taken_for_one() {
    for (name, format) in SAMPLES.into_iter().chain(TABLES) {
        let [first, again] = [(); 2].map(|()| told_as(&samples().join(name), format).unwrap());
        assert_eq!(identities(&first).len(), first.entries.len(), "{name}");
        assert_eq!(identities(&first), identities(&again), "{name}");
    }
    let [json, text] = ["jrnl/journal.json", "jrnl/journal.txt"].map(|name| told(&samples().join(name)).unwrap());
    assert_eq!(identities(&json), identities(&text), "the same journal, exported in another way");
}

#[test]
fn a_later_export_adds_only_what_is_new() {
    let head = "full_date,date,weekday,time,mood,activities,note\n";
    let old = "2020-05-30,x,x,12:46 am,good,,\"\"\n2020-05-30,x,x,12:46 am,good,,\"\"\n";
    let new = format!("{head}2020-05-31,x,x,08:00,rad,,\"\"\n{old}");
    let before = identities(&from("a.csv", format!("{head}{old}")));
    assert_eq!(before.len(), 2, "two equal entries in a minute are two");
    let after = identities(&from("a.csv", new));
    assert_eq!((after.len(), after.is_superset(&before)), (3, true));
}

#[test]
fn what_is_not_brought_along_is_counted() {
    let told = told(&samples().join("dayone/Evenings.zip")).unwrap();
    let counts = [Left::Videos, Left::Sounds, Left::Documents, Left::MissingPhotos, Left::LoosePhotos, Left::Empty];
    assert_eq!(counts.map(|what| told.left(what)), [1; 6], "as the sample's own description says");
    assert!(told.entries.iter().any(|entry| entry.place_name.as_deref() == Some("Footbridge, Petaluma, United States")));
    assert_eq!(told.noted.iter().map(|(_, why)| why).collect::<Vec<_>>(), [&Why::NoZone], "one entry names no zone");
    let notes = super::told(&samples().join("markdown-folder/vault")).unwrap();
    let undated: Vec<_> = notes.unreadable.iter().filter_map(|(place, why, _)| Some((place.file.as_deref()?, why))).collect();
    assert_eq!(undated, [("Shopping.md", &Why::NoDay), ("Templates/Daily.md", &Why::NoDay)]);
    assert_eq!(notes.left(Left::Hidden), 1);
    let table = super::told(&samples().join("generic-csv/moments.csv")).unwrap();
    assert_eq!(table.unreadable[0].0.line, Some(8), "2026-02-29 does not exist");
}

#[test]
fn day_one_takes_the_day_of_the_place() {
    let entry = |date: &str, zone: &str| format!(r#"{{"entries":[{{"creationDate":"{date}","timeZone":"{zone}","text":"x"}}]}}"#);
    for (date, zone, day) in [
        ("2026-01-15T05:40:00Z", "US/Pacific", "2026-01-14"),
        ("2026-01-15T20:40:00.123Z", "Asia/Calcutta", "2026-01-16"),
        ("2026-01-15T20:40:00Z", "GMT+0530", "2026-01-16"),
        ("2026-01-15T05:40:00Z", "GMT-08:00", "2026-01-14"),
        ("2026-01-15T23:40:00-08:00", "Europe/Berlin", "2026-01-15"),
        ("2026-01-15T23:30:00Z", "Nowhere/Atall", "2026-01-16"),
    ] {
        let told = from("a.json", entry(date, zone));
        assert_eq!(told.days(), [day], "{date} {zone}");
        assert_eq!(told.noted.is_empty(), zone != "Nowhere/Atall", "{zone}");
    }
}

#[test]
fn a_day_one_zip_may_be_packed_again_with_what_computers_add() {
    let folder = TempDir::new().unwrap();
    let inner = folder.path().join("My export");
    fs::create_dir_all(inner.join("photos")).unwrap();
    fs::create_dir_all(folder.path().join("__MACOSX")).unwrap();
    fs::write(inner.join("photos/0a.png"), "x").unwrap();
    fs::write(inner.join("settings.json"), "[1, 2]").unwrap();
    fs::write(inner.join("._Journal.json"), "\0\0").unwrap();
    let journal = r#"{"entries":[{"uuid":"A1","creationDate":"2026-01-15T05:40:00Z","timeZone":"UTC","photos":[{"md5":"0a"}]}]}"#;
    fs::write(inner.join("Journal.json"), journal).unwrap();
    let told = told(folder.path()).unwrap();
    assert_eq!(told.entries[0].photos.len(), 1, "{told:?}");
}

#[test]
fn a_folder_in_a_zip_is_the_folder() {
    for (name, format) in [("rednotebook/data", Format::RedNotebook), ("markdown-folder/vault", Format::Markdown)] {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("backup.zip");
        let mut zip = zip::ZipWriter::new(fs::File::create(&path).unwrap());
        for entry in walkdir::WalkDir::new(samples().join(name)).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file())
        {
            let within = entry.path().strip_prefix(samples().join(name)).unwrap().to_str().unwrap().to_owned();
            let plain = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
            zip.start_file(within, plain).unwrap();
            zip.write_all(&fs::read(entry.path()).unwrap()).unwrap();
        }
        zip.finish().unwrap();
        assert_eq!(recognise(&path).unwrap(), format);
        let [zipped, open] = [path, samples().join(name)].map(|path| told(&path).unwrap());
        assert_eq!(identities(&zipped), identities(&open), "{name}");
        let photos = |told: &Told| {
            told.entries.iter().map(|entry| (entry.identity.clone(), entry.photos.clone())).collect::<std::collections::HashMap<_, _>>()
        };
        assert_eq!(photos(&zipped), photos(&open), "{name}");
    }
}

#[test]
fn a_file_that_nobody_read_is_told_of() {
    let files = ["2026-01-01.md", "2026-01-03.markdown", "2026-01-02.txt", "x.pdf", "more/y.docx", "song.m4a", "walk.MP4", "fern.jpg"];
    let counts = |told: &Told| [Left::Documents, Left::Sounds, Left::Videos].map(|what| told.left(what));
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("more")).unwrap();
    files.iter().for_each(|name| fs::write(folder.path().join(name), "hello").unwrap());
    let notes = told(folder.path()).unwrap();
    assert_eq!((notes.days(), counts(&notes)), (vec!["2026-01-01".into(), "2026-01-03".into()], [3, 1, 1]));
    let texts = told_as(folder.path(), Format::Text).unwrap();
    assert_eq!((texts.days(), counts(&texts)), (vec!["2026-01-02".into()], [4, 1, 1]), "notes are documents to who reads texts");
    fs::write(folder.path().join("a.csv"), "entryDate,entryContent\n2026-01-04,hello\n").unwrap();
    let table = told_as(folder.path(), Format::Presently).unwrap();
    assert_eq!((table.days(), counts(&table)), (vec!["2026-01-04".into()], [5, 1, 1]));
    let alone = told(&folder.path().join("2026-01-03.markdown")).unwrap();
    assert_eq!((alone.days(), counts(&alone)), (vec!["2026-01-03".into()], [0; 3]), "beside a file that was chosen nothing is looked for");
}

#[test]
fn broken_json_beside_a_journal_is_left_and_alone_is_refused() {
    let folder = TempDir::new().unwrap();
    let broken = folder.path().join("settings.json");
    let huge = folder.path().join("cache.json");
    fs::write(&broken, r#"{"entries": [{"uuid": "#).unwrap();
    assert!(matches!(recognise(folder.path()), Err(Refused::Damaged)), "it may be all there is of a journal");
    fs::write(folder.path().join("a.csv"), "left,right\n1,2\n").unwrap();
    assert!(matches!(recognise(folder.path()), Err(Refused::Damaged)), "nor does a table of something else explain it");
    fs::write(folder.path().join("2026-01-01.md"), "hello").unwrap();
    fs::File::create(&huge).unwrap().set_len(2 << 30).unwrap();
    let found = told(folder.path()).unwrap();
    assert_eq!((said(&found), found.left(Left::Documents)), (vec![("2026-01-01".into(), "hello")], 3));
    fs::write(folder.path().join("z.json"), r#"{"entries":[{"title":"a","body":"b","date":"2026-01-02","time":"10:00"}]}"#).unwrap();
    let found = told(folder.path()).unwrap();
    assert_eq!(said(&found), [("2026-01-02".into(), "a\nb")], "one that is whole says more than notes, wherever it stands");
}

#[test]
fn a_comma_that_daylio_did_not_quote_costs_no_words() {
    let head = "full_date,date,weekday,time,mood,activities";
    let told = from("a.csv", format!("{head},note_title,note\n2026-05-01,x,x,08:00,good,a | b,,rain, and more words here\n"));
    assert_eq!(said(&told), [("2026-05-01".into(), "rain, and more words here")]);
    let told =
        from("a.csv", format!("{head},note,scales\n2026-05-01,x,x,08:00,good,a,rain, and more,\n2026-05-02,x,x,08:00,good,a,sun,\n"));
    assert_eq!(said(&told), [("2026-05-02".into(), "sun")]);
    let (place, why, words) = &told.unreadable[0];
    assert_eq!((place.line, why), (Some(2), &Why::BadShape), "nobody can tell which field the comma belongs to");
    assert!(words.contains("rain, and more"), "{words}");
}

#[test]
fn columns_are_guessed_and_can_be_chosen_otherwise() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.csv");
    fs::write(&path, "When;What;Where\n03/04/2026;tea;kitchen\n05/04/2026;a long walk;river\n").unwrap();
    let Proposal { mut columns, doubts, first, rows } = propose(&path).unwrap();
    assert_eq!((columns.date, columns.text, columns.separator), (Some(0), Some(1), ';'));
    assert_eq!(doubts, [Doubt::DayOrder], "it could be March or April");
    assert_eq!((first.len(), rows.len()), (3, 2));
    columns.order = DayOrder::MonthFirst;
    columns.tags = Some(2);
    let options = Options { columns: Some(columns), ..Options::default() };
    let mut entries = Vec::new();
    let each = &mut |found| {
        entries.extend(if let Found::Entry(entry) = found { Some(entry) } else { None });
        ControlFlow::Continue(())
    };
    read(&path, Format::Csv, &options, each).unwrap();
    assert_eq!(entries[0].day.to_string(), "2026-03-04");
    assert_eq!(entries[0].tags[0].as_str(), "#kitchen");
}

#[test]
fn one_day_above_twelve_decides_for_the_whole_column() {
    let told = from("a.csv", "date,text\n3/4/2026,a\n4/13/2026,b\n");
    assert_eq!(told.days(), ["2026-03-04", "2026-04-13"]);
}

#[test]
fn other_encodings_are_read() {
    let told = from("a.csv", b"date;text\n2026-05-01;Gie\xdfkanne\n");
    assert_eq!(said(&told), [("2026-05-01".into(), "Gießkanne")]);
    let utf16: Vec<u8> = "\u{feff}date\ttext\n2026-05-01\tGießkanne 🌞\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(said(&from("a.csv", utf16)), [("2026-05-01".into(), "Gießkanne 🌞")]);
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.csv");
    fs::write(&path, b"date;text\n2026-05-01;Gie\xdfkanne\n").unwrap();
    let proposal = propose(&path).unwrap();
    assert_eq!((proposal.columns.encoding, proposal.doubts), (Encoding::Windows1252, vec![Doubt::Letters]));
}

#[test]
fn a_column_without_a_place_stays_readable() {
    let told = from("a.csv", "date,text,Weather\n2026-05-01,hello,rain\n");
    assert_eq!(told.entries[0].text, "hello\n\nWeather: rain");
}

#[test]
fn a_line_that_is_a_date_begins_an_entry_of_a_text() {
    let text = "My diary\n\n# 2026-05-01\nfirst\n\nstill the first, see 2026-05-09\n\nFriday, May 8, 2026\nsecond\n\n9.5.2026 21:10\nthird\n10.05.2026: in one line\n";
    let told = from("diary.txt", text);
    let expected = [
        ("2026-05-01", "first\n\nstill the first, see 2026-05-09"),
        ("2026-05-08", "second"),
        ("2026-05-09", "third"),
        ("2026-05-10", "in one line"),
    ];
    assert_eq!(said(&told), expected.map(|(day, text)| (day.to_owned(), text)));
    assert_eq!(told.entries[2].at.map(|at| at.to_string()).as_deref(), Some("21:10:00"));
    assert_eq!(told.unreadable[0].2, "My diary", "what has no day is told");
    let alone = from("2026-05-01 Skating.txt", "on the lake");
    assert_eq!(said(&alone), [("2026-05-01".into(), "Skating\n\non the lake")]);
}

#[test]
fn dates_of_a_text_that_could_be_either_are_told_of_once() {
    let told = from("diary.txt", "05/05/2026\na\n03/04/2026\nb\n\n04/05/2026: c\n");
    assert_eq!(told.days(), ["2026-05-05", "2026-04-03", "2026-05-04"]);
    let noted: Vec<_> = told.noted.iter().map(|(place, why)| (place.line, why)).collect();
    assert_eq!(noted, [(Some(3), &Why::DayOrder)], "the fifth of the fifth is the same either way");
    for clear in ["03/04/2026\na\n04/13/2026\nb\n", "03/04/2026\na\n13/04/2026\nb\n", "3.4.2026\na\n", "2026-04-03\na\n05/05/2026\nb\n"] {
        assert_eq!(from("diary.txt", clear).noted, [], "{clear:?}");
    }
}

#[test]
fn reading_stops_when_told_to_and_tells_how_far_it_is() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.csv");
    let row = |at: usize| format!("2026-05-01,{at} {}\n", "x".repeat(200));
    fs::write(&path, format!("entryDate,entryContent\n{}", (0..20_000).map(row).collect::<String>())).unwrap();
    let mut steps = Vec::new();
    let mut seen = 0;
    let stopped = read(&path, Format::Presently, &Options::default(), &mut |found| {
        match found {
            Found::Read { bytes, of } => steps.push((bytes, of)),
            Found::Entry(_) => seen += 1,
            _ => {}
        }
        if seen == 15_000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(matches!(stopped, Err(Refused::Stopped)), "{stopped:?}");
    assert_eq!(seen, 15_000, "nothing comes after it");
    let size = fs::metadata(&path).unwrap().len();
    assert!(steps.len() > 5 && steps.iter().all(|(bytes, of)| bytes <= of && *of == size), "{steps:?}");
}
