//! What is being written, and keeping it: in the journal, or, while something large is being changed there, sealed until that is done.

use std::fs;

use rusqlite::Transaction;

use crate::{
    Device, Draft, DraftPlace, Error, Glimmer, Inbox, Joined, Journal, Moment, NewGlimmer, Result, Tag, UNDO_WITHIN, Uuid, photos,
    store::{self, drafts, edits, glimmers},
    vault::inbox,
};

impl Journal {
    /// Lets the glimmers that were sealed while the journal was locked join it, each exactly once, wherever a crash falls.
    pub fn open_inbox(&self) -> Result<Joined> {
        self.take_in(None)
    }

    /// The same, with the drafts that were sealed at `place`: they stand below what was begun there before.
    pub fn open_drafts(&self, place: DraftPlace) -> Result<Joined> {
        self.take_in(Some(place))
    }

    /// What [`Inbox::seal_draft`] sealed to this journal; `None` if it is anything else.
    pub fn open_sealed_draft(&self, sealed: &[u8]) -> Option<Draft> {
        inbox::open_draft(self.store.vault(), sealed)
    }

    fn take_in(&self, place: Option<DraftPlace>) -> Result<Joined> {
        let files = inbox::files(&self.folder)?;
        if files.is_empty() {
            return Ok(Joined::default());
        }
        let (joined, done, renamed) = self.store.change(|tx| {
            inbox::forget(tx, &files)?;
            let mut keys = vec![self.store.vault().clone()];
            keys.extend(store::rekey::remembered(tx)?);
            inbox::join(tx, &self.folder, &keys, &files, place)
        })?;
        photos::forget(&self.folder, &renamed);
        for path in done {
            // It has joined; a file that stays is passed over the next time.
            if let Err(error) = fs::remove_file(&path) {
                tracing::warn!(%error, "a sealed file that has joined the journal could not be removed");
            }
        }
        Ok(joined)
    }

    /// Keeps a glimmer. Returns once it is durable: neither a crash nor a power cut takes it away.
    pub fn keep(&self, new: NewGlimmer, now: Moment) -> Result<Glimmer> {
        self.keep_with(None, new, now)
    }

    /// Keeps what was written at `place`, and clears its draft, in one.
    pub fn keep_draft(&self, place: DraftPlace, new: NewGlimmer, now: Moment) -> Result<Glimmer> {
        self.keep_with(Some(place), new, now)
    }

    fn keep_with(&self, place: Option<DraftPlace>, new: NewGlimmer, now: Moment) -> Result<Glimmer> {
        if self.store.is_in_large_change() {
            return self.keep_meanwhile(place, new, now);
        }
        let mut new = new.checked(now.day)?;
        self.named_for_good(&mut new.photos)?;
        let kept = match place {
            Some(place) => self.instead_of_sealed(place, |tx| {
                drafts::clear(tx, place)?;
                glimmers::insert(tx, &new, now)
            }),
            None => self.store.change(|tx| glimmers::insert(tx, &new, now)),
        };
        let kept = match kept {
            // Another program imports; what is sealed joins when that has ended.
            Err(Error::Busy) => return Inbox::of(self.folder.clone()).keep_meanwhile(place, new, now),
            kept => kept?,
        };
        self.store.is_behind();
        if let Err(error) = Device::note_kept(&self.folder, now.day, now.at.to_utc()) {
            // The words are safe; the worst is one reminder too many.
            tracing::warn!(%error, "could not note that something was kept today");
        }
        Ok(kept)
    }

    /// An import may take half a minute, and somebody is writing.
    fn keep_meanwhile(&self, place: Option<DraftPlace>, new: NewGlimmer, now: Moment) -> Result<Glimmer> {
        let kept = Inbox::of(self.folder.clone()).keep_meanwhile(place, new, now)?;
        self.join_unless_in_large_change();
        Ok(kept)
    }

    /// Keeps many, each with its own moment, in one change: all of them or none. For filling a journal; nothing is noted for
    /// tonight's reminder.
    pub fn keep_all(&self, all: impl IntoIterator<Item = (NewGlimmer, Moment)>) -> Result<()> {
        let checked = all.into_iter().map(|(new, now)| Ok((new.checked(now.day)?, now))).collect::<Result<Vec<_>>>()?;
        self.store.change(|tx| glimmers::insert_all(tx, &checked))
    }

