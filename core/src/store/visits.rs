//! Hard-day visits: what is written down about each, and what the choice of a glimmer needs to know about all of them.

use rusqlite::{OptionalExtension, Row, Transaction, params};
use uuid::Uuid;

use super::{
    glimmers::{self, COLUMNS, instant, list, parsed, read_row},
    kept_out::KeptOut,
};
use crate::{Day, Error, Leaving, Moment, Result, Sense, Shown, Tag, Visit, VisitMoment, review::hard_day};

pub(crate) fn open(tx: &Transaction<'_>, now: Moment) -> Result<Uuid> {
    let uuid = now.new_id();
    let sql = "insert into visit (uuid, day, opened_at) values (?1, ?2, ?3)";
    tx.prepare_cached(sql)?.execute(params![uuid.as_bytes(), now.day.to_string(), now.at.timestamp_millis()])?;
    Ok(uuid)
}

/// Notes the end. Of one in which no door was taken and nothing was said, nothing stays.
pub(crate) fn close(tx: &Transaction<'_>, visit: Uuid, now: Moment) -> Result<()> {
    let sql = "update visit set closed_at = ?2 where uuid = ?1 and closed_at is null";
    tx.prepare_cached(sql)?.execute(params![visit.as_bytes(), now.at.timestamp_millis()])?;
    let sql = "delete from visit where uuid = ?1 and arrival is null and heavy_before is null and heavy_after is null
               and forward = '' and toward = '' and not exists (select 1 from shown where shown.visit = visit.id)";
    tx.prepare_cached(sql)?.execute([visit.as_bytes()])?;
    Ok(())
}

/// The row of a visit.
pub(crate) fn number(tx: &Transaction<'_>, visit: Uuid) -> Result<i64> {
    let mut statement = tx.prepare_cached("select id from visit where uuid = ?1")?;
    statement.query_row([visit.as_bytes()], |row| row.get(0)).optional()?.ok_or(Error::NotFound)
}

pub(crate) fn set_arrival(tx: &Transaction<'_>, visit: i64, arrival: hard_day::Arrival) -> Result<()> {
    tx.prepare_cached("update visit set arrival = ?2 where id = ?1")?.execute(params![visit, arrival.name()])?;
    Ok(())
}

pub(crate) fn set_heaviness(tx: &Transaction<'_>, visit: i64, moment: VisitMoment, heaviness: Option<u8>) -> Result<()> {
    let sql = match moment {
        VisitMoment::Before => "update visit set heavy_before = ?2 where id = ?1",
        VisitMoment::After => "update visit set heavy_after = ?2 where id = ?1",
    };
    tx.prepare_cached(sql)?.execute(params![visit, heaviness])?;
    Ok(())
}

pub(crate) fn set_leaving(tx: &Transaction<'_>, visit: i64, leaving: &Leaving) -> Result<()> {
    let sql = "update visit set forward = ?2, toward = ?3 where id = ?1";
    tx.prepare_cached(sql)?.execute(params![visit, leaving.forward, leaving.toward])?;
    Ok(())
}

pub(crate) fn note_shown(tx: &Transaction<'_>, visit: i64, glimmer: Uuid) -> Result<()> {
    let place = glimmers::place_of(tx, glimmer)?;
    tx.prepare_cached("insert or ignore into shown (visit, glimmer, nth) select ?1, ?2, count(*) from shown where visit = ?1")?
        .execute([visit, place])?;
    Ok(())
}

/// With `None` it was something other people noticed.
pub(crate) fn note_stayed(tx: &Transaction<'_>, visit: i64, glimmer: Option<Uuid>) -> Result<()> {
    tx.prepare_cached("update visit set stayed = 1 where id = ?1")?.execute([visit])?;
    glimmer.map_or(Ok(()), |glimmer| note(tx, "update shown set stayed = ?3 where visit = ?1 and glimmer = ?2", visit, glimmer, true))
}

pub(crate) fn note_rested(tx: &Transaction<'_>, visit: i64, glimmer: Uuid, rested: bool) -> Result<()> {
    note(tx, "update shown set rested = ?3 where visit = ?1 and glimmer = ?2", visit, glimmer, rested)
}

pub(crate) fn note_kept_out(tx: &Transaction<'_>, visit: i64, glimmer: Uuid, out: bool) -> Result<()> {
    note(tx, "update shown set kept_out = ?3 where visit = ?1 and glimmer = ?2", visit, glimmer, out)
}

/// What this visit has shown with a tag is kept out of hard days with it.
pub(crate) fn note_tag_out(tx: &Transaction<'_>, visit: i64, tag: &Tag, out: bool) -> Result<()> {
    let mut statement = tx.prepare_cached("select place, tags from shown join glimmer on place = shown.glimmer where visit = ?1")?;
    let shown = statement.query_map([visit], |row| Ok((row.get(0)?, list(row, "tags")?)))?;
    for (place, tags) in shown.collect::<rusqlite::Result<Vec<(i64, Vec<Tag>)>>>()? {
        if tags.iter().any(|one| one.same(tag)) {
            tx.prepare_cached("update shown set kept_out = ?3 where visit = ?1 and glimmer = ?2")?.execute(params![visit, place, out])?;
        }
    }
    Ok(())
}

