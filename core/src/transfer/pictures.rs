//! The pictures of what is brought in: remembered while it is gathered, taken in one by one before the change that names them.

use std::{
    collections::{HashMap, HashSet},
    ffi::OsString,
    io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use rusqlite::{OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};

use super::{
    json::{Record, hex},
    read::{Left, Photo as Named, PhotoAt, Pictures, limits},
    staged::Staged,
};
use crate::{
    Day, Draft, DraftPlace, Error, Journal, Photo, PhotoName, Result, Tag,
    backup::Progress,
    photos::{self, Refused},
    store::{
        drafts, glimmers,
        imports::{self, Standing},
    },
};

/// Which pictures an entry names, in their order, and the bytes of those that are written into what was gathered.
pub(super) const TABLES: &str = "
    create table picture (
      entry integer not null, nth integer not null, kind integer not null, name text not null, file text, alt text not null,
      primary key (entry, nth)
    ) strict, without rowid;
    create table held (name text primary key, bytes blob not null) strict;";

/// How a row of `picture` names it: in the archive or folder that was chosen; among what is held; as an export of Glimmer does.
const MEMBER: u8 = 0;
const HELD: u8 = 1;
const OWN: u8 = 2;

/// What tells that there was a picture, where nothing else is left of a moment.
const WAS_A_PICTURE: &str = "#photo";

const PLACES: [DraftPlace; 3] = [DraftPlace::Capture, DraftPlace::Today, DraftPlace::HardDay];

/// What is being written, at each of its places.
pub(super) fn written(tx: &Transaction<'_>) -> Result<Vec<Option<Draft>>> {
    PLACES.into_iter().map(|place| drafts::read(tx, place)).collect()
}

/// Where a picture is, so that each is taken in once.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum At {
    Member(String),
    Held(String),
}

/// A picture of a staged entry.
pub(super) struct Wanted {
    /// `None` if it is nowhere.
    at: Option<At>,
    alt: String,
}

/// A picture that did not come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotTaken {
    /// What it is called where it comes from; empty if it stood in the text of its entry.
    pub name: String,
    /// The day of the first entry that names it; `None` if only something that is being written does.
    pub day: Option<Day>,
    pub why: Refused,
}

/// What came of the pictures of an import.
#[derive(Default)]
pub(super) struct TakenIn {
    /// `None` for those that were refused.
    photos: HashMap<At, Option<Photo>>,
    /// Those that were not here before.
    pub added: Vec<PhotoName>,
    /// The first [`limits::REPORTS`] of those that were refused.
    pub refused: Vec<NotTaken>,
}

/// The folder of pictures that belongs to an export: `all.json` has `all photos`.
pub(super) fn beside(export: &Path) -> PathBuf {
    let mut name: OsString = export.file_stem().unwrap_or_default().to_owned();
    name.push(" photos");
    export.with_file_name(name)
}

impl Staged {
    pub(super) fn put_photos(&mut self, entry: i64, photos: Vec<Named>) -> Result<()> {
        for (nth, Named { at, alt }) in (0i64..).zip(photos) {
            let (kind, name) = match at {
                PhotoAt::Member(name) => (MEMBER, name),
                PhotoAt::Inline(bytes) => {
                    let name = hex(&Sha256::digest(&bytes));
                    self.hold(&name, &bytes)?;
                    (HELD, name)
                }
            };
            self.put_photo(entry, nth, kind, &name, None, &alt)?;
        }
        Ok(())
    }

    pub(super) fn put_own_photos(&mut self, entry: i64, photos: impl Iterator<Item = (Photo, Option<String>)>) -> Result<()> {
        for (nth, (photo, file)) in (0i64..).zip(photos) {
            self.put_photo(entry, nth, OWN, photo.name.as_str(), file.as_deref(), photo.alt.trim())?;
        }
        Ok(())
    }

    fn put_photo(&mut self, entry: i64, nth: i64, kind: u8, name: &str, file: Option<&str>, alt: &str) -> Result<()> {
        if self.pictures >= limits::PHOTOS {
            match self.left.iter_mut().find(|(what, _)| *what == Left::Photos) {
                Some((_, how_many)) => *how_many += 1,
                None => self.left.push((Left::Photos, 1)),
            }
            return Ok(());
        }
        self.pictures += 1;
        let sql = "insert into picture values (?1, ?2, ?3, ?4, ?5, ?6)";
        self.sql.prepare_cached(sql)?.execute(params![entry, nth, kind, name, file, alt])?;
        Ok(())
    }

