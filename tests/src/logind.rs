//! Sleep and the locked screen: a system bus with a login manager that says what the test wants it to.

use std::process::Stdio;

use serde::Serialize;
use zbus::{
    blocking::{Connection, Proxy, connection, fdo::DBusProxy},
    names::BusName,
    zvariant::{DynamicDeserialize, DynamicType, Value},
};

use crate::{Desktop, Running, bus, wait_until};

const LOGIND: &str = "org.freedesktop.login1";
const LOGIND_PATH: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const MOCK: &str = "org.freedesktop.DBus.Mock";
/// How every program here calls the session it belongs to; the mock has one of this very name.
const SESSION: &str = "auto";

/// Whoever holds something back: what, who, why, how, the person, the process.
type Inhibitor = (String, String, String, String, u32, u32);

/// The `logind` of python-dbusmock. It is there as long as this value; the system bus it is on stays with the desktop.
pub struct Logind {
    bus: Connection,
    _mock: Running,
}

impl Logind {
    /// Gives the desktop a system bus with nothing but a login manager. Must come before the app, and before
    /// [`Desktop::another_session`], which shares it.
    pub fn on(desktop: &mut Desktop) -> Self {
        desktop.take_system_bus(bus::private(desktop.person()));
        // The system's own: another Python on the path would not have the module.
        let mut mock = desktop.command("/usr/bin/python3");
        mock.args(["-m", "dbusmock", "--system", "--template", "logind"]).stdin(Stdio::null());
        let mock = Running::of(&mut mock);
        let bus = connection::Builder::address(desktop.system_bus()).and_then(connection::Builder::build).expect("a system bus");
        let names = DBusProxy::new(&bus).expect("a bus");
        let name = BusName::try_from(LOGIND).expect("a name");
        wait_until("the login manager is there", || names.name_has_owner(name.clone()).unwrap_or(false));
        drop(names);
        let logind = Self { bus, _mock: mock };
        let _: String = logind.asks(LOGIND_PATH, MOCK, "AddSession", &(SESSION, "seat0", 1000u32, "somebody", true));
        logind
    }

    /// The machine is about to sleep, and does so once nobody holds it back.
    pub fn sleeps(&self) {
        self.prepare_for_sleep(true);
        wait_until("nobody holds sleep back", || self.held_back().is_empty());
    }

    /// The machine has slept.
    pub fn wakes(&self) {
        self.prepare_for_sleep(false);
    }

    /// The screen of this session is locked: its locker is asked to, and then says so.
    pub fn locks_screen(&self) {
        let session = format!("{LOGIND_PATH}/session/{SESSION}");
        let () = self.asks(&session, "org.freedesktop.login1.Session", "Lock", &());
        let () = self.asks(&session, "org.freedesktop.login1.Session", "SetLockedHint", &true);
    }

    /// Who makes sleep wait, and why.
    pub fn held_back(&self) -> Vec<(String, String)> {
        let inhibitors: Vec<Inhibitor> = self.asks(LOGIND_PATH, MANAGER, "ListInhibitors", &());
        inhibitors.into_iter().filter(|one| one.0 == "sleep" && one.3 == "delay").map(|one| (one.1, one.2)).collect()
    }

    fn prepare_for_sleep(&self, begins: bool) {
        let signal = (MANAGER, "PrepareForSleep", "b", vec![Value::from(begins)]);
        let () = self.asks(LOGIND_PATH, MOCK, "EmitSignal", &signal);
    }

    fn asks<R>(&self, path: &str, of: &str, method: &str, with: &(impl Serialize + DynamicType)) -> R
    where
        R: for<'d> DynamicDeserialize<'d>,
    {
        Proxy::new(&self.bus, LOGIND, path, of).and_then(|mock| mock.call(method, with)).expect("the mock does as it is asked")
    }
}

/// A desktop without a login manager says on its own bus that the screen is locked.
pub fn screen_saver_starts(desktop: &Desktop) {
    let bus = connection::Builder::address(desktop.bus()).and_then(connection::Builder::build).expect("a session bus");
    let says = bus.emit_signal(None::<BusName<'_>>, "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", &true);
    says.expect("the bus hears");
}
