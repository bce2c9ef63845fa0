//! What is said on the desktop: the invitations, and the one word about the tray.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
};

use glimmer_core::{
    Device, Discretion, Folder, LONGEST_INVITATION, Moment, Settings,
    chrono::{DateTime, Utc},
    clock,
    reminder::{Answer, Invitation, Kind, Outlook, Wake, Words, outlook, words},
    words::say,
};
use tauri::{AppHandle, Manager};

use crate::{
    app::Glimmer,
    bubbles::{Bubble, Bubbles, Event, Name, NotShown},
    events, windows,
    wire::{self, Changed, ErrorCode, Failure, Reply},
};

const JOT: &str = "jot";
const LATER: &str = "later";
const NOT_TODAY: &str = "not-today";
const CLOSE: &str = "close";
/// A click on the words.
const TAP: &str = "tap";

/// What is on the screen for us.
#[derive(Default)]
pub struct Notices {
    bubbles: OnceLock<Bubbles>,
    /// What is no invitation: the word about the tray, and what was only shown to be seen. Held while something is put onto the
    /// screen, so that its answer is heard after its name is known.
    others: Mutex<HashMap<Name, Other>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Other {
    StillHere,
    /// An invitation that counts as nothing.
    Tried,
}

impl Notices {
    fn others(&self) -> MutexGuard<'_, HashMap<Name, Other>> {
        self.others.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the desktop's service answers; `None` where that cannot be known.
    pub fn answer(&self) -> Option<bool> {
        self.bubbles.wait().answers()
    }

    /// Whether a notification of this name can be on this screen.
    pub fn is_here(&self, name: &str) -> bool {
        self.bubbles.get().is_some_and(|bubbles| bubbles.is_here(&Name::from(name.to_owned())))
    }

    fn show(&self, bubble: &Bubble) -> Result<Name, NotShown> {
        // Somebody who is quick may ask before the start is over.
        self.bubbles.wait().show(bubble)
    }

