//! The interface: Node.js, its packages and the built pages in `ui/dist`.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use crate::root;
use crate::step::{Failure, step};

/// The oldest Node.js the bundler (Vite 8) runs on.
const NODE: (u32, u32) = (20, 19);

/// Builds `ui/dist` unless it is newer than everything it is made from.
///
/// # Errors
/// If Node.js is missing or too old, or a step fails.
pub fn build() -> Result<(), Failure> {
    need_node()?;
    install()?;
    if is_fresh() {
        return Ok(());
    }
    step("building the interface", &mut npm(&["run", "build"]))
}

/// npm in `ui/`.
pub fn npm(arguments: &[&str]) -> Command {
    // On Windows npm is a script, which is only found by its full name.
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(arguments).current_dir(root().join("ui"));
    command
}

fn need_node() -> Result<(), Failure> {
    let (major, minor) = NODE;
    let needed = format!("Node.js {major}.{minor} or newer, with npm");
    let advice = format!("install {needed}, then try again.");

    let Ok(node) = Command::new("node").arg("--version").output() else {
        return Err(Failure::new(format!("The interface is built with Node.js, which is missing: {advice}")));
    };
    let version = String::from_utf8_lossy(&node.stdout).trim().to_owned();
    if parse_version(&version).is_none_or(|found| found < NODE) {
        return Err(Failure::new(format!("Node.js {version} is too old to build the interface: {advice}")));
    }
    if !npm(&["--version"]).output().is_ok_and(|npm| npm.status.success()) {
        return Err(Failure::new(format!("The interface is built with npm, which is missing: {advice}")));
    }
    Ok(())
}

/// Reads "v20.19.4" as (20, 19).
fn parse_version(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.strip_prefix('v')?.split('.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

fn install() -> Result<(), Failure> {
    let ui = root().join("ui");
    let installed = changed(&ui.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= changed(&ui.join("package-lock.json")) {
        return Ok(());
    }
    println!("Installing what is missing to build the interface: the packages of ui/package-lock.json");
    step("npm ci", &mut npm(&["ci", "--no-audit", "--no-fund"]))
}

fn is_fresh() -> bool {
    let ui = root().join("ui");
    let Some(built) = newest(&ui.join("dist")) else {
        return false;
    };
    let files_beside = fs::read_dir(&ui).into_iter().flatten().flatten().map(|entry| entry.path());
    let sources = files_beside.filter(|path| path.is_file()).chain(["src", "public", "../words"].map(|folder| ui.join(folder)));
    sources.filter_map(|source| newest(&source)).all(|source| source <= built)
}

/// Returns when the file or anything under the folder last changed; removing a file changes its folder.
fn newest(path: &Path) -> Option<SystemTime> {
    let inside = fs::read_dir(path).into_iter().flatten().flatten();
    inside.filter_map(|entry| newest(&entry.path())).chain(changed(path)).max()
}

fn changed(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|data| data.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(parse_version("v20.9.0"), Some((20, 9)));
        assert!(parse_version("v20.9.0") < Some(NODE), "9 is less than 19, though \"9\" is not");
        assert!(parse_version("v22.1.0") > Some(NODE));
        assert_eq!(parse_version(""), None, "a node that prints nothing is not a node");
    }

    #[test]
    fn a_folder_is_as_new_as_what_was_removed_from_it() {
        let folder = std::env::temp_dir().join(format!("xtask-newest-{}", std::process::id()));
        fs::create_dir_all(folder.join("deep")).unwrap();
        let file = folder.join("deep/file");
        fs::write(&file, "").unwrap();
        let long_ago = SystemTime::UNIX_EPOCH;
        for path in [&file, &folder.join("deep"), &folder] {
            fs::File::open(path).unwrap().set_modified(long_ago).unwrap();
        }
        assert_eq!(newest(&folder), Some(long_ago));

        fs::remove_file(file).unwrap();
        assert!(newest(&folder) > Some(long_ago), "what is gone must leave the built pages too");
        fs::remove_dir_all(folder).unwrap();
    }
}
