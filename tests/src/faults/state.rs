//! All that a journal says, as lines: equal lines mean equal content. Also read by core/tests/versions.rs.

use std::collections::{BTreeMap, HashMap};

use glimmer_core::{
    Device, DraftPlace, Glimmer, Journal, ListQuery, Photo, Result, Uuid,
    photos::Size,
    reminder::Kind,
    transfer::json::{JsonGlimmer, utc},
};
use serde::Serialize;

/// A word that every glimmer of the trials has in its text, so that a search must find them all.
pub const WORD: &str = "moment";

/// A line for each thing that the journal and its settings say, in a fixed order.
///
/// Ids are made of the time and of chance; without `ids` each is replaced by its position, so that two journals that lived
/// through the same say the same.
pub fn of(journal: &Journal, device: &Device, ids: bool) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    let listed = journal.list(&ListQuery::default())?.glimmers;
    let trashed = journal.list(&ListQuery { trash: true, ..ListQuery::default() })?.glimmers;
    let mut names: HashMap<Uuid, String> = HashMap::new();
    let mut name = |id: Uuid| {
        let next = format!("n{}", names.len());
        names.entry(id).or_insert_with(|| if ids { id.to_string() } else { next }).clone()
    };
    for glimmer in listed.iter().chain(&trashed) {
        let name = name(glimmer.id);
        lines.push(format!("glimmer {}", json(&JsonGlimmer::from(glimmer), Some(&name))));
        lines.extend(pictures(journal, &glimmer.photos));
        lines.push(format!("consent {name} {}", consent(glimmer)));
    }
    for glimmer in &listed {
        lines.push(format!("light {} {}", name(glimmer.id), journal.light_of(glimmer.id)?));
        if let Some(draft) = journal.edit_draft(glimmer.id)? {
            lines.push(format!("edit {} {}", name(glimmer.id), json(&draft, None)));
        }
    }
    let found = journal.list(&ListQuery { search: Some(WORD.into()), ..ListQuery::default() })?.glimmers;
    lines.extend(found.iter().map(|glimmer| format!("found {}", name(glimmer.id))));
    for place in [DraftPlace::Capture, DraftPlace::Today, DraftPlace::HardDay] {
        if let Some(draft) = journal.draft(place)? {
            lines.push(format!("draft {place:?} {}", json(&draft, None)));
            lines.extend(pictures(journal, &draft.photos));
        }
    }
    for visit in journal.visits()? {
        let who = name(visit.id);
        lines.push(format!("visit {who} {} {} {:?}", visit.day, utc(visit.opened_at), visit.closed_at.map(utc)));
        let said = (visit.arrival, visit.heavy_before, visit.heavy_after, &visit.leaving.forward, &visit.leaving.toward);
        lines.push(format!("said {who} {said:?}"));
        for shown in journal.shown_in(visit.id)? {
            let done = (shown.stayed, shown.rested, shown.kept_out);
            lines.push(format!("shown {who} {} {done:?}", name(shown.glimmer.id)));
        }
    }
    lines.extend(journal.supports()?.iter().map(|support| format!("support {support:?}")));
    lines.extend(journal.own_line()?.iter().map(|line| format!("line {line:?}")));
    lines.extend(journal.own_prompts()?.iter().map(|prompt| format!("prompt {prompt}")));
    for kind in [Kind::Midday, Kind::Evening] {
        lines.push(format!("invitation {kind:?} {}", journal.own_invitation(kind)?));
    }
    lines.extend(journal.kept_out_tags()?.iter().map(|tag| format!("out {}", tag.as_str())));
    lines.push(format!("lost {}", journal.lost_changes()?));
    lines.push(format!("evening {}", device.settings.evening.at.format("%H:%M")));
    Ok(lines)
}

/// Every picture that is named can be seen: an error here is a line that no other journal has.
fn pictures(journal: &Journal, photos: &[Photo]) -> Vec<String> {
    let opened = |photo: &Photo, size| journal.photo(&photo.name, size).map(|picture| picture.len());
    photos.iter().map(|photo| format!("picture {:?} {:?}", opened(photo, Size::Full), opened(photo, Size::Small))).collect()
}

/// With its keys in the order of the alphabet; how serde_json has them depends on what else is built with it. Pictures without their
/// names, which are other ones in each journal; none is as if nobody had thought of them.
fn json(of: &impl Serialize, id: Option<&str>) -> String {
    let value = serde_json::to_value(of).expect("it is JSON");
    let mut fields: BTreeMap<String, serde_json::Value> = serde_json::from_value(value).expect("an object");
    if let Some(id) = id {
        fields.insert("id".into(), id.into());
    }
    fields.retain(|field, value| field != "photos" || value.as_array().is_none_or(|photos| !photos.is_empty()));
    let photos = fields.get_mut("photos").and_then(serde_json::Value::as_array_mut);
    for photo in photos.into_iter().flatten() {
        let mut of: BTreeMap<String, serde_json::Value> = serde_json::from_value(photo.take()).expect("an object");
        of.remove("name");
        *photo = of.into_iter().collect();
    }
    serde_json::to_string(&fields).expect("it is JSON")
}

fn consent(glimmer: &Glimmer) -> String {
    let day = |day: Option<glimmer_core::Day>| day.map_or_else(|| "-".into(), |day| day.to_string());
    let out: Vec<_> = glimmer.out_with.iter().map(|tag| tag.as_str()).collect();
    let consent = &glimmer.consent;
    format!(
        "rests {} out {} trashed {} waits {} with {out:?}",
        day(consent.rests_until),
        consent.kept_out,
        day(consent.trashed_on),
        consent.waits
    )
}
