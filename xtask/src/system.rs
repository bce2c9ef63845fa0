//! What the machine must have: system packages, Rust components, a display.

use std::env;
use std::io::IsTerminal;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::step::{Failure, cargo, step};

/// How to tell whether something is there on a system that does not use Debian's packages.
pub enum Sign {
    /// A module known to pkg-config.
    Library(&'static str),
    Program(&'static str),
    File(&'static str),
}
use Sign::{File, Library, Program};

/// A package as Debian and Ubuntu call it, and what it brings.
pub type Package = (&'static str, Sign);

pub const BUILD: &[Package] = &[
    ("build-essential", Program("cc")),
    ("pkg-config", Program("pkg-config")),
    ("libwebkit2gtk-4.1-dev", Library("webkit2gtk-4.1")),
    ("libayatana-appindicator3-dev", Library("ayatana-appindicator3-0.1")),
    ("librsvg2-dev", Library("librsvg-2.0")),
    ("libxdo-dev", File("/usr/include/xdo.h")),
    ("libssl-dev", Library("openssl")),
];

/// The journeys' screen, windows, notifications and keyboard, and the programs that read what Glimmer writes.
pub const TESTS: &[Package] = &[
    ("webkit2gtk-driver", Program("WebKitWebDriver")),
    ("xvfb", Program("Xvfb")),
    ("openbox", Program("openbox")),
    ("dunst", Program("dunst")),
    ("dbus", Program("dbus-daemon")),
    ("python3-dbusmock", File("/usr/lib/python3/dist-packages/dbusmock/templates/logind.py")),
    ("faketime", Program("faketime")),
    ("xdotool", Program("xdotool")),
    ("wmctrl", Program("wmctrl")),
    ("xterm", Program("xterm")),
    ("x11-utils", Program("xprop")),
    ("at-spi2-core", File("/usr/libexec/at-spi-bus-launcher")),
    ("age", Program("age")),
    ("python3-venv", Program("python3")),
    ("openssl", Program("openssl")),
    ("poppler-utils", Program("pdftotext")),
    ("xclip", Program("xclip")),
    ("strace", Program("strace")),
    ("valgrind", Program("valgrind")),
];

/// The camera.
pub const SHOTS: &[Package] = &[("imagemagick", Program("import"))];

/// Debian's compiler, which can build a standard library from source for systems it has none for.
pub const TARGETS: &[Package] = &[
    ("rustc-web", File("/usr/bin/rustc")),
    ("rust-web-src", File("/usr/lib/rustlib/src/rust/library/Cargo.lock")),
    ("gcc-mingw-w64-x86-64", Program("x86_64-w64-mingw32-gcc")),
];

/// Makes sure the packages are there, installing the missing ones where apt-get exists. `purpose` completes "to …".
///
/// Windows and macOS bring what the build needs, so nothing is asked of them.
///
/// # Errors
/// If something is missing and cannot be installed.
pub fn need_packages(purpose: &str, lists: &[&[Package]]) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let all = lists.iter().copied().flatten();
    if !has_program("apt-get") {
        let missing: Vec<_> = all.filter(|(_, sign)| !is_there(sign)).map(|(name, _)| *name).collect();
        return if missing.is_empty() {
            Ok(())
        } else {
            Err(Failure::new(format!(
                "To {purpose}, first install what this system calls these packages of Debian: {}.",
                missing.join(" ")
            )))
        };
    }

    let names: Vec<_> = all.map(|(name, _)| *name).collect();
    let missing = missing_packages(&names)?;
    if missing.is_empty() {
        return Ok(());
    }
    println!("Installing what is missing to {purpose}: {}", missing.join(" "));
    step("apt-get update", as_root(&["update", "-qq"])?.stdin(Stdio::null()))?;
    // Adding is agreed to, removing is not: Debian's compiler, for one, would push out Debian's rustup.
    let install = ["install", "-y", "-qq", "--no-remove", "--no-install-recommends"];
    step("apt-get install", as_root(&install)?.args(missing).stdin(Stdio::null()))
}

fn missing_packages<'a>(names: &[&'a str]) -> Result<Vec<&'a str>, Failure> {
    // It fails when it does not know a name, and still prints the state of all others.
    let known = Command::new("dpkg-query")
        .args(["-W", "-f=${Package} ${db:Status-Status}\n"])
        .args(names)
        .stderr(Stdio::null())
        .output()
        .map_err(|error| Failure::new(format!("Could not ask dpkg-query which packages are there ({error}).")))?;
    let known = String::from_utf8_lossy(&known.stdout);
    let there: Vec<_> = known.lines().filter_map(|line| line.strip_suffix(" installed")).collect();
    Ok(names.iter().copied().filter(|name| !there.contains(name)).collect())
}

fn as_root(arguments: &[&str]) -> Result<Command, Failure> {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
    if !is_root && !has_program("sudo") {
        return Err(Failure::new("Installing packages needs root or sudo: install the packages named above, then try again."));
    }
    let mut command = Command::new(if is_root { "env" } else { "sudo" });
    if !is_root && !std::io::stdin().is_terminal() {
        // Nobody is there to type a password: say so instead of waiting.
        command.arg("-n");
    }
    // Given on the command line because sudo drops the environment.
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments);
    Ok(command)
}

/// # Errors
/// If a window cannot be opened here.
pub fn need_display() -> Result<(), Failure> {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") && !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY") {
        return Err(Failure::new(
            "There is no display to open a window on: start this from a desktop session, or set DISPLAY or WAYLAND_DISPLAY.",
        ));
    }
    Ok(())
}

/// Makes sure a part of the Rust toolchain is there; small installations leave out `rustfmt` and `clippy`.
///
/// # Errors
/// If it is missing and rustup cannot add it.
pub fn need_rust_component(name: &str) -> Result<(), Failure> {
    let command = if name == "rustfmt" { "fmt" } else { name };
    let version = cargo(&[command, "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if version.is_ok_and(|status| status.success()) {
        return Ok(());
    }
    if !has_program("rustup") {
        return Err(Failure::new(format!("The Rust toolchain has no {name}: install it, then try again.")));
    }
    println!("Installing what is missing to check the code: {name}");
    step("rustup component add", Command::new("rustup").args(["component", "add", name]))
}

fn is_there(sign: &Sign) -> bool {
    match sign {
        Library(module) => Command::new("pkg-config").args(["--exists", module]).status().is_ok_and(|status| status.success()),
        Program(name) => has_program(name),
        File(path) => Path::new(path).exists(),
    }
}

fn has_program(name: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| folder.join(name).is_file())
}
