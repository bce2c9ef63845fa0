//! Whether everything is as it was written: the journal, its keys, what waits in the inbox, and the copies.

use std::{fs, iter, str::FromStr};

use age::x25519;
use rusqlite::{Connection, OptionalExtension};

use crate::{
    Error, Folder, Journal, Result,
    backup::{self, Progress},
    photos::{Files, Size},
    store::{self, reading, search},
    vault::{Vault, inbox},
};

/// What a check found. No findings: all is well.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    pub glimmers: u32,
    pub findings: Vec<Finding>,
}

/// Something that is not as it should be. `detail` is for whoever has to find out more, and has no word of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub what: What,
    pub detail: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A page that was altered outside of Glimmer.
    DamagedPage,
    /// The pages are as they were written, and do not fit each other.
    Structure,
    /// The search index was not right. If the journal was open for writing, it is built anew by now.
    Search,
    /// Acknowledged changes are missing.
    LostTail,
    /// Something sealed while locked cannot be read.
    Inbox,
    /// Key files that do not belong to the journal, or to each other.
    Vault,
    /// A picture that is missing or cannot be read.
    Photo,
    /// A copy that is not as it was written, or does not have all its pictures.
    Copy,
}

impl Checked {
    fn found(&mut self, what: What, detail: impl Into<String>) {
        self.findings.push(Finding { what, detail: detail.into() });
    }

    fn found_all(&mut self, what: What, details: impl IntoIterator<Item = String>) {
        details.into_iter().for_each(|detail| self.found(what, detail));
    }
}

impl Journal {
    /// Checks everything, reading all of it. A wrong search index is built anew.
    pub fn check(&self, progress: Progress<'_>) -> Result<Checked> {
        let mut checked = self.store.while_reading(|| check(&self.folder, self.store.vault(), progress))?;
        // In a damaged file nothing is changed, and what was found is told, whether or not the index could be mended.
        let is_damaged = checked.findings.iter().any(|finding| matches!(finding.what, What::DamagedPage | What::Structure));
        let mends = !self.store.read_only && !is_damaged;
        for finding in checked.findings.iter_mut().filter(|finding| finding.what == What::Search && mends) {
            self.store.change(search::rebuild)?;
            finding.detail.push_str("; it was built anew");
        }
        Ok(checked)
    }

    /// Checks each page of the journal and nothing else. Others go on writing meanwhile.
    pub fn quick_check(&self) -> Result<Vec<Finding>> {
        let pages = self.store.while_reading(|| {
            let sql = reading::beside(&self.folder.journal(), &self.store.vault().journal_key())?;
            Ok::<_, Error>(damaged_pages(&sql))
        })?;
        Ok(pages.into_iter().map(|detail| Finding { what: What::DamagedPage, detail }).collect())
    }
}

/// Checks a journal that is not open, and may not open; nothing is changed.
pub fn check(folder: &Folder, vault: &Vault, progress: Progress<'_>) -> Result<Checked> {
    let mut checked = Checked::default();
    journal(folder, vault, &mut checked, progress);
    progress(0.7);
    keys(folder, vault, &mut checked);
    photos(folder, vault, &mut checked);
    for (_, path) in inbox::files(folder)? {
        let opens = fs::read(&path).ok().is_some_and(|sealed| vault.open(&sealed).is_some());
        if !opens && path.exists() {
            checked.found(What::Inbox, path.display().to_string());
        }
    }
    let copies = backup::list(folder)?;
    for (nth, copy) in copies.iter().enumerate() {
        if !copy.is_as_written() || backup::missing(copy).map_or(true, |missing| !missing.is_empty()) {
            checked.found(What::Copy, copy.folder.path().display().to_string());
        }
        progress(0.7 + 0.3 * (nth + 1) as f64 / copies.len() as f64);
    }
    Ok(checked)
}

fn journal(folder: &Folder, vault: &Vault, checked: &mut Checked, progress: Progress<'_>) {
    let path = folder.journal();
    let opened = match path.exists() {
        true => reading::beside(&path, &vault.journal_key()),
        false => return checked.found(What::Structure, "there is no journal"),
    };
    let sql = match opened {
        Ok(sql) => sql,
        Err(error) => return checked.found(What::Structure, error.to_string()),
    };
    checked.found_all(What::DamagedPage, damaged_pages(&sql));
    progress(0.3);
    match inside(&sql) {
        Ok(Inside { glimmers, changes, lost, .. }) => {
            checked.glimmers = glimmers.try_into().unwrap_or(u32::MAX);
            // The count inside is never ahead of what can be read; the one beside is written last.
            let beside = store::read_count(folder).unwrap_or_default();
            if changes < beside || lost > 0 {
                checked.found(What::LostTail, format!("{} changes", lost + (beside - changes).max(0)));
            }
        }
        Err(error) => return checked.found(What::DamagedPage, error.to_string()),
    }
    checked.found_all(What::Structure, structure(&sql));
    progress(0.6);
    if !search_fits(&sql) {
        checked.found(What::Search, "the index does not fit the glimmers");
    }
}

