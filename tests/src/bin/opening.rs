//! How long a hard day takes to open while the app runs in the tray: from the press of the keys to the page asking for its
//! visit, which it does when it is there, and to the window being on the screen. Run with `cargo run -p journeys --bin opening`.

use std::time::{Duration, Instant};

use glimmer_core::{
    chrono::{DateTime, Utc},
    clock,
};
use journeys::{Desktop, wait_for, wait_until};
use serde_json::json;

const ROUNDS: usize = 15;

fn main() {
    for (kept_ready, name) in [(true, "closed just before, and not gone yet"), (false, "made anew each time")] {
        let desktop = Desktop::new();
        desktop.choose(&json!({ "welcomed": true, "tray_explained": true, "settings": {
            "hard_day_everywhere": true, "keep_capture_warm": kept_ready, "appearance": "day" } }));
        desktop.jot(&["rain on the skylight"]);
        let app = desktop.start(&[]);
        wait_until("the window is there", || desktop.main_has_focus());
        // One that was closed before would be made anew.
        wait_until("its page is ready", || desktop.log().contains("the main page is ready"));
        desktop.close_main();
        let (mut page, mut shown) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let before = begun(&desktop).len();
            let (pressed, since) = (clock::local().to_utc(), Instant::now());
            desktop.x(&["key", "ctrl+shift+h"]);
            wait_until("the window is there", || desktop.main_is_visible());
            shown.push(since.elapsed());
            let at = wait_for("the page asks for its visit", || begun(&desktop).get(before).copied());
            page.push((at - pressed).to_std().unwrap_or_default());
            desktop.close_main();
        }
        println!("{name}: the page is there after {}, the window is seen on the screen after {}", spread(&mut page), spread(&mut shown));
        println!("  memory of the app and its pages: {} MB", memory(app.id()) >> 10);
    }
}

/// When visits began, as the app says in its log.
fn begun(desktop: &Desktop) -> Vec<DateTime<Utc>> {
    let log = desktop.log();
    let lines = log.lines().filter(|line| line.contains("a hard day begins"));
    lines.filter_map(|line| line.split_whitespace().next()?.parse().ok()).collect()
}

fn spread(times: &mut [Duration]) -> String {
    times.sort();
    let ms = |nth: usize| times.get(nth).map_or(0, Duration::as_millis);
    format!("{} ms ({} to {})", ms(times.len() / 2), ms(0), ms(times.len() - 1))
}

/// What a process and all it started hold of memory, in kB; what several share is divided among them (PSS).
fn memory(process: u32) -> u64 {
    let read = |path: String| std::fs::read_to_string(path).unwrap_or_default();
    let rollup = read(format!("/proc/{process}/smaps_rollup"));
    let own = rollup.lines().find_map(|line| line.strip_prefix("Pss:")?.split_whitespace().next()?.parse().ok());
    let children = read(format!("/proc/{process}/task/{process}/children"));
    own.unwrap_or(0) + children.split_whitespace().filter_map(|id| id.parse().ok()).map(memory).sum::<u64>()
}
