//! Several processes at once: starts of the app that race each other, and terminals that keep while the app keeps.

use std::{
    collections::HashSet,
    fs,
    process::ExitStatus,
    thread,
    time::{Duration, Instant},
};

use serde_json::json;
use thirtyfour::prelude::*;

use super::{Bench, Outcome, bench::each, reference::sound};
use crate::{Desktop, Driven, PATIENCE, Page, Running};

/// How many start in the same instant.
const AT_ONCE: usize = 4;
const TERMINALS: [usize; 4] = [0, 1, 2, 3];

pub fn run(bench: &Bench) -> Outcome {
    let starts = bench.rounds(8, 200);
    let each_keeps = bench.rounds(5, 100);
    let desktop = Desktop::bare();
    let mut broken: Vec<_> =
        (0..starts / AT_ONCE).filter_map(|round| race(&desktop).err().map(|error| format!("race {round}: {error}"))).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let kept = runtime.block_on(keep_together(each_keeps));
    let figures = match &kept {
        Ok(kept) => format!(
            "{starts} starts, {AT_ONCE} at once: one owner each time, the others handed over; {kept} kept by the app and {} terminals at once, 0 lost",
            TERMINALS.len()
        ),
        Err(_) => format!("{starts} starts, {AT_ONCE} at once; {} things did not hold", broken.len() + 1),
    };
    broken.extend(kept.err());
    Outcome { rounds: starts + each_keeps * TERMINALS.len(), figures, broken }
}

/// A new person each time: also the beginning of the journal is raced for.
fn race(desktop: &Desktop) -> Result<(), String> {
    let _ = fs::remove_dir_all(desktop.home());
    desktop.choose(&json!({ "welcomed": true }));
    let mut apps: Vec<Running> = (0..AT_ONCE).map(|_| desktop.start(&[])).collect();
    let mut ended =
        |how: fn(ExitStatus) -> bool| apps.iter_mut().filter_map(|app| app.0.try_wait().ok()?).filter(|status| how(*status)).count();
    if !within(|| desktop.main_is_visible() && ended(|_| true) == AT_ONCE - 1) {
        return Err(format!("{} ended, a window: {}", ended(|_| true), desktop.main_is_visible()));
    }
    let failed = ended(|status| !status.success());
    // While it is brought forward for each that asked, there may be none for an instant; never are there two.
    let mut windows = 0;
    within(|| {
        windows = desktop.main_windows();
        windows > 0
    });
    if failed > 0 || windows != 1 {
        return Err(format!("{failed} did not hand over, {windows} main windows"));
    }
    Ok(())
}

/// The app and some terminals keep so many each; returns how many that are, if all of them are there.
async fn keep_together(each_keeps: usize) -> Result<usize, String> {
    let desktop = Desktop::new();
    desktop.jot(&["the first one"]);
    let driven = Driven::start(&desktop, &["--hidden"]).await;
    driven.turn_to(Page::Capture).await;
    let (by_terminals, by_app) = thread::scope(|scope| {
        let terminals = scope.spawn(|| {
            each(&TERMINALS, |terminal| {
                let words = |n| format!("terminal {terminal} moment {n}");
                (0..each_keeps).map(words).filter(|words| desktop.terminal(&["jot", words]).status.success()).collect::<Vec<_>>()
            })
        });
        let app = tokio::task::block_in_place(|| {
            tokio::runtime::Handle::current().block_on(async {
                let mut kept = Vec::new();
                for n in 0..each_keeps {
                    let words = format!("app moment {n}");
                    keep(&driven, &words).await.map_err(|error| error.to_string())?;
                    kept.push(words);
                }
                Ok::<_, String>(kept)
            })
        });
        (terminals.join().expect("no terminal panics"), app)
    });
    let kept: Vec<_> = by_terminals.into_iter().flatten().chain(by_app?).collect();
    if kept.len() != each_keeps * (TERMINALS.len() + 1) {
        return Err(format!("{} of {} were kept", kept.len(), each_keeps * (TERMINALS.len() + 1)));
    }
    drop(driven);
    let there: HashSet<_> = desktop.texts().into_iter().collect();
    match kept.iter().find(|words| !there.contains(*words)) {
        Some(lost) => Err(format!("acknowledged and gone: {lost}")),
        None => sound(&desktop.home()).map(|()| kept.len()),
    }
}

/// Types a line, presses Enter, and returns once the window says that it is kept.
async fn keep(driven: &Driven, words: &str) -> WebDriverResult<()> {
    let field = driven.find("textarea").await;
    field.send_keys(words).await?;
    field.send_keys(Key::Enter).await?;
    driven.wait_until("document.querySelector('.line')?.textContent.trim().startsWith('Kept.')").await;
    Ok(())
}

fn within(mut holds: impl FnMut() -> bool) -> bool {
    let start = Instant::now();
    while !holds() {
        if start.elapsed() > PATIENCE {
            return false;
        }
        thread::park_timeout(Duration::from_millis(20));
    }
    true
}
