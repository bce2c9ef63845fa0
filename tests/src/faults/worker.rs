//! The process that something happens to.

use std::{
    fmt::Debug,
    fs,
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, ExitCode, ExitStatus, Stdio},
    thread::{self, JoinHandle},
};

use glimmer_core::{Error, Folder, Result};

use super::{living::Living, operation, reference::digest};

/// How often it tries again what failed. What goes wrong once must not go wrong for ever.
const TRIES: usize = 4;

/// `worker HOME SEED FROM TO`: opens the journal, says `open`, does the operations from one number up to another and says each
/// number once the core returned; in the end `done` and a digest of all that the journal says.
///
/// What fails is said (`! NUMBER ERROR DIGEST`), then it makes room by removing the file that `FAULTS_WHILE` names, and tries
/// again. Ends with 2 if that does not help.
pub fn run(arguments: &[String]) -> ExitCode {
    let [home, seed, from, to] = arguments else { return ExitCode::from(3) };
    let (Ok(seed), Ok(from), Ok(to)) = (seed.parse(), from.parse::<usize>(), to.parse()) else { return ExitCode::from(3) };
    println!("base {}", memory("VmSize:"));
    let folder = Folder::at(home);
    let Some(mut living) = stubbornly("open", &mut (), |()| String::new(), |()| Living::open(folder.clone())) else {
        return ExitCode::from(2);
    };
    println!("open");
    let state = |living: &mut Living| living.said().map_or_else(|error| name(&error), |state| digest(&state));
    for number in from..to {
        if stubbornly(number, &mut living, state, |living| operation::apply(living, seed, number)).is_none() {
            return ExitCode::from(2);
        }
        println!("{number}");
    }
    println!("peak {}", memory("VmPeak:"));
    let Some(all) = stubbornly("end", &mut living, |_| String::new(), Living::said) else { return ExitCode::from(2) };
    println!("done {}", digest(&all));
    ExitCode::SUCCESS
}

fn stubbornly<C, T>(
    what: impl std::fmt::Display,
    on: &mut C,
    state: impl Fn(&mut C) -> String,
    mut attempt: impl FnMut(&mut C) -> Result<T>,
) -> Option<T> {
    for _ in 0..TRIES {
        match attempt(on) {
            Ok(done) => return Some(done),
            Err(error) => println!("! {what} {} {}", name(&error), state(on)),
        }
        if let Some(in_the_way) = std::env::var_os("FAULTS_WHILE") {
            // It may be gone since the first failure.
            let _ = fs::remove_file(in_the_way);
        }
    }
    None
}

/// The variant of an error, without what it carries but SQLite's number.
fn name(error: &Error) -> String {
    if let Error::Store(rusqlite::Error::SqliteFailure(failure, _)) = error {
        return format!("Store:{}", failure.extended_code);
    }
    let text = format!("{error:?}");
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
}

/// What the kernel says about the memory of this process, in kB.
fn memory(what: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find_map(|line| line.strip_prefix(what)?.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

/// A worker that runs.
pub struct Worker {
    child: Child,
    output: JoinHandle<Vec<String>>,
    errors: JoinHandle<String>,
    first: usize,
}

/// What a worker said until it ended.
#[derive(Debug)]
pub struct Told {
    /// How many operations were acknowledged, those before its first included.
    pub acknowledged: usize,
    pub opened: bool,
    /// What failed: the number of the operation, or "open"; the error; what the journal said then.
    pub failures: Vec<[String; 3]>,
    /// The digest at the end, if it came that far.
    pub done: Option<String>,
    /// Address space at the start and at most, in kB.
    pub base: u64,
    pub peak: u64,
    pub status: ExitStatus,
    pub panicked: Option<String>,
    first: usize,
}

/// The command that is a worker on `home`, for the operations `from` up to `to`.
pub fn command(home: &Path, seed: u64, from: usize, to: usize) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.arg("worker").arg(home).args([seed.to_string(), from.to_string(), to.to_string()]);
    command
}

impl Worker {
    /// Starts a [`command`], perhaps wrapped in another; `first` is the number it begins with.
    pub fn start(command: &mut Command, first: usize) -> Self {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let (output, mut errors) = (child.stdout.take().expect("piped"), child.stderr.take().expect("piped"));
        let output = thread::spawn(move || BufReader::new(output).lines().map_while(std::result::Result::ok).collect());
        let errors = thread::spawn(move || {
            let mut text = String::new();
            // A process that was killed may leave half a character.
            let _ = errors.read_to_string(&mut text);
            text
        });
        Self { child, output, errors, first }
    }

    /// `kill -9`; it may have ended by itself.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
    }

    /// Waits for its end.
    pub fn told(mut self) -> Told {
        let first = self.first;
        let status = self.child.wait().expect("it is ours");
        let lines = self.output.join().expect("its output");
        let errors = self.errors.join().expect("its errors");
        let panicked = errors.contains("panicked").then_some(errors);
        let nothing = Told { acknowledged: first, opened: false, failures: vec![], done: None, base: 0, peak: 0, status, panicked, first };
        lines.iter().fold(nothing, |mut told, line| {
            told.hear(line);
            told
        })
    }
}

impl Told {
    fn hear(&mut self, line: &str) {
        let words: Vec<_> = line.split(' ').collect();
        match words.as_slice() {
            ["open"] => self.opened = true,
            ["base", kb] => self.base = kb.parse().unwrap_or_default(),
            ["peak", kb] => self.peak = kb.parse().unwrap_or_default(),
            ["done", digest] => self.done = Some((*digest).to_owned()),
            ["!", what, error, state] => self.failures.push([*what, *error, *state].map(str::to_owned)),
            [number] => self.acknowledged = number.parse().map_or(self.acknowledged, |number: usize| number + 1),
            _ => {}
        }
    }

    /// How many operations this worker did.
    pub fn did(&self) -> usize {
        self.acknowledged - self.first
    }
}
