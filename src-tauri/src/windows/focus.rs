//! Windows that come to the front and go, with the focus.

use std::{thread, time::Duration};

use tauri::{Manager, WebviewWindow};

use crate::shortcut;

/// Shows the window and gives it the focus. A window manager that is still busy with it forgets the wish, so it is repeated
/// until it is granted.
pub fn bring_forward(window: &WebviewWindow) -> tauri::Result<()> {
    window.show()?;
    shortcut::renew_hiding(window.app_handle());
    soon(|| {
        window.set_focus()?;
        thread::sleep(STEP);
        window.is_focused()
    })
}

/// Hides the window, and waits until the focus has left it: shown again sooner, it would seem to have it still.
pub fn send_away(window: &WebviewWindow) -> tauri::Result<()> {
    window.hide()?;
    shortcut::renew_hiding(window.app_handle());
    focus_left(window)
}

pub fn focus_left(window: &WebviewWindow) -> tauri::Result<()> {
    soon(|| {
        thread::sleep(STEP);
        Ok(!window.is_focused()?)
    })
}

/// How long the window system is given between two looks.
pub const STEP: Duration = Duration::from_millis(15);

/// How many [`STEP`]s a person would not take for slowness.
pub const A_MOMENT: usize = 25;

/// Tries until it is so, for [`A_MOMENT`]; then leaves it at that.
pub fn soon(is_so: impl FnMut() -> tauri::Result<bool>) -> tauri::Result<()> {
    within(A_MOMENT, is_so)
}

/// The same, so many times.
pub fn within(times: usize, mut is_so: impl FnMut() -> tauri::Result<bool>) -> tauri::Result<()> {
    for _ in 0..times {
        if is_so()? {
            break;
        }
    }
    Ok(())
}
