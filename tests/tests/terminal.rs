//! The terminal: the same program, without a window.

use std::process::{Output, Stdio};

use journeys::Desktop;
use serde_json::{Value, json};

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

#[test]
fn jot_prints_the_id_and_list_shows_newest_first() {
    let desktop = Desktop::new();
    let first = desktop.terminal(&["jot", "first"]);
    let id = text(&first.stdout);
    assert_eq!((code(&first), id.len(), text(&first.stderr)), (Some(0), 36, String::new()));
    let second = desktop.terminal(&[
        "jot",
        "second",
        "--feeling",
        "calm",
        "--feeling",
        "at home",
        "--sense",
        "inside",
        "--tag",
        "@Marta",
        "--tag",
        "small",
        "--anchor",
        "--given",
        "--day",
        "2024-02-29",
        "--json",
    ]);
    let second: Value = serde_json::from_slice(&second.stdout).expect("the object");
    let list = desktop.list(&[]);
    assert_eq!(list[0]["id"], id.as_str());
    assert_eq!(list[1], second, "one shape everywhere");
    let mut keys: Vec<_> = second.as_object().unwrap().keys().map(String::as_str).collect();
    let mut documented =
        ["id", "day", "noticed_at", "text", "feelings", "senses", "tags", "anchor", "given", "photos", "created_at", "edited_at"];
    documented.sort_unstable();
    keys.sort_unstable();
    assert_eq!(keys, documented);
    assert_eq!(second["noticed_at"], Value::Null, "only the day is known");
    assert_eq!(second["tags"], json!(["@Marta", "#small"]));
    assert_eq!(second["day"], "2024-02-29");
    assert!(list[0]["noticed_at"].as_str().unwrap().ends_with(&text(&output_of(&desktop, "date", &["+%:z"]))), "with the local offset");
}

fn output_of(desktop: &Desktop, program: &str, args: &[&str]) -> Vec<u8> {
    desktop.command(program).args(args).stdout(Stdio::piped()).output().unwrap().stdout
}

#[test]
fn all_are_listed_without_a_limit_and_searched_as_plain_words() {
    let desktop = Desktop::new();
    for n in 0..12 {
        desktop.jot(&[&format!("don't stop {n}")]);
    }
    assert_eq!(desktop.texts().len(), 12);
    assert_eq!(desktop.list(&["--limit", "5"]).len(), 5);
    assert_eq!(desktop.list(&["--search", "don't 11"]).len(), 1);
    assert_eq!(desktop.list(&["--search", "\"nothing AND"]).len(), 0);
    assert_eq!(text(&desktop.terminal(&["list", "--search", "nothing", "--json"]).stdout), "[]");
    let plain = text(&desktop.terminal(&["list", "--limit", "1"]).stdout);
    assert!(plain.ends_with("don't stop 11"), "{plain}");
}

#[test]
fn mistakes_go_to_stderr_with_their_exit_codes() {
    let desktop = Desktop::new();
    let empty = desktop.terminal(&["jot", "  "]);
    assert_eq!((code(&empty), text(&empty.stdout)), (Some(1), String::new()));
    assert!(text(&empty.stderr).starts_with("glimmer: a glimmer needs words"));
    for usage in [&["jot", "x", "--day", "tomorrow"][..], &["jot", "x", "--sense", "humming"], &["list", "--limit", "many"], &["nonsense"]]
    {
        let output = desktop.terminal(usage);
        assert_eq!((code(&output), output.stdout.is_empty()), (Some(2), true), "{usage:?}");
        assert!(!output.stderr.is_empty());
    }
    let future = desktop.terminal(&["jot", "x", "--day", "2999-01-01"]);
    assert_eq!(code(&future), Some(1));
    assert!(desktop.texts().is_empty());
    for help in ["--help", "--version"] {
        assert_eq!(code(&desktop.terminal(&[help])), Some(0));
    }
    assert_eq!(text(&desktop.terminal(&["--version"]).stdout), format!("glimmer {}", env!("CARGO_PKG_VERSION")));
}

#[test]
fn without_a_display_one_sentence_says_so() {
    let desktop = Desktop::new();
    let output = desktop.command(journeys::glimmer()).env_remove("DISPLAY").stderr(Stdio::piped()).output().unwrap();
    assert_eq!(code(&output), Some(1));
    let said = text(&output.stderr);
    assert!(said.starts_with("glimmer: there is no screen") && said.lines().count() == 1, "{said}");
}

#[test]
fn without_a_session_bus_it_jots_all_the_same() {
    let desktop = Desktop::new();
    let output =
        desktop.command(journeys::glimmer()).args(["jot", "alone"]).env_remove("DBUS_SESSION_BUS_ADDRESS").env_remove("DISPLAY").status();
    assert!(output.unwrap().success());
    assert_eq!(desktop.texts(), ["alone"]);
}

#[test]
fn a_journal_that_cannot_be_opened_is_told_and_left_alone() {
    let desktop = Desktop::new();
    desktop.jot(&["here"]);
    std::fs::remove_file(desktop.home().join("vault.key")).unwrap();
    let before = std::fs::read(desktop.home().join("journal.db")).unwrap();
    let output = desktop.terminal(&["list"]);
    assert_eq!(code(&output), Some(1));
    assert!(text(&output.stderr).contains("key of this journal is missing"));
    assert_eq!(std::fs::read(desktop.home().join("journal.db")).unwrap(), before);
}

/// Somebody who has lost Glimmer still has age's key file, OpenSSL and a SQLCipher 4. The README gives these commands.
#[test]
fn the_words_can_be_reached_with_public_tools_alone() {
    let desktop = Desktop::new();
    desktop.jot(&["found without Glimmer"]);
    // Debian's own sqlcipher is too old for any journal of the last ten years; Python's package carries a current one.
    let tools = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/public-tools");
    let script = r#"
        set -eu
        [ -x "$TOOLS/bin/python" ] || python3 -m venv "$TOOLS"
        "$TOOLS/bin/python" -c "import sqlcipher3" 2>/dev/null || "$TOOLS/bin/pip" install --quiet "sqlcipher3-binary==0.6.0"
        cd "$GLIMMER_HOME"
        secret=$(grep AGE-SECRET-KEY vault.key)
        key=$(openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt key:"$secret" -kdfopt info:"glimmer journal.db v1" HKDF | tr -d ':\n')
        "$TOOLS/bin/python" -c "
import sqlcipher3
journal = sqlcipher3.connect('journal.db')
journal.execute('pragma key = \"x\'$key\'\"')
for day, text in journal.execute('select day, text from glimmer'): print(day, text)"
    "#;
    let output =
        desktop.command("sh").args(["-c", script]).env("TOOLS", tools).stdout(Stdio::piped()).stderr(Stdio::piped()).output().unwrap();
    assert!(text(&output.stdout).contains("found without Glimmer"), "{}", text(&output.stderr));

    let sealed = r#"cd "$GLIMMER_HOME" && printf hello | age -R vault.pub | age -d -i vault.key"#;
    assert_eq!(text(&output_of(&desktop, "sh", &["-c", sealed])), "hello");

    desktop.jot(&["--photo", concat!(env!("CARGO_MANIFEST_DIR"), "/../core/tests/imports/hostile/gps.jpg")]);
    let picture = r#"cd "$GLIMMER_HOME/photos" && for file in *.age; do age -d -i ../vault.key $file | head -c 3 | od -An -tx1; done"#;
    assert_eq!(text(&output_of(&desktop, "sh", &["-c", picture])).trim(), "ff d8 ff\n ff d8 ff", "a JPEG, and its thumbnail");
}
