//! Pictures on their way in, from files and the clipboard; and on their way to a page, by an address that only this program knows.

use std::{
    borrow::Cow,
    fs::File,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use glimmer_core::{
    Error, PhotoName,
    photos::{self, Size, Taken},
};
use tauri::{
    AppHandle, DragDropEvent, Manager, UriSchemeContext, UriSchemeResponder, Window, Wry,
    http::{Request, Response, StatusCode, header},
};

use crate::{
    app::Glimmer,
    clipboard::{Clipboard, Pasted},
    door::Writing,
    events, windows,
    wire::{Photo, PhotoProblem, RefusedPhoto, TakenPhotos},
};

/// The address of a picture is `photo://localhost/NAME`, and of its thumbnail `NAME.small`.
pub const SCHEME: &str = "photo";
const SMALL: &str = ".small";
/// So much of a file tells whether it is a picture.
const BEGINNING: u64 = 32;

/// One picture is decoded at a time: each may need half a gigabyte.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Takes in as many of these files as there is `room` for.
pub fn take_files(app: &AppHandle, paths: &[PathBuf], room: usize) -> TakenPhotos {
    let mut taken = TakenPhotos::default();
    for path in paths {
        let added = if taken.photos.len() < room { file(path).and_then(|picture| add(app, &picture)) } else { Err(PhotoProblem::TooMany) };
        match added {
            Ok(photo) => taken.photos.push(photo),
            Err(why) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                taken.refused.push(RefusedPhoto { name, why });
            }
        }
    }
    taken
}

/// Takes in what the clipboard holds.
pub fn take_from_clipboard(app: &AppHandle, room: usize) -> TakenPhotos {
    let refused = |why| TakenPhotos { photos: Vec::new(), refused: vec![RefusedPhoto { name: String::new(), why }] };
    let (width, height, pixels) = match app.state::<Clipboard>().pasted() {
        Some(Pasted::Files(paths)) => return take_files(app, &paths, room),
        Some(Pasted::Picture(width, height, pixels)) => (width, height, pixels),
        None => return refused(PhotoProblem::EmptyClipboard),
    };
    if room == 0 {
        return refused(PhotoProblem::TooMany);
    }
    let picture = decoding(|| photos::take_pixels(width, height, pixels));
    match picture.and_then(|picture| add(app, &picture)) {
        Ok(photo) => TakenPhotos { photos: vec![photo], refused: Vec::new() },
        Err(why) => refused(why),
    }
}

fn file(path: &Path) -> Result<Taken, PhotoProblem> {
    let read = || {
        // Opening a pipe would wait for somebody to write into it.
        let file = File::open(path)
            .and_then(|file| if file.metadata()?.is_file() { Ok(file) } else { Err(std::io::ErrorKind::InvalidInput.into()) });
        photos::read(file?)
    };
    match read() {
        Ok(file) => {
            let file = file?;
            decoding(|| photos::take(&file))
        }
        Err(error) => {
            tracing::warn!(%error, "a picture could not be read");
            Err(PhotoProblem::Failed)
        }
    }
}

fn decoding(take: impl FnOnce() -> Result<Taken, photos::Refused>) -> Result<Taken, PhotoProblem> {
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(take()?)
}

/// Into the journal, or sealed while that is locked.
fn add(app: &AppHandle, taken: &Taken) -> Result<Photo, PhotoProblem> {
    let glimmer = app.state::<Glimmer>();
    let added = match glimmer.door().writing() {
        Ok(Writing::Journal(journal)) => journal.add_photo(taken),
        Ok(Writing::Inbox(inbox, _locked)) => inbox.add_photo(taken),
        Err(_) => return Err(PhotoProblem::Failed),
    };
    added.map(Photo::from).map_err(|error| {
        tracing::warn!(%error, "a picture could not be stored");
        error.into()
    })
}

/// Whether everything that was dropped is a picture; what is not may be a journal to bring along.
pub fn are_pictures(paths: &[PathBuf]) -> bool {
    let is_one = |path: &PathBuf| {
        let mut beginning = Vec::new();
        let file = File::open(path)
            .and_then(|file| if file.metadata()?.is_file() { Ok(file) } else { Err(std::io::ErrorKind::InvalidInput.into()) });
        let read = file.and_then(|file| std::io::Read::read_to_end(&mut std::io::Read::take(file, BEGINNING), &mut beginning));
        read.is_ok() && photos::looks_like_a_picture(&beginning)
    };
    !paths.is_empty() && paths.iter().all(is_one)
}

/// Takes in pictures that were dropped on a window, and tells it.
pub fn dropped(app: &AppHandle, label: &str, paths: Vec<PathBuf>) {
    events::photos_coming(app, label, paths.len());
    let (app, label) = (app.clone(), label.to_owned());
    tauri::async_runtime::spawn_blocking(move || {
        let taken = take_files(&app, &paths, glimmer_core::MOST_PHOTOS);
        events::photos_dropped(&app, &label, &taken);
    });
}

/// Listens to files that are dragged over the capture window: there everything is meant to be a picture.
pub fn dragged_over_capture(window: &Window, event: &DragDropEvent) {
    let app = window.app_handle();
    match event {
        DragDropEvent::Enter { .. } => events::dragging(app, window.label(), true),
        DragDropEvent::Leave => events::dragging(app, window.label(), false),
        DragDropEvent::Drop { paths, .. } => {
            events::dragging(app, window.label(), false);
            dropped(app, window.label(), paths.clone());
        }
        _ => {}
    }
}

/// Answers a page that shows a picture: one of ours, while the journal is open, and nothing else. Nobody else keeps what is answered.
pub fn serve(context: UriSchemeContext<'_, Wry>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    let (app, label) = (context.app_handle().clone(), context.webview_label().to_owned());
    tauri::async_runtime::spawn_blocking(move || responder.respond(answer(&app, &label, &request)));
}

fn answer(app: &AppHandle, label: &str, request: &Request<Vec<u8>>) -> Response<Cow<'static, [u8]>> {
    let asked = request.uri().path().trim_start_matches('/');
    let (name, size) = asked.strip_suffix(SMALL).map_or((asked, Size::Full), |name| (name, Size::Small));
    let found = match name.parse::<PhotoName>() {
        Ok(name) if [windows::MAIN, windows::CAPTURE].contains(&label) => {
            app.state::<Glimmer>().journal().map_err(|_| StatusCode::FORBIDDEN).and_then(|journal| {
                journal.photo(&name, size).map_err(|error| match error {
                    Error::NotFound => StatusCode::NOT_FOUND,
                    error => {
                        tracing::warn!(%error, "a picture cannot be shown");
                        StatusCode::INTERNAL_SERVER_ERROR
                    }
                })
            })
        }
        _ => Err(StatusCode::FORBIDDEN),
    };
    let (status, body) = match found {
        Ok(picture) => (StatusCode::OK, picture),
        Err(status) => (status, Vec::new()),
    };
    let kind = if body.starts_with(b"RIFF") { "image/webp" } else { "image/jpeg" };
    // A page of ours draws a share card with it, which the engine allows only to whom it was meant for.
    let origin = request.headers().get(header::ORIGIN).filter(|origin| is_ours(origin.as_bytes())).cloned();
    let mut response = Response::new(Cow::Owned(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
    if let Some(origin) = origin {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    response
}

/// Where our own pages come from, on each system.
fn is_ours(origin: &[u8]) -> bool {
    [&b"tauri://localhost"[..], b"http://tauri.localhost", b"https://tauri.localhost"].contains(&origin)
}
