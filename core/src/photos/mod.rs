//! Pictures of glimmers: taken in as nothing but pixels, sealed beside the journal, opened only while it is open.
//!
//! A picture is two files, itself and a thumbnail, written and synced before any row names them. Their name is a keyed hash of the
//! picture, so the same one twice is stored once, and whoever has not the journal learns nothing from it. Taken in while the journal is
//! locked, it has a name by chance, and gets its own when it joins.

mod files;
mod intake;

use std::{collections::BTreeSet, fmt, fs, str::FromStr, time::Duration};

pub(crate) use files::Files;
use hmac::{Hmac, KeyInit, Mac};
pub use intake::{LONGEST, MOST_BYTES, MOST_PIXELS, Refused, SMALL, Taken, looks_like_a_picture, read, take, take_pixels};
use rusqlite::Transaction;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::{
    Error, Folder, Inbox, Journal, Result, backup,
    store::{self, photos as table},
    transfer::import,
    vault::{Vault, inbox},
};

/// How many pictures a glimmer takes by hand; one that came from elsewhere may have more.
pub const MOST_PHOTOS: usize = 4;
/// What nobody needs is removed after so long: somebody may be about to keep it.
const ORPHANED: Duration = Duration::from_secs(60 * 60);
/// Begins a name by chance.
const CHANCE: &str = "new-";

/// What a sealed picture is called: a keyed hash in 64 hexadecimal digits, or `new-` and 32 by chance.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhotoName(String);

impl PhotoName {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it waits for its own name, having been taken in while the journal was locked.
    pub fn is_by_chance(&self) -> bool {
        self.0.starts_with(CHANCE)
    }

    fn by_chance() -> Result<Self> {
        let mut bytes = [0; 16];
        random(&mut bytes)?;
        Ok(Self(format!("{CHANCE}{}", hex(&bytes))))
    }
}

impl fmt::Display for PhotoName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PhotoName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let is_hex = |text: &str, length| text.len() == length && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let is_one = text.strip_prefix(CHANCE).map_or_else(|| is_hex(text, 64), |chance| is_hex(chance, 32));
        if is_one { Ok(Self(text.to_owned())) } else { Err(Error::BadValue { what: "photo", why: "that is no name of one".into() }) }
    }
}

impl TryFrom<String> for PhotoName {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<PhotoName> for String {
    fn from(name: PhotoName) -> Self {
        name.0
    }
}

/// A picture of a glimmer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    pub name: PhotoName,
    /// In pixels, at most [`LONGEST`].
    pub width: u32,
    pub height: u32,
    /// What it shows, in the person's words; may be empty.
    #[serde(default)]
    pub alt: String,
    /// Stands in its place until it is there: 4 rows of 4 colours from the top, each `rrggbb` in hexadecimal.
    #[serde(default)]
    pub blur: String,
}

impl Photo {
    fn of(taken: &Taken, name: PhotoName) -> Self {
        Self { name, width: taken.width, height: taken.height, alt: String::new(), blur: taken.blur.clone() }
    }
}

/// Which of the two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    Full,
    /// The thumbnail.
    Small,
}

impl Size {
    pub(crate) const BOTH: [Self; 2] = [Self::Small, Self::Full];
}

/// Names pictures for one journal (HMAC-SHA256, RFC 2104).
pub(crate) struct Naming(Hmac<Sha256>);

impl Naming {
    /// `None` if it is no key.
    pub(crate) fn of(key: &[u8]) -> Option<Self> {
        if key.len() == 32 { Hmac::new_from_slice(key).ok().map(Self) } else { None }
    }

    pub(crate) fn generate() -> Result<(Self, [u8; 32])> {
        let mut key = [0; 32];
        random(&mut key)?;
        Self::of(&key).map(|naming| (naming, key)).ok_or(Error::Damaged)
    }

    fn name(&self, picture: &[u8]) -> PhotoName {
        PhotoName(hex(&self.0.clone().chain_update(picture).finalize().into_bytes()))
    }
}

