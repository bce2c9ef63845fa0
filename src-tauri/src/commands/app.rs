//! The app itself.

use glimmer_core::Device;
use tauri::{AppHandle, Manager, State};

use crate::{
    app::Glimmer,
    events,
    first::First,
    keeping::Keeping,
    notify::Notices,
    windows,
    wire::{self, Changed, ErrorCode, Notice, Reply, View},
};

#[tauri::command(async)]
pub fn status(app: AppHandle, glimmer: State<'_, Glimmer>) -> wire::Status {
    let now = glimmer.now();
    let device = Device::read(glimmer.folder()).unwrap_or_default();
    wire::Status {
        trouble: glimmer.journal().err().filter(|failure| failure.code != ErrorCode::Locked),
        notices: glimmer.notices(|name| app.state::<Notices>().is_here(name), app.state::<Keeping>().found_damage()),
        shortcut: glimmer.shortcut(),
        version: app.package_info().version.to_string(),
        day: now.day.to_string(),
        small_hours: now.at.date_naive() != now.day.date(),
        newcomer: !device.welcomed && glimmer.journal().is_ok_and(|journal| journal.is_new().unwrap_or(false)),
        paused_until: glimmer.paused_until().map(|day| day.to_string()),
        lock: glimmer.door().lock_state(),
        synced: glimmer.synced(),
    }
}

/// The first screens are done, or were left.
#[tauri::command(async)]
pub fn welcomed(glimmer: State<'_, Glimmer>) -> Reply<()> {
    Device::change(glimmer.folder(), |device| device.welcomed = true)?;
    Ok(())
}

/// Hides every window at once.
#[tauri::command(async)]
pub fn hide_all(app: AppHandle) {
    windows::hide_all(&app);
}

/// The person has read a notice.
#[tauri::command(async)]
pub fn dismiss_notice(notice: Notice, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<()> {
    match notice {
        Notice::LostTail => glimmer.journal()?.loss_was_read()?,
        Notice::InvitationNotShown => {
            Device::change(glimmer.folder(), |device| device.reminder.put_away())?;
        }
        Notice::BackupFailed => {
            // The next time it could not be made, it is said again.
            Device::change(glimmer.folder(), |device| device.backup_trouble = None)?;
        }
        Notice::SealedUnreadable => glimmer.note_unreadable(false),
        Notice::Damaged => app.state::<Keeping>().damage_was_read(),
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

/// Turns the main window to the hard day, from wherever it is wanted.
#[tauri::command(async)]
pub fn show_hard_day(app: AppHandle) {
    windows::open_main(&app, Some(View::HardDay));
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
    (closing.asked, closing.quitting) = (0, false);
    drop(closing);
    // The wish may have come from the tray, with the window out of sight.
    windows::open_main(&app, None);
}

/// The page listens for `closing` from here on.
#[tauri::command(async)]
pub fn main_ready(glimmer: State<'_, Glimmer>) {
    tracing::info!("the main page is ready");
    glimmer.closing().listening = true;
}

/// The first page of the main window can be seen and used: whatever waited for that begins.
#[tauri::command(async)]
pub fn main_drawn(app: AppHandle) {
    tracing::info!("the main page is drawn");
    if let Some(first) = app.try_state::<First>() {
        first.is_drawn();
    }
    // Whoever is here may soon want to jot something somewhere else.
    windows::warm_again(&app);
}
