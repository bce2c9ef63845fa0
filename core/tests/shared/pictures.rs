//! Pictures to try things with, made as they are needed.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

/// A picture with a red corner at the upper left, and no two rows alike.
pub fn picture(width: u32, height: u32) -> DynamicImage {
    let color = |x: u32, y: u32| if x < width / 4 && y < height / 4 { [220, 30, 30] } else { [(x % 200) as u8, (y % 200) as u8, 120] };
    RgbImage::from_fn(width, height, |x, y| Rgb(color(x, y))).into()
}

#[allow(dead_code, reason = "not every test needs it")]
pub fn see_through(width: u32, height: u32) -> DynamicImage {
    RgbaImage::from_pixel(width, height, Rgba([0, 0, 0, 0])).into()
}

pub fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).unwrap();
    out.into_inner()
}

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
