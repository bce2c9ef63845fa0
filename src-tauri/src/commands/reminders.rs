//! Being asked.

use tauri::{AppHandle, Manager, State};

use crate::{
    app::Glimmer,
    events, notify,
    wire::{self, Changed, Discretion, ReminderKind, Reply},
};

/// Asks nothing for `days` days, today included; zero: asks again.
#[tauri::command(async)]
pub fn pause_reminders(days: u32, app: AppHandle) -> Reply<()> {
    Ok(notify::pause(&app, days)?)
}

#[tauri::command(async)]
pub fn reminders(glimmer: State<'_, Glimmer>) -> Reply<wire::Reminders> {
    notify::ahead(&glimmer)
}

/// Whether this system's notification service answers; `None` where that cannot be known.
#[tauri::command(async)]
pub fn notifications_answer(app: AppHandle) -> Option<bool> {
    app.state::<notify::Notices>().answer()
}

/// The invitation as it would be seen; `None` if there is nothing that it may say.
#[tauri::command(async)]
pub fn preview_invitation(
    kind: ReminderKind,
    discretion: Discretion,
    own: Option<String>,
    glimmer: State<'_, Glimmer>,
) -> Reply<Option<wire::Invitation>> {
    notify::preview(&glimmer, kind.into(), discretion.into(), own.as_deref())
}

/// Puts one on the screen now, to see it. It counts as nothing.
#[tauri::command(async)]
pub fn show_invitation(kind: ReminderKind, app: AppHandle) -> Reply<()> {
    notify::show_once(&app, kind.into())
}

/// Replaces what the person wrote for it; empty words bring the shipped ones back. Returns them tidied.
#[tauri::command(async)]
pub fn set_own_invitation(kind: ReminderKind, text: String, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<String> {
    let kept = glimmer.journal()?.set_own_invitation(kind.into(), &text)?;
    events::changed(&app, Changed::Reminders);
    Ok(kept)
}
