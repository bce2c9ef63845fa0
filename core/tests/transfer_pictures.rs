//! Pictures of one's own, taken along in four shapes and brought back from one.

#[path = "shared/pictures.rs"]
mod pictures;
mod shared;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use glimmer_core::{
    Draft, DraftPlace, Error, Filter, Folder, Glimmer, Journal, ListQuery, NewGlimmer, Secret,
    photos::Size,
    transfer::{
        export::{Exported, Format},
        import::{Imported, Staged, recognise},
        read::{Left, Options},
    },
};
use pictures::{opened, photo, stored, tells_more};
use proptest::prelude::*;
use shared::{open, quiet, tonight, words};

fn go() -> AtomicBool {
    AtomicBool::new(false)
}

fn export(journal: &Journal, format: Format, to: &Path, secret: Option<&Secret>) -> Exported {
    journal.export(&ListQuery::default(), format, to, secret, &mut quiet(), &go()).unwrap().unwrap()
}

fn gathered(home: &Path, path: &Path, secret: Option<&Secret>) -> Staged {
    let source = recognise(path).unwrap();
    Staged::gather(&Folder::at(home), path, source, &Options::default(), secret, &mut quiet(), &go()).unwrap().unwrap()
}

fn bring(journal: &Journal, home: &Path, path: &Path, secret: Option<&Secret>) -> Imported {
    journal.apply_import(&gathered(home, path, secret), false, tonight(), &mut quiet(), &go()).unwrap().unwrap()
}

fn all(journal: &Journal) -> Vec<Glimmer> {
    journal.list(&ListQuery { limit: Some(1000), ..ListQuery::default() }).unwrap().glimmers
}

/// What must be the same in another journal, where pictures have other names.
fn seen(journal: &Journal) -> Vec<String> {
    let photos = |one: &Glimmer| one.photos.iter().map(|photo| (photo.alt.clone(), photo.width, photo.height)).collect::<Vec<_>>();
    all(journal).iter().map(|one| format!("{} {:?} {:?}", one.id, one.text, photos(one))).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A journal with pictures wherever there can be any.
fn kept(journal: &Journal) {
    let [one, two, three] = [(1, "the <fern>\nuncurled"), (2, ""), (3, "[x](y) *z*")].map(|(number, alt)| photo(journal, number, alt));
    journal.keep(NewGlimmer { photos: vec![one.clone(), two.clone()], ..words("two of them") }, shared::on(20)).unwrap();
    journal.keep(NewGlimmer { photos: vec![three], ..NewGlimmer::default() }, shared::on(21)).unwrap();
    let edited = journal.keep(NewGlimmer { photos: vec![two], ..words("the second again") }, tonight()).unwrap();
    let begun = Draft { text: "half".into(), photos: vec![one, photo(journal, 4, "begun")], ..Draft::default() };
    journal.save_edit_draft(edited.id, Some(&begun)).unwrap();
    journal.save_draft(DraftPlace::Today, &Draft { photos: vec![photo(journal, 5, "not kept yet")], ..Draft::default() }).unwrap();
}

#[test]
fn a_journal_with_pictures_comes_back_whole_sealed_or_not() {
    let (home, journal) = open();
    kept(&journal);
    let out = tempfile::tempdir().unwrap();
    let secret = Secret::new("tide pool lantern");
    for (name, secret) in [("plain.json", None), ("sealed.json.age", Some(&secret))] {
        let path = out.path().join(name);
        let exported = export(&journal, Format::Json, &path, secret);
        let files = if secret.is_some() { 1 } else { 6 };
        assert_eq!((exported.glimmers, exported.photos, exported.missing_photos, exported.files), (3, 5, 0, files), "{name}");
        let (other_home, other) = open();
        let staged = gathered(other_home.path(), &path, secret);
        let plan = other.plan_import(&staged).unwrap();
        assert_eq!((plan.photos, plan.left), (4, Vec::new()), "{name}: those that glimmers name");
        let imported = other.apply_import(&staged, false, tonight(), &mut quiet(), &go()).unwrap().unwrap();
        drop(staged);
        assert_eq!((imported.photos, imported.photos_refused), (4, 0), "{name}");
        assert_eq!(seen(&other), seen(&journal), "{name}");
        assert_eq!(opened(&other).len(), 8, "{name}");
        let draft = other.draft(DraftPlace::Today).unwrap().unwrap();
        assert_eq!((draft.photos.len(), draft.photos[0].alt.as_str()), (1, "not kept yet"), "{name}");
        assert!(other.photo(&draft.photos[0].name, Size::Full).is_ok(), "{name}: it is there under its name of here");
        let begun = other.edit_draft(all(&other)[0].id).unwrap().unwrap();
        assert_eq!(begun.photos.iter().map(|photo| photo.alt.as_str()).collect::<Vec<_>>(), ["the <fern>\nuncurled", "begun"], "{name}");
        assert!(begun.photos.iter().all(|photo| other.photo(&photo.name, Size::Small).is_ok()), "{name}");
        assert_eq!(stored(other_home.path()), 5, "{name}: each is stored once");
        assert!(other.check(&mut quiet()).unwrap().findings.is_empty(), "{name}");
    }
    let folder = out.path().join("plain photos");
    let files = names(&folder);
    assert_eq!(names(out.path()), ["plain photos", "plain.json", "sealed.json.age"], "and nothing else is left");
    assert!(files.iter().all(|name| !tells_more(&fs::read(folder.join(name)).unwrap())));
    let json: serde_json::Value = serde_json::from_slice(&fs::read(out.path().join("plain.json")).unwrap()).unwrap();
    assert_eq!(json["version"], 2, "who knows nothing of pictures would lose them");
    let file = json["glimmers"][0]["photos"][0]["file"].as_str().unwrap();
    assert!(out.path().join(file).is_file(), "{file} lies where it says");
    assert_eq!(stored(home.path()), 5);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10) })]

    #[test]
    fn whatever_pictures_glimmers_have_as_many_come_back_in_their_order(
        glimmers in prop::collection::vec((prop::collection::vec((0u32..6, "\\PC{0,12}"), 0..5), "[a-z]{0,6}"), 1..6),
        is_sealed in prop::bool::weighted(0.2),
    ) {
        let (_home, journal) = open();
        for (nth, (photos, text)) in (1..).zip(glimmers) {
            let photos = photos.iter().map(|(number, alt)| photo(&journal, *number, alt)).take(4).collect();
            // One with nothing in it is refused; that is not the question here.
            let _ = journal.keep(NewGlimmer { photos, ..words(&text) }, shared::on(nth));
        }
        let out = tempfile::tempdir().unwrap();
        let path = out.path().join("all.json");
        let secret = is_sealed.then(|| Secret::new("tide pool lantern"));
        export(&journal, Format::Json, &path, secret.as_ref());
        let (other_home, other) = open();
        bring(&other, other_home.path(), &path, secret.as_ref());
        prop_assert_eq!(seen(&other), seen(&journal));
        prop_assert_eq!(opened(&other).len(), opened(&journal).len());
    }
}

