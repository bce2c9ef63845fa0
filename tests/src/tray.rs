//! A panel with a tray: it listens for icons, as a desktop's panel does, and presses what is in their menus.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use zbus::{
    blocking::{Connection, Proxy, connection},
    interface,
    message::Header,
    zvariant::{OwnedObjectPath, OwnedValue, Value},
};

use crate::{Desktop, wait_for};

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const ITEM: &str = "org.kde.StatusNotifierItem";
const MENU: &str = "com.canonical.dbusmenu";

/// A panel. It is there as long as this value.
pub struct Panel {
    bus: Connection,
    icons: Arc<Mutex<Vec<(String, String)>>>,
}

/// A menu as `com.canonical.dbusmenu` sends it: number, properties, entries.
type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

/// What icons announce themselves to, after the StatusNotifierItem specification of freedesktop.org.
struct Watcher(Arc<Mutex<Vec<(String, String)>>>);

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, service: &str, #[zbus(header)] header: Header<'_>) {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        // Some name themselves, some only say where their object is.
        let (name, path) = if service.starts_with('/') { (sender, service) } else { (service.to_owned(), "/StatusNotifierItem") };
        self.0.lock().expect("no panic").push((name, path.to_owned()));
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        self.0.lock().expect("no panic").iter().map(|(name, path)| format!("{name}{path}")).collect()
    }
}

impl Panel {
    /// Puts a panel onto the desktop. Must come before the app.
    pub fn on(desktop: &Desktop) -> Self {
        let icons = Arc::default();
        let watcher = Watcher(Arc::clone(&icons));
        let build = || connection::Builder::address(desktop.bus())?.name(WATCHER)?.serve_at("/StatusNotifierWatcher", watcher)?.build();
        Self { bus: build().expect("the bus takes a panel"), icons }
    }

    /// The words of the icon's menu, in order, with the number of each.
    pub fn menu(&self) -> Vec<(i32, String)> {
        wait_for("the tray icon has a menu", || {
            let menu = self.menu_proxy()?;
            let all: (i32, i32, Vec<&str>) = (0, -1, Vec::new());
            let (_revision, (_, _, entries)): (u32, Layout) = menu.call("GetLayout", &all).ok()?;
            let mut found = Vec::new();
            for entry in entries {
                labels(&entry, &mut found);
            }
            (!found.is_empty()).then_some(found)
        })
    }

    /// Presses an entry of the menu.
    pub fn press(&self, label: &str) {
        let number = wait_for(format!("{label} in the menu"), || {
            self.menu().into_iter().find_map(|(number, entry)| (entry == label).then_some(number))
        });
        let menu = self.menu_proxy().expect("it was there just now");
        menu.call::<_, _, ()>("Event", &(number, "clicked", Value::from(0i32), 0u32)).expect("the menu hears");
    }

    fn menu_proxy(&self) -> Option<Proxy<'_>> {
        let (name, path) = self.icons.lock().expect("no panic").last()?.clone();
        let item = Proxy::new(&self.bus, name.clone(), path, ITEM).ok()?;
        let menu: OwnedObjectPath = item.get_property("Menu").ok()?;
        Proxy::new(&self.bus, name, menu, MENU).ok()
    }
}

/// Walks an entry, `(number, properties, children)`, for its labels. Underscores only mark the letter to press.
fn labels(entry: &Value<'_>, found: &mut Vec<(i32, String)>) {
    let entry = match entry {
        Value::Value(inner) => inner,
        other => other,
    };
    let Value::Structure(entry) = entry else { return };
    let [Value::I32(number), properties, Value::Array(children)] = entry.fields() else { return };
    let properties: HashMap<String, OwnedValue> = properties.try_clone().ok().and_then(|value| value.try_into().ok()).unwrap_or_default();
    if let Some(label) = properties.get("label").and_then(|label| label.downcast_ref::<String>().ok()).filter(|label| !label.is_empty()) {
        found.push((*number, label.replace('_', "")));
    }
    for child in children.iter() {
        labels(child, found);
    }
}
