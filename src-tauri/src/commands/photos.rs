//! Taking pictures in. A page never sees a file, nor a picture as it was.

use glimmer_core::words::say;
use tauri::{AppHandle, WebviewWindow};
use tauri_plugin_dialog::DialogExt;

use crate::{
    photos,
    wire::{Reply, TakenPhotos},
};

/// What a picture may be called; HEIC among them, so that it can be said that it cannot be read.
const ENDINGS: [&str; 7] = ["jpg", "jpeg", "png", "webp", "gif", "heic", "heif"];

/// Lets somebody choose pictures in the system's dialog; as many are taken in as there is `room` for.
#[tauri::command(async)]
pub fn choose_photos(room: usize, window: WebviewWindow, app: AppHandle) -> Reply<TakenPhotos> {
    // Some systems tell large letters from small ones, and cameras write large ones.
    let endings = ENDINGS.iter().flat_map(|ending| [ending.to_string(), ending.to_uppercase()]).collect::<Vec<_>>();
    let endings: Vec<_> = endings.iter().map(String::as_str).collect();
    let dialog =
        window.dialog().file().set_parent(&window).add_filter(say("dialog-pictures"), &endings).add_filter(say("dialog-all"), &["*"]);
    let chosen = dialog.blocking_pick_files().unwrap_or_default();
    let paths: Vec<_> = chosen.into_iter().filter_map(|path| path.into_path().ok()).collect();
    Ok(photos::take_files(&app, &paths, room))
}

/// Takes in what the clipboard holds: a picture, or files that were copied.
#[tauri::command(async)]
pub fn paste_photos(room: usize, app: AppHandle) -> Reply<TakenPhotos> {
    Ok(photos::take_from_clipboard(&app, room))
}
