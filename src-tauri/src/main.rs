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
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(tracing::Level::WARN).with_target(false).init();
    match args.command {
        Some(command) => cli::run(command),
        None => app::run(args.open.wanted()),
    }
}
