//! The global shortcuts: the capture window's, the hard day's if it is wanted from everywhere, and the one that hides every window
//! at once while there is one.

use std::{
    sync::{LazyLock, mpsc},
    thread,
};

use tauri::{AppHandle, Manager};

use crate::{
    windows,
    wire::{ErrorCode, Failure, View},
};

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
use linux as keyboard;

#[cfg(not(target_os = "linux"))]
mod elsewhere;
#[cfg(not(target_os = "linux"))]
use elsewhere as keyboard;
#[cfg(not(target_os = "linux"))]
pub use elsewhere::plugin;

use keyboard::Shortcut;

/// Listens for `accelerator`, anywhere on the desktop.
///
/// # Errors
/// [`ErrorCode::Shortcut`] if it is no shortcut, or another program has it.
pub fn listen(app: &AppHandle, accelerator: &str) -> Result<(), Failure> {
    let shortcut = parse(accelerator)?;
    // Chosen anew before the start was over.
    if keyboard::has(app, shortcut) { Ok(()) } else { keyboard::take(app, shortcut, windows::open_capture) }
}

/// Takes another shortcut; if that one cannot be had, the old one stays.
pub fn replace(app: &AppHandle, old: &str, new: &str) -> Result<(), Failure> {
    let new = parse(new)?;
    let old = parse(old).ok().filter(|old| keyboard::has(app, *old));
    if old == Some(new) {
        return Ok(());
    }
    keyboard::take(app, new, windows::open_capture)?;
    if let Some(old) = old
        && let Err(failure) = keyboard::let_go(app, old)
    {
        tracing::warn!(detail = failure.detail, "the old shortcut could not be let go");
    }
    Ok(())
}

/// Opens the hard day: inside the app always, from anywhere if that is switched on.
const HARD_DAY: &str = "CmdOrCtrl+Shift+H";

/// Listens for the hard day's shortcut anywhere on the desktop, or leaves it to the app's own window.
///
/// # Errors
/// [`ErrorCode::Shortcut`] if another program has it.
pub fn hard_day_everywhere(app: &AppHandle, on: bool) -> Result<(), Failure> {
    take_while(app, HARD_DAY, on, |app| windows::open_main(app, Some(View::HardDay)))
}

/// Hides every window at once. It is taken from other programs only while there is something to hide.
const HIDE: &str = "CmdOrCtrl+Shift+X";

/// Takes the hiding shortcut if a window shows, or lets it go. On a thread of its own: whether one shows is asked of the main
/// thread, which may be the one that calls.
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
    let showing = app.webview_windows().values().any(|window| window.is_visible().unwrap_or(false));
    if let Err(failure) = take_while(app, HIDE, showing, windows::hide_all) {
        // The pages listen for it as well, so it still works wherever the keyboard is in a window of ours.
        tracing::warn!(detail = failure.detail, "the hiding shortcut could not be taken, or let go");
    }
}

/// Has a shortcut from now on, or has it no more.
fn take_while(app: &AppHandle, accelerator: &str, on: bool, act: fn(&AppHandle)) -> Result<(), Failure> {
    let shortcut = parse(accelerator)?;
    match (on, keyboard::has(app, shortcut)) {
        (true, false) => keyboard::take(app, shortcut, act),
        (false, true) => keyboard::let_go(app, shortcut),
        _ => Ok(()),
    }
}

/// Does what a shortcut is for. Between this line in the log and the next ones lies what of the wait is ours.
fn pressed(app: &AppHandle, act: fn(&AppHandle)) {
    tracing::info!("a shortcut was pressed");
    act(app);
}

/// Whether this desktop lets programs have global shortcuts at all: Wayland does not.
pub fn available() -> bool {
    !(cfg!(target_os = "linux") && std::env::var_os("WAYLAND_DISPLAY").is_some())
}

/// Reads an accelerator. With fewer than two modifiers it would be taken away from every other program: Ctrl+C, Alt+F.
fn parse(accelerator: &str) -> Result<Shortcut, Failure> {
    let shortcut: Shortcut = accelerator.parse().map_err(|error| Failure::outside(ErrorCode::Shortcut, error))?;
    if keyboard::modifiers(shortcut) >= 2 {
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
