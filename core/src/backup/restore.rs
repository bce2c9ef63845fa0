//! Restoring a copy: all of it or nothing, with what was deleted and decided since, and the present copied first.

use std::{fs, path::Path};

use rusqlite::Connection;
use uuid::Uuid;

use super::{
    Copy, Progress, Reason, folders,
    make::{self, VAULT},
    renew::{at_rest, change_key},
};
use crate::{
    Day, Draft, DraftPlace, Error, Folder, Moment, Result, check,
    folder::Lock,
    photos::Files,
    store::{
        self, LATEST, LOCK, PATIENCE, drafts, glimmers, photos, reading,
        rekey::{remember, remembered},
        search,
    },
    swap::Swap,
    vault::{Secret, Vault},
};

/// How many characters of a glimmer are shown to recognise a copy by.
const SHORT: usize = 80;
const FEW: u32 = 5;

/// What a copy holds, beside what the journal holds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inside {
    pub glimmers: u32,
    pub first_day: Option<Day>,
    pub last_day: Option<Day>,
    /// The newest few, shortened, newest first.
    pub newest: Vec<String>,
    /// How many glimmers the journal has that this copy has not.
    pub newer: u32,
    /// How many it holds that were deleted for good since, and would stay deleted. `None`: the journal cannot be opened, so
    /// they would come back, and what was kept out since would not be.
    pub stay_deleted: Option<u32>,
}

/// What came of a restore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    pub glimmers: u32,
    /// Where what was there before is now: the id of its copy, or the folder in which the damaged files lie untouched.
    pub before: String,
}

/// Says what a copy holds; nothing is changed. `present` is the opened vault, if there is one.
///
/// # Errors
/// [`Error::Locked`] if another key opens it and `secret` is needed, [`Error::WrongSecret`] if that does not, [`Error::BadCopy`]
/// if it is not as it was written, [`Error::Newer`] if a newer Glimmer wrote it.
pub fn look_into(folder: &Folder, present: Option<&Vault>, copy: &Copy, secret: Option<&Secret>) -> Result<Inside> {
    if !copy.is_as_written() {
        return Err(bad(copy));
    }
    let beside = present.and_then(|vault| store::look(&folder.journal(), &mut vault.journal_key()).ok().map(|_| vault));
    let old = beside.and_then(|vault| remembered(&reading::beside(&folder.journal(), &vault.journal_key()).ok()?).ok());
    let vault = key_of(copy, present, old.unwrap_or_default(), secret)?;
    let sql = reading::at_rest(&copy.folder.journal(), &vault.journal_key())?;
    if check::inside(&sql)?.schema > LATEST {
        return Err(Error::Newer { found: copy.note.schema, known: LATEST });
    }
    let days = "select count(*), min(day), max(day) from glimmer where trashed_on is null";
    let (glimmers, first, last) =
        sql.query_row(days, [], |row| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, Option<String>>(2)?)))?;
    let day = |text: Option<String>| text.map(|text| text.parse()).transpose();
    let newest = "select text from glimmer where trashed_on is null and text <> '' order by place desc limit ?1";
    let newest =
        sql.prepare(newest)?.query_map([FEW], |row| row.get(0).map(|text: String| shortened(&text)))?.collect::<rusqlite::Result<_>>()?;
    let mut inside = Inside { glimmers, first_day: day(first)?, last_day: day(last)?, newest, newer: 0, stay_deleted: None };
    if let Some(vault) = beside
        && attach(&sql, &reading::uri(&folder.journal(), "mode=ro"), vault).is_ok()
    {
        let number = |what: &str| sql.query_row(&format!("select count(*) from {what}"), [], |row| row.get(0));
        inside.newer = number("present.glimmer where id not in (select id from main.glimmer)").unwrap_or_default();
        inside.stay_deleted =
            number("main.glimmer where id in (select id from present.deleted) and id not in (select id from present.glimmer)").ok();
    }
    Ok(inside)
}

fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= SHORT { line.to_owned() } else { line.chars().take(SHORT - 1).chain(['…']).collect() }
}

/// Puts a copy in the place of the journal: all of it or nothing, wherever a crash or a power cut falls. Nobody may have the
/// journal open.
///
/// The present is copied first; if it is damaged, its files are set aside untouched. What was deleted for good since stays
/// deleted, consent stays as it is now, and so does what is being written. If the present key cannot be had, because its files
/// are lost or damaged, those of the copy come with it.
///
/// `present` is the opened vault; without it `secret` opens it, if it has a passphrase. `secret` also opens a copy that the present
/// key does not open.
///
/// # Errors
/// [`Error::Locked`] if a secret is needed and none given, [`Error::WrongSecret`], [`Error::BadCopy`], [`Error::Newer`],
/// [`Error::Busy`] if another process has the journal open, and what can go wrong on a disk. Nothing has happened then, but that
/// a copy of the present may have been made.
pub fn restore(
    folder: &Folder,
    present: Option<Vault>,
    copy: &Copy,
    secret: Option<&Secret>,
    now: Moment,
    progress: Progress<'_>,
) -> Result<Restored> {
    folder.make()?;
    let _alone = folder.lock(LOCK, Lock::Exclusive, PATIENCE)?;
    crate::swap::finish(folder)?;
    let present = present_vault(folder, present, secret)?;
    let before = match &present {
        Some(vault) => copy_present(folder, vault, now, &mut |done| progress(0.4 * done))?,
        None => None,
    };
    let mut swap = Swap::begin(folder)?;
    // Attached below: the present as it was copied a moment ago, in the format of today.
    let then = before.as_ref().zip(present.as_ref()).map(|(before, vault)| in_present_format(&swap, before, vault)).transpose()?;
    let old = then.as_ref().and_then(|(sql, _)| remembered(sql).ok()).unwrap_or_default();
    let key = key_of(copy, present.as_ref(), old, secret)?;
    progress(0.5);
    let staged = swap.path("journal.db");
    if folders::copy_file(&copy.folder.journal(), &staged)? != copy.note.sha256 {
        return Err(bad(copy));
    }
    let then = then.map(|(sql, path)| sql.close().map(|()| path).map_err(|(_, error)| error)).transpose()?;
    let beside = store::read_count(folder).unwrap_or_default();
    stage(&staged, &key, then.as_deref().zip(present.as_ref()), beside)?;
    progress(0.7);
    let vault = present.as_ref().unwrap_or(&key);
    if vault.recipient() != key.recipient() {
        change_key(&staged, &key.journal_key(), &vault.journal_key())?;
    }
    let sql = reading::at_rest(&staged, &vault.journal_key())?;
    let inside = check::inside(&sql)?;
    let names = photos::names(&sql)?;
    drop(sql);
    make::verify(&staged, vault, &inside)?;
    // Before anything names them. What the copy has not is shown as missing.
    let copies = copy.folder.path().parent().unwrap_or(copy.folder.path());
    Files::of(folder).bring(&Files::of_copies(copies), &names, &[])?;
    store::ready(&staged, vault)?;
    progress(0.95);
    swap.put("journal.db");
    swap.write("journal.changes", format!("{:020}\n", inside.changes).as_bytes())?;
    // A log belongs to the journal it was written for.
    ["journal.db-wal", "journal.db-shm"].into_iter().for_each(|name| swap.remove(name));
    if present.is_none() {
        let files = make::vault_files(&copy.folder)?;
        VAULT.into_iter().filter(|name| !files.iter().any(|(had, _)| had == name)).for_each(|name| swap.remove(name));
        files.iter().try_for_each(|(name, content)| swap.write(name, content))?;
    }
    let aside = folders::free_aside(folder, now);
    let before = match before {
        Some(before) => before.id,
        None => {
            swap.set_aside(&aside);
            folder.file(&aside).display().to_string()
        }
    };
    swap.decide()?;
    progress(1.0);
    Ok(Restored { glimmers: inside.glimmers.try_into().unwrap_or(u32::MAX), before })
}