#[test]
fn a_missing_picture_stops_nothing_and_is_counted_and_its_words_stay() {
    let (home, journal) = open();
    let (one, two) = (photo(&journal, 1, "the fern"), photo(&journal, 2, "the pond"));
    journal.keep(NewGlimmer { photos: vec![one.clone(), two.clone()], ..NewGlimmer::default() }, tonight()).unwrap();
    fs::remove_file(home.path().join(format!("photos/{}.age", one.name))).unwrap();
    fs::write(home.path().join(format!("photos/{}.age", two.name)), "not what it was").unwrap();
    let out = tempfile::tempdir().unwrap();
    for (format, name) in [(Format::Json, "all.json"), (Format::Markdown, "months"), (Format::Html, "book.html")] {
        let exported = export(&journal, format, &out.path().join(name), None);
        assert_eq!((exported.glimmers, exported.photos, exported.missing_photos), (1, 0, 2), "{name}");
    }
    assert_eq!(names(out.path()), ["all.json", "book.html", "months"], "no folder for nothing");
    for name in ["months/2026-11.md", "book.html", "all.json"] {
        let text = fs::read_to_string(out.path().join(name)).unwrap();
        assert!(text.contains("the fern") && text.contains("the pond") && !text.contains("data:image"), "{name}: {text}");
    }
    let (other_home, other) = open();
    let staged = gathered(other_home.path(), &out.path().join("all.json"), None);
    let plan = other.plan_import(&staged).unwrap();
    assert_eq!((plan.new, plan.photos, plan.left), (1, 0, vec![(Left::MissingPhotos, 2)]));
    other.apply_import(&staged, false, tonight(), &mut quiet(), &go()).unwrap().unwrap();
    assert_eq!(all(&other)[0].tags[0].as_str(), "#photo", "the moment is kept all the same");
}

