//! The tray: its menu is always there, its click is not (Linux gives none).

use std::panic;

use glimmer_core::words::say;
use tauri::{
    AppHandle, Manager,
    image::Image,
    menu::{Menu, MenuItem, PredefinedMenuItem},
    tray::TrayIconBuilder,
};

use crate::{app::Glimmer, windows, wire::View};

/// Puts the icon into the tray; returns whether there is a tray that shows it.
pub fn set_up(app: &AppHandle) -> bool {
    // The library that draws the icon on Linux is loaded when it is first needed, and panics where it is missing.
    let built = panic::catch_unwind(panic::AssertUnwindSafe(|| build(app)));
    match built {
        Ok(Ok(())) => shown(),
        Ok(Err(error)) => {
            tracing::warn!(%error, "there is no tray");
            false
        }
        Err(_) => false,
    }
}

fn build(app: &AppHandle) -> tauri::Result<()> {
    let accelerator = app.state::<Glimmer>().settings().shortcut;
    let jot = MenuItem::with_id(app, "jot", say("tray-jot"), true, Some(accelerator))
        .or_else(|_| MenuItem::with_id(app, "jot", say("tray-jot"), true, None::<&str>))?;
    let hard_day = MenuItem::with_id(app, "hard-day", say("tray-hard-day"), true, None::<&str>)?;
    let open = MenuItem::with_id(app, "open", say("tray-open"), true, None::<&str>)?;
    let quit = MenuItem::with_id(app, "quit", say("tray-quit"), true, None::<&str>)?;
    let menu = Menu::with_items(app, &[&jot, &hard_day, &open, &PredefinedMenuItem::separator(app)?, &quit])?;
    TrayIconBuilder::with_id("tray")
        .icon(Image::from_bytes(include_bytes!("../../icons/tray-dark@2x.png"))?)
        .tooltip("Glimmer")
        .menu(&menu)
        .on_menu_event(|app, event| match event.id().as_ref() {
            "jot" => windows::open_capture(app),
            "hard-day" => windows::open_main(app, View::HardDay),
            "open" => windows::open_main(app, View::Today),
            "quit" => app.exit(0),
            _ => {}
        })
        .build(app)
        .map(drop)
}

/// Whether a desktop panel listens for tray icons. Elsewhere than on Linux there always is one.
fn shown() -> bool {
    #[cfg(target_os = "linux")]
    {
        let asked = zbus::blocking::Connection::session().and_then(|bus| {
            let owned = bus.call_method(
                Some("org.freedesktop.DBus"),
                "/org/freedesktop/DBus",
                Some("org.freedesktop.DBus"),
                "NameHasOwner",
                &"org.kde.StatusNotifierWatcher",
            )?;
            owned.body().deserialize::<bool>()
        });
        asked.unwrap_or(false)
    }
    #[cfg(not(target_os = "linux"))]
    true
}
