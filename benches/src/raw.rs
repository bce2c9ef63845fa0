//! The same texts in a plain SQLCipher file, kept and searched as well as that can be done by hand: what the journal is measured
//! against.

use std::path::Path;

use rusqlite::{Connection, Result, params};

use crate::journal::{Entry, Size};

/// A file with a table of texts, and an index of their words like the journal's.
pub struct Raw(Connection);

impl Raw {
    /// The file at `path` with the texts of a journal of this size; it is made if it is not there.
    ///
    /// # Errors
    /// As SQLite.
    pub fn of(path: &Path, size: Size) -> Result<Self> {
        let raw = Self::open(path)?;
        if raw.0.query_row("select count(*) from sqlite_schema", [], |row| row.get::<_, i64>(0))? == 0 {
            raw.fill(size)?;
        }
        Ok(raw)
    }

    /// # Errors
    /// As SQLite.
    pub fn open(path: &Path) -> Result<Self> {
        let sql = Connection::open(path)?;
        sql.pragma_update_and_check(None, "cipher_log_level", "NONE", |_| Ok(())).or_else(said_nothing)?;
        sql.pragma_update_and_check(None, "key", format!("x'{}'", "2a".repeat(32)), |_| Ok(())).or_else(said_nothing)?;
        sql.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
        sql.pragma_update(None, "synchronous", "full")?;
        Ok(Self(sql))
    }

    /// One statement after the other, in one transaction. The place of a row is when it was noticed: newest first is the order of
    /// the table.
    fn fill(&self, size: Size) -> Result<()> {
        self.0.execute_batch(
            "begin;
             create table entry (id integer primary key, day text not null, noticed_at integer, text text not null, said text not null);
             create table alone (id integer primary key, day text not null, noticed_at integer, text text not null, said text not null);
             create virtual table word using fts5 (words, content = '', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');",
        )?;
        for nth in 0..size.glimmers {
            self.insert(&Entry::of(size, nth))?;
        }
        self.0.execute_batch("commit")?;
        self.fold()
    }

    fn insert(&self, entry: &Entry) -> Result<()> {
        self.insert_into("insert into entry (day, noticed_at, text, said) values (?1, ?2, ?3, ?4)", entry)?;
        let mut words = self.0.prepare_cached("insert into word (rowid, words) values (last_insert_rowid(), ?1)")?;
        words.execute([format!("{}\n{}", spaced(&entry.text), entry.tags.join("\n"))]).map(drop)
    }

    /// Keeps a text durably: insert, commit, checkpoint.
    ///
    /// # Errors
    /// As SQLite.
    pub fn keep(&self, entry: &Entry) -> Result<()> {
        self.insert_into("insert into alone (day, noticed_at, text, said) values (?1, ?2, ?3, ?4)", entry)?;
        self.fold()
    }

    /// All that is said of a glimmer besides its words stands in the same row, which is the fastest way to have it.
    fn insert_into(&self, sql: &str, entry: &Entry) -> Result<()> {
        let said = serde_json::json!([entry.feelings, entry.senses, entry.tags, entry.anchor, entry.given]).to_string();
        let mut row = self.0.prepare_cached(sql)?;
        row.execute(params![entry.day.to_string(), entry.created_at.timestamp_millis(), entry.text, said]).map(drop)
    }

    /// The same, and it can be searched.
    ///
    /// # Errors
    /// As SQLite.
    pub fn keep_searchable(&self, entry: &Entry) -> Result<()> {
        self.0.execute_batch("begin immediate")?;
        self.insert(entry)?;
        self.0.execute_batch("commit")?;
        self.fold()
    }

    fn fold(&self) -> Result<()> {
        self.0.prepare_cached("pragma wal_checkpoint(truncate)")?.query_row([], |_| Ok(()))
    }

    /// The newest 50 that have all the words, each from its beginning.
    ///
    /// # Errors
    /// As SQLite.
    pub fn newest(&self, typed: &str) -> Result<Vec<(i64, String, String)>> {
        let expression = typed.split_whitespace().map(|word| format!("\"{}\"*", spaced(word).trim())).collect::<Vec<_>>().join(" ");
        let sql = "select id, text, said from (select rowid as found from word where word match ?1 order by rowid desc limit 50)
                   join entry on id = found order by id desc";
        let mut statement = self.0.prepare_cached(sql)?;
        statement.query_map([expression], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
    }
}

/// As the journal does it: each character of a script without spaces is a word.
fn spaced(text: &str) -> String {
    let unspaced = |c: char| matches!(u32::from(c), 0x3040..=0x30ff | 0x4e00..=0x9fff);
    text.chars().flat_map(|c| if unspaced(c) { vec![' ', c, ' '] } else { vec![c] }).collect()
}

/// A pragma that answers in some builds of SQLCipher and keeps silent in others.
fn said_nothing(error: rusqlite::Error) -> Result<()> {
    if error == rusqlite::Error::QueryReturnedNoRows { Ok(()) } else { Err(error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_with_all_the_words_come_first() {
        let folder = tempfile::tempdir().unwrap();
        let raw = Raw::of(&folder.path().join("raw.db"), Size { glimmers: 500, visits: 0 }).unwrap();
        let found = raw.newest("rai skyl").unwrap();
        assert!(!found.is_empty() && found.iter().all(|(_, text, _)| text.contains("Rain on the skylight")));
        assert!(found.is_sorted_by(|(newer, ..), (older, ..)| newer > older));
        assert!(!raw.newest("雨").unwrap().is_empty());
        assert!(raw.newest("xqzzy").unwrap().is_empty());
    }
}
