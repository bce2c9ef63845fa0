//! The running app: its state, how it starts, and which commands there are.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use clap::Parser;
use glimmer_core::{
    Day, Device, Draft, Error, Folder, Journal, Moment, RecoveryCode, Secret, Settings, Uuid,
    backup::{self, Reason},
    clock, erase,
    reminder::{Due, Runner, Wake, Wakes},
    whereabouts::{self, Whereabouts},
    words::say,
};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use tauri::{AppHandle, Manager, RunEvent};
use tauri_plugin_autostart::MacosLauncher;
use tauri_plugin_window_state::StateFlags;

use crate::{
    cli::{Args, Open},
    commands,
    door::Door,
    events, home,
    keeping::{self, Keeping},
    locking::{self, Locking},
    notify as notices, shortcut, tray,
    wakeful::{self, Stir},
    windows::{self, Closing},
    wire::{Changed, Failure, Notice, ShortcutState, View},
};

/// Everything the commands share.
pub struct Glimmer {
    folder: Folder,
    door: Door,
    /// The recovery code that was shown last, until it is confirmed.
    fresh_code: Mutex<Option<RecoveryCode>>,
    /// What was taken back of what was jotted while locked; see `keep_glimmer`.
    sealed_last: Mutex<Option<(Uuid, Draft)>>,
    /// Whether something that was sealed could not be read when the journal was opened.
    sealed_unreadable: AtomicBool,
    /// What kind of folder the journal lies in, if another computer may write there too.
    whereabouts: Option<Whereabouts>,
    /// Everything was erased, and whether with the copies.
    erased: Mutex<Option<bool>>,
    wakes: Wakes,
    runner: OnceLock<Runner>,
    /// The open hard-day visit, if there is one; inside, its id, which a journal that is not open cannot give.
    visit: Mutex<Option<Option<Uuid>>>,
    shortcut: Mutex<ShortcutState>,
    /// How often somebody asked for the capture window.
    summoned: AtomicU64,
    closing: Mutex<Closing>,
    /// Whether the capture window hid with words that could not be saved.
    capture_unsaved: AtomicBool,
    /// Whether the icon for the tray could be made.
    tray: OnceLock<bool>,
    /// Until when the tray says that reminders are paused.
    pause_in_tray: Mutex<Option<Day>>,
    /// Held only to keep watching.
    watcher: OnceLock<RecommendedWatcher>,
}

impl Glimmer {
    fn open(folder: Folder, wakes: Wakes) -> Self {
        Self {
            whereabouts: whereabouts::look(folder.path()),
            door: Door::at(folder.clone()),
            folder,
            sealed_unreadable: AtomicBool::default(),
            fresh_code: Mutex::default(),
            sealed_last: Mutex::default(),
            erased: Mutex::default(),
            wakes,
            runner: OnceLock::new(),
            visit: Mutex::default(),
            shortcut: Mutex::new(ShortcutState::Listening),
            summoned: AtomicU64::default(),
            closing: Mutex::default(),
            capture_unsaved: AtomicBool::default(),
            tray: OnceLock::new(),
            pause_in_tray: Mutex::default(),
            watcher: OnceLock::new(),
        }
    }

    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// # Errors
    /// Why the journal could not be opened.
    pub fn journal(&self) -> Result<Arc<Journal>, Failure> {
        self.door.journal()
    }

    pub fn door(&self) -> &Door {
        &self.door
    }

