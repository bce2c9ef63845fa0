//! A notification service that keeps what it was sent, and does with it what the test says.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};

use zbus::{
    blocking::{Connection, connection},
    fdo, interface,
    names::BusName,
    zvariant::OwnedValue,
};

use crate::{Desktop, wait_for};

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

const EVERYBODY: Option<BusName<'static>> = None;

/// Why a notification was closed, in the numbers of the Desktop Notifications Specification.
const EXPIRED: u32 = 1;
const DISMISSED: u32 = 2;
const ASKED_TO: u32 = 3;

/// A notification service. It is on the bus as long as this value.
pub struct Notifier {
    bus: Connection,
    seen: Arc<Mutex<Seen>>,
}

/// One call of `Notify`.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// What the service answered.
    pub id: u32,
    pub app_name: String,
    /// The number it was to take the place of; 0 if none.
    pub replaces: u32,
    pub icon: String,
    pub title: String,
    /// As it was sent, with whatever markup is in it.
    pub body: String,
    /// Key and label of each action, in order.
    pub buttons: Vec<(String, String)>,
    pub hints: HashMap<String, OwnedValue>,
    /// Milliseconds; -1 leaves it to the service, 0 is never.
    pub expires: i32,
}

struct Seen {
    shown: Vec<Shown>,
    on_screen: Vec<u32>,
    next: u32,
    capabilities: Vec<String>,
    refuses: bool,
}

struct Service(Arc<Mutex<Seen>>);

/// After the Desktop Notifications Specification 1.2 of freedesktop.org.
#[interface(name = "org.freedesktop.Notifications")]
impl Service {
    #[expect(clippy::too_many_arguments, reason = "the specification's")]
    fn notify(
        &self,
        app_name: String,
        replaces: u32,
        icon: String,
        title: String,
        body: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        expires: i32,
    ) -> fdo::Result<u32> {
        let mut seen = self.0.lock().expect("no panic");
        if seen.refuses {
            return Err(fdo::Error::LimitsExceeded("nothing more is shown".to_owned()));
        }
        let id = if replaces == 0 { seen.next } else { replaces };
        seen.next += u32::from(replaces == 0);
        let buttons = actions.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
        seen.shown.push(Shown { id, app_name, replaces, icon, title, body, buttons, hints, expires });
        seen.on_screen.retain(|one| *one != id);
        seen.on_screen.push(id);
        Ok(id)
    }

    async fn close_notification(&self, id: u32, #[zbus(connection)] bus: &zbus::Connection) -> fdo::Result<()> {
        if self.0.lock().expect("no panic").take(id) {
            bus.emit_signal(EVERYBODY, PATH, NAME, "NotificationClosed", &(id, ASKED_TO)).await?;
        }
        Ok(())
    }

    fn get_capabilities(&self) -> Vec<String> {
        self.0.lock().expect("no panic").capabilities.clone()
    }

    /// Name, vendor, version, version of the specification.
    fn get_server_information(&self) -> (&str, &str, &str, &str) {
        ("journeys", "glimmer", "1", "1.2")
    }
}

impl Seen {
    /// Takes it off the screen; false if it was not there.
    fn take(&mut self, id: u32) -> bool {
        let before = self.on_screen.len();
        self.on_screen.retain(|one| *one != id);
        self.on_screen.len() < before
    }
}

impl Notifier {
    /// A service with buttons and markup that counts from 1, as a freshly started one does.
    ///
    /// # Panics
    /// If the desktop has one already.
    pub fn on(desktop: &Desktop) -> Self {
        Self::with(desktop, 1, &["actions", "body", "body-markup"])
    }

    /// The same with its first number and what it says it can do.
    pub fn with(desktop: &Desktop, first: u32, capabilities: &[&str]) -> Self {
        let capabilities = capabilities.iter().map(ToString::to_string).collect();
        let seen = Arc::new(Mutex::new(Seen { shown: Vec::new(), on_screen: Vec::new(), next: first, capabilities, refuses: false }));
        let service = Service(Arc::clone(&seen));
        let build = || connection::Builder::address(desktop.bus())?.serve_at(PATH, service)?.name(NAME)?.build();
        Self { bus: build().expect("the bus takes a notification service"), seen }
    }

    /// From now on `Notify` is answered with an error, or no longer.
    pub fn refuses(&self, refuses: bool) {
        self.seen().refuses = refuses;
    }

    /// Everything that was ever shown, in order.
    pub fn shown(&self) -> Vec<Shown> {
        self.seen().shown.clone()
    }

    /// How many are on the screen.
    pub fn displayed(&self) -> usize {
        self.seen().on_screen.len()
    }

    /// Waits until one was shown; returns the newest.
    pub fn wait_for_one(&self) -> Shown {
        wait_for("a notification", || self.seen().shown.last().cloned())
    }

    /// Presses a button of the newest on the screen, by its key; a click on the words is `default`. It stays there, as it does
    /// on some desktops.
    ///
    /// # Panics
    /// If none is on the screen.
    pub fn press(&self, key: &str) {
        self.press_on(self.newest(), key);
    }

    /// The same for one with this number, also one that is not there: a service tells everybody on the bus of every press.
    pub fn press_on(&self, id: u32, key: &str) {
        self.bus.emit_signal(EVERYBODY, PATH, NAME, "ActionInvoked", &(id, key)).expect("the bus hears");
    }

    /// The person waves the newest away.
    ///
    /// # Panics
    /// If none is on the screen.
    pub fn dismiss(&self) {
        self.close_newest(DISMISSED);
    }

    /// The newest goes by itself, as on desktops that show one for some seconds only.
    ///
    /// # Panics
    /// If none is on the screen.
    pub fn expire(&self) {
        self.close_newest(EXPIRED);
    }

    fn close_newest(&self, why: u32) {
        let id = self.newest();
        self.seen().take(id);
        self.bus.emit_signal(EVERYBODY, PATH, NAME, "NotificationClosed", &(id, why)).expect("the bus hears");
    }

    fn newest(&self) -> u32 {
        *self.seen().on_screen.last().expect("a notification is on the screen")
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().expect("no panic")
    }
}

impl Drop for Notifier {
    fn drop(&mut self) {
        // What it serves holds on to the connection, which would otherwise outlive this value by a moment.
        let _ = self.bus.release_name(NAME);
        let _ = self.bus.clone().close();
    }
}
