//! Sleep: a system bus with a login manager that says what the test wants it to.

use std::process::Stdio;

use zbus::{
    blocking::{Connection, Proxy, connection, fdo::DBusProxy},
    names::BusName,
    zvariant::Value,
};

use crate::{Desktop, Running, bus, wait_until};

const LOGIND: &str = "org.freedesktop.login1";

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
        Self { bus, _mock: mock }
    }

    /// The machine is about to sleep.
    pub fn falls_asleep(&self) {
        self.prepare_for_sleep(true);
    }

    /// The machine has slept.
    pub fn wakes(&self) {
        self.prepare_for_sleep(false);
    }

    fn prepare_for_sleep(&self, begins: bool) {
        let mock = Proxy::new(&self.bus, LOGIND, "/org/freedesktop/login1", "org.freedesktop.DBus.Mock").expect("the mock");
        let signal = ("org.freedesktop.login1.Manager", "PrepareForSleep", "b", vec![Value::from(begins)]);
        mock.call::<_, _, ()>("EmitSignal", &signal).expect("the mock speaks");
    }
}
