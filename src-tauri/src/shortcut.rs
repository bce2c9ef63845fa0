//! The global shortcut of the capture window.

use tauri::AppHandle;
use tauri_plugin_global_shortcut::{Code, GlobalShortcutExt, Modifiers, Shortcut, ShortcutState};

use crate::{
    windows,
    wire::{ErrorCode, Failure},
};

/// Listens for `accelerator`, anywhere on the desktop.
///
/// # Errors
/// [`ErrorCode::Shortcut`] if it is no shortcut, or another program has it.
pub fn listen(app: &AppHandle, accelerator: &str) -> Result<(), Failure> {
    let shortcut = parse(accelerator)?;
    let opened = app.global_shortcut().on_shortcut(shortcut, |app, _, event| {
        if event.state == ShortcutState::Pressed {
            windows::open_capture(app);
        }
    });
    opened.map_err(|error| Failure::outside(ErrorCode::Shortcut, error))
}

/// Takes another shortcut; if that one cannot be had, the old one stays.
pub fn replace(app: &AppHandle, old: &str, new: &str) -> Result<(), Failure> {
    parse(new)?;
    // The old one first: on X11 letting go is sent on its way only together with the next request that waits for an answer.
    if let Ok(old) = parse(old)
        && app.global_shortcut().is_registered(old)
        && let Err(error) = app.global_shortcut().unregister(old)
    {
        tracing::warn!(%error, "the old shortcut could not be let go");
    }
    listen(app, new).inspect_err(|_| {
        if let Err(failure) = listen(app, old) {
            tracing::warn!(detail = failure.detail, "the old shortcut could not be taken again");
        }
    })
}

/// Whether this desktop lets programs have global shortcuts at all: Wayland does not.
pub fn available() -> bool {
    !(cfg!(target_os = "linux") && std::env::var_os("WAYLAND_DISPLAY").is_some())
}

/// Reads an accelerator. One without Ctrl, Alt, Super would take a letter away from every other program.
fn parse(accelerator: &str) -> Result<Shortcut, Failure> {
    let shortcut: Shortcut = accelerator.parse().map_err(|error| Failure::outside(ErrorCode::Shortcut, error))?;
    let function_key = matches!(
        shortcut.key,
        Code::F1
            | Code::F2
            | Code::F3
            | Code::F4
            | Code::F5
            | Code::F6
            | Code::F7
            | Code::F8
            | Code::F9
            | Code::F10
            | Code::F11
            | Code::F12
    );
    if function_key || shortcut.mods.intersects(Modifiers::CONTROL | Modifiers::ALT | Modifiers::SUPER) {
        Ok(shortcut)
    } else {
        Err(Failure::outside(ErrorCode::Shortcut, "a shortcut needs Ctrl, Alt or Super"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_letter_is_no_shortcut() {
        assert!(parse("G").is_err());
        assert!(parse("Shift+G").is_err());
        assert!(parse("F9").is_ok());
        assert!(parse("Ctrl+nonsense").is_err());
    }
}
