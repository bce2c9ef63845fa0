//! The table of glimmers: where each has its place, how a row is read, and every query.

use chrono::{DateTime, FixedOffset, TimeZone, Timelike, Utc};
use rusqlite::{OptionalExtension, Row, Transaction, named_params, params};
use uuid::Uuid;

use super::{search, sky};
use crate::{Consent, Day, Edit, Error, Feeling, Glimmer, Moment, NewGlimmer, Result, Sense, Tag};

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

pub(super) const COLUMNS: &str = "place, id, day, noticed_at, utc_offset, text, anchor, given, rests_until, kept_out, trashed_on, waits, created_at, edited_at, \
     (select json_group_array(feeling order by nth) from felt where glimmer = place) as feelings, \
     (select json_group_array(sense order by nth) from sensed where glimmer = place) as senses, \
     (select json_group_array(tag order by nth) from tagged where glimmer = place) as tags, \
     (select json_group_array(tagged.tag order by nth) from tagged join kept_out_tag using (folded) where glimmer = place) as out_with";

pub(super) fn read_row(row: &Row<'_>) -> rusqlite::Result<(i64, Glimmer)> {
    let offset: Option<i32> = row.get("utc_offset")?;
    let noticed_at = row.get::<_, Option<i64>>("noticed_at")?.zip(offset).and_then(|(at, offset)| {
        let zone = FixedOffset::east_opt(offset)?;
        zone.timestamp_millis_opt(at).single()
    });
    let out_with: Vec<Tag> = list(row, "out_with")?;
    let glimmer = Glimmer {
        id: Uuid::from_bytes(row.get("id")?),
        day: parsed(row, "day")?,
        noticed_at,
        text: row.get("text")?,
        feelings: list(row, "feelings")?,
        senses: list(row, "senses")?,
        tags: list(row, "tags")?,
        anchor: row.get("anchor")?,
        given: row.get("given")?,
        created_at: instant(row.get("created_at")?),
        edited_at: row.get::<_, Option<i64>>("edited_at")?.map(instant),
        consent: consent(row, !out_with.is_empty())?,
        out_with,
    };
    Ok((row.get("place")?, glimmer))
}

/// Whether one of its tags keeps it out stands in another table, so the caller says so.
pub(super) fn consent(row: &Row<'_>, out_by_tag: bool) -> rusqlite::Result<Consent> {
    Ok(Consent {
        rests_until: optional_day(row, "rests_until")?,
        kept_out: row.get("kept_out")?,
        trashed_on: optional_day(row, "trashed_on")?,
        out_by_tag,
        waits: row.get("waits")?,
    })
}

pub(super) fn parsed<T: std::str::FromStr<Err = Error>>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    row.get::<_, String>(column)?.parse().map_err(|error| strange(row, column, error))
}

pub(super) fn optional_day(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Day>> {
    row.get::<_, Option<String>>(column)?.map(|text| text.parse().map_err(|error| strange(row, column, error))).transpose()
}

pub(super) fn list<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<Vec<T>> {
    serde_json::from_str(&row.get::<_, String>(column)?).map_err(|error| strange(row, column, error))
}

/// A value that our own checks would never have let in.
fn strange(row: &Row<'_>, column: &str, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    let index = row.as_ref().column_index(column).unwrap_or(0);
    rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, Box::new(error))
}

pub(super) fn instant(milliseconds: i64) -> DateTime<Utc> {
    Utc.timestamp_millis_opt(milliseconds).single().unwrap_or_default()
}

pub(crate) fn insert(tx: &Transaction<'_>, new: &NewGlimmer, now: Moment) -> Result<Glimmer> {
    insert_as(tx, now.new_id(), new, now)
}

/// The same for one that has its id already.
pub(crate) fn insert_as(tx: &Transaction<'_>, id: Uuid, new: &NewGlimmer, now: Moment) -> Result<Glimmer> {
    let noticed_at = new.day.is_none().then_some(now.at);
    let day = new.day.unwrap_or(now.day);
    let place = free_place(tx, first_place(day, noticed_at))?;
    tx.prepare_cached(
        "insert into glimmer (place, id, day, noticed_at, utc_offset, text, anchor, given, created_at, light)
         values (:place, :id, :day, :noticed_at, :utc_offset, :text, :anchor, :given, :created_at, :light)",
    )?
    .execute(named_params! {
        ":place": place,
        ":id": id.as_bytes(),
        ":day": day.to_string(),
        ":noticed_at": noticed_at.map(|at| at.timestamp_millis()),
        ":utc_offset": noticed_at.map(|at| at.offset().local_minus_utc()),
        ":text": new.text,
        ":anchor": new.anchor,
        ":given": new.given,
        ":created_at": now.at.timestamp_millis(),
        ":light": sky::take_free(tx)?,
    })?;
    write_lists(tx, place, &new.feelings, &new.senses, &new.tags)?;
    search::add(tx, place, &new.text, &new.tags)?;
    get(tx, id)
}

