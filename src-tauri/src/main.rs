//! Glimmer: a private journal of small good moments. Without a subcommand this opens the app; with one it is a terminal program.

// A console window beside the app would be odd on Windows; subcommands attach to the one they were typed in.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod app;
mod cli;
mod commands;
mod events;
mod home;
mod notify;
mod shortcut;
mod tray;
mod windows;
mod wire;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    cli::attach_console();
    let args = cli::Args::parse();
    // Nothing of the journal is ever logged, at any level.
    let level = std::env::var("GLIMMER_LOG").ok().and_then(|level| level.parse().ok()).unwrap_or(tracing::Level::WARN);
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(level).with_target(false).init();
    match args.command {
        Some(command) => cli::run(command),
        None => app::run(args.open.wanted()),
    }
}