    pub fn fresh_code(&self) -> MutexGuard<'_, Option<RecoveryCode>> {
        lock(&self.fresh_code)
    }

    /// What was sealed last while the journal is locked, so that it can be taken back: nobody can read it any more.
    pub fn sealed_last(&self) -> MutexGuard<'_, Option<(Uuid, Draft)>> {
        lock(&self.sealed_last)
    }

    /// Gives journal and copies a new key. `progress` goes from 0 to 1.
    ///
    /// # Errors
    /// As [`glimmer_core::Closed::renew`].
    pub fn renew_key(
        &self,
        current: Option<&Secret>,
        new: &Secret,
        code: &RecoveryCode,
        progress: backup::Progress<'_>,
    ) -> Result<(), Failure> {
        let now = self.now();
        // It can be gone back to, with what opened it until now.
        self.journal()?.back_up(Reason::Passphrase, now);
        let renewed = &mut |done| progress(0.5 * done);
        self.door.closed(|_, kept| kept.as_mut().ok_or(Error::Locked)?.renew(current, new, code, now, renewed))?;
        // Those that are out of reach get it later, and are named until then.
        if let Err(error) = self.journal()?.renew_copies(&mut |done| progress(0.5 + 0.5 * done)) {
            tracing::warn!(%error, "the copies could not all be given the new key");
        }
        Ok(())
    }

    /// Destroys the keys, then everything else.
    ///
    /// # Errors
    /// If another process has the journal open, or something could not be removed; the keys are gone then.
    pub fn erase(&self, copies: bool) -> Result<(), Failure> {
        let second = self.second_folder();
        self.door.closed(|folder, kept| {
            erase::erase(folder, copies, second.as_deref())?;
            *lock(&self.erased) = Some(copies);
            *kept = None;
            Ok(())
        })
    }

    fn second_folder(&self) -> Option<PathBuf> {
        Device::read(&self.folder).ok().and_then(|device| device.second_folder).map(|second| second.path)
    }

    /// Takes in what another program sealed while this one has the journal open.
    fn open_inbox(&self) -> bool {
        let joined = self.journal().and_then(|journal| Ok(journal.open_inbox()?));
        joined.is_ok_and(|joined| {
            self.note_unreadable(joined.unreadable > 0);
            joined.glimmers > 0
        })
    }

    pub fn note_unreadable(&self, some: bool) {
        self.sealed_unreadable.store(some, Ordering::SeqCst);
    }

    /// The synced folder that the journal lies in, as people know it; empty for a folder on another computer.
    pub fn synced(&self) -> Option<String> {
        self.whereabouts.as_ref().map(|place| match place {
            Whereabouts::Synced(name) => name.clone(),
            Whereabouts::Network(_) => String::new(),
        })
    }

    /// The settings as they are on disk now; the defaults if they cannot be read.
    pub fn settings(&self) -> Settings {
        Device::read(&self.folder).map(|device| device.settings).unwrap_or_default()
    }

    /// The first day on which the reminder asks again, while it is paused.
    pub fn paused_until(&self) -> Option<Day> {
        let device = Device::read(&self.folder).unwrap_or_default();
        let today = clock::now(device.settings.day_ends).day;
        device.reminder.paused_until.filter(|_| device.reminder.is_paused(today))
    }

    pub fn pause_in_tray(&self) -> Option<Day> {
        *lock(&self.pause_in_tray)
    }

    pub fn set_pause_in_tray(&self, until: Option<Day>) {
        *lock(&self.pause_in_tray) = until;
    }

    pub fn now(&self) -> Moment {
        clock::now(self.settings().day_ends)
    }

    pub fn wake(&self, wake: Wake) {
        self.wakes.tell(wake);
    }

    /// Whether the person is in the capture window: the reminder leaves them alone then.
    pub fn capturing(&self, on: bool) {
        self.wake(Wake::Capturing(on));
    }

    /// Begins a visit: the evening is quiet from here on, whether or not the journal can be read.
    ///
    /// # Errors
    /// Why the visit could not be noted.
    pub fn visit(&self) -> Result<Uuid, Failure> {
        self.visit_left();
        *lock(&self.visit) = Some(None);
        self.wake(Wake::Visiting(true));
        tracing::info!("a hard day begins");
        let visit = self.journal()?.open_visit(self.now())?;
        let mut open = lock(&self.visit);
        match *open {
            Some(None) => *open = Some(Some(visit)),
            // Left while the journal was busy.
            _ => self.note_end(visit),
        }
        Ok(visit)
    }

    /// Reads ahead for a visit. If that fails, it is read when it is needed, and why it cannot be is said there.
    pub fn prepare(&self, visit: Uuid) {
        if let Ok(journal) = self.journal()
            && let Err(error) = journal.prepare_visit(visit, self.now())
        {
            tracing::warn!(%error, "a visit could not be prepared");
        }
    }

    /// Whether a hard-day visit is open.
    pub fn is_visited(&self) -> bool {
        lock(&self.visit).is_some()
    }

    /// Ends the open visit, however the person left it.
    pub fn visit_left(&self) {
        self.end_visit(|_| true);
    }

    /// Ends the open visit if `it` says that it is the one; told its id, or `None` of one that could not be noted.
    pub fn end_visit(&self, it: impl FnOnce(Option<Uuid>) -> bool) {
        let ended = lock(&self.visit).take_if(|open| it(*open));
        let Some(visit) = ended else { return };
        self.wake(Wake::Visiting(false));
        if let Some(visit) = visit {
            self.note_end(visit);
        }
    }

    fn note_end(&self, visit: Uuid) {
        if let Ok(journal) = self.journal()
            && let Err(error) = journal.close_visit(visit, self.now())
        {
            tracing::warn!(%error, "the end of a visit could not be noted");
        }
    }

    /// The quiet lines to show: what is so, without what the person has put away.
    ///
    /// `here` says whether a notification of this name can be on the screen; `damaged`, what the check after the start found.
    pub fn notices(&self, here: impl Fn(&str) -> bool, damaged: bool) -> Vec<Notice> {
        let device = Device::read(&self.folder).unwrap_or_default();
        let unseen = device.reminder.is_unseen(clock::now(device.settings.day_ends).day, here);
        let lost = self.journal().is_ok_and(|journal| journal.lost_changes().is_ok_and(|lost| lost > 0));
        let shortcut = self.shortcut();
        let facts = [
            (Notice::LostTail, lost),
            (Notice::ShortcutTaken, shortcut == ShortcutState::Taken),
            (Notice::ShortcutUnavailable, shortcut == ShortcutState::Unavailable),
            (Notice::NoTray, !self.has_tray()),
            (Notice::InvitationNotShown, unseen),
            (Notice::BackupFailed, device.backup_trouble.is_some()),
            (Notice::ReadOnly, self.journal().is_ok_and(|journal| journal.is_read_only())),
            (Notice::Damaged, damaged),
            (Notice::Synced, self.whereabouts.is_some()),
            (Notice::SealedUnreadable, self.sealed_unreadable.load(Ordering::SeqCst)),
        ];
        facts.into_iter().filter(|(notice, so)| *so && !device.dismissed.contains(notice.name())).map(|(notice, _)| notice).collect()
    }

    fn empty_old_trash(&self) {
        if let Ok(journal) = self.journal()
            && let Err(error) = journal.empty_old_trash(self.now())
        {
            tracing::warn!(%error, "the trash could not be emptied");
        }
    }

    /// Whether there is an icon, and a panel that shows it now: at login the panel may come later than we do.
    pub fn has_tray(&self) -> bool {
        self.tray.get().copied().unwrap_or_default() && tray::is_shown()
    }

    pub fn shortcut(&self) -> ShortcutState {
        *lock(&self.shortcut)
    }

    pub fn set_shortcut(&self, state: ShortcutState) {
        *lock(&self.shortcut) = state;
    }

    /// Counts a wish for the capture window; returns its number.
    pub fn summon(&self) -> u64 {
        self.summoned.fetch_add(1, Ordering::SeqCst) + 1
    }

    pub fn summoning(&self) -> u64 {
        self.summoned.load(Ordering::SeqCst)
    }

    /// Whether the hidden capture window held words that could not be saved, and what is so from now on.
    pub fn capture_is_unsaved(&self, now: bool) -> bool {
        self.capture_unsaved.swap(now, Ordering::SeqCst)
    }

    pub fn closing(&self) -> MutexGuard<'_, Closing> {
        lock(&self.closing)
    }
}

