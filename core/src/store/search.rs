//! Full-text search: what of a glimmer is indexed, and how what somebody types becomes a query.
//!
//! Beside the words stand marks: feelings, senses, tags, anchor, given and pictures, each as a word that nobody can type. So a search that is
//! narrowed is one question to one index. A row is the place of its glimmer with the sign turned: the newest come first.
//!
//! The index is contentless, so removing a row needs the very text that was added: [`indexed`] must stay a pure function of
//! the row. When it changes, a migration must build the index anew.

use std::cmp::Reverse;

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{
    glimmers::{COLUMNS, read_row},
    kept_out::KeptOut,
    said::{MARK, Said},
};
use crate::Result;

/// How many rows are read at once when the index is built anew.
const MANY: i64 = 1000;

/// Notes a glimmer that was kept, for [`catch_up`]: adding it at once would be most of what keeping costs, and now and then, when
/// FTS5 brings parts of its index together, many times all the rest.
pub(super) fn add_later(tx: &Transaction<'_>, place: i64) -> Result<()> {
    tx.prepare_cached("insert into behind values (?1)")?.execute([place])?;
    Ok(())
}

/// Whether there is something for [`catch_up`].
pub(super) fn is_behind(sql: &Connection) -> Result<bool> {
    Ok(sql.prepare_cached("select 1 from behind")?.exists([])?)
}

/// Adds what was kept since the index was last looked into.
pub(crate) fn catch_up(tx: &Transaction<'_>) -> Result<()> {
    let places = tx.prepare_cached("select place from behind")?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    tx.prepare_cached("delete from behind")?.execute([])?;
    add_all(tx, places)
}

/// Adds glimmers that are in the journal already.
pub(super) fn add_all(tx: &Transaction<'_>, places: Vec<i64>) -> Result<()> {
    add_read(tx, places, COLUMNS)
}

pub(super) fn add(tx: &Transaction<'_>, place: i64, said: Said<'_>) -> Result<()> {
    let sql = "insert into glimmer_search (rowid, words) values (?1, ?2)";
    tx.prepare_cached(sql)?.execute(params![-place, indexed(said)])?;
    for (what, name, _) in said.names() {
        tx.prepare_cached("insert or ignore into used values (?1, ?2)")?.execute([what, &name])?;
    }
    Ok(())
}

pub(super) fn remove(tx: &Transaction<'_>, place: i64, said: Said<'_>) -> Result<()> {
    if tx.prepare_cached("delete from behind where place = ?1")?.execute([place])? > 0 {
        return Ok(());
    }
    let sql = "insert into glimmer_search (glimmer_search, rowid, words) values ('delete', ?1, ?2)";
    tx.prepare_cached(sql)?.execute(params![-place, indexed(said)])?;
    for (what, name, mark) in said.names() {
        if newest_with(tx, &mark)?.is_none() {
            tx.prepare_cached("delete from used where what = ?1 and name = ?2")?.execute([what, &name])?;
        }
    }
    Ok(())
}

/// The place of the newest glimmer outside the trash that has a mark.
pub(super) fn newest_with(tx: &Transaction<'_>, mark: &str) -> Result<Option<i64>> {
    Ok(all_with(tx, mark, 1)?.pop())
}

