//! The light from before: what may be it, and what was chosen for a day.

use rusqlite::{OptionalExtension, Transaction, params};
use uuid::Uuid;

use super::{
    draw::Draw,
    glimmers::{self, COLUMNS, parsed, read_row},
    kept_out::KeptOut,
    said::{Kind, LOTS},
};
use crate::{
    Day, Glimmer, Result,
    review::{from_before, shuffled},
};

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

/// The one that `today` shows: of this day in an earlier year, else an anchor of an earlier day, as far as the person allows it.
pub(crate) fn find(tx: &Transaction<'_>, today: Day) -> Result<Option<Glimmer>> {
    let kept_out = KeptOut::read(tx)?;
    let first = tx.query_row("select day from glimmer order by place limit 1", [], |row| parsed(row, "day")).optional()?;
    let sql = format!("select {COLUMNS} from glimmer where place >= ?1 and place < ?2");
    let mut of_this_day = Vec::new();
    for day in first.map(|first| today.anniversaries_since(first)).unwrap_or_default() {
        let mut statement = tx.prepare_cached(&sql)?;
        for row in statement.query_map(glimmers::places_of(day), |row| read_row(row, &kept_out))? {
            let (_, glimmer) = row?;
            if glimmer.consent.allows(today) {
                of_this_day.push(glimmer);
            }
        }
    }
    match from_before::choose(of_this_day.iter().map(|glimmer| glimmer.id), today) {
        Some(position) => Ok(Some(of_this_day.swap_remove(position))),
        None => anchor_of(tx, &kept_out, today, |_| true, |glimmer| glimmer.day < today),
    }
}

/// The anchor with words that the morning of `today` can begin with: another one from day to day, the same all day long.
pub(crate) fn morning_anchor(tx: &Transaction<'_>, today: Day) -> Result<Option<Glimmer>> {
    anchor_of(tx, &KeptOut::read(tx)?, today, Kind::is_worded, |_| true)
}

fn anchor_of(
    tx: &Transaction<'_>,
    kept_out: &KeptOut,
    today: Day,
    fits: impl Fn(Kind) -> bool,
    may: impl Fn(&Glimmer) -> bool,
) -> Result<Option<Glimmer>> {
    let number = (shuffled(today.number().unsigned_abs(), 0) >> 33) as i64 % LOTS;
    Draw { tx, today, kept_out, seen_before: i64::MAX, number }.anchor(fits, may)
}
