//! The app itself.

use tauri::{AppHandle, State};

use crate::{
    app::Glimmer,
    events, shortcut, windows,
    wire::{self, Changed, Notice, Reply},
};

#[tauri::command(async)]
pub fn status(app: AppHandle, glimmer: State<'_, Glimmer>) -> wire::Status {
    wire::Status {
        trouble: glimmer.journal().err(),
        notices: glimmer.notices().iter().copied().collect(),
        shortcut_label: shortcut::label(&glimmer.settings().shortcut),
        version: app.package_info().version.to_string(),
    }
}

/// The person has read a notice.
#[tauri::command(async)]
pub fn dismiss_notice(notice: Notice, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<()> {
    if notice == Notice::LostTail {
        glimmer.journal()?.loss_was_read()?;
    }
    glimmer.notices().remove(&notice);
    events::changed(&app, Changed::Notices);
    Ok(())
}

/// Opens the capture window.
#[tauri::command(async)]
pub fn jot(app: AppHandle) {
    windows::open_capture(&app);
}

#[tauri::command(async)]
pub fn quit(app: AppHandle) {
    app.exit(0);
}
