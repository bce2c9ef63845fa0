//! Writing a glimmer, in whichever window.

use glimmer_core::{Draft, Error, reminder::Wake};
use tauri::{AppHandle, State};

use crate::{
    app::Glimmer,
    door::Writing,
    events,
    wire::{self, Changed, Reply},
};

#[tauri::command(async)]
pub fn read_draft(place: wire::DraftPlace, glimmer: State<'_, Glimmer>) -> Reply<Option<wire::Draft>> {
    let place = place.into();
    match glimmer.door().reading_at(place)? {
        Writing::Journal(journal) => {
            if let Some(last) = glimmer.unsaved().take(place, &journal)
                && let Err(error) = journal.save_draft(place, &last)
            {
                tracing::warn!(%error, "what could not be saved before cannot be saved yet");
                glimmer.unsaved().keep(place, last.clone());
                return Ok(Some(last.into()));
            }
            if let Err(error) = journal.open_drafts(place) {
                tracing::warn!(%error, "what was sealed could not join the journal yet");
            }
            Ok(journal.draft(place)?.map(Into::into))
        }
        // Sealed, and read by nobody until the journal is open; what is written from now on must not replace it.
        Writing::Inbox(inbox, _locked) => {
            inbox.lay_aside(place)?;
            Ok(None)
        }
    }
}

/// Saves what is being written; returns once it is durable.
#[tauri::command(async)]
pub fn save_draft(place: wire::DraftPlace, draft: wire::Draft, glimmer: State<'_, Glimmer>) -> Reply<()> {
    let (place, draft) = (place.into(), draft.try_into()?);
    match glimmer.door().writing_at(place)? {
        Writing::Journal(journal) => {
            let saved = journal.save_draft(place, &draft);
            if saved.is_ok() {
                glimmer.unsaved().saved(place)
            } else {
                glimmer.unsaved().keep(place, draft)
            }
            Ok(saved?)
        }
        // Its page stays when the journal opens.
        Writing::Inbox(inbox, _locked) => Ok(inbox.save_draft(place, &draft, glimmer.now())?),
    }
}

/// Keeps a glimmer, then tells every window that the list changed.
#[tauri::command(async)]
pub fn keep_glimmer(place: wire::DraftPlace, new: wire::NewGlimmer, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<wire::Glimmer> {
    let (place, new, now) = (place.into(), glimmer_core::NewGlimmer::try_from(new)?, glimmer.now());
    let kept = match glimmer.door().writing_at(place)? {
        Writing::Journal(journal) => journal.keep_draft(place, new, now)?,
        Writing::Inbox(inbox, _locked) => {
            let draft = Draft::of(&new);
            let kept = inbox.keep_draft(place, new, now)?;
            *glimmer.sealed_last() = Some((kept.id, draft));
            // Where the journal was opened meanwhile, it joins at once.
            glimmer.open_inbox();
            kept
        }
    };
    glimmer.unsaved().saved(place);
    glimmer.wake(Wake::Kept);
    events::changed(&app, Changed::Glimmers);
    Ok(kept.into())
}

/// Takes back what was just kept: it becomes the draft again.
#[tauri::command(async)]
pub fn undo_keep(place: wire::DraftPlace, id: &str, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<wire::Draft> {
    let (place, id, now) = (place.into(), wire::id(id)?, glimmer.now());
    let draft = match glimmer.door().writing()? {
        Writing::Journal(journal) => journal.undo_keep(place, id, now)?,
        Writing::Inbox(inbox, _locked) => {
            let (_, draft) = glimmer.sealed_last().take_if(|(sealed, _)| *sealed == id).ok_or(Error::NotFound)?;
            inbox.save_draft(place, &draft, now)?;
            inbox.take_back(id)?;
            draft
        }
    };
    glimmer.wake(Wake::Kept);
    events::changed(&app, Changed::Glimmers);
    Ok(draft.into())
}

/// The next prompt for an empty field; `null` if the person wants none. While the journal is locked, one of those it came with.
#[tauri::command(async)]
pub fn next_prompt(glimmer: State<'_, Glimmer>) -> Reply<Option<wire::Prompt>> {
    let next = match glimmer.door().writing()? {
        Writing::Journal(journal) => journal.next_prompt()?,
        Writing::Inbox(..) => glimmer_core::next_prompt(glimmer.folder(), Vec::new())?,
    };
    Ok(next.map(Into::into))
}

/// Tags and own feelings used before, for offering them again.
#[tauri::command(async)]
pub fn vocabulary(glimmer: State<'_, Glimmer>) -> Reply<wire::Vocabulary> {
    match glimmer.door().writing()? {
        Writing::Journal(journal) => Ok(journal.vocabulary()?.into()),
        Writing::Inbox(..) => Ok(glimmer_core::Vocabulary::default().into()),
    }
}
