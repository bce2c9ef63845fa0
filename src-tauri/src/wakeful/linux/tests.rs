//! Over a bus of their own, with a login manager that says what the test wants it to.

use std::{
    io::{ErrorKind, Read},
    os::{fd::OwnedFd as Open, unix::net::UnixStream},
    sync::mpsc::{Receiver, Sender, channel},
    thread::JoinHandle,
};

use zbus::zvariant::Value;

use super::*;
use crate::private_bus::PrivateBus;

const PATIENT: Duration = Duration::from_secs(20);
const OURS: &str = "/org/freedesktop/login1/session/_32";
const ANOTHERS: &str = "/org/freedesktop/login1/session/_33";
const TIME_PATH: &str = "/org/freedesktop/timedate1";

/// A login manager: sends on what it was asked to hold, with the end that reads nothing as long as it is held.
struct Login {
    asked: Sender<([String; 4], UnixStream)>,
    /// Whether it knows which session is whose.
    knows: bool,
}

#[zbus::interface(name = "org.freedesktop.login1.Manager")]
impl Login {
    fn inhibit(&self, what: String, who: String, why: String, mode: String) -> OwnedFd {
        let (ours, theirs) = UnixStream::pair().unwrap();
        self.asked.send(([what, who, why, mode], ours)).unwrap();
        Open::from(theirs).into()
    }

    fn get_session(&self, id: &str) -> zbus::fdo::Result<OwnedObjectPath> {
        if self.knows && id == "auto" {
            return Ok(OwnedObjectPath::try_from(OURS).unwrap());
        }
        Err(zbus::fdo::Error::Failed("no such session".into()))
    }
}

type Holds = Receiver<([String; 4], UnixStream)>;

fn login_manager(bus: &PrivateBus, knows: bool) -> (Connection, Holds) {
    let (asked, holds) = channel();
    let service = bus.joining().serve_at(LOGIN_PATH, Login { asked, knows }).unwrap();
    (service.name(LOGIN).unwrap().name("org.freedesktop.timedate1").unwrap().build().unwrap(), holds)
}

/// Listens as the app does; what is told waits until the test has taken it.
fn following(bus: &PrivateBus) -> (Receiver<(Stir, Sender<()>)>, JoinHandle<()>) {
    let (stirred, stirs) = channel();
    let system = System::join(bus.joining()).unwrap();
    let on = move |stir| {
        let (done, taken) = channel();
        // Whoever stopped listening has seen what they wanted to see.
        let _ = stirred.send((stir, done)).map(|()| taken.recv());
    };
    (stirs, thread::spawn(move || system.follow(&on)))
}

fn next(stirs: &Receiver<(Stir, Sender<()>)>) -> Stir {
    stirs.recv_timeout(PATIENT).expect("this must be told").0
}

fn sleeps(login: &Connection, begins: bool) {
    login.emit_signal(None::<&str>, LOGIN_PATH, MANAGER, "PrepareForSleep", &begins).unwrap();
}

fn locks(login: &Connection, session: &str) {
    login.emit_signal(None::<&str>, session, "org.freedesktop.login1.Session", "Lock", &()).unwrap();
}

fn changes(service: &Connection, path: &str, of: &str, name: &str, value: Value<'_>) {
    let changed = (of, HashMap::from([(name, value)]), Vec::<&str>::new());
    service.emit_signal(None::<&str>, path, "org.freedesktop.DBus.Properties", "PropertiesChanged", &changed).unwrap();
}

fn is_held(mut hold: &UnixStream) -> bool {
    hold.set_nonblocking(true).unwrap();
    let held = matches!(hold.read(&mut [0]), Err(error) if error.kind() == ErrorKind::WouldBlock);
    hold.set_nonblocking(false).unwrap();
    held
}

/// Waits until the other end is closed.
fn is_released(mut hold: &UnixStream) -> bool {
    hold.set_read_timeout(Some(PATIENT)).unwrap();
    matches!(hold.read(&mut [0]), Ok(0))
}

#[test]
fn sleep_waits_until_everything_is_locked_and_is_held_back_anew_after_waking() {
    let mut bus = PrivateBus::new();
    let (login, holds) = login_manager(&bus, true);
    let (stirs, thread) = following(&bus);
    let (asked, hold) = holds.recv_timeout(PATIENT).expect("it asks at once");
    assert_eq!(asked, ["sleep", "Glimmer", "your journal is locked first", "delay"]);

    sleeps(&login, true);
    let (stir, done) = stirs.recv_timeout(PATIENT).unwrap();
    assert_eq!(stir, Stir::Sleeps);
    assert!(is_held(&hold), "the one who is told has not returned");
    drop(done);
    assert!(is_released(&hold), "nobody needs to wait any longer");

    sleeps(&login, false);
    assert_eq!(next(&stirs), Stir::Awake);
    let (_, hold) = holds.recv_timeout(PATIENT).expect("the next sleep waits, too");
    assert!(is_held(&hold));
    bus.end();
    thread.join().expect("it ends with the bus");
    assert!(is_released(&hold), "nothing of it stays behind");
}

