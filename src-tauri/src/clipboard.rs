//! The clipboard, from which what was copied is taken out again after a while.

use std::{
    borrow::Cow,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use arboard::{Error, ImageData};
use tauri::{AppHandle, Manager, image::Image};

use crate::{
    app::Glimmer,
    wire::{ErrorCode, Failure},
};

/// Long enough to paste it somewhere, short enough that nobody else finds it there.
const STAYS: Duration = Duration::from_secs(60);

/// Opened when something is copied for the first time.
#[derive(Default)]
pub struct Clipboard {
    open: Mutex<Option<arboard::Clipboard>>,
    /// What was copied last, and is to be taken out again.
    ours: Mutex<Option<Arc<Copied>>>,
}

/// What was copied.
pub enum Copied {
    Words(String),
    Picture(Image<'static>),
}

impl Clipboard {
    /// Puts something there; unless the person chose otherwise, it is taken out after a minute, if nothing else is there by then.
    pub fn put(app: &AppHandle, copied: Copied) -> Result<(), Failure> {
        let clipboard = app.state::<Self>();
        clipboard.set(&copied).map_err(|error| Failure::outside(ErrorCode::Clipboard, error))?;
        if !app.state::<Glimmer>().settings().clear_clipboard {
            *lock(&clipboard.ours) = None;
            return Ok(());
        }
        let ours = Arc::new(copied);
        *lock(&clipboard.ours) = Some(ours.clone());
        let app = app.clone();
        let waits = thread::Builder::new().name("clipboard".into()).spawn(move || {
            thread::sleep(STAYS);
            app.state::<Self>().clear(Some(&ours));
        });
        if let Err(error) = waits {
            tracing::warn!(%error, "what was copied stays in the clipboard");
        }
        Ok(())
    }

    /// Takes out what was copied last, if it is still there; with `only`, if that is it.
    pub fn clear(&self, only: Option<&Arc<Copied>>) {
        let mut ours = lock(&self.ours);
        let Some(last) = ours.take_if(|last| only.is_none_or(|only| Arc::ptr_eq(last, only))) else { return };
        let mut open = lock(&self.open);
        let Some(board) = open.as_mut() else { return };
        if last.is_in(board)
            && let Err(error) = board.clear()
        {
            tracing::warn!(%error, "what was copied stays in the clipboard");
        }
    }

    /// Files that were copied, or a picture.
    pub fn pasted(&self) -> Option<Pasted> {
        let mut open = lock(&self.open);
        let board = match &mut *open {
            Some(board) => board,
            closed => closed.insert(arboard::Clipboard::new().ok()?),
        };
        let files = board.get().file_list().unwrap_or_default();
        if !files.is_empty() {
            return Some(Pasted::Files(files));
        }
        let ImageData { width, height, bytes } = board.get_image().ok()?;
        Some(Pasted::Picture(width.try_into().ok()?, height.try_into().ok()?, bytes.into_owned()))
    }

    fn set(&self, copied: &Copied) -> Result<(), Error> {
        let mut open = lock(&self.open);
        let board = match &mut *open {
            Some(board) => board,
            closed => closed.insert(arboard::Clipboard::new()?),
        };
        let to = quiet(board.set());
        match copied {
            Copied::Words(words) => to.text(words),
            Copied::Picture(picture) => to.image(pixels(picture)),
        }
    }
}

/// What somebody pastes that is no text.
pub enum Pasted {
    Files(Vec<PathBuf>),
    /// Wide and high in pixels; red, green, blue and opacity of each.
    Picture(u32, u32, Vec<u8>),
}

impl Copied {
    fn is_in(&self, board: &mut arboard::Clipboard) -> bool {
        match self {
            Self::Words(words) => board.get_text().is_ok_and(|found| found == *words),
            Self::Picture(picture) => board.get_image().is_ok_and(|found| found.bytes == pixels(picture).bytes),
        }
    }
}

fn pixels<'a>(picture: &'a Image<'_>) -> ImageData<'a> {
    ImageData { width: picture.width() as usize, height: picture.height() as usize, bytes: Cow::Borrowed(picture.rgba()) }
}

/// Asks those who keep a history of the clipboard to leave this out.
#[cfg(any(windows, target_os = "linux"))]
fn quiet(to: arboard::Set<'_>) -> arboard::Set<'_> {
    #[cfg(target_os = "linux")]
    use arboard::SetExtLinux;
    #[cfg(windows)]
    use arboard::SetExtWindows;
    to.exclude_from_history()
}

#[cfg(target_os = "macos")]
fn quiet(to: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(to)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
