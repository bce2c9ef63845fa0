//! Glimmers as a whole, with all that was decided about them: read one after the other, and put in as they were elsewhere.

use rusqlite::{Transaction, named_params, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    edits,
    glimmers::{COLUMNS, first_place, free_place, read_row},
    kept_out::KeptOut,
    list::Narrowed,
    said::{Said, lot},
    search, sky,
};
use crate::{
    Error, ListQuery, Result,
    transfer::json::{Record, hex},
};

/// Lights further out than this are taken for a mistake, and get the next free place.
const FURTHEST_LIGHT: u32 = 1_000_000;
/// Of a query: no limit.
const ALL: i64 = -1;

/// By what a glimmer or a visit of a journal is known when it comes into another.
pub(crate) fn own_identity(id: Uuid) -> [u8; 32] {
    Sha256::new().chain_update("glimmer ").chain_update(id.as_bytes()).finalize().into()
}

/// How many [`each`] gives.
pub(crate) fn count(tx: &Transaction<'_>, which: &ListQuery) -> Result<u64> {
    let narrowed = narrowed_or_all(tx, which)?;
    let sql = format!("select count(*) from ({})", narrowed.places(true));
    Ok(tx.query_row(&sql, &narrowed.values(&ALL)[..], |row| row.get::<_, i64>(0))?.unsigned_abs())
}

/// Gives those that a query finds, the oldest first; for the default query all there are, the trash included. Ends early, and says
/// so with `false`, when `with` does.
pub(crate) fn each(tx: &Transaction<'_>, which: &ListQuery, mut with: impl FnMut(Record) -> Result<bool>) -> Result<bool> {
    let narrowed = narrowed_or_all(tx, which)?;
    let sql = format!(
        "select {COLUMNS}, light, (select body from edit_draft where glimmer = place) as begun,
           (select json_group_array(lower(hex(identity)) order by identity) from imported where imported.id = glimmer.id) as came_as
         from ({}) cross join glimmer on place = p order by p",
        narrowed.places(true)
    );
    let kept_out = KeptOut::none();
    let mut statement = tx.prepare(&sql)?;
    let mut rows = statement.query(&narrowed.values(&ALL)[..])?;
    while let Some(row) = rows.next()? {
        let (_, glimmer) = read_row(row, &kept_out)?;
        let own = hex(&own_identity(glimmer.id));
        let mut came_as: Vec<String> = super::glimmers::list(row, "came_as")?;
        came_as.retain(|identity| *identity != own);
        let begun: Option<String> = row.get("begun")?;
        let record = Record {
            id: glimmer.id,
            day: glimmer.day,
            noticed_at: glimmer.noticed_at,
            text: glimmer.text,
            feelings: glimmer.feelings,
            senses: glimmer.senses,
            tags: glimmer.tags,
            anchor: glimmer.anchor,
            given: glimmer.given,
            photos: glimmer.photos,
            created_at: glimmer.created_at,
            edited_at: glimmer.edited_at,
            rests_until: glimmer.consent.rests_until,
            kept_out: glimmer.consent.kept_out,
            trashed_on: glimmer.consent.trashed_on,
            waits: glimmer.consent.waits,
            light: row.get("light")?,
            came_as,
            begun: begun.map(|body| serde_json::from_str(&body).map_err(|_| Error::Damaged)).transpose()?,
        };
        if !with(record)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What a query finds; for the default one all, the trash included.
pub(super) fn narrowed_or_all(tx: &Transaction<'_>, which: &ListQuery) -> Result<Narrowed> {
    if *which == ListQuery::default() { Ok(Narrowed::everything()) } else { Narrowed::by(tx, which) }
}

/// Puts one in as it was elsewhere; its light too, if that is free. Returns its place: it is found once [`index`] was told.
pub(crate) fn insert(tx: &Transaction<'_>, record: &Record) -> Result<i64> {
    let place = free_place(tx, first_place(record.day, record.noticed_at))?;
    let day = |day: Option<crate::Day>| day.map(|day| day.to_string());
    let said = Said::from(record);
    let [feelings, senses, tags, photos] = said.lists();
    tx.prepare_cached(
        "insert into glimmer (place, id, day, noticed_at, utc_offset, text, feelings, senses, tags, anchor, given, rests_until, kept_out,
           trashed_on, waits, created_at, edited_at, light, colours, kind, lot, photos)
         values (:place, :id, :day, :noticed_at, :utc_offset, :text, :feelings, :senses, :tags, :anchor, :given, :rests_until, :kept_out,
           :trashed_on, :waits, :created_at, :edited_at, :light, :colours, :kind, :lot, :photos)",
    )?
    .execute(named_params! {
        ":place": place,
        ":id": record.id.as_bytes(),
        ":day": record.day.to_string(),
        ":noticed_at": record.noticed_at.map(|at| at.timestamp_millis()),
        ":utc_offset": record.noticed_at.map(|at| at.offset().local_minus_utc()),
        ":text": record.text,
        ":feelings": feelings,
        ":senses": senses,
        ":tags": tags,
        ":anchor": record.anchor,
        ":given": record.given,
        ":rests_until": day(record.rests_until),
        ":kept_out": record.kept_out,
        ":trashed_on": day(record.trashed_on),
        ":waits": record.waits,
        ":created_at": record.created_at.timestamp_millis(),
        ":edited_at": record.edited_at.map(|at| at.timestamp_millis()),
        ":light": light_for(tx, record.light)?,
        ":colours": said.colours(),
        ":kind": said.kind().0,
        ":lot": lot(record.id),
        ":photos": photos,
    })?;
    record.begun.as_ref().map_or(Ok(()), |begun| edits::write(tx, record.id, begun))?;
    Ok(place)
}

/// Lets the glimmers at these places be found.
pub(crate) fn index(tx: &Transaction<'_>, places: Vec<i64>) -> Result<()> {
    search::add_all(tx, places)
}

fn light_for(tx: &Transaction<'_>, wanted: Option<u32>) -> Result<i64> {
    let Some(wanted) = wanted.filter(|light| *light <= FURTHEST_LIGHT) else { return sky::take_free(tx) };
    if tx.prepare_cached("select 1 from glimmer where light = ?1")?.exists([wanted])? {
        return sky::take_free(tx);
    }
    tx.prepare_cached("delete from free_light where light = ?1")?.execute([wanted])?;
    Ok(wanted.into())
}

/// Counts as free what lies between lights that came with a place of their own.
pub(crate) fn close_sky(tx: &Transaction<'_>) -> Result<()> {
    tx.execute(
        "insert or ignore into free_light
           with recursive n(x) as (select 0 where exists (select 1 from glimmer) union all select x + 1 from n where x < (select max(light) from glimmer))
           select x from n where x not in (select light from glimmer where light is not null)",
        [],
    )?;
    Ok(())
}

/// Whether a glimmer with this id is here, the trash included.
pub(crate) fn is_here(tx: &Transaction<'_>, id: Uuid) -> Result<bool> {
    Ok(tx.prepare_cached("select 1 from glimmer where id = ?1")?.exists([id.as_bytes()])?)
}

pub(crate) fn was_deleted(tx: &Transaction<'_>, id: Uuid) -> Result<bool> {
    Ok(tx.prepare_cached("select 1 from deleted where id = ?1")?.exists(params![id.as_bytes()])?)
}

/// Where it would stand if nothing else did; what comes in this order comes in the order of reading.
pub(crate) fn first_place_of(record: &Record) -> i64 {
    first_place(record.day, record.noticed_at)
}
