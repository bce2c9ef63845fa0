//! From a letter in the search field of the real app until its answer is painted.

use journeys::{Driven, Page};
use serde_json::json;

use super::{Evening, Measured};
use crate::{
    ground::Ground,
    table::{Figure, Unit, quantile},
};

const ROUNDS: usize = 5;
const TYPED: [&str; 10] = ["r", "ki", "wind", "rain skylight", "雨", "xqzzy", "soup", "regen", "la", "cat asleep"];

/// Types, and waits for the frame in which every row in sight answers. Says when the page asked the app, too: it waits for the next
/// letter for a moment. Pages tell time in whole milliseconds.
const TYPE: &str = "const [typed, done] = arguments;
    const field = document.querySelector('[role=searchbox]');
    const plain = (words) => words.normalize('NFD').replace(/\\p{M}/gu, '').toLowerCase();
    const first = plain(typed.split(' ')[0]);
    const answers = () => {
      const rows = [...document.querySelectorAll('article .yours')];
      if (typed === '') return rows.length > 0 && !document.querySelector('article mark');
      const marked = (row) => [...row.querySelectorAll('mark')].some((mark) => plain(mark.innerText).startsWith(first));
      return document.querySelector('.blank[role=status]') ? rows.length === 0 : rows.length > 0 && rows.some(marked);
    };
    let asked = null;
    window.realFetch ??= window.fetch;
    window.fetch = (what, how) => {
      if (String(what).includes('list_glimmers')) asked ??= performance.now();
      return window.realFetch(what, how);
    };
    field.focus();
    field.value = typed;
    const began = performance.now();
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    const look = () => {
      if (!answers()) return requestAnimationFrame(look);
      // What is there when a frame begins is painted in it.
      setTimeout(() => {
        const now = performance.now();
        done([now - began, asked === null ? null : now - asked]);
      });
    };
    requestAnimationFrame(look)";

pub fn measure(ground: &Ground) -> Measured {
    tokio::runtime::Runtime::new()?.block_on(in_app(ground))
}

async fn in_app(ground: &Ground) -> Measured {
    let size = ground.scale.most;
    let evening = Evening::begin();
    let home = ground.home(size)?;
    home.move_in(&evening.desktop, &json!({ "appearance": "day" }))?;
    let driven = Driven::start(&evening.desktop, &[]).await;
    let page = driven.turn_to(Page::Main).await;
    driven.go("glimmers").await;
    driven.find("article .yours").await;
    driven.focus(&evening.desktop, "[role=searchbox]").await;
    let (mut all, mut asked) = (Vec::new(), Vec::new());
    for nth in 0..=ground.scale.runs(ROUNDS) {
        for typed in TYPED.iter().flat_map(|typed| [typed, ""]) {
            let times = page.execute_async(TYPE, vec![json!(typed)]).await?;
            let (whole, since_asked): (f64, Option<f64>) = times.convert()?;
            // An empty field between two words is nothing that somebody searches for.
            if nth > 0 && !typed.is_empty() {
                all.push(whole);
                asked.extend(since_asked);
            }
        }
    }
    let figure = |what: &str, value| Figure::new("painted", what, value, Unit::Ms).glimmers(size.glimmers);
    Ok(vec![
        figure("search to painted, p95", quantile(&asked, 0.95)).at_most(40.0),
        figure("the same with the moment that waits for the next letter, p95", quantile(&all, 0.95)),
    ])
}
