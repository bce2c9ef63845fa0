//! `glimmer export` and `glimmer import`.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicBool, atomic::Ordering},
};

use clap::{Subcommand, ValueEnum};
use glimmer_core::{
    Day, Error, Filter, Folder, Journal, ListQuery, Moment, Secret,
    transfer::{
        export,
        import::{self, NotRead, Plan, Source, Staged},
        read::{self, Format, Options},
    },
    words::{say, say_with},
};
use serde::Serialize;
use zeroize::Zeroizing;

use super::{Wrong, print, printable, progress};
use crate::wire;

#[derive(Debug, Subcommand)]
pub enum Transfer {
    /// Write the journal, or a part of it, to a file
    Export {
        #[arg(long, value_enum)]
        format: Shape,
        /// The file to write, with a folder for its pictures beside it; for Markdown the folder, with a file for each month
        #[arg(long, value_name = "PATH")]
        out: PathBuf,
        /// Only those with these words
        #[arg(long, value_name = "WORDS")]
        search: Option<String>,
        /// Only from this day on
        #[arg(long, value_name = "YYYY-MM-DD")]
        from: Option<Day>,
        /// Only until this day
        #[arg(long, value_name = "YYYY-MM-DD")]
        to: Option<Day>,
        /// Ask for a passphrase, and seal it with that ("age --decrypt" opens it)
        #[arg(long)]
        sealed: bool,
        /// Replace a file that is there already
        #[arg(long)]
        force: bool,
        /// Print what was written as JSON
        #[arg(long)]
        json: bool,
    },
    /// Bring in another journal: a file, an archive or a folder
    Import {
        path: PathBuf,
        /// Where it comes from
        #[arg(long, value_enum, default_value_t = From::Auto)]
        format: From,
        /// What 03/04/2026 means, where the table does not show it
        #[arg(long, value_enum)]
        days: Option<Days>,
        /// Say what would come, and change nothing
        #[arg(long)]
        dry_run: bool,
        /// Starred entries become ones you can return to
        #[arg(long)]
        stars: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    /// Everything, to be brought back
    Json,
    /// To be read, a file for each month
    Markdown,
    /// A table
    Csv,
    /// A book of one page
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Days {
    /// 3 April
    DayFirst,
    /// 4 March
    MonthFirst,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum From {
    /// By what is in it
    Auto,
    /// Glimmer's own JSON
    Glimmer,
    DayOne,
    Daylio,
    Presently,
    /// jrnl's JSON
    Jrnl,
    JrnlText,
    /// The data folder
    Rednotebook,
    MiniDiary,
    MiniDiarium,
    /// A folder of notes
    Markdown,
    /// Any table with a column of dates
    Csv,
    Text,
}

pub fn done(command: Transfer, folder: &Folder, now: Moment, out: &mut impl Write) -> Result<(), Wrong> {
    match command {
        Transfer::Export { format, out: to, search, from, to: until, sealed, force, json } => {
            let which = ListQuery { search, filter: Filter { from, to: until, ..Filter::default() }, ..ListQuery::default() };
            room_for(&to, format == Shape::Markdown && !sealed, force)?;
            write(&super::open_journal(folder)?, &which, format, &to, sealed, json, out)
        }
        Transfer::Import { path, format, days, dry_run, stars, json } => {
            bring(folder, &path, &Wanted { format, days, dry_run, stars, json }, now, out)
        }
    }
}

/// Nothing of somebody's own is replaced unasked.
fn room_for(to: &Path, is_folder: bool, force: bool) -> Result<(), Wrong> {
    let path = [("path", printable(&to.display().to_string()))];
    if is_folder && to.is_dir() {
        let is_empty = to.read_dir().is_ok_and(|mut inside| inside.next().is_none());
        return if is_empty { Ok(()) } else { Err(Wrong::Said(say_with("cli-export-folder", path))) };
    }
    if to.exists() && !force { Err(Wrong::Said(say_with("cli-export-there", path))) } else { Ok(()) }
}

fn write(
    journal: &Journal,
    which: &ListQuery,
    format: Shape,
    to: &Path,
    sealed: bool,
    json: bool,
    out: &mut impl Write,
) -> Result<(), Wrong> {
    let secret = sealed.then(new_passphrase).transpose()?;
    let format = match format {
        Shape::Json => export::Format::Json,
        Shape::Markdown => export::Format::Markdown,
        Shape::Csv => export::Format::Csv,
        Shape::Html => export::Format::Html,
    };
    let cancel = on_interrupt()?;
    let Some(exported) = journal.export(which, format, to, secret.as_ref(), &mut progress(), &cancel)? else {
        return Err(Wrong::Said(say("cli-export-stopped")));
    };
    if json {
        return print(out, &wire::Exported::of(exported, to));
    }
    let values = [("glimmers", exported.glimmers.to_string()), ("path", to.display().to_string())];
    writeln!(out, "{}", say_with("cli-exported", values))?;
    counted(out, [("cli-exported-photos", exported.photos), ("cli-exported-missing-photos", exported.missing_photos)])
}

/// A line for each number of something, where there is some of it.
fn counted(out: &mut impl Write, lines: impl IntoIterator<Item = (&'static str, u64)>) -> Result<(), Wrong> {
    for (words, number) in lines {
        if number > 0 {
            writeln!(out, "{}", say_with(words, [("number", number.to_string())]))?;
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct Told {
    plan: wire::Plan,
    /// Absent when nothing was to be changed.
    imported: Option<wire::Imported>,
}

struct Wanted {
    format: From,
    days: Option<Days>,
    dry_run: bool,
    stars: bool,
    json: bool,
}

fn bring(folder: &Folder, path: &Path, wanted: &Wanted, now: Moment, out: &mut impl Write) -> Result<(), Wrong> {
    let said = |refused: &dyn std::fmt::Display| Wrong::Said(format!("{}: {refused}", printable(&path.display().to_string())));
    let source = match named(wanted.format) {
        Some(source) => source,
        None => import::recognise(path).map_err(|refused| said(&refused))?,
    };
    if !wanted.json {
        eprintln!("glimmer: {}", say_with("cli-recognised", [("what", name(source).to_owned())]));
    }
    let mut options = Options::default();
    if source == Source::Elsewhere(Format::Csv) {
        options.columns = Some(columns(read::propose(path).map_err(|refused| said(&refused))?, wanted)?);
    }
    let journal = super::open_journal(folder)?;
    let cancel = on_interrupt()?;
    let gathered = super::asking_for("cli-passphrase-of-export", |secret| {
        if source == Source::Sealed && secret.is_none() {
            return Err(Error::WrongSecret);
        }
        match Staged::gather(folder, path, source, &options, secret, &mut progress(), &cancel) {
            Ok(staged) => Ok(Ok(staged)),
            Err(NotRead::Journal(error)) => Err(error),
            Err(NotRead::Refused(refused)) => Ok(Err(refused)),
        }
    })?;
    let stopped = || Wrong::Said(say("cli-import-stopped"));
    let staged = gathered.map_err(|refused| said(&refused))?.ok_or_else(stopped)?;
    let plan = journal.plan_import(&staged)?;
    if !wanted.json {
        describe(&plan, out)?;
    }
    let imported = match wanted.dry_run {
        true => None,
        false => Some(journal.apply_import(&staged, wanted.stars, now, &mut progress(), &cancel)?.ok_or_else(stopped)?),
    };
    if wanted.json {
        return print(out, &Told { plan: plan.into(), imported: imported.map(Into::into) });
    }
    let words = match &imported {
        None => "cli-import-dry",
        Some(imported) if imported.id.is_none() => "cli-import-nothing",
        Some(imported) if imported.glimmers == 0 => "cli-imported-beside",
        Some(imported) if imported.waiting > 0 => "cli-imported-waiting",
        Some(_) => "cli-imported",
    };
    let glimmers = imported.as_ref().map_or(0, |imported| imported.glimmers);
    writeln!(out, "{}", say_with(words, [("glimmers", glimmers.to_string())]))?;
    imported.map_or(Ok(()), |imported| describe_photos(&imported, out))
}

fn describe_photos(imported: &import::Imported, out: &mut impl Write) -> Result<(), Wrong> {
    counted(out, [("cli-imported-photos", imported.photos), ("cli-imported-photos-refused", imported.photos_refused)])?;
    for import::NotTaken { name, day, why } in &imported.refused {
        let day = day.map(|day| day.to_string());
        let place: Vec<_> = [Some(name.clone()).filter(|name| !name.is_empty()), day].into_iter().flatten().collect();
        writeln!(out, "  {}", printable(&format!("{}: {why}", place.join(", "))))?;
    }
    Ok(())
}

/// A table is read as its columns seem to mean; what is not sure is said, and what would be a guess about days is asked for.
fn columns(read::Proposal { mut columns, doubts, .. }: read::Proposal, wanted: &Wanted) -> Result<read::Columns, Wrong> {
    match wanted.days {
        Some(Days::DayFirst) => columns.order = read::DayOrder::DayFirst,
        Some(Days::MonthFirst) => columns.order = read::DayOrder::MonthFirst,
        None => {}
    }
    for doubt in doubts {
        let words = match doubt {
            read::Doubt::NoDate => "cli-doubt-date",
            read::Doubt::NoText => "cli-doubt-text",
            read::Doubt::Letters => "cli-doubt-letters",
            read::Doubt::DayOrder if wanted.days.is_some() => continue,
            read::Doubt::DayOrder if !wanted.dry_run => return Err(Wrong::Said(say("cli-doubt-days"))),
            read::Doubt::DayOrder => "cli-doubt-days",
        };
        eprintln!("glimmer: {}", say(words));
    }
    Ok(columns)
}

fn describe(plan: &Plan, out: &mut impl Write) -> Result<(), Wrong> {
    if let (Some(first), Some(last)) = (plan.first, plan.last) {
        let values = [("new", plan.new.to_string()), ("first", first.to_string()), ("last", last.to_string())];
        writeln!(out, "{}", say_with("cli-plan-new", values))?;
    }
    let lines = [
        ("cli-plan-here", plan.here),
        ("cli-plan-gone", plan.gone),
        ("cli-plan-twice", plan.twice),
        ("cli-plan-empty", plan.empty),
        ("cli-plan-starred", plan.starred),
        ("cli-plan-photos", plan.photos),
        ("cli-plan-unreadable", plan.unreadable),
    ];
    counted(out, lines)?;
    for report in &plan.reports {
        let words = report.words.lines().next().unwrap_or_default();
        let words = if words.is_empty() { String::new() } else { format!(": {words}") };
        writeln!(out, "  {}", printable(&format!("{}: {}{words}", report.place, report.why)))?;
    }
    counted(out, plan.left.iter().map(|(what, how_many)| (left(*what), *how_many)))
}

fn left(what: read::Left) -> &'static str {
    match what {
        read::Left::Photos => "cli-left-photos",
        read::Left::MissingPhotos => "cli-left-missing-photos",
        read::Left::LoosePhotos => "cli-left-loose-photos",
        read::Left::Videos => "cli-left-videos",
        read::Left::Sounds => "cli-left-sounds",
        read::Left::Documents => "cli-left-documents",
        read::Left::Empty => "cli-plan-empty",
        read::Left::Hidden => "cli-left-hidden",
        read::Left::Fields => "cli-left-fields",
        read::Left::MoreReports => "cli-left-more",
    }
}

fn named(format: From) -> Option<Source> {
    Some(Source::Elsewhere(match format {
        From::Auto => return None,
        From::Glimmer => return Some(Source::Glimmer),
        From::DayOne => Format::DayOne,
        From::Daylio => Format::Daylio,
        From::Presently => Format::Presently,
        From::Jrnl => Format::Jrnl,
        From::JrnlText => Format::JrnlText,
        From::Rednotebook => Format::RedNotebook,
        From::MiniDiary => Format::MiniDiary,
        From::MiniDiarium => Format::MiniDiarium,
        From::Markdown => Format::Markdown,
        From::Csv => Format::Csv,
        From::Text => Format::Text,
    }))
}

fn name(source: Source) -> &'static str {
    match source {
        Source::Glimmer | Source::Sealed => "Glimmer",
        Source::Elsewhere(format) => match format {
            Format::DayOne => "Day One",
            Format::Daylio => "Daylio",
            Format::Presently => "Presently",
            Format::Jrnl | Format::JrnlText => "jrnl",
            Format::RedNotebook => "RedNotebook",
            Format::MiniDiary => "Mini Diary",
            Format::MiniDiarium => "Mini Diarium",
            Format::Markdown => "Markdown",
            Format::Csv => "CSV",
            Format::Text => "text",
        },
    }
}

/// Asks for one that is typed twice.
fn new_passphrase() -> Result<Secret, Wrong> {
    let typed = Zeroizing::new(rpassword::prompt_password(say("cli-passphrase-new"))?);
    let again = Zeroizing::new(rpassword::prompt_password(say("cli-passphrase-again"))?);
    match typed.is_empty() || typed != again {
        true => Err(Wrong::Said(say("cli-passphrase-differs"))),
        false => Ok(Secret::new(&typed)),
    }
}

/// Set by Ctrl+C, so that nothing half done is left. Pressed again, it ends the program at once.
fn on_interrupt() -> Result<Arc<AtomicBool>, Wrong> {
    let cancel = Arc::new(AtomicBool::default());
    let set = cancel.clone();
    ctrlc::set_handler(move || {
        if set.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    })
    .map_err(|error| Wrong::Output(io::Error::other(error)))?;
    Ok(cancel)
}
