//! systemd's words on the system bus, also spoken by elogind and by others in their place.

use std::thread;

use zbus::{
    blocking::{MessageIterator, connection::Builder},
    message::Type,
};

use super::Stir;

const LOGIN: &str = "type='signal',sender='org.freedesktop.login1',path='/org/freedesktop/login1',\
    interface='org.freedesktop.login1.Manager',member='PrepareForSleep'";
// Zone and network time are told here; of a clock that was set by hand systemd says nothing.
const TIME: &str = "type='signal',sender='org.freedesktop.timedate1',path='/org/freedesktop/timedate1',\
    interface='org.freedesktop.DBus.Properties',member='PropertiesChanged',arg0='org.freedesktop.timedate1'";

/// Calls `on` from the thread "wakeful", until the system bus ends. Without a system bus nothing is told.
pub fn listen(on: impl Fn(Stir) + Send + 'static) {
    let listening = thread::Builder::new().name("wakeful".into()).spawn(move || match signals(None) {
        Ok(signals) => {
            tracing::info!("it is heard when the system wakes");
            follow(signals, on);
            tracing::info!("the system bus ended: waking is no longer told");
        }
        Err(error) => tracing::info!(%error, "the system does not tell when it wakes"),
    });
    if let Err(error) = listening {
        tracing::info!(%error, "nobody listens whether the system wakes");
    }
}

/// What the system tells from now on; `address` stands for another bus than the system's.
///
/// # Errors
/// The bus cannot be reached, or does not take what is wished.
fn signals(address: Option<&str>) -> zbus::Result<MessageIterator> {
    let bus = address.map_or_else(Builder::system, Builder::address)?.build()?;
    let signals = MessageIterator::from(&bus);
    for rule in [LOGIN, TIME] {
        bus.call_method(Some("org.freedesktop.DBus"), "/org/freedesktop/DBus", Some("org.freedesktop.DBus"), "AddMatch", &rule)?;
    }
    Ok(signals)
}

/// Listens until the bus ends.
fn follow(signals: MessageIterator, on: impl Fn(Stir)) {
    for message in signals.flatten().filter(|message| message.message_type() == Type::Signal) {
        match message.header().member().map(|member| member.as_str()) {
            Some("PrepareForSleep") if matches!(message.body().deserialize(), Ok(false)) => on(Stir::Awake),
            Some("PropertiesChanged") => on(Stir::Clock),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::HashMap, sync::mpsc::channel, time::Duration};

    use zbus::{blocking::Connection, zvariant::Value};

    use super::*;
    use crate::private_bus::PrivateBus;

    const PATIENCE: Duration = Duration::from_secs(20);
    const LOGIN_PATH: &str = "/org/freedesktop/login1";
    const TIME_PATH: &str = "/org/freedesktop/timedate1";

    fn sleeps(system: &Connection, begins: bool) {
        system.emit_signal(None::<&str>, LOGIN_PATH, "org.freedesktop.login1.Manager", "PrepareForSleep", &begins).unwrap();
    }

    #[test]
    fn waking_and_a_new_zone_are_told_and_falling_asleep_is_not() {
        let mut bus = PrivateBus::new();
        let builder = bus.joining().name("org.freedesktop.login1").unwrap().name("org.freedesktop.timedate1").unwrap();
        let system = builder.build().unwrap();
        let (stirred, stirs) = channel();
        let signals = signals(Some(&bus.address())).unwrap();
        let following = thread::spawn(move || follow(signals, |stir| stirred.send(stir).unwrap()));

        sleeps(&system, true);
        let zone = HashMap::from([("Timezone", Value::from("Europe/Lisbon"))]);
        let changed = ("org.freedesktop.timedate1", zone, Vec::<&str>::new());
        system.emit_signal(None::<&str>, TIME_PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged", &changed).unwrap();
        assert_eq!(stirs.recv_timeout(PATIENCE), Ok(Stir::Clock), "falling asleep is not told");
        sleeps(&system, false);
        assert_eq!(stirs.recv_timeout(PATIENCE), Ok(Stir::Awake));
        bus.end();
        following.join().expect("it ends with the bus");
    }

    #[test]
    fn without_a_bus_it_ends_with_the_reason() {
        assert!(signals(Some("unix:path=/nowhere/bus")).is_err());
    }
}