/// A panic while one of these was held left a whole value behind: each is set in one step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts the app and runs it until it is quit.
pub fn run(open: Open) -> ExitCode {
    if !has_display() {
        return refuse(&say("start-no-display"));
    }
    let Some(folder) = home::folder() else { return refuse(&say("start-no-home")) };
    if let Err(error) = folder.make() {
        return refuse(&error.to_string());
    }
    let data = folder.clone();
    let mut context = tauri::generate_context!();
    let identity = home::identity(&context.config().identifier, &folder);
    context.config_mut().identifier = identity;
    let built = tauri::Builder::default()
        // First, so that a second start ends before it has done anything.
        .plugin(tauri_plugin_single_instance::init(|app, args, _| started_again(app, &args)))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_global_shortcut::Builder::new().build())
        .plugin(tauri_plugin_autostart::init(MacosLauncher::LaunchAgent, Some(vec!["--hidden"])))
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
                .with_filename(folder.path().join("windows.json").to_string_lossy())
                .with_denylist(&[windows::CAPTURE])
                .build(),
        )
        .invoke_handler(commands::handler())
        .setup(move |app| {
            set_up(app.handle(), folder, open)?;
            Ok(())
        })
        .build(context);
    let app = match built {
        Ok(app) => app,
        Err(error) => return refuse(&error.to_string()),
    };
    let erased = Arc::new(OnceLock::new());
    let code = app.run_return({
        let erased = erased.clone();
        move |app, event| match event {
            // The last window closed: the app stays in the tray. Quitting comes with a code.
            RunEvent::ExitRequested { code: None, api, .. } => api.prevent_exit(),
            RunEvent::Exit => {
                app.state::<Glimmer>().visit_left();
                if let Some(copies) = *lock(&app.state::<Glimmer>().erased) {
                    let _ = erased.set(copies);
                }
            }
            #[cfg(target_os = "macos")]
            RunEvent::Reopen { .. } => windows::open_main(app, None),
            _ => {}
        }
    });
    // What was still running, and the browser engine, have written here since.
    if let Some(copies) = erased.get()
        && let Err(error) = erase::erase(&data, *copies, None)
    {
        return refuse(&error.to_string());
    }
    u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
}

