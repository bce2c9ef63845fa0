//! From Enter on the lock screen until the list is drawn. What the passphrase itself costs (scrypt, so that guessing is slow) is
//! set aside.

use glimmer_core::{Closed, RecoveryCode, Secret};
use journeys::{Desktop, Driven, Page};
use serde_json::json;

use super::{Evening, Measured, ms, start};
use crate::{
    ground::{Ground, KEPT_TODAY},
    keys::{Keys, RETURN},
    table::{Figure, Unit, median},
};

const PASSPHRASE: &str = "warm bread at the corner";
const RUNS: usize = 10;

/// Waits for Enter, and then for the frame in which today's words are there. Pages tell time in whole milliseconds.
const WATCH: &str = "const [words] = arguments;
    window.addEventListener('keydown', (pressed) => {
      if (pressed.key !== 'Enter') return;
      const look = () => {
        if (!document.body.innerText.includes(words)) return requestAnimationFrame(look);
        // What is there when a frame begins is painted in it.
        setTimeout(() => (window.unlockTook = performance.now() - pressed.timeStamp));
      };
      requestAnimationFrame(look);
    }, true)";

pub fn measure(ground: &Ground) -> Measured {
    let (size, runs) = (ground.scale.many, ground.scale.runs(RUNS));
    let evening = Evening::begin();
    let home = ground.home(size)?;
    home.move_in(&evening.desktop, &json!({ "appearance": "day" }))?;
    let (mut closed, secret) = (home.journal()?.close(), Secret::new(PASSPHRASE));
    closed.renew(None, &secret, &RecoveryCode::generate()?, journeys::seed::now(), &mut |_| ())?;
    drop(closed);
    let runtime = tokio::runtime::Runtime::new()?;
    let keys = Keys::of(&evening.desktop);
    let (mut whole, mut scrypt) = (Vec::new(), Vec::new());
    // The first reads the programs from the disk, and is not counted.
    for nth in 0..=runs {
        let took = runtime.block_on(once(&evening.desktop, &keys))?;
        let (alone, _) = ms(|| Closed::unlock(home.folder(), &secret))?;
        if nth > 0 {
            whole.push(took);
            scrypt.push(alone);
        }
    }
    let (starts, _) = start::runs(ground, size, runs)?;
    let aside: Vec<_> = whole.iter().zip(&scrypt).map(|(whole, scrypt)| whole - scrypt).collect();
    let figure = |what: &str, value| Figure::new("unlock", what, value, Unit::Ms).glimmers(size.glimmers);
    Ok(vec![
        figure("Enter to list, median", median(&whole)),
        figure("scrypt alone, median", median(&scrypt)),
        figure("scrypt aside, against a start", median(&aside)).against(median(&starts)).at_most_ratio(1.2),
    ])
}

async fn once(desktop: &Desktop, keys: &Keys) -> Result<f64, Box<dyn std::error::Error>> {
    let driven = Driven::start(desktop, &[]).await;
    let page = driven.turn_to(Page::Main).await;
    driven.find("input[type=password]").await;
    driven.focus(desktop, "input[type=password]").await;
    desktop.type_words(PASSPHRASE);
    driven.wait_until(&format!("document.activeElement?.value === {}", json!(PASSPHRASE))).await;
    page.execute(WATCH, vec![json!(KEPT_TODAY[0])]).await?;
    keys.press(&[], RETURN);
    driven.wait_until("window.unlockTook").await;
    Ok(page.execute("return window.unlockTook", vec![]).await?.convert()?)
}
