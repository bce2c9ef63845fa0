//! Whether the journal is open. Everybody who needs it asks here each time, so that locking leaves nobody with a key in the hand.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use glimmer_core::{
    Closed, DraftPlace, Error, Folder, Inbox, Joined, Journal, Secret, Vault,
    clock::Deadline,
    erase,
    vault::{self, wait_after},
};

use crate::wire::{self, ErrorCode, Failure};

/// How long whoever is reading or writing is waited for before the journal closes.
const PATIENCE: Duration = if cfg!(test) { Duration::from_millis(50) } else { Duration::from_secs(10) };

pub struct Door {
    folder: Folder,
    state: RwLock<State>,
    tries: Mutex<Tries>,
    /// Where something may be written still by a page from before the last opening, which does not know what was begun there earlier.
    unread: Mutex<Vec<DraftPlace>>,
    /// Somebody waits for the journal to be let go of.
    wanted: AtomicBool,
}

pub enum State {
    Open(Arc<Journal>),
    Locked,
    /// Why it cannot be opened: the app still runs then, says so, and holds what is being written. With what would open it, if that was
    /// given: copies and a rescue need it.
    Failed(Failure, Option<Closed>),
}

#[derive(Default)]
struct Tries {
    wrong: u32,
    next: Option<Deadline>,
}

impl Door {
    /// Opens the journal, if nothing is needed for that but its file.
    pub fn at(folder: Folder) -> Self {
        let state = open(&folder);
        Self { folder, state: RwLock::new(state), tries: Mutex::default(), unread: Mutex::default(), wanted: AtomicBool::default() }
    }

    /// # Errors
    /// [`ErrorCode::Locked`], or why the journal could not be opened.
    pub fn journal(&self) -> Result<Arc<Journal>, Failure> {
        match &*self.state.read().unwrap_or_else(PoisonError::into_inner) {
            State::Open(journal) => Ok(journal.clone()),
            State::Locked => Err(Error::Locked.into()),
            State::Failed(failure, _) => Err(failure.clone()),
        }
    }

    /// What opens the journal, if it is open, or was opened and could not be read.
    pub fn key(&self) -> Option<Vault> {
        match &*self.state.read().unwrap_or_else(PoisonError::into_inner) {
            State::Open(journal) => Some(journal.key()),
            State::Failed(_, kept) => kept.as_ref().map(Closed::key),
            State::Locked => None,
        }
    }

