//! Damage: every flipped bit is found, and what is not damaged can be brought together.

mod shared;

use std::{fs, path::Path};

use glimmer_core::{
    Folder, ListQuery, NewGlimmer, Vault,
    check::{self, What},
    salvage::salvage,
};
use shared::{on, quiet, reopened, texts, words};

fn long_journal(home: &Path, glimmers: u32) -> usize {
    let journal = reopened(home);
    let one = |n: u32| NewGlimmer {
        feelings: vec!["calm".parse().unwrap()],
        tags: vec!["@Marta".parse().unwrap()],
        ..words(&format!("glimmer {n} {}", "of some length ".repeat(1 + n as usize % 40)))
    };
    journal.keep_all((0..glimmers).map(|n| (one(n), on(1 + n % 20)))).unwrap();
    glimmers as usize
}

#[test]
fn every_flipped_bit_is_found() {
    let home = tempfile::tempdir().unwrap();
    long_journal(home.path(), 200);
    let folder = Folder::at(home.path());
    let vault = reopened(home.path()).key();
    let whole = fs::read(folder.journal()).unwrap();
    let mut random = 88_172_645_463_325_252_u64;
    for _ in 0..200 {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let bit = random as usize % (whole.len() * 8);
        let mut flipped = whole.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        fs::write(folder.journal(), &flipped).unwrap();
        assert!(is_damaged(&folder, &vault), "bit {bit} of {}", whole.len() * 8);
    }
    for cut in [0, 1, 4096, whole.len() / 2, whole.len() - 4096, whole.len() - 1] {
        fs::write(folder.journal(), &whole[..cut]).unwrap();
        assert!(is_damaged(&folder, &vault), "cut to {cut}");
    }
    fs::write(folder.journal(), &whole).unwrap();
    assert_eq!(check::check(&folder, &vault, &mut quiet()).unwrap().findings, []);
}

fn is_damaged(folder: &Folder, vault: &Vault) -> bool {
    let checked = check::check(folder, vault, &mut quiet()).unwrap();
    checked.findings.iter().any(|finding| matches!(finding.what, What::DamagedPage | What::Structure))
}

/// Before it stands what says where the tables are.
const FIRST: usize = 50;

#[test]
fn what_can_be_read_of_a_damaged_journal_is_brought_together() {
    let home = tempfile::tempdir().unwrap();
    let kept = long_journal(home.path(), 2000);
    let folder = Folder::at(home.path());
    let vault = reopened(home.path()).key();
    let mut bytes = fs::read(folder.journal()).unwrap();
    let pages = bytes.len() / 4096;
    // Some all over the file, and some beside each other.
    for page in (FIRST..pages).step_by(41).chain(120..123) {
        bytes[page * 4096 + 77] ^= 4;
    }
    fs::write(folder.journal(), &bytes).unwrap();
    let salvaged = salvage(&folder, &vault, on(22), &mut quiet()).unwrap();
    assert_eq!(fs::read(Path::new(&salvaged.set_aside).join("journal.db")).unwrap(), bytes, "set aside untouched");
    let journal = reopened(home.path());
    assert_eq!(journal.check(&mut quiet()).unwrap().findings, []);
    assert_eq!(texts(&journal).len(), salvaged.glimmers as usize);
    let share = f64::from(salvaged.glimmers) / kept as f64;
    assert!(share > 0.85, "{salvaged:?} of {pages} pages");
    assert!(salvaged.lost.is_none_or(|lost| lost as usize + salvaged.glimmers as usize == kept), "{salvaged:?}");
    let with_feelings = journal.list(&ListQuery::default()).unwrap().glimmers.iter().filter(|glimmer| !glimmer.feelings.is_empty()).count();
    assert!(with_feelings as f64 > 0.8 * kept as f64, "{with_feelings}");
    journal.keep(words("life goes on"), on(22)).unwrap();
}

#[test]
fn one_damaged_page_costs_only_what_was_on_it() {
    let home = tempfile::tempdir().unwrap();
    let kept = long_journal(home.path(), 2000);
    let folder = Folder::at(home.path());
    let vault = reopened(home.path()).key();
    let whole = fs::read(folder.journal()).unwrap();
    let pages = whole.len() / 4096;
    for page in [1].into_iter().chain((FIRST..pages).step_by(pages / 5)) {
        let mut bytes = whole.clone();
        bytes[page * 4096 + 100] ^= 16;
        fs::write(folder.journal(), &bytes).unwrap();
        let salvaged = salvage(&folder, &vault, on(22), &mut quiet()).unwrap();
        assert!(salvaged.glimmers as usize + 40 >= kept, "page {page}: {salvaged:?}");
        assert_eq!(salvaged.lost.map(|lost| lost + salvaged.glimmers), Some(kept as u32), "page {page}: it knows how many are lost");
    }
}

#[test]
fn what_is_kept_during_a_check_is_no_loss() {
    let home = tempfile::tempdir().unwrap();
    let journal = reopened(home.path());
    std::thread::scope(|scope| {
        let keeping = scope.spawn(|| (0..300).for_each(|_| drop(journal.keep(words("rain on the skylight"), on(20)).unwrap())));
        while !keeping.is_finished() {
            assert_eq!(journal.check(&mut quiet()).unwrap().findings, []);
        }
    });
}
