//! What the windows are told.

use tauri::{AppHandle, Emitter};

use crate::wire::{Changed, Progress, Task, View};

/// Something changed: windows read again what they show.
pub fn changed(app: &AppHandle, what: Changed) {
    tell(app.emit("changed", what));
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

/// The journal is about to lock: each page answers with `put_away`.
pub fn locking(app: &AppHandle) {
    tell(app.emit("locking", ()));
}

/// How far something that takes a while has come, from 0 to 1.
pub fn progress(app: &AppHandle, task: Task, done: f64) {
    tell(app.emit("progress", Progress { task, done }));
}

fn tell(result: tauri::Result<()>) {
    if let Err(error) = result {
        tracing::warn!(%error, "a window could not be told");
    }
}
