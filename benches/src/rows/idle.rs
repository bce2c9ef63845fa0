//! What the app costs while nobody does anything: how often its threads wake, and how long they compute.

use std::{thread, time::Duration};

use journeys::{glimmer, wait_until};
use serde_json::json;

use super::{Evening, Measured};
use crate::{
    ground::Ground,
    processes::{Thread, between, threads},
    program::Program,
    table::{Figure, Unit},
};

const REMINDER: &str = "reminder";
/// It looks at the clock twice a minute, and once more when something happens.
const WAKES_A_MINUTE: f64 = 3.0;
const MS_A_MINUTE: f64 = 10.0;

pub fn measure(ground: &Ground) -> Measured {
    let mut figures = Vec::new();
    for (warm, name) in [(true, "windows kept ready"), (false, "windows made anew")] {
        let seconds = ground.scale.seconds(300);
        let done = rested(ground, warm, seconds)?;
        print(name, &done, seconds);
        let sum = |of: fn(&Thread) -> f64| done.iter().map(of).sum::<f64>() / seconds as f64;
        let figure = |what: &str, value, unit| Figure::new("idle", format!("{name}: {what}"), value, unit);
        figures.push(figure("of a core", sum(|thread| thread.ms) / 10.0, Unit::Percent).at_most(0.05));
        figures.push(figure("wake-ups of all its processes", sum(|thread| thread.wakes as f64), Unit::PerSecond).at_most(1.0));
        let reminders: Vec<_> = done.iter().filter(|thread| thread.name == REMINDER).collect();
        let [reminder] = reminders[..] else { return Err(format!("there is not exactly one thread named `{REMINDER}`").into()) };
        let minutes = seconds as f64 / 60.0;
        let wakes = reminder.wakes as f64 / minutes;
        figures.push(figure("wake-ups of the reminder in a minute", wakes, Unit::Count).at_most(WAKES_A_MINUTE));
        figures.push(figure("the reminder computes in a minute", reminder.ms / minutes, Unit::Ms).at_most(MS_A_MINUTE));
    }
    Ok(figures)
}

fn rested(ground: &Ground, warm: bool, seconds: u64) -> Result<Vec<Thread>, Box<dyn std::error::Error>> {
    let evening = Evening::begin();
    let home = ground.home(ground.scale.many)?;
    home.move_in(&evening.desktop, &json!({ "keep_capture_warm": warm, "appearance": "day" }))?;
    let app = Program::start(&evening.desktop, &glimmer(), &["--hidden"]);
    if warm {
        app.said("the capture page is ready");
    }
    wait_until("the reminder waits", || threads(app.id()).values().any(|thread| thread.name == REMINDER));
    app.comes_to_rest();
    let before = threads(app.id());
    thread::sleep(Duration::from_secs(seconds));
    Ok(between(&before, &threads(app.id())))
}

/// Which threads they were.
fn print(name: &str, done: &[Thread], seconds: u64) {
    let mut awake: Vec<_> = done.iter().filter(|thread| thread.wakes > 0 || thread.ms > 0.0).collect();
    awake.sort_by(|one, other| other.wakes.cmp(&one.wakes).then(other.ms.total_cmp(&one.ms)));
    println!("\n{name}, {seconds} s\n{:16} {:16} {:>14} {:>14}", "process", "thread", "wake-ups/min", "CPU ms/min");
    let minutes = seconds as f64 / 60.0;
    for Thread { process, name, wakes, ms } in &awake {
        println!("{process:16} {name:16} {:>14.1} {:>14.2}", *wakes as f64 / minutes, ms / minutes);
    }
    println!("{} threads slept all the while.", done.len() - awake.len());
}
