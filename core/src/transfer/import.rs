//! Bringing another journal along: plan, apply in one, take back.

use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, Utc};
use rusqlite::Transaction;
use uuid::Uuid;

pub(crate) use super::staged::{clear_leftovers, is_under_way};
pub use super::{
    gather::{NotRead, Source, recognise},
    pictures::NotTaken,
    staged::{Found, Report, Staged},
};
use super::{
    pictures::{self, TakenIn},
    read::Left,
};
use crate::{
    Day, Glimmer, Journal, ListQuery, Moment, Result,
    backup::{Progress, Reason},
    store::{
        glimmers,
        imports::{self, Standing},
        records, whole,
    },
};

/// What an import would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    pub new: u64,
    /// Here already; they stay untouched, whatever became of them.
    pub here: u64,
    /// Were here and are deleted for good; they do not come back.
    pub gone: u64,
    /// Stood there more than once, and come once.
    pub twice: u64,
    /// Had nothing in them.
    pub empty: u64,
    pub unreadable: u64,
    /// Whether the new ones wait until they are let in. Those of another Glimmer come as they were decided about there, but only
    /// into a journal without glimmers: nobody can tell whose another one was.
    pub waits: bool,
    /// Whether something comes that is no glimmer: supports, prompts, visits and the like.
    pub beside: bool,
    /// What was not read, and what comes otherwise than it stands there: the first of them.
    pub reports: Vec<Report>,
    /// What stays behind, and how much of it.
    pub left: Vec<(Left, u64)>,
    /// How many of the new ones were starred.
    pub starred: u64,
    /// How many pictures come with the new ones, as far as they can be read.
    pub photos: u64,
    /// The first and the last day of the new ones.
    pub first: Option<Day>,
    pub last: Option<Day>,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// By which it can be taken back; `None` if there was nothing to bring.
    pub id: Option<Uuid>,
    pub glimmers: u64,
    /// How many of these wait until they are let in.
    pub waiting: u64,
    /// How many pictures came with them.
    pub photos: u64,
    /// How many were there and could not be taken in, and the first of these.
    pub photos_refused: u64,
    pub refused: Vec<NotTaken>,
    /// The copy that was made before; `None` if there was nothing to bring, or it could not be made.
    pub backup: Option<String>,
}

/// An import that was made, and was not taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub day: Day,
    /// What it was called.
    pub source: String,
    /// How many of its glimmers are still here.
    pub glimmers: u64,
}

/// What taking an import back did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Undone {
    pub removed: u64,
    /// Edited since, or being edited: they stay.
    pub stayed: u64,
}

impl Plan {
    /// Counts pictures that something new names and that are nowhere.
    fn missing(&mut self, how_many: u64) {
        match self.left.iter_mut().find(|(what, _)| *what == Left::MissingPhotos) {
            Some((_, others)) => *others += how_many,
            None if how_many > 0 => self.left.push((Left::MissingPhotos, how_many)),
            None => {}
        }
    }
}

impl Journal {
    /// Holds what was gathered against the journal; nothing is changed.
    pub fn plan_import(&self, staged: &Staged) -> Result<Plan> {
        let Staged { mut empty, twice, unreadable, ref reports, ref left, .. } = *staged;
        let mut left = left.clone();
        left.retain(|(what, how_many)| {
            let is_empty = *what == Left::Empty;
            empty += if is_empty { *how_many } else { 0 };
            !is_empty
        });
        let mut plan = Plan { empty, twice, unreadable, reports: reports.clone(), left, ..Plan::default() };
        let mut sql = self.store.another()?;
        let tx = sql.transaction()?;
        plan.waits = !staged.own || !glimmers::none_yet(&tx)?;
        plan.beside = staged.beside.as_ref().map_or(Ok(false), |beside| whole::has_news(&tx, beside, !plan.waits))?;
        staged.each(|entry| {
            match imports::standing(&tx, entry.id, &entry.identities)? {
                Standing::Here => plan.here += 1,
                Standing::Gone => plan.gone += 1,
                Standing::New => {
                    let (there, missing) = staged.count_photos(entry.nth)?;
                    plan.new += 1;
                    plan.photos += there;
                    plan.missing(missing);
                    plan.starred += u64::from(entry.starred);
                    plan.first = Some(plan.first.map_or(entry.day, |first| first.min(entry.day)));
                    plan.last = plan.last.max(Some(entry.day));
                }
            }
            Ok(true)
        })?;
        Ok(plan)
    }

