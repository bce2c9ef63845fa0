//! What the windows say they are, and whether they stay out of pictures of the screen.

use glimmer_core::words::say;
use tauri::{AppHandle, Manager};

use crate::{app::Glimmer, windows::in_turn};

/// Gives every window the title, and the protection from pictures of the screen, that were just chosen.
pub fn renew_look(app: &AppHandle) {
    let settings = app.state::<Glimmer>().settings();
    in_turn(app, move |app| {
        app.webview_windows().values().try_for_each(|window| {
            window.set_title(&title(settings.neutral_look))?;
            if cfg!(not(target_os = "linux")) { window.set_content_protected(settings.hide_from_capture) } else { Ok(()) }
        })
    });
}

pub fn title(neutral: bool) -> String {
    say(if neutral { "neutral-title" } else { "window-title" })
}
