//! The two windows: made, shown, placed and hidden.

use std::{
    sync::{LazyLock, mpsc},
    thread,
    time::Duration,
};

use glimmer_core::reminder::Wake;
use tauri::{AppHandle, LogicalSize, LogicalUnit, Manager, PixelUnit, WebviewWindow, WindowEvent, WindowSizeConstraints, window::Color};

use crate::{app::Glimmer, events, notify, place::place, shortcut, wiping, wire::View};

mod focus;
mod make;
mod rest;

use focus::{A_MOMENT, STEP, bring_forward, focus_left, send_away, soon, within};
pub use make::renew_ground;
use make::{ground, make};
use rest::rest_later;
pub use rest::warm_again;

pub const MAIN: &str = "main";
pub const CAPTURE: &str = "capture";

/// Width of the capture window in logical pixels: 30rem.
pub const CAPTURE_WIDTH: f64 = 480.0;
/// Its height while nothing is in it.
pub const CAPTURE_HEIGHT: f64 = 220.0;
/// The ground of a hard day, which no appearance changes.
const HARD_GROUND: Color = Color(0x0c, 0x0f, 0x12, 0xff);

/// Opens the main window, or brings it forward. `view` is the page to turn to; `None` leaves an open window where it is,
/// for somebody may be in the middle of a hard day.
pub fn open_main(app: &AppHandle, view: Option<View>) {
    in_turn(app, move |app| {
        let Some(window) = kept_main(&app, view)? else {
            let window = main(&app, view.unwrap_or(View::Today))?;
            if view == Some(View::HardDay) {
                dark_soon(&app, NEW_PAGE)?;
            }
            return bring_forward(&window);
        };
        let hidden = !window.is_visible()? || window.is_minimized()?;
        if let Some(view) = view {
            turn_to(&window, view, hidden)?;
        }
        app.state::<Glimmer>().closing().wanted();
        window.unminimize()?;
        if app.state::<Glimmer>().is_visited() {
            app.state::<Glimmer>().wake(Wake::Visiting(true));
        }
        tracing::info!("the main window opens");
        bring_forward(&window)
    });
}

/// The main window that is there. One that was closed would show what it showed last before it is dark, so for a hard day it is made
/// anew.
fn kept_main(app: &AppHandle, view: Option<View>) -> tauri::Result<Option<WebviewWindow>> {
    let Some(window) = app.get_webview_window(MAIN) else { return Ok(None) };
    if view != Some(View::HardDay) || !app.state::<Glimmer>().closing().closed {
        return Ok(Some(window));
    }
    window.destroy()?;
    soon(|| {
        thread::sleep(STEP);
        Ok(app.get_webview_window(MAIN).is_none())
    })?;
    Ok(None)
}

/// How many [`STEP`]s a new page is given until it is dark; three seconds.
const NEW_PAGE: usize = 200;

/// Waits until the page has asked for its visit: it is dark by then.
fn dark_soon(app: &AppHandle, steps: usize) -> tauri::Result<()> {
    within(steps, || {
        thread::sleep(STEP);
        Ok(app.state::<Glimmer>().is_visited())
    })
}

/// Turns the page of the main window. One that comes out of hiding for a hard day shows when it is dark, never before.
fn turn_to(window: &WebviewWindow, view: View, hidden: bool) -> tauri::Result<()> {
    let app = window.app_handle();
    let glimmer = app.state::<Glimmer>();
    if hidden {
        soon(|| {
            thread::sleep(STEP);
            Ok(glimmer.closing().listening)
        })?;
    }
    events::go(app, view);
    if hidden && view == View::HardDay {
        window.set_background_color(Some(HARD_GROUND))?;
        dark_soon(app, A_MOMENT)?;
    }
    Ok(())
}

fn main(app: &AppHandle, view: View) -> tauri::Result<WebviewWindow> {
    app.state::<Glimmer>().closing().wanted();
    let window = make(app, MAIN, Some(format!("index.html#{}", view.name())))?;
    if view == View::HardDay {
        window.set_background_color(Some(HARD_GROUND))?;
    }
    window.on_window_event({
        let app = app.clone();
        move |event| match event {
            WindowEvent::CloseRequested { api, .. } => {
                api.prevent_close();
                ask_to_close(&app);
            }
            WindowEvent::Destroyed => {
                let glimmer = app.state::<Glimmer>();
                glimmer.visit_left();
                glimmer.closing().listening = false;
                shortcut::renew_hiding(&app);
                wiping::give_back_soon();
            }
            _ => {}
        }
    });
    Ok(window)
}

/// Ends the app, once the page of the main window has put away what is being written.
pub fn quit(app: &AppHandle) {
    app.state::<Glimmer>().closing().quitting = true;
    if app.get_webview_window(MAIN).is_some() { ask_to_close(app) } else { leave(app) }
}

