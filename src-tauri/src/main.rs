//! Glimmer: a private journal of small good moments. Without a subcommand this opens the app; with one it is a terminal program.

// A console window beside the app would be odd on Windows; subcommands attach to the one they were typed in.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod app;
mod bubbles;
mod cli;
mod clipboard;
mod commands;
mod door;
mod drawing;
mod events;
mod first;
mod glimmer;
mod home;
mod keeping;
mod locking;
mod look;
mod notify;
mod photos;
mod place;
#[cfg(all(test, target_os = "linux"))]
mod private_bus;
mod saving;
mod shortcut;
mod transfers;
mod tray;
mod unsaved;
mod wakeful;
mod windows;
mod wiping;
mod wire;

use std::{io::IsTerminal, process::ExitCode};

use clap::Parser;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::{filter::Targets, prelude::*};

fn main() -> ExitCode {
    cli::attach_console_for_terminal();
    let args = cli::Args::parse();
    log_to_stderr();
    match args.command {
        Some(command) => cli::run(command),
        None => app::run(args.open.wanted()),
    }
}

/// Says what went wrong; `GLIMMER_LOG=info` says more. Ours at that level only: nothing of the journal is in it at any level,
/// which cannot be promised for what others log.
fn log_to_stderr() {
    let level = std::env::var("GLIMMER_LOG").ok().and_then(|level| level.parse().ok()).unwrap_or(LevelFilter::WARN);
    let ours = Targets::new().with_default(LevelFilter::WARN.min(level)).with_targets([("glimmer", level), ("glimmer_core", level)]);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal()).with_target(false);
    tracing_subscriber::registry().with(lines.with_filter(ours)).init();
}
