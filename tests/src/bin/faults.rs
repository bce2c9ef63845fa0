//! What happens to a journal when the computer fails: one table, a line for each fault. `faults [--quick] [ONLY...]`; run with
//! `cargo xtask faults`.

use std::process::ExitCode;

fn main() -> ExitCode {
    journeys::faults::main()
}
