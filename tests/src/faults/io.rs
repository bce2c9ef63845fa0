//! A call fails: the disk cannot read or write this once, or has no room.

use std::collections::BTreeMap;

use super::{
    Bench, Outcome,
    bench::each,
    operation::Operation,
    reference::{Reference, digest, sound},
    shim::{ALL_KINDS, EIO, ENOSPC, Failing, NEEDS_ROOM},
    worker::{Told, Worker, command},
};

const OPERATIONS: usize = Operation::ALL.len() + 1;

pub fn run(bench: &Bench) -> Outcome {
    let reference = Reference::new(bench, 21);
    reference.after(OPERATIONS + 1);
    let (mut trials, mut calls) = (Vec::new(), 0);
    for (error, kinds) in [(EIO, ALL_KINDS), (ENOSPC, NEEDS_ROOM)] {
        let count = bench.calls(&reference, OPERATIONS, kinds);
        calls += count;
        trials.extend((1..=count).map(|nth| Failing { nth, error, kinds }));
    }
    let trials = bench.sample(60, trials);
    let found = each(&trials, |failing| {
        let home = bench.folder();
        let mut command = command(home.path(), reference.seed, 0, OPERATIONS);
        let told = Worker::start(bench.shim().failing(&mut command, home.path(), *failing), 0).told();
        let held = goes_on(&reference, &told, OPERATIONS).and_then(|()| {
            reference.holds(home.path(), OPERATIONS)?;
            sound(home.path())
        });
        (told.failures, held.err().map(|error| format!("{failing:?}: {error}")))
    });
    let mut said: BTreeMap<String, usize> = BTreeMap::new();
    for [_, error, _] in found.iter().flat_map(|(failures, _)| failures) {
        *said.entry(error.clone()).or_default() += 1;
    }
    let unnoticed = found.iter().filter(|(failures, _)| failures.is_empty()).count();
    let broken: Vec<_> = found.into_iter().filter_map(|(_, broken)| broken).collect();
    let figures = format!(
        "{} of {calls} calls failed, each with EIO or ENOSPC; {unnoticed} times nothing was asked of the person, else said as {said:?}; {} half changes, panics or losses; each went on",
        trials.len(),
        broken.len()
    );
    Outcome { rounds: trials.len(), figures, broken }
}

/// Whether a worker came to its end although something failed: what failed changed nothing, and worked when tried again.
///
/// # Errors
/// What did not hold, in words.
pub fn goes_on(reference: &Reference, told: &Told, operations: usize) -> Result<(), String> {
    if let Some(panicked) = &told.panicked {
        return Err(panicked.clone());
    }
    for [what, error, state] in &told.failures {
        let Ok(number) = what.parse::<usize>() else { continue };
        let whole = [digest(&reference.after(number)), digest(&reference.after(number + 1))];
        // Where reading fails, too, there is nothing to compare before it goes on.
        if state.len() == whole[0].len() && !whole.contains(state) {
            return Err(format!("{what} failed with {error}, and a part of it is there: {state}"));
        }
    }
    if told.done != Some(digest(&reference.after(operations))) {
        return Err(format!("it did not go on: {:?}, ended with {}, {:?}", told.failures, told.status, told.done));
    }
    Ok(())
}
