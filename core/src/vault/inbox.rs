//! Jotting while the journal is locked: what is written is sealed to the vault's public half, in a file each, and joins the journal
//! when it is next opened. Who can seal cannot read.
//!
//! A sealed file is JSON inside age. Its name is the id of what is in it. A glimmer names the drafts that it came out of, for the
//! draft may still be there if the computer stopped between the two.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
    str::FromStr,
};

use age::x25519;
use chrono::{DateTime, FixedOffset};
use rusqlite::{Transaction, params};
use serde::{Deserialize, Serialize};
use uuid::{NoContext, Timestamp, Uuid};
use zeroize::Zeroizing;

use super::Vault;
use crate::{
    Day, Device, Draft, DraftPlace, Error, Folder, Glimmer, Moment, NewGlimmer, Result,
    folder::Lock,
    photos::{self, PhotoName},
    store::{LOCK, PATIENCE, drafts, glimmers},
};

/// How the name of a draft ends that was sealed while the journal was open.
const MEANWHILE: &str = "meanwhile.age";

/// What is in a sealed file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Sealed {
    Glimmer {
        at: DateTime<FixedOffset>,
        day: Day,
        new: NewGlimmer,
        instead_of: Vec<Uuid>,
        /// Where it was written while the journal was open: the draft that stands there is what it was made of.
        #[serde(default)]
        place: Option<DraftPlace>,
    },
    Draft {
        place: DraftPlace,
        draft: Draft,
    },
}

/// What came of opening the inbox.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Joined {
    pub glimmers: u32,
    /// Sealed to another key, or altered: left where they are.
    pub unreadable: u32,
}

/// The side of a locked journal that takes something in.
pub struct Inbox {
    folder: Folder,
}

impl Inbox {
    pub fn of(folder: Folder) -> Self {
        Self { folder }
    }

    /// Keeps a glimmer for the next opening. Returns once it is durable.
    ///
    /// # Errors
    /// As [`crate::Journal::keep`]; [`Error::NoVault`] if there is nothing to seal to.
    pub fn keep(&self, new: NewGlimmer, now: Moment) -> Result<Glimmer> {
        self.keep_with(new, now, Vec::new(), None)
    }

    /// The same while the journal is open and something large is being changed; clears the draft of `place`.
    pub(crate) fn keep_meanwhile(&self, place: Option<DraftPlace>, new: NewGlimmer, now: Moment) -> Result<Glimmer> {
        let drafts = place.map_or(Ok(Vec::new()), |place| self.meanwhile(place))?;
        let kept = self.keep_with(new, now, drafts.iter().map(|(id, _)| *id).collect(), place)?;
        drafts.iter().for_each(|(_, path)| drop(fs::remove_file(path)));
        Ok(kept)
    }

    /// The same for what was written at `place`; its sealed draft goes.
    pub fn keep_draft(&self, place: DraftPlace, new: NewGlimmer, now: Moment) -> Result<Glimmer> {
        let drafts = self.drafts(place)?;
        let kept = self.keep_with(new, now, drafts.iter().map(|(id, _)| *id).collect(), None)?;
        // Kept is kept: a draft that stays behind is passed over at the opening.
        drafts.iter().for_each(|(_, path)| drop(fs::remove_file(path)));
        Ok(kept)
    }

    fn keep_with(&self, new: NewGlimmer, now: Moment, instead_of: Vec<Uuid>, place: Option<DraftPlace>) -> Result<Glimmer> {
        let new = new.checked(now.day)?;
        let id = now.new_id();
        let kept = new.clone().kept(id, now);
        self.seal(&format!("{id}.age"), &Sealed::Glimmer { at: now.at, day: now.day, new, instead_of, place })?;
        if let Err(error) = Device::note_kept(&self.folder, now.day, now.at.to_utc()) {
            tracing::warn!(%error, "could not note that something was kept today");
        }
        Ok(kept)
    }

    /// Takes back what was just kept, as long as it has not joined the journal.
    ///
    /// # Errors
    /// [`Error::NotFound`] if it is not in the inbox.
    pub fn take_back(&self, id: Uuid) -> Result<()> {
        let path = self.folder.inbox().join(format!("{id}.age"));
        match fs::remove_file(&path) {
            Ok(()) => crate::folder::sync(&self.folder.inbox()).map_err(Error::file("write", path)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Error::NotFound),
            Err(error) => Err(Error::file("take back", path)(error)),
        }
    }