fn note(tx: &Transaction<'_>, sql: &str, visit: i64, glimmer: Uuid, is_so: bool) -> Result<()> {
    let place = glimmers::place_of(tx, glimmer)?;
    tx.prepare_cached(sql)?.execute(params![visit, place, is_so])?;
    Ok(())
}

/// What this visit knows so far, for choosing what comes next.
pub(crate) fn state(tx: &Transaction<'_>, visit: i64) -> Result<hard_day::Visit> {
    let sql = "select uuid, arrival, stayed from visit where id = ?1";
    let mut state = tx.prepare_cached(sql)?.query_row([visit], |row| {
        let (_, seed) = Uuid::from_bytes(row.get("uuid")?).as_u64_pair();
        let arrival = arrival(row)?.unwrap_or_default();
        Ok(hard_day::Visit { arrival, stayed: row.get("stayed")?, seed, ..hard_day::Visit::default() })
    })?;
    let sql = "select senses ->> 0 as sense from shown join glimmer on place = shown.glimmer where visit = ?1 order by shown.nth";
    let mut statement = tx.prepare_cached(sql)?;
    let mut rows = statement.query([visit])?;
    while let Some(row) = rows.next()? {
        state.last_sense = row.get::<_, Option<String>>("sense")?.map(|name| name.parse::<Sense>()).transpose()?;
        state.shown[hard_day::Visit::place(state.last_sense)] += 1;
    }
    Ok(state)
}

/// Whether this visit has shown any of the person's own.
pub(crate) fn has_shown(tx: &Transaction<'_>, visit: i64) -> Result<bool> {
    Ok(tx.prepare_cached("select exists (select 1 from shown where visit = ?1)")?.query_row([visit], |row| row.get(0))?)
}

const VISIT: &str = "select uuid, day, opened_at, closed_at, arrival, heavy_before, heavy_after, forward, toward from visit";

/// All of them, newest first.
pub(crate) fn all(tx: &Transaction<'_>) -> Result<Vec<Visit>> {
    let mut statement = tx.prepare_cached(&format!("{VISIT} order by id desc"))?;
    let visits = statement.query_map([], read_visit)?.collect::<rusqlite::Result<_>>()?;
    Ok(visits)
}

fn read_visit(row: &Row<'_>) -> rusqlite::Result<Visit> {
    Ok(Visit {
        id: Uuid::from_bytes(row.get("uuid")?),
        day: parsed(row, "day")?,
        opened_at: instant(row.get("opened_at")?),
        closed_at: row.get::<_, Option<i64>>("closed_at")?.map(instant),
        arrival: arrival(row)?,
        heavy_before: row.get("heavy_before")?,
        heavy_after: row.get("heavy_after")?,
        leaving: Leaving { forward: row.get("forward")?, toward: row.get("toward")? },
    })
}

fn arrival(row: &Row<'_>) -> rusqlite::Result<Option<hard_day::Arrival>> {
    let name: Option<String> = row.get("arrival")?;
    name.map(|_| parsed(row, "arrival")).transpose()
}

/// The glimmers of a visit in the order they were shown, without what is in the trash since.
pub(crate) fn shown(tx: &Transaction<'_>, visit: i64) -> Result<Vec<Shown>> {
    let sql = format!(
        "select {COLUMNS}, then_stayed, then_rested, then_out from glimmer join (
           select glimmer as p, nth as then_nth, stayed as then_stayed, rested as then_rested, kept_out as then_out from shown where visit = ?1
         ) on place = p where trashed_on is null order by then_nth"
    );
    let kept_out = KeptOut::read(tx)?;
    let mut statement = tx.prepare_cached(&sql)?;
    let rows = statement.query_map([visit], |row| {
        let (_, glimmer) = read_row(row, &kept_out)?;
        Ok(Shown { glimmer, stayed: row.get("then_stayed")?, rested: row.get("then_rested")?, kept_out: row.get("then_out")? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Forgets one, or with `None` all of them.
pub(crate) fn erase(tx: &Transaction<'_>, visit: Option<i64>) -> Result<()> {
    match visit {
        Some(visit) => tx.execute("delete from visit where id = ?1", [visit])?,
        None => tx.execute("delete from visit", [])?,
    };
    Ok(())
}

/// What was written to look forward to in the last visit of `day`.
pub(crate) fn forward_of(tx: &Transaction<'_>, day: Day) -> Result<Option<String>> {
    let mut statement = tx.prepare_cached("select forward from visit where day = ?1 and forward <> '' order by id desc limit 1")?;
    Ok(statement.query_row([day.to_string()], |row| row.get(0)).optional()?)
}