fn bad(copy: &Copy) -> Error {
    Error::BadCopy(copy.folder.path().to_owned())
}

/// The vault of the folder: the one that is open, or the one that `secret` opens if it has a passphrase. `None` if its files are
/// lost or damaged, never because nobody gave the passphrase.
///
/// # Errors
/// [`Error::Locked`] if a secret is needed and none given, [`Error::WrongSecret`], [`Error::File`].
pub fn present_vault(folder: &Folder, given: Option<Vault>, secret: Option<&Secret>) -> Result<Option<Vault>> {
    let found = match (given, secret) {
        (Some(vault), _) => Ok(vault),
        (None, _) if !store::is_locked(folder) => Vault::read(&folder.vault_key()),
        (None, Some(secret)) => Vault::unwrap(folder, secret),
        (None, None) => Err(Error::Locked),
    };
    match found {
        Ok(vault) => Ok(Some(vault)),
        Err(Error::NoVault(_) | Error::NotOurs(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A copy of the present; `None` if there is nothing that could be copied.
fn copy_present(folder: &Folder, vault: &Vault, now: Moment, progress: Progress<'_>) -> Result<Option<Copy>> {
    if !folder.journal().exists() {
        return Ok(None);
    }
    let mut made = || -> Result<Copy> {
        store::look(&folder.journal(), &mut vault.journal_key())?;
        let source = store::connect(&folder.journal(), &vault.journal_key())?;
        make::write(&source, vault, folder, &folder.backups(), Reason::Restore, now, progress)
    };
    match made() {
        Ok(copy) => Ok(Some(copy)),
        Err(Error::Damaged | Error::NotOurs(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The copied present where it can be read in the format of today, and the file that it is in.
fn in_present_format(swap: &Swap<'_>, before: &Copy, vault: &Vault) -> Result<(Connection, std::path::PathBuf)> {
    let key = vault.journal_key();
    let path = match before.note.schema {
        LATEST => before.folder.journal(),
        _ => {
            let path = swap.path("present.db");
            folders::copy_file(&before.folder.journal(), &path)?;
            let mut sql = store::connect(&path, &key)?;
            store::migrate(&mut sql)?;
            at_rest(&sql)?;
            path
        }
    };
    Ok((reading::at_rest(&path, &key)?, path))
}

/// The vault that opens a copy.
fn key_of(copy: &Copy, present: Option<&Vault>, old: Vec<Vault>, secret: Option<&Secret>) -> Result<Vault> {
    let fits = |vault: &Vault| vault.recipient() == copy.note.recipient;
    let known = present.cloned().into_iter().chain(old).find(fits);
    if let Some(vault) = known {
        return Ok(vault);
    }
    let found = match secret {
        _ if copy.folder.vault_key().exists() => Vault::read(&copy.folder.vault_key()),
        Some(secret) => Vault::unwrap(&copy.folder, secret),
        None => return Err(Error::Locked),
    };
    match found {
        Ok(vault) if fits(&vault) => Ok(vault),
        Ok(_) | Err(Error::NoVault(_) | Error::NotOurs(_)) => Err(bad(copy)),
        Err(error) => Err(error),
    }
}

/// Makes the staged copy what is to be the journal: in the format of today, with what was decided since.
fn stage(path: &Path, key: &Vault, present: Option<(&Path, &Vault)>, counted: i64) -> Result<()> {
    let schema = check::inside(&reading::at_rest(path, &key.journal_key())?)?.schema;
    if schema > LATEST {
        return Err(Error::Newer { found: schema, known: LATEST });
    }
    let mut sql = store::connect(path, &key.journal_key())?;
    store::migrate(&mut sql)?;
    if let Some((present, vault)) = present {
        attach(&sql, &reading::uri(present, "immutable=1"), vault)?;
    }
    let tx = sql.transaction()?;
    // What was begun to be changed belongs to glimmers as they are now.
    tx.execute("delete from edit_draft", [])?;
    if present.is_some() {
        take_over(&tx)?;
    }
    // Its pictures may be sealed to the key that it had.
    remember(&tx, key)?;
    tx.execute("update main.journal set photos_sealed_to = ''", [])?;
    if !check::search_fits(&tx) {
        search::rebuild(&tx)?;
    }
    // It goes on counting from the later of both, so that a count beside it never says that something is missing.
    let latest = if present.is_some() { "(select changes from present.journal)" } else { "0" };
    tx.execute(&format!("update main.journal set changes = max(changes, ?1, {latest}) + 1"), [counted])?;
    tx.commit()?;
    if present.is_some() {
        sql.execute_batch("detach present")?;
    }
    at_rest(&sql)?;
    sql.close().map_err(|(_, error)| error)?;
    fs::File::options().write(true).open(path).and_then(|file| file.sync_all()).map_err(Error::file("write", path))
}

fn attach(sql: &Connection, uri: &str, vault: &Vault) -> Result<()> {
    sql.execute("attach database ?1 as present key ?2", [uri, vault.journal_key().as_str()])?;
    Ok(())
}

/// Carries over from the present what a copy must not undo.
fn take_over(tx: &rusqlite::Transaction<'_>) -> Result<()> {
    let gone = "select id from main.glimmer where id in (select id from present.deleted) and id not in (select id from present.glimmer)";
    for id in ids(tx, gone)? {
        glimmers::delete(tx, id)?;
    }
    tx.execute("insert or ignore into main.deleted select id from present.deleted", [])?;
    // Into the trash or out of it goes by way of the search index.
    let moved = "select a.id, b.trashed_on from main.glimmer a join present.glimmer b using (id) where a.trashed_on is not b.trashed_on";
    let moved: Vec<([u8; 16], Option<String>)> =
        tx.prepare(moved)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    for (id, on) in moved {
        let (id, on) = (Uuid::from_bytes(id), on.map(|on| on.parse()).transpose()?);
        glimmers::set_trashed(tx, id, None)?;
        glimmers::set_trashed(tx, id, on)?;
    }
    tx.execute_batch(
        "update main.glimmer set rests_until = now.rests_until, kept_out = now.kept_out, waits = now.waits
           from present.glimmer as now where now.id = main.glimmer.id;
         delete from main.kept_out_tag;
         insert into main.kept_out_tag select * from present.kept_out_tag;
         insert or ignore into main.joined select id from present.joined;
         insert or replace into main.old_key select * from present.old_key;
         update main.journal set photo_key = (select photo_key from present.journal) where photo_key = x'';",
    )?;
    for place in [DraftPlace::Capture, DraftPlace::Today, DraftPlace::HardDay] {
        let sql = "select (select body from present.draft where place = ?1)";
        let body: Option<String> = tx.query_row(sql, [place.name()], |row| row.get(0))?;
        let Some(now) = body.and_then(|body| serde_json::from_str::<Draft>(&body).ok()) else { continue };
        let then = drafts::read(tx, place)?.unwrap_or_default();
        // What was being written then may be the beginning of what is being written now.
        let both = if now.text.starts_with(then.text.trim_end()) { now } else { now.with(then) };
        drafts::write(tx, place, &both)?;
    }
    Ok(())
}

fn ids(tx: &rusqlite::Transaction<'_>, sql: &str) -> Result<Vec<Uuid>> {
    Ok(tx.prepare(sql)?.query_map([], |row| Ok(Uuid::from_bytes(row.get(0)?)))?.collect::<rusqlite::Result<_>>()?)
}
