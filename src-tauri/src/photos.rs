//! Pictures on their way in, from files and the clipboard; and on their way to a page, by an address that only this program knows.

use std::{
    borrow::Cow,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use glimmer_core::{
    Error, Journal, PhotoName,
    photos::{self, Size, Taken},
};
use tauri::{
    AppHandle, DragDropEvent, Manager, UriSchemeContext, UriSchemeResponder, Window, Wry,
    http::{HeaderValue, Request, Response, StatusCode, header},
};

use crate::{
    app::Glimmer,
    clipboard::{Clipboard, Pasted},
    door::Writing,
    events, windows,
    wire::{Failure, Photo, PhotoProblem, PhotosComing, PhotosDropped, RefusedPhoto, TakenPhotos},
};

/// The address of a picture is `photo://localhost/NAME`, and of its thumbnail `NAME.small`.
pub const SCHEME: &str = "photo";
const SMALL: &str = ".small";
/// So much of a file tells whether it is a picture.
const BEGINNING: u64 = 32;

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
    match photos::take_pixels(width, height, pixels).map_err(PhotoProblem::from).and_then(|picture| add(app, &picture)) {
        Ok(photo) => TakenPhotos { photos: vec![photo], refused: Vec::new() },
        Err(why) => refused(why),
    }
}

fn file(path: &Path) -> Result<Taken, PhotoProblem> {
    let read = || open(path).and_then(photos::read);
    match read() {
        Ok(file) => Ok(photos::take(&file?)?),
        Err(error) => {
            tracing::warn!(%error, "a picture could not be read");
            Err(PhotoProblem::Failed)
        }
    }
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

/// Opening a pipe would wait for somebody to write into it.
fn open(path: &Path) -> io::Result<File> {
    if path.metadata()?.is_file() { File::open(path) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

/// Whether everything that was dropped is a picture; what is not may be a journal to bring along. It reads a little of each.
pub fn are_pictures(paths: &[PathBuf]) -> bool {
    let is_one = |path: &PathBuf| {
        let mut beginning = Vec::new();
        let read = open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut beginning));
        read.is_ok() && photos::looks_like_a_picture(&beginning)
    };
    !paths.is_empty() && paths.iter().all(is_one)
}

/// Takes in pictures that were dropped on a window, and tells it: that they come, and what became of them. Not on the main thread.
pub fn dropped(app: &AppHandle, label: &str, paths: &[PathBuf]) {
    static DROPS: AtomicU32 = AtomicU32::new(0);
    let drop = DROPS.fetch_add(1, Ordering::Relaxed);
    events::photos_coming(app, label, &PhotosComing { drop, photos: paths.len().min(glimmer_core::MOST_PHOTOS) });
    let taken = take_files(app, paths, glimmer_core::MOST_PHOTOS);
    events::photos_dropped(app, label, &PhotosDropped { drop, taken });
}

/// Listens to files that are dragged over the capture window: there everything is meant to be a picture.
pub fn dragged_over_capture(window: &Window, event: &DragDropEvent) {
    let app = window.app_handle();
    match event {
        DragDropEvent::Enter { .. } => events::dragging(app, window.label(), true),
        DragDropEvent::Leave => events::dragging(app, window.label(), false),
        DragDropEvent::Drop { paths, .. } => {
            events::dragging(app, window.label(), false);
            let (app, label, paths) = (app.clone(), window.label().to_owned(), paths.clone());
            tauri::async_runtime::spawn_blocking(move || dropped(&app, &label, &paths));
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
    let origin = request.headers().get(header::ORIGIN);
    response(found(label, request.uri().path(), || app.state::<Glimmer>().journal()), origin)
}

/// The picture that a window asks for by `path`, or why it gets none.
fn found(label: &str, path: &str, journal: impl FnOnce() -> Result<Arc<Journal>, Failure>) -> Result<Vec<u8>, StatusCode> {
    let asked = path.trim_start_matches('/');
    let (name, size) = asked.strip_suffix(SMALL).map_or((asked, Size::Full), |name| (name, Size::Small));
    let is_ours = [windows::MAIN, windows::CAPTURE].contains(&label);
    let name = name.parse::<PhotoName>().ok().filter(|_| is_ours).ok_or(StatusCode::FORBIDDEN)?;
    journal().map_err(|_| StatusCode::FORBIDDEN)?.photo(&name, size).map_err(|error| match error {
        Error::NotFound => StatusCode::NOT_FOUND,
        error => {
            tracing::warn!(%error, "a picture cannot be shown");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    })
}

fn response(found: Result<Vec<u8>, StatusCode>, origin: Option<&HeaderValue>) -> Response<Cow<'static, [u8]>> {
    let (status, body) = found.map_or_else(|status| (status, Vec::new()), |picture| (StatusCode::OK, picture));
    let kind = if body.starts_with(b"RIFF") { "image/webp" } else { "image/jpeg" };
    let mut response = Response::new(Cow::Owned(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // A page of ours draws a share card with it, which the engine allows only to whom it was meant for.
    if let Some(ours) = origin.filter(|origin| OURS.contains(&origin.as_bytes())) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, ours.clone());
    }
    response
}

/// Where our own pages come from, on each system.
const OURS: [&[u8]; 3] = [b"tauri://localhost", b"http://tauri.localhost", b"https://tauri.localhost"];

#[cfg(test)]
mod tests {
    use glimmer_core::Folder;

    use super::*;

    #[test]
    fn only_our_windows_get_a_picture_and_only_while_the_journal_is_open() {
        let home = tempfile::tempdir().unwrap();
        let journal = Arc::new(Journal::open(Folder::at(home.path())).unwrap());
        let taken = photos::take_pixels(8, 8, vec![200; 8 * 8 * 4]).unwrap();
        let name = journal.add_photo(&taken).unwrap().name;
        let open = || Ok(journal.clone());
        let locked = || Err(Failure::from(Error::Locked));
        assert!(
            found("main", &format!("/{name}"), open)
                .is_ok_and(|picture| picture.starts_with(b"RIFF") || picture.starts_with(&[0xff, 0xd8]))
        );
        assert!(found("capture", &format!("/{name}.small"), open).is_ok());
        assert_eq!(found("main", &format!("/{name}"), locked), Err(StatusCode::FORBIDDEN));
        assert_eq!(found("another", &format!("/{name}"), open), Err(StatusCode::FORBIDDEN));
        for path in [
            "/",
            "/../vault.key",
            "/..%2Fvault.key",
            "//etc/passwd",
            &format!("/{name}.age"),
            &format!("/{}", name.as_str().to_uppercase()),
        ] {
            assert_eq!(found("main", path, open), Err(StatusCode::FORBIDDEN), "{path}");
        }
        assert_eq!(found("main", &format!("/{}", "0".repeat(64)), open), Err(StatusCode::NOT_FOUND));
    }

    #[test]
    fn what_is_answered_is_kept_by_nobody_and_read_by_no_other_page() {
        let from = |origin: Option<&'static str>| response(Ok(vec![0xff, 0xd8]), origin.map(HeaderValue::from_static).as_ref());
        assert_eq!(from(None).headers()[header::CACHE_CONTROL], "no-store");
        assert_eq!(from(Some("tauri://localhost")).headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "tauri://localhost");
        for origin in [None, Some("https://example.org"), Some("null"), Some("tauri://localhost.example.org")] {
            assert!(from(origin).headers().get(header::ACCESS_CONTROL_ALLOW_ORIGIN).is_none());
        }
        let refused = response(Err(StatusCode::FORBIDDEN), None);
        assert!(refused.status() == StatusCode::FORBIDDEN && refused.body().is_empty());
    }
}
