//! The count beside the journal: how many changes were acknowledged.

use std::{
    fs::{File, OpenOptions},
    io::{Read, Seek, Write},
};

use crate::{Error, Folder, Result, folder::private};

/// The count beside the journal. Twenty digits in one place: shorter than a sector, so it is never half written. Once the change is
/// `folded` in, no log can be lost with it, and nobody waits until the count is on the disk too: an older one there hides nothing.
pub(super) fn acknowledge(folder: &Folder, count: i64, folded: bool) -> Result<()> {
    let path = folder.changes();
    let write = || -> std::io::Result<()> {
        let mut file = private(OpenOptions::new().create(true).truncate(false).read(true).write(true)).open(&path)?;
        file.lock()?; // two processes may get here in the wrong order; the count must not go back
        if parse_count(&mut file)? >= count {
            return Ok(());
        }
        file.rewind()?;
        file.write_all(format!("{count:020}\n").as_bytes())?;
        file.set_len(21)?;
        if folded { Ok(()) } else { file.sync_data() }
    };
    write().map_err(Error::file("write", &path))
}

/// Zero if there is no count yet, or none that can be read: then nothing can be compared.
pub(crate) fn read_count(folder: &Folder) -> Result<i64> {
    let read = || -> std::io::Result<i64> {
        let mut file = File::open(folder.changes())?;
        file.lock_shared()?;
        parse_count(&mut file)
    };
    match read() {
        Ok(count) => Ok(count),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(Error::file("read", folder.changes())(error)),
    }
}

/// Whatever cannot be read as a number counts nothing; the next change writes it anew.
fn parse_count(file: &mut File) -> std::io::Result<i64> {
    let mut bytes = Vec::new();
    file.take(64).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).trim().parse().unwrap_or(0))
}
