//! Files are cut short, empty or missing.

use std::{
    fs::{self, File},
    path::Path,
};

use super::{
    Bench, Outcome,
    bench::{copy, each, files},
    dice::Dice,
    living,
    reference::Reference,
    tail,
};

const OPERATIONS: usize = 60;

/// How much is left of which file.
#[derive(Debug, Clone)]
struct Cut {
    file: &'static str,
    /// `None`: the file is gone.
    left: Option<u64>,
}

pub fn run(bench: &Bench) -> Outcome {
    let reference = Reference::new(bench, 61);
    let at_rest = bench.folder();
    Reference::live(at_rest.path(), reference.seed, OPERATIONS);
    let with_a_log = tail::left_in_the_log(bench, &reference, OPERATIONS);
    let cases = [
        (at_rest.path(), reference.after(OPERATIONS), "journal.db"),
        (with_a_log.home.path(), reference.after(with_a_log.count), "journal.db"),
        (with_a_log.home.path(), reference.after(with_a_log.count), "journal.db-wal"),
    ];
    let mut cuts = Vec::new();
    for (nth, (home, all, file)) in cases.iter().enumerate() {
        let length = fs::metadata(home.join(file)).expect("a file").len();
        let mut dice = Dice::thrown(61, nth as u64);
        let random = (0..bench.rounds(20, 334)).map(|_| Some(dice.below(length)));
        let bounds = [Some(0), Some(1), Some(32), Some(length - 1), None];
        cuts.extend(random.chain(bounds).map(|left| (home, all, Cut { file, left })));
    }
    let found = each(&cuts, |(home, all, cut)| befall(bench, home, all, cut).map_err(|error| format!("{cut:?}: {error}")));
    let count = |what: Came| found.iter().filter(|one| matches!(one, Ok(came) if *came == what)).count();
    let [refused, told, whole] = [count(Came::Refused), count(Came::Told), count(Came::Whole)];
    let broken: Vec<_> = found.into_iter().filter_map(Result::err).collect();
    let figures = format!(
        "{refused} refused, every file as it was; {told} opened and say how much is lost; {whole} whole; {} overwritten, or a silent part or new journal",
        broken.len()
    );
    Outcome { rounds: cuts.len(), figures, broken }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Came {
    Refused,
    Told,
    Whole,
}

fn befall(bench: &Bench, from: &Path, all: &str, cut: &Cut) -> Result<Came, String> {
    let home = bench.folder();
    copy(from, home.path());
    let file = home.path().join(cut.file);
    match cut.left {
        Some(left) => File::options().write(true).open(file).and_then(|file| file.set_len(left)),
        None => fs::remove_file(file),
    }
    .expect("it is ours");
    let before = files(home.path());
    if living::open(&glimmer_core::Folder::at(home.path())).is_err() {
        let changed: Vec<_> = files(home.path()).into_iter().filter(|file| !before.contains(file)).map(|(path, _)| path).collect();
        let same = changed.is_empty() && files(home.path()).len() == before.len();
        return if same { Ok(Came::Refused) } else { Err(format!("refused, but not as it was: {changed:?}")) };
    }
    tail::is_told_or_all_there(home.path(), all).map(|told| if told { Came::Told } else { Came::Whole })
}
