//! `glimmer backup`, `glimmer restore`, `glimmer check`.

use std::{
    io::{self, BufRead, IsTerminal, Write},
    path::PathBuf,
};

use clap::Subcommand;
use glimmer_core::{
    Error, Folder, Journal, Moment,
    backup::{self, Copy, Place, Reason},
    check::{self, Checked, What},
    words::{say, say_with},
};

use super::{Wrong, print, printable, progress};
use crate::wire;

#[derive(Debug, Subcommand)]
pub enum Keeping {
    /// Copy the journal, and check the copy
    Backup {
        /// The folder to copy it to, instead of the one beside the journal
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
        /// Print what was made as JSON
        #[arg(long)]
        json: bool,
    },
    /// Put a copy in the place of the journal; what is there now is copied first
    Restore {
        /// The copy, as --list names it, or its folder; the newest when left out
        copy: Option<String>,
        /// List the copies there are, newest first, and change nothing
        #[arg(long)]
        list: bool,
        /// Do not ask
        #[arg(long)]
        yes: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Check the journal, its keys and its copies; exits with 1 if something is not as it should be
    Check {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

pub fn done(command: Keeping, folder: Folder, now: Moment, out: &mut impl Write) -> Result<(), Wrong> {
    match command {
        Keeping::Backup { to, json } => back_up(folder, to, now, json, out),
        Keeping::Restore { list: true, json, .. } => list(&folder, json, out),
        Keeping::Restore { copy, yes, json, .. } => restore(&folder, copy, yes, now, json, out),
        Keeping::Check { json } => checked(folder, json, out),
    }
}

fn back_up(folder: Folder, to: Option<PathBuf>, now: Moment, json: bool, out: &mut impl Write) -> Result<(), Wrong> {
    let journal = super::open_journal(&folder)?;
    let copy = match to {
        Some(to) => backup::make_in(&journal, &to, Reason::Asked, now, &mut progress())?,
        None => backup::make(&journal, Reason::Asked, now, &mut progress())?,
    };
    if json {
        return print(out, &wire::Copy::of(copy, Some(&journal.key().recipient())));
    }
    Ok(writeln!(out, "{}", say_with("cli-copied", [("folder", copy.folder.path().display().to_string())]))?)
}

fn list(folder: &Folder, json: bool, out: &mut impl Write) -> Result<(), Wrong> {
    // Whether they open is told for a journal that opens itself; it is no reason not to list them.
    let recipient = Journal::open(folder.clone()).ok().map(|journal| journal.key().recipient());
    let copies = backup::list(folder)?;
    if json {
        let copies: Vec<_> = copies.into_iter().map(|copy| wire::Copy::of(copy, recipient.as_deref())).collect();
        return print(out, &copies);
    }
    if copies.is_empty() {
        eprintln!("glimmer: {}", say("cli-no-copies"));
    }
    for copy in copies {
        let place = if copy.place == Place::Here { say("cli-copy-here") } else { say("cli-copy-second") };
        writeln!(out, "{}  {}  {place}", when(&copy), printable(&copy.id))?;
    }
    Ok(())
}

/// `2026-11-22 20:31`, as the clock showed it then.
fn when(copy: &Copy) -> String {
    copy.note.made_at.format("%Y-%m-%d %H:%M").to_string()
}

fn restore(folder: &Folder, name: Option<String>, yes: bool, now: Moment, json: bool, out: &mut impl Write) -> Result<(), Wrong> {
    let copies = backup::list(folder)?;
    let copy = match &name {
        None => copies.into_iter().next().ok_or_else(|| Wrong::Said(say("cli-no-copies")))?,
        Some(name) => match copies.into_iter().find(|copy| copy.id == *name) {
            Some(copy) => copy,
            None => backup::at(name).map_err(|_| Wrong::Said(say_with("cli-no-copy", [("name", printable(name))])))?,
        },
    };
    let key = super::asking(|secret| backup::present_vault(folder, None, secret))?;
    // One of another key asks for what opened it then.
    let mut secret = None;
    let inside = super::asking_for("cli-passphrase-then", |given| {
        secret = given.cloned();
        backup::look_into(folder, key.as_ref(), &copy, given)
    })?;
    if !json {
        describe(&copy, &inside, out)?;
    }
    if !yes {
        if json || !io::stdin().is_terminal() {
            return Err(Wrong::Said(say("cli-restore-needs-yes")));
        }
        write!(out, "{} ", say("cli-restore-ask"))?;
        out.flush()?;
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        if !matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
            return Ok(());
        }
    }
    let restored = backup::restore(folder, key, &copy, secret.as_ref(), now, &mut progress())?;
    if json {
        return print(out, &wire::Restored::from(restored));
    }
    let values = [("glimmers", restored.glimmers.to_string()), ("before", printable(&restored.before))];
    Ok(writeln!(out, "{}", say_with("cli-restored", values))?)
}

/// Says what a copy holds, and what would become of the present.
fn describe(copy: &Copy, inside: &backup::Inside, out: &mut impl Write) -> Result<(), Wrong> {
    let day = |day: Option<glimmer_core::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    match inside.glimmers {
        0 => writeln!(out, "{}", say_with("cli-copy-empty", [("when", when(copy))]))?,
        glimmers => {
            let values = [
                ("when", when(copy)),
                ("glimmers", glimmers.to_string()),
                ("first", day(inside.first_day)),
                ("last", day(inside.last_day)),
            ];
            writeln!(out, "{}", say_with("cli-copy-holds", values))?;
        }
    }
    for text in &inside.newest {
        writeln!(out, "  {}", printable(text))?;
    }
    let Some(stay_deleted) = inside.stay_deleted else { return Ok(writeln!(out, "{}", say("cli-restore-comes-back"))?) };
    if inside.newer > 0 {
        writeln!(out, "{}", say_with("cli-restore-newer", [("number", inside.newer.to_string())]))?;
    }
    if stay_deleted > 0 {
        writeln!(out, "{}", say_with("cli-restore-deleted", [("number", stay_deleted.to_string())]))?;
    }
    Ok(())
}

fn checked(folder: Folder, json: bool, out: &mut impl Write) -> Result<(), Wrong> {
    let checked = match super::open_journal(&folder) {
        Ok(journal) => journal.check(&mut progress())?,
        Err(Wrong::Journal(error)) => unopened(&folder, error)?,
        Err(other) => return Err(other),
    };
    if json {
        print(out, &wire::Checked::from(checked.clone()))?;
    } else if checked.findings.is_empty() {
        writeln!(out, "{}", say_with("cli-check-well", [("glimmers", checked.glimmers.to_string())]))?;
    } else {
        for finding in &checked.findings {
            writeln!(out, "{}: {}", found(finding.what), printable(&finding.detail))?;
        }
    }
    if checked.findings.is_empty() { Ok(()) } else { Err(Wrong::Found) }
}

/// Checks what can be checked of a journal that does not open.
fn unopened(folder: &Folder, error: Error) -> Result<Checked, Wrong> {
    match error {
        Error::Damaged | Error::NotOurs(_) | Error::NoJournal(_) | Error::NoVault(_) => {}
        other => return Err(other.into()),
    }
    match super::asking(|secret| backup::present_vault(folder, None, secret))? {
        Some(vault) => Ok(check::check(folder, &vault, &mut progress())?),
        None => Ok(Checked { glimmers: 0, findings: vec![check::Finding { what: What::Vault, detail: error.to_string() }] }),
    }
}

fn found(what: What) -> String {
    match what {
        What::DamagedPage => say("cli-found-page"),
        What::Structure => say("cli-found-structure"),
        What::Search => say("cli-found-search"),
        What::LostTail => say("cli-found-tail"),
        What::Inbox => say("cli-found-inbox"),
        What::Vault => say("cli-found-vault"),
        What::Photo => say("cli-found-photo"),
        What::Copy => say("cli-found-copy"),
    }
}
