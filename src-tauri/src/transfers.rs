//! What somebody chose to bring along, until it is brought in or given up. The page never names a file: it is chosen in the system's
//! dialog, or dropped on the window.

use std::{
    ops::Deref,
    path::{Path, PathBuf},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use glimmer_core::transfer::{
    import::{self, Source, Staged},
    read::{self, Format},
};
use tauri::{AppHandle, DragDropEvent, Manager};

use crate::{events, photos, windows::MAIN, wire};

/// How long something that was stopped may take to end.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Default)]
pub struct Transfers {
    chosen: Mutex<Option<PathBuf>>,
    staged: Mutex<Option<Staged>>,
    /// One for each thing that is under way: set, it stops.
    under_way: Mutex<Vec<Arc<AtomicBool>>>,
    ended: Condvar,
}

/// Something that is under way and can be stopped.
pub struct Work<'a> {
    transfers: &'a Transfers,
    cancel: Arc<AtomicBool>,
}

impl Deref for Work<'_> {
    type Target = AtomicBool;

    fn deref(&self) -> &AtomicBool {
        &self.cancel
    }
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        lock(&self.transfers.under_way).retain(|other| !Arc::ptr_eq(other, &self.cancel));
        self.transfers.ended.notify_all();
    }
}

impl Transfers {
    /// Takes what was chosen in the place of whatever was before, and looks whose it is.
    pub fn choose(&self, path: PathBuf) -> wire::Picked {
        self.forget();
        let picked = look_at(&path);
        *lock(&self.chosen) = Some(path);
        picked
    }

    /// The same without the looking: it was dropped, and the page asks when it is ready.
    fn dropped(&self, path: PathBuf) {
        self.forget();
        *lock(&self.chosen) = Some(path);
    }

    /// What was dropped last.
    pub fn picked(&self) -> Option<wire::Picked> {
        Some(look_at(&self.chosen()?))
    }

    pub fn chosen(&self) -> Option<PathBuf> {
        lock(&self.chosen).clone()
    }

    /// What was gathered; whoever has it is the only one who brings something in.
    pub fn staged(&self) -> MutexGuard<'_, Option<Staged>> {
        lock(&self.staged)
    }

    /// Something begins that can be stopped.
    pub fn begin(&self) -> Work<'_> {
        let cancel = Arc::new(AtomicBool::default());
        lock(&self.under_way).push(cancel.clone());
        Work { transfers: self, cancel }
    }

    /// Stops what is under way; nothing is left of it.
    pub fn cancel(&self) {
        lock(&self.under_way).iter().for_each(|cancel| cancel.store(true, Ordering::Relaxed));
    }

    /// The same, and waits until nothing is under way, but not for ever.
    pub fn end(&self) {
        self.cancel();
        let waited = self.ended.wait_timeout_while(lock(&self.under_way), PATIENCE, |under_way| !under_way.is_empty());
        if waited.is_ok_and(|(_, waited)| waited.timed_out()) {
            tracing::warn!("something that was to stop goes on");
        }
    }

    /// Gives up what was chosen; waits for whatever is under way with it to stop.
    pub fn forget(&self) {
        self.end();
        *lock(&self.chosen) = None;
        *lock(&self.staged) = None;
    }
}

/// Listens to files that are dragged over the main window.
pub fn dragged(app: &AppHandle, event: &DragDropEvent) {
    match event {
        DragDropEvent::Enter { .. } => events::dragging(app, MAIN, true),
        DragDropEvent::Leave => events::dragging(app, MAIN, false),
        DragDropEvent::Drop { paths, .. } => {
            events::dragging(app, MAIN, false);
            let (app, paths) = (app.clone(), paths.clone());
            // Looking at them and giving up what was chosen before may have to wait, and this is the main thread.
            tauri::async_runtime::spawn_blocking(move || {
                if photos::are_pictures(&paths) {
                    return photos::dropped(&app, MAIN, &paths);
                }
                let Some(path) = paths.into_iter().next() else { return };
                // It would end what somebody waits for.
                if lock(&app.state::<Transfers>().under_way).is_empty() {
                    app.state::<Transfers>().dropped(path);
                    events::dropped(&app);
                }
            });
        }
        _ => {}
    }
}

fn look_at(path: &Path) -> wire::Picked {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let mut picked = wire::Picked { name, source: None, table: None, refused: None };
    let looked = import::recognise(path).and_then(|source| {
        picked.source = Some(source.into());
        if source == Source::Elsewhere(Format::Csv) {
            picked.table = Some(read::propose(path)?.into());
        }
        Ok(())
    });
    if let Err(refused) = looked {
        picked.source = None;
        picked.refused = Some(refused.into());
    }
    picked
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