#[test]
fn a_panic_of_the_one_who_is_told_neither_holds_up_sleep_nor_ends_the_listening() {
    let bus = PrivateBus::new();
    let (login, holds) = login_manager(&bus, true);
    let system = System::join(bus.joining()).unwrap();
    let (stirred, stirs) = channel();
    thread::spawn(move || {
        system.follow(&|stir| {
            assert_ne!(stir, Stir::Sleeps, "a panic that is wanted here");
            stirred.send(stir).unwrap();
        });
    });
    sleeps(&login, true);
    assert!(is_released(&holds.recv_timeout(PATIENT).unwrap().1));
    sleeps(&login, false);
    assert_eq!(stirs.recv_timeout(PATIENT), Ok(Stir::Awake));
}

#[test]
fn a_login_manager_that_comes_later_or_again_is_heard_and_asked_to_wait() {
    let bus = PrivateBus::new();
    let (stirs, _thread) = following(&bus);
    let (login, holds) = login_manager(&bus, true);
    assert!(is_held(&holds.recv_timeout(PATIENT).expect("it is asked as soon as it is there").1));
    login.close().unwrap();
    let (login, holds) = login_manager(&bus, true);
    assert!(is_held(&holds.recv_timeout(PATIENT).expect("a new one knows nothing of what the old one promised").1));
    locks(&login, OURS);
    assert_eq!(next(&stirs), Stir::ScreenLocked);
}

#[test]
fn the_lock_of_this_session_is_told_and_that_of_another_is_not() {
    let bus = PrivateBus::new();
    let (login, _holds) = login_manager(&bus, true);
    let (stirs, _thread) = following(&bus);
    let session = "org.freedesktop.login1.Session";

    locks(&login, ANOTHERS);
    changes(&login, ANOTHERS, session, "LockedHint", true.into());
    changes(&login, OURS, session, "LockedHint", false.into());
    changes(&login, OURS, session, "IdleHint", true.into());
    changes(&login, TIME_PATH, "org.freedesktop.timedate1", "Timezone", "Europe/Lisbon".into());
    assert_eq!(next(&stirs), Stir::Clock, "none of the others concerns this session's screen");
    changes(&login, OURS, session, "LockedHint", true.into());
    assert_eq!(next(&stirs), Stir::ScreenLocked, "a locker may say only that it has locked");
    locks(&login, OURS);
    sleeps(&login, true);
    assert_eq!(next(&stirs), Stir::ScreenLocked, "or be asked to lock");
    assert_eq!(next(&stirs), Stir::Sleeps, "each is told once");
}

#[test]
fn where_nobody_knows_which_session_is_ours_every_lock_counts() {
    let bus = PrivateBus::new();
    let (login, _holds) = login_manager(&bus, false);
    let (stirs, _thread) = following(&bus);
    locks(&login, ANOTHERS);
    assert_eq!(next(&stirs), Stir::ScreenLocked);
}

#[test]
fn what_is_said_to_us_alone_is_not_believed() {
    let bus = PrivateBus::new();
    let (login, _holds) = login_manager(&bus, true);
    let system = System::join(bus.joining()).unwrap();
    let us = system.bus.unique_name().unwrap().clone();
    let (stirred, stirs) = channel();
    thread::spawn(move || system.follow(&|stir| stirred.send(stir).unwrap()));
    let stranger = bus.join();
    stranger.emit_signal(Some(us), LOGIN_PATH, MANAGER, "PrepareForSleep", &true).unwrap();
    // An answer means that the bus has passed on what was sent before.
    stranger.call_method(Some("org.freedesktop.DBus"), "/", Some("org.freedesktop.DBus"), "GetId", &()).unwrap();
    sleeps(&login, false);
    assert_eq!(stirs.recv_timeout(PATIENT), Ok(Stir::Awake), "the rules hold only for what is said to everybody");
}

#[test]
fn every_desktop_says_in_its_own_name_that_the_screen_is_locked() {
    let mut bus = PrivateBus::new();
    let (_, messages) = join(bus.joining(), &SCREEN).unwrap();
    let (stirred, stirs) = channel();
    let thread = thread::spawn(move || follow_screen(messages, &|stir| stirred.send(stir).unwrap()));
    let locker = bus.join();
    let says = |path: &str, interface: &str, active: bool| {
        locker.emit_signal(None::<&str>, path, interface, "ActiveChanged", &active).unwrap();
    };
    for desktop in ["freedesktop", "gnome", "cinnamon", "mate", "xfce"] {
        says("/ScreenSaver", &format!("org.{desktop}.ScreenSaver"), false);
        says("/org/elsewhere/Switch", "org.elsewhere.Switch", true);
        says("/ScreenSaver", &format!("org.{desktop}.ScreenSaver"), true);
        assert_eq!(stirs.recv_timeout(PATIENT), Ok(Stir::ScreenLocked), "{desktop}");
    }
    bus.end();
    thread.join().expect("it ends with the bus");
    assert!(stirs.try_recv().is_err(), "unlocking and others' switches are not told");
}

#[test]
fn without_a_bus_it_ends_with_the_reason() {
    assert!(join(Builder::address("unix:path=/nowhere/bus").unwrap(), &SCREEN).is_err());
}
