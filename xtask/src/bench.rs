//! What is measured and counted: the rows of docs/performance.md, and the instructions of what is done most.

use std::path::{Path, PathBuf};

use crate::{
    build,
    step::{Failure, cargo, step},
    system, target_dir,
};

const PACKAGE: [&str; 2] = ["--package", "glimmer-benches"];

/// Prints one table. Everything takes some hours, most of it waiting for what happens while nobody does anything.
///
/// # Errors
/// If something is out of reach, or cannot be measured.
pub fn measure(rows: &[String], json: Option<&Path>, small: bool) -> Result<(), Failure> {
    need_linux("measured")?;
    system::need_packages("measure Glimmer", &[system::BUILD, system::TESTS])?;
    let app = build(true)?;
    step("building the empty window", &mut cargo(&["build", "--release", "--package", "empty-window"]))?;
    let folder = target_dir().join("bench");
    let name = if small { "small.json" } else { "figures.json" };
    let json = absolute(&json.map_or_else(|| folder.join(name), Path::to_owned))?;
    let mut run = cargo(&["run", "--release", "--quiet", "--bin", "bench"]);
    run.args(PACKAGE).arg("--").arg(&folder).arg("--json").arg(&json).args(small.then_some("--small")).args(rows);
    step("measuring", run.env("EMPTY_WINDOW_BIN", app.with_file_name("empty-window")).env("GLIMMER_BIN", &app))
}

/// Makes a journal, or leaves one of that size that is there.
///
/// # Errors
/// If it cannot be made.
pub fn seed(glimmers: u64, folder: Option<&Path>) -> Result<(), Failure> {
    need_linux("made")?;
    system::need_packages("make a journal", &[system::BUILD])?;
    let folder = folder.map_or_else(|| target_dir().join("bench"), Path::to_owned);
    let folder = absolute(&folder)?;
    let mut run = cargo(&["run", "--release", "--quiet", "--bin", "seed"]);
    step("a journal", run.args(PACKAGE).arg("--").arg(folder).arg(glimmers.to_string()))
}

/// Compares the instructions of what is done most with those that are stored; and tests what measures.
///
/// # Errors
/// If something takes more than it did.
pub fn hotpaths(arguments: &[String]) -> Result<(), Failure> {
    need_linux("counted")?;
    step("tests of the benches", cargo(&["test", "--quiet", "--lib"]).args(PACKAGE))?;
    let mut run = cargo(&["run", "--quiet", "--bin", "hotpaths"]);
    step("instructions", run.args(PACKAGE).arg("--").args(arguments))
}

/// From where the person stands, which need not be where the workspace is.
fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    std::path::absolute(path).map_err(|error| Failure::new(format!("{} leads nowhere: {error}.", path.display())))
}

fn need_linux(what: &str) -> Result<(), Failure> {
    match cfg!(target_os = "linux") {
        true => Ok(()),
        false => Err(Failure::new(format!("This is {what} with what Linux tells of programs: run it there."))),
    }
}