    /// Brings in what is new, all of it or nothing, after a copy of the journal was made and the pictures were taken in. It waits until it is let in; but into a
    /// journal without glimmers those of another Glimmer come with what was decided about them there. With `stars`, starred entries
    /// become anchors.
    ///
    /// Whoever reads meanwhile reads the journal as it was. A glimmer that is kept meanwhile is sealed, as while the journal is
    /// locked, and joins at the end; every other change waits for it. `None` says that `cancel` was set:
    /// then nothing came. Nothing is noted for tonight's reminder.
    ///
    /// # Errors
    /// [`Error::BadValue`](crate::Error::BadValue) if what is beside the glimmers of a journal is not as Glimmer writes it,
    /// [`Error::ReadOnly`](crate::Error::ReadOnly), [`Error::Busy`](crate::Error::Busy), [`Error::DiskFull`](crate::Error::DiskFull),
    /// [`Error::File`](crate::Error::File) if pictures come and the file or folder that has them is gone.
    pub fn apply_import(
        &self,
        staged: &Staged,
        stars: bool,
        now: Moment,
        progress: Progress<'_>,
        cancel: &AtomicBool,
    ) -> Result<Option<Imported>> {
        let plan = self.plan_import(staged)?;
        let mut imported = Imported { id: None, glimmers: 0, waiting: 0, photos: 0, photos_refused: 0, refused: Vec::new(), backup: None };
        if plan.new == 0 && !plan.beside {
            return Ok(Some(imported));
        }
        imported.backup = self.back_up(Reason::Import, now).map(|copy| copy.id);
        progress(0.2);
        let mut taken = TakenIn::default();
        // Before the change: it lets nobody else write, and taking a picture in may need a second.
        let went_on = self.take_pictures_in(staged, &mut taken, &mut |done| progress(0.2 + 0.5 * done), cancel);
        let begins_at = if plan.photos > 0 { 0.7 } else { 0.2 };
        let applied = went_on.and_then(|went_on| match went_on {
            true => {
                self.bring(staged, &taken, stars, now, &mut imported, &mut |done| progress(begins_at + (0.9 - begins_at) * done), cancel)
            }
            false => Ok(None),
        });
        // What no glimmer names: all that was added, if nothing came.
        self.let_go(std::mem::take(&mut taken.added));
        imported.refused = taken.refused;
        progress(1.0);
        Ok(applied?.map(|()| imported))
    }

    #[expect(clippy::too_many_arguments, reason = "what an import was asked for, what it has found out, and whom it tells")]
    fn bring(
        &self,
        staged: &Staged,
        taken: &TakenIn,
        stars: bool,
        now: Moment,
        imported: &mut Imported,
        progress: Progress<'_>,
        cancel: &AtomicBool,
    ) -> Result<Option<()>> {
        let total = staged.count()?.max(1) as f64;
        let mut seen = 0u64;
        self.change_largely(|tx| {
            let (import, id) = imports::begin(tx, &staged.source, now)?;
            let begins = glimmers::none_yet(tx)?;
            let (mut came, mut listed) = (false, Vec::new());
            let finished = staged.each(|entry| {
                seen += 1;
                if seen.is_multiple_of(128) {
                    progress(seen as f64 / total);
                }
                if cancel.load(Ordering::Relaxed) {
                    return Ok(false);
                }
                // Another import may have been quicker.
                if imports::standing(tx, entry.id, &entry.identities)? != Standing::New {
                    return Ok(true);
                }
                let mut record = staged.record(entry.nth)?;
                if entry.id.is_none() {
                    (record.id, record.created_at) = (now.new_id(), now.at.to_utc());
                }
                record.anchor |= stars && entry.starred;
                // Where there are lights already, those that come take the next places.
                record.light = record.light.filter(|_| begins);
                record.waits |= !begins;
                imported.waiting += u64::from(record.waits);
                imported.photos_refused += taken.give(staged, entry.nth, &mut record)?;
                imported.photos += record.photos.len() as u64;
                let place = records::insert(tx, &record)?;
                if record.trashed_on.is_none() {
                    listed.push(place);
                }
                imports::note(tx, import, record.id, record.edited_at.map(|at| at.timestamp_millis()), &entry.identities)?;
                imported.glimmers += 1;
                came = true;
                Ok(true)
            })?;
            if !finished {
                return Ok(None);
            }
            records::index(tx, listed)?;
            if begins {
                records::close_sky(tx)?;
            }
            if let Some(beside) = &staged.beside {
                let before = pictures::written(tx)?;
                came |= whole::bring(tx, beside, begins, (import, id))?;
                taken.give_to_drafts(tx, staged, &before)?;
            }
            match came {
                true => imported.id = Some(id),
                false => imports::forget(tx, import)?,
            }
            Ok(Some(()))
        })
    }

    /// The imports that were made, newest first.
    pub fn imports(&self) -> Result<Vec<Import>> {
        self.store.read(imports::all)
    }

    /// Takes out what an import brought: its glimmers, deleted for good, and its hard-day visits. What was edited since stays, and so
    /// do supports, prompts and the like, which can be taken out where they are. `None` says that `cancel` was set: then nothing was
    /// taken out. It can be imported again.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) if there is no such import.
    pub fn undo_import(&self, id: Uuid, progress: Progress<'_>, cancel: &AtomicBool) -> Result<Option<Undone>> {
        let photos = self.store.read(|tx| imports::photos(tx, id))?;
        let undone = self.change_largely(|tx| {
            imports::undo(tx, id, |done| {
                progress(done);
                !cancel.load(Ordering::Relaxed)
            })
        })?;
        if undone.is_some() {
            self.let_go(photos);
        }
        progress(1.0);
        Ok(undone)
    }

    /// Lets a glimmer from elsewhere be shown unasked; or, with `is_in` false, makes it wait again.
    pub fn let_in(&self, id: Uuid, is_in: bool) -> Result<Glimmer> {
        self.store.change(|tx| imports::let_in(tx, id, is_in))
    }

    /// Lets in all that wait among those that `which` finds; with the default query all there are. Returns how many.
    pub fn let_all_in(&self, which: &ListQuery) -> Result<usize> {
        self.store.change(|tx| imports::let_all_in(tx, which))
    }

    /// Makes a large change; what was kept meanwhile, sealed, joins after it.
    fn change_largely<T>(&self, change: impl FnOnce(&Transaction<'_>) -> Result<Option<T>>) -> Result<Option<T>> {
        let changed = self.store.change_aside(change);
        if let Err(error) = self.open_inbox() {
            tracing::warn!(%error, "what was kept during a large change joins at the next opening");
        }
        changed
    }
}
