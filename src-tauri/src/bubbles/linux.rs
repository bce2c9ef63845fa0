//! The notification service of a Linux desktop, over the session bus (Desktop Notifications Specification 1.2).

use std::{
    collections::{HashMap, HashSet},
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use serde::{Deserialize, Serialize};
use zbus::{
    Message,
    blocking::{Connection, MessageIterator, connection::Builder},
    message::{Flags, Type},
    zvariant::{DynamicType, Type as Shape, Value},
};

use super::{Bubble, Event, Name, NotShown};

const SERVICE: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
/// Why it was closed: the specification's number for "the notification expired".
const EXPIRED: u32 = 1;
const BUS: &str = "org.freedesktop.DBus";
const BUS_PATH: &str = "/org/freedesktop/DBus";
/// The name of the desktop file that the packages install: desktops take name, icon and the person's choices for the app from it.
const DESKTOP_ENTRY: &str = "Glimmer";
/// The theme's name for our picture, as the packages install it.
const ICON: &str = "glimmer";
/// As long as D-Bus's own clients wait: a desktop that has just woken is slow, and what it shows late must still be known by name.
const PATIENCE: Duration = Duration::from_secs(25);

/// The bubbles of this process, and what is heard of those of an earlier one.
pub struct Bubbles {
    bus: Bus,
    line: Mutex<Option<Line>>,
    ears: Arc<Ears>,
}

/// Where the service is, and how long it is waited for; the tests have others than the session's.
#[derive(Clone)]
struct Bus {
    address: Option<String>,
    patience: Duration,
}

/// An open connection to the bus.
#[derive(Clone)]
struct Line {
    bus: Connection,
    /// What tells this bus from every other, also from that of the next login.
    id: Arc<str>,
}

struct Ears {
    on: Box<dyn Fn(Event) + Send + Sync>,
    /// The bubbles this process shows: these it may take away unasked.
    ours: Mutex<HashSet<Name>>,
}

impl Bubbles {
    /// Connects to the session bus and listens; where that fails, the first bubble tries again.
    ///
    /// `earlier` are the bubbles of an earlier process: theirs are heard too. `on` is called on the thread "notifications", one
    /// event after the other, and may show and withdraw; a panic in it does not end the listening.
    pub fn new(earlier: impl IntoIterator<Item = Name>, on: impl Fn(Event) + Send + Sync + 'static) -> Self {
        Self::on_bus(Bus { address: None, patience: PATIENCE }, earlier, on)
    }

    fn on_bus(bus: Bus, earlier: impl IntoIterator<Item = Name>, on: impl Fn(Event) + Send + Sync + 'static) -> Self {
        let ears = Arc::new(Ears { on: Box::new(on), ours: Mutex::new(earlier.into_iter().collect()) });
        let bubbles = Self { bus, line: Mutex::default(), ears };
        if let Err(error) = bubbles.line() {
            tracing::info!(%error, "nothing is heard of notifications yet");
        }
        bubbles
    }

    /// Shows a bubble beside those already there, for as long as the service thinks right. Blocks for at most some seconds; the
    /// service is started if the desktop has one that waits for that.
    ///
    /// Buttons are left out where the service has none, and so are clicks on the words: some services would open a window instead.
    ///
    /// # Errors
    /// [`NotShown`]: nothing is on the screen, except perhaps later after [`NotShown::NoService`].
    pub fn show(&self, bubble: &Bubble) -> Result<Name, NotShown> {
        // Held meanwhile, so that what is heard of it is heard after its name is known.
        let mut ours = lock(&self.ears.ours);
        let name = self.over(|line| line.notify(bubble))?;
        ours.insert(name.clone());
        Ok(name)
    }

    /// Takes a bubble away, if the service that showed it still has it. Does not wait until it is gone.
    pub fn withdraw(&self, name: &Name) {
        let Some((bus, owner, id)) = parts(name) else { return };
        let asked = self.over(|line| if *line.id == *bus { line.close(owner, id) } else { Ok(()) });
        if let Err(error) = asked {
            tracing::debug!(%error, "a notification could not be taken away");
        }
    }

    /// Whether a service answers now; one that waits to be started is started. Blocks for at most some seconds.
    pub fn answers(&self) -> Option<bool> {
        Some(self.over(|line| line.ask("GetServerInformation", &())).is_ok())
    }

    /// Whether a bubble of this name can be on this screen: by the service that is there now, on this session's bus.
    pub fn is_here(&self, name: &Name) -> bool {
        let owner = |line: &Line| line.bus.call_method(Some(BUS), BUS_PATH, Some(BUS), "GetNameOwner", &SERVICE)?.body().deserialize();
        parts(name).is_some_and(|(bus, of, _)| {
            self.line().is_ok_and(|line| *line.id == *bus && owner(&line).is_ok_and(|owner: String| owner == of))
        })
    }

    fn over<T>(&self, ask: impl FnOnce(&Line) -> zbus::Result<T>) -> Result<T, NotShown> {
        let line = self.line()?;
        let answer = ask(&line).map_err(not_shown);
        if matches!(answer, Err(NotShown::NoBus(_))) {
            hang_up(lock(&self.line).take());
        }
        answer
    }

    fn line(&self) -> Result<Line, NotShown> {
        let mut open = lock(&self.line);
        match &*open {
            Some(line) if !line.bus.is_closed() => Ok(line.clone()),
            _ => {
                let line = Line::open(&self.bus, &self.ears).map_err(|error| NotShown::NoBus(error.into()))?;
                Ok(open.insert(line).clone())
            }
        }
    }
}

impl Drop for Bubbles {
    fn drop(&mut self) {
        hang_up(lock(&self.line).take());
    }
}

impl Line {
    fn open(bus: &Bus, ears: &Arc<Ears>) -> zbus::Result<Self> {
        let builder = bus.address.as_deref().map_or_else(Builder::session, Builder::address)?;
        let bus = builder.method_timeout(bus.patience).build()?;
        // One queue for everything, so that the order of the bus is kept: a press before the end of the service that tells it.
        let signals = MessageIterator::from(&bus);
        for rule in [
            format!("type='signal',sender='{SERVICE}',path='{PATH}',interface='{SERVICE}'"),
            format!("type='signal',sender='{BUS}',interface='{BUS}',member='NameOwnerChanged',arg0='{SERVICE}'"),
        ] {
            bus.call_method(Some(BUS), BUS_PATH, Some(BUS), "AddMatch", &rule)?;
        }
        let id: String = bus.call_method(Some(BUS), BUS_PATH, Some(BUS), "GetId", &())?.body().deserialize()?;
        let owner = bus.call_method(Some(BUS), BUS_PATH, Some(BUS), "GetNameOwner", &SERVICE);
        let owner = owner.ok().and_then(|owner| owner.body().deserialize().ok());
        let line = Self { bus, id: id.into() };
        let listening = line.clone();
        let ears = Arc::clone(ears);
        thread::Builder::new().name("notifications".into()).spawn(move || ears.listen(signals, &listening, owner))?;
        Ok(line)
    }

    /// Asks the service, whoever that is.
    fn ask(&self, method: &str, body: &(impl Serialize + DynamicType)) -> zbus::Result<Message> {
        self.bus.call_method(Some(SERVICE), PATH, Some(SERVICE), method, body)
    }

    fn notify(&self, bubble: &Bubble) -> zbus::Result<Name> {
        let able = self.ask("GetCapabilities", &())?;
        let header = able.header();
        // The one who said what it can do is asked by its own name: another that came in between may do differently.
        let owner = header.sender().ok_or(zbus::Error::MissingField)?;
        let able: Vec<String> = able.body().deserialize()?;
        let can = |what: &str| able.iter().any(|able| able == what);

        let body = if can("body-markup") { escaped(&bubble.body) } else { bubble.body.clone() };
        let buttons = bubble.buttons.iter().flat_map(|(key, label)| [*key, label]);
        let actions: Vec<&str> = if can("actions") { ["default", ""].into_iter().chain(buttons).collect() } else { vec![] };
        let mut hints = HashMap::from([("urgency", Value::U8(1))]);
        let mut app_icon = "";
        if bubble.app_name.is_some() {
            hints.insert("desktop-entry", DESKTOP_ENTRY.into());
            app_icon = ICON;
        }
        let app_name = bubble.app_name.as_deref().unwrap_or_default();
        let asked = (app_name, 0u32, app_icon, &bubble.title, body, actions, hints, -1i32);
        let shown = self.bus.call_method(Some(owner.as_str()), PATH, Some(SERVICE), "Notify", &asked)?;
        Ok(named(&self.id, owner, shown.body().deserialize()?))
    }

    /// The answer is not waited for: that the bubble is gone already would be one.
    fn close(&self, owner: &str, id: u32) -> zbus::Result<()> {
        let close = Message::method_call(PATH, "CloseNotification")?.destination(owner)?.interface(SERVICE)?;
        self.bus.send(&close.with_flags(Flags::NoReplyExpected)?.build(&id)?)
    }
}

impl Ears {
    /// Listens until the connection ends. `owner` is who has the name of the service at the beginning.
    fn listen(&self, signals: MessageIterator, line: &Line, mut owner: Option<String>) {
        for message in signals.flatten().filter(|message| message.message_type() == Type::Signal) {
            let header = message.header();
            let sender = header.sender().map(|sender| sender.as_str());
            let member = header.member().map(|member| member.as_str());
            match (sender, member) {
                (Some(BUS), Some("NameOwnerChanged")) => {
                    let Some((name, old, new)) = read::<(String, String, String)>(&message) else { continue };
                    if name != SERVICE {
                        continue;
                    }
                    owner = Some(new).filter(|new| !new.is_empty());
                    if !old.is_empty() {
                        let theirs = names_of(&line.id, &old);
                        lock(&self.ours).retain(|name| !name.0.starts_with(&theirs));
                        self.tell(Event::Lost(theirs));
                    }
                    self.tell(Event::ServiceChanged);
                }
                (Some(sender), Some("ActionInvoked")) if owner.as_deref() == Some(sender) => {
                    let Some((id, key)) = read::<(u32, String)>(&message) else { continue };
                    let name = named(&line.id, sender, id);
                    if !lock(&self.ours).contains(&name) {
                        continue;
                    }
                    self.tell(Event::Pressed(name, if key == "default" { "tap".into() } else { key }));
                    // Services may keep a bubble on the screen after its button was pressed. If this cannot be said, the bus is gone.
                    let _ = line.close(sender, id);
                }
                (Some(sender), Some("NotificationClosed")) if owner.as_deref() == Some(sender) => {
                    let Some((id, why)) = read::<(u32, u32)>(&message) else { continue };
                    let name = named(&line.id, sender, id);
                    if lock(&self.ours).remove(&name) {
                        self.tell(if why == EXPIRED { Event::Expired(name) } else { Event::Gone(name) });
                    }
                }
                _ => {}
            }
        }
    }

    fn tell(&self, event: Event) {
        // The panic has been reported where it happened; the next bubble must be heard all the same.
        let _ = catch_unwind(AssertUnwindSafe(|| (self.on)(event)));
    }
}

/// What a message carries, if it has the shape that the specification gives it.
fn read<T: for<'d> Deserialize<'d> + Shape>(message: &Message) -> Option<T> {
    message.body().deserialize().ok()
}

fn hang_up(line: Option<Line>) {
    // Ends the listening too. What cannot be closed is closed already.
    let _ = line.map(|line| line.bus.close());
}

/// A panic while one of these was held left a whole value behind.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn named(bus: &str, owner: &str, id: u32) -> Name {
    Name(format!("{}{id}", names_of(bus, owner)))
}

