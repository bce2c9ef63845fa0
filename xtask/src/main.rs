//! The project's own commands. `cargo xtask --help` lists them.
//!
//! Each one says what it does, installs what is missing and stops at the first thing that fails.

mod bench;
mod dependencies;
mod faults;
mod step;
mod system;
mod targets;
mod ui;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use step::{Failure, cargo, step};

/// Builds, runs and tests Glimmer.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the app and open it
    Run {
        /// Passed on to the app
        #[arg(last = true)]
        app_arguments: Vec<String>,
    },
    /// Build the app: target/debug/glimmer, or target/release/glimmer
    Build {
        #[arg(long)]
        release: bool,
    },
    /// Run all checks and tests, or one part of them
    Test {
        part: Option<Part>,
        /// Passed on to the test runner of the part
        #[arg(last = true, requires = "part")]
        runner_arguments: Vec<String>,
    },
    /// Photograph every view and state of the app, in both themes, into the folder `shots`
    Shots {
        /// Only scenes with this in their name
        only: Option<String>,
    },
    /// Measure a release build of the app, and print one table: docs/performance.md says what its rows mean
    Bench {
        /// Only these rows
        rows: Vec<String>,
        /// Where the figures are kept; those of rows that are not measured stay [default: target/bench/figures.json]
        #[arg(long)]
        json: Option<PathBuf>,
        /// With small journals and few runs: shows that everything runs
        #[arg(long)]
        small: bool,
    },
    /// Make a journal of so many glimmers, the same each time
    Seed {
        #[arg(value_parser = clap::value_parser!(u64).range(1..))]
        glimmers: u64,
        /// Where to make it [default: target/bench]
        folder: Option<PathBuf>,
    },
    /// Make a package of a release build for Debian and Ubuntu
    Package,
    /// Kill, cut, tear, fill and spoil what a journal is kept on, and print what held
    Faults {
        /// Only those with one of these in their name
        only: Vec<String>,
    },
    /// Type-check the whole app for Windows and macOS
    Targets,
    /// Draw all sizes of the icon from icons/source
    Icons,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Part {
    /// Formatting and lints, Rust and interface; what may be compiled
    Lint,
    /// The journal
    Core,
    /// Windows, commands, notifications
    Shell,
    /// The interface
    Ui,
    /// The real app, driven as a person would
    Journeys,
    /// What happens to the journal when the computer fails, a few rounds of each
    Faults,
    /// How many instructions keeping, listing, searching and a hard day take, compared with stored figures
    Hotpaths,
    /// The reminder over ten million days: takes minutes, and only when it is asked for
    Slow,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Run { app_arguments } => run(&app_arguments),
        Task::Build { release } => build(release).map(|app| println!("Built {}", app.display())),
        Task::Test { part, runner_arguments } => test(part, &runner_arguments),
        Task::Shots { only } => shots(only.as_deref()),
        Task::Bench { rows, json, small } => bench::measure(&rows, json.as_deref(), small),
        Task::Seed { glimmers, folder } => bench::seed(glimmers, folder.as_deref()),
        Task::Package => package(),
        Task::Faults { only } => faults::all(&only),
        Task::Targets => targets::check(),
        Task::Icons => icons(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure { sentence, code }) => {
            eprintln!("{sentence}");
            ExitCode::from(code)
        }
    }
}

fn run(app_arguments: &[String]) -> Result<(), Failure> {
    // Before building: nobody should wait minutes to learn that there is no screen.
    system::need_display()?;
    let app = build(false)?;
    step("Glimmer", std::process::Command::new(app).args(app_arguments))
}

/// Returns where the built app is.
fn build(release: bool) -> Result<PathBuf, Failure> {
    system::need_packages("build Glimmer", &[system::BUILD])?;
    ui::build()?;
    build_app(release)
}

fn build_app(release: bool) -> Result<PathBuf, Failure> {
    let mut build = cargo(&["build", "--package", "glimmer"]);
    if release {
        // Tauri's own commands that no window may call are left out; its command line tool would say so too.
        build.arg("--release").env("REMOVE_UNUSED_COMMANDS", root().join("src-tauri"));
    }
    step("building the app", &mut build)?;
    let profile = if release { "release" } else { "debug" };
    let name = format!("glimmer{}", std::env::consts::EXE_SUFFIX);
    Ok(target_dir().join(profile).join(name))
}

fn test(only: Option<Part>, runner_arguments: &[String]) -> Result<(), Failure> {
    let wanted = |part| only.is_none_or(|only| only == part);

    if only != Some(Part::Ui) {
        system::need_packages("build and test Glimmer", &[system::BUILD, system::TESTS])?;
    }
    if wanted(Part::Lint) {
        system::need_rust_component("rustfmt")?;
        system::need_rust_component("clippy")?;
    }
    if only == Some(Part::Core) {
        return core_tests(runner_arguments);
    }
    if only == Some(Part::Slow) {
        return slow_tests(runner_arguments);
    }
    if only == Some(Part::Hotpaths) {
        return bench::hotpaths(runner_arguments);
    }
    // The shell's code embeds the built interface, so even the lints need it.
    ui::build()?;

    if wanted(Part::Lint) {
        lints(runner_arguments)?;
    }
    if wanted(Part::Core) {
        core_tests(runner_arguments)?;
    }
    if wanted(Part::Shell) {
        let mut tests = cargo(&["test", "--package", "glimmer", "--"]);
        step("shell tests", tests.args(runner_arguments))?;
    }
    if wanted(Part::Ui) {
        step("interface tests", ui::npm(&["test", "--"]).args(runner_arguments))?;
    }
    if wanted(Part::Journeys) {
        journeys(runner_arguments)?;
    }
    if wanted(Part::Faults) {
        faults::quick()?;
    }
    if wanted(Part::Hotpaths) {
        bench::hotpaths(runner_arguments)?;
    }
    Ok(())
}

