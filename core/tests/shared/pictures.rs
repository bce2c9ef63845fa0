//! Real pictures to try things on, small and each unlike the others.

use std::{fs, path::Path};

use glimmer_core::{
    Journal, Photo,
    photos::{Size, take_pixels},
};

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
