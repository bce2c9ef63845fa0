//! What may be compiled, after `deny.toml`: what of it can be checked with Cargo alone, and cargo-deny where it is installed.

use std::process::Stdio;

use toml::{Table, Value};

use crate::root;
use crate::step::{Failure, cargo, step};

/// # Errors
/// If something is not allowed, or allowed without a reason; the sentence names all of it.
pub fn check() -> Result<(), Failure> {
    println!("== dependencies: licences, origins, bans, reasons");
    let rules = read("deny.toml")?;
    let parsed = parse("deny.toml", &rules)?;
    let mut complaints = without_reason(&rules);
    complaints.extend(foreign(&parse("Cargo.lock", &read("Cargo.lock")?)?));
    complaints.extend(not_allowed(&parsed, &tree(&parsed)?));
    if !complaints.is_empty() {
        return Err(Failure::new(format!("Not allowed by deny.toml:\n  {}", complaints.join("\n  "))));
    }
    let installed = cargo(&["deny", "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if installed.is_ok_and(|status| status.success()) {
        println!("Advisories need a network: `cargo deny check advisories`.");
        return step("cargo deny", &mut cargo(&["deny", "--offline", "check", "bans", "licenses", "sources"]));
    }
    println!("cargo-deny is not installed: the versions of a crate are not counted, and no advisories are read.");
    Ok(())
}

fn read(file: &str) -> Result<String, Failure> {
    std::fs::read_to_string(root().join(file)).map_err(|error| Failure::new(format!("{file} could not be read: {error}.")))
}

fn parse(file: &str, text: &str) -> Result<Table, Failure> {
    text.parse().map_err(|error| Failure::new(format!("{file} is not as it should be: {error}")))
}

/// A line for each use of a crate on the systems that are shipped: how deep, the crate, its licence.
fn tree(rules: &Table) -> Result<String, Failure> {
    let mut tree = cargo(&["tree", "--locked", "--workspace", "--all-features", "--edges", "normal,build,dev", "--prefix", "depth"]);
    tree.args(["--format", "{p}|{l}"]).stderr(Stdio::inherit());
    for target in list(rules, "graph", "targets").filter_map(Value::as_str) {
        tree.args(["--target", target]);
    }
    match tree.output() {
        Ok(output) if output.status.success() => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        _ => Err(Failure::new("Cargo could not list the dependencies.")),
    }
}

fn list<'a>(rules: &'a Table, section: &str, key: &str) -> impl Iterator<Item = &'a Value> {
    rules.get(section).and_then(|section| section.get(key)).and_then(Value::as_array).into_iter().flatten()
}

fn texts<'a>(entry: &'a Value, key: &str) -> Vec<&'a str> {
    entry.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

fn without_reason(rules: &str) -> Vec<String> {
    let entries = rules.lines().map(str::trim).filter(|line| line.starts_with('{'));
    entries.filter(|line| !line.contains("reason = \"") && !line.contains("}, #")).map(|line| format!("{line} has no reason")).collect()
}

/// What comes neither from this repository nor from the one registry of all the others: the first that is named.
fn foreign(lock: &Table) -> Vec<String> {
    let packages = lock.get("package").and_then(Value::as_array).into_iter().flatten();
    let text = |package: &Value, key| package.get(key).and_then(Value::as_str).map(str::to_owned);
    let sources: Vec<_> = packages.filter_map(|package| Some((text(package, "name")?, text(package, "source")?))).collect();
    let registry = sources.iter().map(|(_, source)| source.clone()).find(|source| source.starts_with("registry+"));
    let elsewhere = sources.into_iter().filter(|(_, source)| registry.as_ref() != Some(source));
    elsewhere.map(|(name, source)| format!("{name} comes from {source}")).collect()
}

/// What has another licence, or a user that its ban does not name.
fn not_allowed(rules: &Table, tree: &str) -> Vec<String> {
    let named = |entry: &Value, name: &str| entry.get("crate").and_then(Value::as_str) == Some(name);
    let mut complaints = Vec::new();
    let mut above: Vec<&str> = Vec::new();
    for line in tree.lines() {
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (depth, rest) = line.split_at(digits);
        // Lines between the trees of the workspace's members are empty.
        let (Ok(depth), Some((package, licence))) = (depth.parse(), rest.split_once('|')) else { continue };
        let name = package.split(' ').next().unwrap_or_default();
        above.truncate(depth);
        let user = above.last().copied();
        above.push(name);

        let excepted = list(rules, "licenses", "exceptions").filter(|entry| named(entry, name)).flat_map(|entry| texts(entry, "allow"));
        let allowed: Vec<_> = list(rules, "licenses", "allow").filter_map(Value::as_str).chain(excepted).collect();
        let licence = licence.trim_end_matches(" (*)");
        if !permits(licence, &allowed) {
            complaints.push(format!("{package} has the licence “{licence}”"));
        }
        let banned = list(rules, "bans", "deny").find(|entry| named(entry, name));
        if banned.is_some_and(|ban| user.is_none_or(|user| !texts(ban, "wrappers").contains(&user))) {
            complaints.push(format!("{name} is banned, and {} uses it", user.unwrap_or("the workspace")));
        }
    }
    complaints.sort();
    complaints.dedup();
    complaints
}

/// Whether an SPDX expression can be fulfilled with `allowed` alone. `AND` binds closer than `OR`; `/` is an old way to write `OR`.
fn permits(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    either(&mut spaced.split_whitespace().peekable(), allowed)
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(words: &mut Words, allowed: &[&str]) -> bool {
    let mut permitted = both(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        permitted |= both(words, allowed);
    }
    permitted
}

fn both(words: &mut Words, allowed: &[&str]) -> bool {
    let mut permitted = single(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        permitted &= single(words, allowed);
    }
    permitted
}

fn single(words: &mut Words, allowed: &[&str]) -> bool {
    if words.next_if_eq(&"(").is_some() {
        let permitted = either(words, allowed);
        return words.next() == Some(")") && permitted;
    }
    let licence = words.next().unwrap_or_default();
    match words.next_if_eq(&"WITH").and_then(|_| words.next()) {
        Some(exception) => allowed.contains(&format!("{licence} WITH {exception}").as_str()),
        None => allowed.contains(&licence),
    }
}

#[cfg(test)]
mod tests;
