//! "Nothing with @Marta": the tags whose glimmers do not come up unasked.

use std::collections::HashSet;

use rusqlite::{Transaction, params};

use super::glimmers::parsed;
use crate::{Result, Tag};

/// These tags as they are compared, for asking many glimmers.
pub(crate) struct KeptOut(HashSet<String>);

impl KeptOut {
    pub(crate) fn read(tx: &Transaction<'_>) -> Result<Self> {
        let mut statement = tx.prepare_cached("select folded from kept_out_tag")?;
        Ok(Self(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?))
    }

    /// For whoever does not ask.
    pub(crate) fn none() -> Self {
        Self(HashSet::new())
    }

    /// Which of these are among them.
    pub(crate) fn among(&self, tags: &[Tag]) -> Vec<Tag> {
        match self.0.is_empty() {
            true => Vec::new(),
            false => tags.iter().filter(|tag| self.0.contains(&tag.folded())).cloned().collect(),
        }
    }
}

/// All of them, in the order of their names.
pub(crate) fn all(tx: &Transaction<'_>) -> Result<Vec<Tag>> {
    let mut statement = tx.prepare_cached("select tag from kept_out_tag order by folded")?;
    let tags = statement.query_map([], |row| parsed(row, "tag"))?.collect::<rusqlite::Result<_>>()?;
    Ok(tags)
}

pub(crate) fn set(tx: &Transaction<'_>, tag: &Tag, out: bool) -> Result<()> {
    match out {
        true => tx
            .prepare_cached("insert into kept_out_tag (folded, tag) values (?1, ?2) on conflict (folded) do nothing")?
            .execute(params![tag.folded(), tag.as_str()])?,
        false => tx.prepare_cached("delete from kept_out_tag where folded = ?1")?.execute([tag.folded()])?,
    };
    Ok(())
}

/// Fills the folded names of a journal that was written before there were any.
pub(crate) fn fold_all(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut statement = tx.prepare("select distinct tag from tagged")?;
    let tags: Vec<Tag> = statement.query_map([], |row| parsed(row, "tag"))?.collect::<rusqlite::Result<_>>()?;
    let mut update = tx.prepare("update tagged set folded = ?2 where tag = ?1")?;
    for tag in tags {
        update.execute(params![tag.as_str(), tag.folded()])?;
    }
    Ok(())
}
