//! The tray: its menu is always there, its click is not (Linux gives none).

use std::panic;

use glimmer_core::words::{say, say_with};
use tauri::{
    AppHandle, Manager, Wry,
    image::Image,
    menu::{Menu, MenuItem, PredefinedMenuItem, Submenu},
    tray::TrayIconBuilder,
};

use crate::{
    app::Glimmer,
    events,
    locking::Locking,
    look, notify, windows,
    wire::{Changed, Lock, View},
};

const ID: &str = "tray";

/// Makes the icon for the tray, soon, and notes whether that was possible.
pub fn set_up(app: &AppHandle) {
    let handle = app.clone();
    let asked = app.run_on_main_thread(move || {
        // The library that draws the icon on Linux is loaded when it is first needed, and panics where it is missing.
        let built = panic::catch_unwind(panic::AssertUnwindSafe(|| build(&handle)));
        if let Ok(Err(error)) = &built {
            tracing::warn!(%error, "there is no tray");
        }
        // Set once, here.
        let _ = handle.state::<Glimmer>().tray.set(matches!(built, Ok(Ok(()))));
        events::changed(&handle, Changed::Notices);
    });
    if let Err(error) = asked {
        tracing::warn!(%error, "there is no tray");
    }
}

/// Shows the shortcut that works now beside its entry, and whether the reminder is paused.
pub fn renew_menu(app: &AppHandle) {
    let renewed = menu(app).and_then(|menu| app.tray_by_id(ID).map_or(Ok(()), |tray| tray.set_menu(Some(menu))));
    if let Err(error) = renewed {
        tracing::warn!(%error, "the tray still shows what was before");
    }
}

/// Renews the menu if it says something else of the pause than is so now.
pub fn renew_pause(app: &AppHandle) {
    let glimmer = app.state::<Glimmer>();
    if glimmer.pause_in_tray() != glimmer.paused_until() {
        renew_menu(app);
    }
}

fn menu(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let glimmer = app.state::<Glimmer>();
    let accelerator = glimmer.settings().shortcut;
    let jot = MenuItem::with_id(app, "jot", say("tray-jot"), true, Some(accelerator))
        .or_else(|_| MenuItem::with_id(app, "jot", say("tray-jot"), true, None::<&str>))?;
    let hard_day = MenuItem::with_id(app, "hard-day", say("tray-hard-day"), true, None::<&str>)?;
    let open = MenuItem::with_id(app, "open", say("tray-open"), true, None::<&str>)?;
    let pause = pause_menu(app)?;
    let lock = MenuItem::with_id(app, "lock", say("tray-lock"), true, None::<&str>)?;
    let quit = MenuItem::with_id(app, "quit", say("tray-quit"), true, None::<&str>)?;
    let menu = Menu::with_items(app, &[&jot, &hard_day, &open, &pause])?;
    if glimmer.door().lock_state() == Lock::Open {
        menu.append(&lock)?;
    }
    menu.append_items(&[&PredefinedMenuItem::separator(app)?, &quit])?;
    Ok(menu)
}

/// How long to pause, and while it is paused, until when and the way back.
fn pause_menu(app: &AppHandle) -> tauri::Result<Submenu<Wry>> {
    let today = MenuItem::with_id(app, "pause-today", say("tray-pause-today"), true, None::<&str>)?;
    let week = MenuItem::with_id(app, "pause-week", say("tray-pause-week"), true, None::<&str>)?;
    let pause = Submenu::with_items(app, say("tray-pause"), true, &[&today, &week])?;
    let glimmer = app.state::<Glimmer>();
    let paused = glimmer.paused_until();
    glimmer.set_pause_in_tray(paused);
    if let Some(until) = paused {
        let weekday = say(WEEKDAYS[until.weekday().num_days_from_monday() as usize]);
        // A week on, the name of the day is that of today.
        let far = until >= glimmer.now().day.after(7);
        let words = if far {
            say_with("tray-paused-until", [("weekday", weekday), ("day", until.date().format("%-d").to_string())])
        } else {
            say_with("tray-paused", [("weekday", weekday)])
        };
        let paused = MenuItem::with_id(app, "paused", words, false, None::<&str>)?;
        let resume = MenuItem::with_id(app, "resume", say("tray-resume"), true, None::<&str>)?;
        pause.append_items(&[&PredefinedMenuItem::separator(app)?, &paused, &resume])?;
    }
    Ok(pause)
}

const WEEKDAYS: [&str; 7] =
    ["weekday-monday", "weekday-tuesday", "weekday-wednesday", "weekday-thursday", "weekday-friday", "weekday-saturday", "weekday-sunday"];

/// Gives the icon the look that was just chosen.
pub fn renew_look(app: &AppHandle) {
    let neutral = app.state::<Glimmer>().settings().neutral_look;
    let Some(tray) = app.tray_by_id(ID) else { return };
    if let Err(error) = icon(neutral).and_then(|icon| tray.set_icon(Some(icon))).and_then(|()| tray.set_tooltip(Some(look::title(neutral))))
    {
        tracing::warn!(%error, "the tray still looks as before");
    }
}

/// The app's own, or a sheet with lines that could be anybody's.
fn icon(neutral: bool) -> tauri::Result<Image<'static>> {
    match neutral {
        true => Image::from_bytes(include_bytes!("../../icons/tray-neutral@2x.png")),
        false => Image::from_bytes(include_bytes!("../../icons/tray-dark@2x.png")),
    }
}

fn build(app: &AppHandle) -> tauri::Result<()> {
    let neutral = app.state::<Glimmer>().settings().neutral_look;
    TrayIconBuilder::with_id(ID)
        .icon(icon(neutral)?)
        .tooltip(look::title(neutral))
        .menu(&menu(app)?)
        .on_menu_event(|app, event| match event.id().as_ref() {
            "jot" => windows::open_capture(app),
            "hard-day" => windows::open_main(app, Some(View::HardDay)),
            "open" => windows::open_main(app, None),
            "pause-today" => pause(app, 1),
            "pause-week" => pause(app, 7),
            "resume" => pause(app, 0),
            "lock" => app.state::<Locking>().soon(),
            "quit" => windows::quit(app),
            _ => {}
        })
        .build(app)
        .map(drop)
}

fn pause(app: &AppHandle, days: u32) {
    if let Err(error) = notify::pause(app, days) {
        tracing::warn!(%error, "the pause could not be noted");
    }
}

/// Whether a desktop panel listens for tray icons. Elsewhere than on Linux there always is one.
pub fn is_shown() -> bool {
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
