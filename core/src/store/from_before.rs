//! The light from before: what may be it, and what was chosen for a day.

use rusqlite::{OptionalExtension, Transaction, params};
use uuid::Uuid;

use super::glimmers;
use crate::{Day, Result, review::from_before::Candidate};

/// What was chosen for a day.
pub(crate) struct Chosen {
    pub glimmer: Option<Uuid>,
    pub put_away: bool,
}

pub(crate) fn chosen(tx: &Transaction<'_>, today: Day) -> Result<Option<Chosen>> {
    let sql = "select put_away, id from from_before left join glimmer on place = glimmer where from_before.day = ?1";
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Chosen { glimmer: row.get::<_, Option<[u8; 16]>>("id")?.map(Uuid::from_bytes), put_away: row.get("put_away")? })
    };
    Ok(tx.prepare_cached(sql)?.query_row([today.to_string()], read).optional()?)
}

/// Writes down what this day shows; whether it was put away stays as it was.
pub(crate) fn choose(tx: &Transaction<'_>, today: Day, glimmer: Uuid) -> Result<()> {
    let place = glimmers::place_of(tx, glimmer)?;
    let sql = "insert into from_before (one, day, glimmer) values (1, ?1, ?2)
               on conflict (one) do update set put_away = put_away and day = excluded.day, day = excluded.day, glimmer = excluded.glimmer";
    tx.prepare_cached(sql)?.execute(params![today.to_string(), place])?;
    Ok(())
}

pub(crate) fn put_away(tx: &Transaction<'_>, today: Day) -> Result<()> {
    let sql = "insert into from_before (one, day, put_away) values (1, ?1, 1)
               on conflict (one) do update set glimmer = case day when excluded.day then glimmer end, day = excluded.day, put_away = 1";
    tx.prepare_cached(sql)?.execute([today.to_string()])?;
    Ok(())
}

/// Every anchor, and all of this day in earlier years, as far as the person allows it.
pub(crate) fn candidates(tx: &Transaction<'_>, today: Day) -> Result<Vec<Candidate>> {
    let mut candidates = Vec::new();
    let mut take = |filter: &str, values: &[i64]| -> Result<()> {
        let mut statement = tx.prepare_cached(&select(filter))?;
        let mut rows = statement.query(rusqlite::params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            if glimmers::consent(row, row.get("out_by_tag")?)?.allows(today) {
                candidates.push(Candidate {
                    id: Uuid::from_bytes(row.get("id")?),
                    day: glimmers::parsed(row, "day")?,
                    anchor: row.get("anchor")?,
                });
            }
        }
        Ok(())
    };
    take("anchor = 1", &[])?;
    let first = tx.query_row("select day from glimmer order by place limit 1", [], |row| glimmers::parsed(row, "day")).optional()?;
    for day in first.map(|first| today.anniversaries_since(first)).unwrap_or_default() {
        take("anchor = 0 and place >= ?1 and place < ?2", &glimmers::places_of(day))?;
    }
    Ok(candidates)
}

/// The anchors with words, as far as the person allows them.
pub(crate) fn anchors(tx: &Transaction<'_>, today: Day) -> Result<Vec<Uuid>> {
    let mut statement = tx.prepare_cached(&select("anchor = 1 and text <> ''"))?;
    let mut rows = statement.query([])?;
    let mut anchors = Vec::new();
    while let Some(row) = rows.next()? {
        if glimmers::consent(row, row.get("out_by_tag")?)?.allows(today) {
            anchors.push(Uuid::from_bytes(row.get("id")?));
        }
    }
    Ok(anchors)
}

fn select(filter: &str) -> String {
    format!(
        "select id, day, anchor, rests_until, kept_out, trashed_on, waits,
         exists (select 1 from tagged join kept_out_tag using (folded) where glimmer = place) as out_by_tag from glimmer where {filter}"
    )
}
