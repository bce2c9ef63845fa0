//! Where the trials take place, and how many.

use std::{
    path::{Path, PathBuf},
    sync::{
        Mutex, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use tempfile::TempDir;

use super::{
    reference::Reference,
    shim::Shim,
    worker::{Worker, command},
};

pub struct Bench {
    quick: bool,
    scratch: TempDir,
    shim: OnceLock<Shim>,
}

impl Bench {
    pub(super) fn new(quick: bool) -> Self {
        // In memory, where there is such a folder: none of this should wear out a disk, and the shim sees the same calls.
        let memory = Path::new("/dev/shm");
        let scratch = tempfile::Builder::new().prefix("faults-").tempdir_in(memory).or_else(|_| tempfile::tempdir());
        Self { quick, scratch: scratch.expect("a folder for the trials"), shim: OnceLock::new() }
    }

    /// How many rounds: few in the ordinary test run, all when all of it is asked for.
    pub(super) fn rounds(&self, quick: usize, full: usize) -> usize {
        if self.quick { quick } else { full }
    }

    /// All of `items`, or for the ordinary test run so many of them, evenly spread.
    pub(super) fn sample<T>(&self, quick: usize, items: Vec<T>) -> Vec<T> {
        let step = if self.quick { items.len().div_ceil(quick).max(1) } else { 1 };
        items.into_iter().step_by(step).collect()
    }

    /// A new folder for one trial; it goes when the result is dropped.
    pub(super) fn folder(&self) -> TempDir {
        tempfile::tempdir_in(self.scratch.path()).expect("a folder for a trial")
    }

    pub(super) fn shim(&self) -> &Shim {
        self.shim.get_or_init(|| Shim::build(self.scratch.path()))
    }

    /// How many calls of these kinds a worker makes that begins a journal and does so many operations.
    pub(super) fn calls(&self, reference: &Reference, operations: usize, kinds: &'static str) -> u64 {
        let (home, aside) = (self.folder(), self.folder());
        let count = aside.path().join("count");
        let mut command = command(home.path(), reference.seed, 0, operations);
        let told = Worker::start(self.shim().counting(&mut command, home.path(), kinds, &count), 0).told();
        assert_eq!(told.acknowledged, operations, "nothing happens to this one: {told:?}");
        std::fs::read_to_string(count).ok().and_then(|text| text.parse().ok()).expect("a count")
    }
}

/// Does `trial` with each of `items`, on all cores.
pub fn each<T: Sync, R: Send>(items: &[T], trial: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let (next, results) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let result = trial(item);
                    results.lock().expect("no trial panics").push(result);
                }
            });
        }
    });
    results.into_inner().expect("no trial panics")
}

/// Copies a data folder, its folders included.
pub fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("a folder") {
        let (path, target) = entry.map(|entry| (entry.path(), to.join(entry.file_name()))).expect("an entry");
        if path.is_dir() {
            std::fs::create_dir_all(&target).expect("a folder");
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("a copy");
        }
    }
}

/// Every file of a data folder with what is in it, but for the locks and SQLite's shared memory, which carry nothing.
pub fn files(home: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(home).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.to_string_lossy();
        if path.is_dir() {
            all.extend(files(&path));
        } else if !name.ends_with(".lock") && !name.ends_with("-shm") {
            all.push((path.clone(), std::fs::read(&path).expect("it can be read")));
        }
    }
    all.sort();
    all
}