    /// Where something can be written now: in the journal, or while it is locked in its inbox. As long as somebody has the inbox, the
    /// journal does not open: what came into it after the others had joined would wait there until the next time.
    ///
    /// # Errors
    /// Why the journal could not be opened.
    pub fn writing(&self) -> Result<Writing<'_>, Failure> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        match &*state {
            State::Open(journal) => Ok(Writing::Journal(journal.clone())),
            State::Locked => Ok(Writing::Inbox(Inbox::of(self.folder.clone()), Some(state))),
            State::Failed(failure, _) => Err(failure.clone()),
        }
    }

    /// The same for what is being written at `place`. A page that has not read since the journal was opened goes on sealing: it would
    /// replace what it does not know.
    ///
    /// # Errors
    /// As [`Door::writing`].
    pub fn writing_at(&self, place: DraftPlace) -> Result<Writing<'_>, Failure> {
        match self.writing()? {
            Writing::Journal(_) if self.unread().contains(&place) => Ok(Writing::Inbox(Inbox::of(self.folder.clone()), None)),
            writing => Ok(writing),
        }
    }

    /// Somebody reads what was being written at `place`, and knows it from here on.
    ///
    /// # Errors
    /// As [`Door::writing`].
    pub fn reading_at(&self, place: DraftPlace) -> Result<Writing<'_>, Failure> {
        let writing = self.writing()?;
        if matches!(writing, Writing::Journal(_)) {
            self.unread().retain(|unread| *unread != place);
        }
        Ok(writing)
    }

    fn unread(&self) -> MutexGuard<'_, Vec<DraftPlace>> {
        self.unread.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn lock_state(&self) -> wire::Lock {
        match &*self.state.read().unwrap_or_else(PoisonError::into_inner) {
            State::Locked => wire::Lock::Locked,
            _ if vault::is_set(&self.folder) => wire::Lock::Open,
            _ => wire::Lock::None,
        }
    }

    /// Closes the journal, and with it the file; its keys are wiped from memory. Nothing happens to one that has no passphrase.
    pub fn lock(&self) {
        if vault::is_set(&self.folder) {
            let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
            if self.close(&mut state).is_err() {
                tracing::error!("somebody holds the journal open: it closes when they let go of it");
            }
            *state = State::Locked;
        }
    }

    /// Opens the journal with its passphrase or its recovery code; what was sealed meanwhile joins it. One that was opened and cannot be
    /// read is locked no more: what can be done about it needs the same key.
    ///
    /// # Errors
    /// [`ErrorCode::WrongSecret`]; after some of those in a row [`ErrorCode::Wait`], whose detail is the seconds.
    pub fn unlock(&self, secret: &str) -> Result<Joined, Failure> {
        // Held all the while: tries come one after the other, however many ask.
        let mut tries = self.tries()?;
        if self.lock_state() != wire::Lock::Locked {
            return Ok(Joined::default());
        }
        let closed = tries.count(Closed::unlock(self.folder.clone(), &Secret::new(secret)))?;
        let opened = closed.clone().open();
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let journal = match opened {
            Ok(journal) => journal,
            Err(Error::Busy) => return Err(Error::Busy.into()),
            Err(error) => {
                *state = State::failed(error, Some(closed));
                return Ok(Joined::default());
            }
        };
        // A full disk keeps nobody from their own words; what is sealed stays sealed until there is room.
        let joined = journal.open_inbox().unwrap_or_else(|error| {
            tracing::warn!(%error, "what was sealed could not join the journal yet");
            Joined::default()
        });
        *self.unread() = vec![DraftPlace::Capture, DraftPlace::Today, DraftPlace::HardDay];
        *state = State::Open(Arc::new(journal));
        Ok(joined)
    }

    /// Does something that may need a passphrase or code, and counts it as a try.
    ///
    /// # Errors
    /// As [`Door::unlock`].
    pub fn tried<T>(&self, act: impl FnOnce() -> glimmer_core::Result<T>) -> Result<T, Failure> {
        Ok(self.tries()?.count(act())?)
    }

    /// Does something to the open journal that needs the current passphrase or code, and counts it as a try.
    ///
    /// # Errors
    /// As [`Door::unlock`].
    pub fn with_secret<T>(&self, act: impl FnOnce(&Journal) -> glimmer_core::Result<T>) -> Result<T, Failure> {
        let mut tries = self.tries()?;
        let journal = self.journal()?;
        Ok(tries.count(act(&journal))?)
    }

    /// Closes the journal, does something with its files, and opens it again. Whoever asks for the journal meanwhile waits. `act` gets
    /// what opens it, if it was open; if it takes that away, the journal is opened as at a start.
    ///
    /// # Errors
    /// As [`Door::unlock`], and whatever `act` says.
    pub fn closed<T>(&self, act: impl FnOnce(&Folder, &mut Option<Closed>) -> glimmer_core::Result<T>) -> Result<T, Failure> {
        let mut tries = self.tries()?;
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let mut kept = self.close(&mut state)?;
        let done = tries.count(act(&self.folder, &mut kept));
        *state = match kept {
            Some(kept) => State::reopened(kept),
            None => open(&self.folder),
        };
        Ok(done?)
    }

    /// Closes the journal for good. If `act` fails before it has begun to take it away, it opens again.
    ///
    /// # Errors
    /// [`ErrorCode::Busy`] if the journal is in use, and whatever `act` says.
    pub fn ended(&self, act: impl FnOnce(&Folder) -> glimmer_core::Result<()>) -> Result<(), Failure> {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let kept = self.close(&mut state)?;
        let done = act(&self.folder);
        *state = match kept {
            Some(kept) if done.is_err() && !erase::is_pending(&self.folder) => State::reopened(kept),
            None if done.is_err() && !erase::is_pending(&self.folder) => open(&self.folder),
            _ => State::failed(Error::NoJournal(self.folder.journal()), None),
        };
        Ok(done?)
    }

    /// Whether somebody waits for the journal to be let go of: what takes long, and can be done later, ends then.
    pub fn is_wanted(&self) -> bool {
        self.wanted.load(Ordering::Relaxed)
    }

    fn close(&self, state: &mut RwLockWriteGuard<'_, State>) -> glimmer_core::Result<Option<Closed>> {
        self.wanted.store(true, Ordering::Relaxed);
        let closed = close(state);
        self.wanted.store(false, Ordering::Relaxed);
        closed
    }

    fn tries(&self) -> Result<MutexGuard<'_, Tries>, Failure> {
        let tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        match tries.next.as_ref().map(Deadline::left).filter(|left| !left.is_zero()) {
            Some(left) => Err(Failure::outside(ErrorCode::Wait, left.as_secs_f64().ceil())),
            None => Ok(tries),
        }
    }
}

