//! Large changes, which leave the connection of the small ones alone.

use rusqlite::Transaction;

use super::{Store, commit_wanted, count};
use crate::{Error, Result};

impl Store {
    /// [`Store::change`] for a large one, over a connection of its own: whoever reads meanwhile reads what was before, and whoever
    /// writes waits for the end of it. `None` says that it is not wanted any more, and nothing has happened then.
    pub(crate) fn change_aside<T>(&self, change: impl FnOnce(&Transaction<'_>) -> Result<Option<T>>) -> Result<Option<T>> {
        if self.read_only {
            return Err(Error::ReadOnly);
        }
        let mut sql = self.another()?;
        let changed = commit_wanted(&mut sql, change);
        drop(sql);
        // Also after nothing: the log may hold what was not wanted.
        self.fold();
        let Some((result, count)) = changed? else { return Ok(None) };
        if let Err(error) = count::acknowledge(&self.folder, count) {
            tracing::warn!(%error, "the change is kept, but could not be counted");
        }
        Ok(Some(result))
    }
}
