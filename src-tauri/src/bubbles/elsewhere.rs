//! The notification centres of Windows and macOS.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use glimmer_core::Uuid;
use notify_rust::{Notification, NotificationResponse};

use super::{Bubble, Event, Name, NotShown};

/// By this the packages make the app known to the system: without it there, toasts come in the name of another program.
#[cfg(any(windows, target_os = "macos"))]
const IDENTIFIER: &str = "org.glimmer.Glimmer";

/// The bubbles of this process. What becomes of those of an earlier one is not told here.
pub struct Bubbles {
    on: Arc<dyn Fn(Event) + Send + Sync>,
    shown: Mutex<HashSet<Name>>,
}

impl Bubbles {
    /// The icon is the one the system knows for the app; of earlier bubbles nothing is heard. `on` is called on a thread of the bubble, perhaps on several at once.
    pub fn new(_earlier: impl IntoIterator<Item = Name>, on: impl Fn(Event) + Send + Sync + 'static) -> Self {
        // In a build that is not installed the system knows nobody of that name, and uses its own.
        #[cfg(target_os = "macos")]
        if let Err(error) = notify_rust::set_application(if cfg!(debug_assertions) { "com.apple.Terminal" } else { IDENTIFIER }) {
            tracing::info!(%error, "notifications come in the name of another program");
        }
        Self { on: Arc::new(on), shown: Mutex::default() }
    }

    /// Shows a bubble. The system names the app, whatever the bubble says.
    ///
    /// # Errors
    /// [`NotShown::Refused`]. On macOS a refusal comes only later, as [`Event::Lost`].
    pub fn show(&self, bubble: &Bubble) -> Result<Name, NotShown> {
        let mut asked = Notification::new();
        asked.summary(&bubble.title).body(&bubble.body);
        for (key, label) in &bubble.buttons {
            asked.action(key, label);
        }
        #[cfg(windows)]
        if is_installed() {
            asked.app_id(IDENTIFIER);
        }
        let name = Name(Uuid::now_v7().to_string());
        let shown = asked.show().map_err(|error| NotShown::Refused(error.to_string()))?;
        let (on, of, lost) = (Arc::clone(&self.on), name.clone(), name.clone());
        let waiting = thread::Builder::new().name("notification".into()).spawn(move || {
            let mut event = Event::Gone(of.clone());
            let waited = shown.wait_for_response(|response: &NotificationResponse| match response {
                NotificationResponse::Default => event = Event::Pressed(of, "tap".into()),
                NotificationResponse::Action(key) => event = Event::Pressed(of, key.clone()),
                NotificationResponse::Reply(_) | NotificationResponse::Closed(_) => {}
            });
            if let Err(error) = waited {
                tracing::warn!(%error, "a notification was not shown, or is not heard");
                event = Event::Lost(lost.into());
            }
            on(event);
        });
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).insert(name.clone());
        waiting.map(|_| name).map_err(|error| NotShown::Refused(error.to_string()))
    }

    /// Does nothing: the library cannot take away what is shown. A press takes it away by itself.
    pub fn withdraw(&self, _name: &Name) {}

    /// Whether this process showed it.
    pub fn is_here(&self, name: &Name) -> bool {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).contains(name)
    }

    /// `None`: whether the person lets notifications through cannot be known.
    pub fn answers(&self) -> Option<bool> {
        None
    }
}

/// Whether the program runs from where it was installed, and not from where it was built.
#[cfg(windows)]
fn is_installed() -> bool {
    let program = std::env::current_exe().ok();
    let folder = program.as_deref().and_then(std::path::Path::parent);
    folder.is_some_and(|folder| !["target/debug", "target/release"].iter().any(|built| folder.ends_with(built)))
}
