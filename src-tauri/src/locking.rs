//! When the journal locks, and what happens then: pages put away what is being written, windows and what they hold in memory go, the
//! journal closes, and what was in sight comes back as a locked door.

use std::{
    collections::BTreeSet,
    sync::{
        Condvar, Mutex, PoisonError,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread,
    time::Duration,
};

use glimmer_core::Inbox;
use tauri::{AppHandle, Manager};

use crate::{
    app::Glimmer,
    clipboard::Clipboard,
    events, keeping,
    transfers::Transfers,
    tray, windows,
    wire::{Changed, Failure, Lock, Unlocked},
};

/// How long the pages are given to put away what is being written. Each letter was saved as it was typed; this is for the last one.
const PATIENCE: Duration = Duration::from_millis(1500);

/// What the thread that watches over the lock is told.
#[derive(Debug, Clone, Copy)]
enum Word {
    /// The person did something, or what was chosen about locking changed: the time begins anew.
    Here,
    Lock,
}

/// The thread that locks the journal after a while without the person.
pub struct Locking {
    words: Sender<Word>,
    pages: Mutex<BTreeSet<String>>,
    put_away: Condvar,
    /// One locking at a time.
    under_way: Mutex<()>,
}

impl Locking {
    /// Begins to watch. The result goes into the app's state.
    pub fn begin(app: &AppHandle) -> Self {
        let (words, heard) = mpsc::channel();
        let app = app.clone();
        // Somebody who sits still through a hard day is there.
        thread::spawn(move || watch(&heard, || chosen(&app), || windows::is_visit_in_sight(&app), || lock(&app)));
        Self { words, pages: Mutex::default(), put_away: Condvar::new(), under_way: Mutex::default() }
    }

    pub fn person_is_here(&self) {
        // Nobody listens only when the app is ending.
        let _ = self.words.send(Word::Here);
    }

    /// Locks soon, on a thread of its own: the window that asked for it is about to go.
    pub fn soon(&self) {
        let _ = self.words.send(Word::Lock);
    }

    /// The page of this window has put everything away.
    pub fn page_is_done(&self, label: &str) {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).remove(label);
        self.put_away.notify_all();
    }

    /// Asks the pages to put away what is being written, and waits for them.
    fn ask_pages(&self, app: &AppHandle) {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        *pages = app.webview_windows().into_keys().collect();
        if pages.is_empty() {
            return;
        }
        events::locking(app);
        let waited = self.put_away.wait_timeout_while(pages, PATIENCE, |pages| !pages.is_empty());
        if waited.is_ok_and(|(pages, waited)| waited.timed_out() && !pages.is_empty()) {
            tracing::warn!("a page did not answer before the lock");
        }
    }
}

/// Calls `lock` when it is told to, and when nothing was heard of the person for as long as `after` says (`None` never), unless they are
/// `there` all the same. Ends when nobody can tell it anything any more.
fn watch(heard: &Receiver<Word>, after: impl Fn() -> Option<Duration>, there: impl Fn() -> bool, lock: impl Fn()) {
    loop {
        let word = match after() {
            None => heard.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(after) => heard.recv_timeout(after),
        };
        match word {
            Ok(Word::Here) => {}
            Ok(Word::Lock) => lock(),
            Err(RecvTimeoutError::Timeout) if there() => {}
            Err(RecvTimeoutError::Timeout) => lock(),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
}

fn chosen(app: &AppHandle) -> Option<Duration> {
    let minutes = app.state::<Glimmer>().settings().lock_after_minutes;
    (minutes > 0).then(|| Duration::from_secs(60 * u64::from(minutes)))
}

/// Locks the journal; returns when it is closed. Without a passphrase nothing happens.
pub fn lock(app: &AppHandle) {
    let (glimmer, locking) = (app.state::<Glimmer>(), app.state::<Locking>());
    let _one = locking.under_way.lock().unwrap_or_else(PoisonError::into_inner);
    if glimmer.door().lock_state() != Lock::Open {
        return;
    }
    locking.ask_pages(app);
    app.state::<Transfers>().forget();
    app.state::<Clipboard>().clear(None);
    glimmer.unsaved().lock(&Inbox::of(glimmer.folder().clone()));
    glimmer.capture_is_unsaved(false);
    glimmer.visit_left();
    windows::begin_anew(app, |app| app.state::<Glimmer>().door().lock());
    // Whatever became of the windows.
    glimmer.door().lock();
    *glimmer.sealed_last() = None;
    tracing::info!("the journal is locked");
    renewed(app);
}

/// Opens the journal again.
///
/// # Errors
/// As [`crate::door::Door::unlock`].
pub fn unlock(app: &AppHandle, secret: &str) -> Result<Unlocked, Failure> {
    let joined = app.state::<Glimmer>().door().unlock(secret)?;
    *app.state::<Glimmer>().sealed_last() = None;
    tracing::info!("the journal is open");
    app.state::<Glimmer>().note_unreadable(joined.unreadable > 0);
    app.state::<Locking>().person_is_here();
    renewed(app);
    events::changed(app, Changed::Glimmers);
    keeping::check_soon(app);
    Ok(Unlocked { joined: joined.glimmers, unreadable: joined.unreadable })
}

/// Whether the journal is open has changed, or whether it can be locked at all.
pub fn renewed(app: &AppHandle) {
    tray::renew_menu(app);
    events::changed(app, Changed::Lock);
    events::changed(app, Changed::Notices);
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Lets it watch until it has locked `times`; says how often it asked whether the person is there.
    fn watched(words: &[Word], after: Option<Duration>, there_for: u32, times: u32) -> u32 {
        let (tell, heard) = mpsc::channel();
        words.iter().for_each(|word| tell.send(*word).unwrap());
        let (tell, asked, locked) = (Cell::new(Some(tell)), Cell::new(0), Cell::new(0));
        let there = || {
            asked.set(asked.get() + 1);
            asked.get() <= there_for
        };
        let lock = || {
            locked.set(locked.get() + 1);
            if locked.get() == times {
                drop(tell.take());
            }
        };
        watch(&heard, || after, there, lock);
        assert_eq!(locked.get(), times);
        asked.get()
    }

    const MOMENT: Option<Duration> = Some(Duration::from_millis(1));

    #[test]
    fn who_is_away_is_locked_out_and_who_is_there_is_not() {
        assert_eq!(watched(&[], MOMENT, 0, 1), 1, "nobody gave a sign, and nobody is there");
        assert_eq!(watched(&[], MOMENT, 3, 1), 4, "a visit that is in sight holds it back each time");
    }

    #[test]
    fn a_sign_is_no_lock_and_a_wish_is_one_also_when_it_never_locks_by_itself() {
        assert_eq!(watched(&[Word::Here, Word::Here, Word::Lock], None, 0, 1), 0);
        assert_eq!(watched(&[Word::Lock, Word::Here, Word::Lock], None, 0, 2), 0);
    }
}
