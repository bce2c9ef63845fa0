//! Pictures to try things with, made as they are needed.

use std::{fs, io::Cursor, path::Path};

use glimmer_core::{
    Journal, Photo,
    photos::{Size, take_pixels},
};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

/// A picture with a red corner at the upper left, and no two rows alike.
#[allow(dead_code, reason = "not every test needs it")]
pub fn picture(width: u32, height: u32) -> DynamicImage {
    let color = |x: u32, y: u32| if x < width / 4 && y < height / 4 { [220, 30, 30] } else { [(x % 200) as u8, (y % 200) as u8, 120] };
    RgbImage::from_fn(width, height, |x, y| Rgb(color(x, y))).into()
}

#[allow(dead_code, reason = "not every test needs it")]
pub fn see_through(width: u32, height: u32) -> DynamicImage {
    RgbaImage::from_pixel(width, height, Rgba([0, 0, 0, 0])).into()
}

#[allow(dead_code, reason = "not every test needs it")]
pub fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).unwrap();
    out.into_inner()
}

#[allow(dead_code, reason = "not every test needs it")]
pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    written(&picture(width, height), ImageFormat::Jpeg)
}

/// The same with an Exif segment (CIPA DC-008) that says how the camera was held, and where.
#[allow(dead_code, reason = "not every test needs it")]
pub fn jpeg_held(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let plain = jpeg(width, height);
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    exif.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
    exif.extend([0, 0, 0, 0]);
    exif.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0 GPS in Petaluma");
    let length = u16::try_from(exif.len() + 2).unwrap();
    [&plain[..2], &[0xff, 0xe1], &length.to_be_bytes(), &exif, &plain[2..]].concat()
}

/// A picture of `width` by 24 pixels that only this number gives.
#[allow(dead_code, reason = "not every test needs it")]
pub fn pixels(number: u32, width: u32) -> Vec<u8> {
    let pixel = |nth: u32| [(nth * 7 + number * 31) as u8, (nth / width * 9) as u8, (number >> 3) as u8, 255];
    (0..width * 24).flat_map(pixel).collect()
}

/// Keeps such a picture in the journal, for a glimmer that will name it.
#[allow(dead_code, reason = "not every test needs it")]
pub fn photo(journal: &Journal, number: u32, alt: &str) -> Photo {
    let width = 32 + number % 9;
    let photo = journal.add_photo(&take_pixels(width, 24, pixels(number, width)).unwrap()).unwrap();
    Photo { alt: alt.into(), ..photo }
}

/// How many pictures are stored in the folder of a journal, whether or not anything names them.
#[allow(dead_code, reason = "not every test needs it")]
pub fn stored(home: &Path) -> usize {
    let files = fs::read_dir(home.join("photos")).into_iter().flatten().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    files.filter(|name| name.ends_with(".age") && !name.ends_with(".small.age")).count()
}

/// Whether bytes hold anything but a picture: who took it, when and where.
#[allow(dead_code, reason = "not every test needs it")]
pub fn tells_more(bytes: &[u8]) -> bool {
    let has = |what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
    // The places at which the kinds of files hold such, and what stands there.
    [&b"Exif\0"[..], b"EXIF", b"http://ns.adobe.com", b"Photoshop", b"GPS", b"XMP ", b"ICC_PROFILE", b"II*\0", b"MM\0*"]
        .iter()
        .any(|what| has(what))
}

/// Opens every picture of every glimmer; panics if one is missing.
#[allow(dead_code, reason = "not every test needs it")]
pub fn opened(journal: &Journal) -> Vec<Vec<u8>> {
    let all = journal.list(&glimmer_core::ListQuery { limit: Some(1000), ..Default::default() }).unwrap().glimmers;
    let photos = all.into_iter().flat_map(|glimmer| glimmer.photos);
    photos.flat_map(|photo| [Size::Full, Size::Small].map(|size| journal.photo(&photo.name, size).unwrap())).collect()
}
