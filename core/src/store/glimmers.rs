//! The table of glimmers: where each has its place, how a row is read, and every query.

use std::str::FromStr;

use chrono::{DateTime, FixedOffset, TimeZone, Timelike, Utc};
use rusqlite::{OptionalExtension, Row, RowIndex, Transaction, named_params, params};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::{
    kept_out::KeptOut,
    said::{Said, lot},
    search, sky,
};
use crate::{Consent, Day, Edit, Error, Glimmer, Moment, NewGlimmer, Result, Tag};

/// A place is `day << 42 | millisecond of the day << 14 | which of those`, so that rowid order is the order of reading.
///
/// Where only the day is known, the glimmer stands before the timed ones of that day, in the order of keeping.
const DAY_BITS: u32 = 42;
const SLOT_BITS: u32 = 14;

pub(super) fn first_place(day: Day, noticed_at: Option<DateTime<FixedOffset>>) -> i64 {
    let milliseconds = noticed_at.map_or(0, |at| {
        let local = at.naive_local();
        // Past midnight the clock starts anew, but the person's day goes on.
        let past_midnight = (local.date() - day.date()).num_days().clamp(0, 1);
        let of_clock = i64::from(local.num_seconds_from_midnight()) * 1000 + i64::from(local.nanosecond() / 1_000_000);
        (past_midnight * 86_400_000 + of_clock).min((1 << (DAY_BITS - SLOT_BITS)) - 1)
    });
    (day.number() << DAY_BITS) | (milliseconds << SLOT_BITS)
}

/// The places of a day: from the first, up to but without the second.
pub(super) fn places_of(day: Day) -> [i64; 2] {
    [first_place(day, None), first_place(day.after(1), None)]
}

/// The first free place at or after `first` within its millisecond; a full one (16,384 glimmers) flows over into the next.
pub(super) fn free_place(tx: &Transaction<'_>, first: i64) -> Result<i64> {
    let slots = 1 << SLOT_BITS;
    let mut from = first;
    loop {
        let sql = "select max(place) from glimmer where place >= ?1 and place < ?1 + ?2";
        let taken: Option<i64> = tx.prepare_cached(sql)?.query_row([from, slots], |row| row.get(0))?;
        match taken {
            None => return Ok(from),
            Some(last) if last + 1 < from + slots => return Ok(last + 1),
            Some(_) => from += slots,
        }
    }
}

/// What [`read_row`] reads; what else a question asks for stands behind these.
pub(super) const COLUMNS: &str = "place, id, day, noticed_at, utc_offset, text, feelings, senses, tags, anchor, given, rests_until, \
     kept_out, trashed_on, waits, created_at, edited_at, photos";

/// The same in a journal that knew of no pictures.
pub(super) fn columns_before_photos() -> String {
    COLUMNS.replace("photos", "'[]'")
}

/// Reads a row that begins with [`COLUMNS`]. By position: looking for names would be a third of what a page of the list costs.
pub(super) fn read_row(row: &Row<'_>, kept_out: &KeptOut) -> rusqlite::Result<(i64, Glimmer)> {
    let [
        place,
        id,
        day,
        noticed_at,
        utc_offset,
        text,
        feelings,
        senses,
        tags,
        anchor,
        given,
        rests_until,
        out,
        trashed_on,
        waits,
        created_at,
        edited_at,
        photos,
    ]: [usize; 18] = std::array::from_fn(|nth| nth);
    let offset: Option<i32> = row.get(utc_offset)?;
    let noticed_at = row.get::<_, Option<i64>>(noticed_at)?.zip(offset).and_then(|(at, offset)| {
        let zone = FixedOffset::east_opt(offset)?;
        zone.timestamp_millis_opt(at).single()
    });
    let tags: Vec<Tag> = list(row, tags)?;
    let out_with = kept_out.among(&tags);
    let glimmer = Glimmer {
        id: Uuid::from_bytes(row.get(id)?),
        day: parsed(row, day)?,
        noticed_at,
        text: row.get(text)?,
        feelings: list(row, feelings)?,
        senses: list(row, senses)?,
        tags,
        anchor: row.get(anchor)?,
        given: row.get(given)?,
        photos: list(row, photos)?,
        created_at: instant(row.get(created_at)?),
        edited_at: row.get::<_, Option<i64>>(edited_at)?.map(instant),
        consent: Consent {
            rests_until: optional_day(row, rests_until)?,
            kept_out: row.get(out)?,
            trashed_on: optional_day(row, trashed_on)?,
            // Which tags are kept out stands in another table.
            out_by_tag: !out_with.is_empty(),
            waits: row.get(waits)?,
        },
        out_with,
    };
    Ok((row.get(place)?, glimmer))
}

pub(super) fn parsed<T: FromStr<Err = Error>>(row: &Row<'_>, column: impl RowIndex + Copy) -> rusqlite::Result<T> {
    row.get_ref(column)?.as_str()?.parse().map_err(|error| strange(row, column, error))
}

