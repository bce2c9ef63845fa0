//! Drawing lots: one glimmer of each kind by chance, without reading the others.
//!
//! Each glimmer has a lot, a number that its id decides. Whoever draws holds a number too, and gets the first at or after it, round
//! the end and on from the beginning; the same number draws the same one.

use rusqlite::{Row, Transaction, params};

use super::{
    glimmers::{COLUMNS, read_row},
    kept_out::KeptOut,
    said::{Kind, LOTS, lot},
};
use crate::{Day, Glimmer, Result};

/// Whose turn it can be, as the column of this name counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Anchor,
    StayedWith,
    NotShownYet,
}

/// What holds for everything that is drawn.
pub(super) struct Draw<'a> {
    pub tx: &'a Transaction<'a>,
    pub today: Day,
    pub kept_out: &'a KeptOut,
    /// Only what no visit from this one on has shown.
    pub seen_before: i64,
    /// The number of whoever draws, below [`LOTS`].
    pub number: i64,
}

/// What was drawn.
pub(super) struct Drawn {
    pub glimmer: Glimmer,
    pub seen: Option<i64>,
    pub stayed: bool,
}

impl Draw<'_> {
    /// One of each kind that fits and of which there is any, as far as the person allows them now.
    pub(super) fn one_of_each(&self, turn: Turn, fits: impl Fn(Kind) -> bool, may: impl Fn(&Glimmer) -> bool) -> Result<Vec<Drawn>> {
        let mut drawn = Vec::new();
        let mut last = -1;
        let sql = "select min(kind) from glimmer where turn = ?1 and kind > ?2";
        while let Some(kind) = self.tx.prepare_cached(sql)?.query_row([turn as i64, last], |row| row.get::<_, Option<i64>>(0))? {
            last = kind;
            if fits(Kind(kind)) {
                drawn.extend(self.one_of(turn, kind, &may)?);
            }
        }
        Ok(drawn)
    }

    fn one_of(&self, turn: Turn, kind: i64, may: impl Fn(&Glimmer) -> bool) -> Result<Option<Drawn>> {
        let sql = "select place from glimmer where turn = ?1 and kind = ?2 and lot >= ?3 and lot < ?4 and (seen is null or seen < ?5)
                   order by lot, place";
        for (from, to) in [(self.number, LOTS), (0, self.number)] {
            let mut statement = self.tx.prepare_cached(sql)?;
            let mut places = statement.query(params![turn as i64, kind, from, to, self.seen_before])?;
            while let Some(row) = places.next()? {
                let drawn = self.at(row.get(0)?)?;
                if drawn.glimmer.consent.allows(self.today) && may(&drawn.glimmer) {
                    return Ok(Some(drawn));
                }
            }
        }
        Ok(None)
    }

    pub(super) fn at(&self, place: i64) -> Result<Drawn> {
        let mut statement = self.tx.prepare_cached(&format!("select {COLUMNS}, seen, stayed from glimmer where place = ?1"))?;
        Ok(statement.query_row([place], |row| self.read(row))?)
    }

    pub(super) fn read(&self, row: &Row<'_>) -> rusqlite::Result<Drawn> {
        let (_, glimmer) = read_row(row, self.kept_out)?;
        Ok(Drawn { glimmer, seen: row.get("seen")?, stayed: row.get("stayed")? })
    }

    /// The anchor that is drawn for a day, of those that `may` come.
    pub(super) fn anchor(&self, fits: impl Fn(Kind) -> bool, may: impl Fn(&Glimmer) -> bool) -> Result<Option<Glimmer>> {
        let drawn = self.one_of_each(Turn::Anchor, fits, may)?;
        let after = |drawn: &Drawn| ((lot(drawn.glimmer.id) - self.number).rem_euclid(LOTS), drawn.glimmer.id);
        Ok(drawn.into_iter().min_by_key(after).map(|drawn| drawn.glimmer))
    }
}