#[test]
fn markdown_has_files_beside_it_and_sealed_or_as_a_book_they_stand_inside() {
    let (_home, journal) = open();
    kept(&journal);
    let out = tempfile::tempdir().unwrap();
    let months = out.path().join("months");
    let exported = export(&journal, Format::Markdown, &months, None);
    assert_eq!((exported.photos, exported.files), (3, 4), "those of glimmers, each once");
    assert_eq!(names(&months), ["2026-11.md", "photos"]);
    let text = fs::read_to_string(months.join("2026-11.md")).unwrap();
    let expected = "two of them\n\n![the \\<fern\\> uncurled](photos/";
    assert!(text.contains(expected) && text.contains("![\\[x\\](y) \\*z\\*](photos/"), "{text}");
    for file in text.split("](photos/").skip(1).map(|rest| rest.split(')').next().unwrap()) {
        assert!(months.join("photos").join(file).is_file(), "{file}");
    }
    let (other_home, other) = open();
    let imported = bring(&other, other_home.path(), &months, None);
    assert_eq!(imported.photos_refused, 0, "other programs find them too");

    let secret = Secret::new("tide pool lantern");
    let sealed = out.path().join("months.md.age");
    assert_eq!(export(&journal, Format::Markdown, &sealed, Some(&secret)).files, 1);
    let page = out.path().join("book.html");
    assert_eq!((export(&journal, Format::Html, &page, None).photos, out.path().join("book photos").exists()), (3, false));
    let book = fs::read_to_string(&page).unwrap();
    assert!(book.contains("img-src data:;") && book.contains("default-src 'none'"), "what stands inside may be shown, and nothing else");
    assert_eq!(book.matches("<img ").count(), 4);
    assert_eq!(book.matches("src=\"data:image/").count(), book.matches("src=").count(), "nothing is fetched");
    assert!(book.contains("alt=\"the &lt;fern&gt;\nuncurled\" width=\"33\" height=\"24\" src=\"data:image/"), "{book}");
    assert!(book.contains("max-width: 100%") && book.contains("break-inside: avoid"));

    let table = out.path().join("all.csv");
    export(&journal, Format::Csv, &table, None);
    let mut table = csv::Reader::from_path(&table).unwrap();
    assert_eq!(table.headers().unwrap().iter().next_back(), Some("photos"));
    assert_eq!(table.records().map(|row| row.unwrap()[9].to_owned()).collect::<Vec<_>>(), ["2", "1", "1"]);
}

#[test]
fn a_folder_with_something_in_it_is_somebodys_and_is_not_touched() {
    let (_home, journal) = open();
    journal.keep(words("without any"), shared::on(20)).unwrap();
    let with = journal.keep(NewGlimmer { photos: vec![photo(&journal, 1, "")], ..words("with one") }, tonight()).unwrap();
    let out = tempfile::tempdir().unwrap();
    let (path, theirs) = (out.path().join("all.json"), out.path().join("all photos"));
    fs::write(&path, "the old one").unwrap();
    fs::create_dir(&theirs).unwrap();
    fs::write(theirs.join("mine.jpg"), "mine").unwrap();
    let taken = journal.export(&ListQuery::default(), Format::Json, &path, None, &mut quiet(), &go());
    assert!(matches!(&taken, Err(Error::File { path, .. }) if *path == theirs), "it says which: {taken:?}");
    assert_eq!((names(out.path()), names(&theirs)), (vec!["all photos".into(), "all.json".into()], vec!["mine.jpg".into()]));
    assert_eq!(fs::read_to_string(&path).unwrap(), "the old one");
    let without = Filter { to: Some("2026-11-20".parse().unwrap()), ..Filter::default() };
    let without = ListQuery { filter: without, ..ListQuery::default() };
    let exported = journal.export(&without, Format::Json, &path, None, &mut quiet(), &go()).unwrap().unwrap();
    assert_eq!((exported.glimmers, exported.photos), (1, 0), "where no picture goes, none is in the way");
    fs::remove_file(theirs.join("mine.jpg")).unwrap();
    assert_eq!(export(&journal, Format::Json, &path, None).photos, 1, "an empty one may stand there");
    assert_eq!(names(&theirs).len(), 1);
    drop(with);
}