impl Tries {
    fn count<T>(&mut self, tried: glimmer_core::Result<T>) -> glimmer_core::Result<T> {
        match &tried {
            Err(Error::WrongSecret) => {
                self.wrong += 1;
                self.next = Some(Deadline::after(wait_after(self.wrong)));
            }
            Ok(_) => *self = Self::default(),
            Err(_) => {}
        }
        tried
    }
}

/// Where something is written.
pub enum Writing<'a> {
    Journal(Arc<Journal>),
    /// With what keeps the journal locked until it is written.
    Inbox(Inbox, Option<RwLockReadGuard<'a, State>>),
}

fn open(folder: &Folder) -> State {
    State::of(Journal::open(folder.clone()), None)
}

impl State {
    fn of(opened: glimmer_core::Result<Journal>, kept: Option<Closed>) -> Self {
        match opened {
            Ok(journal) => Self::Open(Arc::new(journal)),
            Err(Error::Locked) => Self::Locked,
            Err(error) => Self::failed(error, kept),
        }
    }

    fn reopened(kept: Closed) -> Self {
        Self::of(kept.clone().open(), Some(kept))
    }

    fn failed(error: Error, kept: Option<Closed>) -> Self {
        tracing::error!(%error, "the journal could not be opened");
        Self::Failed(error.into(), kept)
    }
}

/// Closes the journal once nobody uses it any more; what opens it is left, if that is known.
///
/// # Errors
/// [`Error::Busy`] if somebody uses it for too long; it stays open then.
fn close(state: &mut RwLockWriteGuard<'_, State>) -> glimmer_core::Result<Option<Closed>> {
    const STEP: Duration = Duration::from_millis(5);
    let mut journal = match std::mem::replace(&mut **state, State::Locked) {
        State::Open(journal) => journal,
        State::Failed(_, kept) => return Ok(kept),
        State::Locked => return Ok(None),
    };
    let mut waited = Duration::ZERO;
    loop {
        match Arc::try_unwrap(journal) {
            Ok(journal) => return Ok(Some(journal.close())),
            Err(used) if waited < PATIENCE => journal = used,
            Err(used) => {
                **state = State::Open(used);
                return Err(Error::Busy);
            }
        }
        thread::sleep(STEP);
        waited += STEP;
    }
}

#[cfg(test)]
mod tests {
    use glimmer_core::{NewGlimmer, RecoveryCode, clock};

    use super::*;

