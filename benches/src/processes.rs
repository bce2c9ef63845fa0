//! What a process and all it started hold of memory, how often their threads wake, and how long they compute; as Linux tells it.

use std::{collections::BTreeMap, fs, io, process::Child, thread, time::Duration};

use journeys::memory::with_descendants;

/// What is held of memory, in MB; what several processes share is divided among them (PSS).
pub fn memory(process: u32) -> f64 {
    let of = |process: u32| {
        let rollup = read(&format!("/proc/{process}/smaps_rollup"));
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:")?.trim().strip_suffix(" kB"));
        line.and_then(|kb| kb.parse::<f64>().ok()).unwrap_or_default()
    };
    with_descendants(process).into_iter().map(of).sum::<f64>() * 1024.0 / 1e6
}

/// What a thread did since it began.
#[derive(Clone)]
pub struct Thread {
    pub process: String,
    pub name: String,
    /// How often it went to sleep, and so how often it was woken. That others were let in before it while it ran (involuntary
    /// switches) says how busy the machine is, and nothing of the thread.
    pub wakes: u64,
    /// How long it had a processor, in milliseconds.
    pub ms: f64,
}

/// By the numbers of the process and the thread.
pub type Threads = BTreeMap<(u32, u32), Thread>;

/// The threads of a process and of all it started.
pub fn threads(process: u32) -> Threads {
    let mut found = Threads::new();
    for process in with_descendants(process) {
        let name = read(&format!("/proc/{process}/comm"));
        for entry in fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten() {
            let folder = entry.path();
            let of = |file: &str| read(&folder.join(file).to_string_lossy());
            let Some(number) = entry.file_name().to_str().and_then(|number| number.parse().ok()) else { continue };
            let status = of("status");
            let wakes = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:")?.trim().parse().ok());
            // The first of its three numbers are the nanoseconds on a processor (proc_pid_schedstat(5)).
            let spent = of("schedstat").split(' ').next().and_then(|spent| spent.parse::<f64>().ok());
            // One that has just ended tells nothing any more.
            let (Some(wakes), Some(spent)) = (wakes, spent) else { continue };
            found.insert((process, number), Thread { process: name.clone(), name: of("comm"), wakes, ms: spent / 1e6 });
        }
    }
    found
}

/// What each thread did between two readings. One that ended since the first is not in the second, and not counted.
pub fn between(before: &Threads, after: &Threads) -> Vec<Thread> {
    let since = |(number, thread): (&(u32, u32), &Thread)| {
        let (wakes, ms) = before.get(number).map_or((0, 0.0), |before| (before.wakes, before.ms));
        Thread { wakes: thread.wakes.saturating_sub(wakes), ms: (thread.ms - ms).max(0.0), ..thread.clone() }
    };
    after.iter().map(since).collect()
}

/// Waits for a program to end, and says how many bytes of memory it held at most.
///
/// # Errors
/// If it failed.
pub fn most_memory(program: &mut Child) -> io::Result<u64> {
    let mut most = 0;
    let status = format!("/proc/{}/status", program.id());
    loop {
        let held = read(&status);
        let peak = held.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        most = most.max(peak.unwrap_or_default() * 1024);
        match program.try_wait()? {
            Some(ended) if ended.success() => return Ok(most),
            Some(ended) => return Err(io::Error::other(ended.to_string())),
            None => thread::sleep(Duration::from_millis(2)),
        }
    }
}

/// Milliseconds for which this process had a processor so far.
pub fn computed(process: u32) -> f64 {
    threads(process).values().map(|thread| thread.ms).sum()
}

/// A file of the system's, without the end of its line; empty if what it tells of is no more.
fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_default().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_holds_memory_and_computes() {
        let before = threads(std::process::id());
        assert!(memory(std::process::id()) > 1.0);
        let mut n = 0u64;
        while between(&before, &threads(std::process::id())).iter().map(|thread| thread.ms).sum::<f64>() < 5.0 {
            n += 1;
        }
        assert!(n > 0, "what was computed shows");
    }
}
