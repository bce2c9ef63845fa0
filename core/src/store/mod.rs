//! The encrypted store: how it is opened, and how one change becomes durable.
//!
//! A change is one transaction. It is acknowledged once it is committed to the synced write-ahead log; then the log is
//! folded into `journal.db`, so that at rest the journal is one file, and the count of changes is written beside it. When
//! the journal is opened and counts fewer changes than were acknowledged, its tail is lost, and the person is told.

mod aside;
mod begin;
mod behind;
pub(crate) mod candidates;
mod count;
pub(crate) mod drafts;
mod draw;
pub(crate) mod edits;
pub(crate) mod from_before;
pub(crate) mod glimmers;
pub(crate) mod imports;
pub(crate) mod invitations;
pub(crate) mod kept_out;
pub(crate) mod list;
mod look;
pub(crate) mod own_line;
pub(crate) mod photos;
pub(crate) mod prompts;
pub(crate) mod reading;
pub(crate) mod records;
pub(crate) mod rekey;
mod said;
pub(crate) mod search;
pub(crate) mod sky;
pub(crate) mod supports;
pub(crate) mod visits;
pub(crate) mod vocabulary;
pub(crate) mod whole;

use std::{
    fs::{self, File},
    path::Path,
    sync::{LazyLock, Mutex, MutexGuard, PoisonError, atomic::AtomicBool},
    time::Duration,
};

pub(crate) use begin::{begin, is_locked, ready, settle};
pub(crate) use count::read_count;
pub(crate) use look::look;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior, config::DbConfig};
use rusqlite_migration::{HookError, M, Migrations};
use zeroize::Zeroizing;

use crate::{
    Error, Folder, Result, backup,
    folder::Lock,
    vault::{Secret, Vault},
};

/// "Glim" in ASCII, in the header of every journal.
const APPLICATION_ID: i64 = 0x476c_696d;
/// How long we wait for another process to let go of the journal.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);
pub(crate) const LOCK: &str = "journal.lock";
static MIGRATIONS: LazyLock<Migrations<'static>> = LazyLock::new(|| {
    Migrations::new(vec![
        M::up(include_str!("migrations/0001_journal.sql")),
        M::up(include_str!("migrations/0002_everyday.sql")),
        M::up_with_hook(include_str!("migrations/0003_hard_day.sql"), |tx: &Transaction<'_>| Ok(kept_out::fold_all(tx)?)),
        M::up(include_str!("migrations/0004_invitations.sql")),
        M::up(include_str!("migrations/0005_safekeeping.sql")),
        M::up(include_str!("migrations/0006_import.sql")),
        M::up_with_hook(include_str!("migrations/0007_any_size.sql"), |tx: &Transaction<'_>| {
            said::note_all(tx).map_err(|error| HookError::Hook(error.to_string()))
        }),
        M::up(include_str!("migrations/0008_behind.sql")),
        M::up(include_str!("migrations/0009_photos.sql")),
    ])
});
/// How many there are: the version of a journal that has them all.
pub(crate) const LATEST: i64 = 9;

/// An open journal file.
pub(crate) struct Store {
    folder: Folder,
    vault: Vault,
    connection: Mutex<Open>,
    turns: aside::Turns,
    /// Whether something may have been kept that the search index does not hold yet.
    behind: AtomicBool,
    /// Whether nothing can be written here: then everything is read, and each change refused.
    pub(crate) read_only: bool,
    /// Held for as long as the journal is open: restore, rekey, migrate and erase wait for it. Where nothing can be written there
    /// is none.
    _lock: Option<File>,
}

struct Open {
    sql: Connection,
    key: Zeroizing<String>,
    /// SQLite's number for "another connection committed"; see [`Store::changed_elsewhere`].
    seen: i64,
    /// `sql` is no connection to the journal: there was none to be had when the last one was spent.
    gone: bool,
}

impl Store {
    /// Opens the journal in `folder`, or makes a new one if the folder has neither journal nor vault.
    ///
    /// # Errors
    /// [`Error::Locked`] if it has a passphrase. [`Error::NoVault`], [`Error::NoJournal`], [`Error::NotOurs`],
    /// [`Error::Newer`]: nothing was changed then, to the byte. [`Error::Busy`] if another process migrates, or keeps a journal
    /// open that needs a migration.
    pub(crate) fn open(folder: &Folder) -> Result<Self> {
        settle(folder)?;
        if is_locked(folder) {
            return Err(Error::Locked);
        }
        Self::open_with(folder, Vault::read(&folder.vault_key())?)
    }

