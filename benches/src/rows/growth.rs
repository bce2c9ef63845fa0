//! How what somebody waits for grows with the journal.

use glimmer_core::{Journal, ListQuery, Moment, Start};

use super::{Measured, ms, search};
use crate::{
    ground::Ground,
    journal::{Entry, Size, now},
    table::{Figure, Unit, median},
};

const ROUNDS: usize = 40;

pub fn measure(ground: &Ground) -> Measured {
    let (mut figures, rounds) = (Vec::new(), ground.scale.runs(ROUNDS));
    for size in ground.scale.growing() {
        let home = ground.home(size)?;
        let mut figure = |what: &str, times: &[f64]| {
            figures.push(Figure::new("growth", what, median(times), Unit::Ms).glimmers(size.glimmers));
        };
        // The first opening reads the file from the disk.
        let opening = (0..=rounds).map(|_| Ok(ms(|| home.journal().map(drop))?.0)).collect::<glimmer_core::Result<Vec<_>>>()?;
        figure("opening the journal", &opening[1..]);
        let journal = home.journal()?;
        // The last day of which there is something.
        let day = Entry::of(size, size.glimmers - 1).day.to_string().parse()?;
        figure("today", &times(rounds, || journal.today(Moment { day, ..now() }).map(drop))?);
        figure("a page of the list", &times(rounds, || page(&journal, Start::Newest))?);
        let middle = Entry::of(size, size.glimmers / 2).day.to_string().parse()?;
        figure("a page in the middle", &times(rounds, || page(&journal, Start::Day(middle)))?);
        let mut searching = Vec::new();
        for typed in search::typed() {
            let query = ListQuery { search: Some(typed), limit: Some(50), ..ListQuery::default() };
            searching.extend(times(rounds / 10 + 2, || journal.list(&query).map(drop))?);
        }
        figure("searching", &searching);
        let mut nth = 0;
        let keeping = times(rounds, || {
            nth += 1;
            let later = Size { glimmers: size.glimmers + 1000, visits: 0 };
            journal.keep(Entry::of(later, size.glimmers + nth).as_new()?.0, now()).map(drop)
        })?;
        figure("keeping", &keeping);
        figure("the lights of the sky", &times(rounds / 10 + 2, || journal.sky().map(drop))?);
    }
    Ok(figures)
}

/// How long each of these took after the first, in milliseconds.
fn times(rounds: usize, mut work: impl FnMut() -> glimmer_core::Result<()>) -> glimmer_core::Result<Vec<f64>> {
    let all = (0..=rounds).map(|_| Ok(ms(&mut work)?.0)).collect::<glimmer_core::Result<Vec<_>>>()?;
    Ok(all[1..].to_vec())
}

fn page(journal: &Journal, start: Start) -> glimmer_core::Result<()> {
    journal.list(&ListQuery { start, limit: Some(100), ..ListQuery::default() }).map(drop)
}
