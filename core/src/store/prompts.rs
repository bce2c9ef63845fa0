//! The person's own prompts.

use rusqlite::{Transaction, params};

use crate::Result;

/// Their own list, in its order; empty means the shipped one.
pub(crate) fn own(tx: &Transaction<'_>) -> Result<Vec<String>> {
    let rows =
        tx.prepare_cached("select text from prompt order by nth")?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

pub(crate) fn replace(tx: &Transaction<'_>, texts: &[String]) -> Result<()> {
    tx.execute("delete from prompt", [])?;
    let mut insert = tx.prepare_cached("insert into prompt values (?1, ?2)")?;
    for (nth, text) in (0i64..).zip(texts) {
        insert.execute(params![nth, text])?;
    }
    Ok(())
}
