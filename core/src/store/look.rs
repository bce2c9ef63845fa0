//! A look at a journal before it is opened: whether it is ours, and of which version.

use std::{
    fs::{self, File},
    io::{BufReader, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use rusqlite::OpenFlags;
use zeroize::Zeroizing;

use super::{APPLICATION_ID, LATEST, open_file, reading::uri};
use crate::{Error, Result};

/// Reads the format version of the journal without changing a byte of it.
///
/// SQLCipher keeps a salt in the first sixteen bytes. A power cut while the log is folded in may leave the first sector as noise;
/// the pages are all in the log then, but without the salt none of them can be verified. In that case `key` gets the log's.
///
/// # Errors
/// [`Error::NotOurs`] if `key` does not open it; [`Error::Newer`].
pub(crate) fn look(path: &Path, key: &mut Zeroizing<String>) -> Result<i64> {
    look_at(path, key).or_else(|error| {
        let Some(salted) = with_salt_of_log(path, key) else { return Err(error) };
        let version = look_at(path, &salted)?;
        *key = salted;
        Ok(version)
    })
}

/// At rest all of it is in the main file, which is read without a lock; a page that another process is writing at this very
/// instant reads as damaged, so a failed look is repeated. A log that was not folded in is read with it: its process may have
/// died while folding, and then the main file alone is half old and half new.
fn look_at(path: &Path, key: &str) -> Result<i64> {
    let mut last = Error::NotOurs(path.into());
    for attempt in 0..20 {
        if attempt > 0 {
            thread::sleep(Duration::from_millis(2));
        }
        match look_once(path, key) {
            Err(Error::Damaged) => last = Error::NotOurs(path.into()),
            Err(other) => last = other,
            Ok((APPLICATION_ID, version)) if version > LATEST => {
                return Err(Error::Newer { found: version, known: LATEST });
            }
            Ok((APPLICATION_ID, version)) => return Ok(version),
            Ok(_) => return Err(Error::NotOurs(path.into())),
        }
    }
    Err(last)
}

fn look_once(path: &Path, key: &str) -> Result<(i64, i64)> {
    // Beside an empty file SQLite would clear a log away; one of a single byte is empty to it, too.
    let length = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
    let how = if length(path) > 1 && length(&log_of(path)) > 0 { "mode=ro" } else { "immutable=1" };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let sql = open_file(uri(path, how), flags, key)?;
    let number = |name| sql.pragma_query_value(None, name, |row| row.get(0));
    Ok((number("application_id")?, number("user_version")?))
}

/// SQLite's write-ahead log of a journal.
fn log_of(journal: &Path) -> PathBuf {
    let mut name = journal.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// `key` together with the salt that the log beside `journal` holds; `None` if its log does not hold the first page.
fn with_salt_of_log(journal: &Path, key: &str) -> Option<Zeroizing<String>> {
    let salt = in_log(journal)?;
    let hex: String = salt.iter().map(|byte| format!("{byte:02x}")).collect();
    Some(Zeroizing::new(format!("{}{hex}'", key.strip_suffix('\'')?)))
}

/// Where the log begins with a header of 32 bytes, and each page in it with one of 24 (SQLite's file format, §4.1).
fn in_log(journal: &Path) -> Option<[u8; 16]> {
    let mut log = BufReader::new(File::open(log_of(journal)).ok()?);
    let mut header = [0; 32];
    log.read_exact(&mut header).ok()?;
    let page_size = u32::from_be_bytes(header[8..12].try_into().ok()?);
    loop {
        let mut frame = [0; 24];
        log.read_exact(&mut frame).ok()?;
        // Numbers of its own tell the pages of this log from what an earlier one left behind.
        let (is_first_page, is_current) = (frame[..4] == [0, 0, 0, 1], frame[8..16] == header[16..24]);
        if is_first_page && is_current {
            let mut salt = [0; 16];
            log.read_exact(&mut salt).ok()?;
            return Some(salt);
        }
        log.seek(SeekFrom::Current(page_size.into())).ok()?;
    }
}
