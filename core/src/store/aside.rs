//! Large changes, which leave the connection of the small ones alone.

use std::{
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use rusqlite::Transaction;

use super::{Store, commit_wanted, count};
use crate::{Error, Result};

/// In KiB; freed at the end.
const CACHE: i64 = 64 * 1024;

/// Who writes, one after the other. A turn is taken before the connection, so that nobody who waits for one holds up a reader.
#[derive(Default)]
pub(super) struct Turns {
    turn: Mutex<()>,
    is_large: AtomicBool,
    /// How many read for longer than anybody should wait.
    reading: AtomicUsize,
}

/// A long reading under way, however it ends.
struct Reading<'a>(&'a AtomicUsize);

impl<'a> Reading<'a> {
    fn begin(reading: &'a AtomicUsize) -> Self {
        reading.fetch_add(1, Ordering::AcqRel);
        Self(reading)
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// A large change under way, however it ends.
struct Large<'a>(&'a AtomicBool);

impl<'a> Large<'a> {
    fn begin(is_large: &'a AtomicBool) -> Self {
        is_large.store(true, Ordering::Release);
        Self(is_large)
    }
}

impl Drop for Large<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

impl Store {
    pub(super) fn turn(&self) -> MutexGuard<'_, ()> {
        self.turns.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether whoever writes now would wait for a large change.
    pub(crate) fn is_in_large_change(&self) -> bool {
        self.turns.is_large.load(Ordering::Acquire)
    }

    /// Lets `read` take its time over connections of its own: meanwhile no change waits to be folded in, and all are when it is done.
    pub(crate) fn while_reading<T>(&self, read: impl FnOnce() -> T) -> T {
        let reading = Reading::begin(&self.turns.reading);
        let done = read();
        drop(reading);
        if !self.read_only {
            self.fold();
        }
        done
    }

    /// How long a change that is kept may wait for others until it can be folded in.
    pub(super) fn patience_to_fold(&self) -> Duration {
        match self.turns.reading.load(Ordering::Acquire) {
            0 => Duration::from_millis(50),
            _ => Duration::ZERO,
        }
    }

    /// [`Store::change`] for a large one, over a connection of its own: whoever reads meanwhile reads what was before, and whoever
    /// writes waits for the end of it. `None` says that it is not wanted any more, and nothing has happened then.
    pub(crate) fn change_aside<T>(&self, change: impl FnOnce(&Transaction<'_>) -> Result<Option<T>>) -> Result<Option<T>> {
        if self.read_only {
            return Err(Error::ReadOnly);
        }
        let _turn = self.turn();
        let _large = Large::begin(&self.turns.is_large);
        let mut sql = self.another()?;
        // Ids and hashes come in no order: each would otherwise cost a page read and deciphered.
        sql.pragma_update(None, "cache_size", -CACHE)?;
        let changed = commit_wanted(&mut sql, change);
        drop(sql);
        // Also after nothing: the log may hold what was not wanted.
        self.fold();
        let Some((result, count)) = changed? else { return Ok(None) };
        if let Err(error) = count::acknowledge(&self.folder, count, false) {
            tracing::warn!(%error, "the change is kept, but could not be counted");
        }
        Ok(Some(result))
    }
}
