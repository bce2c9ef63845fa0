//! What can go wrong with a computer, done on purpose to a journal that is being written, and what must hold then.
//!
//! A worker process (`worker`) lives through numbered operations (`operation`) and says each one that the core acknowledged.
//! The same numbers in a journal to which nothing happens give what must stand after each (`reference`). Whatever was done to
//! the worker: what stands afterwards is all that was acknowledged, and of the operation under way all or nothing.

mod bench;
mod cut;
mod dice;
mod disk;
mod escape;
mod full;
mod io;
mod kill;
mod living;
mod memory;
mod network;
mod operation;
mod permissions;
mod power;
mod reference;
mod rot;
mod shim;
mod starts;
mod state;
mod stranger;
mod tail;
mod trace;
mod versions;
mod worker;

use std::{
    os::unix::process::CommandExt,
    process::{Command, ExitCode},
    time::Instant,
};

pub use bench::Bench;

/// One thing that goes wrong: a row of the table.
struct Fault {
    name: &'static str,
    how: &'static str,
    run: fn(&Bench) -> Outcome,
}

const FAULTS: &[Fault] = &[
    Fault { name: "kill -9", how: "at random moments while everything is done, and before each single call", run: kill::run },
    Fault { name: "power loss", how: "at each sync; every unsynced write dropped, torn or garbled", run: power::run },
    Fault { name: "I/O errors", how: "each single call fails once, with EIO or ENOSPC", run: io::run },
    Fault { name: "memory", how: "a low limit of address space", run: memory::run },
    Fault { name: "disk full", how: "a small disk, full while writing and while upgrading", run: full::run },
    Fault { name: "bit rot", how: "single flips, and each page as noise and as zeros", run: rot::run },
    Fault { name: "truncation", how: "journal and log cut anywhere, empty, missing", run: cut::run },
    Fault { name: "old and new versions", how: "a stored journal of each version; one from the future", run: versions::run },
    Fault { name: "permissions, read-only", how: "files and folders that may not be written; a read-only disk", run: permissions::run },
    Fault {
        name: "stranger",
        how: "every file is looked through: locked, erased; the decrypted pages after deleting for good",
        run: stranger::run,
    },
    Fault { name: "two processes", how: "starts that race each other; terminals that keep while the app keeps", run: starts::run },
    Fault { name: "window escape", how: "strange words in every field, commands of another window, CSP, navigation", run: escape::run },
    Fault { name: "network", how: "the app and all its processes under strace for a day", run: network::run },
];

/// What came of it.
#[derive(Debug, Default)]
pub struct Outcome {
    rounds: usize,
    /// What held, in figures.
    figures: String,
    /// What did not hold, each with what is needed to see it again.
    broken: Vec<String>,
}

/// Runs all faults, or those with one of `only` in their name, and prints the table as it grows.
fn table(quick: bool, only: &[String]) -> ExitCode {
    let bench = Bench::new(quick);
    let wanted = |fault: &&Fault| only.is_empty() || only.iter().any(|part| fault.name.contains(part.as_str()));
    println!("| fault | how | rounds | result |\n|---|---|---:|---|");
    let mut all_hold = true;
    for fault in FAULTS.iter().filter(wanted) {
        let start = Instant::now();
        let outcome = (fault.run)(&bench);
        let holds = if outcome.broken.is_empty() { "holds" } else { "**DOES NOT HOLD**" };
        let seconds = start.elapsed().as_secs();
        println!("| {} | {} | {} | {holds}: {} ({seconds} s) |", fault.name, fault.how, outcome.rounds, outcome.figures);
        for broken in outcome.broken.iter().take(8) {
            eprintln!("  {}: {broken}", fault.name);
        }
        all_hold &= outcome.broken.is_empty();
    }
    if all_hold { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What makes wrapping a key cheap, in a build for tests: here it is done thousands of times.
const CHEAP: &str = "GLIMMER_TEST_SCRYPT";

/// The program: `faults [--quick] [ONLY...]`. Started by itself as `faults worker …`, it is the process that things happen to.
pub fn main() -> ExitCode {
    if std::env::var_os(CHEAP).is_none() {
        let again = std::env::current_exe().map(|program| Command::new(program).args(std::env::args_os().skip(1)).env(CHEAP, "1").exec());
        panic!("it does not start anew: {again:?}");
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((first, rest)) if first == "worker" => worker::run(rest),
        Some((first, [home])) if first == "reader" => permissions::reader(home),
        Some((first, rest)) if first == "--quick" => table(true, rest),
        _ => table(false, &arguments),
    }
}
