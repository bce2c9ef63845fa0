//! What the windows are told.

use tauri::{AppHandle, Emitter};

use crate::wire::{Changed, View};

/// Something changed: windows read again what they show.
pub fn changed(app: &AppHandle, what: Changed) {
    tell(app.emit("changed", what));
}

/// The main window should show a page.
pub fn go(app: &AppHandle, view: View) {
    tell(app.emit_to("main", "go", view));
}

/// The capture window is about to be shown.
pub fn opened(app: &AppHandle) {
    tell(app.emit_to("capture", "opened", ()));
}

fn tell(result: tauri::Result<()>) {
    if let Err(error) = result {
        tracing::warn!(%error, "a window could not be told");
    }
}
