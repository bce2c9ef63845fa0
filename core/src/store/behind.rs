//! The search index may be behind by what was kept last: who keeps does not wait for it, who reads does.

use std::{sync::atomic::Ordering, time::Duration};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{Open, PATIENCE, Store, fold, search};
use crate::{Error, Result};

impl Store {
    /// The next reading lets the search index catch up: something was kept that it does not hold.
    pub(crate) fn is_behind(&self) {
        self.behind.store(true, Ordering::Release);
    }

    /// Lets the index catch up with what was kept. While somebody else writes it stays behind, for nobody waits here. Returns whether
    /// it stays behind because it could not be written.
    pub(super) fn catch_up(&self, open: &mut Open) -> bool {
        if self.read_only || open.gone || self.is_in_large_change() || !self.behind.load(Ordering::Acquire) {
            return false;
        }
        let (sql, patience) = (&mut open.sql, self.patience_to_fold());
        // It is no change of the journal, and not counted as one.
        let caught = (|| {
            sql.busy_timeout(Duration::ZERO)?;
            if !search::is_behind(sql)? {
                return Ok(());
            }
            let transaction = sql.transaction_with_behavior(TransactionBehavior::Immediate)?;
            search::catch_up(&transaction)?;
            transaction.commit()?;
            fold(sql, patience).map(drop)
        })();
        let _ = sql.busy_timeout(PATIENCE);
        match caught {
            Ok(()) => self.behind.store(false, Ordering::Release),
            Err(Error::Busy) => {}
            Err(error) => {
                tracing::warn!(%error, "the search index could not be brought up to date");
                return true;
            }
        }
        false
    }
}

/// Where the index could not be brought up to date, on a full disk for example, it is for this reading alone: nothing of that is written.
pub(super) fn begin_reading(sql: &mut Connection, stays_behind: bool) -> Result<Transaction<'_>> {
    let caught_up = stays_behind && search::catch_up(&sql.unchecked_transaction()?).is_ok();
    let transaction = sql.transaction()?;
    if caught_up {
        search::catch_up(&transaction)?;
    }
    Ok(transaction)
}