/// Replaces what a person can change. A changed day gives the glimmer a new place; the time of that day is then not known.
pub(crate) fn update(tx: &Transaction<'_>, id: Uuid, edit: &Edit, now: Moment) -> Result<Glimmer> {
    let (place, before) = find(tx, id)?;
    let listed = before.consent.trashed_on.is_none();
    if listed {
        search::remove(tx, place, &before.text, &before.tags)?;
    }
    let noticed_at = before.noticed_at.filter(|_| before.day == edit.day);
    let moved = if before.day == edit.day { place } else { free_place(tx, first_place(edit.day, None))? };
    tx.prepare_cached(
        "update glimmer set place = :moved, day = :day, noticed_at = :noticed_at, utc_offset = :utc_offset, text = :text,
         anchor = :anchor, given = :given, edited_at = :edited_at where place = :place",
    )?
    .execute(named_params! {
        ":moved": moved,
        ":day": edit.day.to_string(),
        ":noticed_at": noticed_at.map(|at| at.timestamp_millis()),
        ":utc_offset": noticed_at.map(|at| at.offset().local_minus_utc()),
        ":text": edit.new.text,
        ":anchor": edit.new.anchor,
        ":given": edit.new.given,
        ":edited_at": now.at.timestamp_millis(),
        ":place": place,
    })?;
    for sql in ["delete from felt where glimmer = ?1", "delete from sensed where glimmer = ?1", "delete from tagged where glimmer = ?1"] {
        tx.prepare_cached(sql)?.execute([moved])?;
    }
    write_lists(tx, moved, &edit.new.feelings, &edit.new.senses, &edit.new.tags)?;
    if listed {
        search::add(tx, moved, &edit.new.text, &edit.new.tags)?;
    }
    get(tx, id)
}

pub(super) fn write_lists(tx: &Transaction<'_>, place: i64, feelings: &[Feeling], senses: &[Sense], tags: &[Tag]) -> Result<()> {
    let mut felt = tx.prepare_cached("insert into felt values (?1, ?2, ?3)")?;
    for (nth, feeling) in (0i64..).zip(feelings) {
        felt.execute(params![place, nth, feeling.as_str()])?;
    }
    let mut sensed = tx.prepare_cached("insert into sensed values (?1, ?2, ?3)")?;
    for (nth, sense) in (0i64..).zip(senses) {
        sensed.execute(params![place, nth, sense.name()])?;
    }
    let mut tagged = tx.prepare_cached("insert into tagged (glimmer, nth, tag, folded) values (?1, ?2, ?3, ?4)")?;
    for (nth, tag) in (0i64..).zip(tags) {
        tagged.execute(params![place, nth, tag.as_str(), tag.folded()])?;
    }
    Ok(())
}

fn find(tx: &Transaction<'_>, id: Uuid) -> Result<(i64, Glimmer)> {
    let mut statement = tx.prepare_cached(&format!("select {COLUMNS} from glimmer where id = ?1"))?;
    statement.query_row([id.as_bytes()], read_row).optional()?.ok_or(Error::NotFound)
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
        search::remove(tx, place, &glimmer.text, &glimmer.tags)?;
    }
    tx.prepare_cached("delete from glimmer where place = ?1")?.execute([place])?;
    Ok(glimmer)
}

/// Puts a glimmer into the trash on a day, or takes it out with `None`. Doing either twice changes nothing.
pub(crate) fn set_trashed(tx: &Transaction<'_>, id: Uuid, on: Option<Day>) -> Result<()> {
    let (place, glimmer) = find(tx, id)?;
    match (glimmer.consent.trashed_on, on) {
        (None, Some(_)) => search::remove(tx, place, &glimmer.text, &glimmer.tags)?,
        (Some(_), None) => search::add(tx, place, &glimmer.text, &glimmer.tags)?,
        _ => return Ok(()),
    }
    tx.prepare_cached("update glimmer set trashed_on = ?2 where place = ?1")?.execute(params![place, on.map(|day| day.to_string())])?;
    Ok(())
}

pub(crate) fn set_anchor(tx: &Transaction<'_>, id: Uuid, anchor: bool, now: Moment) -> Result<Glimmer> {
    tx.prepare_cached("update glimmer set anchor = ?2, edited_at = ?3 where id = ?1")?.execute(params![
        id.as_bytes(),
        anchor,
        now.at.timestamp_millis()
    ])?;
    get(tx, id)
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

/// Deletes for good what is in the trash, or only what has been there since `day` or longer; returns how many that were.
pub(crate) fn delete_trashed_by(tx: &Transaction<'_>, day: Option<Day>) -> Result<usize> {
    let old: Vec<[u8; 16]> = tx
        .prepare_cached("select id from glimmer where trashed_on is not null and trashed_on <= coalesce(?1, trashed_on)")?
        .query_map([day.map(|day| day.to_string())], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for id in &old {
        delete(tx, Uuid::from_bytes(*id))?;
    }
    Ok(old.len())
}

/// All of one day, newest first, without the trash.
pub(crate) fn of_day(tx: &Transaction<'_>, day: Day) -> Result<Vec<Glimmer>> {
    let sql = format!("select {COLUMNS} from glimmer where place >= ?1 and place < ?2 and trashed_on is null order by place desc");
    let rows = tx.prepare_cached(&sql)?.query_map(places_of(day), |row| Ok(read_row(row)?.1))?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Whether nothing was ever kept, the trash included.
pub(crate) fn none_yet(tx: &Transaction<'_>) -> Result<bool> {
    Ok(tx.query_row("select not exists (select 1 from glimmer)", [], |row| row.get(0))?)
}
