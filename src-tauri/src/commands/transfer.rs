//! Bringing a journal along, and taking it away.

use glimmer_core::{
    Error, ListQuery, Secret, Start,
    transfer::{
        import::{Source, Staged},
        read::Options,
    },
};
use tauri::{AppHandle, State, WebviewWindow};
use tauri_plugin_dialog::DialogExt;

use crate::{
    app::Glimmer,
    events, saving,
    transfers::Transfers,
    wire::{self, Changed, ExportFormat, Reply, Task},
};

/// Asks for a file, or for a folder, and looks whose journal it is; `null` if none was chosen.
#[tauri::command(async)]
pub fn choose_import(folder: bool, window: WebviewWindow, transfers: State<'_, Transfers>) -> Reply<Option<wire::Picked>> {
    let dialog = window.dialog().file().set_parent(&window);
    let chosen = if folder { dialog.blocking_pick_folder() } else { dialog.blocking_pick_file() };
    Ok(chosen.and_then(|chosen| chosen.into_path().ok()).map(|path| transfers.choose(path)))
}

/// What was dropped on the window last; `null` if it was given up since.
#[tauri::command(async)]
pub fn dropped_import(transfers: State<'_, Transfers>) -> Option<wire::Picked> {
    transfers.picked()
}

/// Reads what was chosen, and says what would become of it; `null` if it was stopped.
#[tauri::command(async)]
pub fn plan_import(
    source: wire::Source,
    passphrase: Option<&str>,
    columns: Option<wire::Columns>,
    app: AppHandle,
    glimmer: State<'_, Glimmer>,
    transfers: State<'_, Transfers>,
) -> Reply<Option<wire::Plan>> {
    let (journal, path) = (glimmer.journal()?, transfers.chosen().ok_or(Error::NotFound)?);
    let cancel = transfers.begin();
    let mut staged = transfers.staged();
    // Only one can lie there at a time.
    *staged = None;
    let source = match source {
        wire::Source::Glimmer => Source::Glimmer,
        wire::Source::Sealed => Source::Sealed,
        wire::Source::Elsewhere(format) => Source::Elsewhere(format.into()),
    };
    let options = Options { zone: None, columns: columns.map(Into::into) };
    let (secret, progress) = (passphrase.map(Secret::new), &mut events::progress(&app, Task::Read));
    let Some(gathered) = Staged::gather(glimmer.folder(), &path, source, &options, secret.as_ref(), progress, &cancel)? else {
        return Ok(None);
    };
    let plan = journal.plan_import(&gathered)?;
    *staged = Some(gathered);
    Ok(Some(plan.into()))
}

/// Brings in what was planned; `null` if it was stopped: then nothing came, and it can be asked for again.
#[tauri::command(async)]
pub fn apply_import(
    stars: bool,
    app: AppHandle,
    glimmer: State<'_, Glimmer>,
    transfers: State<'_, Transfers>,
) -> Reply<Option<wire::Imported>> {
    let journal = glimmer.journal()?;
    let cancel = transfers.begin();
    let mut staged = transfers.staged();
    let gathered = staged.as_ref().ok_or(Error::NotFound)?;
    let imported = journal.apply_import(gathered, stars, glimmer.now(), &mut events::progress(&app, Task::Import), &cancel);
    // However it ended, what was kept meanwhile has joined, and a copy was made.
    for what in [Changed::Glimmers, Changed::Prompts, Changed::Copies] {
        events::changed(&app, what);
    }
    let imported = imported?;
    if imported.is_some() {
        *staged = None;
    }
    Ok(imported.map(Into::into))
}

/// Gives up what was chosen.
#[tauri::command(async)]
pub fn forget_import(transfers: State<'_, Transfers>) {
    transfers.forget();
}

/// Stops what is under way.
#[tauri::command(async)]
pub fn cancel_transfer(transfers: State<'_, Transfers>) {
    transfers.cancel();
}

/// The imports that were made, newest first.
#[tauri::command(async)]
pub fn imports(glimmer: State<'_, Glimmer>) -> Reply<Vec<wire::Import>> {
    Ok(glimmer.journal()?.imports()?.into_iter().map(Into::into).collect())
}

/// Takes out what an import brought; `null` if it was stopped: then all of it stays.
#[tauri::command(async)]
pub fn undo_import(id: &str, app: AppHandle, glimmer: State<'_, Glimmer>, transfers: State<'_, Transfers>) -> Reply<Option<wire::Undone>> {
    let (id, cancel) = (wire::id(id)?, transfers.begin());
    let undone = glimmer.journal()?.undo_import(id, &mut events::progress(&app, Task::Import), &cancel);
    events::changed(&app, Changed::Glimmers);
    Ok(undone?.map(Into::into))
}

/// Lets a glimmer from elsewhere come up unasked; with `is_in` false it waits again.
#[tauri::command(async)]
pub fn let_in(id: &str, is_in: bool, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<wire::Glimmer> {
    let glimmer = glimmer.journal()?.let_in(wire::id(id)?, is_in)?;
    events::changed(&app, Changed::Glimmers);
    Ok(glimmer.into())
}

/// Lets in all that wait among those that `which` finds, or all there are; returns how many.
#[tauri::command(async)]
pub fn let_all_in(which: Option<wire::ListQuery>, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<usize> {
    let count = glimmer.journal()?.let_all_in(&whole(which)?)?;
    events::changed(&app, Changed::Glimmers);
    Ok(count)
}

/// Asks where, and writes what `which` finds, or everything, there; `null` if nowhere was chosen, or it was stopped.
#[tauri::command(async)]
pub fn export_journal(
    which: Option<wire::ListQuery>,
    format: ExportFormat,
    passphrase: Option<&str>,
    app: AppHandle,
    window: WebviewWindow,
    glimmer: State<'_, Glimmer>,
    transfers: State<'_, Transfers>,
) -> Reply<Option<wire::Exported>> {
    let which = whole(which)?;
    let ending = match format {
        ExportFormat::Json => ".json",
        // A folder.
        ExportFormat::Markdown if passphrase.is_none() => "",
        ExportFormat::Markdown => ".md",
        ExportFormat::Csv => ".csv",
        ExportFormat::Html => ".html",
    };
    let sealed = if passphrase.is_some() { ".age" } else { "" };
    let name = format!("glimmer-{}{ending}{sealed}", glimmer.now().day);
    let Some(path) = saving::ask(&window, name) else { return Ok(None) };
    // It may have locked while the dialog was open.
    let (journal, cancel) = (glimmer.journal()?, transfers.begin());
    let (secret, progress) = (passphrase.map(Secret::new), &mut events::progress(&app, Task::Export));
    let exported = journal.export(&which, format.into(), &path, secret.as_ref(), progress, &cancel)?;
    Ok(exported.map(|exported| wire::Exported::of(exported, &path)))
}

/// All that a query finds, however many there are.
pub(super) fn whole(which: Option<wire::ListQuery>) -> Result<ListQuery, Error> {
    let Some(which) = which else { return Ok(ListQuery::default()) };
    Ok(ListQuery { start: Start::Newest, limit: None, ..which.try_into()? })
}