    /// Keeps the bytes of a picture that is written into what is gathered.
    pub(super) fn hold(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.sql.prepare_cached("insert or ignore into held values (?1, ?2)")?.execute(params![name, bytes])?;
        Ok(())
    }

    /// Looks which files lie in the folder of pictures beside an export.
    pub(super) fn look_beside(&mut self) {
        // A link could lead anywhere.
        let is_folder = |path: &&PathBuf| path.symlink_metadata().is_ok_and(|about| about.is_dir());
        let listed = self.pictures_at.as_ref().filter(is_folder).and_then(|folder| Pictures::open(folder).ok());
        self.files = listed.map(|pictures| pictures.names().collect()).unwrap_or_default();
    }

    /// The pictures of an entry, in their order.
    pub(super) fn photos(&self, entry: i64) -> Result<Vec<Wanted>> {
        let mut statement = self.sql.prepare_cached("select kind, name, file, alt from picture where entry = ?1 order by nth")?;
        let mut rows = statement.query([entry])?;
        let mut photos = Vec::new();
        while let Some(row) = rows.next()? {
            let name: String = row.get("name")?;
            let at = match row.get::<_, u8>("kind")? {
                MEMBER => Some(At::Member(name)),
                HELD => Some(At::Held(name)),
                _ => self.find(&name, row.get::<_, Option<String>>("file")?.as_deref())?,
            };
            photos.push(Wanted { at, alt: row.get("alt")? });
        }
        Ok(photos)
    }

    /// Where the picture is that an export of Glimmer calls `name`: inside it, else beside it. Of `file` only the last part counts, so
    /// that it leads nowhere else.
    fn find(&self, name: &str, file: Option<&str>) -> Result<Option<At>> {
        if self.sql.prepare_cached("select 1 from held where name = ?1")?.exists([name])? {
            return Ok(Some(At::Held(name.to_owned())));
        }
        let said = file.and_then(|file| file.rsplit(['/', '\\']).next()).map(str::to_owned);
        let mut names = said.into_iter().chain([format!("{name}.jpg"), format!("{name}.webp")]);
        Ok(names.find(|name| self.files.contains(name)).map(At::Member))
    }

    fn held(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let sql = "select bytes from held where name = ?1";
        Ok(self.sql.prepare_cached(sql)?.query_row([name], |row| row.get(0)).optional()?)
    }

    /// Opens what the pictures lie in once more.
    ///
    /// # Errors
    /// [`Error::File`] if it is gone since: entries that came without their pictures would never get them.
    fn open_pictures(&self) -> Result<Option<Pictures>> {
        let Some(path) = &self.pictures_at else { return Ok(None) };
        let opened = Pictures::open(path).map_err(io::Error::other).map_err(Error::file("read the pictures in", path))?;
        Ok(Some(opened))
    }

    /// How many pictures of an entry are there, and how many are not.
    pub(super) fn count_photos(&self, entry: i64) -> Result<(u64, u64)> {
        let photos = self.photos(entry)?;
        let there = photos.iter().filter(|photo| photo.at.is_some()).count();
        Ok((there as u64, (photos.len() - there) as u64))
    }
}

impl TakenIn {
    /// Gives a record the pictures that came, and returns how many did not. Where nothing else was said and none came, a tag tells that
    /// there was one: the moment was kept, if only as a picture.
    pub(super) fn give(&self, staged: &Staged, entry: i64, record: &mut Record) -> Result<u64> {
        let wanted = staged.photos(entry)?;
        let mut refused = 0;
        for Wanted { at, alt } in wanted {
            match at.and_then(|at| self.photos.get(&at)) {
                // The same picture may lie there as two files.
                Some(Some(photo)) if record.photos.iter().any(|other| other.name == photo.name) => {}
                Some(Some(photo)) => record.photos.push(Photo { alt, ..photo.clone() }),
                Some(None) => refused += 1,
                None => {}
            }
        }
        if record.is_wordless() && record.photos.is_empty() {
            record.tags.extend(WAS_A_PICTURE.parse::<Tag>());
        }
        if let Some(begun) = &mut record.begun {
            begun.photos = self.named(staged, &begun.photos)?;
        }
        Ok(refused)
    }

