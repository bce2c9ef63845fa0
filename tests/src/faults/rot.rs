//! Bits flip and pages turn to noise or zeros while nobody looks.

use std::{fs, path::Path};

use glimmer_core::Folder;
use tempfile::TempDir;

use super::{
    Bench, Outcome,
    bench::{copy, each},
    dice::Dice,
    living,
    reference::{Reference, said, sound},
    tail,
};

const OPERATIONS: usize = 60;
const PAGE: usize = 4096;

/// What happens to a file.
#[derive(Debug, Clone, Copy)]
enum Rot {
    Flip { bit: usize },
    Noise { page: usize },
    Zeros { page: usize },
}

impl Rot {
    fn befall(self, file: &Path) {
        let mut bytes = fs::read(file).expect("a file");
        let page = |page: usize| page * PAGE..((page + 1) * PAGE).min(bytes.len());
        match self {
            Self::Flip { bit } => bytes[bit / 8] ^= 1 << (bit % 8),
            Self::Noise { page: nth } => {
                let page = page(nth);
                let noise = Dice::thrown(51, nth as u64).noise(page.len());
                bytes[page].copy_from_slice(&noise);
            }
            Self::Zeros { page: nth } => {
                let page = page(nth);
                bytes[page].fill(0);
            }
        }
        fs::write(file, bytes).expect("a file");
    }
}

pub fn run(bench: &Bench) -> Outcome {
    let reference = Reference::new(bench, 51);
    let at_rest = bench.folder();
    Reference::live(at_rest.path(), reference.seed, OPERATIONS);
    let with_a_log = tail::left_in_the_log(bench, &reference, OPERATIONS);
    let all = reference.after(with_a_log.count);

    let in_journal = rots(bench, at_rest.path(), "journal.db", 1);
    let missed = each(&in_journal, |rot| {
        let home = befallen(bench, at_rest.path(), "journal.db", *rot);
        (!is_noticed(home.path())).then(|| format!("journal.db, {rot:?}: nobody noticed"))
    });
    // Of the log only frames count that belong to whole changes; what is behind them may rot unseen, and nothing is lost by it.
    let in_log = rots(bench, with_a_log.home.path(), "journal.db-wal", 2);
    let silent = each(&in_log, |rot| {
        let home = befallen(bench, with_a_log.home.path(), "journal.db-wal", *rot);
        let told = tail::is_told_or_all_there(home.path(), &all);
        match told {
            Ok(told) => (usize::from(told), None),
            Err(error) => (0, Some(format!("journal.db-wal, {rot:?}: {error}"))),
        }
    });
    let told: usize = silent.iter().map(|(told, _)| told).sum();
    let missed: Vec<_> = missed.into_iter().flatten().collect();
    let silent: Vec<_> = silent.into_iter().filter_map(|(_, broken)| broken).collect();
    let figures = format!(
        "journal: {} of {} flips and pages noticed; log: {told} of {} told as a lost tail or refused, {} lost silently, the others harmless",
        in_journal.len() - missed.len(),
        in_journal.len(),
        in_log.len(),
        silent.len(),
    );
    Outcome { rounds: in_journal.len() + in_log.len(), figures, broken: missed.into_iter().chain(silent).collect() }
}

/// Single flips anywhere in the file, and each of its pages as noise and as zeros.
fn rots(bench: &Bench, home: &Path, file: &str, seed: u64) -> Vec<Rot> {
    let length = fs::metadata(home.join(file)).expect("a file").len() as usize;
    let mut dice = Dice::thrown(51, seed);
    let flips = (0..bench.rounds(60, 1000)).map(|_| Rot::Flip { bit: dice.index(length * 8) });
    let pages: Vec<_> = (0..length.div_ceil(PAGE)).flat_map(|page| [Rot::Noise { page }, Rot::Zeros { page }]).collect();
    flips.chain(bench.sample(40, pages)).collect()
}

fn befallen(bench: &Bench, home: &Path, file: &str, rot: Rot) -> TempDir {
    let other = bench.folder();
    copy(home, other.path());
    rot.befall(&other.path().join(file));
    other
}

/// Whether the journal is refused, cannot be read, or does not pass its check.
fn is_noticed(home: &Path) -> bool {
    match living::open(&Folder::at(home)) {
        Err(_) => true,
        Ok(journal) => said(&journal, home).is_err() || sound(home).is_err(),
    }
}
