//! The journal of Glimmer. [`Journal`] is the one door; its methods are what the app can do.
//!
//! The core knows nothing of windows, has no clock of its own and no network. It never calls up: it returns, or calls a
//! closure it was handed.

pub mod clock;
mod day;
mod device;
mod error;
mod folder;
mod glimmer;
pub mod reminder;
pub mod review;
mod store;
pub mod transfer;
mod vault;
pub mod words;

use serde::{Deserialize, Serialize};

pub use chrono;
pub use clock::Moment;
pub use day::Day;
pub use device::{Appearance, Device, Settings};
pub use error::{Error, Result};
pub use folder::Folder;
pub use glimmer::{Consent, Feeling, Glimmer, NewGlimmer, Sense, Tag};
use review::hard_day::{self, Arrival};
use store::{Store, drafts, glimmers, visits};
pub use uuid::Uuid;
pub use vault::JOURNAL_KEY;

/// How long a glimmer stays in the trash, in days.
pub const TRASH_DAYS: u64 = 30;

/// A journal that is open.
pub struct Journal {
    folder: Folder,
    store: Store,
}

/// What a person can change about a glimmer; `new.day` is not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub new: NewGlimmer,
    pub day: Day,
}

/// What is being written and not kept yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub text: String,
    pub feelings: Vec<String>,
    pub senses: Vec<Sense>,
}

/// Where something is being written; each place has its own draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftPlace {
    Capture,
    Today,
    HardDay,
}

impl DraftPlace {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Capture => "capture",
            Self::Today => "today",
            Self::HardDay => "hard_day",
        }
    }
}

/// Which glimmers to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Whatever was typed: it is words, never a query language.
    pub search: Option<String>,
    /// The trash instead of the journal; not searched.
    pub trash: bool,
    /// [`Page::next`] of the page before.
    pub after: Option<String>,
    /// `None`: all of them.
    pub limit: Option<u32>,
}

/// Some glimmers, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub glimmers: Vec<Glimmer>,
    /// Where the next page begins; `None` when this was the last.
    pub next: Option<String>,
}

/// The glimmers of one day, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Today {
    pub day: Day,
    pub glimmers: Vec<Glimmer>,
    /// Whether nothing was ever kept.
    pub first_day: bool,
}

/// What a hard day shows next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Light {
    Own(Box<Glimmer>),
    /// None of their own is left to show: one of the things other people noticed.
    Others {
        /// Whether this visit has shown some of their own before.
        own_shown: bool,
    },
}

/// How long a glimmer rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rest {
    Month,
    Season,
    Year,
}

impl Journal {
    /// Opens the journal in `folder`, or begins one there.
    ///
    /// # Errors
    /// If the folder holds something that cannot be opened as it is, one of [`Error::NoVault`], [`Error::NoJournal`],
    /// [`Error::NotOurs`], [`Error::Newer`] or [`Error::Damaged`]; never a new journal in place of another, and no byte changed.
    pub fn open(folder: Folder) -> Result<Self> {
        let store = Store::open(&folder)?;
        Ok(Self { folder, store })
    }

    /// Keeps a glimmer. Returns once it is durable: neither a crash nor a power cut takes it away.
    pub fn keep(&self, new: NewGlimmer, now: Moment) -> Result<Glimmer> {
        self.keep_with(new, now, |_| Ok(()))
    }

    /// Keeps what was written at `place`, and clears its draft, in one.
    pub fn keep_draft(&self, place: DraftPlace, new: NewGlimmer, now: Moment) -> Result<Glimmer> {
        self.keep_with(new, now, |tx| drafts::clear(tx, place))
    }

    fn keep_with(&self, new: NewGlimmer, now: Moment, also: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<()>) -> Result<Glimmer> {
        let new = new.checked(now.day)?;
        let kept = self.store.change(|tx| {
            let kept = glimmers::insert(tx, &new, now)?;
            also(tx)?;
            Ok(kept)
        })?;
        if let Err(error) = Device::note_kept(&self.folder, now.day, now.at.to_utc()) {
            // The words are safe; the worst is one reminder too many.
            tracing::warn!(%error, "could not note that something was kept today");
        }
        Ok(kept)
    }

    /// Takes a glimmer back that was just kept: it is gone as if never kept, and is the draft of `place` again.
    ///
    /// # Errors
    /// [`Error::NotFound`] if it is not as it was kept: what was added since would be lost.
    pub fn undo_keep(&self, place: DraftPlace, id: Uuid, now: Moment) -> Result<Draft> {
        let (draft, created_at, still) = self.store.change(|tx| {
            let gone = glimmers::delete(tx, id)?;
            if gone.edited_at.is_some() {
                return Err(Error::NotFound);
            }
            let draft = Draft {
                text: gone.text,
                feelings: gone.feelings.iter().map(|feeling| feeling.as_str().to_owned()).collect(),
                senses: gone.senses,
            };
            drafts::write(tx, place, &draft)?;
            Ok((draft, gone.created_at, !glimmers::of_day(tx, now.day)?.is_empty()))
        })?;
        let undone = Device::change(&self.folder, |device| {
            let last = device.reminder.kept_at.is_some_and(|at| at.timestamp_millis() == created_at.timestamp_millis());
            if last && !still {
                (device.reminder.kept_on, device.reminder.kept_at) = (None, None);
            }
        });
        if let Err(error) = undone {
            tracing::warn!(%error, "could not note that the keep was taken back");
        }
        Ok(draft)
    }

