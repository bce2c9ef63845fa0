//! What may be shown on a hard day, with what earlier visits and this one did with it.

use std::collections::{HashMap, HashSet};

use rusqlite::Transaction;
use uuid::Uuid;

use super::glimmers::{self, parsed};
use crate::{
    Day, Feeling, Result, Sense,
    review::hard_day::{Candidate, Felt, Senses},
};

/// Every glimmer that the person allows to be shown unasked `today`.
///
/// Each table is read once, in the order it stands on the disk: asking for each glimmer would take many times as long.
pub(crate) fn all(tx: &Transaction<'_>, visit: i64, today: Day) -> Result<Vec<Candidate>> {
    let history = history(tx, visit)?;
    let out: HashSet<i64> = tx
        .prepare_cached("select glimmer from tagged join kept_out_tag using (folded)")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let (mut places, mut candidates) = (Vec::new(), Vec::<Candidate>::new());
    let sql = "select place, id, anchor, rests_until, kept_out, trashed_on, waits, text <> '' as worded from glimmer order by place";
    let mut statement = tx.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let place: i64 = row.get("place")?;
        if !glimmers::consent(row, out.contains(&place))?.allows(today) {
            continue;
        }
        let past = history.get(&place);
        places.push(place);
        candidates.push(Candidate {
            id: Uuid::from_bytes(row.get("id")?),
            anchor: row.get("anchor")?,
            visits_ago: past.map(|past| past.visits_ago),
            stayed_on: past.and_then(|past| past.stayed_on),
            sense: None,
            senses: Senses::default(),
            felt: Felt::default(),
            worded: row.get("worded")?,
        });
    }
    let position = |place: i64| places.binary_search(&place).ok();
    let mut statement = tx.prepare_cached("select glimmer, nth, sense from sensed")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let Some(candidate) = position(row.get(0)?).map(|position| &mut candidates[position]) else { continue };
        let sense: Sense = parsed(row, "sense")?;
        candidate.senses = candidate.senses.with(sense);
        if row.get::<_, i64>(1)? == 0 {
            candidate.sense = Some(sense);
        }
    }
    let mut statement = tx.prepare_cached("select glimmer, feeling from felt")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let Some(candidate) = position(row.get(0)?).map(|position| &mut candidates[position]) else { continue };
        match row.get_ref(1)?.as_str().unwrap_or_default() {
            Feeling::SAFE | Feeling::CALM => candidate.felt.settled = true,
            Feeling::CONNECTED | Feeling::HOPEFUL => candidate.felt.reaching = true,
            Feeling::JOYFUL => candidate.felt.joyful = true,
            _ => {}
        }
    }
    Ok(candidates)
}

/// What visits did with a glimmer.
struct Past {
    visits_ago: u32,
    stayed_on: Option<Day>,
}

/// By place. Visits that showed nothing are not counted: whoever only looked in has seen nothing lately.
fn history(tx: &Transaction<'_>, visit: i64) -> Result<HashMap<i64, Past>> {
    let sql = "
        with before as (
          select id, row_number() over (order by id desc) as ago from visit
          where id < ?1 and exists (select 1 from shown where shown.visit = visit.id)
        )
        select shown.glimmer as glimmer, min(coalesce(before.ago, 0)) as ago, max(case when shown.stayed then visit.day end) as stayed_on
        from shown join visit on visit.id = shown.visit left join before on before.id = shown.visit group by shown.glimmer";
    let mut statement = tx.prepare_cached(sql)?;
    let rows = statement.query_map([visit], |row| {
        Ok((row.get("glimmer")?, Past { visits_ago: row.get("ago")?, stayed_on: glimmers::optional_day(row, "stayed_on")? }))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
