//! Looking for words where a stranger with the whole computer would: in the memory of a running program, and in every file.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    os::unix::fs::FileExt,
    path::Path,
};

/// Which of `words` stand in the memory of the process or one of its descendants, and in which, in UTF-8 or UTF-16: what a core
/// dump would hold.
pub fn holds(process: u32, words: &[&str]) -> Vec<String> {
    let mut found = BTreeSet::new();
    for process in with_descendants(process) {
        let Ok(maps) = fs::read_to_string(format!("/proc/{process}/maps")) else { continue };
        let Ok(memory) = File::open(format!("/proc/{process}/mem")) else { continue };
        let Ok(pages) = File::open(format!("/proc/{process}/pagemap")) else { continue };
        for (from, to) in maps.lines().filter_map(readable).flat_map(|range| present(&pages, range)) {
            let mut bytes = vec![0; to - from];
            // The process goes on meanwhile, and may give back what it had.
            if memory.read_exact_at(&mut bytes, from as u64).is_ok() {
                let name = fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default();
                let here = words.iter().filter(|word| stands_in(&bytes, word));
                found.extend(here.map(|word| format!("{word} in {}", name.trim())));
            }
        }
    }
    found.into_iter().collect()
}

/// Which of `words` stand in a file anywhere below `folder`.
pub fn folder_holds(folder: &Path, words: &[&str]) -> Vec<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                Ok(kind) if kind.is_file() => {
                    let bytes = fs::read(entry.path()).unwrap_or_default();
                    let here = words.iter().filter(|word| stands_in(&bytes, word));
                    found.extend(here.map(|word| format!("{word} in {}", entry.path().display())));
                }
                _ => {}
            }
        }
    }
    found.into_iter().collect()
}

fn stands_in(bytes: &[u8], word: &str) -> bool {
    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, word.as_bytes()).is_some() || memchr::memmem::find(bytes, &wide).is_some()
}

/// A range of addresses that can be read, from a line of `/proc/PID/maps`.
fn readable(line: &str) -> Option<(usize, usize)> {
    let mut parts = line.split_whitespace();
    let (from, to) = parts.next()?.split_once('-')?;
    let shown = parts.next()?.starts_with('r') && !line.ends_with("[vvar]") && !line.ends_with("[vsyscall]");
    shown.then_some((usize::from_str_radix(from, 16).ok()?, usize::from_str_radix(to, 16).ok()?))
}

/// The parts of a range that are really there: an engine reserves far more than any computer has.
fn present(pages: &File, (from, to): (usize, usize)) -> Vec<(usize, usize)> {
    const PAGE: usize = 4096;
    const AT_ONCE: usize = 1 << 16;
    /// Of an entry in `/proc/PID/pagemap`: in memory, or swapped out.
    const THERE: u64 = 3 << 62;
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for first in (from / PAGE..to / PAGE).step_by(AT_ONCE) {
        let mut entries = vec![0; 8 * AT_ONCE.min(to / PAGE - first)];
        if pages.read_exact_at(&mut entries, 8 * first as u64).is_err() {
            continue;
        }
        for (nth, entry) in entries.chunks_exact(8).enumerate() {
            let there = entry.try_into().is_ok_and(|bytes| u64::from_le_bytes(bytes) & THERE != 0);
            let at = (first + nth) * PAGE;
            match runs.last_mut() {
                Some((_, end)) if there && *end == at => *end += PAGE,
                _ if there => runs.push((at, at + PAGE)),
                _ => {}
            }
        }
    }
    runs
}

/// A process and all below it.
pub fn with_descendants(process: u32) -> Vec<u32> {
    let mut all = vec![process];
    let mut at = 0;
    while let Some(process) = all.get(at) {
        let tasks = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
        let children: Vec<u32> = tasks
            .flat_map(|task| fs::read_to_string(task.path().join("children")))
            .flat_map(|text| text.split_whitespace().filter_map(|child| child.parse().ok()).collect::<Vec<_>>())
            .collect();
        all.extend(children);
        at += 1;
    }
    all
}
