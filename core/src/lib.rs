//! The journal of Glimmer. [`Journal`] is the one door; its methods are what the app can do.
//!
//! The core knows nothing of windows, has no clock of its own and no network. It never calls up: it returns, or calls a
//! closure it was handed.

#![forbid(unsafe_code)]

pub mod backup;
pub mod check;
pub mod clock;
mod day;
mod device;
mod draft;
pub mod erase;
mod error;
mod folder;
mod glimmer;
mod invitation;
mod keeping;
mod listing;
pub mod photos;
mod prompts;
pub mod reminder;
pub mod review;
pub mod salvage;
pub mod sheet;
mod store;
mod supports;
mod swap;
mod tag;
pub mod transfer;
pub mod vault;
mod visit;
pub mod whereabouts;
pub mod words;

use chrono::TimeDelta;

pub use chrono;
pub use clock::Moment;
pub use day::Day;
pub use device::{Appearance, Breath, Device, Settings};
pub use draft::{Draft, DraftPlace};
pub use error::{Error, Result};
pub use folder::Folder;
pub use glimmer::{Consent, Feeling, Glimmer, NewGlimmer, Rest, Sense};
pub use invitation::LONGEST_INVITATION;
pub use listing::{Filter, ListQuery, Page, Start};
pub use photos::{MOST_PHOTOS, Photo, PhotoName};
pub use prompts::{Prompt, SHIPPED as SHIPPED_PROMPTS, next as next_prompt};
pub use reminder::Discretion;
use store::{
    Store, edits,
    from_before::{self, Chosen},
    glimmers, list, sky, vocabulary,
};
pub use supports::{Support, SupportKind, reach_address};
pub use tag::Tag;
pub use uuid::Uuid;
pub use vault::{
    JOURNAL_KEY, RecoveryCode, Secret, Vault,
    inbox::{Inbox, Joined},
};
pub use visit::{Leaving, Light, MorningCue, Others, Reason, Shown, Visit, VisitMoment};

/// How long a glimmer stays in the trash, in days.
pub const TRASH_DAYS: u64 = 30;

/// How long a keep can be taken back.
pub const UNDO_WITHIN: TimeDelta = TimeDelta::minutes(10);

/// A journal that is open.
pub struct Journal {
    folder: Folder,
    store: Store,
}

/// A journal that was open and is closed for a moment: it opens again without being asked for anything. Wiped from memory when it
/// is dropped.
#[derive(Clone)]
pub struct Closed {
    pub(crate) folder: Folder,
    pub(crate) vault: Vault,
}

impl Closed {
    /// One that has a passphrase, with that or its recovery code; whether the journal itself can be read is not looked at.
    ///
    /// # Errors
    /// [`Error::WrongSecret`], [`Error::NoVault`].
    pub fn unlock(folder: Folder, secret: &Secret) -> Result<Self> {
        store::settle(&folder)?;
        let vault = Vault::unwrap(&folder, secret)?;
        Ok(Self { folder, vault })
    }

    /// What opens it.
    pub fn key(&self) -> Vault {
        self.vault.clone()
    }

    /// # Errors
    /// As [`Journal::open`].
    pub fn open(self) -> Result<Journal> {
        let Self { folder, vault } = self;
        if swap::is_decided(&folder) {
            store::settle(&folder)?;
        }
        let store = Store::open_with(&folder, vault)?;
        Ok(Journal { folder, store })
    }
}

/// What a person can change about a glimmer; `new.day` is not used. `new.tags` are those given by hand: the ones written in
/// the words come and go with the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub new: NewGlimmer,
    pub day: Day,
}

/// A point of light: one glimmer as the sky shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SkyLight {
    /// Its place, counted along the spiral from the middle; given when the glimmer entered the journal, and never changed.
    pub number: u32,
    pub anchor: bool,
    /// The first feeling, which gives the colour: a position in [`Feeling::FIVE`], or [`SkyLight::OWN`].
    pub first: Option<usize>,
    /// All its feelings, a bit for each position.
    pub felt: u8,
}

impl SkyLight {
    /// The position of feelings in the person's own words.
    pub const OWN: usize = Feeling::FIVE.len();
}

/// What the person has called people, places and feelings so far, last used first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    pub tags: Vec<Tag>,
    /// Without the five.
    pub feelings: Vec<Feeling>,
}