fn random(bytes: &mut [u8]) -> Result<()> {
    getrandom::fill(bytes).map_err(|error| Error::file("ask for chance", "getrandom")(std::io::Error::other(error)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Journal {
    /// Stores a picture, durably, for a glimmer or a draft that will name it; if none does, it is gone after an hour.
    pub fn add_photo(&self, taken: &Taken) -> Result<Photo> {
        self.add_photo_if_new(taken).map(|(photo, _)| photo)
    }

    /// The same, and whether it was not here yet.
    pub(crate) fn add_photo_if_new(&self, taken: &Taken) -> Result<(Photo, bool)> {
        let naming = self.photo_naming()?;
        let (files, vault) = (Files::of(&self.folder), self.store.vault());
        let name = naming.name(&taken.full);
        let is_new = !files.has(&name);
        // The same picture again mends its files, if they need it; else it is as if they were new.
        let is_whole = |size| files.read(&name, size).is_ok_and(|sealed| vault.open(&sealed).is_some());
        if Size::BOTH.into_iter().all(is_whole) {
            files.touch([&name]);
        } else {
            files.put(&name, taken, &vault.to_seal())?;
        }
        Ok((Photo::of(taken, name), is_new))
    }

    /// Opens a picture. One that is missing or damaged is taken from a copy, if one has it, and is whole again from then on.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such picture, [`Error::Damaged`] if it cannot be read.
    pub fn photo(&self, name: &PhotoName, size: Size) -> Result<Vec<u8>> {
        let files = Files::of(&self.folder);
        let vault = self.store.vault();
        let why = match files.open(name, size, std::slice::from_ref(vault)) {
            Ok(opened) => return Ok(opened),
            Err(why) => why,
        };
        let keys = self.photo_keys()?;
        if let Ok(opened) = files.open(name, size, &keys) {
            return Ok(opened);
        }
        for copies in backup::folders_of_copies(&self.folder) {
            let Ok(opened) = Files::of_copies(&copies).open(name, size, &keys) else { continue };
            let sealed =
                age::encrypt(&vault.to_seal(), &opened).map_err(|error| Error::file("seal", &copies)(std::io::Error::other(error)));
            if let Err(error) = sealed.and_then(|sealed| files.write(&files.path(name, size), &sealed)) {
                tracing::warn!(%error, "a picture that a copy has could not be brought back");
            }
            return Ok(opened);
        }
        Err(why)
    }

    /// Removes the files that nothing has named for an hour; returns how many pictures that were.
    ///
    /// None goes while something names pictures that cannot be looked up here: what is being brought in, whose pictures come first,
    /// what waits in the inbox, and a damaged journal that was set aside.
    pub fn sweep_photos(&self) -> Result<u32> {
        let waits = || Ok::<_, Error>(!inbox::files(&self.folder)?.is_empty());
        let set_aside = || fs::read_dir(self.folder.file("set-aside")).is_ok_and(|mut list| list.next().is_some());
        if self.is_read_only() || import::is_under_way(&self.folder) || waits()? || set_aside() {
            return Ok(0);
        }
        let needed = self.store.read(|tx| table::names(tx))?;
        Files::of(&self.folder).sweep(|name| needed.contains(name), ORPHANED)
    }

    /// Seals all pictures to the present key, if it is another than they were sealed to; in a folder with copies that still have an
    /// earlier key they keep theirs. `goes_on` is told how far it is, and stops it with `false`: done again it goes on.
    pub fn reseal_photos(&self, goes_on: &mut dyn FnMut(f64) -> bool) -> Result<()> {
        if self.is_read_only() {
            return Ok(());
        }
        let (vault, keys) = (self.store.vault(), self.photo_keys()?);
        let recipient = vault.recipient();
        if self.store.read(table::sealed_to)? != recipient {
            if !Files::of(&self.folder).reseal(&keys, vault, &mut |done| goes_on(0.5 * done))? {
                return Ok(());
            }
            self.store.change(|tx| table::set_sealed_to(tx, &recipient))?;
        }
        backup::reseal_pictures(&self.folder, &keys, vault, &mut |done| goes_on(0.5 + 0.5 * done))
    }

    /// Pictures that something named until now, and nothing may any more: from here on they have an hour.
    pub(crate) fn leave(&self, before: &[Photo], after: &[Photo]) {
        let still = |photo: &&Photo| !after.iter().any(|other| other.name == photo.name);
        Files::of(&self.folder).touch(before.iter().filter(still).map(|photo| &photo.name));
    }

    /// Removes the files of pictures that were deleted for good with their glimmers, unless something else names them.
    pub(crate) fn let_go(&self, photos: impl IntoIterator<Item = PhotoName>) {
        let gone = BTreeSet::from_iter(photos);
        if gone.is_empty() {
            return;
        }
        let files = Files::of(&self.folder);
        let needed = self.store.read(|tx| table::names(tx));
        let removed = needed.and_then(|needed| gone.difference(&needed).try_for_each(|name| files.remove(name)));
        if let Err(error) = removed {
            tracing::warn!(%error, "the picture of a deleted glimmer could not be removed yet");
        }
    }

    /// Gives pictures that were taken in while the journal was locked their own names; what they had goes with the next sweep.
    pub(crate) fn named_for_good(&self, photos: &mut Vec<Photo>) -> Result<()> {
        if !photos.iter().any(|photo| photo.name.is_by_chance()) {
            return Ok(());
        }
        let (naming, keys) = (self.photo_naming()?, self.photo_keys()?);
        name_for_good(&Files::of(&self.folder), &naming, &keys, photos).map(drop)
    }

    fn photo_naming(&self) -> Result<Naming> {
        // Only the first time is there anything to write.
        match self.store.read(|tx| Ok(tx.query_row("select photo_key from journal", [], |row| row.get::<_, Vec<u8>>(0))?)) {
            Ok(key) => Naming::of(&key).map_or_else(|| self.store.change(table::naming), Ok),
            Err(error) => Err(error),
        }
    }

    /// The present key, and those before it.
    fn photo_keys(&self) -> Result<Vec<Vault>> {
        let mut keys = vec![self.store.vault().clone()];
        keys.extend(self.store.read(|tx| store::rekey::remembered(tx))?);
        Ok(keys)
    }
}

/// The same within a change; returns the earlier names, whose files may go when it is made.
pub(crate) fn join(tx: &Transaction<'_>, folder: &Folder, keys: &[Vault], photos: &mut Vec<Photo>) -> Result<Vec<PhotoName>> {
    if photos.iter().any(|photo| photo.name.is_by_chance()) {
        return name_for_good(&Files::of(folder), &table::naming(tx)?, keys, photos);
    }
    Ok(Vec::new())
}

/// Writes them under their own names first, synced. One that cannot be opened keeps its name, and is shown as one that is missing. The
/// same picture twice is there once from then on.
fn name_for_good(files: &Files, naming: &Naming, keys: &[Vault], photos: &mut Vec<Photo>) -> Result<Vec<PhotoName>> {
    let mut before = Vec::new();
    for photo in photos.iter_mut().filter(|photo| photo.name.is_by_chance()) {
        let Ok(full) = files.open(&photo.name, Size::Full, keys) else { continue };
        let name = naming.name(&full);
        for size in Size::BOTH {
            // What lies there under its name may be damaged; what comes is known to be whole.
            let is_there = files.open(&name, size, keys).is_ok();
            let opens = |sealed: &Vec<u8>| keys.iter().any(|vault| vault.open(sealed).is_some());
            if let Some(sealed) = files.read(&photo.name, size).ok().filter(opens).filter(|_| !is_there) {
                files.write(&files.path(&name, size), &sealed)?;
            }
        }
        before.push(std::mem::replace(&mut photo.name, name));
    }
    let mut seen = BTreeSet::new();
    photos.retain(|photo| seen.insert(photo.name.clone()));
    Ok(before)
}

/// Removes files under names by chance, whose pictures have their own by now.
pub(crate) fn forget(folder: &Folder, names: &[PhotoName]) {
    for name in names {
        if let Err(error) = Files::of(folder).remove(name) {
            tracing::warn!(%error, "a picture that has joined the journal lies there twice until the next sweep");
        }
    }
}

impl Inbox {
    /// Stores a picture while the journal is locked, under a name by chance: whoever can seal cannot know its own.
    ///
    /// # Errors
    /// [`Error::NoVault`] if there is nothing to seal to.
    pub fn add_photo(&self, taken: &Taken) -> Result<Photo> {
        let name = PhotoName::by_chance()?;
        self.sealing(|folder, recipient| Files::of(folder).put(&name, taken, recipient))?;
        Ok(Photo::of(taken, name))
    }
}
