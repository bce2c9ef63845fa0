//! What happens to the copies when the key or the passphrase of the journal changes.

use std::{fs, path::Path};

use chrono::{DateTime, FixedOffset};
use rusqlite::Connection;
use zeroize::Zeroizing;

use super::{
    Copy, Note, Place, Progress, VaultFiles, folders,
    make::{put_vault_files, verify},
    photos, second, vault_files,
};
use crate::{
    Error, Folder, Journal, Result, check,
    store::{self, reading, rekey::remembered},
    vault::Vault,
};

/// A copy that an earlier key still opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldCopy {
    pub made_at: DateTime<FixedOffset>,
    /// The folder that holds it.
    pub folder: String,
}

/// The copies within reach that the vault with this recipient does not open; and, if the second folder is not within reach, those
/// that it may hold.
pub fn old_copies(folder: &Folder, recipient: &str) -> Result<Vec<OldCopy>> {
    let mut old: Vec<_> = super::list(folder)?.iter().filter(|copy| copy.note.recipient != recipient).map(OldCopy::of).collect();
    old.extend(
        second::away(folder)?
            .into_iter()
            .filter(|held| held.recipient != recipient)
            .map(|held| OldCopy { made_at: held.made_at, folder: held.folder }),
    );
    Ok(old)
}

impl OldCopy {
    fn of(copy: &Copy) -> Self {
        Self { made_at: copy.note.made_at, folder: copy.folder.path().display().to_string() }
    }
}

/// Gives each copy within reach that one of `from` opens the key of `to` and these vault files. Each of them is at every instant
/// whole, with the old key or with the new one; done again it goes on where it ended.
///
/// Returns what an earlier key still opens: copies that none of `from` opens or that could not be written, and what may be in a
/// second folder that is not within reach.
///
/// # Errors
/// [`Error::Busy`] if another process is writing copies, [`Error::File`] if they cannot even be listed.
pub fn rekey_all(folder: &Folder, from: &[Vault], to: &Vault, files: &VaultFiles, progress: Progress<'_>) -> Result<Vec<OldCopy>> {
    let here = folder.backups();
    let places = [Some((here, Place::Here)), second::within_reach(folder).map(|second| (second, Place::Second))];
    let places: Vec<_> = places.into_iter().flatten().filter(|(path, _)| path.is_dir()).collect();
    let all: Vec<_> = places.iter().map(|(path, place)| folders::read(path, *place).map(|copies| (path, copies))).collect::<Result<_>>()?;
    let number = all.iter().map(|(_, copies)| copies.len()).sum::<usize>();
    let mut done = 0;
    for (path, copies) in &all {
        let _alone = folders::lock(path)?;
        folders::settle(path).map_err(Error::file("clear away what was left in", *path))?;
        for copy in copies {
            let renewed = match from.iter().find(|vault| vault.recipient() == copy.note.recipient) {
                _ if copy.note.recipient == to.recipient() => put_vault_files(&Folder::at(path.join(&copy.id)), files),
                Some(old) => rekey(path, copy, old, to, files),
                None => Ok(()),
            };
            if let Err(error) = renewed {
                tracing::warn!(%error, "a copy could not be given the new key");
            }
            done += 1;
            progress(done as f64 / number as f64);
        }
    }
    old_copies(folder, &to.recipient())
}

fn rekey(path: &Path, copy: &Copy, old: &Vault, to: &Vault, files: &VaultFiles) -> Result<()> {
    folders::put(path, &copy.id, |new| {
        // By its own name: settling may have moved it since it was listed.
        folders::copy_file(&Folder::at(path.join(&copy.id)).journal(), &new.journal())?;
        let inside = check::inside(&reading::at_rest(&new.journal(), &old.journal_key())?)?;
        change_key(&new.journal(), &old.journal_key(), &to.journal_key())?;
        put_vault_files(new, files)?;
        photos::write_list(new, &photos::list(&copy.folder)?)?;
        let sha256 = verify(&new.journal(), to, &inside)?;
        folders::write_note(new, &Note { recipient: to.recipient(), sha256, ..copy.note.clone() })
    })
}

/// Encrypts a journal that nobody else has open with another key; it is one file, synced, afterwards.
pub(super) fn change_key(path: &Path, old: &Zeroizing<String>, new: &Zeroizing<String>) -> Result<()> {
    let sql = store::connect(path, old)?;
    at_rest(&sql)?;
    sql.pragma_update_and_check(None, "rekey", new.as_str(), |_| Ok(())).or_else(store::ignore_no_rows)?;
    sql.close().map_err(|(_, error)| error)?;
    fs::File::options().write(true).open(path).and_then(|file| file.sync_all()).map_err(Error::file("write", path))
}

/// Makes it one file without a log.
pub(super) fn at_rest(sql: &Connection) -> Result<()> {
    sql.pragma_update_and_check(None, "journal_mode", "delete", |row| row.get::<_, String>(0))?;
    Ok(())
}

/// Puts the present vault files into each copy within reach that the present key opens: after a changed passphrase.
///
/// Returns those that could not be written; the earlier passphrase still opens them.
///
/// # Errors
/// [`Error::NoVault`] if the folder does not say which key is the present one, and as [`rekey_all`].
pub fn rewrap_all(folder: &Folder) -> Result<Vec<OldCopy>> {
    let path = folder.vault_pub();
    let recipient = fs::read_to_string(&path).map_err(|_| Error::NoVault(path))?;
    let files = vault_files(folder)?;
    let mut left = Vec::new();
    for copy in super::list(folder)?.into_iter().filter(|copy| copy.note.recipient == recipient.trim()) {
        let parent = copy.folder.path().parent().unwrap_or(copy.folder.path()).to_owned();
        let written = folders::lock(&parent).and_then(|_alone| put_vault_files(&copy.folder, &files));
        if let Err(error) = written {
            tracing::warn!(%error, "a copy could not be given the new passphrase");
            left.push(OldCopy::of(&copy));
        }
    }
    Ok(left)
}

/// Copies that were out of reach when the key or the passphrase changed get the present ones.
pub(super) fn catch_up(journal: &Journal) -> Result<()> {
    let vault = journal.store.vault();
    let files = vault_files(&journal.folder)?;
    let behind = |copy: &Copy| copy.note.recipient != vault.recipient() || vault_files(&copy.folder).is_ok_and(|found| found != files);
    if !super::list(&journal.folder)?.iter().any(behind) {
        return Ok(());
    }
    rekey_all(&journal.folder, &old_keys(journal)?, vault, &files, &mut |_| ()).map(drop)
}

/// The identities that the journal had before.
pub(super) fn old_keys(journal: &Journal) -> Result<Vec<Vault>> {
    journal.store.read(|tx| remembered(tx))
}