    /// Takes a glimmer back that was just kept: it is gone as if never kept, and is the draft of `place` again.
    ///
    /// # Errors
    /// [`Error::NotFound`] if it is not as it was kept, for what was added since would be lost, or after [`UNDO_WITHIN`].
    pub fn undo_keep(&self, place: DraftPlace, id: Uuid, now: Moment) -> Result<Draft> {
        self.open_inbox()?;
        let (draft, created_at, still) = self.store.change(|tx| {
            let gone = glimmers::delete(tx, id)?;
            let touched = gone.edited_at.is_some() || !gone.consent.is_untouched();
            if touched || now.at.to_utc() - gone.created_at > UNDO_WITHIN {
                return Err(Error::NotFound);
            }
            let written = Tag::written_in(&gone.text);
            let draft = Draft {
                feelings: gone.feelings.iter().map(|feeling| feeling.as_str().to_owned()).collect(),
                senses: gone.senses,
                tags: gone
                    .tags
                    .iter()
                    .filter(|tag| !written.iter().any(|other| other.same(tag)))
                    .map(|tag| tag.as_str().to_owned())
                    .collect(),
                anchor: gone.anchor,
                given: gone.given,
                day: gone.noticed_at.is_none().then_some(gone.day),
                text: gone.text,
                photos: gone.photos,
            };
            drafts::write(tx, place, &draft)?;
            Ok((draft, gone.created_at, !glimmers::of_day(tx, now.day)?.is_empty()))
        })?;
        let undone = Device::change(&self.folder, |device| {
            let noted = device.reminder.kept_at.is_some_and(|at| at.timestamp_millis() == created_at.timestamp_millis());
            if noted && !still {
                device.reminder.not_kept();
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
        if self.store.is_in_large_change() && *draft != Draft::default() {
            Inbox::of(self.folder.clone()).save_draft_meanwhile(place, draft)?;
            self.join_unless_in_large_change();
            return Ok(());
        }
        let saved = self.instead_of_sealed(place, |tx| {
            let before = drafts::read(tx, place)?.unwrap_or_default();
            drafts::write(tx, place, draft)?;
            Ok(before)
        });
        match saved {
            Err(Error::Busy) if *draft != Draft::default() => Inbox::of(self.folder.clone()).save_draft_meanwhile(place, draft),
            Err(error) => Err(error),
            Ok(before) => {
                self.leave(&before.photos, &draft.photos);
                Ok(())
            }
        }
    }

    /// The large change may have ended, and let join what was sealed, just before this was.
    fn join_unless_in_large_change(&self) {
        if !self.store.is_in_large_change()
            && let Err(error) = self.open_inbox()
        {
            tracing::warn!(%error, "what was sealed during a large change joins at the next opening");
        }
    }

    /// Changes what stands at `place`; what was sealed of it during a large change is older, and never joins.
    fn instead_of_sealed<T>(&self, place: DraftPlace, change: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let older = Inbox::of(self.folder.clone()).meanwhile(place)?;
        let changed = self.store.change(|tx| {
            older.iter().try_for_each(|(id, _)| inbox::note(tx, *id))?;
            change(tx)
        })?;
        older.iter().for_each(|(_, path)| drop(fs::remove_file(path)));
        Ok(changed)
    }

    /// What was begun to be changed of a kept glimmer and is not saved.
    pub fn edit_draft(&self, id: Uuid) -> Result<Option<Draft>> {
        self.store.read(|tx| edits::read(tx, id))
    }

    /// Saves a begun change of a kept glimmer, durably; `None` forgets it.
    pub fn save_edit_draft(&self, id: Uuid, edit: Option<&Draft>) -> Result<()> {
        let before = self.store.change(|tx| {
            let before = edits::read(tx, id)?.unwrap_or_default();
            match edit {
                Some(edit) => edits::write(tx, id, edit)?,
                None => edits::clear(tx, id)?,
            }
            Ok(before)
        })?;
        self.leave(&before.photos, edit.map_or(&[][..], |edit| &edit.photos));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Folder;

    #[test]
    fn what_was_sealed_during_a_large_change_never_replaces_what_was_written_after_it() {
        let home = tempfile::tempdir().unwrap();
        let journal = Journal::open(Folder::at(home.path())).unwrap();
        let draft = |text: &str| Draft { text: text.into(), ..Draft::default() };
        let inbox = Inbox::of(Folder::at(home.path()));
        inbox.save_draft_meanwhile(DraftPlace::Today, &draft("ano")).unwrap();
        inbox.save_draft_meanwhile(DraftPlace::Today, &draft("another")).unwrap();
        journal.open_inbox().unwrap();
        let stands = || journal.draft(DraftPlace::Today).unwrap().map(|draft| draft.text);
        assert_eq!(stands().as_deref(), Some("another"), "the last one, once");

        inbox.save_draft_meanwhile(DraftPlace::Today, &draft("another th")).unwrap();
        journal.save_draft(DraftPlace::Today, &draft("another thing")).unwrap();
        journal.open_inbox().unwrap();
        assert_eq!(stands().as_deref(), Some("another thing"));
    }
}
