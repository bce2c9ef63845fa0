//! systemd's words on the system bus, also spoken by elogind and by others in their place; screen lockers' on the session bus.

use std::{collections::HashMap, env, sync::Arc, thread, time::Duration};

use glimmer_core::words::say;
use serde::Serialize;
use zbus::{
    Message,
    blocking::{Connection, MessageIterator, Proxy, connection::Builder, proxy},
    message::Type,
    proxy::{CacheProperties, MethodFlags},
    zvariant::{DynamicDeserialize, DynamicType, OwnedFd, OwnedObjectPath, OwnedValue},
};

use super::{Stir, tell};

const LOGIN: &str = "org.freedesktop.login1";
const LOGIN_PATH: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";

/// A match rule is heard from whoever has the sender's name when it speaks, so it holds for services that start later, too.
const SYSTEM: [&str; 5] = [
    "type='signal',sender='org.freedesktop.login1',path='/org/freedesktop/login1',\
        interface='org.freedesktop.login1.Manager',member='PrepareForSleep'",
    "type='signal',sender='org.freedesktop.login1',path_namespace='/org/freedesktop/login1/session',\
        interface='org.freedesktop.login1.Session',member='Lock'",
    "type='signal',sender='org.freedesktop.login1',path_namespace='/org/freedesktop/login1/session',\
        interface='org.freedesktop.DBus.Properties',member='PropertiesChanged',arg0='org.freedesktop.login1.Session'",
    "type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',member='NameOwnerChanged',\
        arg0='org.freedesktop.login1'",
    // Zone and network time are told here; of a clock that was set by hand systemd says nothing.
    "type='signal',sender='org.freedesktop.timedate1',path='/org/freedesktop/timedate1',\
        interface='org.freedesktop.DBus.Properties',member='PropertiesChanged',arg0='org.freedesktop.timedate1'",
];
/// From anybody and any path: KDE's has two paths, GNOME's speaks from a process other than the one that has the name, and whoever
/// may speak on this bus at all can do no more with it than lock.
const SCREEN: [&str; 1] = ["type='signal',member='ActiveChanged'"];

/// How long the login manager may take to answer.
const PATIENCE: Duration = Duration::from_secs(25);

/// Calls `on` from the threads "wakeful" (system bus) and "screen" (session bus), also at the same time, until the buses end. What a
/// bus that is not there would have told is not told.
///
/// The login manager is asked to wait with sleep until `on` has returned from [`Stir::Sleeps`].
pub fn listen(on: impl Fn(Stir) + Send + Sync + 'static) {
    let on = Arc::new(on);
    on_thread("wakeful", {
        let on = Arc::clone(&on);
        move || {
            let system = System::join(Builder::system()?)?;
            tracing::info!("it is heard when the system wakes");
            system.follow(&*on);
            Ok(())
        }
    });
    on_thread("screen", move || {
        let (_, messages) = join(Builder::session()?, &SCREEN)?;
        tracing::info!("it is heard when the screen is locked");
        follow_screen(messages, &*on);
        Ok(())
    });
}

fn on_thread(name: &'static str, listening: impl FnOnce() -> zbus::Result<()> + Send + 'static) {
    let started = thread::Builder::new().name(name.into()).spawn(move || match listening() {
        Ok(()) => tracing::info!("the bus of “{name}” ended: what it told is no longer told"),
        Err(error) => tracing::debug!(%error, "“{name}” has no bus: nothing is told"),
    });
    if let Err(error) = started {
        tracing::info!(%error, "nobody listens on “{name}”");
    }
}

/// A connection and what is said on it from now on.
///
/// # Errors
/// The bus cannot be reached, or does not take what is wished.
fn join(bus: Builder<'_>, rules: &[&str]) -> zbus::Result<(Connection, MessageIterator)> {
    let bus = bus.method_timeout(PATIENCE).build()?;
    let messages = MessageIterator::from(&bus);
    for rule in rules {
        bus.call_method(Some("org.freedesktop.DBus"), "/org/freedesktop/DBus", Some("org.freedesktop.DBus"), "AddMatch", rule)?;
    }
    Ok((bus, messages))
}

/// The system bus.
struct System {
    bus: Connection,
    messages: MessageIterator,
    /// As long as this is open, the login manager waits with sleep.
    delay: Option<OwnedFd>,
}

