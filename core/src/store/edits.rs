//! Begun changes of kept glimmers, not saved yet.

use rusqlite::{OptionalExtension, Transaction, params};
use uuid::Uuid;

use super::glimmers::place_of;
use crate::{Draft, Error, Result};

pub(crate) fn read(tx: &Transaction<'_>, id: Uuid) -> Result<Option<Draft>> {
    let sql = "select body from edit_draft where glimmer = ?1";
    let body: Option<String> = tx.prepare_cached(sql)?.query_row([place_of(tx, id)?], |row| row.get(0)).optional()?;
    body.map(|body| serde_json::from_str(&body).map_err(|_| Error::Damaged)).transpose()
}

pub(crate) fn write(tx: &Transaction<'_>, id: Uuid, edit: &Draft) -> Result<()> {
    let body = serde_json::to_string(edit).map_err(|error| Error::BadValue { what: "draft", why: error.to_string() })?;
    let sql = "insert into edit_draft values (?1, ?2) on conflict (glimmer) do update set body = excluded.body";
    tx.prepare_cached(sql)?.execute(params![place_of(tx, id)?, body])?;
    Ok(())
}

pub(crate) fn clear(tx: &Transaction<'_>, id: Uuid) -> Result<()> {
    tx.prepare_cached("delete from edit_draft where glimmer = ?1")?.execute([place_of(tx, id)?])?;
    Ok(())
}
