//! Windows that were used and are out of sight cost nothing for long.

use std::{thread, time::Duration};

use tauri::{AppHandle, Manager};

use super::{CAPTURE, MAIN, in_turn, warm_capture};
use crate::app::Glimmer;

/// How long a window that was used waits for somebody who closed it too soon, or comes back for one more look.
const REST: Duration = Duration::from_secs(300);

/// Destroys in a while what was used and is out of sight, unless somebody wants a window before: the main window that was closed, for
/// its page has put everything away; and capture, which is made again when it is likely to be wanted.
pub(super) fn rest_later(app: &AppHandle) {
    let wishes = |app: &AppHandle| (app.state::<Glimmer>().closing().wishes, app.state::<Glimmer>().summoning());
    let (then, app) = (wishes(app), app.clone());
    thread::spawn(move || {
        thread::sleep(rest());
        in_turn(&app, move |app| {
            let glimmer = app.state::<Glimmer>();
            if wishes(&app) != then {
                return Ok(());
            }
            let closed = glimmer.closing().closed;
            match app.get_webview_window(MAIN) {
                Some(main) if closed => {
                    tracing::info!("the closed main window goes");
                    main.destroy()?;
                }
                // Somebody is here, or only looked away.
                Some(_) => return Ok(()),
                None => {}
            }
            match app.get_webview_window(CAPTURE) {
                Some(capture) if !capture.is_visible()? && !glimmer.is_capture_unsaved() => {
                    tracing::info!("the capture window rests");
                    capture.destroy()
                }
                _ => Ok(()),
            }
        });
    });
}

/// Makes the capture window again if it is to be kept ready: it may be wanted soon.
pub fn warm_again(app: &AppHandle) {
    if app.state::<Glimmer>().settings().keep_capture_warm {
        warm_capture(app);
    }
}

/// [`REST`]; tests need not wait so long.
fn rest() -> Duration {
    #[cfg(debug_assertions)]
    if let Some(ms) = std::env::var("GLIMMER_TEST_REST_MS").ok().and_then(|text| text.parse().ok()) {
        return Duration::from_millis(ms);
    }
    REST
}