/// The places of the newest glimmers outside the trash that have a mark.
pub(super) fn all_with(tx: &Transaction<'_>, mark: &str, limit: i64) -> Result<Vec<i64>> {
    let sql = "select -rowid from glimmer_search where glimmer_search match ?1 order by rowid limit ?2";
    let mut statement = tx.prepare_cached(sql)?;
    let places = statement.query_map(params![quoted(mark), limit], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(places)
}

/// Builds the index anew from what it is to hold.
pub(crate) fn rebuild(tx: &Transaction<'_>) -> Result<()> {
    tx.prepare_cached("delete from behind")?.execute([])?;
    build(tx, COLUMNS)
}

/// The same in a journal of format 7 or later, read by those of the columns that it has.
pub(super) fn build(tx: &Transaction<'_>, columns: &str) -> Result<()> {
    tx.execute_batch("insert into glimmer_search (glimmer_search) values ('delete-all'); delete from used;")?;
    let everything = "select place from glimmer where trashed_on is null and place < ?1 order by place desc limit ?2";
    let mut below = i64::MAX;
    loop {
        let mut statement = tx.prepare_cached(everything)?;
        let places: Vec<i64> = statement.query_map([below, MANY], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let Some(last) = places.last() else { return Ok(()) };
        below = *last;
        add_read(tx, places, columns)?;
    }
}

/// In the order of its rows the index takes many for little; each that comes before the last one would be written out by itself.
fn add_read(tx: &Transaction<'_>, mut places: Vec<i64>, columns: &str) -> Result<()> {
    places.sort_unstable_by_key(|place| Reverse(*place));
    let kept_out = KeptOut::none();
    let mut statement = tx.prepare_cached(&format!("select {columns} from glimmer where place = ?1"))?;
    for place in places {
        let (_, glimmer) = statement.query_row([place], |row| read_row(row, &kept_out))?;
        add(tx, place, (&glimmer).into())?;
    }
    Ok(())
}

/// The words of a glimmer and of its tags, as the tokenizer should see them, and its marks.
fn indexed(said: Said<'_>) -> String {
    let mut words = spaced(said.text);
    for tag in said.tags {
        words.push('\n');
        words.push_str(&spaced(tag.as_str()));
    }
    for mark in said.marks() {
        words.push('\n');
        words.push_str(&mark);
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
        } else if is_sign(c) {
            out.push_str(&format!(" {} ", word_of_sign(c)));
        } else if is_ours(c) {
            out.push(' ');
        } else {
            out.push(c);
        }
    }
    out
}

/// Arrows, symbols and emoji, which the tokenizer passes over: each gets a word of its own.
fn is_sign(c: char) -> bool {
    matches!(u32::from(c), 0x2190..=0x2bff | 0x1f000..=0x1f3fa | 0x1f400..=0x1faff)
}

fn word_of_sign(c: char) -> String {
    format!("{SIGN}{:x}", u32::from(c))
}

/// Begins the words of signs.
const SIGN: char = '\u{e001}';

/// What begins marks and signs in the index, and is no part of anybody's writing there.
fn is_ours(c: char) -> bool {
    matches!(c, MARK | SIGN)
}

/// Joins what stands before it, or changes how it is drawn.
fn is_joiner(c: char) -> bool {
    matches!(u32::from(c), 0x200d | 0xfe0e | 0xfe0f | 0x1f3fb..=0x1f3ff)
}

pub(super) fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
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
    /// All of these.
    Terms(Vec<Term>),
    /// Only punctuation, which the index does not hold: looked for letter by letter.
    Letters(String),
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// A word from its beginning, as it was typed, spaced.
    Word(String),
    /// Found as it stands.
    Sign(String),
}

impl Expression {
    pub(super) fn of(typed: &str) -> Self {
        let typed = typed.trim();
        let mut terms = Vec::new();
        for word in typed.split_whitespace() {
            let letters: String =
                word.chars().map(|c| if c == '\0' || is_sign(c) || is_ours(c) || is_joiner(c) { ' ' } else { c }).collect();
            let letters = letters.split_whitespace().filter(|part| part.chars().any(char::is_alphanumeric));
            terms.extend(letters.map(|part| Term::Word(spaced(part).trim().to_owned())));
            terms.extend(word.chars().filter(|c| is_sign(*c)).map(|sign| Term::Sign(word_of_sign(sign))));
        }
        if typed.is_empty() {
            Self::Everything
        } else if terms.is_empty() {
            Self::Letters(typed.to_owned())
        } else {
            Self::Terms(terms)
        }
    }
}