    #[test]
    fn what_cannot_join_keeps_nobody_out() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::at(home.path());
        let now = clock::now(glimmer_core::Settings::default().day_ends);
        let code = RecoveryCode::generate().unwrap();
        Journal::open(folder.clone()).unwrap().close().renew(None, &Secret::new("warm bread"), &code, now, &mut |_| ()).unwrap();
        // Something in the place of the inbox that is no folder: nothing can be read there.
        std::fs::write(folder.inbox(), "").unwrap();
        let door = Door::at(folder);
        assert_eq!(door.lock_state(), wire::Lock::Locked);
        assert_eq!(door.unlock("warm bread").unwrap(), Joined::default());
        assert_eq!(door.lock_state(), wire::Lock::Open);
        assert!(door.journal().is_ok());
        door.lock();
        assert!(matches!(door.journal(), Err(Failure { code: ErrorCode::Locked, .. })));
    }

    #[test]
    fn what_is_sealed_while_it_opens_joins_with_the_others() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::at(home.path());
        let now = clock::now(glimmer_core::Settings::default().day_ends);
        let code = RecoveryCode::generate().unwrap();
        Journal::open(folder.clone()).unwrap().close().renew(None, &Secret::new("warm bread"), &code, now, &mut |_| ()).unwrap();
        let door = Door::at(folder.clone());
        let Ok(Writing::Inbox(inbox, locked)) = door.writing() else { panic!("it is locked") };
        thread::scope(|scope| {
            let opened = scope.spawn(|| door.unlock("warm bread").unwrap());
            // However far the one who opens it has come by now.
            inbox.keep(NewGlimmer { text: "at the last moment".into(), ..NewGlimmer::default() }, now).unwrap();
            drop(locked);
            assert_eq!(opened.join().unwrap().glimmers, 1);
        });
        assert_eq!(std::fs::read_dir(folder.inbox()).unwrap().count(), 0);
    }

    fn locked_at(folder: &Folder) -> Door {
        let now = clock::now(glimmer_core::Settings::default().day_ends);
        let code = RecoveryCode::generate().unwrap();
        Journal::open(folder.clone()).unwrap().close().renew(None, &Secret::new("warm bread"), &code, now, &mut |_| ()).unwrap();
        Door::at(folder.clone())
    }

    #[test]
    fn a_page_from_before_the_opening_replaces_nothing_it_has_not_read() {
        let home = tempfile::tempdir().unwrap();
        let door = locked_at(&Folder::at(home.path()));
        let place = DraftPlace::Capture;
        door.unlock("warm bread").unwrap();
        assert!(matches!(door.writing_at(place), Ok(Writing::Inbox(_, None))));
        assert!(matches!(door.writing(), Ok(Writing::Journal(_))));
        assert!(matches!(door.reading_at(place), Ok(Writing::Journal(_))));
        assert!(matches!(door.writing_at(place), Ok(Writing::Journal(_))), "now it knows");
        assert!(matches!(door.writing_at(DraftPlace::HardDay), Ok(Writing::Inbox(_, None))));
    }

    #[test]
    fn one_that_cannot_be_read_is_said_behind_the_lock_with_the_key_that_mends_it() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::at(home.path());
        let door = locked_at(&folder);
        std::fs::write(folder.journal(), vec![7; 40_960]).unwrap();
        assert_eq!(door.unlock("cold bread").unwrap_err().code, ErrorCode::WrongSecret);
        door.unlock("warm bread").unwrap();
        assert_eq!(door.lock_state(), wire::Lock::Open);
        assert!(matches!(door.journal(), Err(Failure { code: ErrorCode::NotOurs, .. })));
        assert!(door.key().is_some());
        assert!(door.closed(|_, kept| Ok(kept.is_some())).unwrap());
        assert!(door.key().is_some(), "also after something was tried in vain");
        door.lock();
        assert!(door.key().is_none());
    }

    #[test]
    fn who_uses_the_journal_keeps_it_and_what_needs_it_closed_is_told() {
        let home = tempfile::tempdir().unwrap();
        let door = Door::at(Folder::at(home.path()));
        let _used = door.journal().unwrap();
        assert_eq!(door.ended(|_| panic!("it is in use")).unwrap_err().code, ErrorCode::Busy);
        assert!(door.journal().is_ok());
    }

    #[test]
    fn after_some_wrong_tries_the_next_one_waits_whoever_asks() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::at(home.path());
        let now = clock::now(glimmer_core::Settings::default().day_ends);
        let code = RecoveryCode::generate().unwrap();
        Journal::open(folder.clone()).unwrap().close().renew(None, &Secret::new("right"), &code, now, &mut |_| ()).unwrap();
        let door = Door::at(folder);
        let codes: Vec<_> = (0..4).map(|_| door.unlock("wrong").unwrap_err().code).collect();
        assert_eq!(codes, [ErrorCode::WrongSecret, ErrorCode::WrongSecret, ErrorCode::WrongSecret, ErrorCode::Wait]);
        let waits = door.tried(|| Ok(())).unwrap_err();
        assert_eq!(waits.code, ErrorCode::Wait, "another way in waits as well");
        assert_eq!(waits.detail, "1");
    }
}
