//! A desktop of its own for each test: a screen, a window manager, a message bus, a notification daemon, a data folder; and
//! Glimmer on it, started as a person starts it.

mod app;
mod bus;
mod copied;
mod desktop;
mod dialog;
pub mod disk;
mod drop;
pub mod evening;
pub mod faults;
pub mod keyboard;
mod logind;
pub mod memory;
mod notifications;
mod notifier;
pub mod seed;
pub mod tour;
mod tray;
mod wall_clock;

use std::{
    fmt::Display,
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

pub use app::{Driven, Page};
pub use copied::Copied;
pub use desktop::{Desktop, Running, glimmer};
pub use drop::Dragged;
pub use keyboard::Keyboard;
pub use logind::{Logind, screen_saver_starts};
pub use notifications::Notifications;
pub use notifier::{Notifier, Shown};
pub use tray::Panel;

/// Opens the journal in `home` as any SQLCipher would: with the key that HKDF-SHA256 derives from `vault.key`.
///
/// # Panics
/// If there is no journal, or the key does not open it.
pub fn raw_journal(home: &Path) -> rusqlite::Connection {
    raw_journal_by(home, &fs::read_to_string(home.join("vault.key")).expect("a key"))
}

/// The same with the text of a key that was unwrapped elsewhere.
fn raw_journal_by(home: &Path, text: &str) -> rusqlite::Connection {
    let secret = text.lines().find(|line| line.starts_with("AGE-SECRET-KEY-1")).expect("an age identity");
    let mut key = [0u8; 32];
    hkdf::Hkdf::<sha2::Sha256>::new(None, secret.as_bytes()).expand(glimmer_core::JOURNAL_KEY.as_bytes(), &mut key).expect("32 bytes");
    let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let journal = rusqlite::Connection::open(home.join("journal.db")).expect("a journal");
    journal.pragma_update(None, "key", format!("x'{hex}'")).expect("it takes a key");
    journal.busy_timeout(PATIENCE).expect("it waits");
    journal
}

/// How long something may take on a busy machine before it counts as not happening.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Waits until `look` gives something, and returns it.
///
/// # Panics
/// If it does not within [`PATIENCE`].
pub fn wait_for<T>(what: impl Display, look: impl FnMut() -> Option<T>) -> T {
    wait_within(PATIENCE, what, look)
}

/// Waits until `holds` says yes.
pub fn wait_until(what: impl Display, mut holds: impl FnMut() -> bool) {
    wait_for(what, || holds().then_some(()));
}

/// [`wait_for`] with a patience of its own, for what may by rights take longer, or must not take so long.
pub fn wait_within<T>(patience: Duration, what: impl Display, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < patience, "waited in vain: {what}");
        thread::park_timeout(Duration::from_millis(20));
    }
}
