//! Over a bus of their own, with a service that does what the test says.

use std::sync::mpsc::{Receiver, Sender, channel};

use proptest::prelude::*;
use zbus::{fdo, zvariant::OwnedValue};

use super::*;
use crate::private_bus::PrivateBus;

/// What the service was asked.
#[derive(Debug, PartialEq)]
enum Asked {
    Notify { app: String, icon: String, title: String, body: String, actions: Vec<String>, entry: Option<String>, urgency: Option<u8> },
    Close(u32),
}

struct Service {
    asked: Sender<Asked>,
    able: Vec<String>,
    refuses: bool,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Service {
    fn get_capabilities(&self) -> Vec<String> {
        self.able.clone()
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        ("stand-in".into(), "tests".into(), "1".into(), "1.2".into())
    }

    #[expect(clippy::too_many_arguments, reason = "the specification's")]
    fn notify(
        &self,
        app: String,
        replaces: u32,
        icon: String,
        title: String,
        body: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        expires: i32,
    ) -> fdo::Result<u32> {
        assert_eq!((replaces, expires), (0, -1), "a bubble of its own, for as long as the service likes");
        if self.refuses {
            return Err(fdo::Error::LimitsExceeded("too many already".into()));
        }
        let entry = hints.get("desktop-entry").map(|entry| entry.try_clone().unwrap().try_into().unwrap());
        let urgency = hints.get("urgency").map(|urgency| urgency.try_into().unwrap());
        self.asked.send(Asked::Notify { app, icon, title, body, actions, entry, urgency }).unwrap();
        Ok(7)
    }

    fn close_notification(&self, id: u32) {
        self.asked.send(Asked::Close(id)).unwrap();
    }
}

const EVERYTHING: [&str; 2] = ["actions", "body-markup"];

/// A service on `bus`, and what it is asked.
fn serve(bus: &PrivateBus, able: &[&str], refuses: bool) -> (Connection, Receiver<Asked>) {
    let (asked, asks) = channel();
    let service = Service { asked, able: able.iter().map(|able| (*able).to_owned()).collect(), refuses };
    (bus.joining().serve_at(PATH, service).unwrap().name(SERVICE).unwrap().build().unwrap(), asks)
}

fn bubbles(bus: &PrivateBus) -> (Bubbles, Receiver<Event>) {
    bubbles_after(bus, None)
}

/// Those of a process after the one that showed `earlier`.
fn bubbles_after(bus: &PrivateBus, earlier: Option<Name>) -> (Bubbles, Receiver<Event>) {
    let (heard, events) = channel();
    // Whoever stopped listening has seen what they wanted to see.
    let bus = Bus { address: Some(bus.address()), patience: PATIENCE };
    (Bubbles::on_bus(bus, earlier, move |event| drop(heard.send(event))), events)
}

fn bubble(app_name: Option<&str>) -> Bubble {
    let app_name = app_name.map(str::to_owned);
    Bubble { app_name, title: "A & B".into(), body: "1 < 2 & \"3\"".into(), buttons: vec![("jot", "Jot one".into())] }
}

fn next<T>(from: &Receiver<T>) -> T {
    from.recv_timeout(Duration::from_secs(20)).expect("this must come")
}

fn tells(service: &Connection, signal: &str, body: &(impl Serialize + DynamicType)) {
    service.emit_signal(None::<&str>, PATH, SERVICE, signal, body).unwrap();
}

/// Returns once the bus has passed on everything that was sent before.
fn settle(connection: &Connection) {
    connection.call_method(Some(BUS), BUS_PATH, Some(BUS), "GetId", &()).unwrap();
}

#[test]
fn a_bubble_is_shown_as_it_was_given() {
    let bus = PrivateBus::new();
    let (_service, asked) = serve(&bus, &EVERYTHING, false);
    let (bubbles, _events) = bubbles(&bus);
    assert_eq!(bubbles.answers(), Some(true));
    bubbles.show(&bubble(Some("Glimmer"))).unwrap();
    let shown = Asked::Notify {
        app: "Glimmer".into(),
        icon: "glimmer".into(),
        title: "A & B".into(),
        body: "1 &lt; 2 &amp; \"3\"".into(),
        actions: ["default", "", "jot", "Jot one"].map(str::to_owned).into(),
        entry: Some(DESKTOP_ENTRY.into()),
        urgency: Some(1),
    };
    assert_eq!(next(&asked), shown, "only the body may hold markup");
}

#[test]
fn a_bubble_of_nobody_has_no_icon_and_a_plain_service_gets_plain_words() {
    let bus = PrivateBus::new();
    let (_service, asked) = serve(&bus, &[], false);
    let (bubbles, _events) = bubbles(&bus);
    bubbles.show(&bubble(None)).unwrap();
    let shown = Asked::Notify {
        app: String::new(),
        icon: String::new(),
        title: "A & B".into(),
        body: "1 < 2 & \"3\"".into(),
        actions: vec![],
        entry: None,
        urgency: Some(1),
    };
    assert_eq!(next(&asked), shown, "a service that names no actions may open a window for them");
}

#[test]
fn a_press_is_heard_and_takes_the_bubble_away() {
    let bus = PrivateBus::new();
    let (service, asked) = serve(&bus, &EVERYTHING, false);
    let (bubbles, events) = bubbles(&bus);
    let name = bubbles.show(&bubble(None)).unwrap();
    next(&asked);
    for (key, told) in [("default", "tap"), ("jot", "jot")] {
        tells(&service, "ActionInvoked", &(7u32, key));
        assert_eq!(next(&events), Event::Pressed(name.clone(), told.into()));
        assert_eq!(next(&asked), Asked::Close(7), "services may leave it on the screen");
    }
    tells(&service, "NotificationClosed", &(7u32, 3u32));
    assert_eq!(next(&events), Event::Gone(name));
    let name = bubbles.show(&bubble(None)).unwrap();
    tells(&service, "NotificationClosed", &(7u32, 1u32));
    assert_eq!(next(&events), Event::Expired(name), "nobody put it away");
}

#[test]
fn what_others_show_and_say_is_left_alone() {
    let bus = PrivateBus::new();
    let (service, asked) = serve(&bus, &EVERYTHING, false);
    let (bubbles, events) = bubbles(&bus);
    let name = bubbles.show(&bubble(None)).unwrap();
    next(&asked);
    let stranger = bus.join();
    let us = lock(&bubbles.line).as_ref().unwrap().bus.unique_name().unwrap().to_string();
    stranger.emit_signal(Some(us.as_str()), PATH, SERVICE, "ActionInvoked", &(7u32, "jot")).unwrap();
    settle(&stranger);
    tells(&service, "ActionInvoked", &(8u32, "default"));
    tells(&service, "NotificationClosed", &(8u32, 2u32));
    tells(&service, "ActionInvoked", &(7u32, "jot"));
    assert_eq!(next(&events), Event::Pressed(name, "jot".into()), "of another program's bubble nothing is told");
    assert_eq!(next(&asked), Asked::Close(7), "nor is it closed");
}

#[test]
fn a_refusal_is_told_without_the_words_of_the_service() {
    let bus = PrivateBus::new();
    let (_service, _asked) = serve(&bus, &EVERYTHING, true);
    let (bubbles, _events) = bubbles(&bus);
    let refused = bubbles.show(&bubble(None));
    let kind = "org.freedesktop.DBus.Error.LimitsExceeded";
    assert!(matches!(&refused, Err(NotShown::Refused(why)) if why == kind), "words may quote ours: {refused:?}");
}

#[test]
fn a_service_that_is_absent_is_known_and_one_that_comes_later_is_used() {
    let bus = PrivateBus::new();
    let (bubbles, events) = bubbles(&bus);
    assert_eq!(bubbles.answers(), Some(false));
    let absent = bubbles.show(&bubble(None));
    assert!(matches!(absent, Err(NotShown::NoService(_))), "{absent:?}");
    let (service, asked) = serve(&bus, &EVERYTHING, false);
    assert_eq!(next(&events), Event::ServiceChanged);
    let name = bubbles.show(&bubble(None)).unwrap();
    next(&asked);
    tells(&service, "ActionInvoked", &(7u32, "jot"));
    assert_eq!(next(&events), Event::Pressed(name, "jot".into()));
}

#[test]
fn a_service_that_leaves_is_noticed_and_the_next_is_not_mistaken_for_it() {
    let bus = PrivateBus::new();
    let (first, asked) = serve(&bus, &EVERYTHING, false);
    let (bubbles, events) = bubbles(&bus);
    let old = bubbles.show(&bubble(None)).unwrap();
    next(&asked);
    assert!(bubbles.is_here(&old));
    first.close().unwrap();
    let Event::Lost(theirs) = next(&events) else { panic!("it left") };
    assert!(old.as_ref().starts_with(&theirs), "{theirs} are the names of what it showed");
    assert_eq!(next(&events), Event::ServiceChanged);
    let (_second, asked) = serve(&bus, &EVERYTHING, false);
    let new = bubbles.show(&bubble(None)).unwrap();
    next(&asked);
    assert_ne!(old, new, "both services count from the same number");
    assert!(bubbles.is_here(&new) && !bubbles.is_here(&old) && !new.as_ref().starts_with(&theirs));
    bubbles.withdraw(&old);
    bubbles.withdraw(&Name("elsewhere :1.0 7".into()));
    bubbles.withdraw(&Name("not a name".into()));
    let line = lock(&bubbles.line).clone().unwrap();
    bubbles.withdraw(&named(&line.id, ": :", 7));
    bubbles.withdraw(&named(&line.id, ":", 7));
    assert!(!line.bus.is_closed(), "a name that was written down wrongly does not cost the connection");
    assert_eq!(bubbles.answers(), Some(true), "the service has answered everything that was asked before");
    assert!(asked.try_recv().is_err(), "the bubble of the new service stays");
}

#[test]
fn a_later_process_hears_and_withdraws_the_bubble_of_an_earlier_one() {
    let bus = PrivateBus::new();
    let (service, asked) = serve(&bus, &EVERYTHING, false);
    let (earlier, _) = bubbles(&bus);
    let written = String::from(earlier.show(&bubble(None)).unwrap());
    next(&asked);
    drop(earlier);
    let name = Name::from(written);
    let (later, events) = bubbles_after(&bus, Some(name.clone()));
    tells(&service, "ActionInvoked", &(7u32, "jot"));
    assert_eq!(next(&events), Event::Pressed(name.clone(), "jot".into()));
    assert_eq!(next(&asked), Asked::Close(7), "it is taken away");
    later.withdraw(&name);
    assert_eq!(next(&asked), Asked::Close(7));
}

#[test]
fn a_bus_that_ends_is_told_and_a_new_one_is_used() {
    let mut bus = PrivateBus::new();
    let (_service, asked) = serve(&bus, &EVERYTHING, false);
    let (bubbles, events) = bubbles(&bus);
    let old = bubbles.show(&bubble(None)).unwrap();
    next(&asked);
    bus.end();
    let cut_off = bubbles.show(&bubble(None));
    assert!(matches!(cut_off, Err(NotShown::NoBus(_))), "{cut_off:?}");
    assert_eq!(bubbles.answers(), Some(false));
    bus.start_anew();
    let (service, asked) = serve(&bus, &EVERYTHING, false);
    let new = bubbles.show(&bubble(None)).unwrap();
    next(&asked);
    assert_ne!(old, new, "another bus may hand out the same names");
    tells(&service, "ActionInvoked", &(7u32, "jot"));
    assert_eq!(next(&events), Event::Pressed(new, "jot".into()), "the new connection is listened to");
}

/// A service that takes what it is asked, and never answers.
struct Hangs;

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Hangs {
    async fn get_capabilities(&self) -> Vec<String> {
        std::future::pending().await
    }

    async fn get_server_information(&self) -> (String, String, String, String) {
        std::future::pending().await
    }
}

#[test]
fn a_service_that_does_not_answer_in_time_is_no_service() {
    let bus = PrivateBus::new();
    let _hangs = bus.joining().serve_at(PATH, Hangs).unwrap().name(SERVICE).unwrap().build().unwrap();
    let impatient = Bus { address: Some(bus.address()), patience: Duration::from_millis(300) };
    let bubbles = Bubbles::on_bus(impatient, None, |_| {});
    let late = bubbles.show(&bubble(None));
    assert!(matches!(late, Err(NotShown::NoService(_))), "{late:?}");
    assert_eq!(bubbles.answers(), Some(false));
}

#[test]
fn the_desktop_file_is_named_after_the_product() {
    let settings: serde_json::Value = serde_json::from_str(include_str!("../../../tauri.conf.json")).unwrap();
    assert_eq!(settings["productName"], DESKTOP_ENTRY, "the packages name the desktop file so");
}

#[test]
fn words_are_never_markup() {
    assert_eq!(escaped("<b>&amp;</b>"), "&lt;b&gt;&amp;amp;&lt;/b&gt;");
}

proptest! {
    #[test]
    fn a_name_says_where_its_bubble_is(bus in "[0-9a-f]{32}", owner in ":[0-9]{1,4}\\.[0-9]{1,6}", id: u32) {
        let name = named(&bus, &owner, id);
        prop_assert_eq!(parts(&name), Some((bus.as_str(), owner.as_str(), id)));
    }

    #[test]
    fn nothing_that_was_written_down_wrongly_is_a_place_to_go(text in "\\PC*") {
        let name = Name(text);
        if let Some((bus, owner, id)) = parts(&name) {
            prop_assert!(owner.starts_with(':'), "{} would reach {} {}", owner, bus, id);
        }
    }
}
