//! The power fails: of what was written and not synced anything may be there, in parts, or as noise.

use std::os::unix::fs::MetadataExt;

use super::{
    Bench, Outcome,
    bench::{each, files},
    disk::Disk,
    operation::Operation,
    reference::{Reference, sound},
    trace::{self, Event},
    worker::{Worker, command},
};

pub fn run(bench: &Bench) -> Outcome {
    let operations = bench.rounds(Operation::ALL.len(), 45);
    let seeds = bench.rounds(4, 100) as u64;
    let reference = Reference::new(bench, 11);
    reference.after(operations + 1);
    let (home, aside) = (bench.folder(), bench.folder());
    let trace = aside.path().join("trace");
    let mut command = command(home.path(), reference.seed, 0, operations);
    let told = Worker::start(bench.shim().tracing(&mut command, home.path(), &trace), 0).told();
    assert_eq!(told.acknowledged, operations, "nothing happens to this one: {told:?}");
    let events = trace::read(&trace, home.path());
    let root = home.path().metadata().expect("a folder").ino();

    // Whatever could be lost before a sync comes back could be lost at any moment since the one before it, too.
    let syncs = (0..events.len()).filter(|at| matches!(events[*at], Event::Sync { .. })).chain([events.len()]).collect();
    let points = bench.sample(30, syncs);
    let mut broken = nothing_passed_unseen(bench, &events, root, &home);
    let found = each(&points, |point| {
        let (mut disk, mut acknowledged) = (Disk::new(root), 0);
        for event in &events[..*point] {
            disk.happens(event);
            if let Event::Said(line) = event {
                acknowledged += line.lines().filter(|line| line.parse::<usize>().is_ok()).count();
            }
        }
        let seeds = if disk.is_settled() { 1 } else { seeds };
        let trial = |seed| {
            let home = bench.folder();
            disk.after_the_power_failed(seed, home.path());
            let held = reference.holds(home.path(), acknowledged).and_then(|_| sound(home.path()));
            held.err().map(|error| format!("at event {point}, seed {seed}: {error}"))
        };
        (seeds, (0..seeds).filter_map(trial).collect::<Vec<_>>())
    });
    let disks = found.iter().map(|(seeds, _)| *seeds as usize).sum();
    broken.extend(found.into_iter().flat_map(|(_, broken)| broken));
    let figures = format!(
        "{disks} disks as they may be at {} syncs of {operations} changes: {} not opened, not sound, or with an acknowledged change lost",
        points.len(),
        broken.len()
    );
    Outcome { rounds: disks, figures, broken }
}

/// The disk that kept everything must be the folder as it is: else the shim has missed a way to write.
fn nothing_passed_unseen(bench: &Bench, events: &[Event], root: u64, home: &tempfile::TempDir) -> Vec<String> {
    let mut disk = Disk::new(root);
    events.iter().for_each(|event| disk.happens(event));
    let kept = bench.folder();
    disk.after_the_power_failed(1, kept.path());
    let all = |home: &tempfile::TempDir| -> Vec<_> {
        files(home.path()).into_iter().map(|(path, bytes)| (path.file_name().map(ToOwned::to_owned), bytes)).collect()
    };
    if all(&kept) == all(home) { vec![] } else { vec!["the shim did not see everything".into()] }
}
