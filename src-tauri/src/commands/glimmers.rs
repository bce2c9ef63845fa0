//! Reading and mending what was kept.

use tauri::{AppHandle, State};

use crate::{
    app::Glimmer,
    events,
    wire::{self, Changed, Reply},
};

#[tauri::command(async)]
pub fn today(glimmer: State<'_, Glimmer>) -> Reply<wire::Today> {
    Ok(glimmer.journal()?.today(glimmer.now())?.into())
}

/// "A light from before"; `null` if there is none, or it was put away today.
#[tauri::command(async)]
pub fn light_from_before(glimmer: State<'_, Glimmer>) -> Reply<Option<wire::Glimmer>> {
    Ok(glimmer.journal()?.light_from_before(glimmer.now())?.map(Into::into))
}

/// Until tomorrow.
#[tauri::command(async)]
pub fn put_away_light(glimmer: State<'_, Glimmer>) -> Reply<()> {
    Ok(glimmer.journal()?.put_away_light(glimmer.now())?)
}

#[tauri::command(async)]
pub fn list_glimmers(query: wire::ListQuery, glimmer: State<'_, Glimmer>) -> Reply<wire::Page> {
    Ok(glimmer.journal()?.list(&query.try_into()?)?.into())
}

#[tauri::command(async)]
pub fn edit_glimmer(id: &str, edit: wire::Edit, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<wire::Glimmer> {
    let edited = glimmer.journal()?.edit(wire::id(id)?, edit.try_into()?, glimmer.now())?;
    events::changed(&app, Changed::Glimmers);
    Ok(edited.into())
}

#[tauri::command(async)]
pub fn trash_glimmer(id: &str, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<()> {
    glimmer.journal()?.trash(wire::id(id)?, glimmer.now())?;
    events::changed(&app, Changed::Glimmers);
    Ok(())
}

#[tauri::command(async)]
pub fn restore_glimmer(id: &str, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<()> {
    glimmer.journal()?.restore(wire::id(id)?)?;
    events::changed(&app, Changed::Glimmers);
    Ok(())
}

/// Deletes for good what is in the trash.
#[tauri::command(async)]
pub fn delete_glimmer(id: &str, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<()> {
    glimmer.journal()?.delete(wire::id(id)?)?;
    events::changed(&app, Changed::Glimmers);
    Ok(())
}

/// Deletes for good all that is in the trash.
#[tauri::command(async)]
pub fn empty_trash(app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<()> {
    glimmer.journal()?.empty_trash()?;
    events::changed(&app, Changed::Glimmers);
    Ok(())
}

/// "Not for a while"; `null` ends the rest. A visit in which it happens remembers it.
#[tauri::command(async)]
pub fn rest_glimmer(
    id: &str,
    rest: Option<wire::Rest>,
    visit: Option<&str>,
    app: AppHandle,
    glimmer: State<'_, Glimmer>,
) -> Reply<wire::Glimmer> {
    let (journal, id, rest) = (glimmer.journal()?, wire::id(id)?, rest.map(Into::into));
    let resting = match visit {
        Some(visit) => journal.rest_during(wire::id(visit)?, id, rest, glimmer.now())?,
        None => journal.rest(id, rest, glimmer.now())?,
    };
    events::changed(&app, Changed::Glimmers);
    Ok(resting.into())
}

/// "Not on hard days", and back. A visit in which it happens remembers it.
#[tauri::command(async)]
pub fn keep_out(id: &str, out: bool, visit: Option<&str>, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<wire::Glimmer> {
    let (journal, id) = (glimmer.journal()?, wire::id(id)?);
    let changed = match visit {
        Some(visit) => journal.keep_out_during(wire::id(visit)?, id, out)?,
        None => journal.keep_out(id, out)?,
    };
    events::changed(&app, Changed::Glimmers);
    Ok(changed.into())
}

/// "Nothing with @Marta", and back. A visit in which it happens remembers it.
#[tauri::command(async)]
pub fn keep_tag_out(tag: &str, out: bool, visit: Option<&str>, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<()> {
    glimmer.journal()?.keep_tag_out(&tag.parse()?, out, visit.map(wire::id).transpose()?)?;
    events::changed(&app, Changed::Glimmers);
    Ok(())
}

/// The tags that the person wants nothing with unasked.
#[tauri::command(async)]
pub fn kept_out_tags(glimmer: State<'_, Glimmer>) -> Reply<Vec<String>> {
    Ok(glimmer.journal()?.kept_out_tags()?.iter().map(|tag| tag.as_str().to_owned()).collect())
}

/// "One I can return to", and back; nothing else of it changes.
#[tauri::command(async)]
pub fn mark_anchor(id: &str, anchor: bool, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<wire::Glimmer> {
    let changed = glimmer.journal()?.mark_anchor(wire::id(id)?, anchor, glimmer.now())?;
    events::changed(&app, Changed::Glimmers);
    Ok(changed.into())
}

/// Both parts of consent at once.
#[tauri::command(async)]
pub fn set_consent(id: &str, rest: Option<wire::Rest>, out: bool, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<wire::Glimmer> {
    let changed = glimmer.journal()?.set_consent(wire::id(id)?, rest.map(Into::into), out, glimmer.now())?;
    events::changed(&app, Changed::Glimmers);
    Ok(changed.into())
}

/// What was begun to be changed of a glimmer, and is not saved.
#[tauri::command(async)]
pub fn read_edit(id: &str, glimmer: State<'_, Glimmer>) -> Reply<Option<wire::Edit>> {
    Ok(glimmer.journal()?.edit_draft(wire::id(id)?)?.and_then(wire::Edit::of))
}

/// Remembers a begun change, durably; `null` forgets it.
#[tauri::command(async)]
pub fn save_edit(id: &str, edit: Option<wire::Edit>, glimmer: State<'_, Glimmer>) -> Reply<()> {
    let draft = edit.map(wire::Edit::draft).transpose()?;
    Ok(glimmer.journal()?.save_edit_draft(wire::id(id)?, draft.as_ref())?)
}
