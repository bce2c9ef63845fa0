//! Pictures that come with another journal: taken in as pixels, all or none, and nothing that hurts.

#[path = "shared/pictures.rs"]
mod pictures;
mod shared;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use glimmer_core::{
    Error, Folder, Glimmer, Journal, ListQuery,
    photos::Refused,
    transfer::{
        import::{Imported, Plan, Staged, recognise},
        read::{Left, Options},
    },
};
use pictures::{opened, stored, tells_more};
use shared::{open, quiet, tonight, words};
use tempfile::TempDir;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/imports")
}

fn go() -> AtomicBool {
    AtomicBool::new(false)
}

fn gathered(home: &TempDir, path: &Path) -> Staged {
    let options = Options { zone: jiff::tz::TimeZone::get("Europe/Berlin").ok(), columns: None };
    Staged::gather(&Folder::at(home.path()), path, recognise(path).unwrap(), &options, None, &mut quiet(), &go()).unwrap().unwrap()
}

fn bring(journal: &Journal, home: &TempDir, path: &Path) -> (Plan, Imported) {
    let staged = gathered(home, path);
    let plan = journal.plan_import(&staged).unwrap();
    let imported = journal.apply_import(&staged, false, tonight(), &mut quiet(), &go()).unwrap().unwrap();
    (plan, imported)
}

fn glimmers(journal: &Journal) -> Vec<Glimmer> {
    journal.list(&ListQuery { limit: Some(1000), ..ListQuery::default() }).unwrap().glimmers
}

fn left(plan: &Plan, what: Left) -> u64 {
    plan.left.iter().find(|(other, _)| *other == what).map_or(0, |(_, how_many)| *how_many)
}

