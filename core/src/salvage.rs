//! Bringing together in a new journal whatever can still be read of a damaged one.
//!
//! Each page that can be decrypted is as it was written, so what is read is right; the question is only how to reach it. Which
//! glimmers there are is asked of every index that knows them; then each is read, many at once where that goes well.

use std::{collections::BTreeSet, path::PathBuf};

use rusqlite::{Connection, ToSql, Transaction, params_from_iter, types::Value};
use zeroize::Zeroizing;

use crate::{
    Error, Folder, Moment, Result,
    backup::{self, Progress},
    check,
    folder::Lock,
    store::{self, LATEST, LOCK, PATIENCE, reading, records, search},
    swap::{self, Swap},
    vault::Vault,
};

/// How many are read at once, where that goes well.
const MANY: usize = 512;
/// Of every journal (SQLCipher's own size).
const PAGE: u64 = 4096;
/// After so many holes in a table nobody waits for the rest of it.
const MOST_HOLES: usize = 2000;
/// What a row looks like that can only be a glimmer's, or a tag's, wherever it is found.
const GLIMMER: &str = "typeof(id) = 'blob' and length(id) = 16 and typeof(day) = 'text' and length(day) = 10 and typeof(text) = 'text'";
const TAGGED: &str =
    "typeof(glimmer) = 'integer' and typeof(nth) = 'integer' and substr(tag, 1, 1) in ('@', '+', '#') and typeof(folded) = 'text'";

/// What was brought together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salvaged {
    pub glimmers: u32,
    /// How many there were that could not be read; `None` if nothing that is left knows how many there were.
    pub lost: Option<u32>,
    /// The folder in which the damaged files lie untouched.
    pub set_aside: String,
}

/// Puts a new journal with the same key in the place of a damaged one, with everything of it that can be read. All of it or
/// nothing; the damaged files are set aside untouched. Nobody may have the journal open.
///
/// # Errors
/// [`Error::NoJournal`] if there is none, [`Error::Damaged`] if not even its first page can be read: then copies are the way on.
/// [`Error::Busy`] if another process has it open, and what can go wrong on a disk. Nothing has happened then.
pub fn salvage(folder: &Folder, vault: &Vault, now: Moment, progress: Progress<'_>) -> Result<Salvaged> {
    let _alone = folder.lock(LOCK, Lock::Exclusive, PATIENCE)?;
    swap::finish(folder)?;
    if !folder.journal().exists() {
        return Err(Error::NoJournal(folder.journal()));
    }
    let mut swap = Swap::begin(folder)?;
    let mut wreck = Wreck::tow(folder, &swap, vault)?;
    let new = swap.path("journal.db");
    // Row for row in the format it has; then it is brought up to date as any other.
    store::begin(wreck.format, &new, vault)?;
    let mut sql = store::connect(&new, &vault.journal_key())?;
    // Rows come in any order here; what then has nothing to belong to is cleared below.
    sql.pragma_update(None, "foreign_keys", false)?;
    let tx = sql.unchecked_transaction()?;
    let (mut places, all_known) = wreck.places();
    progress(0.2);
    let tables = tables(&tx)?;
    let mut tags_all = true;
    for (nth, table) in tables.iter().enumerate() {
        match table.as_str() {
            "glimmer" => drop(wreck.bring(&tx, table, "place", &places)?),
            "tagged" => tags_all = wreck.bring(&tx, table, "glimmer", &places)?,
            // Their second indexes hold all of them too.
            "felt" | "sensed" => {
                let by = if table == "felt" { ("indexed by felt_newest", "feeling") } else { ("indexed by sensed_newest", "sense") };
                if !wreck.bring(&tx, table, "glimmer", &places)? {
                    wreck.bring_all(&tx, table, by)?;
                }
            }
            _ => wreck.bring_all(&tx, table, ("", "1"))?,
        }
        progress(0.2 + 0.3 * (nth + 1) as f64 / tables.len() as f64);
    }
    if !all_known || count(&tx)? < places.len() {
        wreck.bring_by_page(&tx, "glimmer", "glimmer not indexed", GLIMMER, &mut |done| progress(0.5 + 0.2 * done))?;
    }
    let lists = lists(&tables);
    if !all_known {
        places =
            tx.prepare("select place from glimmer order by place")?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for list in &lists {
            tags_all &= wreck.bring(&tx, list, "glimmer", &places)?;
        }
    }
    if !tags_all {
        wreck.bring_by_page(&tx, "tagged", "tagged", TAGGED, &mut |done| progress(0.7 + 0.2 * done))?;
    }
    mend(&tx, &lists, store::read_count(folder).unwrap_or_default())?;
    tx.commit()?;
    store::migrate(&mut sql)?;
    let tx = sql.unchecked_transaction()?;
    records::close_sky(&tx)?;
    search::rebuild(&tx)?;
    tx.commit()?;
    let inside = check::inside(&sql)?;
    sql.pragma_update_and_check(None, "journal_mode", "delete", |row| row.get::<_, String>(0))?;
    sql.close().map_err(|(_, error)| error)?;
    backup::verify(&new, vault, &inside)?;
    store::ready(&new, vault)?;
    progress(0.95);
    let aside = backup::free_aside(folder, now);
    swap.set_aside(&aside);
    swap.put("journal.db");
    swap.write("journal.changes", format!("{:020}\n", inside.changes).as_bytes())?;
    ["journal.db-wal", "journal.db-shm"].into_iter().for_each(|name| swap.remove(name));
    swap.decide()?;
    progress(1.0);
    let glimmers = u32::try_from(inside.glimmers).unwrap_or(u32::MAX);
    let lost = all_known.then(|| u32::try_from(places.len()).unwrap_or(u32::MAX).saturating_sub(glimmers));
    Ok(Salvaged { glimmers, lost, set_aside: folder.file(&aside).display().to_string() })
}

