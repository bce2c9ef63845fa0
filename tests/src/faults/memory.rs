//! Memory runs out: the system gives no more, whatever is being done.

use std::{os::unix::process::ExitStatusExt, process::Command};

use super::{
    Bench, Outcome,
    bench::each,
    reference::{Reference, sound},
    worker::{Worker, command},
};

const OPERATIONS: usize = 40;
/// What a Rust program ends with when it is refused memory that it cannot do without.
const SIGABRT: i32 = 6;

pub fn run(bench: &Bench) -> Outcome {
    let reference = Reference::new(bench, 31);
    reference.after(OPERATIONS + 1);
    let free = bench.folder();
    let told = Worker::start(&mut command(free.path(), reference.seed, 0, OPERATIONS), 0).told();
    assert_eq!(told.acknowledged, OPERATIONS, "nothing happens to this one: {told:?}");
    let rounds = bench.rounds(24, 400) as u64;
    let room = told.peak - told.base;
    let limits: Vec<_> = (0..rounds).map(|round| told.base + room * round / rounds).collect();

    let found = each(&limits, |limit| {
        let home = bench.folder();
        let worker = command(home.path(), reference.seed, 0, OPERATIONS);
        let mut limited = Command::new("sh");
        limited.args(["-c", "ulimit -v \"$0\" && exec \"$@\"", &limit.to_string()]).arg(worker.get_program()).args(worker.get_args());
        let told = Worker::start(&mut limited, 0).told();
        let held = match &told.panicked {
            Some(panicked) if told.status.signal() != Some(SIGABRT) => Err(panicked.clone()),
            _ => reference.holds(home.path(), told.acknowledged).and_then(|_| sound(home.path())),
        };
        (told, held.err().map(|error| format!("{limit} kB: {error}")))
    });
    let count = |what: fn(&super::worker::Told) -> bool| found.iter().filter(|(told, _)| what(told)).count();
    let [through, aborted] = [count(|told| told.done.is_some()), count(|told| told.status.signal() == Some(SIGABRT))];
    let refused = count(|told| !told.failures.is_empty());
    let acknowledged: usize = found.iter().map(|(told, _)| told.acknowledged).sum();
    let broken: Vec<_> = found.into_iter().filter_map(|(_, broken)| broken).collect();
    let figures = format!(
        "limits within {room} kB above the start: {through} came through, {refused} said that something failed, {aborted} were ended by the allocator; {acknowledged} acknowledged changes, {} lost or half",
        broken.len()
    );
    Outcome { rounds: limits.len(), figures, broken }
}
