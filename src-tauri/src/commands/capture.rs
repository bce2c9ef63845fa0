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
pub fn capture_ready(glimmer: State<'_, Glimmer>) -> u64 {
    tracing::info!("the capture page is ready");
    glimmer.summoning()
}

/// What is typed now goes into the field.
#[tauri::command(async)]
pub fn caret_is_there() {
    tracing::info!("the caret is there");
}