/// The tables of a journal that are filled row by row.
fn tables(tx: &Transaction<'_>) -> Result<Vec<String>> {
    let sql = "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'
               and name not like 'glimmer\\_search%' escape '\\' and name not in ('behind', 'free_light', 'used') order by name <> 'glimmer'";
    Ok(tx.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Those of earlier formats that hold what was said about a glimmer.
fn lists(tables: &[String]) -> Vec<&str> {
    tables.iter().map(String::as_str).filter(|table| ["felt", "sensed", "tagged"].contains(table)).collect()
}

fn count(tx: &Transaction<'_>) -> Result<usize> {
    let count: i64 = tx.query_row("select count(*) from glimmer", [], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// Makes the new journal whole in itself.
fn mend(tx: &Transaction<'_>, lists: &[&str], counted: i64) -> Result<()> {
    let has = |table: &str| -> Result<bool> { Ok(tx.prepare("select 1 from sqlite_schema where name = ?1")?.exists([table])?) };
    let glimmer = "glimmer not in (select place from glimmer)";
    for table in lists.iter().copied().chain(["shown", "edit_draft"]) {
        if has(table)? {
            tx.execute(&format!("delete from {table} where {glimmer}"), [])?;
        }
    }
    tx.execute("delete from shown where visit not in (select id from visit)", [])?;
    if has("from_before")? {
        tx.execute(&format!("update from_before set glimmer = null where {glimmer}"), [])?;
    }
    if has("import")? {
        tx.execute("update imported set import = null where import not in (select id from import)", [])?;
    }
    tx.execute("update journal set changes = max(changes, ?1) + 1", [counted])?;
    Ok(())
}

/// The damaged journal, or rather a copy of it: the files themselves are not touched.
struct Wreck {
    path: PathBuf,
    key: Zeroizing<String>,
    format: i64,
    /// One bad page spoils the connection it was read with; the next question is then asked over a fresh one.
    sql: Option<Connection>,
}

/// Rows, as many as could be read, and whether that is all of them.
struct Found<T> {
    rows: Vec<T>,
    all: bool,
}

impl Wreck {
    fn tow(folder: &Folder, swap: &Swap<'_>, vault: &Vault) -> Result<Self> {
        let (path, key) = (swap.path("damaged.db"), vault.journal_key());
        for end in ["", "-wal"] {
            let from = folder.file(&format!("journal.db{end}"));
            if from.exists() {
                std::fs::copy(&from, swap.path(&format!("damaged.db{end}"))).map_err(Error::file("copy", from))?;
            }
        }
        // What is in the log only is as good as the rest; it goes over as it stands, unread.
        let mut wreck = Self { path, key, format: 0, sql: None };
        let folded = || -> Result<()> {
            let sql = store::connect(&wreck.path, &wreck.key)?;
            store::fold(&sql, PATIENCE)?;
            Ok(sql.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()))?)
        };
        folded().map_err(|_| Error::Damaged)?;
        let sql = "select user_version from pragma_user_version, (select count(*) from sqlite_schema)";
        match wreck.ask(sql, &[], |row| row.get(0)) {
            Found { all: true, rows } => wreck.format = rows.first().copied().unwrap_or_default(),
            Found { .. } => return Err(Error::Damaged),
        }
        match wreck.format {
            ..1 => Err(Error::Damaged),
            found if found > LATEST => Err(Error::Newer { found, known: LATEST }),
            _ => Ok(wreck),
        }
    }

    fn ask<T>(&mut self, sql: &str, values: &[&dyn ToSql], read: impl Fn(&rusqlite::Row<'_>) -> rusqlite::Result<T>) -> Found<T> {
        let mut rows = Vec::new();
        let mut ask = || -> Result<()> {
            let connection = match self.sql.take() {
                Some(connection) => connection,
                None => reading::at_rest(&self.path, &self.key)?,
            };
            {
                let mut statement = connection.prepare_cached(sql)?;
                let mut found = statement.query(values)?;
                while let Some(row) = found.next()? {
                    rows.push(read(row)?);
                }
            }
            self.sql = Some(connection);
            Ok(())
        };
        let all = ask().is_ok();
        Found { rows, all }
    }

    /// Every place of a glimmer that anything knows, and whether these are all there were.
    fn places(&mut self) -> (Vec<i64>, bool) {
        let mut places = BTreeSet::new();
        let mut all = false;
        for (known, order) in [
            ("select place from glimmer indexed by sqlite_autoindex_glimmer_1", "id"),
            ("select place from glimmer indexed by glimmer_light", "light"),
            (if self.format < 7 { "select id from glimmer_search_docsize" } else { "select -id from glimmer_search_docsize" }, "id"),
        ] {
            let mut scan = |way: &str| self.ask(&format!("{known} order by {order} {way}"), &[], |row| row.get::<_, i64>(0));
            let up = scan("asc");
            // The index of the search does not know the trash.
            all |= up.all && !known.contains("docsize");
            if !up.all {
                places.extend(scan("desc").rows);
            }
            places.extend(up.rows);
        }
        let walked = self.walk();
        all |= walked.all;
        places.extend(walked.rows);
        (places.into_iter().collect(), all)
    }

    /// Goes through the table itself, and over the holes in it.
    fn walk(&mut self) -> Found<i64> {
        let sql = "select place from glimmer not indexed where place > ?1 order by place";
        let mut walked = Found { rows: Vec::new(), all: true };
        let mut from = i64::MIN;
        for _ in 0..MOST_HOLES {
            let found = self.ask(sql, &[&from], |row| row.get::<_, i64>(0));
            from = found.rows.last().copied().unwrap_or(from).max(0);
            walked.rows.extend(found.rows);
            if found.all {
                return walked;
            }
            walked.all = false;
            let Some(good) = self.beyond(from) else { break };
            from = good;
        }
        walked
    }

    /// The least number behind `last` from which on something can be read again.
    fn beyond(&mut self, last: i64) -> Option<i64> {
        let mut reads =
            |from: i64| self.ask("select place from glimmer not indexed where place > ?1 order by place limit 1", &[&from], |_| Ok(())).all;
        let (mut hole, mut good) = (last, (0..63).filter_map(|power| last.checked_add(1 << power)).find(|from| reads(*from))?);
        while good - hole > 1 {
            let middle = hole + (good - hole) / 2;
            if reads(middle) { good = middle } else { hole = middle }
        }
        Some(good)
    }

    /// The columns that this table has in both journals.
    fn columns(&mut self, tx: &Transaction<'_>, table: &str) -> Result<String> {
        let sql = "select name from pragma_table_info(?1)";
        let old = self.ask(sql, &[&table], |row| row.get::<_, String>(0)).rows;
        let new: Vec<String> = tx.prepare_cached(sql)?.query_map([table], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(new.into_iter().filter(|name| old.contains(name)).collect::<Vec<_>>().join(", "))
    }

    /// Brings the rows whose `key` is one of `places`, which are in order; says whether all of them could be read.
    fn bring(&mut self, tx: &Transaction<'_>, table: &str, key: &str, places: &[i64]) -> Result<bool> {
        let columns = self.columns(tx, table)?;
        let sql = format!("select {columns} from {table} where {key} between ?1 and ?2");
        let mut waiting: Vec<&[i64]> = places.chunks(MANY).rev().collect();
        let mut all = true;
        while let Some(some) = waiting.pop() {
            let found = self.ask(&sql, &[&some[0], &some[some.len() - 1]], values);
            put(tx, table, &columns, &found.rows)?;
            if !found.all && some.len() > 1 {
                let (before, after) = some.split_at(some.len() / 2);
                waiting.extend([after, before]);
            }
            all &= found.all || some.len() > 1;
        }
        Ok(all)
    }

    /// Brings all rows of a table from each page that holds some, whatever leads to it: each page in turn is taken for the first
    /// of the table. What is found there belongs to the table if `it` says so.
    fn bring_by_page(&mut self, tx: &Transaction<'_>, table: &str, from: &str, it: &str, progress: Progress<'_>) -> Result<()> {
        self.sql = None;
        let columns = self.columns(tx, table)?;
        let sql = format!("select {columns} from {from} where {it}");
        let length = std::fs::metadata(&self.path).map_err(Error::file("read", &self.path))?.len();
        let pages = i64::try_from(length / PAGE).unwrap_or(i64::MAX);
        for page in 2..=pages {
            if self.sql.is_none() {
                let open = reading::scratch(&self.path, &self.key)?;
                open.execute_batch("pragma writable_schema = on")?;
                self.sql = Some(open);
            }
            let point = "update sqlite_schema set rootpage = ?1 where type = 'table' and name = ?2";
            let pointed = self.sql.as_ref().is_some_and(|open| {
                open.execute(point, rusqlite::params![page, table]).is_ok()
                    && open.execute_batch("pragma writable_schema = reset; pragma writable_schema = on").is_ok()
            });
            if pointed {
                let found = self.ask(&sql, &[], values);
                put(tx, table, &columns, &found.rows)?;
            } else {
                self.sql = None;
            }
            progress(page as f64 / pages as f64);
        }
        self.sql = None;
        Ok(())
    }

    /// Brings all rows of a table in an order in which they can be read one after the other, from both ends if there is a hole.
    fn bring_all(&mut self, tx: &Transaction<'_>, table: &str, (by, order): (&str, &str)) -> Result<()> {
        let columns = self.columns(tx, table)?;
        if columns.is_empty() {
            return Ok(());
        }
        for way in ["asc", "desc"] {
            let found = self.ask(&format!("select {columns} from {table} {by} order by {order} {way}"), &[], values);
            put(tx, table, &columns, &found.rows)?;
            if found.all {
                break;
            }
        }
        Ok(())
    }
}

fn values(row: &rusqlite::Row<'_>) -> rusqlite::Result<Vec<Value>> {
    (0..row.as_ref().column_count()).map(|column| row.get(column)).collect()
}

fn put(tx: &Transaction<'_>, table: &str, columns: &str, rows: &[Vec<Value>]) -> Result<()> {
    let Some(first) = rows.first() else { return Ok(()) };
    let marks = vec!["?"; first.len()].join(", ");
    // The new journal has one row about itself already; of all others none comes twice.
    let how = if table == "journal" { "replace" } else { "ignore" };
    let mut insert = tx.prepare_cached(&format!("insert or {how} into {table} ({columns}) values ({marks})"))?;
    for row in rows {
        insert.execute(params_from_iter(row))?;
    }
    Ok(())
}
