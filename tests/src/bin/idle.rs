//! What the app costs while nobody does anything: how often each of its threads wakes, and how long it computes. Fails if the
//! thread that waits for the reminder does more than it should. `idle [MINUTES]`; run with `cargo xtask bench idle`.

use std::{
    collections::BTreeMap,
    fs,
    process::{Command, ExitCode},
    thread,
    time::Duration,
};

use journeys::{Desktop, Notifier, Panel, Running, wait_for, wait_until};
use serde_json::json;

const REMINDER: &str = "reminder";
/// In a minute: it looks at the clock twice, and once more when something happens.
const WAKES_ALLOWED: f64 = 3.0;
/// Milliseconds of computing in a minute.
const MS_ALLOWED: f64 = 10.0;

/// What a thread did since it began.
struct Thread {
    process: String,
    name: String,
    /// How often it went to sleep, and so how often it was woken. That others were let in before it while it ran (involuntary
    /// switches) says how busy the machine is, and nothing of the thread.
    wakes: u64,
    /// In user and system mode, in clock ticks.
    ticks: u64,
}

/// By the numbers of the process and the thread.
type Threads = BTreeMap<(u32, u32), Thread>;

fn main() -> ExitCode {
    let minutes = std::env::args().nth(1).map_or(Some(5), |minutes| minutes.parse().ok());
    let Some(minutes) = minutes.filter(|minutes| *minutes > 0) else {
        eprintln!("idle [MINUTES]");
        return ExitCode::FAILURE;
    };
    let tick = ms_per_tick();
    let mut holds = true;
    for (kept_ready, name) in [(true, "the capture window kept ready"), (false, "made anew each time")] {
        let desktop = Desktop::bare();
        desktop.choose(&json!({ "welcomed": true, "settings": { "keep_capture_warm": kept_ready } }));
        let (_panel, _notifier) = (Panel::on(&desktop), Notifier::on(&desktop));
        let app = started(&desktop, kept_ready);
        let before = threads(app.id());
        // A measurement of time itself: there is nothing to wait for.
        thread::sleep(Duration::from_secs(60 * u64::from(minutes)));
        println!("\n{name}, {minutes} min");
        holds &= report(&before, &threads(app.id()), minutes, tick);
    }
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Starts the app as at login, and waits until its start is over.
fn started(desktop: &Desktop, kept_ready: bool) -> Running {
    let app = if kept_ready { desktop.start_and_wait(&["--hidden"]) } else { desktop.start(&["--hidden"]) };
    wait_until("the reminder waits", || threads(app.id()).values().any(|thread| thread.name == REMINDER));
    let ticks = || threads(app.id()).values().map(|thread| thread.ticks).sum::<u64>();
    let mut last = ticks();
    wait_for("it has come to rest", || {
        thread::sleep(Duration::from_secs(2));
        let now = ticks();
        // A hundredth of the time.
        (now.saturating_sub(std::mem::replace(&mut last, now)) <= 2).then_some(())
    });
    app
}

/// Prints what every thread did between the two readings; returns whether the reminder did no more than it should. A thread
/// that has ended since the first reading is not in the second, and not counted.
fn report(before: &Threads, after: &Threads, minutes: u32, tick: f64) -> bool {
    let per_minute = |count: u64| count as f64 / f64::from(minutes);
    let mut rows: Vec<_> = after
        .iter()
        .map(|(number, thread)| {
            let (wakes, ticks) = before.get(number).map_or((0, 0), |before| (before.wakes, before.ticks));
            (thread, per_minute(thread.wakes.saturating_sub(wakes)), per_minute(thread.ticks.saturating_sub(ticks)) * tick)
        })
        .collect();
    rows.sort_by(|(.., one), (.., other)| other.total_cmp(one));
    rows.sort_by(|(_, one, _), (_, other, _)| other.total_cmp(one));
    println!("{:16} {:16} {:>14} {:>14}", "process", "thread", "wake-ups/min", "CPU ms/min");
    for (thread, wakes, ms) in rows.iter().filter(|(_, wakes, ms)| *wakes > 0.0 || *ms > 0.0) {
        println!("{:16} {:16} {wakes:>14.1} {ms:>14.1}", thread.process, thread.name);
    }
    let sum = |of: fn(&(&Thread, f64, f64)) -> f64| rows.iter().map(of).sum::<f64>();
    println!("{:16} {:16} {:>14.1} {:>14.1}", "all", rows.len(), sum(|row| row.1), sum(|row| row.2));
    let asleep = rows.iter().filter(|(_, wakes, ms)| *wakes == 0.0 && *ms == 0.0).count();
    println!("{asleep} threads slept all the while.");
    let mut reminders = rows.iter().filter(|(thread, ..)| thread.name == REMINDER);
    let (Some((_, wakes, ms)), None) = (reminders.next(), reminders.next()) else {
        println!("There is not exactly one thread named `{REMINDER}`.");
        return false;
    };
    let holds = *wakes <= WAKES_ALLOWED && *ms <= MS_ALLOWED;
    let verdict = if holds { "as it should be" } else { "TOO MUCH" };
    println!("{REMINDER}: {wakes:.1} wake-ups/min (at most {WAKES_ALLOWED}), {ms:.1} ms/min (at most {MS_ALLOWED}): {verdict}");
    holds
}

/// The threads of a process and of all it started.
fn threads(process: u32) -> Threads {
    let mut found = Threads::new();
    let name = read(&format!("/proc/{process}/comm"));
    for entry in fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten() {
        let (folder, number) = (entry.path(), entry.file_name());
        let of = |file: &str| read(&folder.join(file).to_string_lossy());
        let (stat, status) = (of("stat"), of("status"));
        // The name may hold anything, but is in brackets; after it come the state as the third field, and the times as the
        // fourteenth and fifteenth (proc(5)).
        let fields: Vec<_> = stat.rsplit_once(") ").map_or("", |(_, rest)| rest).split_whitespace().collect();
        let (Some(number), [user, system]) = (number.to_str().and_then(|number| number.parse().ok()), fields.get(11..13).unwrap_or(&[]))
        else {
            continue;
        };
        let wakes = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:")?.trim().parse().ok()).unwrap_or_default();
        let ticks = user.parse::<u64>().unwrap_or(0) + system.parse::<u64>().unwrap_or(0);
        found.insert((process, number), Thread { process: name.clone(), name: of("comm"), wakes, ticks });
        for child in of("children").split_whitespace().filter_map(|child| child.parse().ok()) {
            found.append(&mut threads(child));
        }
    }
    found
}

/// A file of the system's, without the end of its line; empty if what it tells of is no more.
fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_default().trim_end().to_owned()
}

/// How many milliseconds a clock tick of this system has.
fn ms_per_tick() -> f64 {
    let output = Command::new("getconf").arg("CLK_TCK").output().expect("a system with a C library");
    let per_second: f64 = String::from_utf8_lossy(&output.stdout).trim().parse().expect("ticks in a second");
    1000.0 / per_second
}
