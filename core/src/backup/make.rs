//! Making a copy, and holding it against what was copied before it counts as one.

use std::{fs, path::Path};

use chrono::{Duration, Timelike};
use rusqlite::{
    Connection, ErrorCode, OpenFlags,
    backup::{Backup, StepResult},
};

use super::{Copy, FORMAT, Note, Place, Progress, Reason, folders, note_trouble, photos, renew, second};
use crate::{
    Device, Error, Folder, Journal, Moment, Result, check, clock,
    folder::private,
    photos::Files,
    store::{self, photos as table, reading},
    vault::Vault,
};

/// Every file from which a journal is opened.
pub(super) const VAULT: [&str; 4] = ["vault.key", "vault.age", "vault.recovery.age", "vault.pub"];
/// Pages copied before anybody is told how far it is.
const STEP: i32 = 64;

/// The vault files of a folder, by name; a folder has only some of them.
pub type VaultFiles = Vec<(&'static str, Vec<u8>)>;

/// The vault files that are in `folder` now.
pub fn vault_files(folder: &Folder) -> Result<VaultFiles> {
    let mut files = VaultFiles::new();
    for name in VAULT {
        match fs::read(folder.file(name)) {
            Ok(content) => files.push((name, content)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::file("read the key", folder.file(name))(error)),
        }
    }
    Ok(files)
}

/// Puts these vault files into a folder, in the place of those that are there. At every instant something there opens what it
/// opened before or will open.
pub(super) fn put_vault_files(folder: &Folder, files: &VaultFiles) -> Result<()> {
    for (name, content) in files {
        let path = folder.file(name);
        if fs::read(&path).ok().as_ref() != Some(content) {
            folder.replace(&path, content)?;
        }
    }
    for name in VAULT.into_iter().filter(|name| !files.iter().any(|(kept, _)| kept == name)) {
        let path = folder.file(name);
        if path.exists() {
            fs::remove_file(&path).map_err(Error::file("remove the old key", &path))?;
        }
    }
    crate::folder::sync(folder.path()).map_err(Error::file("write", folder.path()))
}

/// Makes a copy beside the journal. What the rule keeps no longer goes; copies with an earlier key get the present one; the second
/// folder gets what it does not have. None of these three makes the copy fail.
///
/// # Errors
/// [`Error::Damaged`] if the journal cannot be read or its parts do not fit each other, [`Error::BadCopy`] if what was written
/// reads otherwise, [`Error::Busy`] if another process is making one, and what can go wrong on a disk.
pub fn make(journal: &Journal, reason: Reason, now: Moment, progress: Progress<'_>) -> Result<Copy> {
    let backups = journal.folder.backups();
    let made = make_in(journal, &backups, reason, now, progress)?;
    let tidied = [
        folders::lock(&backups).and_then(|_alone| folders::prune(&backups, now.day)),
        renew::catch_up(journal),
        second::second_catches_up(&journal.folder, now.day, &mut |_| ()),
    ];
    for error in tidied.into_iter().filter_map(Result::err) {
        tracing::warn!(%error, "a copy was made, but the other copies could not all be cared for");
    }
    // The rule has seen it by now.
    Ok(super::find(&journal.folder, &made.id, Place::Here).unwrap_or(made))
}

/// Makes a copy in any folder, and touches nothing else in it.
pub fn make_in(journal: &Journal, folder: &Path, reason: Reason, now: Moment, progress: Progress<'_>) -> Result<Copy> {
    journal.store.while_reading(|| {
        let source = journal.store.another()?;
        write(&source, journal.store.vault(), &journal.folder, folder, reason, now, progress)
    })
}

/// The copy before a migration. It never hinders the migration, which is all or nothing by itself.
pub(crate) fn before_migration(source: &Connection, vault: &Vault, folder: &Folder) {
    let now = clock::now(Device::read(folder).unwrap_or_default().settings.day_ends);
    let made = write(source, vault, folder, &folder.backups(), Reason::Migration, now, &mut |_| ());
    if let Err(error) = &made {
        tracing::warn!(%error, "the journal could not be copied before its format changes");
    }
    note_trouble(folder, made.as_ref().err().map(Into::into));
}

/// Copies what `source` reads, with the vault files of `folder`, into a new folder below `into`.
pub(super) fn write(
    source: &Connection,
    vault: &Vault,
    folder: &Folder,
    into: &Path,
    reason: Reason,
    now: Moment,
    progress: Progress<'_>,
) -> Result<Copy> {
    Folder::at(into).make()?;
    let _alone = folders::lock(into)?;
    folders::settle(into).map_err(Error::file("clear away what was left in", into))?;
    let now = after_the_others(into, now)?;
    let id = free_id(into, now, reason);
    let files = vault_files(folder)?;
    folders::put(into, &id, |new| {
        let inside = copy_pages(source, &new.journal(), &vault.journal_key(), progress)?;
        put_vault_files(new, &files)?;
        new.replace(&new.vault_pub(), format!("{}\n", vault.recipient()).as_bytes())?;
        let sha256 = verify(&new.journal(), vault, &inside)?;
        let photos = bring_photos(new, vault, folder, into)?;
        progress(1.0);
        let (schema, changes, recipient) = (inside.schema, inside.changes, vault.recipient());
        let note =
            Note { format: FORMAT, made_at: now.at, day: now.day, reason, schema, changes, recipient, sha256, checked: true, photos };
        folders::write_note(new, &note)
    })?;
    super::at(into.join(id))
}

/// Brings the pictures of a new copy that are not with the others yet, each opened once; returns how many belong to it. One that is
/// missing or damaged beside the journal must not keep the words from being copied.
fn bring_photos(new: &Folder, vault: &Vault, folder: &Folder, into: &Path) -> Result<usize> {
    let sql = reading::at_rest(&new.journal(), &vault.journal_key())?;
    // What cannot be read as a draft may name pictures: then all there are belong to the copy.
    let names = match table::names_if_any(&sql) {
        Err(Error::Damaged) => Files::of(folder).names()?,
        names => names?,
    };
    if names.is_empty() {
        return Ok(0);
    }
    let mut keys = vec![vault.clone()];
    keys.extend(store::rekey::remembered(&sql)?);
    let missing = Files::of_copies(into).bring(&Files::of(folder), &names, &keys)?;
    if missing > 0 {
        tracing::warn!(missing, "pictures are not in the copy, because they are missing or damaged");
    }
    photos::write_list(new, &names)?;
    Ok(names.len())
}

/// Within a day the later copy must say the later time, also when the clock was set back: the rule keeps the newest of a day.
fn after_the_others(into: &Path, now: Moment) -> Result<Moment> {
    let of_today = |copy: &Copy| (copy.note.day == now.day).then_some(copy.note.made_at);
    let last = folders::read(into, Place::Here)?.iter().filter_map(of_today).max();
    let at = last.map_or(now.at, |last| now.at.max((last + Duration::milliseconds(1)).with_timezone(now.at.offset())));
    Ok(Moment { at: at.with_nanosecond(at.nanosecond() / 1_000_000 * 1_000_000).unwrap_or(at), ..now })
}

fn free_id(into: &Path, now: Moment, reason: Reason) -> String {
    let plain = format!("{}-{}", now.at.to_utc().format("%Y%m%dT%H%M%SZ"), reason.name());
    let numbered = (2..).map(|nth| format!("{plain}-{nth}"));
    std::iter::once(plain.clone()).chain(numbered).find(|id| !into.join(id).exists()).unwrap_or(plain)
}

/// Copies page by page what one consistent state of the journal is; writing goes on meanwhile.
fn copy_pages(source: &Connection, to: &Path, key: &str, progress: Progress<'_>) -> Result<check::Inside> {
    private(fs::File::options().create_new(true).write(true)).open(to).map_err(Error::file("write", to))?;
    let mut target = store::open_file(to, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX, key)?;
    // Nobody counts on this file before all of it is synced, below.
    target.pragma_update(None, "synchronous", false)?;
    let snapshot = source.unchecked_transaction()?;
    let inside = check::inside(&snapshot).map_err(damage)?;
    let copying = Backup::new(&snapshot, &mut target)?;
    loop {
        match copying.step(STEP).map_err(|error| damage(error.into()))? {
            StepResult::Done => break,
            StepResult::More => {}
            _ => return Err(Error::Busy),
        }
        let at = copying.progress();
        progress(0.6 * (1.0 - f64::from(at.remaining) / f64::from(at.pagecount.max(1))));
    }
    drop(copying);
    // It is to be one file, for whoever opens it, with whatever tool.
    target.pragma_update_and_check(None, "journal_mode", "delete", |row| row.get::<_, String>(0))?;
    target.close().map_err(|(_, error)| error)?;
    fs::File::options().write(true).open(to).and_then(|file| file.sync_all()).map_err(Error::file("write", to))?;
    Ok(inside)
}

/// After a page that cannot be decrypted SQLite may say nearly anything.
fn damage(error: Error) -> Error {
    match error {
        Error::Store(error) if error.sqlite_error_code() != Some(ErrorCode::SystemIoFailure) => Error::Damaged,
        other => other,
    }
}

/// Opens a copied journal as if nothing else were left of it, and reads all of it; returns its SHA-256.
pub(crate) fn verify(path: &Path, vault: &Vault, expected: &check::Inside) -> Result<String> {
    let bad = || Error::BadCopy(path.parent().unwrap_or(path).to_owned());
    let sha256 = folders::hash_of(path)?;
    let sql = reading::at_rest(path, &vault.journal_key())?;
    if !check::damaged_pages(&sql).is_empty() || check::inside(&sql).ok().as_ref() != Some(expected) {
        return Err(bad());
    }
    // The pages are as they were read, so this is how the journal itself is.
    if !check::structure(&sql).is_empty() {
        return Err(Error::Damaged);
    }
    // All the words are in the tables; the index is built anew whenever it is wrong.
    if !check::search_fits(&sql) {
        tracing::warn!("the search index in the copy does not fit");
    }
    Ok(sha256)
}

impl Copy {
    /// Whether its file is, to the bit, the one that was checked.
    pub fn is_as_written(&self) -> bool {
        folders::hash_of(&self.folder.journal()).is_ok_and(|found| found == self.note.sha256)
    }
}
