//! Locking, opening, and what opens the journal.

use glimmer_core::{
    Error, RecoveryCode, Secret,
    backup::{self, Reason},
    words::{say, say_with},
};
use tauri::{AppHandle, Manager, State, WebviewWindow};

use crate::{
    app::Glimmer,
    events,
    locking::{self, Locking},
    saving,
    transfers::Transfers,
    windows,
    wire::{self, ErrorCode, Failure, Reply, Task},
};

/// Locks at once; the answer comes before the window goes.
#[tauri::command(async)]
pub fn lock_now(locking: State<'_, Locking>) {
    locking.soon();
}

/// The page has put away what was being written, because the journal is about to lock.
#[tauri::command(async)]
pub fn put_away(window: WebviewWindow, locking: State<'_, Locking>) {
    locking.page_is_done(window.label());
}

/// A sign of the person.
#[tauri::command(async)]
pub fn still_here(locking: State<'_, Locking>) {
    locking.person_is_here();
}

#[tauri::command(async)]
pub fn unlock(secret: &str, app: AppHandle) -> Reply<wire::Unlocked> {
    locking::unlock(&app, secret)
}

#[tauri::command(async)]
pub fn privacy(glimmer: State<'_, Glimmer>) -> Reply<wire::Privacy> {
    wire::Privacy::of(&glimmer)
}

/// A new recovery code, which opens nothing yet. Whoever has to name the current secret for it later does so now, before they write
/// anything down.
#[tauri::command(async)]
pub fn new_recovery_code(current: Option<&str>, glimmer: State<'_, Glimmer>) -> Reply<Vec<String>> {
    if let Some(current) = current {
        glimmer.door().with_secret(|journal| journal.confirm(&Secret::new(current)))?;
    }
    let code = RecoveryCode::generate()?;
    let groups = code.groups().map(str::to_owned).collect();
    *glimmer.fresh_code() = Some(code);
    Ok(groups)
}

/// Gives the journal and its copies a new key, opened by the passphrase and by the code that was shown last.
#[tauri::command(async)]
pub fn renew_key(
    current: Option<&str>,
    passphrase: &str,
    typed: &str,
    app: AppHandle,
    glimmer: State<'_, Glimmer>,
) -> Reply<wire::Privacy> {
    let code = glimmer.fresh_code().clone().filter(|code| code.ends_with(typed));
    let code = code.ok_or_else(|| Failure::outside(ErrorCode::NotConfirmed, "the last two groups are others"))?;
    let (current, new) = (current.map(Secret::new), Secret::new(passphrase));
    glimmer.renew_key(current.as_ref(), &new, &code, &mut events::progress(&app, Task::Rekey))?;
    *glimmer.fresh_code() = None;
    locking::renewed(&app);
    wire::Privacy::of(&glimmer)
}

#[tauri::command(async)]
pub fn change_passphrase(current: &str, passphrase: &str, glimmer: State<'_, Glimmer>) -> Reply<()> {
    let (current, new, now) = (Secret::new(current), Secret::new(passphrase), glimmer.now());
    glimmer.door().with_secret(|journal| {
        journal.confirm(&current)?;
        journal.back_up(Reason::Passphrase, now);
        journal.change_passphrase(&current, &new)
    })?;
    rewrap_copies(&glimmer);
    Ok(())
}

#[tauri::command(async)]
pub fn remove_passphrase(current: &str, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<()> {
    let (current, now) = (Secret::new(current), glimmer.now());
    glimmer.door().with_secret(|journal| {
        journal.confirm(&current)?;
        journal.back_up(Reason::Passphrase, now);
        journal.remove_passphrase(&current)
    })?;
    rewrap_copies(&glimmer);
    locking::renewed(&app);
    Ok(())
}

/// The copies open with what opens the journal; one that cannot be written keeps what opened it before, until it is within reach.
fn rewrap_copies(glimmer: &Glimmer) {
    if let Err(error) = backup::rewrap_all(glimmer.folder()) {
        tracing::warn!(%error, "the copies could not all be given the new passphrase");
    }
}

/// Opens the system's print dialog for the page.
#[tauri::command(async)]
pub fn print(window: WebviewWindow) -> Reply<()> {
    window.print().map_err(|error| Failure::outside(ErrorCode::Internal, error))
}

/// Writes the code that was shown last where the person says; `false` if they said nothing.
#[tauri::command(async)]
pub fn save_recovery_code(window: WebviewWindow, glimmer: State<'_, Glimmer>) -> Reply<bool> {
    let Some(code) = glimmer.fresh_code().clone() else { return Err(Error::NotFound.into()) };
    let Some(path) = saving::ask(&window, say("recovery-file-name")) else { return Ok(false) };
    let groups: Vec<_> = code.groups().collect();
    let day = glimmer.now().day.to_string();
    let sheet = say_with("recovery-file-text", [("code", groups.join(" ")), ("day", day)]);
    saving::write(&path, format!("{sheet}\n").as_bytes())?;
    Ok(true)
}

/// Destroys the keys, then everything else; the app ends a moment after the page has said so.
#[tauri::command(async)]
pub fn erase_everything(copies: bool, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<()> {
    app.state::<Transfers>().forget();
    glimmer.erase(copies)?;
    windows::leave_soon(&app);
    Ok(())
}
