//! How a window is made, and what ground it has before its page is drawn.

use std::{
    fs,
    path::PathBuf,
    sync::{OnceLock, mpsc},
};

use glimmer_core::Appearance;
use tauri::{AppHandle, Manager, Theme, WebviewUrl, WebviewWindow, WebviewWindowBuilder, window::Color};

use super::{MAIN, in_turn};
use crate::{app::Glimmer, look};

/// What the main page asks first, asked while its scripts are still on their way (`api/client.ts` takes the answers).
const ASKED_AHEAD: &str = "{
    const first = location.hash === '#today' ? ['status', 'settings', 'today', 'light_from_before'] : ['status', 'settings'];
    window.__ASKED__ = Object.fromEntries(first.map((command) => [command, window.__TAURI_INTERNALS__.invoke(command)]));
    // What nobody takes is no error.
    for (const answer of Object.values(window.__ASKED__)) answer.catch(() => undefined);
}";

/// Makes a window from its entry in the configuration. Windows are made on the main thread, wherever this is called.
pub fn make(app: &AppHandle, label: &'static str, url: Option<String>) -> tauri::Result<WebviewWindow> {
    let (sender, receiver) = mpsc::channel();
    let handle = app.clone();
    app.run_on_main_thread(move || {
        let made = (|| {
            let config = handle.config().app.windows.iter().find(|config| config.label == label);
            let mut config = config.cloned().ok_or(tauri::Error::WindowNotFound)?;
            if let Some(url) = url {
                config.url = WebviewUrl::App(url.into());
            }
            let settings = handle.state::<Glimmer>().settings();
            let builder = WebviewWindowBuilder::from_config(&handle, &config)?;
            // WebKit connects ahead when a link is pressed, whatever policy there is. Nobody can listen on this port.
            #[cfg(target_os = "linux")]
            let builder = builder.proxy_url(tauri::Url::parse("http://127.0.0.1:0").map_err(tauri::Error::InvalidUrl)?);
            let builder = if label == MAIN { builder.initialization_script(ASKED_AHEAD) } else { builder };
            builder
                .background_color(ground(&handle))
                .title(look::title(settings.neutral_look))
                .content_protected(settings.hide_from_capture)
                .data_directory(web_folder(&handle).clone())
                // The app's own pages and nothing else, whatever a page is brought to ask for.
                .on_navigation(|url| url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost"))
                .build()
        })();
        // Nobody waits any more only if the app is ending.
        let _ = sender.send(made);
    })?;
    receiver.recv().map_err(|_| tauri::Error::FailedToReceiveMessage)?
}

/// Where the browser engine keeps its own files. Where nothing may be written they go among the temporary ones: without any
/// such place no window would come, and the words about it, and help, must show all the same.
fn web_folder(app: &AppHandle) -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let own = app.state::<Glimmer>().folder().path().join("webview");
        let probe = own.join("probe");
        match fs::create_dir_all(&probe).and_then(|()| fs::remove_dir(&probe)) {
            Ok(()) => own,
            Err(_) => tempfile::Builder::new().prefix("glimmer-").tempdir().map_or(own, tempfile::TempDir::keep),
        }
    })
}

/// Gives every window the ground of the appearance that was just chosen; it shows wherever a page is not drawn yet.
pub fn renew_ground(app: &AppHandle) {
    in_turn(app, |app| app.webview_windows().values().try_for_each(|window| window.set_background_color(Some(ground(&app)))));
}

/// The page's own ground, so that no window flashes white before it is drawn.
pub fn ground(app: &AppHandle) -> Color {
    let dark = match app.state::<Glimmer>().settings().appearance {
        Appearance::Day => false,
        Appearance::Night => true,
        Appearance::System => app.webview_windows().values().next().and_then(|window| window.theme().ok()) == Some(Theme::Dark),
    };
    if dark { Color(0x12, 0x16, 0x1a, 0xff) } else { Color(0xf8, 0xf4, 0xeb, 0xff) }
}
