//! The salt of the journal, which SQLCipher keeps in its first sixteen bytes, where the log has it, too.
//!
//! A power cut while the log is folded in may leave the first sector as noise. The pages are all in the log then, but without
//! the salt none of them can be verified.

use std::{
    fs::File,
    io::{BufReader, Read, Seek, SeekFrom},
    path::Path,
};

use zeroize::Zeroizing;

/// `key` together with the salt that the log beside `journal` holds; `None` if its log does not hold the first page.
pub(super) fn with_salt_of_log(journal: &Path, key: &str) -> Option<Zeroizing<String>> {
    let salt = in_log(journal)?;
    let hex: String = salt.iter().map(|byte| format!("{byte:02x}")).collect();
    Some(Zeroizing::new(format!("{}{hex}'", key.strip_suffix('\'')?)))
}

/// Where the log begins with a header of 32 bytes, and each page in it with one of 24 (SQLite's file format, §4.1).
fn in_log(journal: &Path) -> Option<[u8; 16]> {
    let mut log = BufReader::new(File::open(super::log_of(journal)).ok()?);
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
