//! From the start of the program until its first page can be seen and used, beside a window with nothing in it.

use std::path::Path;

use glimmer_core::Appearance;
use journeys::{Desktop, glimmer};
use serde_json::{Value, json};

use super::{DRAWN, Evening, Measured};
use crate::{
    ground::Ground,
    journal::Size,
    program::Program,
    table::{Figure, Unit, median, quantile},
};

const RUNS: usize = 20;

pub fn measure(ground: &Ground) -> Measured {
    let mut figures = Vec::new();
    for (size, reach) in [(ground.scale.many, 1.15), (ground.scale.most, 1.25)] {
        let (ours, empty) = runs(ground, size, ground.scale.runs(RUNS))?;
        let figure = |part, share| Figure::new("start", part, quantile(&ours, share), Unit::Ms).glimmers(size.glimmers);
        figures.push(figure("median", 0.5).against(median(&empty)).at_most_ratio(reach));
        figures.push(figure("p95", 0.95).against(quantile(&empty, 0.95)));
    }
    Ok(figures)
}

/// How long each start took in milliseconds: of the app, and of the empty window, in turn.
pub fn runs(ground: &Ground, size: Size, runs: usize) -> Result<(Vec<f64>, Vec<f64>), Box<dyn std::error::Error>> {
    let evening = Evening::begin();
    let home = ground.home(size)?;
    home.move_in(&evening.desktop, &settings())?;
    let (mut ours, mut empty) = (Vec::new(), Vec::new());
    // The first of each reads the programs from the disk, and is not counted.
    for nth in 0..=runs {
        let times = (once(&evening.desktop, &glimmer()), once(&evening.desktop, &ground.empty));
        if nth > 0 {
            ours.push(times.0);
            empty.push(times.1);
        }
    }
    Ok((ours, empty))
}

fn settings() -> Value {
    json!({ "appearance": Appearance::Day })
}

pub fn once(desktop: &Desktop, program: &Path) -> f64 {
    let program = Program::start(desktop, program, &[]);
    let drawn = program.said(DRAWN);
    // What begins only after the first page must not run into the next start.
    let took = (drawn - program.began).as_secs_f64() * 1e3;
    program.comes_to_rest();
    took
}
