//! From Enter until the words are on the disk, against a row in a plain SQLCipher file.

use glimmer_core::Journal;
use journeys::{Driven, Page};
use serde_json::json;

use super::{Evening, Measured, ms};
use crate::{
    ground::{Ground, Home},
    journal::{Entry, Size, now},
    table::{Figure, Unit, median, quantile},
};

const KEEPS: usize = 1000;

pub fn measure(ground: &Ground) -> Measured {
    let size = ground.scale.most;
    let keeps = ground.scale.runs(KEEPS).max(100);
    let home = ground.home(size)?;
    let mut figures = in_core(ground, &home.journal()?, size, keeps)?;
    figures.extend(tokio::runtime::Runtime::new()?.block_on(in_app(&home, size, keeps))?);
    Ok(figures)
}

fn in_core(ground: &Ground, journal: &Journal, size: Size, keeps: usize) -> Measured {
    let raw = ground.raw(size)?;
    let (mut ours, mut plain, mut searchable, mut next) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    // The first few read pages that are needed from then on.
    const WARMING: usize = 20;
    for nth in 0..keeps + WARMING {
        let entry = Entry::of(Size { glimmers: size.glimmers + 5000, visits: 0 }, size.glimmers + nth as u64 % 5000);
        // Whoever keeps without a word keeps no word: the same bytes are compared.
        let (new, _) = if entry.text.is_empty() { continue } else { entry.as_new()? };
        let times = (ms(|| journal.keep(new, now()))?.0, ms(|| raw.keep(&entry))?.0, ms(|| raw.keep_searchable(&entry))?.0);
        if nth >= WARMING {
            ours.push(times.0);
            plain.push(times.1);
            searchable.push(times.2);
        }
        // The windows read again whenever something was kept, and whoever reads lets the search index catch up.
        let read = ms(|| journal.today(now()))?.0;
        if nth >= WARMING {
            next.push(read);
        }
    }
    let figure =
        |what: &str, share| Figure::new("durable", format!("core, {what}"), quantile(&ours, share), Unit::Ms).glimmers(size.glimmers);
    Ok(vec![
        figure("median", 0.5).against(median(&plain)),
        figure("p99", 0.99).against(quantile(&plain, 0.99)).at_most_ratio(1.5),
        figure("p99, against a row that can be searched", 0.99).against(quantile(&searchable, 0.99)),
        Figure::new("durable", "core, today read again after it, p99", quantile(&next, 0.99), Unit::Ms).glimmers(size.glimmers),
    ])
}

/// Through the page's own door, to the page's hearing of it. Pages tell time in whole milliseconds.
async fn in_app(home: &Home, size: Size, keeps: usize) -> Measured {
    let evening = Evening::begin();
    home.move_in(&evening.desktop, &json!({ "appearance": "day" }))?;
    let driven = Driven::start(&evening.desktop, &["--hidden"]).await;
    let page = driven.turn_to(Page::Capture).await;
    let keep = "const [keeps, done] = arguments;
        const { invoke } = window.__TAURI_INTERNALS__;
        const nothing = { feelings: [], senses: [], tags: [], anchor: false, given: false, day: null };
        const times = [];
        (async () => {
          for (let nth = 0; nth < keeps; nth++) {
            const began = performance.now();
            const text = `Rain on the skylight, number ${nth}, and for a while nothing else was needed.`;
            await invoke('keep_glimmer', { place: 'capture', new: { ...nothing, text } });
            times.push(performance.now() - began);
          }
        })().then(() => done(times), (error) => done(String(error.code ?? error)))";
    let mut times: Vec<f64> = Vec::new();
    // A script may not take longer than a minute.
    for part in 0..10 {
        let part = (keeps + part) / 10;
        let kept = page.execute_async(keep, vec![json!(part)]).await?;
        let kept: Vec<f64> = kept.convert().map_err(|_| format!("the app did not keep: {}", kept.json()))?;
        times.extend(kept);
    }
    let mean = times.iter().sum::<f64>() / times.len() as f64;
    let figure = |what: &str, value| Figure::new("durable", format!("app, {what}"), value, Unit::Ms).glimmers(size.glimmers);
    Ok(vec![figure("page and back, mean", mean), figure("page and back, p99", quantile(&times, 0.99))])
}
