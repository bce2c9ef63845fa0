//! What was found elsewhere, gathered outside the journal until somebody decides.
//!
//! It lies in a file of its own, sealed with a key that only memory has: what a crash leaves of it nobody can read.

use std::{collections::HashSet, fs, fs::File, path::PathBuf, time::Duration};

use chrono::{DateTime, FixedOffset, NaiveTime, Timelike};
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{
    json::{Beside, FiledPhoto, Record, hex, unhex},
    pictures,
    read::{Left, Photo, Place, Why, limits},
};
use crate::{
    Day, Error, Folder, Result, Tag, clock,
    folder::{Lock, private},
    store::{
        imports::Identity,
        reading,
        records::{first_place_of, own_identity},
    },
};

const LOCK: &str = "import.lock";
const PREFIX: &str = ".import-";
/// Whoever only asks whether somebody imports takes no longer.
const A_MOMENT: Duration = Duration::from_millis(100);

/// Something that was not read, or not exactly as it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub place: Place,
    pub why: Why,
    /// The beginning of what stands there.
    pub words: String,
    /// Whether it comes all the same.
    pub came: bool,
}

/// An entry of another journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What tells it from every other entry there is, in any source.
    pub identity: String,
    /// The writer's own day.
    pub day: Day,
    /// What the writer's clock showed; `None` if only the day is known.
    pub at: Option<NaiveTime>,
    /// Where the writer's clock stood; `None` takes the zone of this computer, which moves neither day nor time.
    pub offset: Option<FixedOffset>,
    pub text: String,
    /// With or without their sign.
    pub tags: Vec<String>,
    /// Become tags.
    pub moods: Vec<String>,
    /// Becomes an anchor only if somebody asks for that.
    pub starred: bool,
    /// In their order.
    pub photos: Vec<Photo>,
}

/// What was found and is not decided yet. Dropped, nothing is left of it.
pub struct Staged {
    // In this order: the file is closed before its folder goes, and the folder goes before somebody else may look.
    pub(super) sql: Connection,
    _home: TempDir,
    _alone: File,
    pub(super) source: String,
    pub(super) beside: Option<Beside>,
    /// Whether a Glimmer wrote it.
    pub(super) own: bool,
    /// Entries with nothing in them.
    pub(super) empty: u64,
    /// Those that stood there more than once.
    pub(super) twice: u64,
    pub(super) unreadable: u64,
    /// The first [`limits::REPORTS`] of them.
    pub(super) reports: Vec<Report>,
    pub(super) left: Vec<(Left, u64)>,
    /// The archive or folder in which pictures are looked up, and the names that an export of Glimmer can mean by them.
    pub(super) pictures_at: Option<PathBuf>,
    pub(super) files: HashSet<String>,
    /// How many pictures its entries name.
    pub(super) pictures: u64,
}

/// A staged entry, as much of it as the plan needs.
pub(super) struct Entry {
    pub nth: i64,
    /// `None` if it gets one when it comes in.
    pub id: Option<Uuid>,
    pub identities: Vec<Identity>,
    pub day: Day,
    pub starred: bool,
}

impl Staged {
    /// Begins to gather for the journal in `folder`; `source` is what the import will be called.
    ///
    /// # Errors
    /// [`Error::Busy`] while another import is being gathered, [`Error::BadValue`] if it is called nothing, and what can go wrong on
    /// a disk.
    pub fn begin(folder: &Folder, source: &str) -> Result<Self> {
        let source = crate::glimmer::one_line("source", source)?;
        let alone = folder.lock(LOCK, Lock::Exclusive, A_MOMENT)?;
        remove_leftovers(folder);
        let home =
            tempfile::Builder::new().prefix(PREFIX).tempdir_in(folder.path()).map_err(Error::file("make a folder in", folder.path()))?;
        let path = home.path().join("found.db");
        private(File::options().create_new(true).write(true)).open(&path).map_err(Error::file("write", &path))?;
        let sql = reading::scratch(&path, &fresh_key()?)?;
        sql.execute_batch(
            "pragma cache_size = -16384;
             create table staged (
               nth integer primary key, identity blob not null unique, first integer not null, day text not null, own integer not null,
               id blob not null, came_as blob not null, starred integer not null, body text not null
             ) strict;
             create index in_order on staged (first, nth);",
        )?;
        sql.execute_batch(pictures::TABLES)?;
        sql.execute_batch("begin")?;
        let (empty, twice, unreadable) = (0, 0, 0);
        let (reports, left, files) = Default::default();
        let (beside, own, pictures_at, pictures) = (None, false, None, 0);
        let (_home, _alone) = (home, alone);
        Ok(Self { sql, _home, _alone, source, beside, own, empty, twice, unreadable, reports, left, pictures_at, files, pictures })
    }

    /// Adds an entry of another journal. One with nothing in it is only counted, and so is one that was there already.
    ///
    /// # Errors
    /// [`Error::BadValue`] if its day is none that a calendar of today has; and what can go wrong on a disk.
    pub fn add(&mut self, found: Found) -> Result<()> {
        let Found { identity, day, at, offset, text, tags, moods, starred, photos } = found;
        day.to_string().parse::<Day>()?;
        let text = text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
        let mut named: Vec<Tag> = Vec::new();
        for tag in tags.iter().chain(&moods).filter_map(|text| tidy_tag(text)) {
            if !named.iter().any(|other| other.same(&tag)) {
                named.push(tag);
            }
        }
        if text.is_empty() && named.is_empty() && photos.is_empty() {
            self.empty += 1;
            return Ok(());
        }
        let record = Record {
            id: Uuid::nil(),
            day,
            noticed_at: at.and_then(|at| written_at(day, at, offset)),
            text,
            feelings: Vec::new(),
            senses: Vec::new(),
            tags: named,
            anchor: false,
            given: false,
            photos: Vec::new(),
            created_at: DateTime::default(),
            edited_at: None,
            rests_until: None,
            kept_out: false,
            trashed_on: None,
            waits: true,
            light: None,
            came_as: Vec::new(),
            begun: None,
        };
        let identity = Sha256::new().chain_update("found ").chain_update(&identity).finalize().into();
        match self.put(identity, &record, false, starred)? {
            Some(nth) => self.put_photos(nth, photos),
            None => Ok(()),
        }
    }

