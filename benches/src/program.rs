//! A program on a desktop, and when it said what.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Stdio},
    sync::{
        Mutex,
        mpsc::{self, Receiver},
    },
    thread,
    time::{Duration, Instant},
};

use journeys::{Desktop, PATIENCE, memory::with_descendants};

/// A program that runs, and ends with this value.
pub struct Program {
    child: Child,
    lines: Mutex<Receiver<(Instant, String)>>,
    /// Just before it was started.
    pub began: Instant,
}

impl Program {
    pub fn start(desktop: &Desktop, program: &Path, args: &[&str]) -> Self {
        let mut command = desktop.command(program);
        command.args(args).env("GLIMMER_LOG", "info").stderr(Stdio::piped());
        let began = Instant::now();
        let mut child = command.spawn().unwrap_or_else(|error| panic!("{} does not start: {error}", program.display()));
        let errors = BufReader::new(child.stderr.take().expect("it is piped"));
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in errors.lines().map_while(Result::ok) {
                // Whoever does not listen any more has what they wanted; it is read all the same, or the program would wait.
                let _ = sender.send((Instant::now(), line));
            }
        });
        Self { child, lines: Mutex::new(lines), began }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// When it said these words, of what was not heard before.
    ///
    /// # Panics
    /// If it does not say them.
    pub fn said(&self, words: &str) -> Instant {
        let start = Instant::now();
        let lines = self.lines.lock().expect("no panic");
        let mut others = Vec::new();
        while let Some((at, line)) = PATIENCE.checked_sub(start.elapsed()).and_then(|left| lines.recv_timeout(left).ok()) {
            if line.contains(words) {
                return at;
            }
            others.push(line);
        }
        drop(lines);
        panic!("it never said “{words}”, but\n{}", others.join("\n"));
    }

    /// Passes over what it has said so far.
    pub fn forget(&self) {
        self.lines.lock().expect("no panic").try_iter().for_each(drop);
    }

    /// Waits until it and all it started hardly compute any more.
    pub fn comes_to_rest(&self) {
        const LONGEST: Duration = Duration::from_secs(20);
        const LOOK: Duration = Duration::from_millis(250);
        let start = Instant::now();
        let mut last = crate::processes::computed(self.id());
        let mut calm = 0;
        // A fiftieth of the time, three times in a row. A busy machine or a program that never rests is not waited for for ever:
        // what is measured then says so.
        while calm < 3 && start.elapsed() < LONGEST {
            thread::sleep(LOOK);
            let now = crate::processes::computed(self.id());
            calm = if now - std::mem::replace(&mut last, now) <= 5.0 { calm + 1 } else { 0 };
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let all = with_descendants(self.child.id());
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
        // The engine's own processes notice that they are alone; whoever starts next should not share the machine with them.
        let start = Instant::now();
        while start.elapsed() < PATIENCE && all.iter().any(|process| fs::metadata(format!("/proc/{process}")).is_ok()) {
            thread::sleep(Duration::from_millis(5));
        }
    }
}
