use super::*;

const RULES: &str = r#"
[licenses]
allow = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "Unicode-3.0"]
exceptions = [
  { crate = "reader", allow = ["MPL-2.0"] }, # as it is published
]
[bans]
deny = [
  { crate = "client", wrappers = ["driver"], reason = "no network" },
  { crate = "server", reason = "no network" },
]
"#;

fn complaints(tree: &str) -> Vec<String> {
    not_allowed(&RULES.parse().unwrap(), tree)
}

#[test]
fn a_licence_is_fulfilled_by_what_is_allowed_or_not_at_all() {
    let allowed = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "Unicode-3.0"];
    for good in [
        "MIT",
        "GPL-2.0-only OR MIT",
        "Unlicense/MIT",
        "GPL-3.0-only / Apache-2.0",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "GPL-2.0-only OR MIT AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception",
    ] {
        assert!(permits(good, &allowed), "{good}");
    }
    for bad in
        ["", "GPL-3.0-only", "MIT AND GPL-2.0-only", "(MIT", "(MIT OR Apache-2.0) AND OFL-1.1", "MIT WITH Bison-exception-2.2", "mit"]
    {
        assert!(!permits(bad, &allowed), "{bad}");
    }
}

#[test]
fn an_exception_holds_for_its_crate_alone() {
    let tree =
        "0app v1.0.0 (/here)|MIT\n1reader v1.0.0|MPL-2.0\n1writer v2.0.0 (proc-macro)|MPL-2.0\n1writer v2.0.0 (proc-macro)|MPL-2.0 (*)\n";
    assert_eq!(complaints(tree), ["writer v2.0.0 (proc-macro) has the licence “MPL-2.0”"], "and it is said once");
}

#[test]
fn a_banned_crate_may_come_with_those_its_ban_names_and_with_nobody_else() {
    let tests = "0tests v1.0.0 (/here)|MIT\n1driver v1.0.0|MIT\n2client v1.0.0|MIT\n";
    assert_eq!(complaints(tests), [""; 0]);
    let app = "\n0app v1.0.0 (/there)|MIT\n1driver v1.0.0|MIT (*)\n1toolkit v1.0.0|MIT\n2client v1.0.0|MIT (*)\n1server v1.0.0|MIT\n";
    let found = complaints(&format!("{tests}{app}"));
    assert_eq!(found, ["client is banned, and toolkit uses it", "server is banned, and app uses it"]);
}

#[test]
fn what_is_let_through_says_why() {
    assert_eq!(without_reason(RULES), [""; 0]);
    assert_eq!(without_reason("ignore = [\n  { id = \"RUSTSEC-2000-0001\" },\n]"), ["{ id = \"RUSTSEC-2000-0001\" }, has no reason"]);
    let ours = std::fs::read_to_string(root().join("deny.toml")).unwrap();
    assert_eq!(without_reason(&ours), [""; 0]);
}

#[test]
fn a_package_from_elsewhere_is_found() {
    let lock = "[[package]]\nname = \"ours\"\n[[package]]\nname = \"forked\"\nsource = \"git+https://example.org/forked#0123\"\n\
         [[package]]\nname = \"usual\"\nsource = \"registry+https://example.org/all\"\n\
         [[package]]\nname = \"private\"\nsource = \"registry+https://example.org/other\"\n";
    let found = ["forked comes from git+https://example.org/forked#0123", "private comes from registry+https://example.org/other"];
    assert_eq!(foreign(&lock.parse().unwrap()), found);
}
