//! Full-text search: what of a glimmer is indexed, and how what somebody types becomes a query.
//!
//! The index is contentless, so removing a row needs the very text that was added: [`indexed`] must stay a pure function of
//! the row. When it changes, a migration must build the index anew.

use rusqlite::{Transaction, params};

use super::glimmers::list;
use crate::{Result, Tag};

pub(super) fn add(tx: &Transaction<'_>, place: i64, text: &str, tags: &[Tag]) -> Result<()> {
    let sql = "insert into glimmer_search (rowid, words) values (?1, ?2)";
    tx.prepare_cached(sql)?.execute(params![place, indexed(text, tags)])?;
    Ok(())
}

pub(super) fn remove(tx: &Transaction<'_>, place: i64, text: &str, tags: &[Tag]) -> Result<()> {
    let sql = "insert into glimmer_search (glimmer_search, rowid, words) values ('delete', ?1, ?2)";
    tx.prepare_cached(sql)?.execute(params![place, indexed(text, tags)])?;
    Ok(())
}

/// Builds the index anew from what it is to hold.
pub(crate) fn rebuild(tx: &Transaction<'_>) -> Result<()> {
    tx.execute("insert into glimmer_search (glimmer_search) values ('delete-all')", [])?;
    let sql = "select place, text, (select json_group_array(tag order by nth) from tagged where glimmer = place) as tags
               from glimmer where trashed_on is null order by place";
    let mut statement = tx.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let tags: Vec<Tag> = list(row, "tags")?;
        add(tx, row.get("place")?, &row.get::<_, String>("text")?, &tags)?;
    }
    Ok(())
}

/// The words of a glimmer and of its tags, as the tokenizer should see them.
fn indexed(text: &str, tags: &[Tag]) -> String {
    let mut words = spaced(text);
    for tag in tags {
        words.push('\n');
        words.push_str(&spaced(tag.as_str()));
    }
    words
}

/// Chinese, Japanese and Korean are written without spaces: each character becomes a word of its own, so that any part
/// of a sentence can be found.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if unspaced(c) {
            out.extend([' ', c, ' ']);
        } else {
            out.push(c);
        }
    }
    out
}

fn unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x3040..=0x30ff     // kana
        | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x323af // Han
        | 0xac00..=0xd7a3 | 0x1100..=0x11ff // Hangul
        | 0x0e00..=0x0eff   // Thai and Lao, which do without spaces too
    )
}

/// What was typed into the search field.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Expression {
    /// Nothing to look for.
    Everything,
    /// An FTS5 expression: all these words, each from its beginning.
    Words(String),
    /// Only signs, such as an emoji, which the index does not hold: looked for letter by letter.
    Signs(String),
}

impl Expression {
    pub(super) fn of(typed: &str) -> Self {
        let typed = typed.trim();
        let mut words = Vec::new();
        for word in typed.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)) {
            // FTS5 reads bare text as a query language: `don't` and `AND` would be syntax. Quoting each word makes
            // whatever someone types on a hard day just words. The star finds words that only begin like this.
            let word: String = word.chars().filter(|c| *c != '\0').collect();
            words.push(format!("\"{}\"*", spaced(&word).trim().replace('"', "\"\"")));
        }
        if typed.is_empty() {
            Self::Everything
        } else if words.is_empty() {
            Self::Signs(typed.to_owned())
        } else {
            Self::Words(words.join(" "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_typed_is_just_words() {
        let words = |typed| Expression::of(typed);
        assert_eq!(words("don't AND"), Expression::Words("\"don't\"* \"AND\"*".into()));
        assert_eq!(words("say \"hi"), Expression::Words("\"say\"* \"\"\"hi\"*".into()));
        assert_eq!(words("  "), Expression::Everything);
        assert_eq!(words("*"), Expression::Signs("*".into()));
    }
}
