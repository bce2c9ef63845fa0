//! One thread that waits for the reminder.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread::{self, JoinHandle},
    time::Duration,
};

use chrono::{DateTime, TimeZone};

use super::{Due, Past, Round, Wake, plan};
use crate::{Device, Folder, Result, Settings, clock};

/// A handle on the thread. It ends when the handle is dropped.
pub struct Runner {
    wakes: Sender<Wake>,
    thread: Option<JoinHandle<()>>,
}

/// The wall clock and the zone are read at least this often: they may have been set, or the machine slept.
const AT_LEAST_EVERY: Duration = Duration::from_secs(30);

impl Runner {
    /// Starts the thread. `call` is called on it, after what it is told of was recorded in `device.json`. It must not wait for
    /// long, and answers [`Due::Invite`] by waking the runner.
    ///
    /// # Errors
    /// The operating system's, if it gives no thread.
    pub fn start(folder: Folder, call: impl FnMut(Due) + Send + 'static) -> std::io::Result<Self> {
        let (wakes, receiver) = channel();
        let thread = thread::Builder::new().name("reminder".into()).spawn(move || run(&folder, &receiver, call))?;
        Ok(Self { wakes, thread: Some(thread) })
    }

    pub fn wake(&self, wake: Wake) {
        // The thread only ends when we end it.
        let _ = self.wakes.send(wake);
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.wake(Wake::Quit);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(folder: &Folder, wakes: &Receiver<Wake>, mut call: impl FnMut(Due)) {
    let mut watch = clock::Watch::start();
    let mut round = Round::default();
    if let Err(error) = record(folder, |_, past| Round::take_up(past)) {
        tracing::warn!(%error, "what became of the last invitation could not be recorded");
    }
    loop {
        let wait = look(folder, &mut round, &clock::local(), &mut call).unwrap_or_else(|error| {
            tracing::warn!(%error, "the reminder could not be looked at; trying again");
            AT_LEAST_EVERY
        });
        let wake = match wakes.recv_timeout(wait) {
            Ok(Wake::Quit) | Err(RecvTimeoutError::Disconnected) => return,
            Ok(wake) => wake,
            Err(RecvTimeoutError::Timeout) if watch.was_set() => Wake::ClockSet,
            Err(RecvTimeoutError::Timeout) => Wake::Time,
        };
        tracing::info!(?wake, "the reminder wakes");
        let mut due = Vec::new();
        if let Err(error) = record(folder, |settings, past| due = round.hear(&wake, settings, past, &clock::local())) {
            tracing::warn!(%error, "what happened could not be recorded");
        }
        due.into_iter().for_each(&mut call);
    }
}

/// Looks whether it is time, and calls out what is due once it is recorded; returns how long to wait at most.
fn look<Z: TimeZone>(folder: &Folder, round: &mut Round, now: &DateTime<Z>, call: &mut impl FnMut(Due)) -> Result<Duration> {
    // Decided under the lock: a terminal, or the same person's other session, may have changed something just now. Written only
    // if something changes.
    let mut due = Vec::new();
    let device = record(folder, |settings, past| due = round.look(settings, past, now))?;
    tracing::info!("the evening was looked at");
    due.into_iter().for_each(&mut *call);
    let ahead = (plan(&device.settings, &device.reminder, now).wake - now.to_utc()).to_std().unwrap_or(Duration::ZERO);
    Ok(ahead.clamp(Duration::from_millis(1), AT_LEAST_EVERY))
}

fn record(folder: &Folder, change: impl FnOnce(&Settings, &mut Past)) -> Result<Device> {
    Device::change(folder, |device| change(&device.settings, &mut device.reminder))
}
