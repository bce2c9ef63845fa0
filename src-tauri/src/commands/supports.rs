//! Help: the person's own supports, and the crisis lines.

use glimmer_core::{
    Device, reach_address,
    review::crisis::{Chosen, ChosenLine},
};
use tauri::State;

use crate::{
    app::Glimmer,
    wire::{self, ErrorCode, Failure, Reply},
};

#[tauri::command(async)]
pub fn supports(glimmer: State<'_, Glimmer>) -> Reply<Vec<wire::Support>> {
    Ok(glimmer.journal()?.supports()?.into_iter().map(Into::into).collect())
}

/// Replaces them all, in this order; returns them tidied.
#[tauri::command(async)]
pub fn set_supports(supports: Vec<wire::Support>, glimmer: State<'_, Glimmer>) -> Reply<Vec<wire::Support>> {
    let kept = glimmer.journal()?.set_supports(supports.into_iter().map(Into::into).collect())?;
    Ok(kept.into_iter().map(Into::into).collect())
}

/// Adds one after the others.
#[tauri::command(async)]
pub fn add_support(support: wire::Support, glimmer: State<'_, Glimmer>) -> Reply<wire::Support> {
    Ok(glimmer.journal()?.add_support(support.into())?.into())
}

/// Hands a telephone number or an address of electronic mail to the system: only ever after a click, and nothing else.
#[tauri::command(async)]
pub fn open_reach(reach: &str) -> Reply<()> {
    let address = reach_address(reach).ok_or_else(|| Failure::outside(ErrorCode::BadValue, "neither a number nor an address"))?;
    open::that(address).map_err(|error| Failure::outside(ErrorCode::File, error))
}

/// The line that was chosen and the lines of a country; without one, of the country chosen before, else of the one that the
/// system's language names. Works without a journal.
#[tauri::command(async)]
pub fn crisis_help(country: Option<String>, glimmer: State<'_, Glimmer>) -> wire::CrisisHelp {
    let chosen = Device::read(glimmer.folder()).unwrap_or_default().crisis;
    let within = || glimmer.journal().ok()?.own_line().ok()?;
    let own = chosen.own.clone().map(|line| wire::OwnLine::of(line, true)).or_else(|| Some(wire::OwnLine::of(within()?, false)));
    wire::CrisisHelp::of(country, &chosen, own, country_of_locale())
}

/// Remembers the country whose lines are to be shown; a line that was chosen stays chosen.
#[tauri::command(async)]
pub fn choose_country(country: String, glimmer: State<'_, Glimmer>) -> Reply<()> {
    Device::change(glimmer.folder(), |device| device.crisis.country = Some(country))?;
    Ok(())
}

/// Chooses a line of a country, in the place of any other; `null` for none.
#[tauri::command(async)]
pub fn choose_line(country: Option<String>, line: Option<String>, glimmer: State<'_, Glimmer>) -> Reply<()> {
    Device::change(glimmer.folder(), |device| {
        let line = line.zip(country.clone()).map(|(name, country)| ChosenLine { country, name });
        device.crisis = Chosen { country: country.or(device.crisis.country.take()), line, own: None };
    })?;
    // Only now: until then the line of their own is all there is.
    if let Ok(journal) = glimmer.journal() {
        journal.set_own_line(None)?;
    }
    Ok(())
}

/// Writes down a line of the person's own, in the place of any other; outside the journal only if they agreed.
#[tauri::command(async)]
pub fn set_own_line(line: wire::OwnLine, glimmer: State<'_, Glimmer>) -> Reply<wire::OwnLine> {
    let outside = line.outside;
    let line = line.checked()?;
    glimmer.journal()?.set_own_line(Some(&line))?;
    Device::change(glimmer.folder(), |device| {
        (device.crisis.line, device.crisis.own) = (None, outside.then(|| line.clone()));
    })?;
    Ok(wire::OwnLine::of(line, outside))
}

/// "GB" from "en-GB"; `None` where the locale names no country ("C", "en").
fn country_of_locale() -> Option<String> {
    let locale = sys_locale::get_locale()?;
    let parts = locale.split(['-', '_', '.', '@']).skip(1);
    parts.into_iter().find(|part| part.len() == 2 && part.chars().all(|c| c.is_ascii_uppercase())).map(str::to_owned)
}
