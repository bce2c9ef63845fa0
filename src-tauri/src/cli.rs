//! The terminal program: `glimmer jot`, `glimmer list`, and what the app is started with.
//!
//! Subcommands open the store themselves. They never go through the running app: its messages pass a bus that others can read.

mod keeping;
mod transfer;

use std::{
    fs::File,
    io::{self, BufWriter, IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use glimmer_core::{
    Day, Device, Error, Feeling, Folder, Glimmer, Inbox, Journal, ListQuery, NewGlimmer, Secret, Sense, Start, Tag, clock,
    photos::{self, Taken},
    transfer::json::JsonGlimmer,
    words::say,
};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::home;

/// A private journal of glimmers: the small moments in which something in you eases.
#[derive(Debug, Parser)]
#[command(name = "glimmer", version, args_conflicts_with_subcommands = true)]
#[command(after_help = "GLIMMER_HOME=DIR keeps everything in DIR instead of your own data folder.")]
pub struct Args {
    #[command(flatten)]
    pub open: OpenArgs,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to show at the start, or in the app that runs already.
#[derive(Debug, clap::Args)]
#[group(multiple = false)]
pub struct OpenArgs {
    /// Open the capture window only
    #[arg(long)]
    capture: bool,
    /// Open the hard day
    #[arg(long)]
    hard_day: bool,
    /// Open no window: stay in the tray (as at login)
    #[arg(long)]
    hidden: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Open {
    #[default]
    Main,
    Capture,
    HardDay,
    Hidden,
}

impl OpenArgs {
    pub fn wanted(&self) -> Open {
        match self {
            Self { capture: true, .. } => Open::Capture,
            Self { hard_day: true, .. } => Open::HardDay,
            Self { hidden: true, .. } => Open::Hidden,
            _ => Open::Main,
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Keep a glimmer; prints its id once it is safely on disk
    Jot {
        /// The words; none are needed with a feeling, a sense or a tag
        text: Option<String>,
        /// How it felt: safe, calm, connected, hopeful, joyful or your own word (repeatable)
        #[arg(long = "feeling", value_name = "FEELING")]
        feelings: Vec<Feeling>,
        /// How you noticed it: seeing, hearing, smelling, tasting, touching, inside (repeatable)
        #[arg(long = "sense", value_name = "SENSE")]
        senses: Vec<Sense>,
        /// @person, +place or #anything (repeatable)
        #[arg(long = "tag", value_name = "TAG")]
        tags: Vec<Tag>,
        /// One you can return to
        #[arg(long)]
        anchor: bool,
        /// You were a glimmer for someone
        #[arg(long)]
        given: bool,
        /// The day it was noticed, if not now
        #[arg(long, value_name = "YYYY-MM-DD")]
        day: Option<Day>,
        /// A picture: JPEG, PNG, WebP or GIF (repeatable, four at most)
        #[arg(long = "photo", value_name = "FILE")]
        photos: Vec<PathBuf>,
        /// Print the whole glimmer as JSON
        #[arg(long)]
        json: bool,
    },
    /// List glimmers, newest first
    List {
        /// Only those with these words
        #[arg(long, value_name = "WORDS")]
        search: Option<String>,
        /// At most this many; all when left out
        #[arg(long, value_name = "N")]
        limit: Option<u32>,
        /// Print one JSON array
        #[arg(long)]
        json: bool,
    },
    #[command(flatten)]
    Keeping(keeping::Keeping),
    #[command(flatten)]
    Transfer(transfer::Transfer),
}

/// Runs a subcommand. Exit code 1 with a line on stderr if it could not be done; usage errors are clap's, with 2.
pub fn run(command: Command) -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    match done(command, &mut out).and_then(|()| Ok(out.flush()?)) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read our output has read enough.
        Err(Wrong::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Wrong::Found) => ExitCode::FAILURE,
        Err(wrong) => {
            eprintln!("glimmer: {wrong}");
            ExitCode::FAILURE
        }
    }
}

/// Why a subcommand ended early.
enum Wrong {
    Journal(Error),
    NoHome,
    Output(io::Error),
    /// In words that stand for themselves.
    Said(String),
    /// A check found something, and has said what.
    Found,
}

impl From<Error> for Wrong {
    fn from(error: Error) -> Self {
        Self::Journal(error)
    }
}

impl From<io::Error> for Wrong {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Journal(error) => write!(f, "{error}"),
            Self::NoHome => f.write_str(&say("start-no-home")),
            Self::Output(error) => write!(f, "could not write: {error}"),
            Self::Said(why) => f.write_str(why),
            Self::Found => Ok(()),
        }
    }
}

fn done(command: Command, out: &mut impl Write) -> Result<(), Wrong> {
    let folder = home::folder().ok_or(Wrong::NoHome)?;
    let settings = Device::read(&folder)?.settings;
    let now = clock::now(settings.day_ends);
    match command {
        Command::Keeping(command) => keeping::done(command, folder, now, out)?,
        Command::Transfer(command) => transfer::done(command, &folder, now, out)?,
        Command::Jot { text, feelings, senses, tags, anchor, given, day, photos, json } => {
            let pictures = photos.iter().map(|path| picture(path)).collect::<Result<Vec<_>, _>>()?;
            let mut new = NewGlimmer { text: text.unwrap_or_default(), feelings, senses, tags, anchor, given, day, photos: Vec::new() };
            let (journal, kept) = match Journal::open(folder.clone()) {
                // Nothing is asked: it joins the journal when that is opened.
                Err(Error::Locked) => {
                    let inbox = Inbox::of(folder);
                    new.photos = pictures.iter().map(|picture| inbox.add_photo(picture)).collect::<Result<_, _>>()?;
                    (None, inbox.keep(new, now)?)
                }
                journal => {
                    let journal = told(journal?)?;
                    new.photos = pictures.iter().map(|picture| journal.add_photo(picture)).collect::<Result<_, _>>()?;
                    let kept = journal.keep(new, now)?;
                    (Some(journal), kept)
                }
            };
            if json {
                print_json(out, &JsonGlimmer::from(&kept))?;
                writeln!(out)?;
            } else {
                writeln!(out, "{}", kept.id)?;
            }
            // It is kept, and said so, before the copy of the day is made.
            out.flush()?;
            if let Some(journal) = journal {
                journal.back_up_today(now);
            }
        }
        Command::List { search, limit, json } => list(&open_journal(&folder)?, search, limit, json, out)?,
    }
    Ok(())
}

/// Takes in a picture before anything is kept: a glimmer without the picture that was meant would not be what was asked for.
fn picture(path: &Path) -> Result<Taken, Wrong> {
    let wrong = |why: &dyn std::fmt::Display| Wrong::Said(format!("{}: {why}", path.display()));
    let file = File::open(path).and_then(photos::read).map_err(|error| wrong(&error))?;
    file.and_then(|file| photos::take(&file)).map_err(|refused| wrong(&refused))
}

/// Opens the journal; one that is locked asks for its passphrase, if there is a terminal to ask on.
fn open_journal(folder: &Folder) -> Result<Journal, Wrong> {
    let journal = asking(|secret| match secret {
        None => Journal::open(folder.clone()),
        Some(secret) => Journal::unlock(folder.clone(), secret),
    })?;
    // Reading needs no room on the disk; what is sealed joins the next time.
    if let Err(error) = journal.open_inbox() {
        tracing::warn!(%error, "what was sealed could not join the journal yet");
    }
    if journal.is_read_only() {
        eprintln!("glimmer: {}", say("cli-read-only"));
    }
    told(journal)
}

/// Does something that may need a passphrase or a recovery code: without one first, then with what is typed, if there is a terminal
/// to ask on.
fn asking<T>(act: impl FnMut(Option<&Secret>) -> glimmer_core::Result<T>) -> Result<T, Wrong> {
    asking_for("cli-passphrase", act)
}

/// The same, asking with other words.
fn asking_for<T>(words: &str, mut act: impl FnMut(Option<&Secret>) -> glimmer_core::Result<T>) -> Result<T, Wrong> {
    const TRIES: u32 = 3;
    let mut done = act(None);
    for nth in 0..TRIES {
        if !matches!(done, Err(Error::Locked | Error::WrongSecret)) || !io::stdin().is_terminal() {
            break;
        }
        if nth > 0 {
            eprintln!("glimmer: {}", say("cli-wrong-passphrase"));
        }
        let typed = Zeroizing::new(rpassword::prompt_password(say(words))?);
        done = act(Some(&Secret::new(&typed)));
    }
    Ok(done?)
}

/// Says once more what the person has not read about yet.
fn told(journal: Journal) -> Result<Journal, Wrong> {
    if journal.lost_changes()? > 0 {
        eprintln!("glimmer: {}", say("cli-lost-tail"));
    }
    Ok(journal)
}

/// Prints page by page, so that a long journal needs no more memory than a short one.
fn list(journal: &Journal, search: Option<String>, limit: Option<u32>, json: bool, out: &mut impl Write) -> Result<(), Wrong> {
    const PAGE: u32 = 1000;
    let mut left = limit.unwrap_or(u32::MAX);
    let mut query = ListQuery { search, ..ListQuery::default() };
    let mut first = true;
    if json {
        write!(out, "[")?;
    }
    while left > 0 {
        query.limit = Some(left.min(PAGE));
        let page = journal.list(&query)?;
        left -= u32::try_from(page.glimmers.len()).unwrap_or(left).min(left);
        for glimmer in &page.glimmers {
            if json {
                write!(out, "{}", if first { "\n" } else { ",\n" })?;
                print_json(out, &JsonGlimmer::from(glimmer))?;
            } else {
                print_line(out, glimmer)?;
            }
            first = false;
        }
        let Some(next) = page.next else { break };
        query.start = Start::Older(next);
    }
    if json {
        writeln!(out, "{}]", if first { "" } else { "\n" })?;
    }
    Ok(())
}

/// One JSON value on a line of its own.
fn print(out: &mut impl Write, value: &impl Serialize) -> Result<(), Wrong> {
    serde_json::to_writer(&mut *out, value).map_err(io::Error::from)?;
    Ok(writeln!(out)?)
}

/// Percent on stderr, for whoever watches.
fn progress() -> impl FnMut(f64) {
    let watched = io::stderr().is_terminal();
    move |done| {
        if watched {
            // The line is gone when it is done.
            if done < 1.0 { eprint!("\r{:3.0} %", done * 100.0) } else { eprint!("\r      \r") }
        }
    }
}

fn print_json(out: &mut impl Write, glimmer: &JsonGlimmer<'_>) -> io::Result<()> {
    serde_json::to_writer(out, glimmer).map_err(io::Error::from)
}

/// `2026-11-22 20:31  the words  (calm, hearing, @Marta)`; further lines of the words stand below the first.
fn print_line(out: &mut impl Write, glimmer: &Glimmer) -> io::Result<()> {
    let time = glimmer.noticed_at.map_or("     ".into(), |at| at.format("%H:%M").to_string());
    let feelings = glimmer.feelings.iter().map(Feeling::as_str);
    let marks: Vec<_> =
        feelings.chain(glimmer.senses.iter().map(|sense| sense.name())).chain(glimmer.tags.iter().map(Tag::as_str)).collect();
    let marks = if marks.is_empty() { String::new() } else { format!("  ({})", marks.join(", ")) };
    let words = glimmer.text.replace('\n', "\n                  ");
    writeln!(out, "{} {time}  {}{marks}", glimmer.day, printable(&words))
}

/// Words may come from anywhere; a terminal must not take orders from them.
fn printable(words: &str) -> String {
    words.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

/// On Windows a program without a console of its own prints into the one it was typed in. Not when it opens windows: closing
/// that console would then end it.
pub fn attach_console_for_terminal() {
    #[cfg(all(windows, not(debug_assertions)))]
    if std::env::args_os().skip(1).any(|arg| !["--capture", "--hard-day", "--hidden"].iter().any(|window| arg == *window)) {
        // SAFETY: takes a number, and only changes which console this process writes to.
        unsafe {
            use windows_sys::Win32::System::Console::{ATTACH_PARENT_PROCESS, AttachConsole};
            AttachConsole(ATTACH_PARENT_PROCESS);
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn windows_and_subcommands_are_not_asked_for_together() {
        let parsed = |args: &[&str]| Args::try_parse_from([&["glimmer"], args].concat()).map(|args| args.open.wanted());
        assert_eq!(parsed(&[]).unwrap(), Open::Main);
        assert_eq!(parsed(&["--hard-day"]).unwrap(), Open::HardDay);
        assert!(parsed(&["--capture", "--hidden"]).is_err());
        assert!(parsed(&["--capture", "list"]).is_err());
    }
}
