//! Taking a picture in: recognised by what is in it, decoded within limits, turned upright, brought to sRGB, made small enough and
//! written anew. Nothing but its pixels comes along: no place, no time, no camera, no name.

use std::{
    io::{BufReader, Cursor, Read, Seek},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Mutex, PoisonError},
};

use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageFormat, Limits, Rgb, RgbImage,
    codecs::{gif::GifDecoder, jpeg::JpegDecoder, jpeg::JpegEncoder, png::PngDecoder, webp::WebPDecoder, webp::WebPEncoder},
    imageops::{self, FilterType},
    metadata::Orientation,
};
use qcms::{DataType, Intent, Profile, Transform};

/// The largest file that is read, in bytes.
pub const MOST_BYTES: u64 = 100 << 20;
/// The most pixels that are decoded.
pub const MOST_PIXELS: u64 = 100_000_000;
/// The most bytes that a decoded picture may have.
const MOST_MEMORY: u64 = 320 << 20;
/// The longest side of the picture as it is kept, and of its thumbnail, in pixels.
pub const LONGEST: u32 = 2560;
pub const SMALL: u32 = 640;
/// As encoders count it: nobody sees what is lost of a photograph, and of a thumbnail nobody looks for it.
const QUALITY: u8 = 86;
const SMALL_QUALITY: u8 = 80;
/// Each may need half a gigabyte.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
/// How many colours a placeholder has in each direction.
const BLUR: u32 = 4;

/// Why a picture is not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Of no kind that is read, or too damaged to be one. Of a JPEG that was cut short, what is there is taken.
    #[error("it is not a picture that can be read")]
    NotAPicture,
    /// As many telephones write it; reading it needs a decoder that may not be shipped freely.
    #[error("it is a HEIC picture, which cannot be read")]
    Heic,
    #[error("the picture is too large")]
    TooLarge,
}

/// A picture as it is kept, not written anywhere yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// JPEG or WebP.
    pub(crate) full: Vec<u8>,
    /// Of `full`, in pixels.
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// JPEG, at most [`SMALL`] pixels long.
    pub(crate) small: Vec<u8>,
    /// See [`Photo::blur`](super::Photo::blur).
    pub(crate) blur: String,
}

impl Taken {
    /// In pixels.
    pub fn width(&self) -> u32 {
        self.width
    }

    pub fn height(&self) -> u32 {
        self.height
    }

    /// The picture as it will be shown: JPEG or WebP.
    pub fn shown(&self) -> &[u8] {
        &self.full
    }
}

/// Takes in the picture in `file`, of whatever name. It needs up to half a gigabyte of memory and a second, or two for the largest:
/// not on a thread that somebody waits for.
///
/// # Errors
/// [`Refused`]; of JPEG, PNG, WebP and GIF, of which the first picture is taken, everything else is [`Refused::NotAPicture`].
pub fn take(file: &[u8]) -> Result<Taken, Refused> {
    if file.len() as u64 > MOST_BYTES {
        return Err(Refused::TooLarge);
    }
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    // What is inside may have been made to break a decoder.
    catch_unwind(AssertUnwindSafe(|| recognised(file))).unwrap_or(Err(Refused::NotAPicture))
}

/// Takes in what a clipboard gives: rows of red, green, blue and opacity, a byte each.
///
/// # Errors
/// [`Refused::TooLarge`]; [`Refused::NotAPicture`] if the numbers do not fit each other.
pub fn take_pixels(width: u32, height: u32, pixels: Vec<u8>) -> Result<Taken, Refused> {
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Refused::TooLarge);
    }
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let picture = image::RgbaImage::from_raw(width, height, pixels).filter(|_| width > 0 && height > 0).ok_or(Refused::NotAPicture)?;
    written(on_white(picture.into()), None, Orientation::NoTransforms, true)
}

/// What the first bytes of a file say that it is.
pub fn looks_like_a_picture(beginning: &[u8]) -> bool {
    is_heic(beginning) || format_of(beginning).is_some()
}

fn format_of(beginning: &[u8]) -> Option<ImageFormat> {
    let read = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif];
    image::guess_format(beginning).ok().filter(|format| read.contains(format))
}

/// ISO/IEC 23008-12: a file type box with one of these brands.
fn is_heic(beginning: &[u8]) -> bool {
    const BRANDS: [&[u8]; 8] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];
    beginning.get(4..8) == Some(b"ftyp") && beginning.get(8..12).is_some_and(|brand| BRANDS.contains(&brand))
}

fn recognised(file: &[u8]) -> Result<Taken, Refused> {
    if is_heic(file) {
        return Err(Refused::Heic);
    }
    let from = || BufReader::new(Cursor::new(file));
    let unreadable = |_| Refused::NotAPicture;
    match format_of(file).ok_or(Refused::NotAPicture)? {
        ImageFormat::Jpeg => decoded(JpegDecoder::new(from()).map_err(unreadable)?, false),
        ImageFormat::Png => decoded(PngDecoder::with_limits(from(), limits()).map_err(refused)?, true),
        ImageFormat::WebP => decoded(WebPDecoder::new(from()).map_err(unreadable)?, true),
        _ => decoded(GifDecoder::new(from()).map_err(unreadable)?, true),
    }
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

fn refused(error: image::ImageError) -> Refused {
    match error {
        image::ImageError::Limits(_) => Refused::TooLarge,
        _ => Refused::NotAPicture,
    }
}

/// `is_drawn`: it may be a drawing or a picture of a screen, which WebP keeps smaller than JPEG, and as it was.
fn decoded(mut decoder: impl ImageDecoder, is_drawn: bool) -> Result<Taken, Refused> {
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Refused::NotAPicture);
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(Refused::TooLarge);
    }
    decoder.set_limits(limits()).map_err(refused)?;
    // Both are read before the pixels. What cannot be understood of them is as if it were not there.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    written(on_white(picture), profile.as_deref(), orientation, is_drawn)
}