/// A folder with a note of a day for each text, and pictures beside them.
fn notes(texts: &[&str], beside: &[(&str, Vec<u8>)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (nth, text) in texts.iter().enumerate() {
        fs::write(folder.path().join(format!("2026-05-{:02}.md", nth + 1)), text).unwrap();
    }
    for (name, bytes) in beside {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn hostile(name: &str) -> Vec<u8> {
    fs::read(samples().join("hostile").join(name)).unwrap()
}

/// A PNG with colours that only this number gives.
fn png(number: u32) -> Vec<u8> {
    let (width, mut out) = (32, Vec::new());
    let picture = image::RgbaImage::from_raw(width, 24, pictures::pixels(number, width)).unwrap();
    picture.write_to(&mut std::io::Cursor::new(&mut out), image::ImageFormat::Png).unwrap();
    out
}

#[test]
fn the_pictures_of_each_sample_come_with_their_entries_and_go_when_it_is_taken_back() {
    for (name, photos) in [
        ("dayone/Evenings.zip", 5),
        ("dayone/All Journals.zip", 1),
        ("mini-diarium/mini-diarium-0.7.json", 2),
        ("markdown-folder/vault", 2),
        ("rednotebook/data", 1),
    ] {
        let (home, journal) = open();
        let (plan, imported) = bring(&journal, &home, &samples().join(name));
        assert_eq!((plan.photos, imported.photos, imported.photos_refused), (photos, photos, 0), "{name}");
        assert_eq!(left(&plan, Left::Photos), 0, "{name}: what comes is not left behind");
        let all = opened(&journal);
        assert_eq!(all.len() as u64, 2 * photos, "{name}");
        assert!(!all.iter().any(|picture| tells_more(picture)), "{name}: nothing but pixels came");
        let tags = glimmers(&journal).into_iter().flat_map(|glimmer| glimmer.tags).map(|tag| tag.as_str().to_owned());
        assert!(!tags.into_iter().any(|tag| tag == "#photo"), "{name}: a picture that came needs nothing to tell of it");

        let (again, nothing) = bring(&journal, &home, &samples().join(name));
        assert_eq!((again.photos, nothing.photos, stored(home.path()) > 0), (0, 0, true), "{name}: twice is once");
        journal.undo_import(imported.id.unwrap(), &mut quiet(), &go()).unwrap().unwrap();
        assert_eq!((stored(home.path()), glimmers(&journal).len()), (0, 0), "{name}: taken back, nothing is left of it");
    }
}

#[test]
fn an_entry_of_nothing_but_pictures_is_a_glimmer_by_them() {
    let (home, journal) = open();
    bring(&journal, &home, &samples().join("dayone/Evenings.zip"));
    let wordless: Vec<_> = glimmers(&journal).into_iter().filter(|one| one.text.is_empty() && !one.photos.is_empty()).collect();
    assert_eq!(wordless.iter().map(|one| (one.day.to_string(), one.photos.len())).collect::<Vec<_>>(), [("2026-03-04".into(), 2)]);
}

#[test]
fn what_a_note_says_of_a_picture_comes_along_and_what_programs_write_there_does_not() {
    let texts = [
        "![the fern, \\[uncurled\\]](a.png) and ![b.png](b.png)\n![[c.png|300]]\n![so small|120x80](d.png)\n![again](a.png)",
        "![](a.png)",
    ];
    let folder = notes(&texts, &[("a.png", png(1)), ("b.png", png(2)), ("c.png", png(3)), ("d.png", png(4))]);
    let (home, journal) = open();
    let (plan, imported) = bring(&journal, &home, folder.path());
    assert_eq!((plan.photos, imported.photos), (5, 5));
    let first = glimmers(&journal).pop().unwrap();
    let alts: Vec<_> = first.photos.iter().map(|photo| photo.alt.as_str()).collect();
    assert_eq!(alts, ["the fern, [uncurled]", "", "", "so small"]);
    assert_eq!(first.text, "and", "what stood in their places is gone");
    assert_eq!(stored(home.path()), 4, "the same picture is stored once");
}

#[test]
fn one_bad_picture_costs_neither_its_entry_nor_the_good_one() {
    let (home, journal) = open();
    let (plan, imported) = bring(&journal, &home, &samples().join("hostile/bad-media.zip"));
    assert_eq!((plan.new, plan.photos), (1, 6));
    assert_eq!((imported.glimmers, imported.photos, imported.photos_refused), (1, 1, 5));
    let mut why: Vec<_> = imported.refused.iter().map(|one| (one.name.rsplit('.').next().unwrap(), one.why)).collect();
    why.sort_by_key(|(name, why)| (name.to_owned(), *why as u8));
    let unreadable = |name| (name, Refused::NotAPicture);
    assert_eq!(why, [unreadable("jpeg"), unreadable("jpeg"), unreadable("jpeg"), ("png", Refused::TooLarge), unreadable("svg")]);
    assert!(imported.refused.iter().all(|one| one.day.is_some_and(|day| day.to_string() == "2026-04-10")), "each is named with its day");
    let glimmer = glimmers(&journal).pop().unwrap();
    assert_eq!((glimmer.text.as_str(), glimmer.photos.len()), ("Six pictures, one of them fine.", 1));
    assert!(!opened(&journal).iter().any(|picture| tells_more(picture)), "the place where it was taken did not come");
    assert_eq!(stored(home.path()), 1, "and nothing else is stored");
}

#[test]
fn where_a_picture_was_taken_is_nowhere_in_the_journal() {
    let gps = hostile("gps.jpg");
    assert!(tells_more(&gps), "the sample tells where it was taken");
    let folder = notes(&["here: ![](gps.jpg)"], &[("gps.jpg", gps)]);
    let (home, journal) = open();
    assert_eq!(bring(&journal, &home, folder.path()).1.photos, 1);
    assert_eq!(opened(&journal).len(), 2);
    assert!(!opened(&journal).iter().any(|picture| tells_more(picture)), "neither in the picture nor in its thumbnail");
}

#[test]
fn a_moment_of_which_no_picture_can_be_read_is_kept_and_says_that_there_was_one() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    let texts = ["![](huge.png)", "![](script.svg)\n\n![](cut.jpg)", "![](phone.heic)", "words ![](phone.heic)"];
    let beside = [
        ("huge.png", hostile("huge-dimensions.png")),
        ("script.svg", hostile("script.svg")),
        ("cut.jpg", vec![0xff, 0xd8, 0xff]),
        ("phone.heic", heic),
    ];
    let folder = notes(&texts, &beside);
    let (home, journal) = open();
    let (plan, imported) = bring(&journal, &home, folder.path());
    assert_eq!((plan.photos, imported.glimmers, imported.photos, imported.photos_refused), (5, 4, 0, 5));
    let why: Vec<_> = imported.refused.iter().map(|one| (one.name.as_str(), one.why)).collect();
    let expected = [
        ("huge.png", Refused::TooLarge),
        ("script.svg", Refused::NotAPicture),
        ("cut.jpg", Refused::NotAPicture),
        ("phone.heic", Refused::Heic),
    ];
    assert_eq!(why, expected, "each file is told of once");
    let said = |one: &Glimmer| (one.text.clone(), one.tags.iter().map(|tag| tag.as_str().to_owned()).collect::<Vec<_>>());
    let photo = || (String::new(), vec!["#photo".to_owned()]);
    let all: Vec<_> = glimmers(&journal).iter().map(said).collect();
    assert_eq!(all, [("words".to_owned(), Vec::new()), photo(), photo(), photo()]);
    assert_eq!(stored(home.path()), 0);
}

#[test]
fn an_archive_that_lies_about_a_picture_loses_only_that() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.zip");
    let mut zip = ZipWriter::new(fs::File::create(&path).unwrap());
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let photos = ["0a", "0b", "0c"].map(|md5| format!(r#"{{"md5":"{md5}"}}"#)).join(",");
    let journal = format!(r#"{{"entries":[{{"uuid":"A1","creationDate":"2026-01-15T05:40:00Z","text":"x","photos":[{photos}]}}]}}"#);
    let (good, mut long) = (png(1), png(2));
    long.resize(1 << 20, 0);
    for (name, bytes) in
        [("Journal.json", journal.as_bytes()), ("photos/0a.png", &good), ("photos/0b.png", &long), ("photos/0c.png", &png(3))]
    {
        zip.start_file(name, plain).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    // One says that it is shorter than it is, one that its sum is another.
    let mut bytes = fs::read(&path).unwrap();
    let records: Vec<_> = (0..bytes.len() - 4).filter(|at| &bytes[*at..at + 4] == b"PK\x01\x02").collect();
    bytes[records[2] + 24..records[2] + 28].copy_from_slice(&4096u32.to_le_bytes());
    bytes[records[3] + 16] ^= 0xff;
    fs::write(&path, bytes).unwrap();
    let (home, journal) = open();
    let (plan, imported) = bring(&journal, &home, &path);
    assert_eq!((plan.photos, imported.glimmers, imported.photos, imported.photos_refused), (3, 1, 1, 2), "{:?}", imported.refused);
}

#[test]
fn names_that_climb_find_no_picture() {
    let (home, journal) = open();
    let (_, imported) = bring(&journal, &home, &samples().join("hostile/traversal.zip"));
    assert_eq!((imported.photos, stored(home.path())), (0, 0));
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.png"), png(9)).unwrap();
    let inside = outside.path().join("notes");
    fs::create_dir(&inside).unwrap();
    let absolute = outside.path().join("secret.png");
    fs::write(inside.join("2026-05-01.md"), format!("up ![](../secret.png) and ![]({})", absolute.display())).unwrap();
    let (home, journal) = open();
    let (plan, imported) = bring(&journal, &home, &inside);
    assert_eq!((plan.photos, imported.photos, left(&plan, Left::MissingPhotos)), (0, 0, 2));
}

#[test]
fn an_import_that_ends_early_leaves_no_picture_behind() {
    let texts: Vec<_> = (0..8).map(|n| format!("entry {n} ![]({n}.png)")).collect();
    let beside: Vec<_> = (0..8).map(|n| (format!("{n}.png"), png(n))).collect();
    let folder = notes(
        &texts.iter().map(String::as_str).collect::<Vec<_>>(),
        &beside.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect::<Vec<_>>(),
    );
    let (home, journal) = open();
    // One of them is here already, for words of the person's own.
    let mine = journal.add_photo(&glimmer_core::photos::take(&png(0)).unwrap()).unwrap();
    journal.keep(glimmer_core::NewGlimmer { photos: vec![mine.clone()], ..words("mine") }, tonight()).unwrap();
    let staged = gathered(&home, folder.path());
    let (cancel, mut most) = (go(), 0);
    let mut halfway = |done: f64| {
        most = most.max(stored(home.path()));
        cancel.store(done > 0.4, Ordering::Relaxed);
    };
    assert_eq!(journal.apply_import(&staged, false, tonight(), &mut halfway, &cancel).unwrap(), None);
    assert!((2..8).contains(&most), "it was stopped between two pictures, after {most}");
    assert_eq!((stored(home.path()), glimmers(&journal).len()), (1, 1), "what had come is gone, and what was here stays");
    let killed = |at: f64| {
        let mut stops = |done: f64| cancel.store(done > at, Ordering::Relaxed);
        cancel.store(false, Ordering::Relaxed);
        journal.apply_import(&staged, false, tonight(), &mut stops, &cancel).unwrap()
    };
    assert_eq!(killed(0.69), None, "stopped after the last picture");
    assert_eq!((stored(home.path()), glimmers(&journal).len()), (1, 1));
    let imported = journal.apply_import(&staged, false, tonight(), &mut quiet(), &go()).unwrap().unwrap();
    assert_eq!((imported.photos, stored(home.path())), (8, 8), "and it can still be brought in");
    journal.undo_import(imported.id.unwrap(), &mut quiet(), &go()).unwrap().unwrap();
    assert_eq!((stored(home.path()), journal.photo(&mine.name, glimmer_core::photos::Size::Full).is_ok()), (1, true));
}

#[test]
fn entries_do_not_come_without_pictures_that_are_only_out_of_reach() {
    let folder = notes(&["one ![](a.png)"], &[("a.png", png(1))]);
    let (home, journal) = open();
    let staged = gathered(&home, folder.path());
    let away = folder.path().with_extension("away");
    fs::rename(folder.path(), &away).unwrap();
    let applied = journal.apply_import(&staged, false, tonight(), &mut quiet(), &go());
    assert!(matches!(applied, Err(Error::File { .. })), "they would never get them: {applied:?}");
    assert_eq!((glimmers(&journal).len(), stored(home.path())), (0, 0));
    fs::rename(&away, folder.path()).unwrap();
    assert_eq!(journal.apply_import(&staged, false, tonight(), &mut quiet(), &go()).unwrap().unwrap().photos, 1);
}

#[test]
fn nothing_is_swept_while_something_is_brought_in_however_long_that_takes() {
    let (home, journal) = open();
    let orphan = pictures::photo(&journal, 1, "");
    for entry in fs::read_dir(home.path().join("photos")).unwrap() {
        let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
        fs::File::options().write(true).open(entry.unwrap().path()).unwrap().set_modified(long_ago).unwrap();
    }
    let staged = gathered(&home, &samples().join("markdown-folder/vault"));
    assert_eq!(journal.sweep_photos().unwrap(), 0);
    assert!(journal.photo(&orphan.name, glimmer_core::photos::Size::Full).is_ok());
    drop(staged);
    assert_eq!(journal.sweep_photos().unwrap(), 1);
    assert!(matches!(journal.photo(&orphan.name, glimmer_core::photos::Size::Full), Err(Error::NotFound)));
}
