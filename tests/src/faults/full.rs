//! The disk is full: while something is kept, changed or drafted, and while a journal of an older version is brought up to date.

use std::{path::Path, process::Command};

use super::{
    Bench, Outcome,
    bench::{copy, each},
    io::goes_on,
    reference::{Reference, digest, opened},
    shim::{ENOSPC, Failing, NEEDS_ROOM},
    versions,
    worker::{Told, Worker, command},
};

/// So many were done while there was room; then the disk is full somewhere on the way to the last.
const BEFORE: usize = 30;
const OPERATIONS: usize = 50;
/// A disk in memory gives and takes whole pages.
const PAGE: u64 = 4;

pub fn run(bench: &Bench) -> Outcome {
    let reference = Reference::new(bench, 41);
    let prepared = bench.folder();
    Reference::live(prepared.path(), reference.seed, BEFORE);
    reference.after(OPERATIONS + 1);
    let (mut broken, mounts) = (Vec::new(), may_mount());
    let rooms: Vec<u64> = (0..bench.rounds(12, 120) as u64).map(|step| step * PAGE).collect();

    let writing = each(&rooms, |left| {
        let told = on_a_full_disk(bench, prepared.path(), mounts, *left, |home| command(home, reference.seed, BEFORE, OPERATIONS));
        goes_on(&reference, &told, OPERATIONS).map(|()| told).map_err(|error| format!("{left} kB left: {error}"))
    });
    let old: Vec<_> =
        versions::fixtures().into_iter().flat_map(|folder| rooms.iter().step_by(4).map(move |left| (folder.clone(), *left))).collect();
    let upgrading = each(&old, |(fixture, left)| {
        let upgraded = bench.folder();
        copy(fixture, upgraded.path());
        let expected = opened(upgraded.path()).map(|said| digest(&said)).map_err(|error| error.to_string())?;
        let told = on_a_full_disk(bench, fixture, mounts, *left, |home| command(home, 0, 0, 0));
        let goes_on = told.panicked.is_none() && told.done == Some(expected);
        if goes_on { Ok(told) } else { Err(format!("{}, {left} kB left: {told:?}", fixture.display())) }
    });

    let (mut rounds, mut full, mut other) = (0, 0, Vec::new());
    for trial in writing.into_iter().chain(upgrading) {
        rounds += 1;
        match trial {
            Ok(told) => {
                full += usize::from(!told.failures.is_empty());
                other.extend(told.failures.into_iter().map(|[_, error, _]| error).filter(|error| error != "DiskFull"));
            }
            Err(error) => broken.push(error),
        }
    }
    broken.extend(other.iter().map(|error| format!("a full disk was said to be {error}")));
    let how = if mounts { "a disk of its own" } else { "calls that need room fail" };
    let figures = format!(
        "{how}: {} trials writing, {} of older versions; {full} were told that it is full and went on once there was room; {} half changes, losses or other words",
        rooms.len(),
        old.len(),
        broken.len()
    );
    Outcome { rounds, figures, broken }
}

/// Runs a worker on a copy of `prepared` with so many kB left, until it makes room.
fn on_a_full_disk(bench: &Bench, prepared: &Path, mounts: bool, left: u64, worker: impl Fn(&Path) -> Command) -> Told {
    let (home, aside) = (bench.folder(), bench.folder());
    let mut command = worker(home.path());
    if mounts {
        let mut wrapped = world();
        let fill = "mount -t tmpfs -o size=64m,mode=700 tmpfs \"$0\" && cp -r \"$1\"/. \"$0\" && head -c 4194304 /dev/zero > \"$0/filler\" \
            && used=$(df --output=used -k \"$0\" | tail -1) && mount -o remount,size=$((used + $2))k \"$0\" && shift 2 && exec \"$@\"";
        wrapped.args(["sh", "-c", fill]).arg(home.path()).arg(prepared).arg(left.to_string());
        wrapped.arg(command.get_program()).args(command.get_args()).env("FAULTS_WHILE", home.path().join("filler"));
        return Worker::start(&mut wrapped, 0).told();
    }
    copy(prepared, home.path());
    let filler = aside.path().join("filler");
    std::fs::write(&filler, "").expect("a file");
    let failing = Failing { nth: left + 1, error: ENOSPC, kinds: NEEDS_ROOM };
    Worker::start(bench.shim().failing(&mut command, home.path(), failing).env("FAULTS_WHILE", filler), 0).told()
}

/// A world of its own, in which a disk can be mounted that nobody else sees.
pub fn world() -> Command {
    let id = Command::new("id").arg("-u").output().expect("id");
    let mut world = Command::new("unshare");
    // Whoever is not root becomes somebody who may.
    world.args(if id.stdout == b"0\n" { &["--mount"][..] } else { &["--user", "--map-current-user", "--keep-caps", "--mount"] });
    world
}

pub fn may_mount() -> bool {
    world().args(["sh", "-c", "mount -t tmpfs tmpfs /tmp"]).status().is_ok_and(|status| status.success())
}
