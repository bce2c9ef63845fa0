//! All that a journal holds beside its glimmers: read as a whole, and brought into another that may have its own.

use std::collections::HashSet;

use rusqlite::{Row, Transaction, params};
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    drafts,
    glimmers::{instant, parsed},
    imports::{self, Identity},
    kept_out, own_line, prompts,
    records::own_identity,
    supports,
};
use crate::{
    Draft, DraftPlace, Error, Result, Support,
    review::{crisis::OwnLine, hard_day::Arrival},
    transfer::json::{Beside, JsonLine, JsonShown, JsonSupport, JsonVisit},
};

const PLACES: [DraftPlace; 3] = [DraftPlace::Capture, DraftPlace::Today, DraftPlace::HardDay];

pub(crate) fn read(tx: &Transaction<'_>) -> Result<Beside> {
    let supports = supports::all(tx)?.into_iter();
    let supports = supports.map(|Support { kind, name, reach, about }| JsonSupport { kind: kind.name().into(), name, reach, about });
    let mut invitations = tx.prepare_cached("select kind, text from invitation")?;
    let drafts =
        PLACES.into_iter().filter_map(|place| Some(drafts::read(tx, place).transpose()?.map(|draft| (place.name().into(), draft))));
    Ok(Beside {
        kept_out_tags: kept_out::all(tx)?,
        supports: supports.collect(),
        own_line: own_line::read(tx)?.map(|OwnLine { name, reach, about }| JsonLine { name, reach, about }),
        prompts: prompts::own(tx)?,
        invitations: invitations.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?,
        drafts: drafts.collect::<Result<_>>()?,
        visits: visits(tx)?,
    })
}

fn visits(tx: &Transaction<'_>) -> Result<Vec<JsonVisit>> {
    let sql =
        "select id, uuid, day, opened_at, closed_at, arrival, heavy_before, heavy_after, forward, toward, stayed from visit order by id";
    let mut statement = tx.prepare_cached(sql)?;
    let read = |row: &Row<'_>| Ok((row.get("id")?, visit(row)?));
    let mut visits: Vec<(i64, JsonVisit)> = statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
    let sql = "select glimmer.id, shown.stayed, rested, shown.kept_out from shown join glimmer on place = shown.glimmer where visit = ?1 order by nth, place";
    let mut statement = tx.prepare_cached(sql)?;
    for (number, visit) in &mut visits {
        let read = |row: &Row<'_>| {
            Ok(JsonShown { glimmer: Uuid::from_bytes(row.get(0)?), stayed: row.get(1)?, rested: row.get(2)?, kept_out: row.get(3)? })
        };
        visit.shown = statement.query_map([*number], read)?.collect::<rusqlite::Result<_>>()?;
    }
    Ok(visits.into_iter().map(|(_, visit)| visit).collect())
}

fn visit(row: &Row<'_>) -> rusqlite::Result<JsonVisit> {
    Ok(JsonVisit {
        id: Uuid::from_bytes(row.get("uuid")?),
        day: parsed(row, "day")?,
        opened_at: instant(row.get("opened_at")?),
        closed_at: row.get::<_, Option<i64>>("closed_at")?.map(instant),
        arrival: row.get("arrival")?,
        heavy_before: row.get("heavy_before")?,
        heavy_after: row.get("heavy_after")?,
        forward: row.get("forward")?,
        toward: row.get("toward")?,
        stayed: row.get("stayed")?,
        shown: Vec::new(),
    })
}