impl System {
    fn join(bus: Builder<'_>) -> zbus::Result<Self> {
        let (bus, messages) = join(bus, &SYSTEM)?;
        let delay = delay_sleep(&bus);
        Ok(Self { bus, messages, delay })
    }

    /// Listens until the bus ends.
    fn follow(mut self, on: &impl Fn(Stir)) {
        for message in signals(self.messages) {
            let header = message.header();
            let body = message.body();
            match header.member().map(|member| member.as_str()) {
                Some("PrepareForSleep") if matches!(body.deserialize(), Ok(true)) => {
                    tell(on, Stir::Sleeps);
                    self.delay = None;
                }
                Some("PrepareForSleep") if matches!(body.deserialize(), Ok(false)) => {
                    tell(on, Stir::Awake);
                    // Last: what is locked already need not hold back a sleep that comes at once.
                    self.delay = delay_sleep(&self.bus);
                }
                Some("NameOwnerChanged") if body.deserialize().is_ok_and(|(_, _, new): (&str, &str, &str)| !new.is_empty()) => {
                    self.delay = delay_sleep(&self.bus);
                }
                Some("Lock") if is_ours(&self.bus, &message) => tell(on, Stir::ScreenLocked),
                Some("PropertiesChanged") => match body.deserialize::<(String, HashMap<String, OwnedValue>, Vec<String>)>() {
                    Ok((of, changed, _)) if of == "org.freedesktop.login1.Session" => {
                        let locked = changed.get("LockedHint").is_some_and(|hint| matches!(bool::try_from(hint), Ok(true)));
                        if locked && is_ours(&self.bus, &message) {
                            tell(on, Stir::ScreenLocked);
                        }
                    }
                    Ok(_) => tell(on, Stir::Clock),
                    Err(error) => tracing::debug!(%error, "a property of another shape"),
                },
                _ => {}
            }
        }
    }
}

/// Asks the login manager to wait with sleep; `None` where there is none, or where it does not wait.
fn delay_sleep(bus: &Connection) -> Option<OwnedFd> {
    let why = say("sleep-waits");
    let held = ask(bus, "Inhibit", &("sleep", "Glimmer", why.as_str(), "delay"));
    held.inspect_err(|error| tracing::debug!(%error, "sleep does not wait for us")).ok()
}

/// Whether a signal comes from this session. It is asked each time: a session that the desktop made anew has another path.
///
/// Where the login manager does not know which one is ours, each is: that locks once too often rather than once too seldom.
fn is_ours(bus: &Connection, signal: &Message) -> bool {
    // "auto" is the caller's session, or the one with the person's screen if the desktop started us outside of any. Older ones do not
    // know the word.
    let names = ["auto".to_owned()].into_iter().chain(env::var("XDG_SESSION_ID"));
    let ours: Option<OwnedObjectPath> = names.into_iter().find_map(|name| ask(bus, "GetSession", &name).ok());
    ours.is_none_or(|ours| signal.header().path().is_some_and(|path| *path == *ours))
}

/// Asks the login manager that is there; none is started for it.
fn ask<R: for<'d> DynamicDeserialize<'d>>(bus: &Connection, method: &str, body: &(impl Serialize + DynamicType)) -> zbus::Result<R> {
    let manager = proxy::Builder::<Proxy<'_>>::new(bus).destination(LOGIN)?.path(LOGIN_PATH)?.interface(MANAGER)?;
    let manager = manager.cache_properties(CacheProperties::No).build()?;
    manager.call_with_flags(method, MethodFlags::NoAutoStart.into(), body)?.ok_or(zbus::Error::InvalidReply)
}

/// Tells of locked screens until the session bus ends.
fn follow_screen(messages: MessageIterator, on: &impl Fn(Stir)) {
    for message in signals(messages) {
        // Each desktop has a name of its own before this one: freedesktop (KDE and others), gnome, cinnamon, mate, xfce.
        let of_a_screen = message.header().interface().is_some_and(|name| name.ends_with(".ScreenSaver"));
        if of_a_screen && matches!(message.body().deserialize(), Ok(true)) {
            tell(on, Stir::ScreenLocked);
        }
    }
}

/// What is said to everybody. What is said to us alone passes by the rules, and may come from anybody.
fn signals(messages: MessageIterator) -> impl Iterator<Item = Message> {
    messages.flatten().filter(|message| message.message_type() == Type::Signal && message.header().destination().is_none())
}

#[cfg(test)]
mod tests;
