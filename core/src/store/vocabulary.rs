//! The words that a person has used for tags and feelings, for offering them again.

use std::cmp::Reverse;

use rusqlite::Transaction;

use super::{
    glimmers::list,
    said::{mark_of_feeling, mark_of_folded},
    search::newest_with,
};
use crate::{Result, Tag, Vocabulary};

/// All of it, last used first and spelled as it was then. What only the trash still holds is not offered.
pub(crate) fn read(tx: &Transaction<'_>) -> Result<Vocabulary> {
    let mut tags = Vec::new();
    for name in names(tx, "tag")? {
        if let Some(place) = newest_with(tx, &mark_of_folded(&name))? {
            let sql = "select tags from glimmer where place = ?1";
            let all: Vec<Tag> = tx.prepare_cached(sql)?.query_row([place], |row| list(row, "tags"))?;
            tags.extend(all.into_iter().find(|tag| tag.folded() == name).map(|tag| (place, tag)));
        }
    }
    let mut feelings = Vec::new();
    for name in names(tx, "feeling")? {
        let feeling = name.parse()?;
        feelings.extend(newest_with(tx, &mark_of_feeling(&feeling))?.map(|place| (place, feeling)));
    }
    Ok(Vocabulary { tags: last_used_first(tags), feelings: last_used_first(feelings) })
}

fn names(tx: &Transaction<'_>, what: &str) -> Result<Vec<String>> {
    let mut statement = tx.prepare_cached("select name from used where what = ?1 order by name")?;
    Ok(statement.query_map([what], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

fn last_used_first<T>(mut used: Vec<(i64, T)>) -> Vec<T> {
    used.sort_by_key(|(place, _)| Reverse(*place));
    used.into_iter().map(|(_, name)| name).collect()
}
