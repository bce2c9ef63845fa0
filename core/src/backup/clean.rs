//! Which copies still hold what is deleted for good, and taking it out of them.

use std::fs;

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::{
    Copy, Note, Place, Progress, folders,
    make::{put_vault_files, vault_files, verify},
    photos,
    renew::{at_rest, old_keys},
    second,
};
use crate::{
    Day, Error, Journal, Result, check,
    store::{self, photos as table, reading, search},
    vault::Vault,
};

/// Which copies still hold something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Holding {
    pub copies: u32,
    /// The first day on which none of them needs to be there any more; `None` if one stays for as long as it is the newest, or if
    /// there is none.
    pub until: Option<Day>,
    /// Whether the second folder, which cannot be reached now, may hold it too.
    pub away: bool,
}

/// What became of the copies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cleaned {
    pub copies: u32,
    /// Those that may hold something deleted and could not be changed.
    pub left: u32,
    pub away: bool,
}

impl Journal {
    /// Which copies hold one of these glimmers. A copy that cannot be opened is taken to hold what was there when it was made.
    pub fn where_held(&self, ids: &[Uuid]) -> Result<Holding> {
        let keys = self.keys_of_copies()?;
        let mut holding = Holding { away: !second::away(&self.folder)?.is_empty(), ..Holding::default() };
        let held: Vec<_> =
            super::list(&self.folder)?.into_iter().filter(|copy| holds(copy, &keys, ids)).map(|copy| copy.keep.until).collect();
        holding.copies = u32::try_from(held.len()).unwrap_or(u32::MAX);
        // One that stays has no day, and then neither have all of them together.
        holding.until = held.into_iter().collect::<Option<Vec<_>>>().and_then(|days| days.into_iter().max());
        Ok(holding)
    }

    /// Takes all that was deleted for good out of all copies within reach, and their drafts: the words may have been written
    /// there first, and the present drafts are in the journal. Each copy is at every instant whole, as it was or as it is to be.
    ///
    /// # Errors
    /// If the journal or the list of copies cannot be read. A copy that cannot be changed is counted and left.
    pub fn clean_copies(&self, progress: Progress<'_>) -> Result<Cleaned> {
        let keys = self.keys_of_copies()?;
        let ids = self.store.read(deleted)?;
        let mut cleaned = Cleaned { away: !second::away(&self.folder)?.is_empty(), ..Cleaned::default() };
        let copies = super::list(&self.folder)?;
        for (nth, copy) in copies.iter().enumerate() {
            match clean(copy, &keys, &ids) {
                Ok(true) => cleaned.copies += 1,
                Ok(false) => {}
                Err(error) => {
                    tracing::warn!(%error, "a copy could not be freed of what was deleted");
                    cleaned.left += 1;
                }
            }
            progress((nth + 1) as f64 / copies.len() as f64);
        }
        Ok(cleaned)
    }

    /// Every vault that opens a copy of this journal, as far as it knows.
    fn keys_of_copies(&self) -> Result<Vec<Vault>> {
        let mut keys = old_keys(self)?;
        keys.push(self.key());
        Ok(keys)
    }
}