fn lints(runner_arguments: &[String]) -> Result<(), Failure> {
    if !runner_arguments.is_empty() {
        return Err(Failure::new("The part `lint` runs several tools and takes no arguments for them."));
    }
    step("Rust format", &mut cargo(&["fmt", "--all", "--check"]))?;
    let clippy = ["clippy", "--workspace", "--all-targets", "--features", "xtask/icons"];
    step("Rust lints", cargo(&clippy).args(["--", "--deny", "warnings"]))?;
    step("icons", &mut cargo(&["test", "--package", "xtask", "--features", "icons"]))?;
    dependencies::check()?;
    step("interface format", &mut ui::npm(&["run", "format:check"]))?;
    step("interface types", &mut ui::npm(&["run", "check"]))?;
    step("interface lints", &mut ui::npm(&["run", "lint"]))
}

fn core_tests(runner_arguments: &[String]) -> Result<(), Failure> {
    // All of them, also after one has failed: each tells about another part.
    let mut tests = cargo(&["test", "--package", "glimmer-core", "--no-fail-fast", "--"]);
    step("core tests", tests.args(runner_arguments))
}

fn slow_tests(runner_arguments: &[String]) -> Result<(), Failure> {
    let mut tests = cargo(&["test", "--release", "--package", "glimmer-core", "--test", "reminder", "--", "--nocapture"]);
    step("ten million days", tests.args(runner_arguments).env("GLIMMER_SIMULATED_DAYS", "10000000"))
}

fn journeys(runner_arguments: &[String]) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        return Err(Failure::new("The journeys drive the app on a screen of their own, which needs Linux: run them there."));
    }
    let app = build_app(false)?;
    // All of them, also after one has failed: they take long, and each tells about another part of the app.
    let mut tests = cargo(&["test", "--package", "journeys", "--no-fail-fast", "--"]);
    // Each journey has a screen, a session bus and a browser engine of its own: more at once make each other late.
    if !runner_arguments.iter().any(|argument| argument.starts_with("--test-threads")) {
        tests.arg("--test-threads=2");
    }
    step("journeys", tests.args(runner_arguments).env("GLIMMER_BIN", app))
}

fn shots(only: Option<&str>) -> Result<(), Failure> {
    system::need_packages("photograph Glimmer", &[system::BUILD, system::TESTS, system::SHOTS])?;
    let app = build(false)?;
    let folder = root().join("shots");
    let mut run = cargo(&["run", "--quiet", "--package", "journeys", "--bin", "shots", "--"]);
    step("photographs", run.arg(&folder).args(only).env("GLIMMER_BIN", app))?;
    println!("They are in {}", folder.display());
    Ok(())
}

/// What makes packages, as npm knows it.
const BUNDLER: &str = "@tauri-apps/cli@2.12.5";

fn package() -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        return Err(Failure::new("The package is one of Debian’s, and is made on Linux."));
    }
    build(true)?;
    // Not among the packages of the interface: nobody needs it who builds, runs or tests.
    let mut bundle = ui::npm(&["exec", "--yes", "--package", BUNDLER, "--", "tauri", "bundle", "--bundles", "deb", "--ci"]);
    step("the package", bundle.current_dir(root()))?;
    pack_tightly(&target_dir().join("release/bundle/deb"))
}

/// Packs what was made once more: with gzip, as the bundler does it, a package is a third larger than it need be.
fn pack_tightly(folder: &Path) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::new(format!("{} could not be read: {error}.", folder.display()));
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let deb = entry.map_err(failed)?.path();
        if deb.extension().is_none_or(|ending| ending != "deb") {
            continue;
        }
        let content = deb.with_extension("content");
        step("unpacking it", std::process::Command::new("dpkg-deb").arg("--raw-extract").args([&deb, &content]))?;
        let mut pack = std::process::Command::new("dpkg-deb");
        let packed = step("packing it tightly", pack.args(["-Zxz", "-z9", "--root-owner-group", "--build"]).args([&content, &deb]));
        std::fs::remove_dir_all(&content).map_err(failed)?;
        packed?;
        println!("It is {}", deb.display());
    }
    Ok(())
}

fn icons() -> Result<(), Failure> {
    // A program of its own: its renderer should not be compiled by everybody who runs the app.
    step("icons", &mut cargo(&["run", "--quiet", "--package", "xtask", "--features", "icons", "--bin", "icons"]))
}

fn root() -> PathBuf {
    // Asked at run time: a target folder shared by two checkouts holds one xtask, compiled in either of them.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&here).parent().expect("xtask lies inside the workspace").to_owned()
}

fn target_dir() -> PathBuf {
    // An absolute one replaces the root, as in Cargo.
    root().join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}