    /// Opens a journal that has a passphrase.
    ///
    /// # Errors
    /// [`Error::WrongSecret`], and as [`Store::open`].
    pub(crate) fn unlock(folder: &Folder, secret: &Secret) -> Result<Self> {
        settle(folder)?;
        Self::open_with(folder, Vault::unwrap(folder, secret)?)
    }

    pub(crate) fn open_with(folder: &Folder, vault: Vault) -> Result<Self> {
        let mut key = vault.journal_key();
        let mut opened = Self::open_to_write(folder, &vault, &mut key);
        let is_refused = match &opened {
            Ok((sql, _)) => sql.is_readonly(rusqlite::MAIN_DB)?,
            Err(error) => error.is_refusal(),
        };
        // A call that failed once makes no folder in which nothing can be written, and that would hold until the journal is closed.
        if is_refused {
            drop(opened);
            opened = Self::open_to_write(folder, &vault, &mut key);
        }
        let (sql, lock) = match opened {
            Err(error) if error.is_refusal() => (reading::open(folder, &vault).map_err(|_| error)?, None),
            opened => opened.map(|(sql, lock)| (sql, Some(lock)))?,
        };
        let (seen, read_only) = (data_version(&sql)?, sql.is_readonly(rusqlite::MAIN_DB)?);
        let store = Self {
            folder: folder.clone(),
            vault,
            connection: Mutex::new(Open { sql, key, seen, gone: false }),
            turns: aside::Turns::default(),
            // Somebody may have kept something and ended.
            behind: AtomicBool::new(true),
            read_only,
            _lock: lock,
        };
        if !read_only {
            store.check_tail()?;
            folds_when_closed(&store.open_connection().sql, true)?;
        }
        Ok(store)
    }

    fn open_to_write(folder: &Folder, vault: &Vault, key: &mut Zeroizing<String>) -> Result<(Connection, File)> {
        let mut lock = folder.lock(LOCK, Lock::Shared, PATIENCE)?;
        if look(&folder.journal(), key)? < LATEST {
            drop(lock);
            let alone = folder.lock(LOCK, Lock::Exclusive, PATIENCE)?;
            // Somebody else may have been quicker.
            if look(&folder.journal(), key)? < LATEST {
                let mut sql = connect(&folder.journal(), key)?;
                backup::before_migration(&sql, vault, folder);
                migrate(&mut sql)?;
            }
            drop(alone);
            lock = folder.lock(LOCK, Lock::Shared, PATIENCE)?;
        }
        let sql = connect(&folder.journal(), key)?;
        folds_when_closed(&sql, false)?;
        let recipient = format!("{}\n", vault.recipient());
        // What is sealed to another key could never be opened.
        if fs::read(folder.vault_pub()).ok().as_deref() != Some(recipient.as_bytes()) {
            folder.replace(&folder.vault_pub(), recipient.as_bytes())?;
        }
        Ok((sql, lock))
    }

    /// A connection of its own to the same journal, for what takes a while.
    pub(crate) fn another(&self) -> Result<Connection> {
        self.catch_up(&mut self.open_connection());
        if self.read_only {
            return reading::open(&self.folder, &self.vault);
        }
        connect(&self.folder.journal(), &self.vault.journal_key())
    }

    /// Folds in what could not be folded while something else was reading.
    pub(crate) fn fold(&self) {
        if let Err(error) = fold(&self.open_connection().sql, self.patience_to_fold()) {
            tracing::warn!(%error, "the last changes could not be folded into the journal file yet");
        }
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.vault
    }

    pub(crate) fn into_vault(self) -> Vault {
        self.vault
    }

