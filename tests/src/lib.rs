//! A desktop of its own for each test: a screen, a window manager, a message bus, a notification daemon, a data folder; and
//! Glimmer on it, started as a person starts it.

mod app;
mod desktop;
mod notifications;

use std::{
    fmt::Display,
    thread,
    time::{Duration, Instant},
};

pub use app::{Driven, Page};
pub use desktop::{Desktop, Running};
pub use notifications::Notifications;

/// How long something may take on a busy machine before it counts as not happening.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Waits until `look` gives something, and returns it.
///
/// # Panics
/// If it does not within [`PATIENCE`].
pub fn wait_for<T>(what: impl Display, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "waited in vain: {what}");
        thread::park_timeout(Duration::from_millis(20));
    }
}

/// Waits until `holds` says yes.
pub fn wait_until(what: impl Display, mut holds: impl FnMut() -> bool) {
    wait_for(what, || holds().then_some(()));
}
