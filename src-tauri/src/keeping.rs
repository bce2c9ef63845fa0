//! Looks after the journal on a thread of its own: checks its pages after the start, copies it on the first change of a day, and
//! brings the second folder what it missed.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use glimmer_core::backup::{self, SecondState};
use tauri::{AppHandle, Manager};

use crate::{app::Glimmer, events, wire::Changed};

/// How often what nothing names any more is looked for.
const SWEEP: Duration = Duration::from_secs(3600);
/// How often somebody looks whether the drive with the second folder is back: nothing tells.
const DRIVE: Duration = Duration::from_secs(600);

/// What the rest of the app knows of it.
#[derive(Default)]
pub struct Keeping {
    looks: Mutex<Option<Sender<()>>>,
    damaged: AtomicBool,
}

impl Keeping {
    /// Whether the check after the start found a damaged page, and nobody has read so.
    pub fn found_damage(&self) -> bool {
        self.damaged.load(Ordering::SeqCst)
    }

    pub fn damage_was_read(&self) {
        self.damaged.store(false, Ordering::SeqCst);
    }
}

/// Begins. The thread ends with the app.
pub fn start(app: &AppHandle) {
    let (looks, waiting) = channel();
    let keeping = app.state::<Keeping>();
    *keeping.looks.lock().unwrap_or_else(PoisonError::into_inner) = Some(looks);
    let handle = app.clone();
    let started = thread::Builder::new().name("keeping".into()).spawn(move || keep(&handle, &waiting));
    if let Err(error) = started {
        tracing::warn!(%error, "no copies are made by themselves");
    }
}

/// Something changed: there may be something to copy.
pub fn look(app: &AppHandle) {
    let Some(keeping) = app.try_state::<Keeping>() else { return };
    if let Some(looks) = &*keeping.looks.lock().unwrap_or_else(PoisonError::into_inner) {
        // If the thread is gone, the log says so already.
        let _ = looks.send(());
    }
}

fn keep(app: &AppHandle, waiting: &Receiver<()>) {
    check(app);
    let (mut next_try, mut next_sweep) = (Instant::now(), Instant::now());
    loop {
        if Instant::now() >= next_sweep {
            care_for_photos(app);
            next_sweep = Instant::now() + SWEEP;
        }
        if Instant::now() >= next_try && !copied(app) {
            // Whatever it was, the next change does not make it go away.
            next_try = Instant::now() + DRIVE;
        }
        catch_up(app);
        // What was sealed and could not join, for want of room perhaps.
        if app.state::<Glimmer>().open_inbox() {
            events::changed(app, Changed::Glimmers);
        }
        match waiting.recv_timeout(DRIVE) {
            // A burst of changes is one reason to look.
            Ok(()) => waiting.try_iter().for_each(drop),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Looks at the pages again: the journal was opened anew.
pub fn check_soon(app: &AppHandle) {
    let app = app.clone();
    thread::spawn(move || {
        check(&app);
        care_for_photos(&app);
    });
}

/// Seals pictures to a new key, and removes those that nothing names.
fn care_for_photos(app: &AppHandle) {
    let glimmer = app.state::<Glimmer>();
    glimmer.reseal_photos(&mut |_| ());
    let Ok(journal) = glimmer.journal() else { return };
    if let Err(error) = journal.sweep_photos() {
        tracing::warn!(%error, "what nothing names any more could not be removed");
    }
}

fn check(app: &AppHandle) {
    let glimmer = app.state::<Glimmer>();
    let Ok(journal) = glimmer.journal() else { return };
    match journal.quick_check() {
        Ok(findings) if findings.is_empty() => {}
        Ok(findings) => {
            tracing::error!(pages = findings.len(), "the journal is damaged");
            app.state::<Keeping>().damaged.store(true, Ordering::SeqCst);
            events::changed(app, Changed::Notices);
        }
        Err(error) => tracing::warn!(%error, "the journal could not be checked"),
    }
}

/// Makes the copy of the day, if it is time for it; `false` if it could not be made.
fn copied(app: &AppHandle) -> bool {
    let glimmer = app.state::<Glimmer>();
    let now = glimmer.now();
    let Ok(journal) = glimmer.journal() else { return true };
    // What cannot be read must not take the place of what could.
    if app.state::<Keeping>().found_damage() || !journal.copy_is_due(now.day) {
        return true;
    }
    let made = journal.back_up_today(now).is_some();
    events::changed(app, Changed::Copies);
    events::changed(app, Changed::Notices);
    made
}

fn catch_up(app: &AppHandle) {
    let glimmer = app.state::<Glimmer>();
    let behind =
        backup::second(glimmer.folder()).ok().flatten().is_some_and(|second| second.state == SecondState::Here && second.behind > 0);
    if behind {
        if let Err(error) = backup::second_catches_up(glimmer.folder(), glimmer.now().day, &mut |_| ()) {
            tracing::warn!(%error, "the second folder could not take all copies");
        }
        events::changed(app, Changed::Copies);
    }
}
