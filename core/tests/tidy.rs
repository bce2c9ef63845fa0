//! The house rules that are cheap to check by machine.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every source file of ours below `folder` with one of these endings.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    fn walk(path: &Path, endings: &[&str], found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()) {
            let name = entry.file_name().unwrap().to_string_lossy().into_owned();
            if entry.is_dir() {
                if !["node_modules", "dist", "gen", "bindings", "target"].contains(&name.as_str()) {
                    walk(&entry, endings, found);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push((entry.display().to_string(), fs::read_to_string(&entry).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), endings, &mut found);
    found
}

fn all_sources() -> Vec<(String, String)> {
    ["benches", "core", "src-tauri", "ui/src", "tests", "xtask"]
        .iter()
        .flat_map(|folder| files(folder, &[".rs", ".ts", ".svelte", ".css"]))
        .collect()
}

#[test]
fn a_file_is_one_room() {
    for (path, text) in all_sources() {
        let lines = text.lines().count();
        let reason = text.lines().take(6).any(|line| line.contains("Long because"));
        assert!(lines <= 420 || reason, "{path} has {lines} lines and no “Long because …” at its top");
    }
}

#[test]
fn the_core_knows_nothing_of_windows_and_the_network() {
    for (path, text) in files("core/src", &[".rs"]) {
        for word in ["tauri::", "std::net", "reqwest"] {
            assert!(!text.contains(word), "{path} mentions {word}");
        }
    }
}

#[test]
fn one_file_of_the_ui_speaks_to_the_shell() {
    for (path, text) in files("ui/src", &[".ts", ".svelte"]) {
        assert!(path.ends_with("api/client.ts") || !text.contains("from \"@tauri-apps"), "{path} imports @tauri-apps");
    }
}

/// The keys of the sections that the Rust side speaks: notifications, tray, start and terminal, and the session sheet.
fn spoken_keys() -> BTreeSet<String> {
    let words = fs::read_to_string(root().join("words/en.ftl")).unwrap();
    let ours = words
        .split("\n## ")
        .filter(|section| ["Notifications", "Tray", "Start", "Session sheet"].iter().any(|name| section.starts_with(name)));
    ours.flat_map(str::lines)
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.to_owned())
        .filter(|key| !key.starts_with('#'))
        .collect()
}

#[test]
fn every_word_that_rust_speaks_exists_and_every_such_word_is_spoken() {
    let keys = spoken_keys();
    assert!(keys.len() > 10);
    let speak = ["src-tauri/src", "core/src/reminder", "core/src/sheet"];
    let sources: String = speak.into_iter().flat_map(|folder| files(folder, &[".rs"])).map(|(_, text)| text).collect();
    for key in &keys {
        assert!(sources.contains(&format!("\"{key}\"")), "nobody says {key}");
        assert_ne!(glimmer_core::words::say(key), *key, "{key} has no words");
    }
    for rest in sources.split("say(\"").skip(1) {
        let key = rest.split('"').next().unwrap();
        assert!(keys.contains(key), "{key} is said, but stands in none of Rust's sections");
    }
}

#[test]
fn words_that_would_hurt_are_not_there() {
    let words = fs::read_to_string(root().join("words/en.ftl")).unwrap().to_lowercase();
    let said: Vec<_> = words.lines().filter(|line| !line.starts_with('#')).collect();
    for never in ["streak", "score", "goal", "missed", "failed", "overdue", "don’t forget", "don't forget", "good vibes"] {
        assert!(!said.iter().any(|line| line.split_once('=').is_some_and(|(_, value)| value.contains(never))), "“{never}” is in the words");
    }
}
