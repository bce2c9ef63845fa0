//! The person's own supports, in the order they gave them.

use rusqlite::{Transaction, params};

use super::glimmers::parsed;
use crate::{Result, Support};

pub(crate) fn all(tx: &Transaction<'_>) -> Result<Vec<Support>> {
    let mut statement = tx.prepare_cached("select kind, name, reach, about from support order by nth")?;
    let rows = statement.query_map([], |row| {
        Ok(Support { kind: parsed(row, "kind")?, name: row.get("name")?, reach: row.get("reach")?, about: row.get("about")? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn replace(tx: &Transaction<'_>, supports: &[Support]) -> Result<()> {
    tx.execute("delete from support", [])?;
    supports.iter().try_for_each(|support| add(tx, support))
}

/// Puts one after the others.
pub(crate) fn add(tx: &Transaction<'_>, support: &Support) -> Result<()> {
    let sql = "insert into support (nth, kind, name, reach, about) select coalesce(max(nth) + 1, 0), ?1, ?2, ?3, ?4 from support";
    tx.prepare_cached(sql)?.execute(params![support.kind.name(), support.name, support.reach, support.about])?;
    Ok(())
}
