//! One thread that waits for the reminder.

use std::{
    fs,
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread::{self, JoinHandle},
    time::{Duration, SystemTime},
};

use chrono::{DateTime, TimeZone};

use super::{Answer, Due, Past, Round, Wake, plan};
use crate::{Device, Folder, Result, Settings, clock};

/// Where everything that happens is told.
#[derive(Debug, Clone)]
pub struct Wakes(Sender<Wake>);

impl Wakes {
    /// Begins to take in what happens. Nothing is lost until the runner is started with the other end, nor after that.
    pub fn begin() -> (Self, Waiting) {
        let (wakes, receiver) = channel();
        (Self(wakes), Waiting(receiver))
    }

    pub fn tell(&self, wake: Wake) {
        // Nobody listens any more only when the app ends.
        let _ = self.0.send(wake);
    }
}

/// What happened and was not taken in yet.
#[derive(Debug)]
pub struct Waiting(Receiver<Wake>);

/// A handle on the thread. It ends when the handle is dropped.
pub struct Runner {
    wakes: Wakes,
    thread: Option<JoinHandle<()>>,
}

/// The wall clock and the zone are read at least this often: they may have been set, or the machine slept.
const AT_LEAST_EVERY: Duration = Duration::from_secs(30);

impl Runner {
    /// Starts the thread. `call` is called on it, after what it is told of was recorded in `device.json`. It must not wait for
    /// long, and answers [`Due::Invite`] by telling what became of it.
    ///
    /// # Errors
    /// The operating system's, if it gives no thread.
    pub fn start(folder: Folder, wakes: Wakes, waiting: Waiting, call: impl FnMut(Due) + Send + 'static) -> std::io::Result<Self> {
        let thread = thread::Builder::new().name("reminder".into()).spawn(move || run(&folder, &waiting.0, call))?;
        Ok(Self { wakes, thread: Some(thread) })
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.wakes.tell(Wake::Quit);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(folder: &Folder, wakes: &Receiver<Wake>, mut call: impl FnMut(Due)) {
    let mut watch = clock::Watch::start();
    let mut state = State::default();
    // What could not be recorded yet.
    let mut heard = Vec::new();
    loop {
        let wait = state.take_in(folder, &mut heard, &clock::local(), &mut call).unwrap_or_else(|error| {
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
        let then = if wake == Wake::Elsewhere { settle(wakes) } else { None };
        heard.push(wake);
        match then {
            Some(Wake::Quit) => return,
            Some(wake) => {
                tracing::info!(?wake, "the reminder wakes");
                heard.push(wake);
            }
            None => {}
        }
    }
}

/// Waits until nothing more is told of a file that another process has changed: one change is told more than once, and nobody
/// waits for what is elsewhere; but a file that never comes to rest does not hold up the reminder. Returns what else happened
/// meanwhile, if something did.
fn settle(wakes: &Receiver<Wake>) -> Option<Wake> {
    for _ in 0..10 {
        match wakes.recv_timeout(SETTLES) {
            Ok(Wake::Elsewhere) => {}
            Ok(wake) => return Some(wake),
            Err(RecvTimeoutError::Timeout) => return None,
            Err(RecvTimeoutError::Disconnected) => return Some(Wake::Quit),
        }
    }
    None
}

/// So long nothing else is told of a file that another process has changed.
const SETTLES: Duration = Duration::from_millis(200);

#[derive(Default)]
struct State {
    /// `None` before the first look.
    round: Option<Round>,
    /// What was recorded at the last look.
    known: Option<(Settings, Past)>,
    /// By what `device.json` is told from one that was written since.
    stamp: Option<(SystemTime, u64)>,
}

impl State {
    /// Takes in what was heard and looks whether it is time, in one record; calls out what is due once that is on disk. Returns
    /// how long to wait at most.
    ///
    /// # Errors
    /// If it could not be recorded: then it is as before, and what was heard is still to be taken in.
    fn take_in<Z: TimeZone>(
        &mut self,
        folder: &Folder,
        heard: &mut Vec<Wake>,
        now: &DateTime<Z>,
        call: &mut impl FnMut(Due),
    ) -> Result<Duration> {
        if let Some(wait) = self.nothing_to_record(folder, heard, now) {
            heard.clear();
            return Ok(wait);
        }
        // Read before the file is: if that is another one by then, the next look is a whole one again.
        self.stamp = stamp(folder);
        let mut due = Vec::new();
        let mut round = self.round.clone();
        // Decided under the lock: a terminal, or the same person's other session, may have changed something just now. Written
        // only if something changes.
        let recorded = Device::change(folder, |Device { settings, reminder: past, .. }| {
            let round = round.get_or_insert_with(|| Round::take_up(past));
            due.extend(heard.iter().filter_map(|wake| round.hear(wake, settings, past, now)));
            due.extend(round.look(settings, past, now));
        });
        let Device { settings, reminder: past, .. } = match recorded {
            Ok(device) => device,
            Err(error) => {
                // Nobody has to wait for a full disk to jot one; and once is enough.
                if due.contains(&Due::Jot) {
                    call(Due::Jot);
                    for wake in heard.iter_mut() {
                        if let Wake::Answered(_, answer @ Answer::JotOne) = wake {
                            *answer = Answer::Close;
                        }
                    }
                }
                return Err(error);
            }
        };
        heard.clear();
        self.round = round;
        tracing::info!("the evening was looked at");
        let wait = until_next(&settings, &past, now);
        let known = self.known.replace((settings, past));
        if known.is_some() && known != self.known && !due.contains(&Due::Changed) {
            due.push(Due::Changed);
        }
        due.into_iter().for_each(call);
        Ok(wait)
    }

    /// How long to wait at most, if what was heard changes nothing of what is recorded and nothing is due: then no file has to be
    /// opened, and nobody who opens a window at that moment waits for its lock. `None` otherwise.
    fn nothing_to_record<Z: TimeZone>(&mut self, folder: &Folder, heard: &[Wake], now: &DateTime<Z>) -> Option<Duration> {
        let (settings, past) = self.known.as_ref()?;
        let mut round = self.round.clone()?;
        let mut after = past.clone();
        let called = heard.iter().filter_map(|wake| round.hear(wake, settings, &mut after, now)).count();
        let idle = self.stamp.is_some() && self.stamp == stamp(folder);
        if !idle || called > 0 || !round.look(settings, &mut after, now).is_empty() || after != *past {
            return None;
        }
        self.round = Some(round);
        tracing::info!("the evening was looked at");
        Some(until_next(settings, past, now))
    }
}

fn until_next<Z: TimeZone>(settings: &Settings, past: &Past, now: &DateTime<Z>) -> Duration {
    let ahead = (plan(settings, past, now).wake - now.to_utc()).to_std().unwrap_or(Duration::ZERO);
    ahead.clamp(Duration::from_millis(1), AT_LEAST_EVERY)
}

/// When `device.json` was written, and how long it is; it is replaced whole.
fn stamp(folder: &Folder) -> Option<(SystemTime, u64)> {
    let data = fs::metadata(folder.device()).ok()?;
    Some((data.modified().ok()?, data.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reminder::{Fate, Invitation, Kind};

    fn at(time: &str) -> DateTime<chrono::FixedOffset> {
        format!("2026-11-22T{time}:00+01:00").parse().unwrap()
    }

    fn tonight() -> Invitation {
        Invitation { kind: Kind::Evening, day: "2026-11-22".parse().unwrap() }
    }

    #[test]
    fn what_cannot_be_recorded_is_not_shown_and_what_was_heard_is_taken_in_later() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::at(home.path());
        let mut state = State::default();
        let mut called = Vec::new();
        let mut take_in = |heard: &mut Vec<Wake>, time: &str| {
            let taken = state.take_in(&folder, heard, &at(time), &mut |due| called.push(due));
            (taken.is_ok(), std::mem::take(&mut called))
        };
        assert_eq!(take_in(&mut vec![], "20:00"), (true, vec![]));
        // A folder stands where the file is replaced from now on.
        std::fs::remove_file(folder.device()).unwrap();
        std::fs::create_dir(folder.device()).unwrap();
        let mut heard = vec![Wake::Visiting(true), Wake::Visiting(false)];
        assert_eq!(take_in(&mut heard, "20:31"), (false, vec![]), "nothing is shown that is not written down");
        assert_eq!(heard.len(), 2);
        std::fs::remove_dir(folder.device()).unwrap();
        let (recorded, due) = take_in(&mut heard, "20:40");
        assert!(recorded && heard.is_empty());
        assert_eq!(due, [Due::Changed], "a hard day is not forgotten for a full disk");
        assert_eq!(Device::read(&folder).unwrap().reminder.quiet_on, Some(tonight().day));
    }

    #[test]
    fn what_another_process_recorded_is_called_out_once() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::at(home.path());
        let mut state = State::default();
        let mut look = |heard: Vec<Wake>, time: &str| {
            let mut called = Vec::new();
            state.take_in(&folder, &mut { heard }, &at(time), &mut |due| called.push(due)).unwrap();
            called
        };
        assert_eq!(look(vec![], "20:00"), []);
        Device::change(&folder, |device| device.reminder.quiet(tonight().day)).unwrap();
        assert_eq!(look(vec![Wake::Elsewhere], "20:01"), [Due::Changed]);
        assert_eq!(look(vec![Wake::Elsewhere], "20:02"), []);
        assert_eq!(look(vec![Wake::Awake], "20:03"), [Due::Changed], "the clock is another one");
    }

    #[test]
    fn what_was_written_since_is_seen_by_a_look_at_the_clock_alone() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::at(home.path());
        let mut state = State::default();
        let mut look = |time: &str| {
            let mut called = Vec::new();
            state.take_in(&folder, &mut vec![Wake::Time], &at(time), &mut |due| called.push(due)).unwrap();
            called
        };
        for time in ["20:00", "20:01", "20:02"] {
            assert_eq!(look(time), []);
        }
        Device::change(&folder, |device| device.reminder.kept(tonight().day, at("20:03").to_utc())).unwrap();
        assert_eq!(look("20:30"), [Due::Changed], "kept from a terminal, of which nobody was told");
    }

    #[test]
    fn an_invitation_is_on_disk_when_it_is_called_out() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::at(home.path());
        let mut found = None;
        State::default()
            .take_in(&folder, &mut vec![], &at("20:30"), &mut |due| {
                if due == (Due::Invite { invitation: tonight(), later: true }) {
                    found = Device::read(&folder).unwrap().reminder.evening.open;
                }
            })
            .unwrap();
        assert_eq!(found, Some((tonight().day, Fate::Sent)));
    }
}
