//! Pictures on their way in: whatever they were, nothing but pixels comes out, upright and small enough; or they are refused.

#[path = "shared/pictures.rs"]
mod pictures;
mod shared;

use std::{fs, path::Path};

use glimmer_core::photos::{self, Refused, Size};
use image::{
    ExtendedColorType, GenericImageView, ImageEncoder, ImageFormat,
    codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder},
};
use pictures::{jpeg, jpeg_held, picture, see_through, written};
use proptest::prelude::*;
use shared::open;

/// What a JPEG is made of, by its markers.
fn markers(jpeg: &[u8]) -> Vec<u8> {
    let (mut at, mut found) = (2, Vec::new());
    while jpeg[at + 1] != 0xda {
        assert_eq!(jpeg[at], 0xff);
        found.push(jpeg[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
    found
}

#[test]
fn each_kind_is_taken_in_and_kept_small_enough() {
    let (_home, journal) = open();
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let photo = journal.add_photo(&photos::take(&written(&picture(3000, 300), format)).unwrap()).unwrap();
        assert_eq!((photo.width, photo.height), (2560, 256), "{format:?}");
        for (size, longest) in [(Size::Full, 2560), (Size::Small, 640)] {
            let shown = image::load_from_memory(&journal.photo(&photo.name, size).unwrap()).unwrap();
            assert_eq!(shown.width(), longest);
            let [red, green, _, _] = shown.get_pixel(5, 5).0;
            assert!(red > 180 && green < 80, "it is the same picture");
        }
    }
    let small = journal.add_photo(&photos::take(&jpeg(20, 10)).unwrap()).unwrap();
    assert_eq!((small.width, small.height), (20, 10), "nothing is made larger");
}

#[test]
fn a_drawing_is_kept_as_it_was_and_what_is_transparent_becomes_white() {
    let (_home, journal) = open();
    let photo = journal.add_photo(&photos::take(&written(&see_through(300, 200), ImageFormat::Png)).unwrap()).unwrap();
    let kept = journal.photo(&photo.name, Size::Full).unwrap();
    assert!(kept.starts_with(b"RIFF"), "WebP is smaller here");
    assert_eq!(image::load_from_memory(&kept).unwrap().get_pixel(9, 9).0, [255, 255, 255, 255]);
    assert_eq!(photo.blur, "ffffff".repeat(16));
}

#[test]
fn wider_colours_become_those_that_every_screen_means() {
    let plain = picture(60, 60).into_rgb8();
    let mut wide = Vec::new();
    let mut encoder = PngEncoder::new(&mut wide);
    encoder.set_icc_profile(moxcms::ColorProfile::new_display_p3().encode().unwrap()).unwrap();
    encoder.write_image(&plain, 60, 60, ExtendedColorType::Rgb8).unwrap();
    let shown = image::load_from_memory(photos::take(&wide).unwrap().shown()).unwrap();
    let ([red, green, ..], [wide_red, wide_green, ..]) = (plain.get_pixel(2, 2).0, shown.get_pixel(2, 2).0);
    assert!(wide_red > red + 5 && wide_green + 5 < green, "a red of Display P3 is redder in sRGB: {red} {green} {wide_red} {wide_green}");
}

#[test]
fn however_the_camera_was_held_the_picture_stands_upright() {
    let corner = |held: u8| {
        let taken = photos::take(&jpeg_held(80, 40, held)).unwrap();
        let (_home, journal) = open();
        let photo = journal.add_photo(&taken).unwrap();
        let shown = image::load_from_memory(&journal.photo(&photo.name, Size::Full).unwrap()).unwrap();
        assert_eq!((shown.width(), shown.height()), (photo.width, photo.height));
        let is_red = |x: u32, y: u32| shown.get_pixel(x, y).0[0] > 170 && shown.get_pixel(x, y).0[1] < 90;
        let (right, below) = (photo.width - 3, photo.height - 3);
        let corners = [(2, 2), (right, 2), (right, below), (2, below)].map(|(x, y)| is_red(x, y));
        (photo.width > photo.height, corners.iter().position(|red| *red).unwrap())
    };
    let upright = [(1, true, 0), (2, true, 1), (3, true, 2), (4, true, 3), (5, false, 0), (6, false, 1), (7, false, 2), (8, false, 3)];
    for (held, wide, red) in upright {
        assert_eq!(corner(held), (wide, red), "orientation {held}");
    }
}

#[test]
fn nothing_of_where_when_and_by_whom_is_left() {
    let (home, journal) = open();
    let gps = fs::read("tests/imports/hostile/gps.jpg").unwrap();
    assert!(gps.windows(4).any(|bytes| bytes == b"Exif"), "the sample has what is to go");
    let told = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP].map(telling);
    let mut gif = written(&picture(50, 50), ImageFormat::Gif);
    // A comment, before the end of the file.
    gif.splice(gif.len() - 1..gif.len() - 1, *b"\x21\xfe\x08Petaluma\0");
    for file in told.into_iter().chain([gps, jpeg_held(90, 60, 1), gif]) {
        assert!(file.windows(3).any(|bytes| [b"GPS", b"Pet", b"Exi"].contains(&bytes.try_into().unwrap())), "the sample has what is to go");
        let photo = journal.add_photo(&photos::take(&file).unwrap()).unwrap();
        for size in [Size::Full, Size::Small] {
            let kept = journal.photo(&photo.name, size).unwrap();
            for hidden in [&b"Exif"[..], b"EXIF", b"eXIf", b"http", b"GPS", b"Petaluma"] {
                assert!(!kept.windows(hidden.len()).any(|bytes| bytes == hidden), "{hidden:?} is still there");
            }
            if !kept.starts_with(b"RIFF") {
                // Header, tables, frame: JFIF is all that may be said about a picture.
                let allowed = [0xe0, 0xdb, 0xc0, 0xc4];
                assert!(markers(&kept).iter().all(|marker| allowed.contains(marker)), "{:x?}", markers(&kept));
            }
        }
    }
    for file in fs::read_dir(home.path().join("photos")).unwrap() {
        let sealed = fs::read(file.unwrap().path()).unwrap();
        assert!(sealed.starts_with(b"age-encryption.org/v1"), "and what lies on the disk is sealed");
    }
}

/// A picture that tells where it was taken, as each kind does.
fn telling(format: ImageFormat) -> Vec<u8> {
    let exif = b"II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0\0\0\0\0\0\0GPS in Petaluma".to_vec();
    let picture = picture(50, 50).into_rgb8();
    let mut out = Vec::new();
    let (width, height) = picture.dimensions();
    let to = &mut out;
    match format {
        ImageFormat::Jpeg => with_exif(JpegEncoder::new(to), exif, &picture, width, height),
        ImageFormat::Png => with_exif(PngEncoder::new(to), exif, &picture, width, height),
        _ => with_exif(WebPEncoder::new_lossless(to), exif, &picture, width, height),
    }
    out
}

fn with_exif(mut encoder: impl ImageEncoder, exif: Vec<u8>, pixels: &[u8], width: u32, height: u32) {
    encoder.set_exif_metadata(exif).unwrap();
    encoder.write_image(pixels, width, height, ExtendedColorType::Rgb8).unwrap();
}

/// The first half of a picture.
fn cut(format: ImageFormat) -> Vec<u8> {
    let mut file = written(&picture(200, 200), format);
    file.truncate(file.len() / 2);
    file
}

#[test]
fn of_a_jpeg_that_was_cut_short_what_is_there_is_taken() {
    let taken = photos::take(&cut(ImageFormat::Jpeg)).unwrap();
    let shown = image::load_from_memory(taken.shown()).unwrap();
    assert_eq!((shown.width(), shown.height()), (200, 200));
    let [red, green, ..] = shown.get_pixel(5, 5).0;
    assert!(red > 180 && green < 80, "its upper half is there");
}

#[test]
fn what_is_no_picture_is_refused_for_what_it_is() {
    let hostile = |name: &str| fs::read(Path::new("tests/imports/hostile").join(name)).unwrap();
    let mut heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    heic.extend([0; 400]);
    let half = jpeg(200, 200);
    for (what, file, why) in [
        ("60,000 by 60,000 pixels", hostile("huge-dimensions.png"), Refused::TooLarge),
        ("SVG with a script", hostile("script.svg"), Refused::NotAPicture),
        ("HEIC", heic, Refused::Heic),
        ("nothing", Vec::new(), Refused::NotAPicture),
        ("a web page", b"<html><img src=x onerror=alert(1)>".to_vec(), Refused::NotAPicture),
        ("only the beginning of a JPEG", half[..20].to_vec(), Refused::NotAPicture),
        ("half a PNG", cut(ImageFormat::Png), Refused::NotAPicture),
        ("half a WebP", cut(ImageFormat::WebP), Refused::NotAPicture),
        ("half a GIF", cut(ImageFormat::Gif), Refused::NotAPicture),
        ("BMP, which nobody asked for", b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0".to_vec(), Refused::NotAPicture),
    ] {
        assert_eq!(photos::take(&file).unwrap_err(), why, "{what}");
    }
    let refused = photos::take(&vec![0xff; usize::try_from(photos::MOST_BYTES).unwrap() + 1]).unwrap_err();
    assert_eq!(refused, Refused::TooLarge);
    assert_eq!(photos::take_pixels(20_000, 20_000, Vec::new()).unwrap_err(), Refused::TooLarge);
    assert_eq!(photos::take_pixels(3, 3, vec![0; 35]).unwrap_err(), Refused::NotAPicture);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_shape_fits_and_keeps_its_proportions(width in 1u32..3000, height in 1u32..40, on_its_side: bool) {
        let (width, height) = if on_its_side { (height, width) } else { (width, height) };
        let taken = photos::take(&written(&picture(width, height), ImageFormat::Png)).unwrap();
        let longest = width.max(height).min(photos::LONGEST);
        prop_assert_eq!(taken.width().max(taken.height()), longest);
        let expected = f64::from(width.min(height)) * f64::from(longest) / f64::from(width.max(height));
        prop_assert!((f64::from(taken.width().min(taken.height())) - expected.max(1.0)).abs() <= 1.0);
        let shown = image::load_from_memory(taken.shown()).unwrap();
        prop_assert_eq!((shown.width(), shown.height()), (taken.width(), taken.height()));
    }

    #[test]
    fn any_bytes_are_a_picture_or_refused(beginning in 0usize..4, bytes in proptest::collection::vec(any::<u8>(), 0..2000), at in any::<prop::sample::Index>()) {
        let formats = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif];
        let mut file = written(&picture(40, 30), formats[beginning]);
        let at = at.index(file.len());
        file.splice(at.., bytes);
        let _ = photos::take(&file);
    }
}
