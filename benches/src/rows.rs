//! The rows of the table. Each measures one thing, and what it is measured against in between.

mod choice;
mod durable;
mod growth;
mod idle;
mod meanwhile;
mod memory;
mod painted;
mod photos;
mod scroll;
mod search;
mod shortcut;
mod sizes;
mod start;
mod unlock;

use std::{error::Error, time::Instant};

use journeys::{Desktop, Notifier, Panel};

use crate::{ground::Ground, table::Figure};

/// Figures, or why there are none. Nobody acts on the reason but who reads it.
pub type Measured = Result<Vec<Figure>, Box<dyn Error>>;

/// A row: its name, and what measures it.
pub type Row = (&'static str, fn(&Ground) -> Measured);

/// In the order of the table. What is disturbed least by others comes first.
pub const ALL: &[Row] = &[
    ("sizes", sizes::measure),
    ("start", start::measure),
    ("shortcut", shortcut::measure),
    ("unlock", unlock::measure),
    ("durable", durable::measure),
    ("search", search::measure),
    ("painted", painted::measure),
    ("scroll", scroll::measure),
    ("choice", choice::measure),
    ("growth", growth::measure),
    ("memory", memory::measure),
    ("photos", photos::measure),
    ("idle", idle::measure),
    ("meanwhile", meanwhile::measure),
];

/// The last words of a page that can be seen and used; the empty window says the same.
const DRAWN: &str = "the main page is drawn";

/// A desktop with a panel and somebody who shows notifications, as every person has them; nothing else runs there.
struct Evening {
    desktop: Desktop,
    _panel: Panel,
    _notifier: Notifier,
}

impl Evening {
    fn begin() -> Self {
        let desktop = Desktop::bare();
        let (panel, notifier) = (Panel::on(&desktop), Notifier::on(&desktop));
        Self { desktop, _panel: panel, _notifier: notifier }
    }
}

/// Milliseconds that something took.
fn ms<T, E>(work: impl FnOnce() -> Result<T, E>) -> Result<(f64, T), E> {
    let start = Instant::now();
    let done = work()?;
    Ok((millis(start), done))
}

fn millis(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}
