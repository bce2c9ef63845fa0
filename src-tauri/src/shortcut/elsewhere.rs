//! Global shortcuts where the plugin waits for the system to tell: Windows and macOS.

use tauri::{AppHandle, Wry, plugin::TauriPlugin};
use tauri_plugin_global_shortcut::{Builder, GlobalShortcutExt, ShortcutState};

pub use tauri_plugin_global_shortcut::Shortcut;

use crate::wire::{ErrorCode, Failure};

pub fn plugin() -> TauriPlugin<Wry> {
    Builder::new().build()
}

/// How many modifiers are held for it.
pub fn modifiers(shortcut: Shortcut) -> usize {
    shortcut.mods.iter().count()
}

/// Has the shortcut from now on, for `act`.
///
/// # Errors
/// [`ErrorCode::Shortcut`] if another program has it.
pub fn take(app: &AppHandle, shortcut: Shortcut, act: fn(&AppHandle)) -> Result<(), Failure> {
    let taken = app.global_shortcut().on_shortcut(shortcut, move |app, _, event| {
        if event.state == ShortcutState::Pressed {
            super::pressed(app, act);
        }
    });
    taken.map_err(|error| Failure::outside(ErrorCode::Shortcut, error))
}

/// Leaves it to other programs.
pub fn let_go(app: &AppHandle, shortcut: Shortcut) -> Result<(), Failure> {
    app.global_shortcut().unregister(shortcut).map_err(|error| Failure::outside(ErrorCode::Shortcut, error))
}

pub fn has(app: &AppHandle, shortcut: Shortcut) -> bool {
    app.global_shortcut().is_registered(shortcut)
}