fn set_up(app: &AppHandle, folder: Folder, open: Open) -> Result<(), Box<dyn std::error::Error>> {
    let (wakes, waiting) = Wakes::begin();
    app.manage(Glimmer::open(folder, wakes.clone()));
    app.manage(Keeping::default());
    let glimmer = app.state::<Glimmer>();
    notices::set_up(app);
    // Set once, here.
    let _ = glimmer.tray.set(tray::set_up(app));
    let settings = glimmer.settings();
    if !shortcut::available() {
        glimmer.set_shortcut(ShortcutState::Unavailable);
    } else if let Err(failure) = shortcut::listen(app, &settings.shortcut) {
        tracing::warn!(detail = failure.detail, "the shortcut is taken");
        glimmer.set_shortcut(ShortcutState::Taken);
    }
    if settings.hard_day_everywhere
        && shortcut::available()
        && let Err(failure) = shortcut::hard_day_everywhere(app, true)
    {
        tracing::warn!(detail = failure.detail, "the hard day's shortcut is taken; it works inside the app");
    }
    glimmer.empty_old_trash();
    keeping::start(app);
    let runner = Runner::start(glimmer.folder().clone(), wakes, waiting, {
        let app = app.clone();
        move |due| called(&app, due)
    })?;
    let _ = glimmer.runner.set(runner);
    app.manage(Locking::begin(app));
    wakeful::listen({
        let app = app.clone();
        move |stir| {
            let glimmer = app.state::<Glimmer>();
            match stir {
                Stir::Awake => glimmer.wake(Wake::Awake),
                Stir::Clock => glimmer.wake(Wake::ClockSet),
                Stir::Sleeps | Stir::ScreenLocked if !glimmer.settings().lock_with_screen => {}
                // There the main thread tells, and windows go only while it does not wait.
                Stir::Sleeps | Stir::ScreenLocked if cfg!(target_os = "macos") => app.state::<Locking>().soon(),
                // Sleep waits until this returns.
                Stir::Sleeps | Stir::ScreenLocked => locking::lock(&app),
            }
        }
    });
    match watch(app) {
        Ok(watcher) => drop(glimmer.watcher.set(watcher)),
        Err(error) => tracing::warn!(%error, "changes from a terminal will not be noticed"),
    }
    if settings.keep_capture_warm {
        windows::warm_capture(app);
    }
    show(app, open);
    Ok(())
}

