//! The hard day.

use tauri::State;

use crate::{
    app::Glimmer,
    wire::{self, Reply},
};

/// Begins a visit; the evening stays silent from here on.
#[tauri::command(async)]
pub fn open_hard_day(glimmer: State<'_, Glimmer>) -> Reply<String> {
    Ok(glimmer.visit()?.to_string())
}

/// Ends a visit; `null` is one that could not be noted at its beginning.
#[tauri::command(async)]
pub fn close_hard_day(visit: Option<String>, glimmer: State<'_, Glimmer>) -> Reply<()> {
    glimmer.visit_left(visit.as_deref().map(wire::id).transpose()?);
    Ok(())
}

#[tauri::command(async)]
pub fn next_light(visit: &str, arrival: wire::Arrival, glimmer: State<'_, Glimmer>) -> Reply<wire::Light> {
    Ok(glimmer.journal()?.next_light(wire::id(visit)?, arrival.into(), glimmer.now())?.into())
}

#[tauri::command(async)]
pub fn stay_with(visit: &str, id: &str, glimmer: State<'_, Glimmer>) -> Reply<()> {
    Ok(glimmer.journal()?.stay_with(wire::id(visit)?, wire::id(id)?)?)
}

/// The lines of a country; without one, of the country that the system's language names.
#[tauri::command(async)]
pub fn crisis_help(country: Option<String>) -> wire::CrisisHelp {
    wire::CrisisHelp::of(country.or_else(country_of_locale))
}

/// "GB" from "en-GB"; `None` where the locale names no country ("C", "en").
fn country_of_locale() -> Option<String> {
    let locale = sys_locale::get_locale()?;
    let parts = locale.split(['-', '_', '.', '@']).skip(1);
    parts.into_iter().find(|part| part.len() == 2 && part.chars().all(|c| c.is_ascii_uppercase())).map(str::to_owned)
}
