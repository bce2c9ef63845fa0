//! What came from elsewhere: which imports there were, what each brought, and by what it is known again.

use rusqlite::{OptionalExtension, Row, Transaction, params};
use uuid::Uuid;

use super::{
    glimmers::{self, instant, list, parsed},
    records::{is_here, narrowed_or_all, own_identity, was_deleted},
    search,
};
use crate::{
    Error, Glimmer, ListQuery, Moment, Photo, PhotoName, Result,
    transfer::import::{Import, Undone},
};

/// Taking more than these out of the search index one by one, leaving no trace of each, takes longer than building it anew.
const FEW: usize = 500;

pub(crate) type Identity = [u8; 32];

/// How something from elsewhere stands to this journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    New,
    Here,
    /// It was here, and was deleted for good.
    Gone,
}

/// Something is here if its id is, when it has one, or if any of its identities is known.
pub(crate) fn standing(tx: &Transaction<'_>, id: Option<Uuid>, identities: &[Identity]) -> Result<Standing> {
    let mut found = None;
    for identity in identities {
        let sql = "select id from imported where identity = ?1";
        let known: Option<[u8; 16]> = tx.prepare_cached(sql)?.query_row([identity], |row| row.get(0)).optional()?;
        found = found.or(known.map(Uuid::from_bytes));
    }
    match (id, found) {
        (Some(id), _) if is_here(tx, id)? => Ok(Standing::Here),
        (_, Some(known)) => Ok(if is_here(tx, known)? { Standing::Here } else { Standing::Gone }),
        (Some(id), None) if was_deleted(tx, id)? => Ok(Standing::Gone),
        _ => Ok(Standing::New),
    }
}

/// Whether it was brought before, whatever became of it.
pub(crate) fn is_known(tx: &Transaction<'_>, identity: &Identity) -> Result<bool> {
    Ok(tx.prepare_cached("select 1 from imported where identity = ?1")?.exists([identity])?)
}

/// Writes down that an import was made; returns its row and its id.
pub(crate) fn begin(tx: &Transaction<'_>, source: &str, now: Moment) -> Result<(i64, Uuid)> {
    let id = now.new_id();
    tx.prepare_cached("insert into import (uuid, at, day, source) values (?1, ?2, ?3, ?4)")?.execute(params![
        id.as_bytes(),
        now.at.timestamp_millis(),
        now.day.to_string(),
        source
    ])?;
    Ok((tx.last_insert_rowid(), id))
}

/// Forgets that there was an import; what it brought and was not taken out stays known.
pub(crate) fn forget(tx: &Transaction<'_>, import: i64) -> Result<()> {
    tx.prepare_cached("delete from import where id = ?1")?.execute([import])?;
    Ok(())
}

pub(crate) fn note(tx: &Transaction<'_>, import: i64, id: Uuid, edited_at: Option<i64>, identities: &[Identity]) -> Result<()> {
    let mut insert = tx.prepare_cached("insert or ignore into imported values (?1, ?2, ?3, ?4)")?;
    for identity in identities {
        insert.execute(params![identity, id.as_bytes(), import, edited_at])?;
    }
    Ok(())
}

/// Those of which something is left, newest first.
pub(crate) fn all(tx: &Transaction<'_>) -> Result<Vec<Import>> {
    let sql = "select uuid, at, day, source, (select count(distinct glimmer.id) from imported join glimmer using (id) where import = import.id) as glimmers
               from import order by import.id desc";
    let read = |row: &Row<'_>| {
        Ok(Import {
            id: Uuid::from_bytes(row.get("uuid")?),
            at: instant(row.get("at")?),
            day: parsed(row, "day")?,
            source: row.get("source")?,
            glimmers: row.get::<_, i64>("glimmers")?.unsigned_abs(),
        })
    };
    Ok(tx.prepare_cached(sql)?.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
}

/// The pictures of what an import brought.
pub(crate) fn photos(tx: &Transaction<'_>, id: Uuid) -> Result<Vec<PhotoName>> {
    let sql = "select photos from glimmer where photos <> '[]' and id in (
                 select imported.id from imported join import on import.id = import where uuid = ?1)";
    let mut statement = tx.prepare_cached(sql)?;
    let lists: Vec<Vec<Photo>> = statement.query_map([id.as_bytes()], |row| list(row, 0))?.collect::<rusqlite::Result<_>>()?;
    Ok(lists.into_iter().flatten().map(|photo| photo.name).collect())
}

/// Takes out what an import brought and nobody edited since. `None` when `goes_on`, told how far it is, says no.
pub(crate) fn undo(tx: &Transaction<'_>, id: Uuid, mut goes_on: impl FnMut(f64) -> bool) -> Result<Option<Undone>> {
    let sql = "select id from import where uuid = ?1";
    let import: i64 = tx.prepare_cached(sql)?.query_row([id.as_bytes()], |row| row.get(0)).optional()?.ok_or(Error::NotFound)?;
    tx.execute("delete from visit where uuid in (select id from imported where import = ?1)", [import])?;
    let brought = "select imported.id, max(imported.edited_at is not glimmer.edited_at or edit_draft.glimmer is not null) as edited
                   from imported join glimmer using (id) left join edit_draft on edit_draft.glimmer = place
                   where import = ?1 group by imported.id order by place desc";
    let brought: Vec<([u8; 16], bool)> =
        tx.prepare(brought)?.query_map([import], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let rebuilds = brought.len() > FEW;
    let mut undone = Undone::default();
    for (nth, (id, edited)) in brought.iter().enumerate() {
        if nth.is_multiple_of(128) && !goes_on(nth as f64 / brought.len() as f64) {
            return Ok(None);
        }
        if *edited {
            undone.stayed += 1;
            continue;
        }
        match rebuilds {
            true => drop(tx.prepare_cached("delete from glimmer where id = ?1")?.execute([id])?),
            false => drop(glimmers::delete(tx, Uuid::from_bytes(*id))?),
        }
        // Its own id came with it: if it stayed among the deleted ones, it could never be brought again.
        let own = own_identity(Uuid::from_bytes(*id));
        let sql = "delete from deleted where id = ?1 and exists (select 1 from imported where identity = ?2)";
        tx.prepare_cached(sql)?.execute(params![id, own])?;
        tx.prepare_cached("delete from imported where id = ?1")?.execute([id])?;
        undone.removed += 1;
    }
    if rebuilds {
        search::rebuild(tx)?;
    }
    // A visit is known again by its own id; what was deleted here before stays known, and gone.
    let sql = "delete from imported where import = ?1 and id not in (select id from glimmer) and id not in (select id from deleted)";
    tx.execute(sql, [import])?;
    forget(tx, import)?;
    Ok(Some(undone))
}

/// Lets one in to be shown unasked, or makes it wait again.
pub(crate) fn let_in(tx: &Transaction<'_>, id: Uuid, is_in: bool) -> Result<Glimmer> {
    tx.prepare_cached("update glimmer set waits = ?2 where id = ?1")?.execute(params![id.as_bytes(), !is_in])?;
    glimmers::get(tx, id)
}

/// Lets in all that wait among those that a query finds; returns how many.
pub(crate) fn let_all_in(tx: &Transaction<'_>, which: &ListQuery) -> Result<usize> {
    let narrowed = narrowed_or_all(tx, which)?;
    let sql = format!("update glimmer set waits = 0 where waits = 1 and place in (select p from ({}))", narrowed.places(true));
    Ok(tx.execute(&sql, &narrowed.values(&-1)[..])?)
}
