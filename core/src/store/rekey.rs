//! The journal under another key.

use std::{fs::OpenOptions, path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, OptionalExtension, backup::Backup, params};
use zeroize::Zeroizing;

use super::{PATIENCE, connect, fold, ignore_no_rows, open_file};
use crate::{Error, Result, backup::Progress, folder::private, vault::Vault};

/// Pages copied between two looks at the clock and two words about progress.
const STEP: i32 = 2000;

/// Writes the journal at `from`, which nobody else has open, to `to`, under another key, and reads it there once more. `progress`
/// goes from 0 to 1.
pub(crate) fn rekeyed(from: &Path, old: &Vault, to: &Path, new: &Vault, progress: Progress<'_>) -> Result<()> {
    let source = connect(from, &old.journal_key())?;
    fold(&source, PATIENCE)?;
    private(OpenOptions::new().create(true).truncate(true).write(true)).open(to).map_err(Error::file("make", to))?;
    let mut copy = open_single(to, old)?;
    {
        let backup = Backup::new(&source, &mut copy)?;
        loop {
            let step = backup.step(STEP)?;
            let at = backup.progress();
            progress(0.5 * (1.0 - f64::from(at.remaining) / f64::from(at.pagecount.max(1))));
            match step {
                rusqlite::backup::StepResult::Done => break,
                rusqlite::backup::StepResult::More => {}
                _ => std::thread::sleep(Duration::from_millis(5)),
            }
        }
    }
    remember(&copy, old)?;
    let expected = counts(&copy)?;
    // It reports no error of writing; reading it once more does.
    copy.pragma_update_and_check(None, "rekey", new.journal_key().as_str(), |_| Ok(())).or_else(ignore_no_rows)?;
    copy.close().map_err(|(_, error)| error)?;
    progress(0.8);
    let copy = open_single(to, new)?;
    let damaged: Option<String> = copy.query_row("pragma cipher_integrity_check", [], |row| row.get(0)).optional()?;
    if damaged.is_some() || counts(&copy)? != expected {
        return Err(Error::Damaged);
    }
    progress(1.0);
    Ok(())
}

/// As one file, without a log beside it.
fn open_single(path: &Path, vault: &Vault) -> Result<Connection> {
    let sql = open_file(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX, &vault.journal_key())?;
    sql.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(())).or_else(ignore_no_rows)?;
    sql.pragma_update(None, "synchronous", "full")?;
    sql.pragma_update(None, "secure_delete", true)?;
    Ok(sql)
}

fn counts(sql: &Connection) -> Result<(i64, i64)> {
    Ok(sql.query_row("select changes, (select count(*) from glimmer) from journal", [], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Remembers a key that the journal had, for the copies that still have it.
pub(crate) fn remember(sql: &Connection, vault: &Vault) -> Result<()> {
    sql.execute("insert or ignore into old_key values (?1, ?2)", params![vault.recipient(), vault.line().as_str()])?;
    Ok(())
}

/// The keys that the journal had before.
pub(crate) fn remembered(sql: &Connection) -> Result<Vec<Vault>> {
    let mut statement = sql.prepare("select secret from old_key")?;
    let secrets = statement.query_map([], |row| row.get(0).map(Zeroizing::new))?.collect::<rusqlite::Result<Vec<Zeroizing<String>>>>()?;
    Ok(secrets.iter().filter_map(|secret| Vault::find(secret)).collect())
}
