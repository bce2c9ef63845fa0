//! What the app holds of memory while it rests in the tray, with all its processes.

use std::{
    thread,
    time::{Duration, Instant},
};

use journeys::{glimmer, wait_until};
use serde_json::json;

use super::{DRAWN, Evening, Measured, millis};
use crate::{
    ground::Ground,
    keys::{CONTROL, ESCAPE, Keys, SHIFT},
    processes::memory,
    program::Program,
    table::{Figure, Unit},
};

pub fn measure(ground: &Ground) -> Measured {
    let rest = Duration::from_secs(ground.scale.seconds(60));
    let none = held(ground, false, &["--hidden"], rest)?;
    let warm = held(ground, true, &["--hidden"], rest)?;
    let open = held(ground, true, &[], rest)?;
    let (closed, reached, after) = closed_again(ground, open)?;
    let figure = |what: &str, value| Figure::new("memory", what, value, Unit::Mb);
    Ok(vec![
        figure("since login, no window yet", none).at_most(65.0),
        figure("capture kept ready, against the main window open", warm).against(open).at_most_ratio(0.85),
        figure("windows used and closed for 10 minutes, against the main window open", closed).against(open).at_most_ratio(0.65),
        Figure::new("memory", "until it was within that reach", reached, Unit::Seconds),
        figure("windows used and closed just now", after),
    ])
}

fn held(ground: &Ground, warm: bool, args: &[&str], rest: Duration) -> Result<f64, Box<dyn std::error::Error>> {
    let evening = Evening::begin();
    let home = ground.home(ground.scale.many)?;
    home.move_in(&evening.desktop, &json!({ "keep_capture_warm": warm, "appearance": "day" }))?;
    let app = Program::start(&evening.desktop, &glimmer(), args);
    if args.is_empty() {
        app.said(DRAWN);
    }
    thread::sleep(rest);
    Ok(memory(app.id()))
}

/// After both windows were used and closed: what is held in the end, after how many seconds it was within reach, and what is held
/// at once.
fn closed_again(ground: &Ground, open: f64) -> Result<(f64, f64, f64), Box<dyn std::error::Error>> {
    let evening = Evening::begin();
    let (desktop, keys) = (&evening.desktop, Keys::of(&evening.desktop));
    let home = ground.home(ground.scale.many)?;
    home.move_in(desktop, &json!({ "appearance": "day" }))?;
    let app = Program::start(desktop, &glimmer(), &[]);
    app.said(DRAWN);
    app.comes_to_rest();
    desktop.focus_main();
    keys.press(&[CONTROL, SHIFT], u32::from(b'g'));
    wait_until("capture has the focus", || desktop.capture_has_focus());
    // In the same instant it would be a key that somebody pressed before.
    thread::sleep(Duration::from_secs(1));
    keys.press(&[], ESCAPE);
    wait_until("capture is gone", || !desktop.capture_is_visible());
    desktop.close_main();
    let (begun, patience) = (Instant::now(), Duration::from_secs(ground.scale.seconds(600)));
    thread::sleep(Duration::from_secs(2));
    let after = memory(app.id());
    let mut reached = f64::NAN;
    while begun.elapsed() < patience {
        if reached.is_nan() && memory(app.id()) <= 0.65 * open {
            reached = millis(begun) / 1e3;
        }
        thread::sleep(Duration::from_secs(5));
    }
    Ok((memory(app.id()), reached, after))
}
