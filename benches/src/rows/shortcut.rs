//! From a key to the caret: the shortcut is pressed in another program while the app rests in its tray. The hard day's, too.

use std::{thread, time::Duration};

use journeys::{glimmer, wait_until};
use serde_json::json;

use super::{Evening, Measured};
use crate::{
    ground::Ground,
    keys::{CONTROL, ESCAPE, Keys, SHIFT},
    program::Program,
    table::{Figure, Unit, median, quantile},
};

const RUNS: usize = 50;
const G: u32 = b'g' as u32;
const H: u32 = b'h' as u32;
/// A person does something else in between.
const PAUSE: Duration = Duration::from_millis(400);

pub fn measure(ground: &Ground) -> Measured {
    let mut figures = Vec::new();
    for (warm, name, reach) in [(true, "window kept ready", 90.0), (false, "window made anew", 200.0)] {
        let (all, own) = capture(ground, warm)?;
        let figure = |what: &str, value| Figure::new("shortcut", format!("{name}: {what}"), value, Unit::Ms);
        figures.push(figure("key to caret, median", median(&all)));
        figures.push(figure("key to caret, p95", quantile(&all, 0.95)).at_most(reach));
        let ours = figure("our own part of it, p95", quantile(&own, 0.95));
        figures.push(if warm { ours.at_most(20.0) } else { ours });
        let visits = hard_day(ground, warm)?;
        // Windows that are not made anew stay for some minutes after they are closed.
        let name = if warm { "window closed just before" } else { name };
        let what = format!("{name}: key to a hard day’s page, median");
        figures.push(Figure::new("shortcut", what, median(&visits), Unit::Ms));
    }
    Ok(figures)
}

/// A person with a journal of some years, whose app rests in the tray, and who writes in another window.
fn resting(
    ground: &Ground,
    evening: &mut Evening,
    warm: bool,
) -> Result<(crate::ground::Home, Program, String), Box<dyn std::error::Error>> {
    let home = ground.home(ground.scale.many)?;
    let settings = json!({ "keep_capture_warm": warm, "hard_day_everywhere": true, "appearance": "day" });
    home.move_in(&evening.desktop, &settings)?;
    let app = Program::start(&evening.desktop, &glimmer(), &["--hidden"]);
    if warm {
        app.said("the capture page is ready");
    }
    app.comes_to_rest();
    let (other, _) = evening.desktop.other_program();
    Ok((home, app, other))
}

/// Milliseconds from the key to the caret, and from our hearing of the key to the caret.
fn capture(ground: &Ground, warm: bool) -> Result<(Vec<f64>, Vec<f64>), Box<dyn std::error::Error>> {
    let mut evening = Evening::begin();
    let (_home, app, other) = resting(ground, &mut evening, warm)?;
    let (desktop, keys) = (&evening.desktop, Keys::of(&evening.desktop));
    let (mut all, mut own) = (Vec::new(), Vec::new());
    // The first is still finding its fonts, and is not counted.
    for nth in 0..=ground.scale.runs(RUNS) {
        desktop.activate(&other);
        thread::sleep(PAUSE);
        app.forget();
        let pressed = keys.press(&[CONTROL, SHIFT], G);
        let heard = app.said("a shortcut was pressed");
        let caret = app.said("the caret is there");
        wait_until("capture has the focus", || desktop.capture_has_focus());
        // In the same instant it would be a key that somebody pressed before.
        thread::sleep(PAUSE);
        keys.press(&[], ESCAPE);
        app.said("capture hides");
        wait_until("capture is gone", || !desktop.capture_is_visible());
        if nth > 0 {
            all.push((caret - pressed).as_secs_f64() * 1e3);
            own.push((caret - heard).as_secs_f64() * 1e3);
        }
    }
    Ok((all, own))
}

/// Milliseconds from the key until the page of a hard day asks for its visit, which it does when it is there.
fn hard_day(ground: &Ground, warm: bool) -> Result<Vec<f64>, Box<dyn std::error::Error>> {
    const RUNS: usize = 15;
    let mut evening = Evening::begin();
    let (_home, app, other) = resting(ground, &mut evening, warm)?;
    let (desktop, keys) = (&evening.desktop, Keys::of(&evening.desktop));
    let mut all = Vec::new();
    for nth in 0..=ground.scale.runs(RUNS) {
        desktop.activate(&other);
        thread::sleep(PAUSE);
        app.forget();
        let pressed = keys.press(&[CONTROL, SHIFT], H);
        let begun = app.said("a hard day begins");
        wait_until("the window is there", || desktop.main_is_visible());
        // A page that does not listen yet would not be asked, and go for good.
        app.comes_to_rest();
        desktop.close_main();
        if nth > 0 {
            all.push((begun - pressed).as_secs_f64() * 1e3);
        }
    }
    Ok(all)
}
