//! The sky.

use tauri::{State, ipc::Response};

use crate::{
    app::Glimmer,
    wire::{self, Reply},
};

/// Every light, in the order of the spiral; bytes as [`wire::sky`] packs them, for there may be a hundred thousand.
#[tauri::command(async)]
pub fn sky_lights(glimmer: State<'_, Glimmer>) -> Reply<Response> {
    Ok(Response::new(wire::sky(&glimmer.journal()?.sky()?)))
}

/// The glimmer that is the light with this number.
#[tauri::command(async)]
pub fn light_at(number: u32, glimmer: State<'_, Glimmer>) -> Reply<wire::Glimmer> {
    Ok(glimmer.journal()?.light(number)?.into())
}
