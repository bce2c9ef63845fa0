//! Global shortcuts on X11: the server is asked for each key once, and a thread of ours sleeps until it tells of a press. The
//! plugin's library looks twenty times a second instead, which was nearly all that a waiting Glimmer cost.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
};

use tauri::{AppHandle, Manager};
use x11rb::{
    connection::Connection,
    errors::ReplyError,
    protocol::{
        ErrorKind, Event,
        xproto::{ConnectionExt, GrabMode, KeyPressEvent, Mapping, ModMask, Window},
    },
    rust_connection::RustConnection,
};

mod layout;
mod names;

use layout::{Layout, Place};
pub use names::Shortcut;

use crate::wire::{ErrorCode, Failure};

/// How many modifiers are held for it.
pub fn modifiers(shortcut: Shortcut) -> usize {
    shortcut.held.into_iter().filter(|held| *held).count()
}

/// Has the shortcut from now on, for `act`; returns when the server has said so.
///
/// # Errors
/// [`ErrorCode::Shortcut`] if another program has it, or no key of this keyboard makes it.
pub fn take(app: &AppHandle, shortcut: Shortcut, act: fn(&AppHandle)) -> Result<(), Failure> {
    let keyboard = Keyboard::of(app)?;
    let mut taken = keyboard.taken();
    if taken.shortcuts.iter().any(|one| one.shortcut == shortcut) {
        return Err(refused("it is one of Glimmer's own"));
    }
    let at = taken.layout.place(shortcut).ok_or_else(|| refused("no key of this keyboard makes it"))?;
    keyboard.grab(&at)?;
    taken.shortcuts.push(Taken { shortcut, at, act });
    Ok(())
}

/// Leaves it to other programs; returns when they can have it.
///
/// # Errors
/// If the window system is gone.
pub fn let_go(app: &AppHandle, shortcut: Shortcut) -> Result<(), Failure> {
    let keyboard = Keyboard::of(app)?;
    let mut taken = keyboard.taken();
    let gone: Vec<_> = taken.shortcuts.extract_if(.., |one| one.shortcut == shortcut).collect();
    gone.iter().try_for_each(|one| keyboard.ungrab(&one.at)).map_err(refused)
}

pub fn has(app: &AppHandle, shortcut: Shortcut) -> bool {
    app.try_state::<Keyboard>().is_some_and(|keyboard| keyboard.taken().shortcuts.iter().any(|one| one.shortcut == shortcut))
}

fn refused(why: impl std::fmt::Display) -> Failure {
    Failure::outside(ErrorCode::Shortcut, why)
}

/// A connection of our own to the window system. Whoever wants a key asks over it and waits for the answer; the thread reads what
/// happens.
struct Keyboard {
    x: RustConnection,
    root: Window,
    taken: Mutex<Shortcuts>,
}

struct Shortcuts {
    layout: Layout,
    shortcuts: Vec<Taken>,
}

struct Taken {
    shortcut: Shortcut,
    /// Where it was when it was taken; the keyboard may have changed since.
    at: Place,
    act: fn(&AppHandle),
}

impl Keyboard {
    /// The app's own, which begins to listen when it is first needed.
    fn of(app: &AppHandle) -> Result<tauri::State<'_, Self>, Failure> {
        static BEGINNING: Mutex<()> = Mutex::new(());
        let _one = BEGINNING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(keyboard) = app.try_state::<Self>() {
            return Ok(keyboard);
        }
        let (x, screen) = RustConnection::connect(None).map_err(refused)?;
        let root = x.setup().roots.get(screen).ok_or_else(|| refused("there is no screen"))?.root;
        let layout = Layout::read(&x).map_err(refused)?;
        app.manage(Self { x, root, taken: Mutex::new(Shortcuts { layout, shortcuts: Vec::new() }) });
        let handle = app.clone();
        thread::Builder::new().name("shortcuts".into()).spawn(move || listen(&handle)).map_err(refused)?;
        Ok(app.state::<Self>())
    }

    fn taken(&self) -> MutexGuard<'_, Shortcuts> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All of it or nothing. The server takes a modifier that is locked (CapsLock) for one that is held, so each key is asked for
    /// with every set of locks.
    fn grab(&self, at: &Place) -> Result<(), Failure> {
        let ask = |(key, held)| self.x.grab_key(false, self.root, held, key, GrabMode::ASYNC, GrabMode::ASYNC);
        // All are sent before the first answer is waited for.
        let asked: Vec<_> = at.combinations().map(ask).collect();
        let answers: Vec<_> = asked.into_iter().map(|one| one.map_err(ReplyError::from).and_then(|one| one.check())).collect();
        let Some(error) = answers.into_iter().find_map(Result::err) else { return Ok(()) };
        if let Err(error) = self.ungrab(at) {
            tracing::warn!(%error, "a shortcut that was taken in part could not be let go");
        }
        Err(match error {
            ReplyError::X11Error(error) if error.error_kind == ErrorKind::Access => refused("another program has it"),
            error => refused(error),
        })
    }

    /// Those that were not taken may be let go, too.
    fn ungrab(&self, at: &Place) -> Result<(), ReplyError> {
        let asked: Vec<_> = at.combinations().map(|(key, held)| self.x.ungrab_key(key, self.root, held)).collect();
        asked.into_iter().try_for_each(|one| one?.check())
    }

    /// The keyboard is another one: each shortcut is where its letter is now.
    fn moved(&self) -> Result<(), ReplyError> {
        let layout = Layout::read(&self.x)?;
        let mut taken = self.taken();
        let Shortcuts { shortcuts, layout: known } = &mut *taken;
        *known = layout;
        for one in shortcuts {
            // One that no key makes any more stays where it was.
            let Some(at) = known.place(one.shortcut).filter(|at| *at != one.at) else { continue };
            self.ungrab(&one.at)?;
            one.at = at;
            if let Err(failure) = self.grab(&one.at) {
                tracing::warn!(detail = failure.detail, "a shortcut was lost when the keyboard changed");
            }
        }
        Ok(())
    }

    /// What a press is for.
    fn meant_by(&self, press: &KeyPressEvent) -> Option<fn(&AppHandle)> {
        let taken = self.taken();
        taken.shortcuts.iter().find(|one| one.at.is(press.detail, ModMask::from(u16::from(press.state)))).map(|one| one.act)
    }
}

/// Sleeps until something happens to the keyboard, for as long as there is a window system.
fn listen(app: &AppHandle) {
    let keyboard = app.state::<Keyboard>();
    let mut released = None;
    loop {
        match keyboard.x.wait_for_event() {
            // A key that is held down repeats: it goes up and comes down in the same instant.
            Ok(Event::KeyPress(press)) if released == Some((press.detail, press.time)) => tracing::debug!("a shortcut is held down"),
            Ok(Event::KeyPress(press)) => {
                if let Some(act) = keyboard.meant_by(&press) {
                    super::pressed(app, act);
                }
            }
            Ok(Event::KeyRelease(release)) => released = Some((release.detail, release.time)),
            Ok(Event::MappingNotify(changed)) if changed.request != Mapping::POINTER => {
                if let Err(error) = keyboard.moved() {
                    tracing::warn!(%error, "the shortcuts may be where they were on the keyboard before");
                }
            }
            Ok(_) => {}
            Err(error) => return tracing::warn!(%error, "no shortcut is heard any more"),
        }
    }
}
