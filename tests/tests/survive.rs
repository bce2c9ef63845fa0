//! kill -9 at random moments: every acknowledged glimmer is there, and the journal is whole.

use std::{
    collections::HashSet,
    hash::{BuildHasher, Hasher, RandomState},
    io::{BufRead, BufReader},
    process::Stdio,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use journeys::{Desktop, Driven, Page};
use serde_json::Value;
use thirtyfour::{Key, prelude::*};

/// A random number of milliseconds: where the kill falls is not ours to choose.
fn moment_within(milliseconds: u64) -> Duration {
    Duration::from_millis(RandomState::new().build_hasher().finish() % milliseconds)
}

fn check(desktop: &Desktop, acknowledged: &HashSet<String>, field: &str) {
    let there: HashSet<String> = desktop.list(&[]).iter().map(|one: &Value| one[field].as_str().unwrap_or_default().to_owned()).collect();
    // Words typed while a draft came back follow it, so what a kill left half written may stand before them.
    let is_there = |one: &str| there.contains(one) || there.iter().any(|text| text.ends_with(one));
    let missing: Vec<_> = acknowledged.iter().filter(|one| !is_there(one)).collect();
    assert!(missing.is_empty(), "acknowledged and gone: {missing:?}");
    let journal = journeys::raw_journal(&desktop.home());
    let whole: String = journal.query_row("pragma integrity_check", [], |row| row.get(0)).expect("it answers");
    assert_eq!(whole, "ok");
    let mut cipher = journal.prepare("pragma cipher_integrity_check").expect("it is SQLCipher");
    let damaged: Vec<String> = cipher.query_map([], |row| row.get(0)).expect("it answers").map(|line| line.expect("a line")).collect();
    assert!(damaged.is_empty(), "{damaged:?}");
    let lost: i64 = journal.query_row("select lost from journal", [], |row| row.get(0)).expect("it answers");
    assert_eq!(lost, 0, "the journal itself noticed a loss");
}

#[test]
fn eighty_kills_while_the_terminal_keeps() {
    let desktop = Desktop::new();
    let mut acknowledged = HashSet::new();
    for round in 0..80 {
        // A loop of its own, so that the kill falls anywhere: into a start, a keep, or a checkpoint.
        let script = format!("while :; do \"$0\" jot \"round {round}\"; done");
        let mut loop_ = desktop.command("setsid");
        let mut child = loop_.args(["sh", "-c", &script]).arg(journeys::glimmer()).stdout(Stdio::piped()).spawn().expect("a shell");
        let mut output = BufReader::new(child.stdout.take().expect("piped")).lines().map_while(Result::ok);
        let first = output.next().expect("one is kept");
        let reader = thread::spawn(move || output.chain([first]).collect::<Vec<_>>());
        let until = Instant::now() + moment_within(150);
        while Instant::now() < until {
            thread::yield_now();
        }
        let group = format!("-{}", child.id());
        desktop.command("kill").args(["-9", "--", &group]).status().expect("kill");
        child.wait().expect("it ended");
        acknowledged.extend(reader.join().expect("the ids").into_iter().filter(|line| line.len() == 36));
    }
    assert!(acknowledged.len() >= 80, "only {} were acknowledged, which proves little", acknowledged.len());
    check(&desktop, &acknowledged, "id");
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_kills_while_the_capture_window_keeps() {
    let desktop = Desktop::new();
    let acknowledged = Arc::new(Mutex::new(HashSet::new()));
    let a_few_keepings = a_few_keepings(&desktop).await;
    for round in 0..30 {
        let driven = Driven::start(&desktop, &["--hidden"]).await;
        driven.turn_to(Page::Capture).await;
        driven.find("textarea").await;
        let app = driven.app_id().expect("it runs").to_string();
        let wait = moment_within(a_few_keepings);
        let killer = thread::spawn(move || {
            thread::park_timeout(wait);
            std::process::Command::new("kill").args(["-9", &app]).status().expect("kill");
        });
        for n in 0.. {
            let words = format!("window {round} {n}");
            if keep(&driven, &words).await.is_err() {
                break;
            }
            acknowledged.lock().expect("no panic").insert(words);
        }
        killer.join().expect("it killed");
        drop(driven);
        check(&desktop, &acknowledged.lock().expect("no panic"), "text");
    }
    assert!(acknowledged.lock().expect("no panic").len() > 20, "too few were acknowledged to prove anything");
}

/// How many milliseconds six keepings may take on this machine: a kill within them falls into any part of one.
async fn a_few_keepings(desktop: &Desktop) -> u64 {
    let driven = Driven::start(desktop, &["--hidden"]).await;
    driven.turn_to(Page::Capture).await;
    driven.find("textarea").await;
    let start = Instant::now();
    keep(&driven, "before all of them").await.expect("nobody kills it yet");
    u64::try_from(start.elapsed().as_millis() * 6).expect("not that long").max(1200)
}

/// Types a line, presses Enter, and returns once the window says that it is kept.
async fn keep(driven: &Driven, words: &str) -> WebDriverResult<()> {
    let field = driven.driver().find(By::Css("textarea")).await?;
    // A draft that a kill left behind is kept with the words; so it goes first, as a person would do it.
    field.send_keys(Key::Control + "a").await?;
    field.send_keys(words).await?;
    field.send_keys(Key::Enter).await?;
    loop {
        // Not `innerText`: this window was never shown, so it is 0 pixels wide, and the kept page clips what is beyond it. For
        // WebKit nothing of that is drawn text.
        let said = driven.driver().execute("return document.querySelector('.line')?.textContent.trim() ?? ''", vec![]).await?;
        if said.json().as_str().is_some_and(|line| line.starts_with("Kept.")) {
            return Ok(());
        }
    }
}