pub(super) fn optional_day(row: &Row<'_>, column: impl RowIndex + Copy) -> rusqlite::Result<Option<Day>> {
    row.get_ref(column)?.as_str_or_null()?.map(|text| text.parse().map_err(|error| strange(row, column, error))).transpose()
}

pub(super) fn list<T: DeserializeOwned>(row: &Row<'_>, column: impl RowIndex + Copy) -> rusqlite::Result<Vec<T>> {
    match row.get_ref(column)?.as_str()? {
        // Most are empty.
        "[]" => Ok(Vec::new()),
        text => serde_json::from_str(text).map_err(|error| strange(row, column, error)),
    }
}

/// A value that our own checks would never have let in.
fn strange(row: &Row<'_>, column: impl RowIndex, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    let index = column.idx(row.as_ref()).unwrap_or(0);
    rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, Box::new(error))
}

pub(super) fn instant(milliseconds: i64) -> DateTime<Utc> {
    Utc.timestamp_millis_opt(milliseconds).single().unwrap_or_default()
}

/// The search index catches up later: see [`Store::is_behind`](super::Store::is_behind).
pub(crate) fn insert(tx: &Transaction<'_>, new: &NewGlimmer, now: Moment) -> Result<Glimmer> {
    let id = now.new_id();
    let place = insert_row(tx, id, new, now)?;
    search::add_later(tx, place)?;
    get(tx, id)
}

/// One that has its id already, and can be found at once.
pub(crate) fn insert_as(tx: &Transaction<'_>, id: Uuid, new: &NewGlimmer, now: Moment) -> Result<Glimmer> {
    let place = insert_row(tx, id, new, now)?;
    search::add(tx, place, new.into())?;
    get(tx, id)
}

/// Many, each with its own moment.
pub(crate) fn insert_all(tx: &Transaction<'_>, all: &[(NewGlimmer, Moment)]) -> Result<()> {
    let places = all.iter().map(|(new, now)| insert_row(tx, now.new_id(), new, *now)).collect::<Result<_>>()?;
    search::add_all(tx, places)
}

/// Returns its place. It is found only once it is in the index.
fn insert_row(tx: &Transaction<'_>, id: Uuid, new: &NewGlimmer, now: Moment) -> Result<i64> {
    let noticed_at = new.day.is_none().then_some(now.at);
    let day = new.day.unwrap_or(now.day);
    let place = free_place(tx, first_place(day, noticed_at))?;
    let said = Said::from(new);
    let [feelings, senses, tags, photos] = said.lists();
    tx.prepare_cached(
        "insert into glimmer (place, id, day, noticed_at, utc_offset, text, feelings, senses, tags, anchor, given, created_at, light,
           colours, kind, lot, photos)
         values (:place, :id, :day, :noticed_at, :utc_offset, :text, :feelings, :senses, :tags, :anchor, :given, :created_at, :light,
           :colours, :kind, :lot, :photos)",
    )?
    .execute(named_params! {
        ":place": place,
        ":id": id.as_bytes(),
        ":day": day.to_string(),
        ":noticed_at": noticed_at.map(|at| at.timestamp_millis()),
        ":utc_offset": noticed_at.map(|at| at.offset().local_minus_utc()),
        ":text": new.text,
        ":feelings": feelings,
        ":senses": senses,
        ":tags": tags,
        ":anchor": new.anchor,
        ":given": new.given,
        ":created_at": now.at.timestamp_millis(),
        ":light": sky::take_free(tx)?,
        ":colours": said.colours(),
        ":kind": said.kind().0,
        ":lot": lot(id),
        ":photos": photos,
    })?;
    Ok(place)
}

/// Replaces what a person can change. A changed day gives the glimmer a new place; the time of that day is then not known.
pub(crate) fn update(tx: &Transaction<'_>, id: Uuid, edit: &Edit, now: Moment) -> Result<Glimmer> {
    let (place, before) = find(tx, id)?;
    let listed = before.consent.trashed_on.is_none();
    if listed {
        search::remove(tx, place, (&before).into())?;
    }
    let noticed_at = before.noticed_at.filter(|_| before.day == edit.day);
    let moved = if before.day == edit.day { place } else { free_place(tx, first_place(edit.day, None))? };
    let said = Said::from(&edit.new);
    let [feelings, senses, tags, photos] = said.lists();
    tx.prepare_cached(
        "update glimmer set place = :moved, day = :day, noticed_at = :noticed_at, utc_offset = :utc_offset, text = :text,
           feelings = :feelings, senses = :senses, tags = :tags, anchor = :anchor, given = :given, colours = :colours, kind = :kind,
           photos = :photos, edited_at = :edited_at
         where place = :place",
    )?
    .execute(named_params! {
        ":moved": moved,
        ":day": edit.day.to_string(),
        ":noticed_at": noticed_at.map(|at| at.timestamp_millis()),
        ":utc_offset": noticed_at.map(|at| at.offset().local_minus_utc()),
        ":text": edit.new.text,
        ":feelings": feelings,
        ":senses": senses,
        ":tags": tags,
        ":anchor": edit.new.anchor,
        ":given": edit.new.given,
        ":colours": said.colours(),
        ":kind": said.kind().0,
        ":photos": photos,
        ":edited_at": now.at.timestamp_millis(),
        ":place": place,
    })?;
    if listed {
        search::add(tx, moved, said)?;
    }
    get(tx, id)
}