    fn open_connection(&self) -> MutexGuard<'_, Open> {
        // A panic in another thread rolled its transaction back; the connection is as good as before.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads, on one consistent state of the journal.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let mut open = self.open_connection();
        let stays_behind = self.catch_up(&mut open);
        let result = behind::begin_reading(&mut open.sql, stays_behind).and_then(|transaction| read(&transaction));
        result.inspect_err(|error| self.renew_if_spent(&mut open, error))
    }

    /// After one page that could not be read, SQLCipher lets nothing through that connection any more, not even good pages; and
    /// what SQLite once could open only for reading it never writes to, whatever was in the way.
    fn renew_if_spent(&self, open: &mut Open, error: &Error) {
        let no_memory = |error: &rusqlite::Error| error.sqlite_error_code() == Some(rusqlite::ErrorCode::OutOfMemory);
        let spent = matches!(error, Error::Damaged | Error::ReadOnly) || matches!(error, Error::Store(error) if no_memory(error));
        if !(spent || open.gone) || self.read_only {
            return;
        }
        // What SQLite knows of a file is shared by all connections of a process, for as long as there is one: the old one goes first.
        if let Ok(none) = Connection::open_in_memory() {
            (open.sql, open.gone) = (none, true);
        }
        let another = connect(&self.folder.journal(), &open.key).or_else(|_| reading::open(&self.folder, &self.vault));
        match another {
            // Whatever others changed meanwhile, it is better read again once too often.
            Ok(sql) => (open.sql, open.seen, open.gone) = (sql, -1, false),
            Err(error) => tracing::warn!(%error, "the journal cannot be reached now; the next time it is tried again"),
        }
    }

    /// Makes one change: all of it, durably, or none of it. Returns after the commit is synced.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        if self.read_only {
            return Err(Error::ReadOnly);
        }
        let _turn = self.turn();
        let mut open = self.open_connection();
        let committed = commit(&mut open.sql, change);
        let (result, count) = committed.inspect_err(|error| self.renew_if_spent(&mut open, error))?;
        // The words are safe from here on; what follows may fail without a word being lost, so it must not look like a failure.
        let folded = fold(&open.sql, self.patience_to_fold()).unwrap_or_else(|error| {
            tracing::warn!(%error, "the change is kept, but could not be folded into the journal file yet");
            false
        });
        // Counted all the same: while the words are only in the log, losing that log is what the count must reveal.
        if let Err(error) = count::acknowledge(&self.folder, count, folded) {
            tracing::warn!(%error, "the change is kept, but could not be counted");
        }
        Ok(result)
    }

    /// Whether another process changed the journal since this was last asked.
    pub(crate) fn changed_elsewhere(&self) -> Result<bool> {
        let mut open = self.open_connection();
        let now = data_version(&open.sql)?;
        let changed = std::mem::replace(&mut open.seen, now) != now;
        if changed {
            self.is_behind();
        }
        Ok(changed)
    }

    /// How many acknowledged changes were found missing and have not been read about yet.
    pub(crate) fn lost(&self) -> Result<i64> {
        self.read(|tx| Ok(tx.query_row("select lost from journal", [], |row| row.get(0))?))
    }

    pub(crate) fn lost_was_read(&self) -> Result<()> {
        self.change(|tx| Ok(tx.execute("update journal set lost = 0", []).map(drop)?))
    }

    /// Compares the journal's count with the one beside it. A gap is written down at once, for the next changes would hide it.
    fn check_tail(&self) -> Result<()> {
        let acknowledged = read_count(&self.folder)?;
        let found: i64 = self.read(|tx| Ok(tx.query_row("select changes from journal", [], |row| row.get(0))?))?;
        if found < acknowledged {
            tracing::error!(missing = acknowledged - found, "the end of the journal is missing");
            self.change(|tx| {
                let sql = "update journal set lost = lost + ?1, changes = ?2 where changes < ?2";
                Ok(tx.execute(sql, [acknowledged - found, acknowledged]).map(drop)?)
            })?;
        }
        Ok(())
    }
}

