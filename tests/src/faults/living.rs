//! A journal as the app works with it: closed, opened again by whatever opens it now, copied, and replaced as a whole.

use std::path::Path;

use glimmer_core::{
    Closed, Error, Folder, Journal, Moment, RecoveryCode, Result, Secret,
    backup::{self, Reason, present_vault},
    vault,
};

use super::reference::said;

/// What the trials use as passphrases. Wrapping costs nothing here: see [`super::main`].
const PHRASES: [&str; 3] = ["warm bread", "a cold morning", "the gate by the river"];

pub struct Living {
    pub folder: Folder,
    journal: Option<Journal>,
    /// What it said before the restore with this number was first tried.
    before: Option<(usize, String)>,
}

/// Opens the journal in `folder`, with a passphrase if it has one.
///
/// # Errors
/// As [`Journal::open`]; [`Error::WrongSecret`] if none of the trials' passphrases opens it.
pub fn open(folder: &Folder) -> Result<Journal> {
    match Journal::open(folder.clone()) {
        Err(Error::Locked) => first_of_phrases(|phrase| Journal::unlock(folder.clone(), phrase)).map(|(_, journal)| journal),
        opened => opened,
    }
}

/// The passphrase that opens the vault in `folder`, by its number; `None` if it has none.
pub fn phrase(folder: &Folder) -> Result<Option<usize>> {
    let opens = |phrase: &Secret| present_vault(folder, None, Some(phrase))?.ok_or_else(|| Error::NoVault(folder.vault_age()));
    if vault::is_set(folder) { first_of_phrases(opens).map(|(nth, _)| Some(nth)) } else { Ok(None) }
}

fn first_of_phrases<T>(opens: impl Fn(&Secret) -> Result<T>) -> Result<(usize, T)> {
    for (nth, phrase) in PHRASES.iter().enumerate() {
        match opens(&Secret::new(phrase)) {
            Err(Error::WrongSecret) => {}
            opened => return opened.map(|opened| (nth, opened)),
        }
    }
    Err(Error::WrongSecret)
}

/// The journal file in `home`, past the door, with a passphrase or without.
pub fn raw(home: &Path) -> rusqlite::Connection {
    let folder = Folder::at(home);
    match phrase(&folder).expect("a vault") {
        None => crate::raw_journal(home),
        Some(nth) => {
            let wrapped = std::fs::read(folder.vault_age()).expect("a wrapped key");
            let identity = age::scrypt::Identity::new(PHRASES[nth].to_owned().into());
            let text = age::decrypt(&identity, &wrapped).expect("it opens");
            crate::raw_journal_by(home, &String::from_utf8_lossy(&text))
        }
    }
}

/// The newest copy that was asked for; those that are made before something else come and go with it.
///
/// # Errors
/// [`Error::NotFound`] if there is one that cannot be read just now: the core passes over it.
pub fn newest_copy(folder: &Folder) -> Result<Option<backup::Copy>> {
    let copies = backup::list(folder)?;
    let entries = std::fs::read_dir(folder.backups()).into_iter().flatten().flatten();
    // The pictures of all of them are in a folder beside them.
    let is_copy = |name: &str| !name.starts_with('.') && name != "photos";
    let there = entries.filter(|entry| entry.path().is_dir() && is_copy(&entry.file_name().to_string_lossy())).count();
    if copies.len() < there {
        return Err(Error::NotFound);
    }
    Ok(copies.into_iter().find(|copy| copy.note.reason == Reason::Asked))
}

impl Living {
    pub fn open(folder: Folder) -> Result<Self> {
        let journal = Some(open(&folder)?);
        Ok(Self { folder, journal, before: None })
    }

    /// The journal; if it could not be opened again the last time, it is tried once more.
    pub fn journal(&mut self) -> Result<&Journal> {
        let journal = match self.journal.take() {
            Some(journal) => journal,
            None => open(&self.folder)?,
        };
        Ok(self.journal.insert(journal))
    }

    pub fn said(&mut self) -> Result<String> {
        let home = self.folder.path().to_owned();
        said(self.journal()?, &home)
    }

    /// Locks it, and opens it as somebody who comes back does.
    pub fn lock(&mut self) -> Result<()> {
        drop(self.journal.take());
        self.journal().map(drop)
    }

    /// A new key, under the passphrase that belongs to `number`: tried again, it comes to the same.
    pub fn renew(&mut self, number: usize, now: Moment) -> Result<()> {
        let (current, new) = (self.secret()?, Secret::new(PHRASES[number % PHRASES.len()]));
        self.closed(|closed| closed.renew(current.as_ref(), &new, &RecoveryCode::generate()?, now, &mut |_| ()))
    }

    /// Another passphrase for the same key; the first one makes a new key.
    pub fn change_passphrase(&mut self, number: usize, now: Moment) -> Result<()> {
        match self.secret()? {
            Some(current) => self.journal()?.change_passphrase(&current, &Secret::new(PHRASES[number % PHRASES.len()])),
            None => self.renew(number, now),
        }
    }

    pub fn remove_passphrase(&mut self) -> Result<()> {
        match self.secret()? {
            Some(current) => self.journal()?.remove_passphrase(&current),
            None => Ok(()),
        }
    }

    pub fn back_up(&mut self, now: Moment) -> Result<()> {
        backup::make(self.journal()?, Reason::Asked, now, &mut |_| ()).map(drop)
    }

    pub fn renew_copies(&mut self) -> Result<()> {
        self.journal()?.renew_copies(&mut |_| ()).map(drop)
    }

    /// Restores the newest copy, if there is one.
    pub fn restore(&mut self, number: usize, now: Moment) -> Result<()> {
        let Some(copy) = newest_copy(&self.folder)? else { return Ok(()) };
        let said = self.said()?;
        match &self.before {
            // It was decided before it failed, and finished at the opening. Twice would be once more.
            Some((of, before)) if *of == number && *before != said => return Ok(()),
            _ => self.before = Some((number, said)),
        }
        let folder = self.folder.clone();
        self.closed(|closed| backup::restore(&folder, Some(closed.key()), &copy, None, now, &mut |_| ()).map(drop))
    }

    fn secret(&mut self) -> Result<Option<Secret>> {
        self.journal()?;
        Ok(phrase(&self.folder)?.map(|nth| Secret::new(PHRASES[nth])))
    }

    /// As the app's door does it: what opened it opens it again, whatever came of `act`.
    fn closed(&mut self, act: impl FnOnce(&mut Closed) -> Result<()>) -> Result<()> {
        self.journal()?;
        let Some(mut closed) = self.journal.take().map(Journal::close) else { return Err(Error::Locked) };
        let done = act(&mut closed);
        let opened = closed.open().map(|journal| self.journal = Some(journal));
        done.and(opened)
    }
}