    fn show_other(&self, other: Other, bubble: &Bubble) -> Result<(), NotShown> {
        let mut others = self.others();
        others.insert(self.show(bubble)?, other);
        Ok(())
    }
}

/// Listens for answers, also to what an earlier process of ours put onto the screen.
pub fn listen(app: &AppHandle) {
    let past = Device::read(app.state::<Glimmer>().folder()).unwrap_or_default().reminder;
    let handle = app.clone();
    let earlier = past.on_screen().map(|name| Name::from(name.to_owned()));
    // Set once, here.
    let _ = app.state::<Notices>().bubbles.set(Bubbles::new(earlier, move |event| heard(&handle, event)));
}

fn heard(app: &AppHandle, event: Event) {
    let glimmer = app.state::<Glimmer>();
    let notices = app.state::<Notices>();
    match event {
        Event::Pressed(name, key) => {
            let other = notices.others().remove(&name);
            match (other, key.as_str()) {
                (None, JOT | TAP) => glimmer.wake(Wake::Answered(name.into(), Answer::JotOne)),
                (None, LATER) => glimmer.wake(Wake::Answered(name.into(), Answer::Later)),
                (None, NOT_TODAY) => glimmer.wake(Wake::Answered(name.into(), Answer::NotToday)),
                (None, CLOSE) => glimmer.wake(Wake::Answered(name.into(), Answer::Close)),
                (Some(Other::Tried), JOT | TAP) => windows::open_capture(app),
                (None | Some(Other::Tried | Other::StillHere), _) => {}
            }
        }
        Event::Gone(name) => {
            if notices.others().remove(&name).is_none() {
                glimmer.wake(Wake::Gone(name.into()));
            }
        }
        Event::Expired(name) => {
            if notices.others().remove(&name).is_none() {
                glimmer.wake(Wake::Expired(name.into()));
            }
        }
        Event::Lost(names) => {
            notices.others().retain(|name, _| !name.as_ref().starts_with(&names));
            glimmer.wake(Wake::Lost(names));
        }
        Event::ServiceChanged => events::changed(app, Changed::Reminders),
    }
}

/// Puts an invitation onto the screen, and tells the reminder what became of it.
pub fn invite(app: &AppHandle, invitation: Invitation, later: bool) {
    tracing::info!("asking");
    let app = app.clone();
    // A service that hangs must not hold up the reminder.
    tauri::async_runtime::spawn_blocking(move || {
        let glimmer = app.state::<Glimmer>();
        let notices = app.state::<Notices>();
        // What cannot be read tells nothing.
        let neutral = Settings { discretion: Discretion::Neutral, ..Settings::default() };
        let settings = Device::read(glimmer.folder()).map_or(neutral, |device| device.settings);
        let Some(words) = words_of(&glimmer, invitation.kind, &settings, clock::now(settings.day_ends)) else {
            return glimmer.wake(Wake::NothingToSay(invitation));
        };
        let turn = notices.others();
        match notices.show(&bubble(invitation.kind, settings.discretion, words, later)) {
            Ok(name) => glimmer.wake(Wake::Shown(invitation, name.into())),
            Err(error) => {
                tracing::warn!(%error, "the invitation could not be shown");
                glimmer.wake(Wake::NotShown(invitation));
            }
        }
        drop(turn);
    });
}

/// What an invitation says at that moment; the shipped words while the journal cannot be read.
fn words_of(glimmer: &Glimmer, kind: Kind, settings: &Settings, now: Moment) -> Option<Words> {
    let said = glimmer.journal().map(|journal| journal.invitation(kind, settings.discretion, now));
    match said {
        Ok(Ok(said)) => said,
        Ok(Err(error)) => {
            tracing::warn!(%error, "the person's own words could not be read");
            words(kind, settings.discretion, now.day, "", None)
        }
        Err(_) => words(kind, settings.discretion, now.day, "", None),
    }
}

fn bubble(kind: Kind, discretion: Discretion, words: Words, later: bool) -> Bubble {
    let button = |key, word: &str| (key, say(word));
    let mut buttons = vec![button(JOT, "notify-jot")];
    if later && kind != Kind::Morning {
        buttons.push(button(LATER, "notify-later"));
    }
    buttons.push(match kind {
        Kind::Morning => button(CLOSE, "notify-close"),
        Kind::Midday => button(NOT_TODAY, "notify-not-today"),
        Kind::Evening => button(NOT_TODAY, "notify-not-tonight"),
    });
    let app_name = (discretion != Discretion::Neutral).then(|| say("notify-app-name"));
    Bubble { app_name, title: words.title, body: words.body, buttons }
}

/// The invitation as it would be seen next, with `own` words in place of those that are kept.
pub fn preview(glimmer: &Glimmer, kind: Kind, discretion: Discretion, own: Option<&str>) -> Reply<Option<wire::Invitation>> {
    let Device { settings, reminder, .. } = Device::read(glimmer.folder())?;
    let settings = Settings { discretion, ..settings };
    let now = clock::local();
    let ahead = outlook(&settings, &reminder, &now).into_iter().find(|ahead| ahead.kind == kind).and_then(|ahead| ahead.next);
    let next = Moment::new(ahead.map_or(now, |at| at.with_timezone(&now.timezone())).fixed_offset(), settings.day_ends);
    let said = match own {
        Some(own) if kind != Kind::Morning => words_if_short(kind, discretion, next, own)?,
        _ => words_of(glimmer, kind, &settings, next),
    };
    Ok(said.map(|words| {
        let Bubble { app_name, title, body, buttons } = bubble(kind, discretion, words, true);
        wire::Invitation { app_name, title, body, buttons: buttons.into_iter().map(|(_, label)| label).collect() }
    }))
}

/// What it would say in words that may still be too long for it.
fn words_if_short(kind: Kind, discretion: Discretion, next: Moment, own: &str) -> Reply<Option<Words>> {
    if own.trim().chars().count() > LONGEST_INVITATION {
        return Err(glimmer_core::Error::BadValue { what: "invitation", why: "it is too long".into() }.into());
    }
    Ok(words(kind, discretion, next.day, own, None))
}

/// Puts an invitation onto the screen only to be seen.
///
/// # Errors
/// [`ErrorCode::Notifications`] if no service answers, [`ErrorCode::Refused`] if it refused; [`ErrorCode::NotFound`] if there is
/// nothing to say.
pub fn show_once(app: &AppHandle, kind: Kind) -> Reply<()> {
    let glimmer = app.state::<Glimmer>();
    let settings = glimmer.settings();
    let words = words_of(&glimmer, kind, &settings, glimmer.now()).ok_or(glimmer_core::Error::NotFound)?;
    let shown = app.state::<Notices>().show_other(Other::Tried, &bubble(kind, settings.discretion, words, true));
    shown.map_err(|error| {
        let code = if matches!(error, NotShown::Refused(_)) { ErrorCode::Refused } else { ErrorCode::Notifications };
        Failure::outside(code, error)
    })
}

/// What is ahead, and what the person wrote for it.
pub fn ahead(glimmer: &Glimmer) -> Reply<wire::Reminders> {
    let Device { settings, reminder, .. } = Device::read(glimmer.folder())?;
    let now = clock::local();
    let here = |ahead: Outlook| {
        let silent = (ahead.kind == Kind::Morning).then(|| nothing_to_show(glimmer, &settings, ahead.next?)).flatten();
        let mut told = wire::Outlook::new(ahead, &now.timezone(), settings.day_ends);
        if silent.is_some() {
            (told.silent_today, told.next) = (silent, None);
        }
        told
    };
    let outlook = outlook(&settings, &reminder, &now).into_iter().map(here).collect();
    let own = glimmer.journal().ok().and_then(|journal| {
        let own = |kind| journal.own_invitation(kind).ok();
        Some(wire::OwnInvitations { midday: own(Kind::Midday)?, evening: own(Kind::Evening)? })
    });
    Ok(wire::Reminders { outlook, own })
}

/// Why the morning of `next` would have nothing to show, as far as is known now.
fn nothing_to_show(glimmer: &Glimmer, settings: &Settings, next: DateTime<Utc>) -> Option<wire::Silence> {
    let morning = Moment::new(next.with_timezone(&clock::local().timezone()).fixed_offset(), settings.day_ends);
    match glimmer.journal().map(|journal| journal.invitation(Kind::Morning, settings.discretion, morning)) {
        Ok(Ok(Some(_))) => None,
        Ok(Ok(None)) => Some(wire::Silence::NoCue),
        Ok(Err(_)) | Err(_) => Some(wire::Silence::Unreadable),
    }
}

/// Asks nothing for the next `days` days, today included; zero: asks again.
pub fn pause(app: &AppHandle, days: u32) -> glimmer_core::Result<()> {
    let glimmer = app.state::<Glimmer>();
    Device::pause_reminders(glimmer.folder(), days.into(), glimmer.now().day)?;
    glimmer.wake(Wake::SettingsChanged);
    Ok(())
}

/// Takes away what does not invite any more.
pub fn withdraw(app: &AppHandle, name: &str) {
    let (app, name) = (app.clone(), Name::from(name.to_owned()));
    tauri::async_runtime::spawn_blocking(move || {
        if let Some(bubbles) = app.state::<Notices>().bubbles.get() {
            bubbles.withdraw(&name);
        }
    });
}

/// Says, the first time the main window closes, that the app goes on, and how to reach it.
pub fn still_here_once(app: &AppHandle) {
    let glimmer = app.state::<Glimmer>();
    // Where it waits is not known yet if the window closes before the start is over: then it is said the next time.
    if glimmer.tray.get().is_none() || !first_time(glimmer.folder()) {
        return;
    }
    let body = if glimmer.has_tray() { "notify-still-here" } else { "notify-still-here-no-tray" };
    let bubble = Bubble {
        app_name: Some(say("notify-app-name")),
        title: say("notify-still-here-title"),
        body: say(body),
        buttons: vec![(CLOSE, say("notify-all-right"))],
    };
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        if let Err(error) = app.state::<Notices>().show_other(Other::StillHere, &bubble) {
            tracing::warn!(%error, "the tray could not be explained");
        }
    });
}

/// Whether the tray was not explained yet; from now on it was.
fn first_time(folder: &Folder) -> bool {
    let mut told = true;
    let noted = Device::change(folder, |device| told = std::mem::replace(&mut device.tray_explained, true));
    if let Err(error) = noted {
        tracing::warn!(%error, "could not note that the tray was explained");
    }
    !told
}