/// Opens every picture that the journal names.
fn photos(folder: &Folder, vault: &Vault, checked: &mut Checked) {
    // What cannot be read of the journal itself is told already.
    let Ok(sql) = reading::beside(&folder.journal(), &vault.journal_key()) else { return };
    let (Ok(names), Ok(earlier)) = (store::photos::names_if_any(&sql), store::rekey::remembered(&sql)) else { return };
    let keys: Vec<_> = iter::once(vault.clone()).chain(earlier).collect();
    let files = Files::of(folder);
    for name in names {
        for size in Size::BOTH {
            if files.open(&name, size, &keys).is_err() {
                checked.found(What::Photo, files.path(&name, size).display().to_string());
            }
        }
    }
}

fn keys(folder: &Folder, vault: &Vault, checked: &mut Checked) {
    for path in [folder.vault_age(), folder.vault_recovery()] {
        if fs::read(&path).is_ok_and(|wrapped| age::Decryptor::new(&wrapped[..]).is_err()) {
            checked.found(What::Vault, path.display().to_string());
        }
    }
    let of_another =
        folder.vault_key().exists() && Vault::read(&folder.vault_key()).map_or(true, |found| found.recipient() != vault.recipient());
    if of_another {
        checked.found(What::Vault, folder.vault_key().display().to_string());
    }
    let public = fs::read_to_string(folder.vault_pub()).ok().and_then(|text| x25519::Recipient::from_str(text.trim()).ok());
    if public.is_none_or(|public| public.to_string() != vault.recipient()) {
        checked.found(What::Vault, folder.vault_pub().display().to_string());
    }
}

/// What a journal says about itself, on one consistent state of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Inside {
    pub(crate) glimmers: i64,
    pub(crate) changes: i64,
    pub(crate) lost: i64,
    pub(crate) schema: i64,
}

pub(crate) fn inside(sql: &Connection) -> Result<Inside> {
    let count = "select (select count(*) from glimmer), changes, lost, (select user_version from pragma_user_version) from journal";
    Ok(sql.query_row(count, [], |row| Ok(Inside { glimmers: row.get(0)?, changes: row.get(1)?, lost: row.get(2)?, schema: row.get(3)? }))?)
}

/// The pages that are not as they were written, from the file itself.
///
/// A page that somebody writes at this very instant reads as damaged: what is found is looked for again, and only what is
/// still so counts.
pub(crate) fn damaged_pages(sql: &Connection) -> Vec<String> {
    let look = || lines(sql, "pragma cipher_integrity_check");
    let mut found = look();
    for _ in 0..2 {
        if found.is_empty() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
        let again = look();
        found.retain(|line| again.contains(line));
    }
    found
}

/// What does not fit in the tables and their indexes; the search index is another matter.
pub(crate) fn structure(sql: &Connection) -> Vec<String> {
    let mut found = lines(sql, "pragma integrity_check");
    found.retain(|line| line != "ok" && !line.contains("FTS5"));
    found
}

/// Whether the search index is whole and holds exactly the glimmers outside the trash.
pub(crate) fn search_fits(sql: &Connection) -> bool {
    let differ = "select 1 from (
        select -place from glimmer where trashed_on is null and place not in (select place from behind) except select id from glimmer_search_docsize
        union all
        select * from (select id from glimmer_search_docsize except select -place from glimmer where trashed_on is null)) limit 1";
    let differs = sql.query_row(differ, [], |_| Ok(())).optional();
    matches!(differs, Ok(None)) && !lines(sql, "pragma integrity_check('glimmer_search')").iter().any(|line| line.contains("FTS5"))
}

fn lines(sql: &Connection, pragma: &str) -> Vec<String> {
    let read = || -> rusqlite::Result<Vec<String>> { sql.prepare(pragma)?.query_map([], |row| row.get(0))?.collect() };
    // What cannot be read at all is a finding too.
    read().unwrap_or_else(|error| vec![error.to_string()])
}