/// Ends the app; but words that are only in the hidden capture window are shown first, and go at the second try.
fn leave(app: &AppHandle) {
    if app.state::<Glimmer>().capture_is_unsaved(false) {
        app.state::<Glimmer>().closing().quitting = false;
        open_capture(app);
    } else {
        app.exit(0);
    }
}

/// Lets the page of the main window save, or ask, before it goes. One that is not drawn yet has nothing to save. One that is
/// still saving may be asked again by somebody in a hurry; who asks a third time wants it gone.
fn ask_to_close(app: &AppHandle) {
    let glimmer = app.state::<Glimmer>();
    let mut closing = glimmer.closing();
    closing.asked += 1;
    if closing.asked > 2 || !closing.listening {
        closing.listening = false;
        drop(closing);
        close_main(app);
    } else {
        events::closing(app);
    }
}

/// Closes the main window: destroyed, for what it needs of memory, or if windows are kept ready, hidden for a while before that,
/// with a quiet page in it. The app stays, unless it is quitting.
pub fn close_main(app: &AppHandle) {
    in_turn(app, |app| {
        let glimmer = app.state::<Glimmer>();
        let (quitting, listening) = glimmer.closing().decided();
        if quitting {
            leave(&app);
            return Ok(());
        }
        let Some(window) = app.get_webview_window(MAIN) else { return Ok(()) };
        notify::still_here_once(&app);
        // A page that does not answer is no page to come back to.
        if !listening || !glimmer.settings().keep_capture_warm {
            return window.destroy();
        }
        glimmer.visit_left();
        send_away(&window)?;
        glimmer.closing().closed = true;
        events::go(&app, View::Today);
        window.set_background_color(Some(ground(&app)))?;
        rest_later(&app);
        Ok(())
    });
}

/// How far the closing of the main window has come.
#[derive(Debug, Default)]
pub struct Closing {
    /// The page is there and listens.
    pub listening: bool,
    /// How often the page was asked and has not answered yet.
    pub asked: u8,
    /// The whole app is to end with it.
    pub quitting: bool,
    /// How often the window was wanted or closed so far: who waits to destroy it sees whether it is still closed.
    wishes: u64,
    /// It is hidden, and its page has put everything away.
    closed: bool,
}

impl Closing {
    /// Somebody wants the window.
    fn wanted(&mut self) {
        self.wishes += 1;
        self.closed = false;
    }

    /// It closes now; whether the app is to end with it, and whether there is a page to come back to.
    fn decided(&mut self) -> (bool, bool) {
        self.wishes += 1;
        self.asked = 0;
        (std::mem::take(&mut self.quitting), self.listening)
    }
}

/// Makes the capture window, hidden, so that it is there in an instant.
pub fn warm_capture(app: &AppHandle) {
    in_turn(app, |app| capture(&app).map(drop));
}

/// Shows the capture window on the screen with the pointer, the caret in its field.
pub fn open_capture(app: &AppHandle) {
    in_turn(app, |app| {
        let summoning = app.state::<Glimmer>().summon();
        let window = capture(&app)?;
        app.state::<Glimmer>().capturing(true);
        if !window.is_visible()? {
            place(&window)?;
        }
        events::opened(&app, summoning);
        bring_forward(&window)?;
        tracing::info!("capture is open");
        Ok(())
    });
}

/// Hides the capture window, unless it was summoned again since `summoning`; the window manager gives the focus back to
/// where it was. `saved` says that nothing in it would be lost with it.
pub fn hide_capture(app: &AppHandle, summoning: u64, saved: bool) {
    in_turn(app, move |app| {
        let glimmer = app.state::<Glimmer>();
        if glimmer.summoning() != summoning {
            tracing::info!("capture was summoned again, so it does not hide");
            return Ok(());
        }
        tracing::info!("capture hides");
        glimmer.capturing(false);
        glimmer.capture_is_unsaved(!saved);
        let Some(window) = app.get_webview_window(CAPTURE) else { return Ok(()) };
        if saved && !glimmer.settings().keep_capture_warm {
            return window.destroy();
        }
        send_away(&window)?;
        rest_later(&app);
        Ok(())
    });
}

/// Hides every window at once: somebody came in. Nothing is closed, so nothing is lost, and all is there when it is asked for.
pub fn hide_all(app: &AppHandle) {
    in_turn(app, |app| {
        let glimmer = app.state::<Glimmer>();
        glimmer.capturing(false);
        // A visit waits in its window; the evenings after this one do not wait for it.
        if glimmer.is_visited() {
            glimmer.wake(Wake::Visiting(false));
        }
        let windows = app.webview_windows();
        // All of them first; only then is there time for anything else.
        windows.values().try_for_each(WebviewWindow::hide)?;
        shortcut::renew_hiding(&app);
        windows.values().try_for_each(focus_left)
    });
}

