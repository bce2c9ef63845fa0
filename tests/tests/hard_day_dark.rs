//! A hard day is dark from its first frame, whatever was in the window before.

use std::{
    process::Stdio,
    time::{Duration, Instant},
};

use glimmer_core::review::hard_day::Arrival;
use journeys::{Desktop, seed, wait_until};
use serde_json::json;

#[test]
fn from_the_tray_it_opens_dark_at_the_press_of_its_keys_and_never_shows_white_before() {
    let desktop = lit();
    let _app = desktop.start_and_wait(&["--hidden"]);
    opens_dark(&desktop);
}

#[test]
fn in_a_window_that_was_closed_just_now_it_never_shows_what_was_there() {
    let desktop = lit();
    let _app = desktop.start_and_wait(&[]);
    wait_until("its page is ready", || desktop.log().contains("the main page is ready"));
    desktop.close_main();
    opens_dark(&desktop);
}

/// Somebody who likes it light, and may need a hard day from anywhere.
fn lit() -> Desktop {
    let desktop = Desktop::new();
    desktop.choose(&json!({ "welcomed": true, "tray_explained": true, "settings": { "appearance": "day", "hard_day_everywhere": true } }));
    desktop.jot(&["rain on the skylight"]);
    desktop
}

fn opens_dark(desktop: &Desktop) {
    // The middle of the screen, where its page will be.
    let brightest = || {
        let mut look = desktop.command("import");
        look.args(["-window", "root", "-crop", "500x300+450+300", "-colorspace", "gray", "-format", "%[fx:mean]", "info:"]);
        let seen = look.stdout(Stdio::piped()).output().expect("ImageMagick is installed");
        String::from_utf8_lossy(&seen.stdout).trim().parse::<f64>().expect("a number")
    };
    assert!(brightest() < 0.1, "the desktop is dark");
    desktop.x(&["key", "ctrl+shift+h"]);
    let since = Instant::now();
    let mut looks = 0;
    while !(desktop.main_has_focus() && looks > 5) || since.elapsed() < Duration::from_secs(2) {
        let bright = brightest();
        assert!(bright < 0.35, "{bright} after {:?}", since.elapsed());
        looks += 1;
        assert!(since.elapsed() < journeys::PATIENCE, "it does not open");
    }
    desktop.x(&["key", "3"]);
    let visits = || seed::journal(desktop).visits().unwrap();
    wait_until("a door was taken", || visits().first().is_some_and(|visit| visit.arrival == Some(Arrival::NotSure)));
    assert!(visits()[0].closed_at.is_none());
    wait_until("the evening is quiet", || desktop.device()["reminder"]["quiet_on"].is_string());
    desktop.close_main();
    wait_until("the visit has ended", || visits()[0].closed_at.is_some());
}
