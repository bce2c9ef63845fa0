//! What the windows are told.

use tauri::{AppHandle, Emitter};

use crate::{
    keeping,
    wire::{Changed, PhotosComing, PhotosDropped, Progress, Task, View},
};

/// Something changed: windows read again what they show.
pub fn changed(app: &AppHandle, what: Changed) {
    tell(app.emit("changed", what));
    if matches!(what, Changed::Glimmers | Changed::Prompts) {
        keeping::look(app);
    }
}

/// The main window should show a page.
pub fn go(app: &AppHandle, view: View) {
    tell(app.emit_to("main", "go", view));
}

/// Somebody wants to capture; `summoning` numbers the wish.
pub fn opened(app: &AppHandle, summoning: u64) {
    tell(app.emit_to("capture", "opened", summoning));
}

/// The main window is about to close: the page answers with `close_main` or `keep_open`.
pub fn closing(app: &AppHandle) {
    tell(app.emit_to("main", "closing", ()));
}

/// Something is dragged over a window, or not any more.
pub fn dragging(app: &AppHandle, label: &str, over: bool) {
    tell(app.emit_to(label, "dragging", over));
}

/// Pictures were dropped on a window and are being taken in.
pub fn photos_coming(app: &AppHandle, label: &str, coming: &PhotosComing) {
    tell(app.emit_to(label, "photos-coming", coming));
}

/// That is done.
pub fn photos_dropped(app: &AppHandle, label: &str, dropped: &PhotosDropped) {
    tell(app.emit_to(label, "photos-dropped", dropped));
}

/// A file or folder was dropped on the main window.
pub fn dropped(app: &AppHandle) {
    tell(app.emit_to("main", "dropped", ()));
}

/// The journal is about to lock: each page answers with `put_away`.
pub fn locking(app: &AppHandle) {
    tell(app.emit("locking", ()));
}

/// Tells the main window how far `task` has come, at each hundredth of it.
pub fn progress(app: &AppHandle, task: Task) -> impl FnMut(f64) {
    let mut told = -1.0;
    move |done| {
        if done - told >= 0.01 || done >= 1.0 {
            told = done;
            tell(app.emit_to("main", "progress", Progress { task, done }));
        }
    }
}

fn tell(result: tauri::Result<()>) {
    if let Err(error) = result {
        tracing::warn!(%error, "a window could not be told");
    }
}
