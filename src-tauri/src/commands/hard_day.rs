//! The hard day.

use tauri::State;

use crate::{
    app::Glimmer,
    wire::{self, Reply},
};

/// Begins a visit; the evening stays silent from here on.
#[tauri::command(async)]
pub fn open_hard_day(glimmer: State<'_, Glimmer>) -> Reply<String> {
    glimmer.visit_left();
    let visit = glimmer.journal()?.open_visit(glimmer.now())?;
    glimmer.visit_opened(visit);
    Ok(visit.to_string())
}

#[tauri::command(async)]
pub fn close_hard_day(visit: &str, glimmer: State<'_, Glimmer>) -> Reply<()> {
    let visit = wire::id(visit)?;
    glimmer.journal()?.close_visit(visit, glimmer.now())?;
    glimmer.visit_left();
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
