//! A crisis line of the person's own.

use rusqlite::{OptionalExtension, Transaction, params};

use crate::{Result, review::crisis::OwnLine};

pub(crate) fn read(tx: &Transaction<'_>) -> Result<Option<OwnLine>> {
    let mut statement = tx.prepare_cached("select name, reach, about from own_line")?;
    let line = statement.query_row([], |row| Ok(OwnLine { name: row.get(0)?, reach: row.get(1)?, about: row.get(2)? }));
    Ok(line.optional()?)
}

/// Writes it down, or with `None` forgets it.
pub(crate) fn write(tx: &Transaction<'_>, line: Option<&OwnLine>) -> Result<()> {
    tx.execute("delete from own_line", [])?;
    if let Some(OwnLine { name, reach, about }) = line {
        tx.prepare_cached("insert into own_line values (1, ?1, ?2, ?3)")?.execute(params![name, reach, about])?;
    }
    Ok(())
}
