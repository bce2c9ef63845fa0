//! Connections that only read: for copies, for checks, and for a journal that cannot be written.

use std::{fs, path::Path};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{LATEST, PATIENCE, look, open_file};
use crate::{Error, Folder, Result, vault::Vault};

/// Opens the journal of a folder in which nothing can be written. What a crash left in its log is read where SQLite can do that.
///
/// # Errors
/// [`Error::ReadOnly`] if its format is an older one, which can be read only after it was changed.
pub(super) fn open(folder: &Folder, vault: &Vault) -> Result<Connection> {
    let (path, mut key) = (folder.journal(), vault.journal_key());
    if look(&path, &mut key)? < LATEST {
        return Err(Error::ReadOnly);
    }
    beside(&path, &key)
}

/// Opens a file that nobody writes: no log is read, no lock is taken, not a byte is changed.
pub(crate) fn at_rest(path: &Path, key: &str) -> Result<Connection> {
    connect(&uri(path, "immutable=1"), key)
}

/// Opens a journal that others may be writing, its log included.
pub(crate) fn beside(path: &Path, key: &str) -> Result<Connection> {
    let sql = connect(&uri(path, "mode=ro"), key)?;
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let logged = fs::metadata(log).is_ok_and(|log| log.len() > 0);
    match sql.query_row("select count(*) from sqlite_schema", [], |_| Ok(())) {
        // Nothing is in the log, but where its index cannot be written SQLite reads only what is said to be at rest.
        Err(error) if !logged && matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)) => {
            at_rest(path, key)
        }
        _ => Ok(sql),
    }
}

/// Opens a copy that may be written carelessly, for nobody needs it afterwards: what can be read is what counts.
pub(crate) fn scratch(path: &Path, key: &str) -> Result<Connection> {
    let sql = open_file(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX, key)?;
    sql.pragma_update_and_check(None, "journal_mode", "off", |_| Ok(()))?;
    sql.pragma_update(None, "synchronous", false)?;
    Ok(sql)
}

fn connect(uri: &str, key: &str) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let sql = open_file(uri, flags, key)?;
    sql.busy_timeout(PATIENCE)?;
    Ok(sql)
}

/// The file as SQLite takes it when it is to be told more than a name.
pub(crate) fn uri(path: &Path, how: &str) -> String {
    let mut uri = String::from(if cfg!(windows) { "file:/" } else { "file:" });
    for c in path.to_string_lossy().chars() {
        match c {
            '%' => uri.push_str("%25"),
            '?' => uri.push_str("%3f"),
            '#' => uri.push_str("%23"),
            '\\' if cfg!(windows) => uri.push('/'),
            c => uri.push(c),
        }
    }
    uri + "?" + how
}
