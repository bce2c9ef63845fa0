//! A journal whose newest changes are only in the log, and what may be said of it when the log is damaged.

use std::path::Path;

use glimmer_core::Folder;
use tempfile::TempDir;

use super::{
    Bench,
    bench::copy,
    living::{self, Living},
    operation,
    reference::{Reference, said},
};

pub struct Tail {
    pub home: TempDir,
    /// How many operations were acknowledged in all.
    pub count: usize,
}

/// The log of this many operations is not folded in.
const IN_THE_LOG: usize = 12;

/// Lives through at least `before` operations and some more, while another reader of an older state keeps the log from being folded in;
/// the folder is as a crash would leave it then.
pub fn left_in_the_log(bench: &Bench, reference: &Reference, before: usize) -> Tail {
    let (lived, home) = (bench.folder(), bench.folder());
    // Closing the journal folds the log in.
    let stays_open = |before: &usize| (*before..before + IN_THE_LOG).all(|number| operation::stays_open(reference.seed, number));
    let before = (before..).find(stays_open).expect("there are many");
    Reference::live(lived.path(), reference.seed, before);
    let reader = living::raw(lived.path());
    reader.execute_batch("begin; select * from journal").expect("it reads");
    let mut living = Living::open(Folder::at(lived.path())).expect("it opens");
    for number in before..before + IN_THE_LOG {
        operation::apply(&mut living, reference.seed, number).expect("nothing happens to this one");
    }
    copy(lived.path(), home.path());
    // Whoever opens it next finds no shared memory: the machine has started anew since.
    std::fs::remove_file(home.path().join("journal.db-shm")).expect("it was open");
    Tail { home, count: before + IN_THE_LOG }
}

/// Whether the journal in `home` says that something is lost, or is refused; `false` if all of it is there.
///
/// # Errors
/// If neither is so: something is lost silently.
pub fn is_told_or_all_there(home: &Path, all: &str) -> Result<bool, String> {
    let Ok(journal) = living::open(&Folder::at(home)) else { return Ok(true) };
    if journal.lost_changes().is_ok_and(|lost| lost > 0) {
        return Ok(true);
    }
    match said(&journal, home) {
        Err(_) => Ok(true),
        Ok(found) if found == all => Ok(false),
        Ok(_) => Err("a part is lost, and nobody is told".into()),
    }
}
