//! The list: one page at a time, from anywhere, in both directions, narrowed by whatever was asked for.

use std::cmp::Reverse;

use rusqlite::{ToSql, Transaction};

use super::{
    glimmers::{COLUMNS, first_place, place_of, read_row},
    kept_out::KeptOut,
    said::{ANCHOR, GIVEN, PHOTO, mark_of_feeling, mark_of_sense, mark_of_tag},
    search::{Expression, quoted},
};
use crate::{Error, Filter, ListQuery, Page, Result, Start};

/// One page, newest first.
pub(crate) fn page(tx: &Transaction<'_>, query: &ListQuery) -> Result<Page> {
    let newer = matches!(query.start, Start::Newer(_));
    // Pages of older ones end below a place, pages of newer ones begin above it.
    let bound = match &query.start {
        Start::Newest => i64::MAX,
        Start::Older(cursor) | Start::Newer(cursor) => {
            cursor.parse().map_err(|_| Error::BadValue { what: "start", why: "not the end of a page".into() })?
        }
        Start::Day(day) => first_place(day.after(1), None),
        Start::Glimmer(id) => place_of(tx, *id)? + 1,
    };
    let limit = query.limit.map_or(-1, i64::from);
    let mut narrowed = Narrowed::by(tx, query)?;
    if newer {
        narrowed.above(bound)
    } else {
        narrowed.below(bound)
    }
    let kept_out = KeptOut::read(tx)?;
    let sql = format!("select {COLUMNS} from ({}) cross join glimmer on place = p", narrowed.places(newer));
    let mut statement = tx.prepare_cached(&sql)?;
    let rows = statement.query_map(&narrowed.values(&limit)[..], |row| read_row(row, &kept_out))?;
    let mut found = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    found.sort_unstable_by_key(|(place, _)| Reverse(*place));
    let (places, glimmers): (Vec<i64>, Vec<_>) = found.into_iter().unzip();
    let full = limit >= 0 && glimmers.len() as i64 == limit;
    let cursor = |place: Option<&i64>| place.map(i64::to_string);
    // At either end there may turn out to be nothing more: then the next page is empty, and says so.
    let (next, previous) = match query.start {
        Start::Newest | Start::Older(_) => (cursor(places.last()).filter(|_| full), None),
        Start::Newer(_) => (None, cursor(places.first()).filter(|_| full)),
        Start::Day(_) | Start::Glimmer(_) => (cursor(places.last()).filter(|_| full), Some((bound - 1).to_string())),
    };
    Ok(Page { glimmers, next, previous })
}

/// Which glimmers a query finds, as a question to the journal.
pub(super) struct Narrowed {
    /// The places asked for lie between these, without them.
    above: i64,
    below: i64,
    /// An FTS5 expression for what the index knows; empty if nothing is asked of it.
    terms: String,
    conditions: Vec<&'static str>,
    /// Punctuation that has to stand in the words.
    letters: Option<String>,
}

impl Narrowed {
    pub(super) fn by(tx: &Transaction<'_>, query: &ListQuery) -> Result<Self> {
        let mut narrowed = Self::everything();
        if query.trash {
            narrowed.conditions.push("trashed_on is not null");
            return Ok(narrowed);
        }
        narrowed.conditions.push("trashed_on is null");
        let Filter { feelings, senses, tags, anchor, given, photo, waits, from, to } = &query.filter;
        let mut terms: Vec<String> = Vec::new();
        terms.extend(feelings.iter().map(|feeling| quoted(&mark_of_feeling(feeling))));
        terms.extend(senses.iter().map(|sense| quoted(&mark_of_sense(*sense))));
        terms.extend(tags.iter().map(|tag| quoted(&mark_of_tag(tag))));
        terms.extend(anchor.then(|| quoted(ANCHOR)));
        terms.extend(given.then(|| quoted(GIVEN)));
        terms.extend(photo.then(|| quoted(PHOTO)));
        match Expression::of(query.search.as_deref().unwrap_or_default()) {
            Expression::Everything => {}
            Expression::Terms(words) => {
                for word in words {
                    terms.push(word.query(tx)?);
                }
            }
            Expression::Letters(letters) => narrowed.letters = Some(letters),
        }
        narrowed.terms = terms.join(" AND ");
        if *waits {
            narrowed.conditions.push("waits = 1");
        }
        if let Some(from) = from {
            narrowed.above(first_place(*from, None) - 1);
        }
        if let Some(to) = to {
            narrowed.below(first_place(to.after(1), None));
        }
        Ok(narrowed)
    }

    /// All there are, the trash included.
    pub(super) fn everything() -> Self {
        // Each of both with its sign turned is a number too.
        Self { above: -i64::MAX, below: i64::MAX, terms: String::new(), conditions: Vec::new(), letters: None }
    }

    fn above(&mut self, place: i64) {
        self.above = self.above.max(place);
    }

    fn below(&mut self, place: i64) {
        self.below = self.below.min(place);
    }

    /// The places as `p`, from the newest on, or with `upwards` from the oldest; as many as [`Narrowed::values`] says.
    pub(super) fn places(&self, upwards: bool) -> String {
        let is_of_index = !self.terms.is_empty() && self.letters.is_none() && self.conditions == ["trashed_on is null"];
        let index = "glimmer_search where glimmer_search match ?4";
        // The trash is not in the index, and its rows run the other way.
        if is_of_index {
            let order = if upwards { "desc" } else { "asc" };
            return format!("select -rowid as p from {index} and rowid > -?2 and rowid < -?1 order by rowid {order} limit ?3");
        }
        let mut conditions: Vec<String> = self.conditions.iter().map(|&condition| condition.to_owned()).collect();
        conditions.extend((!self.terms.is_empty()).then(|| format!("-place in (select rowid from {index})")));
        conditions.extend(self.letters.is_some().then(|| "instr(text, ?5)".to_owned()));
        let conditions: String = conditions.iter().map(|condition| format!(" and {condition}")).collect();
        let order = if upwards { "asc" } else { "desc" };
        format!("select place as p from glimmer where place > ?1 and place < ?2{conditions} order by place {order} limit ?3")
    }

    /// What the question needs to know; a negative `limit` means all.
    pub(super) fn values<'a>(&'a self, limit: &'a i64) -> Vec<&'a dyn ToSql> {
        let mut values: Vec<&dyn ToSql> = vec![&self.above, &self.below, limit];
        if self.letters.is_some() || !self.terms.is_empty() {
            values.push(&self.terms);
        }
        if let Some(letters) = &self.letters {
            values.push(letters);
        }
        values
    }
}
