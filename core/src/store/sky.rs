//! The places of lights in the sky.

use rusqlite::{OptionalExtension, Transaction};
use uuid::Uuid;

use super::{glimmers, said::colours_in};
use crate::{Error, Glimmer, Result, SkyLight};

/// The next free number: of glimmers that are gone the lowest, else one beyond the rim.
pub(super) fn take_free(tx: &Transaction<'_>) -> Result<i64> {
    let sql = "delete from free_light where light = (select min(light) from free_light) returning light";
    if let Some(freed) = tx.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()? {
        return Ok(freed);
    }
    Ok(tx.prepare_cached("select coalesce(max(light) + 1, 0) from glimmer")?.query_row([], |row| row.get(0))?)
}

/// Every light outside the trash, from the middle outwards.
pub(crate) fn all(tx: &Transaction<'_>) -> Result<Vec<SkyLight>> {
    let sql = "select light, anchor, colours from glimmer where trashed_on is null order by light";
    let mut statement = tx.prepare_cached(sql)?;
    let lights = statement.query_map([], |row| {
        let (first, felt) = colours_in(row.get("colours")?);
        Ok(SkyLight { number: row.get("light")?, anchor: row.get("anchor")?, first, felt })
    })?;
    Ok(lights.collect::<rusqlite::Result<_>>()?)
}

/// The glimmer whose light has this number.
pub(crate) fn at(tx: &Transaction<'_>, number: u32) -> Result<Glimmer> {
    let sql = "select id from glimmer where light = ?1 and trashed_on is null";
    let id: Option<[u8; 16]> = tx.prepare_cached(sql)?.query_row([number], |row| row.get(0)).optional()?;
    glimmers::get(tx, Uuid::from_bytes(id.ok_or(Error::NotFound)?))
}

/// The number of a glimmer's light.
pub(crate) fn number_of(tx: &Transaction<'_>, id: Uuid) -> Result<u32> {
    let sql = "select light from glimmer where id = ?1 and trashed_on is null";
    tx.prepare_cached(sql)?.query_row([id.as_bytes()], |row| row.get(0)).optional()?.ok_or(Error::NotFound)
}
