//! Pictures as text: base64 (RFC 4648) and the addresses that hold what they name (RFC 2397).

use std::io::{self, Write};

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
    write::EncoderWriter,
};

/// Written with the signs that fill it up, and read with or without them.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent).with_decode_allow_trailing_bits(true),
);

/// What a text stands for, white space in it aside; `None` if it is no base64.
pub(super) fn decoded(text: &str) -> Option<Vec<u8>> {
    let signs: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    BASE64.decode(signs).ok()
}

pub(super) fn write_base64(to: &mut dyn Write, bytes: &[u8]) -> io::Result<()> {
    let mut encoder = EncoderWriter::new(to, &BASE64);
    encoder.write_all(bytes)?;
    encoder.finish().map(drop)
}

/// An address that is the picture itself: nothing is fetched.
pub(super) fn write_address(to: &mut dyn Write, picture: &[u8]) -> io::Result<()> {
    write!(to, "data:image/{};base64,", if is_webp(picture) { "webp" } else { "jpeg" })?;
    write_base64(to, picture)
}

/// Of a picture that Glimmer keeps: it is that or JPEG.
pub(super) fn is_webp(picture: &[u8]) -> bool {
    picture.starts_with(b"RIFF")
}
