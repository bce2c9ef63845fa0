//! Pictures on a session sheet: only if they were chosen, whole, in their place, and described.

#[path = "shared/pictures.rs"]
mod pictures;
mod shared;

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
};

use glimmer_core::{
    Journal, NewGlimmer, Photo, Uuid,
    photos::take_pixels,
    sheet::{Chosen, Laid, Paper},
};
use pictures::photo;
use proptest::prelude::*;
use shared::{open, tonight, words};

/// A millimetre in points.
const MM: f32 = 72.0 / 25.4;

/// What one of poppler's programs says of a PDF.
fn poppler(program: &str, args: &[&str], pdf: &[u8]) -> String {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let started = Command::new(program).args(args).arg(file.path()).stderr(Stdio::null()).output();
    let output = started.unwrap_or_else(|error| panic!("{program} is needed to read PDFs back: install poppler-utils ({error})"));
    assert!(output.status.success(), "{program} cannot read it");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// How many pictures a PDF draws.
fn drawn(pdf: &[u8]) -> usize {
    poppler("pdfimages", &["-list"], pdf).lines().skip(2).count()
}

fn with_photos() -> Chosen {
    Chosen { photos: true, ..Chosen::default() }
}

fn laid(journal: &Journal, chosen: &Chosen) -> Laid {
    journal.sheet(chosen).unwrap().lay_out(chosen.paper)
}

fn keep(journal: &Journal, text: &str, photos: Vec<Photo>) -> Uuid {
    journal.keep(NewGlimmer { photos, ..words(text) }, tonight()).unwrap().id
}

/// A picture of this size.
fn of_size(journal: &Journal, width: u32, height: u32) -> Photo {
    let pixels = (0..width * height).flat_map(|nth| [(nth % width) as u8, (nth / width) as u8, height as u8, 255]).collect();
    journal.add_photo(&take_pixels(width, height, pixels).unwrap()).unwrap()
}

#[test]
fn pictures_are_on_a_sheet_only_if_they_were_chosen() {
    let (_home, journal) = open();
    keep(&journal, "the fern uncurled", vec![photo(&journal, 1, "a fern, \"half\" open"), photo(&journal, 2, "")]);
    let without = laid(&journal, &Chosen::default());
    assert!(without.pages.iter().all(|page| page.pictures.is_empty()));
    let pdf = without.pdf(&journal).unwrap();
    assert_eq!((drawn(&pdf), poppler("pdfinfo", &["-struct"], &pdf).contains("Figure")), (0, false));
    assert!(!journal.sheet(&Chosen::default()).unwrap().markdown().contains("picture"));

    let sheet = journal.sheet(&with_photos()).unwrap();
    let with = sheet.lay_out(Paper::A4);
    let alts: Vec<_> = with.pages[0].pictures.iter().map(|picture| picture.alt.as_str()).collect();
    assert_eq!(alts, ["a fern, \"half\" open", ""], "in their order");
    let pdf = with.pdf(&journal).unwrap();
    assert_eq!(drawn(&pdf), 2);
    assert_eq!(poppler("pdfinfo", &["-struct"], &pdf).matches("Figure").count(), 2, "they are told of to those who have it read to them");
    assert!(pdf == with.pdf(&journal).unwrap(), "the same sheet has the same bytes");
    let markdown = sheet.markdown();
    assert!(markdown.contains("\n[picture: a fern, \"half\" open]\n\n[picture]\n"), "{markdown}");
    assert!(!markdown.contains("data:"), "words stay readable");
}

#[test]
fn what_was_taken_out_leaves_no_picture_either_and_a_missing_one_leaves_no_gap() {
    let (home, journal) = open();
    keep(&journal, "stays", vec![photo(&journal, 1, "one")]);
    let out = keep(&journal, "goes", vec![photo(&journal, 2, "two")]);
    let (gone, cut) = (photo(&journal, 3, "three"), photo(&journal, 4, "four"));
    keep(&journal, "lost", vec![gone.clone(), cut.clone()]);
    fs::remove_file(home.path().join(format!("photos/{}.small.age", gone.name))).unwrap();
    fs::write(home.path().join(format!("photos/{}.small.age", cut.name)), "cut").unwrap();
    let chosen = Chosen { left_out: vec![out], ..with_photos() };
    let laid = laid(&journal, &chosen);
    let preview = serde_json::to_string(&laid).unwrap();
    for never in ["two", "three", "goes"] {
        assert!(!preview.contains(never), "{never}");
    }
    assert_eq!(laid.pages[0].pictures.len(), 2);
    assert_eq!(drawn(&laid.pdf(&journal).unwrap()), 1, "one that cannot be read costs only itself");
}

#[test]
fn a_small_picture_is_not_blown_up_and_two_stand_beside_each_other() {
    let (_home, journal) = open();
    keep(&journal, "small", vec![of_size(&journal, 96, 48)]);
    let small = &laid(&journal, &with_photos()).pages[0].pictures[0];
    assert!((small.width - 72.0).abs() < 0.01 && (small.height - 36.0).abs() < 0.01, "{small:?}");
    let (_home, journal) = open();
    keep(&journal, "two wide ones", vec![of_size(&journal, 900, 500), of_size(&journal, 901, 500)]);
    let pictures = &laid(&journal, &with_photos()).pages[0].pictures;
    assert!(pictures[0].y == pictures[1].y && pictures[1].x > pictures[0].x + pictures[0].width, "{pictures:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10) })]

    #[test]
    fn each_picture_is_whole_on_its_page_below_its_words_and_covers_nothing(
        all in prop::collection::vec((prop::collection::vec((1u32..300, 1u32..300), 0..5), "[a-z ]{0,300}"), 1..7),
        paper in prop::sample::select(vec![Paper::A4, Paper::Letter]),
    ) {
        let (_home, journal) = open();
        let mut expected = 0;
        for (photos, text) in &all {
            let photos: Vec<_> = photos.iter().map(|(width, height)| of_size(&journal, *width, *height)).take(4).collect();
            // The same picture twice in one glimmer is one.
            expected += journal.keep(NewGlimmer { photos, ..words(text) }, tonight()).map_or(0, |kept| kept.photos.len());
        }
        let laid = laid(&journal, &Chosen { paper, ..with_photos() });
        prop_assert_eq!(laid.pages.iter().map(|page| page.pictures.len()).sum::<usize>(), expected);
        for page in &laid.pages {
            let (left, right) = (46.0 * MM - 0.5, page.width - 22.0 * MM + 0.5);
            let (top, low) = (20.0 * MM, page.height - 18.0 * MM - 4.0 * MM - 14.0);
            for (nth, one) in page.pictures.iter().enumerate() {
                prop_assert!(one.x >= left && one.x + one.width <= right, "{one:?} is outside {left} to {right}");
                prop_assert!(one.y >= top && one.y + one.height <= low, "{one:?} is outside {top} to {low}");
                prop_assert!(one.width > 0.0 && one.height > 0.0 && one.height <= 60.0 * MM + 0.1, "{one:?}");
                let apart = |x: f32, y: f32, width: f32, height: f32| {
                    x >= one.x + one.width - 0.1 || x + width <= one.x + 0.1 || y >= one.y + one.height - 0.1 || y + height <= one.y + 0.1
                };
                for other in &page.pictures[nth + 1..] {
                    prop_assert!(apart(other.x, other.y, other.width, other.height), "{other:?} covers {one:?}");
                }
                for run in &page.runs {
                    prop_assert!(apart(run.x, run.y - 0.6 * run.size, run.width, 0.6 * run.size), "{} is covered by {one:?}", run.text);
                }
            }
        }
        prop_assert!(laid.pdf(&journal).unwrap() == laid.pdf(&journal).unwrap());
    }
}

#[test]
fn more_pictures_than_a_page_holds_go_on_with_the_next() {
    let (home, journal) = open();
    let folder = tempfile::tempdir().unwrap();
    let mut note = String::from("very many\n");
    for number in 0..30u8 {
        let name = format!("{number}.png");
        let picture = image::RgbImage::from_pixel(640, 480, image::Rgb([number, 2, 3]));
        picture.save(folder.path().join(&name)).unwrap();
        note.push_str(&format!("![]({name})\n"));
    }
    fs::write(folder.path().join("2026-11-20.md"), note).unwrap();
    bring(&journal, home.path(), folder.path());
    let laid = laid(&journal, &with_photos());
    let on_pages: Vec<_> = laid.pages.iter().map(|page| page.pictures.len()).collect();
    assert_eq!(on_pages.iter().sum::<usize>(), 30);
    assert!(on_pages.len() > 2 && on_pages.iter().rev().skip(1).all(|many| *many >= 6), "pages are filled: {on_pages:?}");
    let dates = laid.pages.iter().filter(|page| page.runs.iter().any(|run| run.text == "Fri 20 Nov")).count();
    assert_eq!(dates, 1, "the rest of it needs no date of its own");
    assert_eq!(drawn(&laid.pdf(&journal).unwrap()), 30);
}

fn bring(journal: &Journal, home: &std::path::Path, from: &std::path::Path) {
    use glimmer_core::{
        Folder,
        transfer::import::{Staged, recognise},
    };
    let cancel = std::sync::atomic::AtomicBool::new(false);
    let source = recognise(from).unwrap();
    let staged =
        Staged::gather(&Folder::at(home), from, source, &Default::default(), None, &mut shared::quiet(), &cancel).unwrap().unwrap();
    journal.apply_import(&staged, false, tonight(), &mut shared::quiet(), &cancel).unwrap().unwrap();
}
