//! The capture window's own commands.

use tauri::AppHandle;

use crate::{
    windows,
    wire::{ErrorCode, Failure, Reply},
};

#[tauri::command(async)]
pub fn hide_capture(app: AppHandle) {
    windows::hide_capture(&app);
}

/// Fits the window to its content; `height` in CSS pixels.
#[tauri::command(async)]
pub fn fit_capture(height: f64, app: AppHandle) -> Reply<()> {
    windows::fit_capture(&app, height).map_err(|error| Failure::outside(ErrorCode::Internal, error))
}

/// The page is drawn and its field is there.
#[tauri::command(async)]
pub fn capture_ready() {
    tracing::info!("the capture page is ready");
}
