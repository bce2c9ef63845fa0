//! The hard day: a visit from its door to its way out, and the visits there were.

use tauri::{AppHandle, Manager, State};

use crate::{
    app::Glimmer,
    transfers::Transfers,
    windows,
    wire::{self, Reply},
};

/// Begins a visit; the evening stays silent from here on.
#[tauri::command(async)]
pub fn open_hard_day(app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<String> {
    // An import leaves nothing when it is stopped, and can be asked for again; it would hold up what a hard day writes down.
    app.state::<Transfers>().cancel();
    Ok(glimmer.visit()?.to_string())
}

/// Ends a visit; `null` is one that could not be noted at its beginning. Another that is open by now goes on.
#[tauri::command(async)]
pub fn close_hard_day(visit: Option<String>, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<()> {
    let visit = visit.as_deref().map(wire::id).transpose()?;
    glimmer.end_visit(|open| open == visit);
    windows::renew_ground(&app);
    Ok(())
}

#[tauri::command(async)]
pub fn note_arrival(visit: &str, arrival: wire::Arrival, glimmer: State<'_, Glimmer>) -> Reply<()> {
    Ok(glimmer.journal()?.note_arrival(wire::id(visit)?, arrival.into())?)
}

#[tauri::command(async)]
pub fn note_heaviness(visit: &str, moment: wire::VisitMoment, heaviness: Option<u8>, glimmer: State<'_, Glimmer>) -> Reply<()> {
    Ok(glimmer.journal()?.note_heaviness(wire::id(visit)?, moment.into(), heaviness)?)
}

#[tauri::command(async)]
pub fn note_leaving(visit: &str, leaving: wire::Leaving, glimmer: State<'_, Glimmer>) -> Reply<()> {
    Ok(glimmer.journal()?.note_leaving(wire::id(visit)?, &leaving.into())?)
}

#[tauri::command(async)]
pub fn next_light(visit: &str, glimmer: State<'_, Glimmer>) -> Reply<wire::Light> {
    Ok(glimmer.journal()?.next_light(wire::id(visit)?, glimmer.now())?.into())
}

/// One to open a sense with when looking around.
#[tauri::command(async)]
pub fn light_by_sense(visit: &str, sense: wire::Sense, glimmer: State<'_, Glimmer>) -> Reply<Option<wire::Glimmer>> {
    let found = glimmer.journal()?.light_by_sense(wire::id(visit)?, sense.into(), glimmer.now())?;
    Ok(found.map(Into::into))
}

/// A glimmer was noticed and kept in this visit.
#[tauri::command(async)]
pub fn note_noticed(visit: &str, id: &str, glimmer: State<'_, Glimmer>) -> Reply<()> {
    Ok(glimmer.journal()?.note_noticed(wire::id(visit)?, wire::id(id)?)?)
}

/// `null` is something other people noticed.
#[tauri::command(async)]
pub fn stay_with(visit: &str, id: Option<&str>, glimmer: State<'_, Glimmer>) -> Reply<()> {
    Ok(glimmer.journal()?.stay_with(wire::id(visit)?, id.map(wire::id).transpose()?)?)
}

/// All visits, newest first.
#[tauri::command(async)]
pub fn visits(glimmer: State<'_, Glimmer>) -> Reply<Vec<wire::Visit>> {
    Ok(glimmer.journal()?.visits()?.into_iter().map(Into::into).collect())
}

/// What a visit showed, in order.
#[tauri::command(async)]
pub fn shown_in(visit: &str, glimmer: State<'_, Glimmer>) -> Reply<Vec<wire::Shown>> {
    Ok(glimmer.journal()?.shown_in(wire::id(visit)?)?.into_iter().map(Into::into).collect())
}

#[tauri::command(async)]
pub fn erase_visit(visit: &str, glimmer: State<'_, Glimmer>) -> Reply<()> {
    Ok(glimmer.journal()?.erase_visit(wire::id(visit)?)?)
}

#[tauri::command(async)]
pub fn erase_visits(glimmer: State<'_, Glimmer>) -> Reply<()> {
    Ok(glimmer.journal()?.erase_visits()?)
}