    /// Seals what is being written; an empty draft clears it.
    pub fn save_draft(&self, place: DraftPlace, draft: &Draft, now: Moment) -> Result<()> {
        let before = self.drafts(place)?;
        if *draft == Draft::default() {
            let gone = before.iter().try_for_each(|(_, path)| fs::remove_file(path));
            return gone.map_err(Error::file("clear the draft in", self.folder.inbox()));
        }
        let id = before.first().map_or_else(|| now.new_id(), |(id, _)| *id);
        self.seal(&format!("{id}.{}.age", place.name()), &Sealed::Draft { place, draft: draft.clone() })
    }

    /// Seals what is being written while the journal is open and something large is being changed.
    pub(crate) fn save_draft_meanwhile(&self, place: DraftPlace, draft: &Draft) -> Result<()> {
        let before = self.meanwhile(place)?;
        // Never under the name of an earlier one, which may be joining the journal just now. The last one counts.
        let fresh = || Uuid::new_v7(Timestamp::from_unix(NoContext, 0, 0));
        let id = before.last().map_or_else(fresh, |(id, _)| Uuid::from_u128(id.as_u128() + 1));
        self.seal(&format!("{id}.{}.{MEANWHILE}", place.name()), &Sealed::Draft { place, draft: draft.clone() })?;
        before.iter().for_each(|(_, path)| drop(fs::remove_file(path)));
        Ok(())
    }

    /// What [`Inbox::save_draft_meanwhile`] sealed, oldest first.
    pub(crate) fn meanwhile(&self, place: DraftPlace) -> Result<Vec<(Uuid, PathBuf)>> {
        self.ending(&format!(".{}.{MEANWHILE}", place.name()))
    }

    /// Somebody begins anew at `place`: what is sealed there as a draft is replaced by nothing any more, and comes back beside it.
    pub fn lay_aside(&self, place: DraftPlace) -> Result<()> {
        for (id, path) in self.drafts(place)? {
            let aside = self.folder.inbox().join(format!("{id}.{}.earlier.age", place.name()));
            Folder::at(self.folder.inbox()).rename(&path, &aside)?;
        }
        Ok(())
    }

    fn drafts(&self, place: DraftPlace) -> Result<Vec<(Uuid, PathBuf)>> {
        self.ending(&format!(".{}.age", place.name()))
    }

    fn ending(&self, ending: &str) -> Result<Vec<(Uuid, PathBuf)>> {
        Ok(files(&self.folder)?.into_iter().filter(|(_, path)| path.to_string_lossy().ends_with(ending)).collect())
    }

    /// Seals a draft that could not be saved anywhere, for [`crate::Journal::open_sealed_draft`].
    pub fn seal_draft(&self, place: DraftPlace, draft: &Draft) -> Result<Vec<u8>> {
        encrypt(&Sealed::Draft { place, draft: draft.clone() }, &self.recipient()?)
    }

    fn seal(&self, name: &str, sealed: &Sealed) -> Result<()> {
        let inbox = Folder::at(self.folder.inbox());
        inbox.make()?;
        self.sealing(|_, recipient| inbox.replace(&inbox.file(name), &encrypt(sealed, recipient)?))
    }

    /// Seals something to the vault. The key must not change between reading and writing: nobody could open what was sealed to the
    /// old one.
    pub(crate) fn sealing<T>(&self, seal: impl FnOnce(&Folder, &x25519::Recipient) -> Result<T>) -> Result<T> {
        let _together = self.folder.lock(LOCK, Lock::Shared, PATIENCE)?;
        seal(&self.folder, &self.recipient()?)
    }

    fn recipient(&self) -> Result<x25519::Recipient> {
        let path = self.folder.vault_pub();
        let text = fs::read_to_string(&path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Error::NoVault(path.clone()),
            std::io::ErrorKind::InvalidData => Error::NotOurs(path.clone()),
            _ => Error::file("read the key", &path)(error),
        })?;
        x25519::Recipient::from_str(text.trim()).map_err(|_| Error::NotOurs(path))
    }
}

fn encrypt(sealed: &Sealed, recipient: &x25519::Recipient) -> Result<Vec<u8>> {
    let plain = Zeroizing::new(serde_json::to_vec(sealed).map_err(|error| Error::file("seal", "inbox")(error.into()))?);
    age::encrypt(recipient, &plain).map_err(|error| Error::file("seal", "inbox")(std::io::Error::other(error)))
}