    /// Adds a glimmer of another journal of Glimmer.
    pub(super) fn add_own(&mut self, record: Record<FiledPhoto>) -> Result<()> {
        let filed: Vec<_> = record.photos.iter().map(|photo| photo.file.clone()).collect();
        let mut record = record.with_photos(|photos| photos.into_iter().map(|filed| filed.photo).collect()).checked()?;
        let photos = std::mem::take(&mut record.photos).into_iter().zip(filed);
        match self.put(own_identity(record.id), &record, true, false)? {
            Some(nth) => self.put_own_photos(nth, photos),
            None => Ok(()),
        }
    }

    /// Returns its number, if it is not there yet.
    fn put(&mut self, identity: Identity, record: &Record, own: bool, starred: bool) -> Result<Option<i64>> {
        let came_as: Vec<u8> = record.came_as.iter().filter_map(|text| unhex(text)).flatten().collect();
        let body = serde_json::to_string(record).map_err(|error| Error::BadValue { what: "entry", why: error.to_string() })?;
        let sql =
            "insert or ignore into staged (identity, first, day, own, id, came_as, starred, body) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let first = first_place_of(record);
        let values = params![identity, first, record.day.to_string(), own, record.id.as_bytes(), came_as, starred, body];
        if self.sql.prepare_cached(sql)?.execute(values)? == 0 {
            self.twice += 1;
            return Ok(None);
        }
        Ok(Some(self.sql.last_insert_rowid()))
    }

    /// Remembers what the person should know of; what could not be read is counted.
    pub fn note(&mut self, report: Report) {
        self.unreadable += u64::from(!report.came);
        if (self.reports.len() as u64) < limits::REPORTS {
            self.reports.push(report);
        }
    }

    pub(super) fn count(&self) -> Result<u64> {
        Ok(self.sql.query_row("select count(*) from staged", [], |row| row.get::<_, i64>(0))?.unsigned_abs())
    }

    /// Gives them in the order of their days.
    pub(super) fn each(&self, mut with: impl FnMut(Entry) -> Result<bool>) -> Result<bool> {
        let sql = "select nth, identity, day, own, id, came_as, starred from staged indexed by in_order order by first, nth";
        let mut statement = self.sql.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let came_as: Vec<u8> = row.get("came_as")?;
            let (also, _) = came_as.as_chunks::<32>();
            let id = row.get::<_, bool>("own")?.then_some(Uuid::from_bytes(row.get("id")?));
            let identities = std::iter::once(row.get::<_, Identity>("identity")?).chain(also.iter().copied()).collect();
            let day = row.get::<_, String>("day")?.parse()?;
            if !with(Entry { nth: row.get("nth")?, id, identities, day, starred: row.get("starred")? })? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    pub(super) fn record(&self, nth: i64) -> Result<Record> {
        let body: String = self.sql.prepare_cached("select body from staged where nth = ?1")?.query_row([nth], |row| row.get(0))?;
        serde_json::from_str(&body).map_err(|_| Error::Damaged)
    }
}

/// A wall clock that showed `at` on the calendar day `day`.
fn written_at(day: Day, at: NaiveTime, offset: Option<FixedOffset>) -> Option<DateTime<FixedOffset>> {
    let local = day.date().and_time(at.with_nanosecond(at.nanosecond() / 1_000_000 % 1000 * 1_000_000)?);
    let offset = offset.unwrap_or_else(|| clock::offset_at(local));
    // Offsets with seconds, as some had long ago, cannot be written by RFC 3339.
    let offset = FixedOffset::east_opt(offset.local_minus_utc() / 60 * 60)?;
    local.and_local_timezone(offset).single()
}

/// What somebody used as a tag or a mood, on one line; `None` if nothing is left of it.
fn tidy_tag(text: &str) -> Option<Tag> {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ").parse().ok()
}

fn fresh_key() -> Result<Zeroizing<String>> {
    let mut key = Zeroizing::new([0; 32]);
    getrandom::fill(key.as_mut()).map_err(|error| Error::file("read", "the system's randomness")(error.into()))?;
    Ok(Zeroizing::new(format!("x'{}'", hex(key.as_ref()))))
}

/// Whether something is being gathered or brought in, by whatever process.
pub(crate) fn is_under_way(folder: &Folder) -> bool {
    folder.file(LOCK).is_file() && folder.lock(LOCK, Lock::Shared, Duration::ZERO).is_err()
}

/// Removes what an import left that ended with its process.
pub(crate) fn clear_leftovers(folder: &Folder) {
    if leftovers(folder).next().is_some()
        && let Ok(_alone) = folder.lock(LOCK, Lock::Exclusive, Duration::ZERO)
    {
        remove_leftovers(folder);
    }
}

fn remove_leftovers(folder: &Folder) {
    for path in leftovers(folder) {
        if let Err(error) = fs::remove_dir_all(&path) {
            tracing::warn!(%error, "what an import left could not be removed");
        }
    }
}

fn leftovers(folder: &Folder) -> impl Iterator<Item = std::path::PathBuf> {
    let entries = fs::read_dir(folder.path()).into_iter().flatten().flatten();
    entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)).map(|entry| entry.path())
}
