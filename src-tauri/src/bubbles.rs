//! What the desktop's notification service shows for us, and what is done with it.

use serde::{Deserialize, Serialize};

#[cfg(not(target_os = "linux"))]
mod elsewhere;
#[cfg(target_os = "linux")]
mod linux;

#[cfg(not(target_os = "linux"))]
pub use elsewhere::Bubbles;
#[cfg(target_os = "linux")]
pub use linux::Bubbles;

/// A notification, in plain text throughout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bubble {
    /// Who speaks. `None`: nobody is named and no icon is given, where the desktop allows that.
    pub app_name: Option<String>,
    pub title: String,
    pub body: String,
    /// The key that [`Event::Pressed`] tells, and the label.
    pub buttons: Vec<(&'static str, String)>,
}

/// Which bubble, also for a later process of ours. It is never that of a bubble of another service, session or login, so it may be
/// written down and acted on later.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Name(String);

/// What was heard of a bubble. It may come before [`Bubbles::show`] has returned, and speak of one that was never ours: services
/// may tell everybody of every bubble, so only who knows the name may act.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "the other systems' services do not leave"))]
pub enum Event {
    /// The key of a button; `tap` for a click on the words.
    Pressed(Name, String),
    /// It is no longer shown, for whatever reason.
    Gone(Name),
    /// The service that showed our bubbles ended, and they with it.
    ServiceLeft,
}

/// Why a bubble could not be shown.
#[derive(Debug, thiserror::Error)]
#[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "the other systems' services are always there"))]
pub enum NotShown {
    /// The next bubble tries to connect anew.
    #[error("the session bus cannot be reached: {0}")]
    NoBus(Cause),
    /// None is there, none could be started, or it did not answer within five seconds (then it may show the bubble later).
    #[error("no notification service answers: {0}")]
    NoService(Cause),
    /// In the words of the service.
    #[error("the notification service refused: {0}")]
    Refused(String),
}

type Cause = Box<dyn std::error::Error + Send + Sync>;

impl From<String> for Name {
    fn from(name: String) -> Self {
        Self(name)
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.0
    }
}
