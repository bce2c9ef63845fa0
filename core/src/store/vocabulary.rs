//! The words that a person has used for tags and feelings, for offering them again.

use rusqlite::Transaction;

use super::glimmers::parsed;
use crate::{Feeling, Result, Vocabulary};

/// All of it, last used first. What only the trash still holds is not offered.
pub(crate) fn read(tx: &Transaction<'_>) -> Result<Vocabulary> {
    // The trash is small, and indexed; asking each glimmer whether it is in it would read the whole journal.
    let outside = "glimmer not in (select place from glimmer where trashed_on is not null)";
    // `max` picks the row it stands in, so each is spelled as it was last.
    let tags = format!("select tag, max(glimmer) as last from tagged where {outside} group by folded order by last desc");
    let feelings = format!(
        "select feeling, max(glimmer) as last from felt where feeling not in (?1, ?2, ?3, ?4, ?5) and {outside} group by feeling order by last desc"
    );
    Ok(Vocabulary {
        tags: tx.prepare_cached(&tags)?.query_map([], |row| parsed(row, "tag"))?.collect::<rusqlite::Result<_>>()?,
        feelings: tx.prepare_cached(&feelings)?.query_map(Feeling::FIVE, |row| parsed(row, "feeling"))?.collect::<rusqlite::Result<_>>()?,
    })
}