/// What lies in the inbox, oldest first. Other people's files are none of ours.
pub(crate) fn files(folder: &Folder) -> Result<Vec<(Uuid, PathBuf)>> {
    let list = match fs::read_dir(folder.inbox()) {
        Ok(list) => list,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::file("read", folder.inbox())(error)),
    };
    let mut found = Vec::new();
    for file in list {
        let path = file.map_err(Error::file("read", folder.inbox()))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if let Some(id) = name.strip_suffix(".age").and_then(|name| name.split('.').next()?.parse().ok()) {
            found.push((id, path));
        }
    }
    found.sort();
    Ok(found)
}

/// Lets the glimmers in the inbox join the journal in `tx`, and the drafts of `place`, each exactly once; returns which files have done
/// so and may go when `tx` is committed. Other drafts wait until their place is read: their page may still be writing. What was
/// sealed during a large change was written into the open journal: it takes the place of the draft there. Also returned are the names
/// that pictures had until they joined.
pub(crate) fn join(
    tx: &Transaction<'_>,
    folder: &Folder,
    keys: &[Vault],
    files: &[(Uuid, PathBuf)],
    place: Option<DraftPlace>,
) -> Result<(Joined, Vec<PathBuf>, Vec<PhotoName>)> {
    let mut joined = Joined::default();
    let mut done = Vec::new();
    let mut waiting = Vec::new();
    let mut passed_over = HashSet::new();
    let mut renamed = Vec::new();
    for (id, path) in files {
        if has_joined(tx, *id)? {
            done.push(path.clone());
            continue;
        }
        // Perhaps it was sealed in the moment in which the key changed.
        match keys.iter().find_map(|vault| read(vault, path)) {
            // Another process was quicker.
            None if !path.exists() => {}
            None => joined.unreadable += 1,
            Some(Sealed::Glimmer { at, day, mut new, instead_of, place }) => {
                renamed.extend(photos::join(tx, folder, keys, &mut new.photos)?);
                glimmers::insert_as(tx, *id, &new, Moment { at, day })?;
                if let Some(place) = place
                    && drafts::read(tx, place)?.is_some_and(|draft| new.text.starts_with(draft.text.trim()))
                {
                    drafts::clear(tx, place)?;
                }
                passed_over.extend(instead_of);
                note(tx, *id)?;
                joined.glimmers += 1;
                done.push(path.clone());
            }
            Some(Sealed::Draft { place, draft }) => waiting.push((*id, path, place, draft)),
        }
    }
    for (id, path, at, mut draft) in waiting {
        if !passed_over.contains(&id) {
            let replaces = path.to_string_lossy().ends_with(MEANWHILE);
            if !replaces && Some(at) != place {
                continue;
            }
            renamed.extend(photos::join(tx, folder, keys, &mut draft.photos)?);
            let before = drafts::read(tx, at)?.filter(|_| !replaces).unwrap_or_default();
            drafts::write(tx, at, &before.with(draft))?;
        }
        note(tx, id)?;
        done.push(path.clone());
    }
    Ok((joined, done, renamed))
}

fn read(vault: &Vault, path: &Path) -> Option<Sealed> {
    decrypt(vault, &fs::read(path).ok()?)
}

fn decrypt(vault: &Vault, sealed: &[u8]) -> Option<Sealed> {
    serde_json::from_slice(&vault.open(sealed)?).ok()
}

/// The draft of [`Inbox::seal_draft`].
pub(crate) fn open_draft(vault: &Vault, sealed: &[u8]) -> Option<Draft> {
    match decrypt(vault, sealed)? {
        Sealed::Draft { draft, .. } => Some(draft),
        Sealed::Glimmer { .. } => None,
    }
}

fn has_joined(tx: &Transaction<'_>, id: Uuid) -> Result<bool> {
    Ok(tx.prepare_cached("select 1 from joined where id = ?1")?.exists([id.as_bytes()])?)
}

pub(crate) fn note(tx: &Transaction<'_>, id: Uuid) -> Result<()> {
    tx.prepare_cached("insert or ignore into joined values (?1)")?.execute(params![id.as_bytes()])?;
    Ok(())
}

/// Forgets the names of those whose files are gone: they cannot come again.
pub(crate) fn forget(tx: &Transaction<'_>, still_there: &[(Uuid, PathBuf)]) -> Result<()> {
    let known: Vec<[u8; 16]> =
        tx.prepare_cached("select id from joined")?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut forget = tx.prepare_cached("delete from joined where id = ?1")?;
    for id in known.iter().filter(|known| !still_there.iter().any(|(id, _)| id.as_bytes() == *known)) {
        forget.execute([id])?;
    }
    Ok(())
}
