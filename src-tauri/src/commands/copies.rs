//! Copies of the journal, and its health.

use glimmer_core::{
    Closed, Error, Secret,
    backup::{self, Reason},
    salvage,
};
use tauri::{AppHandle, Manager, State};
use tauri_plugin_dialog::DialogExt;

use crate::{
    app::Glimmer,
    events,
    keeping::Keeping,
    locking,
    transfers::Transfers,
    wire::{self, Changed, CopyPlace, Reply, Task},
};

#[tauri::command(async)]
pub fn copies(glimmer: State<'_, Glimmer>) -> Reply<wire::Copies> {
    let recipient = glimmer.door().key().map(|key| key.recipient());
    Ok(wire::Copies::of(glimmer.folder(), recipient.as_deref())?)
}

#[tauri::command(async)]
pub fn back_up_now(app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<wire::Copy> {
    let journal = glimmer.journal()?;
    let copy = backup::make(&journal, Reason::Asked, glimmer.now(), &mut events::progress(&app, Task::Backup))?;
    events::changed(&app, Changed::Copies);
    Ok(wire::Copy::of(copy, Some(&journal.key().recipient())))
}

/// Asks for a folder, and brings there what it does not have; `null` if none was chosen.
#[tauri::command(async)]
pub fn choose_second_folder(app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<Option<wire::Copies>> {
    let Some(chosen) = app.dialog().file().blocking_pick_folder().and_then(|chosen| chosen.into_path().ok()) else { return Ok(None) };
    // It may have locked while the dialog was open.
    glimmer.journal()?;
    backup::choose_second(glimmer.folder(), &chosen)?;
    let caught_up = backup::second_catches_up(glimmer.folder(), glimmer.now().day, &mut events::progress(&app, Task::Backup));
    if let Err(error) = caught_up {
        // Its state says so; the folder stays chosen, for a full drive may have room tomorrow.
        tracing::warn!(%error, "the second folder could not take all copies");
    }
    events::changed(&app, Changed::Copies);
    copies(glimmer).map(Some)
}

/// Copies go there no more; those that are there stay.
#[tauri::command(async)]
pub fn forget_second_folder(app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<wire::Copies> {
    backup::forget_second(glimmer.folder())?;
    events::changed(&app, Changed::Copies);
    copies(glimmer)
}

/// What a copy holds. `secret` is the passphrase of its time, for one that the present key does not open.
#[tauri::command(async)]
pub fn look_into(id: &str, place: CopyPlace, secret: Option<&str>, glimmer: State<'_, Glimmer>) -> Reply<wire::Inside> {
    let copy = backup::find(glimmer.folder(), id, place.into())?;
    let key = glimmer.door().key();
    let secret = secret.map(Secret::new);
    Ok(glimmer.door().tried(|| backup::look_into(glimmer.folder(), key.as_ref(), &copy, secret.as_ref()))?.into())
}

/// Makes a copy of the present first, then all of it or nothing.
#[tauri::command(async)]
pub fn restore_copy(
    id: &str,
    place: CopyPlace,
    secret: Option<&str>,
    app: AppHandle,
    glimmer: State<'_, Glimmer>,
) -> Reply<wire::Restored> {
    app.state::<Transfers>().forget();
    let (secret, now) = (secret.map(Secret::new), glimmer.now());
    let copy = backup::find(glimmer.folder(), id, place.into())?;
    let progress = &mut events::progress(&app, Task::Restore);
    let restored = glimmer
        .door()
        .closed(|folder, kept| backup::restore(folder, kept.as_ref().map(Closed::key), &copy, secret.as_ref(), now, progress))?;
    anew(&app);
    Ok(restored.into())
}

/// Another journal is in the place of the one before.
fn anew(app: &AppHandle) {
    for what in [Changed::Glimmers, Changed::Prompts, Changed::Notices, Changed::Copies] {
        events::changed(app, what);
    }
    locking::renewed(app);
}

#[tauri::command(async)]
pub fn check_journal(app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<wire::Checked> {
    Ok(glimmer.journal()?.check(&mut events::progress(&app, Task::Check))?.into())
}

/// Brings together in a new journal whatever of a damaged one can still be read.
#[tauri::command(async)]
pub fn salvage(app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<wire::Salvaged> {
    let now = glimmer.now();
    let progress = &mut events::progress(&app, Task::Salvage);
    let salvaged = glimmer.door().closed(|folder, kept| {
        let key = backup::present_vault(folder, kept.as_ref().map(Closed::key), None)?;
        let key = key.ok_or_else(|| Error::NoVault(folder.vault_key()))?;
        salvage::salvage(folder, &key, now, progress)
    })?;
    app.state::<Keeping>().damage_was_read();
    anew(&app);
    Ok(salvaged.into())
}

/// Which copies still hold these glimmers.
#[tauri::command(async)]
pub fn where_held(ids: Vec<String>, glimmer: State<'_, Glimmer>) -> Reply<wire::Holding> {
    Ok(glimmer.journal()?.where_held(&wire::ids(&ids)?)?.into())
}

/// Takes all that was deleted for good out of all copies.
#[tauri::command(async)]
pub fn clean_copies(app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<wire::Cleaned> {
    let cleaned = glimmer.journal()?.clean_copies(&mut events::progress(&app, Task::Clean))?;
    events::changed(&app, Changed::Copies);
    Ok(cleaned.into())
}