/// Whether [`bring`] would look at something that it has not seen before.
pub(crate) fn has_news(tx: &Transaction<'_>, beside: &Beside, begins: bool) -> Result<bool> {
    for identity in items(beside, begins) {
        if !imports::is_known(tx, &identity)? {
            return Ok(true);
        }
    }
    for visit in &beside.visits {
        if !imports::is_known(tx, &own_identity(visit.id))?
            && !tx.prepare_cached("select 1 from visit where uuid = ?1")?.exists([visit.id.as_bytes()])?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Each thing beside the glimmers that is not a visit, as it is known again: what was taken out since does not come back.
fn items(beside: &Beside, begins: bool) -> Vec<Identity> {
    let mut items: Vec<_> = beside.kept_out_tags.iter().map(|tag| known_as(&("tag", tag))).collect();
    items.extend(beside.supports.iter().map(|support| known_as(&("support", support))));
    items.extend(beside.own_line.iter().map(|line| known_as(&("line", line))));
    if begins {
        items.extend(beside.prompts.iter().map(|prompt| known_as(&("prompt", prompt))));
        items.extend(beside.invitations.iter().map(|invitation| known_as(&("invitation", invitation))));
        items.extend(beside.drafts.iter().map(|draft| known_as(&("draft", draft))));
    }
    items
}

fn known_as(item: &impl Serialize) -> Identity {
    // Of what was read from JSON this cannot fail.
    let text = serde_json::to_vec(item).unwrap_or_default();
    Sha256::new().chain_update("beside ").chain_update(text).finalize().into()
}

/// Adds what is not here yet and was not brought before; whatever the journal has of its own stays. What shows itself (prompts,
/// invitations, drafts) comes only into a journal that `begins` with this. Tells whether anything came.
///
/// # Errors
/// [`Error::BadValue`] if something is not as Glimmer writes it.
pub(crate) fn bring(tx: &Transaction<'_>, beside: &Beside, begins: bool, (import, id): (i64, Uuid)) -> Result<bool> {
    let mut came = false;
    // The same may stand there twice.
    let mut now = HashSet::new();
    let mut is_new = |identity: Identity| -> Result<bool> {
        let new = now.contains(&identity) || !imports::is_known(tx, &identity)?;
        now.insert(identity);
        imports::note(tx, import, id, None, &[identity])?;
        Ok(new)
    };
    let out = kept_out::all(tx)?;
    for tag in &beside.kept_out_tags {
        if is_new(known_as(&("tag", tag)))? && !out.iter().any(|other| other.same(tag)) {
            kept_out::set(tx, &tag.as_str().parse()?, true)?;
            came = true;
        }
    }
    let here = supports::all(tx)?;
    for item in &beside.supports {
        let JsonSupport { kind, name, reach, about } = item.clone();
        let support = Support { kind: kind.parse()?, name, reach, about }.checked()?;
        if is_new(known_as(&("support", item)))? && !here.contains(&support) {
            supports::add(tx, &support)?;
            came = true;
        }
    }
    if let Some(line) = &beside.own_line
        && is_new(known_as(&("line", line)))?
        && own_line::read(tx)?.is_none()
    {
        let JsonLine { name, reach, about } = line.clone();
        own_line::write(tx, Some(&OwnLine { name, reach, about }.checked()?))?;
        came = true;
    }
    if begins {
        came |= bring_what_shows_itself(tx, beside, &mut is_new)?;
    }
    for visit in bring_visits(tx, &beside.visits)? {
        imports::note(tx, import, visit, None, &[own_identity(visit)])?;
        came = true;
    }
    Ok(came)
}

fn bring_what_shows_itself(tx: &Transaction<'_>, beside: &Beside, is_new: &mut dyn FnMut(Identity) -> Result<bool>) -> Result<bool> {
    let mut came = false;
    let mut own = prompts::own(tx)?;
    let begins = own.is_empty();
    let mut there: HashSet<String> = own.iter().cloned().collect();
    for prompt in beside.prompts.iter().filter(|prompt| !prompt.trim().is_empty()) {
        if is_new(known_as(&("prompt", prompt)))? && (there.insert(prompt.clone()) || begins) {
            own.push(prompt.clone());
            came = true;
        }
    }
    prompts::replace(tx, &own)?;
    for invitation in &beside.invitations {
        let (kind, text) = invitation;
        let is_kind = ["midday", "evening"].contains(&kind.as_str()) && !text.is_empty();
        is_kind.then_some(()).ok_or_else(|| bad("invitation"))?;
        if is_new(known_as(&("invitation", invitation)))? {
            came |= tx.execute("insert or ignore into invitation values (?1, ?2)", [kind, text])? > 0;
        }
    }
    for item in &beside.drafts {
        let (name, draft) = item;
        let place = PLACES.into_iter().find(|place| place.name() == name).ok_or_else(|| bad("draft"))?;
        if is_new(known_as(&("draft", item)))? && drafts::read(tx, place)?.is_none_or(|here| here == Draft::default()) {
            drafts::write(tx, place, draft)?;
            came = true;
        }
    }
    Ok(came)
}

fn bad(what: &'static str) -> Error {
    Error::BadValue { what, why: "it is not as Glimmer writes it".into() }
}

fn bring_visits(tx: &Transaction<'_>, visits: &[JsonVisit]) -> Result<Vec<Uuid>> {
    let had_some = tx.prepare_cached("select 1 from visit")?.exists([])?;
    let mut came = Vec::new();
    for visit in visits {
        let heavy = [visit.heavy_before, visit.heavy_after].into_iter().flatten().all(|heavy| heavy <= 10);
        let arrival = visit.arrival.as_ref().is_none_or(|name| name.parse::<Arrival>().is_ok());
        (heavy && arrival && visit.day.to_string().len() == 10).then_some(()).ok_or_else(|| bad("visit"))?;
        let inserted = tx
            .prepare_cached(
                "insert or ignore into visit (uuid, day, opened_at, closed_at, arrival, heavy_before, heavy_after, forward, toward, stayed)
                 values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                visit.id.as_bytes(),
                visit.day.to_string(),
                visit.opened_at.timestamp_millis(),
                visit.closed_at.map(|at| at.timestamp_millis()),
                visit.arrival,
                visit.heavy_before,
                visit.heavy_after,
                visit.forward,
                visit.toward,
                visit.stayed,
            ])?;
        if inserted == 0 {
            continue;
        }
        let number = tx.last_insert_rowid();
        came.push(visit.id);
        for (nth, shown) in (0i64..).zip(&visit.shown) {
            tx.prepare_cached(
                "insert or ignore into shown (visit, glimmer, nth, stayed, rested, kept_out)
                 select ?1, place, ?3, ?4, ?5, ?6 from glimmer where id = ?2",
            )?
            .execute(params![number, shown.glimmer.as_bytes(), nth, shown.stayed, shown.rested, shown.kept_out])?;
        }
    }
    if had_some && !came.is_empty() {
        in_order(tx)?;
    }
    Ok(came)
}

/// What was shown lately is told by the order of the visits, so those that came stand among the others where they were.
fn in_order(tx: &Transaction<'_>) -> Result<()> {
    tx.execute_batch(
        "pragma defer_foreign_keys = on;
         create temp table renumbered as select id as then_id, row_number() over (order by opened_at, id) as now_id from visit;
         update shown set visit = -(select now_id from renumbered where then_id = visit);
         update visit set id = -(select now_id from renumbered where then_id = id);
         update shown set visit = -visit;
         update visit set id = -id;
         drop table renumbered;",
    )?;
    Ok(())
}
