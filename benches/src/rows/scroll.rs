//! Whether a frame is late while somebody scrolls Glimmers or pans the sky. The screen of a test has no graphics card, so a page
//! with nothing in it, and one with nothing but words, are looked at in the same run.

use journeys::{Driven, Page};
use serde_json::json;

use super::{Evening, Measured};
use crate::{
    ground::Ground,
    journal::Size,
    table::{Figure, Unit, quantile},
};

const SECONDS: u64 = 15;
/// A frame at 30 in a second: what is longer is seen.
const LATE: f64 = 33.0;

/// Counts frames for some seconds, and says how long each took that came after the first second. `MOVE` is done in each.
const FRAMES: &str = "const [seconds, done] = arguments;
    BEGIN
    const times = [];
    const step = (now) => {
      times.push(now);
      const since = now - times[0];
      if (since > seconds * 1000) {
        const counted = times.filter((time) => time - times[0] > 1000);
        return done(counted.slice(1).map((time, nth) => time - counted[nth]));
      }
      MOVE
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step)";

const NOTHING: (&str, &str) = (
    "const here = document.querySelector('#here');",
    // Something must change, or there is no frame to be late.
    "here.style.transform = `translateX(${times.length % 200}px)`;",
);
/// As many words as the list has, and nothing that draws them but the engine.
const WORDS: (&str, &str) = (
    "const here = document.querySelector('#here');
     for (let nth = 0; nth < 4000; nth++) {
       const words = document.createElement('p');
       words.textContent = `${nth}: rain on the skylight while everyone slept, and for a while nothing else was needed.`;
       here.append(words);
     }",
    "window.scrollBy(0, 70);",
);
pub const LIST: (&str, &str) = ("const scroller = document.querySelector('article').closest('.scroll');", "scroller.scrollTop += 70;");
const SKY: (&str, &str) = (
    "const stage = document.querySelector('.stage');
     // No hand holds this pointer.
     stage.setPointerCapture = () => undefined;
     const { width, height } = stage.getBoundingClientRect();
     const at = (turn) => ({ clientX: width / 2 + (width / 3) * Math.cos(turn), clientY: height / 2 + (height / 3) * Math.sin(turn) });
     const pointer = (type, turn) => stage.dispatchEvent(
       new PointerEvent(type, { bubbles: true, pointerId: 1, pointerType: 'mouse', button: 0, buttons: 1, ...at(turn) }));
     for (let nth = 0; nth < 6; nth++)
       stage.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, deltaY: -120, ...at(0) }));
     pointer('pointerdown', 0);",
    "pointer('pointermove', since / 700);",
);

pub fn measure(ground: &Ground) -> Measured {
    tokio::runtime::Runtime::new()?.block_on(async {
        let (nothing, words) = (empty(ground, NOTHING).await?, empty(ground, WORDS).await?);
        let list = glimmer(ground, ground.scale.most, "glimmers", "article .yours", LIST).await?;
        let sky = glimmer(ground, ground.scale.many, "sky", ".stage canvas", SKY).await?;
        let mut figures = Vec::new();
        for (name, size, frames, empty) in [("Glimmers", ground.scale.most, list, words), ("the sky", ground.scale.many, sky, nothing)] {
            let figure = |what: &str, value, unit| Figure::new("scroll", format!("{name}: {what}"), value, unit).glimmers(size.glimmers);
            figures.push(figure("longest frame", quantile(&frames, 1.0), Unit::Ms).against(quantile(&empty, 1.0)).at_most(LATE));
            figures.push(figure("frame, p95", quantile(&frames, 0.95), Unit::Ms).against(quantile(&empty, 0.95)));
            figures.push(figure("late frames", late(&frames), Unit::Percent).against(late(&empty)));
        }
        Ok(figures)
    })
}

fn late(frames: &[f64]) -> f64 {
    frames.iter().filter(|frame| **frame > LATE).count() as f64 / frames.len() as f64 * 100.0
}

async fn empty(ground: &Ground, moves: (&str, &str)) -> Result<Vec<f64>, Box<dyn std::error::Error>> {
    let evening = Evening::begin();
    let driven = Driven::start_by(&evening.desktop, &ground.empty).await;
    frames(ground, &driven, "#here", moves).await
}

async fn glimmer(
    ground: &Ground,
    size: Size,
    view: &str,
    there: &str,
    moves: (&str, &str),
) -> Result<Vec<f64>, Box<dyn std::error::Error>> {
    let evening = Evening::begin();
    let home = ground.home(size)?;
    home.move_in(&evening.desktop, &json!({ "appearance": "day" }))?;
    let driven = Driven::start(&evening.desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.go(view).await;
    frames(ground, &driven, there, moves).await
}

pub async fn frames(ground: &Ground, driven: &Driven, there: &str, moves: (&str, &str)) -> Result<Vec<f64>, Box<dyn std::error::Error>> {
    let page = driven.turn_to(Page::Main).await;
    // The list replaces its first rows as it finds out how high they are: no row is held on to.
    driven.wait_until(&format!("document.querySelector('{there}')")).await;
    let script = FRAMES.replace("BEGIN", moves.0).replace("MOVE", moves.1);
    let frames = page.execute_async(&script, vec![json!(ground.scale.seconds(SECONDS))]).await?;
    Ok(frames.convert()?)
}
