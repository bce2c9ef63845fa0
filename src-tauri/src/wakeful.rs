//! Tells when the system woke from sleep, or when its zone was set.

/// What happened to the system's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "nothing is listened to there"))]
pub enum Stir {
    /// It slept, and is awake again.
    Awake,
    /// Its zone was set, or whether it follows the network's time. A clock set by hand is not told by every system.
    Clock,
}

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
pub use linux::listen;

/// Does nothing: Windows and macOS tell these things to windows and to the main thread, which belong to Tauri, and the reminder looks
/// at the clock every 30 seconds anyway.
#[cfg(not(target_os = "linux"))]
pub fn listen(_on: impl Fn(Stir) + Send + 'static) {}