/// Whether a hard-day visit is open in a window that can be seen.
pub fn is_visit_in_sight(app: &AppHandle) -> bool {
    let seen = |window: WebviewWindow| window.is_visible().unwrap_or(false) && !window.is_minimized().unwrap_or(false);
    app.get_webview_window(MAIN).is_some_and(seen) && app.state::<Glimmer>().is_visited()
}

/// Ends every page and whatever it holds in memory, does `between`, and makes anew what is to be there: the main window where it was
/// in sight, a hidden capture window where one is kept ready. Returns when that is done.
pub fn begin_anew(app: &AppHandle, between: impl FnOnce(&AppHandle) + Send + 'static) {
    let (done, waited) = mpsc::channel();
    in_turn(app, move |app| {
        let glimmer = app.state::<Glimmer>();
        let shown = |window: &WebviewWindow| window.is_visible().unwrap_or(false);
        let main_window = app.get_webview_window(MAIN).filter(shown);
        let focused = main_window.as_ref().is_some_and(|window| window.is_focused().unwrap_or(false));
        let wishes = glimmer.closing().wishes;
        *glimmer.closing() = Closing { wishes: wishes + 1, ..Closing::default() };
        glimmer.capturing(false);
        // Out of sight in any case, and one that cannot be ended keeps none of the others.
        app.webview_windows().values().map(|window| window.destroy().or_else(|_| window.hide())).fold(Ok(()), Result::and)?;
        soon(|| {
            thread::sleep(STEP);
            Ok(app.webview_windows().is_empty())
        })?;
        between(&app);
        // Nobody waits any more only if the app is ending.
        let _ = done.send(());
        if main_window.is_some() {
            let window = main(&app, View::Today)?;
            if focused { bring_forward(&window)? } else { window.show()? }
        }
        if glimmer.settings().keep_capture_warm {
            capture(&app)?;
        }
        Ok(())
    });
    let _ = waited.recv();
}

/// Ends the app a moment from now, when the page has said why.
pub fn leave_soon(app: &AppHandle) {
    const READING: Duration = Duration::from_secs(4);
    let app = app.clone();
    thread::spawn(move || {
        thread::sleep(READING);
        app.exit(0);
    });
}

/// Gives the capture window the height its content wants, in logical pixels; it grows downward.
pub fn fit_capture(app: &AppHandle, height: f64) -> tauri::Result<()> {
    let Some(window) = app.get_webview_window(CAPTURE) else { return Ok(()) };
    let height = height.clamp(40.0, 2000.0).ceil();
    // GTK ignores sizes for windows that cannot be resized, so it can be, between two bounds that are the same.
    let bound = |length: f64| Some(PixelUnit::Logical(LogicalUnit::new(length)));
    window.set_size_constraints(WindowSizeConstraints {
        min_width: bound(CAPTURE_WIDTH),
        max_width: bound(CAPTURE_WIDTH),
        min_height: bound(height),
        max_height: bound(height),
    })?;
    window.set_size(LogicalSize::new(CAPTURE_WIDTH, height))
}

fn capture(app: &AppHandle) -> tauri::Result<WebviewWindow> {
    if let Some(window) = app.get_webview_window(CAPTURE) {
        return Ok(window);
    }
    let window = make(app, CAPTURE, None)?;
    let app = app.clone();
    window.on_window_event(move |event| match event {
        WindowEvent::CloseRequested { api, .. } => {
            api.prevent_close();
            hide_capture(&app, app.state::<Glimmer>().summoning(), false);
        }
        WindowEvent::Destroyed => {
            app.state::<Glimmer>().capturing(false);
            wiping::give_back_soon();
        }
        _ => {}
    });
    Ok(window)
}

/// Does `work` after all that was asked for before it, on one thread of its own. Showing and focusing a window in one go
/// only works from another thread than the main one (seen with GTK on X11); and a hiding must not overtake a showing.
pub fn in_turn(app: &AppHandle, work: impl FnOnce(AppHandle) -> tauri::Result<()> + Send + 'static) {
    type Work = Box<dyn FnOnce() + Send>;
    static QUEUE: LazyLock<mpsc::Sender<Work>> = LazyLock::new(|| {
        let (sender, receiver) = mpsc::channel::<Work>();
        thread::spawn(move || receiver.iter().for_each(|work| work()));
        sender
    });
    let app = app.clone();
    let queued = QUEUE.send(Box::new(move || {
        if let Err(error) = work(app) {
            tracing::error!(%error, "a window could not be shown");
        }
    }));
    if queued.is_err() {
        tracing::error!("there is no thread for windows any more");
    }
}