/// The same with no side longer than `longest`.
fn smaller(picture: RgbImage, longest: u32) -> RgbImage {
    let (width, height) = picture.dimensions();
    let side = width.max(height);
    if side <= longest {
        return picture;
    }
    let at_most = |longest: u32| {
        let scaled = |of: u32| (u64::from(of) * u64::from(longest)).div_ceil(u64::from(side)).max(1) as u32;
        (scaled(width), scaled(height))
    };
    // Averaging is quick and does no harm as long as many pixels become one; the last step is done with care.
    let near = match at_most(2 * longest) {
        (wide, high) if side > 3 * longest => imageops::thumbnail(&picture, wide, high),
        _ => picture,
    };
    let (wide, high) = at_most(longest);
    imageops::resize(&near, wide, high, FilterType::CatmullRom)
}

fn written(picture: RgbImage, profile: Option<&[u8]>, orientation: Orientation, is_drawn: bool) -> Result<Taken, Refused> {
    let mut full = upright(smaller(picture, LONGEST), orientation);
    if let Some(profile) = profile {
        to_srgb(&mut full, profile);
    }
    let small = smaller(full.clone(), SMALL);
    let blur = imageops::resize(&small, BLUR, BLUR, FilterType::CatmullRom);
    let blur = blur.pixels().map(|Rgb([red, green, blue])| format!("{red:02x}{green:02x}{blue:02x}")).collect();
    let mut best = jpeg(&full, QUALITY)?;
    if is_drawn {
        let mut other = Vec::new();
        let (width, height) = full.dimensions();
        let encoded = WebPEncoder::new_lossless(&mut other).encode(full.as_raw(), width, height, ExtendedColorType::Rgb8);
        if encoded.is_ok() && other.len() < best.len() {
            best = other;
        }
    }
    Ok(Taken { full: best, width: full.width(), height: full.height(), small: jpeg(&small, SMALL_QUALITY)?, blur })
}

/// However the camera was held. Of one kind of picture only: for each that there is, the program would be larger by all of these.
fn upright(picture: RgbImage, held: Orientation) -> RgbImage {
    match held {
        Orientation::NoTransforms => picture,
        Orientation::Rotate90 => imageops::rotate90(&picture),
        Orientation::Rotate180 => imageops::rotate180(&picture),
        Orientation::Rotate270 => imageops::rotate270(&picture),
        Orientation::FlipHorizontal => imageops::flip_horizontal(&picture),
        Orientation::FlipVertical => imageops::flip_vertical(&picture),
        Orientation::Rotate90FlipH => imageops::flip_horizontal(&imageops::rotate90(&picture)),
        Orientation::Rotate270FlipH => imageops::flip_horizontal(&imageops::rotate270(&picture)),
    }
}

/// What is transparent becomes white: it is shown on paper of either theme.
fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let seen = picture.into_rgba8();
    let mut paper = RgbImage::new(seen.width(), seen.height());
    for (on, pixel) in paper.pixels_mut().zip(seen.pixels()) {
        let [.., opacity] = pixel.0;
        let mixed = |colour: u8| ((u32::from(colour) * u32::from(opacity) + 255 * (255 - u32::from(opacity)) + 127) / 255) as u8;
        *on = Rgb([mixed(pixel.0[0]), mixed(pixel.0[1]), mixed(pixel.0[2])]);
    }
    paper
}

/// Telephones write wider colours than a file without a profile can mean. A profile that does not fit changes nothing.
fn to_srgb(picture: &mut RgbImage, profile: &[u8]) {
    let Some(from) = Profile::new_from_slice(profile, false) else { return };
    if let Some(transform) = Transform::new(&from, &Profile::new_sRGB(), DataType::RGB8, Intent::Perceptual) {
        transform.apply(picture);
    }
}

fn jpeg(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, Refused> {
    let mut out = Vec::new();
    let encoded = JpegEncoder::new_with_quality(&mut out, quality).encode_image(picture);
    encoded.map(|()| out).map_err(|_| Refused::NotAPicture)
}

/// Reads as much of a file as may be taken in.
///
/// # Errors
/// [`Refused::TooLarge`] in the inner result; the outer one is that of reading.
pub fn read(from: impl Read + Seek) -> std::io::Result<Result<Vec<u8>, Refused>> {
    let mut file = Vec::new();
    from.take(MOST_BYTES + 1).read_to_end(&mut file)?;
    Ok(if file.len() as u64 > MOST_BYTES { Err(Refused::TooLarge) } else { Ok(file) })
}
