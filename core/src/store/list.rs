//! The list: one page at a time, from anywhere, in both directions, narrowed by whatever was asked for.

use rusqlite::{ToSql, Transaction};

use super::{
    glimmers::{COLUMNS, first_place, place_of, read_row},
    search::Expression,
};
use crate::{Error, ListQuery, Page, Result, Start};

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
    let Narrowed { source, conditions, values } = narrowed(query);
    let (beyond, order) = if newer { (">", "asc") } else { ("<", "desc") };
    let sql = format!(
        "select {COLUMNS} from ({source} where p {beyond} ?1 {conditions} order by p {order} limit ?2) join glimmer on place = p order by place desc"
    );
    let all: Vec<&dyn ToSql> = [&bound as &dyn ToSql, &limit].into_iter().chain(values.iter().map(|value| &**value)).collect();
    let mut statement = tx.prepare_cached(&sql)?;
    let rows = statement.query_map(&all[..], read_row)?;
    let (places, glimmers): (Vec<i64>, Vec<_>) = rows.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().unzip();
    let full = limit >= 0 && glimmers.len() as i64 == limit;
    let cursor = |place: Option<&i64>| place.map(i64::to_string);
    // At either end there may turn out to be nothing more: then the next page is empty, and says so.
    let (next, previous) = match query.start {
        Start::Newest => (cursor(places.last()).filter(|_| full), None),
        Start::Older(_) => (cursor(places.last()).filter(|_| full), None),
        Start::Newer(_) => (None, cursor(places.first()).filter(|_| full)),
        Start::Day(_) | Start::Glimmer(_) => (cursor(places.last()).filter(|_| full), Some((bound - 1).to_string())),
    };
    Ok(Page { glimmers, next, previous })
}

pub(super) struct Narrowed {
    pub source: &'static str,
    pub conditions: String,
    pub values: Vec<Box<dyn ToSql>>,
}

/// The part of a query that says which; its values follow the two of the page.
pub(super) fn narrowed(query: &ListQuery) -> Narrowed {
    let (filter, search) = (&query.filter, Expression::of(query.search.as_deref().unwrap_or_default()));
    let all = "select place as p from glimmer";
    // Inside the index, so that broad words need not read a row that will not be shown. The trash is not in it.
    let index = "select rowid as p from glimmer_search";
    let mut narrowed = Narrowed { source: all, conditions: String::new(), values: Vec::new() };
    let mut add = |condition: &str, value: Option<Box<dyn ToSql>>| {
        narrowed.values.extend(value);
        let number = narrowed.values.len() + 2;
        narrowed.conditions.push_str(&format!(" and {}", condition.replace('?', &format!("?{number}"))));
    };
    match search {
        _ if query.trash => add("trashed_on is not null", None),
        Expression::Everything => add("trashed_on is null", None),
        Expression::Signs(signs) => add("trashed_on is null and instr(text, ?)", Some(Box::new(signs))),
        Expression::Words(words) if filter.is_empty() => {
            add("glimmer_search match ?", Some(Box::new(words)));
            narrowed.source = index;
            return narrowed;
        }
        Expression::Words(words) => {
            add("place in (select rowid from glimmer_search where glimmer_search match ?)", Some(Box::new(words)));
        }
    }
    for feeling in &filter.feelings {
        add("place in (select glimmer from felt where feeling = ?)", Some(Box::new(feeling.as_str().to_owned())));
    }
    for sense in &filter.senses {
        add("place in (select glimmer from sensed where sense = ?)", Some(Box::new(sense.name())));
    }
    for tag in &filter.tags {
        add("place in (select glimmer from tagged where folded = ?)", Some(Box::new(tag.folded())));
    }
    if filter.anchor {
        add("anchor = 1", None);
    }
    if filter.given {
        add("given = 1", None);
    }
    if filter.waits {
        add("waits = 1", None);
    }
    if let Some(from) = filter.from {
        add("place >= ?", Some(Box::new(first_place(from, None))));
    }
    if let Some(to) = filter.to {
        add("place < ?", Some(Box::new(first_place(to.after(1), None))));
    }
    narrowed
}
