//! How long a hard day thinks about what it shows.

use glimmer_core::{Journal, Light};

use super::{Measured, ms};
use crate::{
    ground::Ground,
    journal::now,
    table::{Figure, Unit, median, quantile},
};

const VISITS: usize = 5;
const LIGHTS: usize = 20;

pub fn measure(ground: &Ground) -> Measured {
    let mut figures = Vec::new();
    for size in ground.scale.growing() {
        let home = ground.home(size)?;
        let journal = home.journal()?;
        let (mut opening, mut first, mut next) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..VISITS {
            let (opened, visit) = ms(|| journal.open_visit(now()))?;
            opening.push(opened);
            first.push(ms(|| light(&journal, visit))?.0);
            for _ in 1..LIGHTS {
                next.push(ms(|| light(&journal, visit))?.0);
            }
            journal.close_visit(visit, now())?;
        }
        let figure = |what, value| Figure::new("choice", what, value, Unit::Ms).glimmers(size.glimmers);
        let all: Vec<_> = [first, next].concat();
        let next = figure("next light, p95", quantile(&all, 0.95));
        figures.push(if size == ground.scale.most { next.at_most(10.0) } else { next });
        figures.push(figure("opening the visit, median", median(&opening)));
    }
    Ok(figures)
}

fn light(journal: &Journal, visit: glimmer_core::Uuid) -> Result<(), Box<dyn std::error::Error>> {
    match journal.next_light(visit, now())? {
        Light::Own { .. } => Ok(()),
        Light::Others(_) => Err("a journal of so many has none left to show".into()),
    }
}