/// The glimmers of one day, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Today {
    pub day: Day,
    pub glimmers: Vec<Glimmer>,
    /// Whether nothing was ever kept.
    pub first_day: bool,
}

impl Journal {
    /// Opens the journal in `folder`, or begins one there.
    ///
    /// # Errors
    /// If the folder holds something that cannot be opened as it is, one of [`Error::NoVault`], [`Error::NoJournal`],
    /// [`Error::NotOurs`], [`Error::Newer`] or [`Error::Damaged`]; never a new journal in place of another, and no byte changed.
    pub fn open(folder: Folder) -> Result<Self> {
        let store = Store::open(&folder)?;
        transfer::import::clear_leftovers(&folder);
        Ok(Self { folder, store })
    }

    /// Opens a journal that has a passphrase, with it or with the recovery code. Dropping the journal locks it again.
    ///
    /// # Errors
    /// [`Error::WrongSecret`], and as [`Journal::open`].
    pub fn unlock(folder: Folder, secret: &Secret) -> Result<Self> {
        let store = Store::unlock(&folder, secret)?;
        transfer::import::clear_leftovers(&folder);
        Ok(Self { folder, store })
    }

    /// Whether it can be read and not written: each change is refused with [`Error::ReadOnly`].
    pub fn is_read_only(&self) -> bool {
        self.store.read_only
    }

    /// Closes the journal; what opens it again is left.
    pub fn close(self) -> Closed {
        let Self { folder, store, .. } = self;
        Closed { folder, vault: store.into_vault() }
    }

    pub fn glimmer(&self, id: Uuid) -> Result<Glimmer> {
        self.store.read(|tx| glimmers::get(tx, id))
    }

    pub fn list(&self, query: &ListQuery) -> Result<Page> {
        self.store.read(|tx| list::page(tx, query))
    }

    pub fn today(&self, now: Moment) -> Result<Today> {
        self.store.read(|tx| Ok(Today { day: now.day, glimmers: glimmers::of_day(tx, now.day)?, first_day: glimmers::none_yet(tx)? }))
    }

    pub fn edit(&self, id: Uuid, mut edit: Edit, now: Moment) -> Result<Glimmer> {
        self.named_for_good(&mut edit.new.photos)?;
        let (before, after) = self.store.change(|tx| {
            // After a flight westward yesterday's glimmer may be from tomorrow: its own day is never refused.
            let before = glimmers::get(tx, id)?;
            let latest = before.day.max(now.day);
            let most = MOST_PHOTOS.max(before.photos.len());
            edit.new = NewGlimmer { day: Some(edit.day), ..edit.new }.checked_with(latest, most)?;
            edits::clear(tx, id)?;
            Ok((before, glimmers::update(tx, id, &edit, now)?))
        })?;
        self.leave(&before.photos, &after.photos);
        Ok(after)
    }

    /// Makes it one to return to, or not any more; nothing else of it changes.
    pub fn mark_anchor(&self, id: Uuid, anchor: bool, now: Moment) -> Result<Glimmer> {
        self.store.change(|tx| glimmers::set_anchor(tx, id, anchor, now))
    }

    pub fn trash(&self, id: Uuid, now: Moment) -> Result<()> {
        self.store.change(|tx| glimmers::set_trashed(tx, id, Some(now.day)))
    }

    pub fn restore(&self, id: Uuid) -> Result<()> {
        self.store.change(|tx| glimmers::set_trashed(tx, id, None))
    }

    /// Deletes for good what is in the trash.
    ///
    /// # Errors
    /// [`Error::NotFound`] if it is not in the trash: nothing is ever deleted in one step.
    pub fn delete(&self, id: Uuid) -> Result<()> {
        let gone = self.store.change(|tx| {
            let gone = glimmers::delete(tx, id)?;
            if gone.consent.trashed_on.is_some() { Ok(gone) } else { Err(Error::NotFound) }
        })?;
        self.gone(vec![gone]);
        Ok(())
    }

    /// Deletes all for good that is in the trash; returns how many that were.
    pub fn empty_trash(&self) -> Result<usize> {
        Ok(self.gone(self.store.change(|tx| glimmers::delete_trashed_by(tx, None))?))
    }

