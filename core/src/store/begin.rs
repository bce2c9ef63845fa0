//! How a journal begins, and how its folder comes to rest before it is opened.

use std::{
    fs::{self, OpenOptions},
    path::Path,
};

use super::{APPLICATION_ID, LATEST, LOCK, PATIENCE, connect, look, migrate_to};
use crate::{
    Error, Folder, Result, erase,
    folder::{Lock, private},
    swap,
    vault::Vault,
};

/// Whether the journal has a passphrase.
pub(crate) fn is_locked(folder: &Folder) -> bool {
    // A plain key beside a wrapped one means that the passphrase was being removed.
    !folder.vault_key().exists() && (folder.vault_age().exists() || folder.vault_recovery().exists())
}

/// Brings the folder to rest: what was decided before a crash is finished, and a folder with nothing in it gets its journal.
pub(crate) fn settle(folder: &Folder) -> Result<()> {
    folder.make()?;
    folder.tidy();
    let whole = folder.journal().exists() && (folder.vault_key().exists() || is_locked(folder));
    if !whole || swap::is_pending(folder) || erase::is_pending(folder) {
        let _alone = folder.lock(LOCK, Lock::Exclusive, PATIENCE)?;
        erase::finish(folder)?;
        swap::finish(folder)?;
        create(folder)?;
    }
    Ok(())
}

/// Makes vault and journal, in an order that a crash cannot turn into a locked-out journal or a silent second one.
///
/// Both are written under temporary names first. The journal is moved into place before the key, so a key alone always
/// means that the journal is missing, and a journal alone with the temporary key beside it means that we were interrupted.
fn create(folder: &Folder) -> Result<()> {
    let (journal, key) = (folder.journal(), folder.vault_key());
    let (new_journal, new_key) = (folder.file("journal.db.new"), folder.file("vault.key.new"));
    match (journal.exists(), key.exists() || is_locked(folder)) {
        (true, true) => Ok(()), // somebody else was quicker
        (false, true) => Err(Error::NoJournal(journal)),
        (true, false) if new_key.exists() => {
            let vault = Vault::read(&new_key)?;
            look(&journal, &mut vault.journal_key())?;
            folder.rename(&new_key, &key)
        }
        (true, false) => Err(Error::NoVault(key)),
        (false, false) if folder.changes().exists() => Err(Error::NoJournal(journal)),
        (false, false) => {
            for leftover in [&new_journal, &new_key] {
                match fs::remove_file(leftover) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        return Err(Error::file("clear away", leftover)(error));
                    }
                    _ => {}
                }
            }
            let vault = Vault::generate();
            begin(LATEST, &new_journal, &vault)?;
            vault.write(folder, &new_key)?;
            folder.rename(&new_journal, &journal)?;
            folder.rename(&new_key, &key)
        }
    }
}

/// Makes an empty journal of this format, in one file, synced.
pub(crate) fn begin(format: i64, path: &Path, vault: &Vault) -> Result<()> {
    // Made by us, so that only its owner can read it; SQLite's own files inherit that.
    private(OpenOptions::new().create_new(true).write(true)).open(path).map_err(Error::file("make the journal", path))?;
    let mut sql = connect(path, &vault.journal_key())?;
    sql.pragma_update(None, "application_id", APPLICATION_ID)?;
    migrate_to(&mut sql, format)?;
    sql.close().map_err(|(_, error)| error)?;
    OpenOptions::new().write(true).open(path).and_then(|file| file.sync_all()).map_err(Error::file("write", path))
}

/// Readies a journal that is one file to take the place of the journal. The first to open it would otherwise change how it logs,
/// and a power cut then could leave its first sector, with the salt in it, as noise.
pub(crate) fn ready(path: &Path, vault: &Vault) -> Result<()> {
    connect(path, &vault.journal_key())?.close().map_err(|(_, error)| error)?;
    OpenOptions::new().write(true).open(path).and_then(|file| file.sync_all()).map_err(Error::file("write", path))
}