/// How the names of all begin that this service showed.
fn names_of(bus: &str, owner: &str) -> String {
    format!("{bus} {owner} ")
}

/// The bus, the service's own name on it, and its number for the bubble.
fn parts(name: &Name) -> Option<(&str, &str, u32)> {
    let mut parts = name.0.split(' ');
    let whole = (parts.next()?, parts.next()?, parts.next()?.parse().ok()?);
    // Only what has its name from the bus: a name of its own may belong to another service by now.
    (parts.next().is_none() && whole.1.starts_with(':')).then_some(whole)
}

/// Plain words for a service that reads markup. Quotes mean something only within tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn not_shown(error: zbus::Error) -> NotShown {
    const NOBODY: [&str; 4] = ["ServiceUnknown", "NameHasNoOwner", "NoReply", "TimedOut"];
    match &error {
        zbus::Error::MethodError(name, ..) => match name.strip_prefix("org.freedesktop.DBus.Error.") {
            // `Spawn.*`: there is a service to start, and it did not start.
            Some(kind) if NOBODY.contains(&kind) || kind.starts_with("Spawn.") => NotShown::NoService(error.into()),
            _ => NotShown::Refused(name.to_string()),
        },
        zbus::Error::InputOutput(why) if why.kind() == io::ErrorKind::TimedOut => NotShown::NoService(error.into()),
        zbus::Error::InputOutput(_) => NotShown::NoBus(error.into()),
        // An answer of another shape than the specification's. The connection is as good as before.
        _ => NotShown::Refused(error.to_string()),
    }
}

#[cfg(test)]
mod tests;
