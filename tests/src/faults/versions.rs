//! Journals that older versions wrote, as they are stored with the core's tests; and one that a newer version wrote.

use std::{
    fs,
    path::{Path, PathBuf},
};

use glimmer_core::{Device, Error, Folder, Journal};

use super::{
    Bench, Outcome,
    bench::{copy, files},
    reference::sound,
    state,
};

/// The folders of all stored journals, oldest version first.
pub fn fixtures() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/tests/fixtures");
    let folders = fs::read_dir(all).expect("stored journals").map(|entry| entry.expect("an entry").path());
    let mut homes: Vec<_> = folders.filter(|path| path.is_dir()).map(|path| path.join("home")).collect();
    homes.sort();
    homes
}

pub fn run(bench: &Bench) -> Outcome {
    let (mut broken, mut facts) = (Vec::new(), 0);
    let fixtures = fixtures();
    for fixture in &fixtures {
        let name = fixture.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
        match upgraded(bench, fixture) {
            Ok(equal) => facts += equal,
            Err(error) => broken.push(format!("{name}: {error}")),
        }
        if let Err(error) = from_the_future(bench, fixture) {
            broken.push(format!("{name}: {error}"));
        }
    }
    let figures = format!("{} versions: {facts} facts equal after the upgrade; a newer one is refused, byte-identical", fixtures.len());
    Outcome { rounds: fixtures.len() * 2, figures, broken }
}

/// How many lines of its `content.txt` an upgraded journal still says: all of them.
fn upgraded(bench: &Bench, fixture: &Path) -> Result<usize, String> {
    let home = bench.folder();
    copy(fixture, home.path());
    let expected = fs::read_to_string(fixture.with_file_name("content.txt")).map_err(|error| error.to_string())?;
    let folder = Folder::at(home.path());
    let said = Journal::open(folder.clone()).and_then(|journal| state::of(&journal, &Device::read(&folder)?, true));
    let said = said.map_err(|error| error.to_string())?;
    if let Some(missing) = expected.lines().find(|line| !said.iter().any(|one| one == line)) {
        return Err(format!("it does not say any more: {missing}"));
    }
    sound(home.path()).map(|()| expected.lines().count())
}

fn from_the_future(bench: &Bench, fixture: &Path) -> Result<(), String> {
    let home = bench.folder();
    copy(fixture, home.path());
    drop(Journal::open(Folder::at(home.path())));
    let raw = crate::raw_journal(home.path());
    let version: i64 = raw.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(|error| error.to_string())?;
    raw.pragma_update(None, "user_version", version + 1).map_err(|error| error.to_string())?;
    drop(raw);
    let before = files(home.path());
    match Journal::open(Folder::at(home.path())).err() {
        Some(Error::Newer { .. }) if files(home.path()) == before => Ok(()),
        other => Err(format!("a newer version was not refused untouched: {other:?}")),
    }
}