fn find(tx: &Transaction<'_>, id: Uuid) -> Result<(i64, Glimmer)> {
    let kept_out = KeptOut::read(tx)?;
    let mut statement = tx.prepare_cached(&format!("select {COLUMNS} from glimmer where id = ?1"))?;
    statement.query_row([id.as_bytes()], |row| read_row(row, &kept_out)).optional()?.ok_or(Error::NotFound)
}

pub(crate) fn get(tx: &Transaction<'_>, id: Uuid) -> Result<Glimmer> {
    Ok(find(tx, id)?.1)
}

pub(crate) fn place_of(tx: &Transaction<'_>, id: Uuid) -> Result<i64> {
    let mut statement = tx.prepare_cached("select place from glimmer where id = ?1")?;
    statement.query_row([id.as_bytes()], |row| row.get(0)).optional()?.ok_or(Error::NotFound)
}

/// Removes a glimmer as if it had never been, words and index. The file keeps no trace once the change is folded in.
pub(crate) fn delete(tx: &Transaction<'_>, id: Uuid) -> Result<Glimmer> {
    let (place, glimmer) = find(tx, id)?;
    if glimmer.consent.trashed_on.is_none() {
        search::remove(tx, place, (&glimmer).into())?;
    }
    tx.prepare_cached("delete from glimmer where place = ?1")?.execute([place])?;
    Ok(glimmer)
}

/// Puts a glimmer into the trash on a day, or takes it out with `None`. Doing either twice changes nothing.
pub(crate) fn set_trashed(tx: &Transaction<'_>, id: Uuid, on: Option<Day>) -> Result<()> {
    let (place, glimmer) = find(tx, id)?;
    match (glimmer.consent.trashed_on, on) {
        (None, Some(_)) => search::remove(tx, place, (&glimmer).into())?,
        (Some(_), None) => search::add(tx, place, (&glimmer).into())?,
        _ => return Ok(()),
    }
    tx.prepare_cached("update glimmer set trashed_on = ?2 where place = ?1")?.execute(params![place, on.map(|day| day.to_string())])?;
    Ok(())
}

pub(crate) fn set_anchor(tx: &Transaction<'_>, id: Uuid, anchor: bool, now: Moment) -> Result<Glimmer> {
    let (place, before) = find(tx, id)?;
    let sql = "update glimmer set anchor = ?2, edited_at = ?3 where place = ?1";
    tx.prepare_cached(sql)?.execute(params![place, anchor, now.at.timestamp_millis()])?;
    let after = get(tx, id)?;
    if before.consent.trashed_on.is_none() {
        search::remove(tx, place, (&before).into())?;
        search::add(tx, place, (&after).into())?;
    }
    Ok(after)
}

pub(crate) fn set_rest(tx: &Transaction<'_>, id: Uuid, until: Option<Day>) -> Result<Glimmer> {
    tx.prepare_cached("update glimmer set rests_until = ?2 where id = ?1")?
        .execute(params![id.as_bytes(), until.map(|day| day.to_string())])?;
    get(tx, id)
}

pub(crate) fn set_kept_out(tx: &Transaction<'_>, id: Uuid, out: bool) -> Result<Glimmer> {
    tx.prepare_cached("update glimmer set kept_out = ?2 where id = ?1")?.execute(params![id.as_bytes(), out])?;
    get(tx, id)
}

/// Deletes for good what is in the trash, or only what has been there since `day` or longer; returns it.
pub(crate) fn delete_trashed_by(tx: &Transaction<'_>, day: Option<Day>) -> Result<Vec<Glimmer>> {
    let old: Vec<[u8; 16]> = tx
        .prepare_cached(
            "select id from glimmer where place in (
               select place from glimmer indexed by glimmer_trashed where trashed_on is not null and trashed_on <= coalesce(?1, trashed_on))",
        )?
        .query_map([day.map(|day| day.to_string())], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    old.into_iter().map(|id| delete(tx, Uuid::from_bytes(id))).collect()
}

/// All of one day, newest first, without the trash.
pub(crate) fn of_day(tx: &Transaction<'_>, day: Day) -> Result<Vec<Glimmer>> {
    let sql = format!("select {COLUMNS} from glimmer where place >= ?1 and place < ?2 and trashed_on is null order by place desc");
    let kept_out = KeptOut::read(tx)?;
    let read = |row: &Row<'_>| Ok(read_row(row, &kept_out)?.1);
    let rows = tx.prepare_cached(&sql)?.query_map(places_of(day), read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Whether nothing was ever kept, the trash included.
pub(crate) fn none_yet(tx: &Transaction<'_>) -> Result<bool> {
    Ok(tx.query_row("select not exists (select 1 from glimmer)", [], |row| row.get(0))?)
}
