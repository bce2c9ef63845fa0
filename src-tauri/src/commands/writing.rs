//! Writing a glimmer, in whichever window.

use glimmer_core::reminder::Wake;
use tauri::{AppHandle, State};

use crate::{
    app::Glimmer,
    events,
    wire::{self, Changed, Reply},
};

#[tauri::command(async)]
pub fn read_draft(place: wire::DraftPlace, glimmer: State<'_, Glimmer>) -> Reply<Option<wire::Draft>> {
    Ok(glimmer.journal()?.draft(place.into())?.map(Into::into))
}

/// Saves what is being written; returns once it is durable.
#[tauri::command(async)]
pub fn save_draft(place: wire::DraftPlace, draft: wire::Draft, glimmer: State<'_, Glimmer>) -> Reply<()> {
    Ok(glimmer.journal()?.save_draft(place.into(), &draft.try_into()?)?)
}

/// Keeps a glimmer, then tells every window that the list changed.
#[tauri::command(async)]
pub fn keep_glimmer(place: wire::DraftPlace, new: wire::NewGlimmer, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<wire::Glimmer> {
    let kept = glimmer.journal()?.keep_draft(place.into(), new.try_into()?, glimmer.now())?;
    glimmer.wake(Wake::Kept);
    events::changed(&app, Changed::Glimmers);
    Ok(kept.into())
}

/// Takes back what was just kept: it becomes the draft again.
#[tauri::command(async)]
pub fn undo_keep(place: wire::DraftPlace, id: &str, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<wire::Draft> {
    let draft = glimmer.journal()?.undo_keep(place.into(), wire::id(id)?, glimmer.now())?;
    glimmer.wake(Wake::Kept);
    events::changed(&app, Changed::Glimmers);
    Ok(draft.into())
}

/// The next prompt for an empty field; `null` if the person wants none.
#[tauri::command(async)]
pub fn next_prompt(glimmer: State<'_, Glimmer>) -> Reply<Option<wire::Prompt>> {
    Ok(glimmer.journal()?.next_prompt()?.map(Into::into))
}

/// Tags and own feelings used before, for offering them again.
#[tauri::command(async)]
pub fn vocabulary(glimmer: State<'_, Glimmer>) -> Reply<wire::Vocabulary> {
    Ok(glimmer.journal()?.vocabulary()?.into())
}
