//! What crosses about pictures. Never a picture itself: pages show it by its address.

use glimmer_core::{Error, photos};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A picture that was taken in.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Photo {
    /// By which a page asks for it.
    pub name: String,
    /// In pixels.
    pub width: u32,
    pub height: u32,
    /// What it shows, in the person's words; may be empty.
    pub alt: String,
    /// 4 rows of 4 colours from the top, each `rrggbb`, to stand in its place.
    pub blur: String,
}

impl From<photos::Photo> for Photo {
    fn from(photo: photos::Photo) -> Self {
        let photos::Photo { name, width, height, alt, blur } = photo;
        Self { name: name.into(), width, height, alt, blur }
    }
}

pub(super) fn photos(photos: Vec<Photo>) -> Result<Vec<photos::Photo>, Error> {
    let photo = |photo: Photo| {
        let Photo { name, width, height, alt, blur } = photo;
        Ok(photos::Photo { name: name.parse()?, width, height, alt, blur })
    };
    photos.into_iter().map(photo).collect()
}

/// Why a picture was not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PhotoProblem {
    NotAPicture,
    Heic,
    TooLarge,
    /// There were more than there is room for.
    TooMany,
    /// The clipboard holds no picture.
    EmptyClipboard,
    DiskFull,
    Failed,
}

impl From<photos::Refused> for PhotoProblem {
    fn from(refused: photos::Refused) -> Self {
        match refused {
            photos::Refused::NotAPicture => Self::NotAPicture,
            photos::Refused::Heic => Self::Heic,
            photos::Refused::TooLarge => Self::TooLarge,
        }
    }
}

impl From<Error> for PhotoProblem {
    fn from(error: Error) -> Self {
        match error {
            Error::DiskFull => Self::DiskFull,
            _ => Self::Failed,
        }
    }
}

/// A file that was not taken in, by its own name; empty from the clipboard.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RefusedPhoto {
    pub name: String,
    pub why: PhotoProblem,
}

/// Pictures were dropped on a window and are being taken in; `drop` numbers what belongs together.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PhotosComing {
    pub drop: u32,
    pub photos: usize,
}

/// That is done.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PhotosDropped {
    pub drop: u32,
    pub taken: TakenPhotos,
}

/// What came of choosing, pasting or dropping pictures.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct TakenPhotos {
    pub photos: Vec<Photo>,
    pub refused: Vec<RefusedPhoto>,
}
