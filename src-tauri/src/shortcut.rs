//! The global shortcuts: the capture window's, and the one that hides every window at once while there is one.

use std::{
    sync::{LazyLock, mpsc},
    thread,
};

use tauri::{AppHandle, Manager};
use tauri_plugin_global_shortcut::{GlobalShortcutExt, Modifiers, Shortcut, ShortcutState};

use crate::{
    windows,
    wire::{ErrorCode, Failure, View},
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

/// Opens the hard day: inside the app always, from anywhere if that is switched on.
const HARD_DAY: &str = "CmdOrCtrl+Shift+H";

/// Listens for the hard day's shortcut anywhere on the desktop, or leaves it to the app's own window.
///
/// # Errors
/// [`ErrorCode::Shortcut`] if another program has it.
pub fn hard_day_everywhere(app: &AppHandle, on: bool) -> Result<(), Failure> {
    let shortcut = parse(HARD_DAY)?;
    let shortcuts = app.global_shortcut();
    let done = match (on, shortcuts.is_registered(shortcut)) {
        (true, false) => shortcuts.on_shortcut(shortcut, |app, _, event| {
            if event.state == ShortcutState::Pressed {
                windows::open_main(app, Some(View::HardDay));
            }
        }),
        // Twice, as for the one that hides.
        (false, true) => shortcuts.unregister(shortcut).and_then(|()| shortcuts.unregister(shortcut)),
        _ => Ok(()),
    };
    done.map_err(|error| Failure::outside(ErrorCode::Shortcut, error))
}

/// Hides every window at once. It is taken from other programs only while there is something to hide.
const HIDE: &str = "CmdOrCtrl+Shift+X";

/// Takes the hiding shortcut if a window shows, or lets it go. On a thread of its own: each step may take as long as the
/// library sleeps between two looks (50 ms), and no window should wait for that.
pub fn renew_hiding(app: &AppHandle) {
    static TURNS: LazyLock<mpsc::Sender<AppHandle>> = LazyLock::new(|| {
        let (sender, receiver) = mpsc::channel::<AppHandle>();
        thread::spawn(move || receiver.iter().for_each(|app| take_or_let_go(&app)));
        sender
    });
    if available() && TURNS.send(app.clone()).is_err() {
        tracing::error!("there is no thread for shortcuts any more");
    }
}

fn take_or_let_go(app: &AppHandle) {
    let Ok(hide) = parse(HIDE) else { return };
    let shortcuts = app.global_shortcut();
    let showing = app.webview_windows().values().any(|window| window.is_visible().unwrap_or(false));
    let done = match (showing, shortcuts.is_registered(hide)) {
        (true, false) => shortcuts.on_shortcut(hide, |app, _, event| {
            if event.state == ShortcutState::Pressed {
                windows::hide_all(app);
            }
        }),
        // Twice: on X11 letting go is sent on its way only with the next request, whatever that is.
        (false, true) => shortcuts.unregister(hide).and_then(|()| shortcuts.unregister(hide)),
        _ => Ok(()),
    };
    if let Err(error) = done {
        // The pages listen for it as well, so it still works wherever the keyboard is in a window of ours.
        tracing::warn!(%error, "the hiding shortcut could not be taken, or let go");
    }
}

/// Whether this desktop lets programs have global shortcuts at all: Wayland does not.
pub fn available() -> bool {
    !(cfg!(target_os = "linux") && std::env::var_os("WAYLAND_DISPLAY").is_some())
}

/// Reads an accelerator. With fewer than two modifiers it would be taken away from every other program: Ctrl+C, Alt+F.
fn parse(accelerator: &str) -> Result<Shortcut, Failure> {
    let shortcut: Shortcut = accelerator.parse().map_err(|error| Failure::outside(ErrorCode::Shortcut, error))?;
    let strong = Modifiers::CONTROL | Modifiers::ALT | Modifiers::SUPER;
    if shortcut.mods.intersects(strong) && shortcut.mods.iter().count() >= 2 {
        Ok(shortcut)
    } else {
        Err(Failure::outside(ErrorCode::Shortcut, "a shortcut needs two of Ctrl, Alt, Shift and Super"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_other_programs_live_by_is_no_shortcut() {
        for wrong in ["G", "Shift+G", "Ctrl+C", "Alt+F4", "F9", "Ctrl+nonsense"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
        for right in ["CmdOrCtrl+Shift+G", "Ctrl+Alt+J", "Super+Shift+Space"] {
            assert!(parse(right).is_ok(), "{right}");
        }
    }
}
