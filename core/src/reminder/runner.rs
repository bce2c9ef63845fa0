//! One thread that waits for the reminder.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread::{self, JoinHandle},
    time::Duration,
};

use chrono::{TimeDelta, Utc};

use super::plan::plan;
use crate::{Day, Device, Folder, Result, clock};

/// Everything that can wake the runner, besides time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wake {
    /// Settings changed, something was kept, the clock may have moved: look again.
    LookAgain,
    /// The person is in the capture window, or has left it.
    Capturing(bool),
    /// A hard-day visit is open, or was closed. It makes the whole day quiet.
    Visiting(bool),
    /// The buttons.
    Later,
    NotTonight,
    Quit,
}

/// What the runner calls out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// It is time to invite the person.
    Ask,
    /// The person's day has ended, and the next one begun.
    NewDay,
}

/// A handle on the thread. It ends when the handle is dropped.
pub struct Runner {
    wakes: Sender<Wake>,
    thread: Option<JoinHandle<()>>,
}

/// The wall clock is read at least this often: it may have been set, the zone changed, the machine slept.
const AT_LEAST_EVERY: Duration = Duration::from_secs(30);

impl Runner {
    /// Starts the thread. `call` is called on it; for [`Due::Ask`] after the asking was recorded in `device.json`.
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

#[derive(Default)]
struct Busy {
    capturing: bool,
    visiting: bool,
}

fn run(folder: &Folder, wakes: &Receiver<Wake>, mut call: impl FnMut(Due)) {
    let mut busy = Busy::default();
    let mut day = None;
    loop {
        let wait = look(folder, &busy, &mut day, &mut call).unwrap_or_else(|error| {
            tracing::warn!(%error, "the reminder could not be looked at; trying again");
            AT_LEAST_EVERY
        });
        match wakes.recv_timeout(wait) {
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) | Ok(Wake::Quit) => return,
            Ok(wake) => {
                if let Err(error) = hear(folder, &mut busy, wake) {
                    tracing::warn!(%error, ?wake, "could not be recorded");
                }
            }
        }
    }
}

/// Asks if it is time; returns how long to wait at most. `day` is the one seen at the last look.
fn look(folder: &Folder, busy: &Busy, day: &mut Option<Day>, call: &mut impl FnMut(Due)) -> Result<Duration> {
    // Read anew each time: another process may have kept something.
    let device = Device::read(folder)?;
    let now = clock::local();
    let ends = device.settings.day_ends;
    let today = Day::of(now.naive_local(), ends);
    if day.replace(today).is_some_and(|before| before != today) {
        call(Due::NewDay);
    }
    let mut found = plan(&device.settings.evening, &device.reminder, &now, ends);
    if found.ask {
        // Decided again under the lock: a terminal may have kept something just now.
        let device = Device::change(folder, |device| {
            found = plan(&device.settings.evening, &device.reminder, &now, ends);
            if found.ask {
                device.reminder.asked(today);
            }
        })?;
        // Somebody who is writing, or in a hard day, is not to be asked: the evening has had its moment.
        if found.ask && !(busy.capturing || busy.visiting) {
            tracing::info!("asking");
            call(Due::Ask);
        }
        found = plan(&device.settings.evening, &device.reminder, &now, ends);
    }
    tracing::info!("the evening was looked at");
    let ahead = (found.wake - now.to_utc()).to_std().unwrap_or(Duration::ZERO);
    Ok(ahead.clamp(Duration::from_millis(1), AT_LEAST_EVERY))
}

fn hear(folder: &Folder, busy: &mut Busy, wake: Wake) -> Result<()> {
    let change = |change: &dyn Fn(&mut Device, Day)| {
        Device::change(folder, |device| {
            let today = Day::of(clock::local().naive_local(), device.settings.day_ends);
            change(device, today);
        })
        .map(drop)
    };
    match wake {
        Wake::LookAgain | Wake::Quit => Ok(()),
        Wake::Capturing(on) => {
            busy.capturing = on;
            Ok(())
        }
        Wake::Visiting(on) => {
            busy.visiting = on;
            change(&|device, today| device.reminder.quiet(today))
        }
        // The answer belongs to the evening that asked, which may be over by the time somebody finds the notification.
        Wake::Later => change(&|device, today| {
            if device.reminder.asked_on == Some(today) {
                let later = TimeDelta::minutes(device.settings.evening.later_minutes.into());
                device.reminder.again_at = Some(clock::local().with_timezone(&Utc) + later);
            }
        }),
        Wake::NotTonight => change(&|device, _| {
            if let Some(asked_on) = device.reminder.asked_on {
                device.reminder.quiet(asked_on);
            }
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_day_is_called_out_once_and_not_at_the_start() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::at(home.path());
        // Off, so that nothing else is called out, at whatever hour this runs.
        let ends = Device::change(&folder, |device| device.settings.evening.on = false).unwrap().settings.day_ends;
        let today = Day::of(clock::local().naive_local(), ends);
        let mut called = Vec::new();
        let mut day = None;
        look(&folder, &Busy::default(), &mut day, &mut |due| called.push(due)).unwrap();
        assert_eq!((day, &called[..]), (Some(today), &[][..]));
        day = Some(today.before(1));
        for _ in 0..2 {
            look(&folder, &Busy::default(), &mut day, &mut |due| called.push(due)).unwrap();
        }
        assert_eq!(called, [Due::NewDay]);
    }
}
