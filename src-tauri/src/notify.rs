//! Desktop notifications: the evening's invitation, and the one word about the tray.

use glimmer_core::{Device, chrono::Datelike, clock, reminder::Wake, words::say};
use tauri::{AppHandle, Manager};
use tauri_plugin_notification::{Action, ActionType, NotificationExt};

use crate::{app::Glimmer, events, tray, windows, wire::Changed};

const EVENING: &str = "evening";
/// One number per kind of notification: a new one takes the place of the old one.
const EVENING_ID: i32 = 1;
const STILL_HERE_ID: i32 = 2;

/// Makes the buttons work. Must come before the first notification, or that one is sent without buttons.
pub fn set_up(app: &AppHandle) -> tauri_plugin_notification::Result<()> {
    let button = |id: &str, word: &str| Action::builder(id, say(word)).build();
    let evening = ActionType::builder(EVENING).actions(vec![
        button("jot", "notify-jot"),
        button("later", "notify-later"),
        button("not-tonight", "notify-not-tonight"),
    ]);
    let still_here = ActionType::builder("still-here").actions(vec![button("close", "notify-all-right")]);
    app.notification().register_action_types(vec![evening.build(), still_here.build()])?;
    let handle = app.clone();
    app.notification().on_action(move |performed| {
        let of = performed.notification().map(|notification| notification.id());
        acted(&handle, of, performed.action_id());
    })
}

fn acted(app: &AppHandle, of: Option<i32>, action: &str) {
    // A notification stays on screen after its button was pressed.
    if let Some(id) = of {
        remove(app, id);
    }
    let glimmer = app.state::<Glimmer>();
    match (of, action) {
        (Some(STILL_HERE_ID), _) => {}
        (_, "later") => glimmer.wake(Wake::Later),
        (_, "not-tonight") => glimmer.wake(Wake::NotTonight),
        // A click on the words is the same as the first button.
        (_, "jot" | "tap") => windows::open_capture(app),
        _ => {}
    }
}

/// Shows the evening's invitation. Its words change from day to day, and show nothing of the journal.
pub fn ask(app: &AppHandle) {
    let words = [("notify-evening-1-title", "notify-evening-1"), ("notify-evening-2-title", "notify-evening-2")];
    let (title, body) = words[clock::local().ordinal() as usize % words.len()];
    remove(app, EVENING_ID);
    let shown = app.notification().builder().id(EVENING_ID).action_type_id(EVENING).title(say(title)).body(say(body)).show();
    if let Err(error) = shown {
        tracing::warn!(%error, "the reminder could not be shown");
    }
}

/// Asks nothing for the next `days` days, today included; zero: asks again.
pub fn pause(app: &AppHandle, days: u32) -> glimmer_core::Result<()> {
    let glimmer = app.state::<Glimmer>();
    Device::pause_reminders(glimmer.folder(), days.into(), glimmer.now().day)?;
    glimmer.wake(Wake::LookAgain);
    if days > 0 {
        answered(app);
    }
    tray::renew_menu(app);
    events::changed(app, Changed::Notices);
    Ok(())
}

/// Takes the invitation off the screen, once it has been answered by keeping something.
pub fn answered(app: &AppHandle) {
    remove(app, EVENING_ID);
}

/// Says, the first time the main window closes, that the app goes on, and how to reach it.
pub fn still_here_once(app: &AppHandle) {
    let glimmer = app.state::<Glimmer>();
    let mut told = true;
    let noted = Device::change(glimmer.folder(), |device| told = std::mem::replace(&mut device.tray_explained, true));
    if let Err(error) = noted {
        tracing::warn!(%error, "could not note that the tray was explained");
    }
    if told {
        return;
    }
    let body = if glimmer.has_tray() { "notify-still-here" } else { "notify-still-here-no-tray" };
    let notification = app.notification().builder().id(STILL_HERE_ID).action_type_id("still-here");
    if let Err(error) = notification.title(say("notify-still-here-title")).body(say(body)).show() {
        tracing::warn!(%error, "the tray could not be explained");
    }
}

fn remove(app: &AppHandle, id: i32) {
    if let Err(error) = app.notification().remove_active(vec![id]) {
        tracing::warn!(%error, "a notification could not be taken away");
    }
}
