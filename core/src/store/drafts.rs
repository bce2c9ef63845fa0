//! What is being written, per place of writing.

use rusqlite::{OptionalExtension, Transaction, params};

use crate::{Draft, DraftPlace, Error, Result};

pub(crate) fn read(tx: &Transaction<'_>, place: DraftPlace) -> Result<Option<Draft>> {
    let sql = "select body from draft where place = ?1";
    let body: Option<String> = tx.prepare_cached(sql)?.query_row([place.name()], |row| row.get(0)).optional()?;
    body.map(|body| serde_json::from_str(&body).map_err(|_| Error::Damaged)).transpose()
}

/// Writes the draft; an empty one is no draft.
pub(crate) fn write(tx: &Transaction<'_>, place: DraftPlace, draft: &Draft) -> Result<()> {
    if *draft == Draft::default() {
        return clear(tx, place);
    }
    let body = serde_json::to_string(draft).map_err(|error| Error::BadValue { what: "draft", why: error.to_string() })?;
    let sql = "insert into draft values (?1, ?2) on conflict (place) do update set body = excluded.body";
    tx.prepare_cached(sql)?.execute(params![place.name(), body])?;
    Ok(())
}

pub(crate) fn clear(tx: &Transaction<'_>, place: DraftPlace) -> Result<()> {
    tx.prepare_cached("delete from draft where place = ?1")?.execute([place.name()])?;
    Ok(())
}
