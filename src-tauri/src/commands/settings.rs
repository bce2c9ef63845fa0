//! What a person can choose.

use glimmer_core::{Device, reminder::Wake};
use tauri::{AppHandle, State};
use tauri_plugin_autostart::ManagerExt;

use crate::{
    app::Glimmer,
    events, shortcut, windows,
    wire::{self, Changed, ErrorCode, Failure, Notice, Reply},
};

#[tauri::command(async)]
pub fn settings(glimmer: State<'_, Glimmer>) -> wire::Settings {
    (&glimmer.settings()).into()
}

/// Takes all settings at once; each takes effect at once. If one cannot, nothing of it is kept.
#[tauri::command(async)]
pub fn change_settings(settings: wire::Settings, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<wire::Settings> {
    let before = glimmer.settings();
    let after = settings.onto(&before)?;
    if after.shortcut != before.shortcut {
        shortcut::replace(&app, &before.shortcut, &after.shortcut)?;
        glimmer.notices().remove(&Notice::ShortcutTaken);
    }
    if after.start_at_login != before.start_at_login {
        let login = app.autolaunch();
        let changed = if after.start_at_login { login.enable() } else { login.disable() };
        changed.map_err(|error| Failure::outside(ErrorCode::File, error))?;
    }
    let kept = Device::change(glimmer.folder(), |device| device.settings = after)?.settings;
    if kept.keep_capture_warm {
        windows::warm_capture(&app);
    }
    glimmer.wake(Wake::LookAgain);
    events::changed(&app, Changed::Settings);
    Ok((&kept).into())
}
