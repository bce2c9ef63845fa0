//! The two windows: made, shown, placed and hidden.

use std::{
    sync::{Mutex, PoisonError, mpsc},
    thread,
};

use glimmer_core::Appearance;
use tauri::{
    AppHandle, LogicalSize, LogicalUnit, Manager, PhysicalPosition, PixelUnit, Theme, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    WindowEvent, WindowSizeConstraints, window::Color,
};

use crate::{app::Glimmer, events, notify, wire::View};

pub const MAIN: &str = "main";
pub const CAPTURE: &str = "capture";

/// Width of the capture window in logical pixels: 30rem.
const CAPTURE_WIDTH: f64 = 480.0;
/// Its height while nothing is in it.
const CAPTURE_HEIGHT: f64 = 220.0;
/// The capture window's share of free height above it: a little above the middle, where eyes rest.
const ABOVE: f64 = 0.3;

/// Opens the main window on a page, or brings it forward.
pub fn open_main(app: &AppHandle, view: View) {
    off_main_thread(app, move |app| {
        static OPENING: Mutex<()> = Mutex::new(());
        let _one_at_a_time = OPENING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(window) = app.get_webview_window(MAIN) {
            events::go(&app, view);
            window.unminimize()?;
            return bring_forward(&window);
        }
        let window = make(&app, MAIN, Some(format!("index.html#{}", view.name())))?;
        window.on_window_event({
            let app = app.clone();
            move |event| match event {
                WindowEvent::CloseRequested { .. } => notify::still_here_once(&app),
                WindowEvent::Destroyed => app.state::<Glimmer>().visit_left(),
                _ => {}
            }
        });
        bring_forward(&window)
    });
}

/// Makes the capture window, hidden, so that it is there in an instant.
pub fn warm_capture(app: &AppHandle) {
    off_main_thread(app, |app| capture(&app).map(drop));
}

/// Shows the capture window on the screen with the pointer, the caret in its field.
pub fn open_capture(app: &AppHandle) {
    off_main_thread(app, |app| {
        let window = capture(&app)?;
        app.state::<Glimmer>().capturing(true);
        if !window.is_visible()? {
            place(&window)?;
            events::opened(&app);
        }
        bring_forward(&window)
    });
}

/// Hides the capture window; the window manager gives the focus back to where it was.
pub fn hide_capture(app: &AppHandle) {
    off_main_thread(app, |app| {
        app.state::<Glimmer>().capturing(false);
        let Some(window) = app.get_webview_window(CAPTURE) else { return Ok(()) };
        if app.state::<Glimmer>().settings().keep_capture_warm { window.hide() } else { window.destroy() }
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
    // Warming it and showing it may come at the same time; it must not be made twice.
    static MAKING: Mutex<()> = Mutex::new(());
    let _one_at_a_time = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
    match app.get_webview_window(CAPTURE) {
        Some(window) => Ok(window),
        None => make(app, CAPTURE, None),
    }
}

/// Makes a window from its entry in the configuration. Windows are made on the main thread, wherever this is called.
fn make(app: &AppHandle, label: &'static str, url: Option<String>) -> tauri::Result<WebviewWindow> {
    let (sender, receiver) = mpsc::channel();
    let handle = app.clone();
    app.run_on_main_thread(move || {
        let made = (|| {
            let config = handle.config().app.windows.iter().find(|config| config.label == label);
            let mut config = config.cloned().ok_or(tauri::Error::WindowNotFound)?;
            if let Some(url) = url {
                config.url = WebviewUrl::App(url.into());
            }
            let glimmer = handle.state::<Glimmer>();
            WebviewWindowBuilder::from_config(&handle, &config)?
                .background_color(ground(&handle))
                .data_directory(glimmer.folder().path().join("webview"))
                .build()
        })();
        // Nobody waits any more only if the app is ending.
        let _ = sender.send(made);
    })?;
    receiver.recv().map_err(|_| tauri::Error::FailedToReceiveMessage)?
}

/// The page's own ground, so that no window flashes white before it is drawn.
fn ground(app: &AppHandle) -> Color {
    let dark = match app.state::<Glimmer>().settings().appearance {
        Appearance::Day => false,
        Appearance::Night => true,
        Appearance::System => app.webview_windows().values().next().and_then(|window| window.theme().ok()) == Some(Theme::Dark),
    };
    if dark { Color(0x12, 0x16, 0x1a, 0xff) } else { Color(0xf8, 0xf4, 0xeb, 0xff) }
}

fn bring_forward(window: &WebviewWindow) -> tauri::Result<()> {
    window.show()?;
    window.set_focus()
}

/// Puts the window on the screen with the pointer, centred, a little above the middle.
fn place(window: &WebviewWindow) -> tauri::Result<()> {
    let pointer = window.cursor_position()?;
    let screens = window.available_monitors()?;
    let holds = |screen: &&tauri::Monitor| {
        let (at, size) = (screen.position(), screen.size());
        let within = |value: f64, from: i32, length: u32| value >= f64::from(from) && value < f64::from(from) + f64::from(length);
        within(pointer.x, at.x, size.width) && within(pointer.y, at.y, size.height)
    };
    let Some(screen) = screens.iter().find(holds).or(screens.first()) else { return Ok(()) };
    let area = screen.work_area();
    // A hidden window does not know its size yet on every system, so it is reckoned.
    let free = |whole: u32, part: f64| (f64::from(whole) - part * screen.scale_factor()).max(0.0);
    let x = f64::from(area.position.x) + free(area.size.width, CAPTURE_WIDTH) / 2.0;
    let y = f64::from(area.position.y) + free(area.size.height, CAPTURE_HEIGHT) * ABOVE;
    window.set_position(PhysicalPosition::new(x, y))
}

/// Showing and focusing a window in one go only works from another thread than the main one (seen with GTK on X11).
fn off_main_thread(app: &AppHandle, work: impl FnOnce(AppHandle) -> tauri::Result<()> + Send + 'static) {
    let app = app.clone();
    thread::spawn(move || {
        if let Err(error) = work(app) {
            tracing::error!(%error, "a window could not be shown");
        }
    });
}
