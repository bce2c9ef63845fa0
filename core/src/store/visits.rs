//! Hard-day visits, and what the choice of a glimmer needs to know about them.

use rusqlite::{OptionalExtension, Transaction, params};
use uuid::Uuid;

use super::glimmers;
use crate::{
    Day, Error, Moment, Result, Sense,
    glimmer::Feeling,
    review::hard_day::{Candidate, Felt},
};

pub(crate) fn open(tx: &Transaction<'_>, now: Moment) -> Result<Uuid> {
    let uuid = now.new_id();
    let sql = "insert into visit (uuid, day, opened_at) values (?1, ?2, ?3)";
    tx.prepare_cached(sql)?.execute(params![uuid.as_bytes(), now.day.to_string(), now.at.timestamp_millis()])?;
    Ok(uuid)
}

pub(crate) fn close(tx: &Transaction<'_>, visit: Uuid, now: Moment) -> Result<()> {
    let sql = "update visit set closed_at = ?2 where uuid = ?1 and closed_at is null";
    tx.prepare_cached(sql)?.execute(params![visit.as_bytes(), now.at.timestamp_millis()])?;
    Ok(())
}

pub(crate) fn number(tx: &Transaction<'_>, visit: Uuid) -> Result<i64> {
    let mut statement = tx.prepare_cached("select id from visit where uuid = ?1")?;
    statement.query_row([visit.as_bytes()], |row| row.get(0)).optional()?.ok_or(Error::NotFound)
}

pub(crate) fn note_shown(tx: &Transaction<'_>, visit: i64, glimmer: Uuid) -> Result<()> {
    let place = glimmers::place_of(tx, glimmer)?;
    tx.prepare_cached("insert or ignore into shown (visit, glimmer, nth) select ?1, ?2, count(*) from shown where visit = ?1")?
        .execute([visit, place])?;
    Ok(())
}

pub(crate) fn note_stayed(tx: &Transaction<'_>, visit: i64, glimmer: Uuid) -> Result<()> {
    let place = glimmers::place_of(tx, glimmer)?;
    tx.prepare_cached("update shown set stayed = 1 where visit = ?1 and glimmer = ?2")?.execute([visit, place])?;
    Ok(())
}

/// Everything that may be shown on a hard day, with what earlier visits and this one did with it.
pub(crate) fn candidates(tx: &Transaction<'_>, visit: i64, today: Day) -> Result<Vec<Candidate>> {
    let sql = "
        with earlier as (select id, row_number() over (order by id desc) as ago from visit where id <= ?1)
        select id, anchor, rests_until, kept_out, trashed_on,
          (select min(ago) - 1 from shown join earlier on earlier.id = visit where glimmer = place) as ago,
          exists (select 1 from shown where glimmer = place and stayed) as stayed,
          (select sense from sensed where glimmer = place and nth = 0) as sense,
          (select group_concat(feeling, char(10)) from felt where glimmer = place) as feelings
        from glimmer";
    let mut statement = tx.prepare_cached(sql)?;
    let mut rows = statement.query([visit])?;
    let mut candidates = Vec::new();
    while let Some(row) = rows.next()? {
        if !glimmers::consent(row)?.allows(today) {
            continue;
        }
        let feelings: Option<String> = row.get("feelings")?;
        let felt = |wanted: &[&str]| feelings.as_deref().is_some_and(|all| all.lines().any(|one| wanted.contains(&one)));
        candidates.push(Candidate {
            id: Uuid::from_bytes(row.get("id")?),
            anchor: row.get("anchor")?,
            visits_ago: row.get("ago")?,
            stayed: row.get("stayed")?,
            sense: row.get::<_, Option<String>>("sense")?.map(|name| name.parse()).transpose()?,
            felt: Felt {
                settled: felt(&[Feeling::SAFE, Feeling::CALM]),
                reaching: felt(&[Feeling::CONNECTED, Feeling::HOPEFUL]),
                joyful: felt(&[Feeling::JOYFUL]),
            },
        });
    }
    Ok(candidates)
}

/// The sense of the glimmer that this visit showed last.
pub(crate) fn last_sense(tx: &Transaction<'_>, visit: i64) -> Result<Option<Sense>> {
    let sql = "select sense from shown left join sensed on sensed.glimmer = shown.glimmer and sensed.nth = 0
               where visit = ?1 order by shown.nth desc limit 1";
    let name: Option<Option<String>> = tx.prepare_cached(sql)?.query_row([visit], |row| row.get(0)).optional()?;
    name.flatten().map(|name| name.parse()).transpose()
}

pub(crate) fn stayed(tx: &Transaction<'_>, visit: i64) -> Result<bool> {
    let sql = "select exists (select 1 from shown where visit = ?1 and stayed)";
    Ok(tx.prepare_cached(sql)?.query_row([visit], |row| row.get(0))?)
}

/// Whether this visit has shown any of the person's own.
pub(crate) fn has_shown(tx: &Transaction<'_>, visit: i64) -> Result<bool> {
    Ok(tx.prepare_cached("select exists (select 1 from shown where visit = ?1)")?.query_row([visit], |row| row.get(0))?)
}