/// Makes one change and counts it; all of it is synced when this returns.
fn commit<T>(sql: &mut Connection, change: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<(T, i64)> {
    commit_wanted(sql, |tx| change(tx).map(Some))?.ok_or(Error::NotFound)
}

/// The same, if it is still wanted when it is made.
fn commit_wanted<T>(sql: &mut Connection, change: impl FnOnce(&Transaction<'_>) -> Result<Option<T>>) -> Result<Option<(T, i64)>> {
    let transaction = sql.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let Some(result) = change(&transaction)? else { return Ok(None) };
    let count = transaction.query_row("update journal set changes = changes + 1 returning changes", [], |row| row.get(0))?;
    transaction.commit()?;
    Ok(Some((result, count)))
}

pub(crate) fn migrate(sql: &mut Connection) -> Result<()> {
    migrate_to(sql, LATEST)
}

fn migrate_to(sql: &mut Connection, format: i64) -> Result<()> {
    use rusqlite_migration::Error as Migration;
    MIGRATIONS.to_version(sql, usize::try_from(format).map_err(|_| Error::Damaged)?).map_err(|error| match error {
        Migration::RusqliteError { err, .. } => err.into(),
        _ => Error::Damaged,
    })?;
    fold(sql, PATIENCE).map(drop)
}

pub(crate) fn connect(path: &Path, key: &str) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let sql = open_file(path, flags, key)?;
    folds_when_closed(&sql, false)?;
    sql.busy_timeout(PATIENCE)?;
    sql.pragma_update(None, "foreign_keys", true)?;
    sql.pragma_update(None, "secure_delete", true)?;
    sql.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get::<_, String>(0))?;
    sql.pragma_update(None, "synchronous", "full")?;
    // On a Mac an ordinary sync stops at the drive's cache; elsewhere these change nothing.
    sql.pragma_update(None, "fullfsync", true)?;
    sql.pragma_update(None, "checkpoint_fullfsync", true)?;
    // In KiB, and taken as it is needed: reading a page again means deciphering it again.
    sql.pragma_update(None, "cache_size", -16 * 1024)?;
    sql.set_prepared_statement_cache_capacity(64);
    folds_when_closed(&sql, true)?;
    Ok(sql)
}

/// Until it is known that the journal is whole, closing it must not fold its log in: what is refused stays as it is.
fn folds_when_closed(sql: &Connection, folds: bool) -> Result<()> {
    Ok(sql.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !folds).map(drop)?)
}

/// Opens a file and gives SQLCipher its key; whether it fits shows at the first read.
pub(crate) fn open_file(path: impl AsRef<Path>, flags: OpenFlags, key: &str) -> Result<Connection> {
    // SQLCipher prepares itself when the first connection opens, and another thread that opens one meanwhile is not made to wait
    // for it: it would be told that its key is none.
    static PREPARED: LazyLock<rusqlite::Result<()>> = LazyLock::new(|| Connection::open_in_memory().map(drop));
    if let Err(error) = &*PREPARED {
        tracing::warn!(%error, "SQLCipher could not be prepared");
    }
    let sql = Connection::open_with_flags(path, flags)?;
    unlock(&sql, key)?;
    Ok(sql)
}

fn unlock(sql: &Connection, key: &str) -> Result<()> {
    // SQLCipher would write its own lines to stderr, where a person at a terminal reads ours.
    sql.pragma_update_and_check(None, "cipher_log_level", "NONE", |_| Ok(())).or_else(ignore_no_rows)?;
    sql.pragma_update_and_check(None, "key", key, |_| Ok(())).or_else(ignore_no_rows)?;
    Ok(())
}

/// A pragma that answers in some builds of SQLCipher and keeps silent in others.
pub(crate) fn ignore_no_rows(error: rusqlite::Error) -> rusqlite::Result<()> {
    if matches!(error, rusqlite::Error::QueryReturnedNoRows) { Ok(()) } else { Err(error) }
}

/// Moves the write-ahead log into the journal file. A reader elsewhere may keep that from happening now; the next change does it then.
/// The words are safe already, so nobody should wait long for somebody else's reading. Returns whether all of it was moved.
pub(crate) fn fold(sql: &Connection, patience: Duration) -> Result<bool> {
    sql.busy_timeout(patience)?;
    let kept_from_it = sql.query_row("pragma wal_checkpoint(truncate)", [], |row| row.get::<_, bool>(0));
    sql.busy_timeout(PATIENCE)?;
    Ok(!kept_from_it?)
}

fn data_version(sql: &Connection) -> Result<i64> {
    Ok(sql.pragma_query_value(None, "data_version", |row| row.get(0))?)
}

#[cfg(test)]
mod tests;
