//! What the desktop's notification service shows for us, and what is done with it.

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
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Name(String);

/// What was heard of a bubble of ours. Services tell everybody of every bubble; of the others nothing is told on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The key of a button; `tap` for a click on the words.
    Pressed(Name, String),
    /// It is no longer shown: it was put away, or withdrawn.
    Gone(Name),
    /// Its time on the screen was over; perhaps nobody saw it.
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "the other systems keep it where it can be found"))]
    Expired(Name),
    /// Those whose names begin so left the screen, or never came there, and the person had no part in it: the service ended.
    Lost(String),
    /// Another service is there, or none.
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "the other systems' services do not leave"))]
    ServiceChanged,
}

/// Why a bubble could not be shown.
#[derive(Debug, thiserror::Error)]
#[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "the other systems' services are always there"))]
pub enum NotShown {
    /// The next bubble tries to connect anew.
    #[error("the session bus cannot be reached: {0}")]
    NoBus(Cause),
    /// None is there, none could be started, or it did not answer in time (then it may show the bubble later).
    #[error("no notification service answers: {0}")]
    NoService(Cause),
    /// Under the name that the service has for that; its words may quote ours.
    #[error("the notification service refused: {0}")]
    Refused(String),
}

type Cause = Box<dyn std::error::Error + Send + Sync>;

impl From<String> for Name {
    fn from(name: String) -> Self {
        Self(name)
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.0
    }
}
