//! The first page of a start: what it does not need waits until it is drawn.

use std::{
    sync::{
        Mutex, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    time::Duration,
};

/// A page that does not come, or never says so, must not keep the app from its evening.
const PATIENCE: Duration = Duration::from_secs(3);

/// Told when the first page is drawn.
pub struct First(Mutex<Option<Sender<()>>>);

/// Waits for that.
pub struct Seen(Receiver<()>);

impl First {
    pub fn begin() -> (Self, Seen) {
        let (drawn, seen) = mpsc::channel();
        (Self(Mutex::new(Some(drawn))), Seen(seen))
    }

    pub fn is_drawn(&self) {
        // Whoever waits is told by this being dropped.
        drop(self.0.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

impl Seen {
    /// Returns when the page is drawn, or has taken too long.
    pub fn wait(self) {
        if self.0.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout) {
            tracing::warn!("the first page is not drawn yet; everything else begins");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn who_waits_for_the_first_page_is_told_at_once_and_not_kept_for_ever() {
        let (first, seen) = First::begin();
        let begun = Instant::now();
        first.is_drawn();
        first.is_drawn();
        seen.wait();
        assert!(begun.elapsed() < PATIENCE, "it was drawn");
        let (_first, seen) = First::begin();
        seen.wait();
        assert!(begun.elapsed() >= PATIENCE, "it was never drawn, and everything else begins all the same");
    }
}
