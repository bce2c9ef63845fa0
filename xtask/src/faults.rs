//! What happens to a journal when the computer fails: one table (tests/src/faults.rs).

use crate::{
    build, build_app,
    step::{Failure, cargo, step},
    system,
};

/// All of it, or the faults with one of `only` in their name. Takes some twenty minutes.
///
/// # Errors
/// If something does not hold; the lines under the table say what.
pub fn all(only: &[String]) -> Result<(), Failure> {
    need_linux()?;
    system::need_packages("try what can go wrong with Glimmer", &[system::BUILD, system::TESTS])?;
    let app = build(false)?;
    let mut run = cargo(&["run", "--quiet", "--package", "journeys", "--bin", "faults", "--"]);
    step("faults", run.args(only).env("GLIMMER_BIN", app))
}

/// A few rounds of each, as the ordinary tests do it. The interface must be built.
///
/// # Errors
/// As [`all`].
pub fn quick() -> Result<(), Failure> {
    need_linux()?;
    let app = build_app(false)?;
    let mut run = cargo(&["run", "--quiet", "--package", "journeys", "--bin", "faults", "--", "--quick"]);
    step("faults, a few rounds of each", run.env("GLIMMER_BIN", app))
}

fn need_linux() -> Result<(), Failure> {
    match cfg!(target_os = "linux") {
        true => Ok(()),
        false => Err(Failure::new("The faults stand between a program and the kernel, which is done for Linux: run them there.")),
    }
}
