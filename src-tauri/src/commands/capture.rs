//! The capture window's own commands.

use tauri::{AppHandle, State};

use crate::{
    app::Glimmer,
    windows,
    wire::{ErrorCode, Failure, Reply},
};

/// Hides the window; `summoning` is the one that the page knew of when that was decided.
#[tauri::command(async)]
pub fn hide_capture(summoning: u32, saved: bool, app: AppHandle) {
    windows::hide_capture(&app, summoning.into(), saved);
}

/// Fits the window to its content; `height` in CSS pixels.
#[tauri::command(async)]
pub fn fit_capture(height: f64, app: AppHandle) -> Reply<()> {
    windows::fit_capture(&app, height).map_err(|error| Failure::outside(ErrorCode::Internal, error))
}

/// The page is drawn and its field is there. Returns how often the window was summoned so far.
#[tauri::command(async)]
pub fn capture_ready(app: AppHandle, glimmer: State<'_, Glimmer>) -> u64 {
    tracing::info!("the capture page is ready");
    // Only now, so that nothing slows the window that has to be first.
    if glimmer.settings().keep_capture_warm {
        windows::warm_main(&app);
    }
    glimmer.summoning()
}
