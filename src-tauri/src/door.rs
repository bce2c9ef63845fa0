//! Whether the journal is open. Everybody who needs it asks here each time, so that locking leaves nobody with a key in the hand.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
    thread,
    time::Duration,
};

use glimmer_core::{
    Closed, Error, Folder, Inbox, Joined, Journal, Secret,
    clock::Deadline,
    vault::{self, wait_after},
};

use crate::wire::{self, ErrorCode, Failure};

/// How long whoever is reading or writing is waited for before the journal closes.
const PATIENCE: Duration = Duration::from_secs(10);

pub struct Door {
    folder: Folder,
    state: RwLock<State>,
    tries: Mutex<Tries>,
}

enum State {
    Open(Arc<Journal>),
    Locked,
    /// Why it cannot be opened: the app still runs then, says so, and holds what is being written.
    Failed(Failure),
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
        Self { folder, state: RwLock::new(state), tries: Mutex::default() }
    }

    /// # Errors
    /// [`ErrorCode::Locked`], or why the journal could not be opened.
    pub fn journal(&self) -> Result<Arc<Journal>, Failure> {
        match &*self.state.read().unwrap_or_else(PoisonError::into_inner) {
            State::Open(journal) => Ok(journal.clone()),
            State::Locked => Err(Error::Locked.into()),
            State::Failed(failure) => Err(failure.clone()),
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
            State::Locked => Ok(Writing::Inbox(Inbox::of(self.folder.clone()), state)),
            State::Failed(failure) => Err(failure.clone()),
        }
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
            close(&mut state);
            *state = State::Locked;
        }
    }

    /// Opens the journal with its passphrase or its recovery code; what was sealed meanwhile joins it.
    ///
    /// # Errors
    /// [`ErrorCode::WrongSecret`]; after some of those in a row [`ErrorCode::Wait`], whose detail is the seconds.
    pub fn unlock(&self, secret: &str) -> Result<Joined, Failure> {
        // Held all the while: tries come one after the other, however many ask.
        let mut tries = self.tries()?;
        if self.lock_state() != wire::Lock::Locked {
            return Ok(Joined::default());
        }
        let journal = tries.count(Journal::unlock(self.folder.clone(), &Secret::new(secret)))?;
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        // A full disk keeps nobody from their own words; what is sealed stays sealed until there is room.
        let joined = journal.open_inbox().unwrap_or_else(|error| {
            tracing::warn!(%error, "what was sealed could not join the journal yet");
            Joined::default()
        });
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
        let mut kept = close(&mut state);
        let done = tries.count(act(&self.folder, &mut kept));
        *state = match kept {
            Some(kept) => State::of(kept.open()),
            None => open(&self.folder),
        };
        Ok(done?)
    }

    /// Closes the journal for good; it opens again only if `act` did not do what it was for.
    ///
    /// # Errors
    /// Whatever `act` says.
    pub fn ended(&self, act: impl FnOnce(&Folder) -> glimmer_core::Result<()>) -> Result<(), Failure> {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let kept = close(&mut state);
        let done = act(&self.folder);
        *state = match kept {
            Some(kept) if done.is_err() => State::of(kept.open()),
            _ => State::Failed(Error::NoJournal(self.folder.journal()).into()),
        };
        Ok(done?)
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
    Inbox(Inbox, StillLocked<'a>),
}

type StillLocked<'a> = RwLockReadGuard<'a, State>;

fn open(folder: &Folder) -> State {
    State::of(Journal::open(folder.clone()))
}

impl State {
    fn of(opened: glimmer_core::Result<Journal>) -> Self {
        match opened {
            Ok(journal) => Self::Open(Arc::new(journal)),
            Err(Error::Locked) => Self::Locked,
            Err(error) => {
                tracing::error!(%error, "the journal could not be opened");
                Self::Failed(error.into())
            }
        }
    }
}

/// Closes the journal once nobody uses it any more; what opens it is left, if it was open.
fn close(state: &mut RwLockWriteGuard<'_, State>) -> Option<Closed> {
    const STEP: Duration = Duration::from_millis(5);
    let State::Open(mut journal) = std::mem::replace(&mut **state, State::Locked) else { return None };
    let mut waited = Duration::ZERO;
    loop {
        match Arc::try_unwrap(journal) {
            Ok(journal) => return Some(journal.close()),
            Err(used) if waited < PATIENCE => journal = used,
            // It closes when the last one lets go of it.
            Err(_) => {
                tracing::error!("somebody holds the journal open");
                return None;
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
