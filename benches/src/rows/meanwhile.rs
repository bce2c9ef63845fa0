//! What takes long, how it grows with the journal, and how long somebody waits who keeps a glimmer meanwhile.

use std::{
    fs::File,
    io::BufReader,
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use glimmer_core::{
    Folder, Journal, ListQuery, NewGlimmer,
    backup::{self, Reason},
    transfer::{export::Format, import::Staged},
};

use super::{Measured, millis};
use crate::{
    ground::Ground,
    journal::{Size, now},
    raw::Raw,
    table::{Figure, Unit, quantile},
};

/// Faster than anybody writes.
const BETWEEN: Duration = Duration::from_millis(100);
/// In milliseconds; nobody notices what takes less.
const REACH: f64 = 100.0;

pub fn measure(ground: &Ground) -> Measured {
    let mut figures = Vec::new();
    for size in ground.scale.growing() {
        for (what, done) in works(ground, size)? {
            let took = Figure::new("meanwhile", what, done.seconds, Unit::Seconds).glimmers(size.glimmers);
            figures.push(done.against.map_or(took.clone(), |against| took.against(against)));
            let longest = format!("{what}: longest of {} keeps", done.keeps.len());
            let waited = Figure::new("meanwhile", longest, quantile(&done.keeps, 1.0), Unit::Ms).glimmers(size.glimmers);
            figures.push(waited.at_most(REACH));
        }
    }
    Ok(figures)
}

/// How long something took in seconds, what the same took by hand, and how long each keep waited meanwhile, in milliseconds.
struct Done {
    seconds: f64,
    against: Option<f64>,
    keeps: Vec<f64>,
}

fn works(ground: &Ground, size: Size) -> Result<Vec<(&'static str, Done)>, Box<dyn std::error::Error>> {
    let (home, scratch) = (ground.home(size)?, ground.scratch());
    let journal = home.journal()?;
    let (go, json) = (AtomicBool::new(false), scratch.path().join("all.json"));
    let mut done = Vec::new();
    done.push(("backup", while_keeping(&journal, || Ok(backup::make(&journal, Reason::Asked, now(), &mut |_| ()).map(drop)?))?));
    done.push((
        "check",
        while_keeping(&journal, || {
            let found = journal.check(&mut |_| ())?.findings;
            if found.is_empty() { Ok(()) } else { Err(format!("something is wrong: {found:?}").into()) }
        })?,
    ));
    for (name, format) in [
        ("export as JSON", Format::Json),
        ("export as Markdown", Format::Markdown),
        ("export as CSV", Format::Csv),
        ("export as HTML", Format::Html),
    ] {
        let to = if format == Format::Json { json.clone() } else { scratch.path().join(name) };
        let export = || Ok(journal.export(&ListQuery::default(), format, &to, None, &mut |_| (), &go).map(drop)?);
        done.push((name, while_keeping(&journal, export)?));
    }
    drop((journal, home));

    let empty = ground.scratch();
    let other = Journal::open(Folder::at(empty.path()))?;
    let mut imported = while_keeping(&other, || bring(&other, empty.path(), &json))?;
    let by_hand = Instant::now();
    Raw::of(&scratch.path().join("raw.db"), size)?;
    imported.against = Some(millis(by_hand) / 1e3);
    done.push(("import of that JSON, against plain inserts", imported));
    let import = other.imports()?.pop().ok_or("it is not known that something came")?.id;
    done.push(("taking the import back", while_keeping(&other, || Ok(other.undo_import(import, &mut |_| (), &go).map(drop)?))?));
    Ok(done)
}

fn bring(journal: &Journal, home: &Path, json: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut staged = Staged::begin(&Folder::at(home), "another Glimmer")?;
    staged.add_journal(BufReader::new(File::open(json)?), None)?;
    journal.apply_import(&staged, false, now(), &mut |_| (), &AtomicBool::new(false))?;
    Ok(())
}

/// Does it, while a glimmer is kept ten times in a second; and looks whether all of these are there then.
fn while_keeping(
    journal: &Journal,
    work: impl FnOnce() -> Result<(), Box<dyn std::error::Error>>,
) -> Result<Done, Box<dyn std::error::Error>> {
    let (over, refused) = (AtomicBool::new(false), Mutex::new(None));
    let ((keeps, ids), worked, seconds) = thread::scope(|scope| {
        let keeping = scope.spawn(|| {
            let (mut times, mut ids) = (Vec::new(), Vec::new());
            // At least one, however soon it is over.
            loop {
                let start = Instant::now();
                match journal.keep(NewGlimmer { text: "Rain on the skylight, meanwhile.".into(), ..NewGlimmer::default() }, now()) {
                    Ok(kept) => ids.push(kept.id),
                    Err(error) => {
                        *refused.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                        break;
                    }
                }
                times.push(millis(start));
                if over.load(Ordering::Relaxed) {
                    break;
                }
                thread::park_timeout(BETWEEN.saturating_sub(start.elapsed()));
            }
            (times, ids)
        });
        let start = Instant::now();
        let worked = work();
        let seconds = start.elapsed().as_secs_f64();
        over.store(true, Ordering::Relaxed);
        (keeping.join().unwrap_or_default(), worked, seconds)
    });
    worked?;
    if let Some(error) = refused.into_inner()? {
        return Err(error.into());
    }
    journal.open_inbox()?;
    // What was acknowledged is there, or the figure is worth nothing.
    ids.iter().try_for_each(|id| journal.glimmer(*id).map(drop))?;
    Ok(Done { seconds, against: None, keeps })
}
