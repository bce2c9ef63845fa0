//! What a hard day chooses from: a handful, drawn so that the one whose turn it is stands among them.

use rusqlite::{Transaction, params};

use super::{
    draw::{Draw, Drawn, Turn},
    glimmers::{COLUMNS, optional_day},
    kept_out::KeptOut,
    said::{Kind, LOTS, mark_of_sense},
    search,
};
use crate::{
    Day, Feeling, Glimmer, Result, Sense,
    review::{
        hard_day::{Candidate, Choice, Felt, LATELY, Senses, Visit, choose, choose_by_sense, waits},
        shuffled,
    },
};

/// How many of those that were noticed by a sense are looked at, where none was noticed by it first.
const ENOUGH: usize = 64;

/// What was chosen, or why there is none.
pub(crate) enum Next {
    Chosen(Box<Glimmer>, Choice),
    /// All that are left have to wait.
    Waits,
    None,
}

/// The open visit, and what it may choose from.
pub(crate) struct Choosing<'a> {
    draw: Draw<'a>,
    visit: i64,
    state: &'a Visit,
    /// The last visits before this one that showed anything, the latest first.
    recent: Vec<i64>,
    found: Vec<Drawn>,
    candidates: Vec<Candidate>,
}

impl<'a> Choosing<'a> {
    pub(crate) fn begin(tx: &'a Transaction<'a>, kept_out: &'a KeptOut, visit: i64, state: &'a Visit, today: Day) -> Result<Self> {
        let sql = "select id from visit where id < ?1 and exists (select 1 from shown where visit = visit.id) order by id desc limit ?2";
        let recent = tx.prepare_cached(sql)?.query_map([visit, LATELY.into()], |row| row.get(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        let seen_before = recent.last().copied().unwrap_or(visit);
        // Another one with each glimmer that was shown, so that those who follow each other once do not do so again.
        let shown: u32 = state.shown.iter().sum();
        let number = (shuffled(shown.into(), state.seed) >> 33) as i64 % LOTS;
        let draw = Draw { tx, today, kept_out, seen_before, number };
        Ok(Self { draw, visit, state, recent, found: Vec::new(), candidates: Vec::new() })
    }

    /// The one whose turn it is.
    pub(crate) fn next(mut self) -> Result<Next> {
        for turn in [Turn::Anchor, Turn::StayedWith, Turn::NotShownYet] {
            self.draw_each(turn, |_| true)?;
            if let Some(choice) = choose(&self.candidates, self.state) {
                return Ok(self.chosen(choice));
            }
        }
        self.find_again()?;
        Ok(match choose(&self.candidates, self.state) {
            Some(choice) => self.chosen(choice),
            None if self.candidates.is_empty() => Next::None,
            None => Next::Waits,
        })
    }

    /// One that was noticed by `sense` and has words.
    pub(crate) fn next_by_sense(mut self, sense: Sense) -> Result<Option<Box<Glimmer>>> {
        for turn in [Turn::Anchor, Turn::StayedWith, Turn::NotShownYet] {
            self.draw_each(turn, |kind| kind.is_worded() && kind.is_of(sense))?;
            if !self.candidates.is_empty() {
                break;
            }
        }
        if self.candidates.is_empty() {
            self.find_marked(sense)?;
        }
        let choice = choose_by_sense(&self.candidates, self.state, sense);
        Ok(choice.map(|choice| Box::new(self.found.swap_remove(choice.position).glimmer)))
    }

    fn chosen(mut self, choice: Choice) -> Next {
        Next::Chosen(Box::new(self.found.swap_remove(choice.position).glimmer), choice)
    }

    fn draw_each(&mut self, turn: Turn, fits: impl Fn(Kind) -> bool) -> Result<()> {
        let drawn = self.draw.one_of_each(turn, fits, |_| true)?;
        drawn.into_iter().try_for_each(|drawn| self.add(drawn))
    }

    /// Of what visits have shown, all that was seen last in the earliest of them, as soon as one there need not wait.
    fn find_again(&mut self) -> Result<()> {
        let sql =
            format!("select {COLUMNS}, seen, stayed from glimmer where seen is not null and seen < ?1 and turn is not null order by seen");
        let mut statement = self.draw.tx.prepare_cached(&sql)?;
        let mut rows = statement.query([self.visit])?;
        let mut enough = None;
        while let Some(row) = rows.next()? {
            let drawn = self.draw.read(row)?;
            if enough.is_some() && drawn.seen != enough {
                break;
            }
            if drawn.glimmer.consent.allows(self.draw.today) {
                let seen = drawn.seen;
                self.add(drawn)?;
                enough = enough.or(seen.filter(|_| self.candidates.last().is_some_and(|last| !waits(last, self.state))));
            }
        }
        Ok(())
    }

    /// The newest that were noticed by a sense among others, and that this visit has not shown.
    fn find_marked(&mut self, sense: Sense) -> Result<()> {
        for place in search::all_with(self.draw.tx, &mark_of_sense(sense), -1)? {
            let drawn = self.draw.at(place)?;
            let is_open = drawn.seen.is_none_or(|seen| seen < self.visit) && !drawn.glimmer.text.is_empty();
            if is_open && drawn.glimmer.consent.allows(self.draw.today) {
                self.add(drawn)?;
            }
            if self.candidates.len() == ENOUGH {
                break;
            }
        }
        Ok(())
    }

    fn add(&mut self, drawn: Drawn) -> Result<()> {
        let Drawn { glimmer, seen, stayed } = &drawn;
        let felt = |names: &[&str]| glimmer.feelings.iter().any(|feeling| names.contains(&feeling.as_str()));
        self.candidates.push(Candidate {
            id: glimmer.id,
            anchor: glimmer.anchor,
            visits_ago: seen.map(|seen| self.visits_ago(seen)),
            stayed_on: if *stayed { self.stayed_on(glimmer)? } else { None },
            sense: glimmer.senses.first().copied(),
            senses: glimmer.senses.iter().fold(Senses::default(), |all, sense| all.with(*sense)),
            felt: Felt {
                settled: felt(&[Feeling::SAFE, Feeling::CALM]),
                reaching: felt(&[Feeling::CONNECTED, Feeling::HOPEFUL]),
                joyful: felt(&[Feeling::JOYFUL]),
            },
            worded: !glimmer.text.is_empty(),
        });
        self.found.push(drawn);
        Ok(())
    }

    /// Counted no further than it takes to know that it was not lately.
    fn visits_ago(&self, seen: i64) -> u32 {
        match seen >= self.visit {
            true => 0,
            false => (1..).zip(&self.recent).find(|(_, visit)| **visit <= seen).map_or(LATELY + 1, |(ago, _)| ago),
        }
    }

    fn stayed_on(&self, glimmer: &Glimmer) -> Result<Option<Day>> {
        let sql = "select max(day) as day from shown join visit on visit.id = visit
                   where glimmer = (select place from glimmer where id = ?1) and shown.stayed";
        Ok(self.draw.tx.prepare_cached(sql)?.query_row(params![glimmer.id.as_bytes()], |row| optional_day(row, "day"))?)
    }
}
