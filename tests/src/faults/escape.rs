//! Ways out of a window: words that are markup, commands of another window, the network, another page.

mod outside;
mod words;

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::{Value, json};

use self::outside::Outside;
use super::{Bench, Outcome};
use crate::{Desktop, Driven, Page};

/// What such a page would try.
const ATTEMPTS: &str = include_str!("escape/attempts.js");

/// Of Tauri and its plugins: what would make windows, lead them elsewhere, read files, start programs. No window may.
const FOREIGN: &[&str] = &[
    "plugin:app|version",
    "plugin:autostart|enable",
    "plugin:dialog|open",
    "plugin:dialog|save",
    "plugin:event|emit",
    "plugin:event|emit_to",
    "plugin:fs|read_text_file",
    "plugin:global-shortcut|register",
    "plugin:http|fetch",
    "plugin:image|from_path",
    "plugin:menu|new",
    "plugin:opener|open_url",
    "plugin:path|resolve_directory",
    "plugin:process|exit",
    "plugin:resources|close",
    "plugin:shell|execute",
    "plugin:tray|new",
    "plugin:webview|create_webview",
    "plugin:webview|create_webview_window",
    "plugin:webview|internal_toggle_devtools",
    "plugin:webview|set_webview_zoom",
    "plugin:window-state|save_window_state",
    "plugin:window|close",
    "plugin:window|create",
    "plugin:window|set_title",
    "plugin:window|show",
];

pub fn run(bench: &Bench) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let outside = Outside::listen();
        let mut tried = Tried::default();
        let desktop = Desktop::bare();
        let driven = words::keep(&desktop, &outside, &mut tried).await;
        words::look(&desktop, &driven, &mut tried).await;
        rights(&driven, &mut tried).await;
        policy(&driven, &outside, &mut tried).await;
        leaving(&driven, &outside, &mut tried).await;
        if bench.rounds(0, 1) == 1 {
            driven.turn_to(Page::Capture).await;
            policy(&driven, &outside, &mut tried).await;
        }
        heard(&outside, "all", &mut tried);
        tried.must(desktop.opened().is_empty(), || format!("the system was asked to open {}", desktop.opened()));
        Outcome { rounds: tried.rounds, figures: tried.figures.join("; "), broken: tried.broken }
    })
}

/// What was tried so far.
#[derive(Default)]
struct Tried {
    rounds: usize,
    figures: Vec<String>,
    broken: Vec<String>,
}

impl Tried {
    fn must(&mut self, holds: bool, else_said: impl FnOnce() -> String) {
        self.rounds += 1;
        if !holds {
            self.broken.push(else_said());
        }
    }
}

/// Every command there is, from each window that was not given it.
async fn rights(driven: &Driven, tried: &mut Tried) {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri");
    let read = |name: &str| fs::read_to_string(source.join(name)).expect("the source of the shell");
    // Two lists that are written by hand: what one of them lacks is in the other.
    let named = read("build.rs");
    let mut all: BTreeSet<_> = named.split('"').skip(1).step_by(2).collect();
    let handled = read("src/commands/mod.rs");
    let (_, handler) = handled.split_once("generate_handler![").expect("the list of commands");
    all.extend(handler.split(',').filter_map(|line| line.trim().rsplit_once("::")).map(|(_, name)| name));
    all.retain(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));

    let (mut own, mut foreign) = (0, 0);
    for (page, window) in [(Page::Main, "main"), (Page::Capture, "capture")] {
        driven.turn_to(page).await;
        let capability: Value = serde_json::from_str(&read(&format!("capabilities/{window}.json"))).expect("a capability");
        let granted: BTreeSet<_> = capability["permissions"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let answers = driven.invoke("settings", &json!({})).await;
        tried.must(answers.is_ok(), || format!("{window} may ask for the settings, and hears {answers:?}"));
        for command in all.iter().filter(|name| !granted.contains(format!("allow-{}", name.replace('_', "-")).as_str())) {
            own += 1;
            refused(driven, window, command, tried).await;
        }
        for command in FOREIGN {
            foreign += 1;
            refused(driven, window, command, tried).await;
        }
    }
    // Whoever moves the lists moves them here too.
    tried.must(all.len() > 90 && own > 70, || format!("only {own} of {} commands were tried", all.len()));
    tried.figures.push(format!("{own} commands called from a window without them, {foreign} of Tauri's own: all refused"));
}

async fn refused(driven: &Driven, window: &str, command: &str, tried: &mut Tried) {
    let answer = driven.invoke(command, &json!({})).await;
    let is_refused =
        answer.as_ref().is_err_and(|why| why.as_str().is_some_and(|why| why.contains("not allowed") || why.contains("not found")));
    tried.must(is_refused, || format!("{window} called {command}, and heard {answer:?}"));
}

/// Whether the other end heard of it, so far.
fn heard(outside: &Outside, name: &str, tried: &mut Tried) {
    let heard = outside.take_heard();
    tried.must(heard.is_empty(), || format!("after “{name}” somebody outside was asked: {heard:?}"));
}

/// Tries one by its name; the answer says whether it got through, and how that was known.
async fn attempt(driven: &Driven, name: Option<&str>, outside: &Outside) -> Value {
    let answer = driven.driver().execute_async(ATTEMPTS, vec![json!(name), json!(outside.address())]).await;
    answer.unwrap_or_else(|error| panic!("{name:?}: {error}")).json().clone()
}

async fn attempts(driven: &Driven, outside: &Outside) -> [Vec<String>; 2] {
    serde_json::from_value(attempt(driven, None, outside).await).expect("two lists of names")
}

/// Runs, draws and fetches what the page may not.
async fn policy(driven: &Driven, outside: &Outside, tried: &mut Tried) {
    let [reach, _] = attempts(driven, outside).await;
    for name in &reach {
        let said = attempt(driven, Some(name), outside).await;
        tried.must(said[0] == false, || format!("{name}: {}", said[1]));
        heard(outside, name, tried);
    }
    tried.figures.push(format!("{} ways to run, draw or fetch something: all refused", reach.len()));
}

/// Leads the window elsewhere: it stays, with what is on it, and there is no other.
async fn leaving(driven: &Driven, outside: &Outside, tried: &mut Tried) {
    driven.turn_to(Page::Main).await;
    let windows = driven.driver().windows().await.expect("the driver answers").len();
    driven.driver().execute("window.__same = true", vec![]).await.expect("the page answers");
    let [_, leave] = attempts(driven, outside).await;
    for name in &leave {
        attempt(driven, Some(name), outside).await;
        // What goes to the app comes after the question whether the page may go.
        for _ in 0..2 {
            let answer = driven.invoke("settings", &json!({})).await;
            tried.must(answer.is_ok(), || format!("{name}: the page does not go on, {answer:?}"));
        }
        let stays = driven.holds("window.__same && location.origin === 'tauri://localhost' && document.querySelector('nav a')").await;
        let left = driven.driver().windows().await.expect("the driver answers").len();
        heard(outside, name, tried);
        tried.must(stays && left == windows, || format!("{name}: the page stays: {stays}; {left} pages of {windows}"));
    }
    tried.figures.push(format!("{} ways to another page: it stays", leave.len()));
}
