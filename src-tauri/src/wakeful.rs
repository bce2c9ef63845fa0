//! Tells what happens to the computer: it is about to sleep, it woke, its screen was locked, its clock was set.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What happened to the computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stir {
    /// It is about to sleep, and does so when the one who is told has returned, or some seconds later: five on Linux, two on Windows,
    /// thirty on macOS, unless somebody set it otherwise. May be told twice.
    Sleeps,
    /// It slept, and is awake again.
    Awake,
    /// The screen of this session was locked. May be told twice, and by some desktops when the screen only goes dark.
    ScreenLocked,
    /// Its zone was set, or whether it follows the network's time. A clock set by hand is not told by every system.
    Clock,
}

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
pub use linux::listen;

#[cfg(windows)]
mod windows;
#[cfg(windows)]
pub use windows::listen;

#[cfg(target_os = "macos")]
mod macos;
#[cfg(target_os = "macos")]
pub use macos::listen;

fn tell(on: &impl Fn(Stir), stir: Stir) {
    tracing::info!(?stir, "the computer stirs");
    // The panic has been reported where it happened; the next sleep must be told all the same.
    let _ = catch_unwind(AssertUnwindSafe(|| on(stir)));
}