    pub fn draft(&self, place: DraftPlace) -> Result<Option<Draft>> {
        self.store.read(|tx| drafts::read(tx, place))
    }

    /// Saves what is being written, durably; an empty draft clears it.
    pub fn save_draft(&self, place: DraftPlace, draft: &Draft) -> Result<()> {
        self.store.change(|tx| drafts::write(tx, place, draft))
    }

    pub fn glimmer(&self, id: Uuid) -> Result<Glimmer> {
        self.store.read(|tx| glimmers::get(tx, id))
    }

    pub fn list(&self, query: &ListQuery) -> Result<Page> {
        self.store.read(|tx| glimmers::page(tx, query))
    }

    pub fn today(&self, now: Moment) -> Result<Today> {
        self.store.read(|tx| Ok(Today { day: now.day, glimmers: glimmers::of_day(tx, now.day)?, first_day: glimmers::none_yet(tx)? }))
    }

    pub fn edit(&self, id: Uuid, mut edit: Edit, now: Moment) -> Result<Glimmer> {
        self.store.change(|tx| {
            // After a flight westward yesterday's glimmer may be from tomorrow: its own day is never refused.
            let latest = glimmers::get(tx, id)?.day.max(now.day);
            edit.new = NewGlimmer { day: Some(edit.day), ..edit.new }.checked(latest)?;
            glimmers::update(tx, id, &edit, now)
        })
    }

    pub fn trash(&self, id: Uuid, now: Moment) -> Result<()> {
        self.store.change(|tx| glimmers::set_trashed(tx, id, Some(now.day)))
    }

    pub fn restore(&self, id: Uuid) -> Result<()> {
        self.store.change(|tx| glimmers::set_trashed(tx, id, None))
    }

    /// Deletes for good what has been in the trash for [`TRASH_DAYS`]; returns how many that were.
    pub fn empty_old_trash(&self, now: Moment) -> Result<usize> {
        let day = now.day.before(TRASH_DAYS);
        self.store.change(|tx| glimmers::delete_trashed_by(tx, day))
    }

    /// "Not for a while", or with `None`: not any more.
    pub fn rest(&self, id: Uuid, rest: Option<Rest>, now: Moment) -> Result<Glimmer> {
        let months = |n| chrono::Months::new(n);
        let until = rest.map(|rest| match rest {
            Rest::Month => now.day.after_months(months(1)),
            Rest::Season => now.day.after_months(months(3)),
            Rest::Year => now.day.after_months(months(12)),
        });
        self.store.change(|tx| glimmers::set_rest(tx, id, until))
    }

    /// "Not on hard days", and back.
    pub fn keep_out(&self, id: Uuid, out: bool) -> Result<Glimmer> {
        self.store.change(|tx| glimmers::set_kept_out(tx, id, out))
    }

    /// Begins a hard-day visit.
    pub fn open_visit(&self, now: Moment) -> Result<Uuid> {
        self.store.change(|tx| visits::open(tx, now))
    }

    pub fn close_visit(&self, visit: Uuid, now: Moment) -> Result<()> {
        self.store.change(|tx| visits::close(tx, visit, now))
    }

    /// Chooses the next glimmer of a visit, and notes that it was shown.
    pub fn next_light(&self, visit: Uuid, arrival: Arrival, now: Moment) -> Result<Light> {
        self.store.change(|tx| {
            let number = visits::number(tx, visit)?;
            let candidates = visits::candidates(tx, number, now.day)?;
            let state = hard_day::Visit {
                arrival,
                last_sense: visits::last_sense(tx, number)?,
                stayed: visits::stayed(tx, number)?,
                seed: visit.as_u64_pair().1,
            };
            match hard_day::choose(&candidates, &state) {
                Some(position) => {
                    let id = candidates[position].id;
                    visits::note_shown(tx, number, id)?;
                    Ok(Light::Own(Box::new(glimmers::get(tx, id)?)))
                }
                None => Ok(Light::Others { own_shown: visits::has_shown(tx, number)? }),
            }
        })
    }

    /// Notes that the person stayed with a glimmer in this visit.
    pub fn stay_with(&self, visit: Uuid, id: Uuid) -> Result<()> {
        self.store.change(|tx| {
            let number = visits::number(tx, visit)?;
            visits::note_stayed(tx, number, id)
        })
    }

    /// Whether another process, such as a terminal, changed the journal since this was last asked.
    pub fn changed_elsewhere(&self) -> Result<bool> {
        self.store.changed_elsewhere()
    }

    /// How many acknowledged changes were found missing at an opening; 0 once [`Journal::loss_was_read`].
    pub fn lost_changes(&self) -> Result<i64> {
        self.store.lost()
    }

    pub fn loss_was_read(&self) -> Result<()> {
        self.store.lost_was_read()
    }
}