fn deleted(tx: &rusqlite::Transaction<'_>) -> Result<Vec<Uuid>> {
    let sql = "select id from deleted where not exists (select 1 from glimmer where glimmer.id = deleted.id)";
    let ids = tx.prepare(sql)?.query_map([], |row| Ok(Uuid::from_bytes(row.get(0)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

fn key_of<'a>(copy: &Copy, keys: &'a [Vault]) -> Option<&'a Vault> {
    keys.iter().find(|vault| vault.recipient() == copy.note.recipient)
}

fn holds(copy: &Copy, keys: &[Vault], ids: &[Uuid]) -> bool {
    let opened = key_of(copy, keys).and_then(|vault| reading::at_rest(&copy.folder.journal(), &vault.journal_key()).ok());
    let found = opened.and_then(|sql| ids.iter().map(|id| has(&sql, *id)).collect::<Result<Vec<_>>>().ok());
    match found {
        Some(found) => found.contains(&true),
        None => ids.iter().any(|id| began(*id).is_none_or(|began| began <= copy.note.made_at.timestamp())),
    }
}

/// When a glimmer with this id entered the journal, in seconds since 1970.
fn began(id: Uuid) -> Option<i64> {
    i64::try_from(id.get_timestamp()?.to_unix().0).ok()
}

fn has(sql: &Connection, id: Uuid) -> Result<bool> {
    Ok(sql.prepare_cached("select 1 from glimmer where id = ?1")?.exists([id.as_bytes()])?)
}

/// Rebuilds the copy without these glimmers and without drafts, if it has any of them; says whether it had.
fn clean(copy: &Copy, keys: &[Vault], ids: &[Uuid]) -> Result<bool> {
    let bad = || Error::BadCopy(copy.folder.path().to_owned());
    let Some(vault) = key_of(copy, keys) else {
        let may = ids.iter().any(|id| began(*id).is_none_or(|began| began <= copy.note.made_at.timestamp()));
        return if may { Err(bad()) } else { Ok(false) };
    };
    let sql = reading::at_rest(&copy.folder.journal(), &vault.journal_key())?;
    let held = ids.iter().filter_map(|id| has(&sql, *id).map(|has| has.then_some(*id)).transpose()).collect::<Result<Vec<_>>>()?;
    let drafts = draft_tables(&sql)?;
    let drafted = drafts.iter().map(|table| Ok(sql.prepare(&format!("select 1 from {table}"))?.exists([])?)).collect::<Result<Vec<_>>>()?;
    drop(sql);
    if held.is_empty() && !drafted.contains(&true) {
        return Ok(false);
    }
    let path = copy.folder.path().parent().ok_or_else(bad)?;
    let _alone = folders::lock(path)?;
    folders::settle(path).map_err(Error::file("clear away what was left in", path))?;
    let copy = folders::read_one(&path.join(&copy.id), Place::Here).ok_or_else(bad)?;
    folders::put(path, &copy.id, |new| {
        if folders::copy_file(&copy.folder.journal(), &new.journal())? != copy.note.sha256 {
            return Err(bad());
        }
        let mut sql = store::connect(&new.journal(), &vault.journal_key())?;
        // What is in the index is known of today's format only.
        store::migrate(&mut sql)?;
        let tx = sql.transaction()?;
        for id in &held {
            tx.execute("delete from glimmer where id = ?1", [id.as_bytes()])?;
        }
        drafts.iter().try_for_each(|table| tx.execute(&format!("delete from {table}"), []).map(drop))?;
        search::rebuild(&tx)?;
        tx.commit()?;
        sql.execute_batch("vacuum")?;
        let inside = check::inside(&sql)?;
        let names = table::names(&sql)?;
        at_rest(&sql)?;
        sql.close().map_err(|(_, error)| error)?;
        fs::File::options()
            .write(true)
            .open(new.journal())
            .and_then(|file| file.sync_all())
            .map_err(Error::file("write", new.journal()))?;
        put_vault_files(new, &vault_files(&copy.folder)?)?;
        let sha256 = verify(&new.journal(), vault, &inside)?;
        photos::write_list(new, &names)?;
        folders::write_note(new, &Note { sha256, schema: inside.schema, photos: names.len(), ..copy.note.clone() })
    })?;
    // Its pictures would be there still.
    if photos::prune(path)? { Ok(true) } else { Err(bad()) }
}

/// The tables of drafts that the format of this copy has.
fn draft_tables(sql: &Connection) -> Result<Vec<&'static str>> {
    let is_there = |table: &&'static str| {
        let found = sql.query_row("select 1 from sqlite_schema where name = ?1", [table], |_| Ok(())).optional();
        found.map(|found| found.map(|()| *table))
    };
    Ok(["draft", "edit_draft"].iter().filter_map(|table| is_there(table).transpose()).collect::<rusqlite::Result<_>>()?)
}
