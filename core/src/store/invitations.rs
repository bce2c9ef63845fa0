//! What the person wrote for their notifications.

use rusqlite::{OptionalExtension, Transaction};

use crate::{Result, reminder::Kind};

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Morning => "morning",
        Kind::Midday => "midday",
        Kind::Evening => "evening",
    }
}

/// Their own words; empty means the shipped ones.
pub(crate) fn own(tx: &Transaction<'_>, kind: Kind) -> Result<String> {
    let mut statement = tx.prepare_cached("select text from invitation where kind = ?1")?;
    Ok(statement.query_row([name(kind)], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// Writes them down; empty ones bring the shipped words back.
pub(crate) fn write(tx: &Transaction<'_>, kind: Kind, text: &str) -> Result<()> {
    tx.execute("delete from invitation where kind = ?1", [name(kind)])?;
    if !text.is_empty() {
        tx.execute("insert into invitation values (?1, ?2)", [name(kind), text])?;
    }
    Ok(())
}