#[test]
fn an_export_stops_between_two_pictures_and_leaves_nothing() {
    let (_home, journal) = open();
    for number in 0..8 {
        let photos = vec![photo(&journal, number, "")];
        journal.keep(NewGlimmer { photos, ..NewGlimmer::default() }, shared::on(number + 1)).unwrap();
    }
    let out = tempfile::tempdir().unwrap();
    let secret = Secret::new("tide pool lantern");
    for (format, secret) in [(Format::Json, None), (Format::Json, Some(&secret)), (Format::Markdown, None), (Format::Html, None)] {
        let cancel = go();
        let mut halfway = |done: f64| cancel.store(done > 0.3 && done < 0.7, Ordering::Relaxed);
        let stopped = journal.export(&ListQuery::default(), format, &out.path().join("all"), secret, &mut halfway, &cancel).unwrap();
        assert_eq!((stopped, names(out.path())), (None, Vec::new()), "{format:?}");
    }
}

/// An export of one glimmer with one picture that lies in `file`.
fn export_naming(file: &str) -> String {
    let photo = serde_json::json!({"name": "ab".repeat(32), "width": 3, "height": 3, "alt": "hm", "blur": "", "file": file});
    serde_json::json!({
        "format": "glimmer-journal", "version": 1,
        "glimmers": [{
            "id": "019a0000-0000-7000-8000-000000000001", "day": "2025-11-22", "text": "theirs", "feelings": [], "senses": [],
            "tags": [], "anchor": false, "given": false, "photos": [photo], "created_at": "2025-11-22T20:00:00.000Z",
        }],
    })
    .to_string()
}

fn png(to: &Path) -> PathBuf {
    image::RgbaImage::from_raw(32, 24, pictures::pixels(1, 32)).unwrap().save_with_format(to, image::ImageFormat::Png).unwrap();
    to.to_owned()
}

#[test]
fn an_export_leads_to_no_file_but_those_beside_it() {
    let out = tempfile::tempdir().unwrap();
    let (folder, path) = (out.path().join("in/all photos"), out.path().join("in/all.json"));
    fs::create_dir_all(&folder).unwrap();
    let secret = png(&out.path().join("secret.png"));
    let brought = |file: &str| {
        fs::write(&path, export_naming(file)).unwrap();
        let (home, journal) = open();
        bring(&journal, home.path(), &path, None).photos
    };
    for file in ["../../secret.png", &secret.display().to_string(), "..\\..\\secret.png", "all photos/../../secret.png", "..", ""] {
        assert_eq!(brought(file), 0, "{file}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&secret, folder.join("link.png")).unwrap();
        assert_eq!(brought("all photos/link.png"), 0, "a link could lead anywhere");
        fs::remove_file(folder.join("link.png")).unwrap();
        fs::rename(&folder, out.path().join("elsewhere")).unwrap();
        png(&out.path().join("elsewhere/a.png"));
        std::os::unix::fs::symlink(out.path().join("elsewhere"), &folder).unwrap();
        assert_eq!(brought("all photos/a.png"), 0, "and so could the folder");
        fs::remove_file(&folder).unwrap();
        fs::rename(out.path().join("elsewhere"), &folder).unwrap();
    }
    png(&folder.join("a.png"));
    assert_eq!(brought("all photos/a.png"), 1);
    assert_eq!(brought("some other folder/a.png"), 1, "only its last part counts");
}

#[test]
fn what_an_export_says_is_a_picture_is_taken_in_like_any_other() {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("all photos");
    fs::create_dir(&folder).unwrap();
    let hostile = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/imports/hostile");
    for (name, comes) in [("gps.jpg", 1), ("huge-dimensions.png", 0), ("script.svg", 0)] {
        let bytes = fs::read(hostile.join(name)).unwrap();
        fs::write(folder.join(name), &bytes).unwrap();
        let beside = export_naming(&format!("all photos/{name}"));
        use base64::Engine;
        let data = base64::engine::general_purpose::STANDARD.encode(&bytes);
        let inside = format!(
            "{},\"pictures\":[{{\"name\":\"{}\",\"data\":\"{data}\"}},{{\"name\":7}},null]}}",
            &beside[..beside.len() - 1],
            "ab".repeat(32)
        );
        for json in [beside, inside] {
            fs::write(out.path().join("all.json"), &json).unwrap();
            let (home, journal) = open();
            let imported = bring(&journal, home.path(), &out.path().join("all.json"), None);
            assert_eq!((imported.glimmers, imported.photos, imported.photos_refused), (1, comes, 1 - comes), "{name}");
            assert!(!opened(&journal).iter().any(|picture| tells_more(picture)), "{name}");
            assert_eq!(stored(home.path()) as u64, comes, "{name}");
        }
    }
}
