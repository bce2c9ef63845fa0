//! The running app: how it starts, what it listens to, and how it ends.

use std::{
    path::Path,
    process::ExitCode,
    sync::{Arc, Mutex, OnceLock},
    thread,
};

use clap::Parser;
use glimmer_core::{
    Error, Folder, erase,
    reminder::{Due, Runner, Waiting, Wake, Wakes},
    words::say,
};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use tauri::{AppHandle, Manager, RunEvent, WindowEvent};
use tauri_plugin_autostart::MacosLauncher;
use tauri_plugin_window_state::StateFlags;

pub use crate::glimmer::Glimmer;
use crate::{
    cli::{Args, Open},
    clipboard::Clipboard,
    commands, drawing, events,
    first::First,
    glimmer::lock,
    home,
    keeping::{self, Keeping},
    locking::{self, Locking},
    notify::{self as notices, Notices},
    photos, shortcut,
    transfers::{self, Transfers},
    tray,
    wakeful::{self, Stir},
    windows, wiping,
    wire::{Changed, ShortcutState, View},
};

/// Starts the app and runs it until it is quit.
pub fn run(open: Open) -> ExitCode {
    if !has_display() {
        return refuse(&say("start-no-display"));
    }
    let Some(folder) = home::folder() else { return refuse(&say("start-no-home")) };
    if let Err(error) = folder.make() {
        return refuse(&error.to_string());
    }
    drawing::choose();
    let data = folder.clone();
    let mut context = tauri::generate_context!();
    let identity = home::identity(&context.config().identifier, &folder);
    context.config_mut().identifier = identity;
    // First, so that a second start ends before it has done anything.
    let builder = tauri::Builder::default()
        .manage(Early(Mutex::new(Some(Vec::new()))))
        .plugin(tauri_plugin_single_instance::init(|app, args, _| started_again(app, &args)));
    #[cfg(not(target_os = "linux"))]
    let builder = builder.plugin(shortcut::plugin());
    let built = builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_autostart::init(MacosLauncher::LaunchAgent, Some(vec!["--hidden"])))
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
                .with_filename(folder.path().join("windows.json").to_string_lossy())
                .with_denylist(&[windows::CAPTURE])
                .build(),
        )
        .register_asynchronous_uri_scheme_protocol(photos::SCHEME, photos::serve)
        .invoke_handler(commands::handler())
        .on_window_event(|window, event| match event {
            WindowEvent::DragDrop(event) if window.label() == windows::MAIN => transfers::dragged(window.app_handle(), event),
            WindowEvent::DragDrop(event) => photos::dragged_over_capture(window, event),
            _ => {}
        })
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
                app.state::<Clipboard>().clear(None);
                app.state::<Transfers>().forget();
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
    app.manage(Transfers::default());
    app.manage(Clipboard::default());
    app.manage(Notices::default());
    app.manage(Locking::begin(app));
    match open {
        // The person waits for the window; for nothing else yet.
        Open::Main => {
            let (drawn, seen) = First::begin();
            app.manage(drawn);
            show(app, open);
            let app = app.clone();
            thread::Builder::new().name("start".into()).spawn(move || {
                seen.wait();
                if let Err(error) = serve(&app, wakes, waiting) {
                    tracing::error!(%error, "the reminder could not be started");
                }
            })?;
        }
        Open::Hidden | Open::Capture | Open::HardDay => {
            serve(app, wakes, waiting)?;
            show(app, open);
        }
    }
    let early = lock(&app.state::<Early>().0).take();
    early.into_iter().flatten().for_each(|open| show(app, open));
    Ok(())
}

/// What other starts asked for before there was anything to show it with; `None` from then on.
struct Early(Mutex<Option<Vec<Open>>>);

/// Begins all that the windows can do without: what the app does for somebody who is not looking at it.
fn serve(app: &AppHandle, wakes: Wakes, waiting: Waiting) -> std::io::Result<()> {
    let glimmer = app.state::<Glimmer>();
    notices::listen(app);
    tray::set_up(app);
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
    let runner = Runner::start(glimmer.folder().clone(), wakes, waiting, {
        let app = app.clone();
        move |due| called(&app, due)
    })?;
    let _ = glimmer.runner.set(runner);
    wakeful::listen({
        let app = app.clone();
        move |stir| {
            let glimmer = app.state::<Glimmer>();
            match stir {
                Stir::Awake => {
                    windows::warm_again(&app);
                    glimmer.wake(Wake::Awake);
                }
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
    windows::warm_again(app);
    keeping::start(app);
    wiping::give_back_soon();
    // A page that came first knows nothing of all this yet.
    events::changed(app, Changed::Notices);
    Ok(())
}

/// What the reminder calls out.
fn called(app: &AppHandle, due: Due) {
    match due {
        Due::Invite { invitation, later } => {
            windows::warm_again(app);
            notices::invite(app, invitation, later);
        }
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
    windows::warm_again(app);
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
    match &mut *lock(&app.state::<Early>().0) {
        Some(early) => early.push(open),
        None => show(app, open),
    }
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
        if concerns(&folder.changes()) {
            look_elsewhere(&handle);
        }
    })?;
    watcher.watch(app.state::<Glimmer>().folder().path(), RecursiveMode::NonRecursive)?;
    // What somebody kept from a terminal while the window came up.
    look_elsewhere(app);
    Ok(watcher)
}

/// Tells the windows if another process has changed the journal.
fn look_elsewhere(app: &AppHandle) {
    let Ok(journal) = app.state::<Glimmer>().journal() else { return };
    match journal.changed_elsewhere() {
        Ok(true) => events::changed(app, Changed::Glimmers),
        Ok(false) | Err(Error::Busy) => {}
        Err(error) => tracing::warn!(%error, "could not look whether the journal changed"),
    }
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
