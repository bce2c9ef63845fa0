//! The network: the app lives through a day under strace, driven by keys alone, for WebDriver itself speaks to it over TCP.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use glimmer_core::{Folder, Journal, ListQuery, RecoveryCode, Secret};

use super::{Bench, Outcome};
use crate::{Desktop, Panel, Running, glimmer, seed, wait_until};

const PASSPHRASE: &str = "warm bread at the corner";

/// What needs no network: other programs on this computer, and the kernel.
const LOCAL: [&str; 2] = ["AF_UNIX", "AF_NETLINK"];

pub fn run(bench: &Bench) -> Outcome {
    let mut broken = Vec::new();
    let trace = bench.folder();
    let trace = trace.path().join("calls");
    broken.extend(deaf(&trace));
    let (days, calls) = (bench.rounds(1, 3), day(&trace));
    let mut calls = vec![calls];
    calls.extend((1..days).map(|_| day(&trace)));
    let calls = calls.concat();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for call in &calls {
        // `socket(AF_UNIX, SOCK_STREAM…`, `socketpair(AF_UNIX, …`, `connect(9, {sa_family=AF_UNIX, …`; what a message says of others
        // (`rtm_family=`: the kernel lists its routes) is no socket.
        let named = ["socket(", "socketpair(", "sa_family="].into_iter().flat_map(|before| call.split(before).skip(1));
        let families = named.filter_map(|rest| rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).next());
        for family in families {
            *kinds.entry(family.to_owned()).or_default() += 1;
            if !LOCAL.contains(&family) {
                broken.push(call.clone());
            }
        }
    }
    if !kinds.contains_key("AF_UNIX") {
        broken.push(format!("not even the screen was spoken to: {kinds:?}"));
    }
    let kinds: Vec<_> = kinds.iter().map(|(family, times)| format!("{family} {times}")).collect();
    let figures = format!("{} network calls of the app and its processes, 0 beyond this computer ({})", calls.len(), kinds.join(", "));
    Outcome { rounds: days, figures, broken }
}

/// Whether strace would miss one that does use the network.
fn deaf(trace: &Path) -> Option<String> {
    let mut one = traced(Command::new("strace"), trace);
    one.args(["python3", "-c", "import socket; socket.socket(socket.AF_INET6).connect_ex(('::1', 9))"]);
    one.status().expect("strace is installed");
    (!read(trace).iter().any(|call| call.contains("AF_INET6"))).then(|| "a connection was not seen".to_owned())
}

fn traced(mut strace: Command, trace: &Path) -> Command {
    // `seccomp-bpf` stops only at these calls, so the app goes nearly as fast as ever.
    strace.args(["-f", "--seccomp-bpf", "-qq", "-e", "trace=%network", "-e", "signal=none", "-o"]).arg(trace);
    strace
}

fn read(trace: &Path) -> Vec<String> {
    fs::read_to_string(trace).expect("what strace wrote").lines().map(str::to_owned).collect()
}

/// Capture, list, settings, a hard day, the lock, a copy. Returns every call that has to do with a network.
fn day(trace: &Path) -> Vec<String> {
    let desktop = Desktop::bare();
    seed::three(&desktop);
    seed::supports(&desktop);
    let code = RecoveryCode::generate().expect("a code");
    let mut closed = Journal::open(Folder::at(desktop.home())).expect("a journal").close();
    let now = seed::now();
    closed.renew(None, &Secret::new(PASSPHRASE), &code, now, &mut |_| ()).expect("a passphrase");
    let panel = Panel::on(&desktop);
    let log = fs::File::create(desktop.scratch("glimmer.log")).expect("a log");
    let mut strace = traced(desktop.command("strace"), trace);
    let mut app = Running::of(strace.arg(glimmer()).env("GLIMMER_LOG", "info").stderr(log));
    let says = |what: &'static str, times| wait_until(what, || desktop.log().matches(what).count() >= times);

    says("the main page is ready", 1);
    wait_until("the main window", || desktop.main_is_visible());
    desktop.focus_main();
    wait_until("the passphrase reaches the field and opens it", || {
        desktop.x(&["key", "ctrl+a", "type", "--delay", "12", PASSPHRASE]);
        desktop.x(&["key", "Return"]);
        desktop.log().contains("the journal is open")
    });
    // A moment that is kept from anywhere.
    desktop.open_capture();
    // So soon after a start its page is made only now.
    says("the caret is there", 1);
    desktop.type_words("the kettle, just before it boils http://example.org");
    desktop.x(&["key", "Return"]);
    wait_until("it is kept, and the window has gone", || desktop.log().contains("capture hides"));
    desktop.focus_main();
    let journal = Journal::unlock(Folder::at(desktop.home()), &Secret::new(PASSPHRASE)).expect("the passphrase opens it");
    let holds = |trash, text: &str| {
        let page = journal.list(&ListQuery { trash, ..ListQuery::default() }).expect("a list");
        page.glimmers.iter().any(|one| one.text.starts_with(text))
    };
    // The list: what is found there goes to the trash.
    desktop.x(&["key", "ctrl+f"]);
    desktop.type_words("skylight");
    wait_until("it is in the trash", || {
        desktop.x(&["key", "Down", "Delete"]);
        holds(true, "Rain on the skylight")
    });
    // Settings, the keys, where one can go.
    desktop.x(&["key", "ctrl+comma", "F1", "Escape", "ctrl+k"]);
    wait_until("a hard day", || {
        desktop.x(&["key", "Escape", "ctrl+shift+h"]);
        desktop.log().contains("Visiting(true)")
    });
    wait_until("somebody arrives there", || {
        desktop.x(&["key", "3"]);
        journal.visits().is_ok_and(|visits| !visits.is_empty())
    });
    let copies = || fs::read_dir(desktop.home().join("backups")).into_iter().flatten().count();
    wait_until("the copy of the day", || copies() > 0);
    assert!(holds(false, "the kettle") || holds(true, "the kettle"), "capture kept it");
    drop(journal);
    panel.press("Lock");
    says("the journal is locked", 1);
    assert!(desktop.terminal(&["jot", "sealed"]).status.success(), "a locked journal takes words");
    panel.press("Quit");
    wait_until("it ends", || app.has_ended());
    read(trace)
}