    /// Deletes for good what has been in the trash for [`TRASH_DAYS`]; returns how many that were.
    pub fn empty_old_trash(&self, now: Moment) -> Result<usize> {
        let day = now.day.before(TRASH_DAYS);
        Ok(self.gone(self.store.change(|tx| glimmers::delete_trashed_by(tx, Some(day)))?))
    }

    /// Removes what deleted glimmers leave beside the journal; returns how many they were.
    fn gone(&self, glimmers: Vec<Glimmer>) -> usize {
        let number = glimmers.len();
        self.let_go(glimmers.into_iter().flat_map(|glimmer| glimmer.photos).map(|photo| photo.name));
        number
    }

    /// "Not for a while", or with `None`: not any more.
    pub fn rest(&self, id: Uuid, rest: Option<Rest>, now: Moment) -> Result<Glimmer> {
        self.store.change(|tx| glimmers::set_rest(tx, id, rest.map(|rest| rest.until(now.day))))
    }

    /// "Not on hard days", and back.
    pub fn keep_out(&self, id: Uuid, out: bool) -> Result<Glimmer> {
        self.store.change(|tx| glimmers::set_kept_out(tx, id, out))
    }

    /// Both at once, so that there is no moment in which neither holds.
    pub fn set_consent(&self, id: Uuid, rest: Option<Rest>, out: bool, now: Moment) -> Result<Glimmer> {
        self.store.change(|tx| {
            glimmers::set_rest(tx, id, rest.map(|rest| rest.until(now.day)))?;
            glimmers::set_kept_out(tx, id, out)
        })
    }

    /// "A light from before": one of this day in an earlier year, else an anchor; the same until the day ends. `None` if there
    /// is none that may be shown, it was put away, or the one of today may not be shown any more: no other takes its place.
    pub fn light_from_before(&self, now: Moment) -> Result<Option<Glimmer>> {
        let chosen = self.store.read(|tx| from_before::chosen(tx, now.day))?;
        if let Some(Chosen { put_away, glimmer: Some(id) }) = chosen {
            let same = self.glimmer(id)?;
            return Ok(Some(same).filter(|same| !put_away && same.day < now.day && same.consent.allows(now.day)));
        }
        if chosen.is_some_and(|chosen| chosen.put_away) {
            return Ok(None);
        }
        let found = self.store.read(|tx| from_before::find(tx, now.day))?;
        if let Some(glimmer) = &found
            && let Err(error) = self.store.change(|tx| from_before::choose(tx, now.day, glimmer.id))
        {
            // The same one would be chosen again, as long as nothing else changes.
            tracing::warn!(%error, "the light from before could not be noted");
        }
        Ok(found)
    }

    /// Shows no light from before until tomorrow.
    pub fn put_away_light(&self, now: Moment) -> Result<()> {
        self.store.change(|tx| from_before::put_away(tx, now.day))
    }

    /// Whether nothing was ever kept, the trash included.
    pub fn is_new(&self) -> Result<bool> {
        self.store.read(glimmers::none_yet)
    }

    /// Every light of the sky, from the middle outwards.
    pub fn sky(&self) -> Result<Vec<SkyLight>> {
        self.store.read(sky::all)
    }

    /// The glimmer that is the light with this number.
    pub fn light(&self, number: u32) -> Result<Glimmer> {
        self.store.read(|tx| sky::at(tx, number))
    }

    /// The number of a glimmer's light.
    pub fn light_of(&self, id: Uuid) -> Result<u32> {
        self.store.read(|tx| sky::number_of(tx, id))
    }

    pub fn vocabulary(&self) -> Result<Vocabulary> {
        self.store.read(vocabulary::read)
    }

    /// The person's own prompts; empty means the shipped ones.
    pub fn own_prompts(&self) -> Result<Vec<String>> {
        self.store.read(store::prompts::own)
    }

    /// Replaces the list of prompts; an empty one, or one of empty lines, brings the shipped ones back.
    pub fn set_prompts(&self, texts: &[String]) -> Result<Vec<String>> {
        let texts: Vec<_> = texts.iter().map(|text| supports::tidy(text)).filter(|text| !text.is_empty()).collect();
        self.store.change(|tx| store::prompts::replace(tx, &texts))?;
        Ok(texts)
    }

    /// The next prompt, and notes that it was shown; `None` if the person wants none.
    pub fn next_prompt(&self) -> Result<Option<Prompt>> {
        prompts::next(&self.folder, self.own_prompts()?)
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