/// What the reminder calls out.
fn called(app: &AppHandle, due: Due) {
    match due {
        Due::Invite { invitation, later } => notices::invite(app, invitation, later),
        Due::Withdraw(name) => notices::withdraw(app, &name),
        Due::Jot => windows::open_capture(app),
        Due::NewDay => new_day(app),
        Due::Changed => {
            tray::renew_pause(app);
            events::changed(app, Changed::Reminders);
            events::changed(app, Changed::Notices);
        }
    }
}

/// The person's day is another one: what is old enough goes, and the windows turn the page.
fn new_day(app: &AppHandle) {
    app.state::<Glimmer>().empty_old_trash();
    tray::renew_menu(app);
    events::changed(app, Changed::Glimmers);
    events::changed(app, Changed::Settings);
}

/// Shows what the person asked for.
fn show(app: &AppHandle, open: Open) {
    match open {
        Open::Hidden => {}
        Open::Capture => windows::open_capture(app),
        Open::HardDay => windows::open_main(app, Some(View::HardDay)),
        Open::Main => windows::open_main(app, None),
    }
}

/// Somebody started the app while it runs: what they asked for is shown here.
fn started_again(app: &AppHandle, args: &[String]) {
    let open = Args::try_parse_from(args).map(|args| args.open.wanted()).unwrap_or_default();
    show(app, open);
}

/// Notices changes that other processes make, without ever asking: to the journal, for the count beside it is written after each;
/// and to what is known without opening it.
fn watch(app: &AppHandle) -> notify::Result<RecommendedWatcher> {
    let handle = app.clone();
    let folder = app.state::<Glimmer>().folder().clone();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let Ok(event) = event else { return };
        let concerns = |file: &Path| event.paths.iter().any(|path| path.file_name() == file.file_name());
        if event.kind.is_access() {
            return;
        }
        let glimmer = handle.state::<Glimmer>();
        if concerns(&folder.device()) {
            glimmer.wake(Wake::Elsewhere);
            // `glimmer jot` seals first and notes it there then.
            if glimmer.open_inbox() {
                events::changed(&handle, Changed::Glimmers);
            }
        }
        if !concerns(&folder.changes()) {
            return;
        }
        let Ok(journal) = glimmer.journal() else { return };
        match journal.changed_elsewhere() {
            Ok(true) => events::changed(&handle, Changed::Glimmers),
            Ok(false) | Err(Error::Busy) => {}
            Err(error) => tracing::warn!(%error, "could not look whether the journal changed"),
        }
    })?;
    watcher.watch(app.state::<Glimmer>().folder().path(), RecursiveMode::NonRecursive)?;
    Ok(watcher)
}

/// Whether there is a screen to open windows on. Elsewhere than on Linux there always is.
fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn refuse(why: &str) -> ExitCode {
    eprintln!("glimmer: {why}");
    ExitCode::FAILURE
}
