//! What the targets share: a place for the bytes, one reading of them, and what must hold of it.

#[path = "../../tests/imports/promises.rs"]
mod promises;

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{LazyLock, atomic::AtomicBool},
};

use glimmer_core::{
    Folder, Journal, Secret, photos,
    transfer::{
        import::{Source, Staged},
        read::{self, Columns, DayOrder, Encoding, Format, Options},
    },
};
use promises::Promises;
use tempfile::{Builder, TempDir};

/// In memory where the system offers that: a disk would be most of the time, and wear.
static PLACE: LazyLock<TempDir> = LazyLock::new(|| {
    let (memory, mut folder) = (Path::new("/dev/shm"), Builder::new());
    let folder = folder.prefix("glimmer-fuzz-");
    if memory.is_dir() { folder.tempdir_in(memory) } else { folder.tempdir() }.expect("a folder")
});

/// The bytes as a file with this name, which some formats go by.
fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = PLACE.path().join(name);
    fs::write(&path, bytes).expect("a file");
    path
}

fn at(path: &Path, format: Format, columns: Option<Columns>) {
    // No run depends on where it runs.
    let options = Options { zone: jiff::tz::TimeZone::get("Europe/Berlin").ok(), columns };
    let mut promises = Promises::default();
    // To refuse is an answer.
    let _ = read::read(path, format, &options, &mut |found| {
        promises.hold(&found);
        ControlFlow::Continue(())
    });
}

/// Reads the bytes as a journal of `format`, in a file called `name`.
pub fn read(name: &str, format: Format, bytes: &[u8]) {
    at(&file(name, bytes), format, None);
}

/// Reads a table as is proposed, then as somebody might choose instead.
pub fn table(bytes: &[u8]) {
    let path = file("a.csv", bytes);
    let Ok(proposal) = read::propose(&path) else { return };
    let proposed = proposal.columns;
    at(&path, Format::Csv, Some(proposed.clone()));
    let last = proposal.first.len();
    let (title, mood) = (proposed.text, Some(last));
    let chosen =
        Columns { order: DayOrder::MonthFirst, encoding: Encoding::Windows1252, title, mood, text: None, others: true, ..proposed };
    at(&path, Format::Csv, Some(chosen));
}

/// Finds out whose the bytes are, under each kind of name that means something, and reads what they are taken for.
pub fn recognise(bytes: &[u8]) {
    for name in ["journal", "2026-01.txt", "2026-05-01 a.md"] {
        let path = file(name, bytes);
        if let Ok(format) = read::recognise(&path) {
            at(&path, format, None);
        }
        let _ = glimmer_core::transfer::import::recognise(&path);
    }
}

/// Holds an export of Glimmer against a journal; with a secret, one that is sealed.
pub fn own(bytes: &[u8], secret: Option<&str>) {
    static JOURNAL: LazyLock<(Folder, Journal)> = LazyLock::new(|| {
        let folder = Folder::at(PLACE.path().join("journal of somebody"));
        fs::create_dir(folder.path()).expect("a folder");
        (folder.clone(), Journal::open(folder).expect("a journal"))
    });
    let (folder, journal) = &*JOURNAL;
    let path = file("all.json", bytes);
    let source = if secret.is_some() { Source::Sealed } else { Source::Glimmer };
    let (options, go) = (Options::default(), AtomicBool::new(false));
    let gathered = Staged::gather(folder, &path, source, &options, secret.map(Secret::new).as_ref(), &mut |_| (), &go);
    if let Ok(Some(staged)) = gathered {
        let plan = journal.plan_import(&staged).expect("what was gathered can be planned");
        assert_eq!(plan.here + plan.gone, 0, "an empty journal holds nothing of it");
    }
}

/// Takes the bytes in as a picture; what comes of it is one that can be taken in again, small enough.
pub fn picture(bytes: &[u8]) {
    let Ok(taken) = photos::take(bytes) else { return };
    let shown = taken.shown();
    assert!(taken.width().max(taken.height()) <= photos::LONGEST);
    assert!(photos::take(shown).is_ok(), "what was written can be read");
}