impl Term {
    /// The term in the query language of FTS5, in which bare text such as `don't` and `AND` would be syntax: quoting each word makes
    /// whatever someone types on a hard day just words.
    pub(super) fn query(&self, tx: &Transaction<'_>) -> Result<String> {
        let word = match self {
            Self::Sign(sign) => return Ok(quoted(sign)),
            Self::Word(word) => word,
        };
        // Beginnings as short as these have an index of their own.
        let Some(plain) = plain(word).filter(|plain| plain.len() > LONGEST_INDEXED) else { return Ok(quoted(word) + "*") };
        Ok(match words_from(tx, &plain)? {
            words if words.is_empty() => quoted(&plain),
            words if words.len() > MANY_WORDS => quoted(&plain) + "*",
            words => format!("({})", words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" OR ")),
        })
    }
}

/// The longest beginnings of words that the index holds; its `prefix` says so.
const LONGEST_INDEXED: usize = 3;
/// More words than this are left to FTS5 to bring together.
const MANY_WORDS: usize = 32;

/// The words in the index that begin with this one. FTS5 would read through all the glimmers of each before it gives the first; of
/// words by name it reads no further than it is asked.
fn words_from(tx: &Transaction<'_>, beginning: &str) -> Result<Vec<String>> {
    let mut statement = tx.prepare_cached("select term from glimmer_search_words where term >= ?1 limit 1")?;
    let (mut words, mut from) = (Vec::new(), beginning.to_owned());
    while words.len() <= MANY_WORDS {
        match statement.query_row([&from], |row| row.get::<_, String>(0)).optional()? {
            Some(word) if word.starts_with(beginning) => {
                from = format!("{word}\0");
                words.push(word);
            }
            _ => break,
        }
    }
    Ok(words)
}

/// A word as the tokenizer writes it, if that is certain: of one piece, and with nothing but the letters of English and digits once
/// its marks are off.
fn plain(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| c.is_ascii_punctuation());
    let plain: String = word.nfd().filter(|c| !is_combining_mark(*c)).collect();
    (!plain.is_empty() && plain.chars().all(|c| c.is_ascii_alphanumeric())).then(|| plain.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Term {
        Term::Word(text.into())
    }

    #[test]
    fn whatever_is_typed_is_just_words() {
        let terms = |typed| Expression::of(typed);
        assert_eq!(terms("don't AND"), Expression::Terms(vec![word("don't"), word("AND")]));
        assert_eq!(terms("say \"hi"), Expression::Terms(vec![word("say"), word("\"hi")]));
        assert_eq!(terms("  "), Expression::Everything);
        assert_eq!(terms("*"), Expression::Letters("*".into()));
        assert_eq!(terms("nul\0 \u{e000}a"), Expression::Terms(vec![word("nul"), word("a")]), "nobody types a mark");
        assert_eq!(quoted("\"hi"), "\"\"\"hi\"");
    }

    #[test]
    fn a_sign_is_a_word_of_its_own_however_it_is_drawn() {
        let heart = || Term::Sign("\u{e001}2764".into());
        assert_eq!(Expression::of("❤\u{fe0f}"), Expression::Terms(vec![heart()]));
        assert_eq!(Expression::of("tea❤"), Expression::Terms(vec![word("tea"), heart()]));
        assert_eq!(spaced("a🎶b").split_whitespace().collect::<Vec<_>>(), ["a", "\u{e001}1f3b6", "b"]);
    }

    #[test]
    fn only_what_is_certain_is_taken_for_what_the_tokenizer_writes() {
        for (typed, expected) in [("Café,", "cafe"), ("@Otto", "otto"), ("Cafe\u{301}", "cafe"), ("18th", "18th")] {
            assert_eq!(plain(typed).as_deref(), Some(expected), "{typed}");
        }
        for unsure in ["straße", "don't", "søster", "ΟΔΟΣ", "窓", "+Mill Street", "ılık"] {
            assert_eq!(plain(unsure), None, "{unsure}");
        }
    }
}