    /// The same for what is being written and has just come: it names its pictures as they were called elsewhere.
    pub(super) fn give_to_drafts(&self, tx: &Transaction<'_>, staged: &Staged, before: &[Option<Draft>]) -> Result<()> {
        for (place, before) in PLACES.into_iter().zip(before) {
            if let Some(mut draft) = drafts::read(tx, place)?.filter(|draft| before.as_ref() != Some(draft) && !draft.photos.is_empty()) {
                draft.photos = self.named(staged, &draft.photos)?;
                drafts::write(tx, place, &draft)?;
            }
        }
        Ok(())
    }

    /// The pictures of something that is being written, under the names that they have here.
    fn named(&self, staged: &Staged, photos: &[Photo]) -> Result<Vec<Photo>> {
        let mut named = Vec::new();
        for Photo { name, alt, .. } in photos {
            let at = staged.find(name.as_str(), None)?;
            let came = at.and_then(|at| self.photos.get(&at).cloned().flatten());
            named.extend(came.map(|photo| Photo { alt: alt.clone(), ..photo }));
        }
        Ok(named)
    }
}

impl Journal {
    /// Takes in the pictures of what is new, each once. Returns `false` if `cancel` was set. However it ends, what was added stands in
    /// `taken`.
    ///
    /// # Errors
    /// [`Error::File`] if what they lie in is gone; [`Error::DiskFull`].
    pub(super) fn take_pictures_in(
        &self,
        staged: &Staged,
        taken: &mut TakenIn,
        progress: Progress<'_>,
        cancel: &AtomicBool,
    ) -> Result<bool> {
        let wanted = self.wanted(staged)?;
        if wanted.is_empty() {
            return Ok(true);
        }
        let mut opened = None;
        let of = wanted.len() as f64;
        for (nth, (at, day)) in wanted.into_iter().enumerate() {
            if cancel.load(Ordering::Relaxed) {
                return Ok(false);
            }
            progress(nth as f64 / of);
            let file = match &at {
                At::Held(name) => staged.held(name)?.ok_or(Refused::NotAPicture),
                At::Member(name) => {
                    if opened.is_none() {
                        opened = staged.open_pictures()?;
                    }
                    opened.as_mut().ok_or(Refused::NotAPicture).and_then(|pictures| pictures.read(name))
                }
            };
            let photo = match file.and_then(|file| photos::take(&file)) {
                Ok(picture) => {
                    let (photo, is_new) = self.add_photo_if_new(&picture)?;
                    taken.added.extend(is_new.then(|| photo.name.clone()));
                    Some(photo)
                }
                Err(why) => {
                    if (taken.refused.len() as u64) < limits::REPORTS {
                        let name = if let At::Member(name) = &at { name.clone() } else { String::new() };
                        taken.refused.push(NotTaken { name, day, why });
                    }
                    None
                }
            };
            taken.photos.insert(at, photo);
        }
        progress(1.0);
        Ok(true)
    }

    /// Each picture that something new names, and the day of the first that does.
    fn wanted(&self, staged: &Staged) -> Result<Vec<(At, Option<Day>)>> {
        let (mut wanted, mut seen) = (Vec::new(), HashSet::new());
        let mut want = |at: Option<At>, day: Option<Day>| {
            if let Some(at) = at
                && seen.insert(at.clone())
            {
                wanted.push((at, day));
            }
        };
        let mut sql = self.store.another()?;
        let tx = sql.transaction()?;
        staged.each(|entry| {
            if imports::standing(&tx, entry.id, &entry.identities)? == Standing::New {
                staged.photos(entry.nth)?.into_iter().for_each(|photo| want(photo.at, Some(entry.day)));
                // Only a journal of Glimmer has such.
                let begun = if staged.own { staged.record(entry.nth)?.begun } else { None };
                for photo in begun.into_iter().flat_map(|begun| begun.photos) {
                    want(staged.find(photo.name.as_str(), None)?, Some(entry.day));
                }
            }
            Ok(true)
        })?;
        // What shows itself comes only into a journal that begins with this.
        let beside = staged.beside.as_ref().filter(|_| glimmers::none_yet(&tx).unwrap_or(false));
        for photo in beside.into_iter().flat_map(|beside| beside.drafts.values()).flat_map(|draft| &draft.photos) {
            want(staged.find(photo.name.as_str(), None)?, None);
        }
        Ok(wanted)
    }
}
