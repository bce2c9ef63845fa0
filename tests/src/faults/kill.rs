//! `kill -9`, wherever it falls: at random moments, and before each single call by which the journal reaches the disk.

use std::{path::Path, thread, time::Duration};

use super::{
    Bench, Outcome,
    bench::each,
    dice::Dice,
    operation::Operation,
    reference::{Reference, sound},
    shim::{ALL_KINDS, Failing, KILL},
    worker::{Told, Worker, command},
};

/// A worker lives about this long, its start included: where the kill falls is not ours to choose.
const MILLISECONDS: u64 = 120;
/// More than it can do in that time.
const NEVER_DONE: usize = 100_000;

/// How one journal fared.
#[derive(Default)]
struct Life {
    kills: usize,
    acknowledged: usize,
    half_way: usize,
    broken: Vec<String>,
}

pub fn run(bench: &Bench) -> Outcome {
    let kills = bench.rounds(40, 1000);
    // Each journal goes through many kills, one after the other, as a long-lived one does.
    let lives = each(&[1, 2, 3, 4], |seed| life(bench, *seed, kills / 4));
    let mut broken: Vec<_> = lives.iter().flat_map(|life| life.broken.clone()).collect();
    let (calls, exact) = at_each_call(bench, &mut broken);
    let sum = |of: fn(&Life) -> usize| lives.iter().map(of).sum::<usize>();
    let figures = format!(
        "{} acknowledged changes, {} lost; {} times the one under way stands as well; sound each time. Before {exact} of {calls} single calls: the same",
        sum(|life| life.acknowledged),
        broken.len(),
        sum(|life| life.half_way)
    );
    Outcome { rounds: sum(|life| life.kills) + exact, figures, broken }
}

fn life(bench: &Bench, seed: u64, kills: usize) -> Life {
    let (home, reference) = (bench.folder(), Reference::new(bench, seed));
    let mut life = Life::default();
    let mut dice = Dice::thrown(seed, u64::MAX);
    let mut stands = 0;
    for kill in 0..kills {
        let mut worker = Worker::start(&mut command(home.path(), seed, stands, NEVER_DONE), stands);
        thread::park_timeout(Duration::from_micros(dice.below(MILLISECONDS * 1000)));
        worker.kill();
        let told = worker.told();
        life.kills += 1;
        life.acknowledged += told.did();
        match after(&reference, home.path(), &told) {
            Ok(found) => {
                life.half_way += found - told.acknowledged;
                stands = found;
            }
            Err(error) => {
                life.broken.push(format!("seed {seed}, kill {kill}: {error}"));
                return life;
            }
        }
    }
    life
}

fn after(reference: &Reference, home: &Path, told: &Told) -> Result<usize, String> {
    if let Some(panicked) = &told.panicked {
        return Err(panicked.clone());
    }
    let standing = reference.holds(home, told.acknowledged)?;
    sound(home).map(|()| standing)
}

/// Also the beginning of a journal, which a random moment would rarely find. Returns how many calls there are and were tried.
fn at_each_call(bench: &Bench, broken: &mut Vec<String>) -> (u64, usize) {
    const OPERATIONS: usize = Operation::ALL.len() + 3;
    let reference = Reference::new(bench, 5);
    reference.after(OPERATIONS + 1);
    let calls = bench.calls(&reference, OPERATIONS, ALL_KINDS);
    let tried = bench.sample(40, (1..=calls).collect());
    broken.extend(
        each(&tried, |nth| {
            let home = bench.folder();
            let mut command = command(home.path(), reference.seed, 0, OPERATIONS);
            let failing = Failing { nth: *nth, error: KILL, kinds: ALL_KINDS };
            let told = Worker::start(bench.shim().failing(&mut command, home.path(), failing), 0).told();
            after(&reference, home.path(), &told).err().map(|error| format!("before call {nth}: {error}"))
        })
        .into_iter()
        .flatten(),
    );
    (calls, tried.len())
}
