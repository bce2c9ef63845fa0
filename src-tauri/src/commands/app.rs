//! The app itself.

use glimmer_core::Device;
use tauri::{AppHandle, State};

use crate::{
    app::Glimmer,
    events, windows,
    wire::{self, Changed, Notice, Reply},
};

#[tauri::command(async)]
pub fn status(app: AppHandle, glimmer: State<'_, Glimmer>) -> wire::Status {
    wire::Status {
        trouble: glimmer.journal().err(),
        notices: glimmer.notices(),
        shortcut: glimmer.shortcut(),
        version: app.package_info().version.to_string(),
    }
}

/// The person has read a notice.
#[tauri::command(async)]
pub fn dismiss_notice(notice: Notice, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<()> {
    match notice {
        Notice::LostTail => glimmer.journal()?.loss_was_read()?,
        other => {
            Device::change(glimmer.folder(), |device| device.dismissed.extend([other.name().to_owned()]))?;
        }
    }
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
    windows::quit(&app);
}

/// The page has put everything away: the main window may go.
#[tauri::command(async)]
pub fn close_main(app: AppHandle) {
    windows::close_main(&app);
}

/// There is something to decide first: the main window stays, and with it the app.
#[tauri::command(async)]
pub fn keep_open(app: AppHandle, glimmer: State<'_, Glimmer>) {
    let mut closing = glimmer.closing();
    (closing.asked, closing.quitting) = (false, false);
    drop(closing);
    // The wish may have come from the tray, with the window out of sight.
    windows::open_main(&app, None);
}

/// The page listens for `closing` from here on.
#[tauri::command(async)]
pub fn main_ready(glimmer: State<'_, Glimmer>) {
    glimmer.closing().listening = true;
}
