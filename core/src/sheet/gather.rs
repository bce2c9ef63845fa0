//! From what was chosen to what is on the sheet.

use std::collections::{HashMap, HashSet};

use super::{Chosen, Entry, Group, Heading, LONGEST_NOTE, MOST, Section, Sheet, Stayed, Visited, wording};
use crate::{
    Day, Error, Feeling, Filter, Glimmer, Journal, ListQuery, Photo, Result, Sense, Start, Uuid,
    photos::{Files, Size},
    store::{list, visits},
    words::say,
};

impl Journal {
    /// Gathers what was chosen, as the journal is at one moment.
    ///
    /// What is in the trash never comes along. Of a hard-day visit, the words of a glimmer are told only if it is on the sheet itself.
    ///
    /// # Errors
    /// [`Error::BadValue`] if there are more than [`MOST`] glimmers, or the note is longer than [`LONGEST_NOTE`].
    pub fn sheet(&self, chosen: &Chosen) -> Result<Sheet> {
        if chosen.note.chars().count() > LONGEST_NOTE {
            return Err(Error::BadValue { what: "note", why: format!("it can have {LONGEST_NOTE} letters") });
        }
        let out: HashSet<_> = chosen.left_out.iter().collect();
        let limit = u32::try_from(MOST + out.len() + 1).unwrap_or(u32::MAX);
        let which = ListQuery { trash: false, start: Start::Newest, limit: Some(limit), ..chosen.which.clone() };
        let (mut glimmers, visits) = self.store.read(|tx| {
            let mut glimmers = list::page(tx, &which)?.glimmers;
            glimmers.retain(|glimmer| !out.contains(&glimmer.id));
            if !chosen.visits {
                return Ok((glimmers, Vec::new()));
            }
            let mut found = Vec::new();
            let (from, to) = days(&which.filter, &glimmers);
            let within = |visit: &crate::Visit| from.is_some_and(|from| visit.day >= from) && to.is_some_and(|to| visit.day <= to);
            for visit in visits::all(tx)?.into_iter().filter(within).take(MOST) {
                let shown = visits::shown(tx, visits::number(tx, visit.id)?)?;
                found.push((visit, shown.into_iter().filter(|one| one.stayed).map(|one| one.glimmer.id).collect::<Vec<_>>()));
            }
            Ok((glimmers, found))
        })?;
        for glimmer in &mut glimmers {
            glimmer.photos.retain(|photo| chosen.photos && self.is_there(photo));
        }
        if glimmers.len() > MOST {
            return Err(Error::BadValue {
                what: "sheet",
                why: format!("it holds at most {MOST} glimmers; choose fewer days, or only some"),
            });
        }
        let on_sheet: HashMap<_, _> = glimmers.iter().map(|glimmer| (glimmer.id, told(glimmer))).collect();
        let visits = visits.into_iter().map(|(visit, stayed)| visited(&visit, &stayed, &on_sheet)).collect();
        let (from, to) = days(&chosen.which.filter, &glimmers);
        let period = from.zip(to).filter(|(from, to)| from <= to).map(|(from, to)| wording::period(from, to));
        Ok(Sheet { period, note: chosen.note.trim().to_owned(), sections: sections(&glimmers, chosen.group), visits })
    }
}

impl Journal {
    /// Whether a picture can stand on a sheet. One that is missing here may be brought back from a copy.
    fn is_there(&self, photo: &Photo) -> bool {
        Files::of(&self.folder).path(&photo.name, Size::Small).is_file() || self.photo(&photo.name, Size::Small).is_ok()
    }
}

/// The first and the last day of a sheet: those that were chosen, else those of what is on it.
fn days(filter: &Filter, glimmers: &[Glimmer]) -> (Option<Day>, Option<Day>) {
    let days = || glimmers.iter().map(|one| one.day);
    (filter.from.or_else(|| days().min()), filter.to.or_else(|| days().max()))
}

/// Under which heading a glimmer stands, in the order of the headings.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Under {
    All,
    Five(usize),
    Own(String),
    Sense(Sense),
    Nothing,
}

fn under(glimmer: &Glimmer, group: Group) -> Under {
    match group {
        Group::Day => Under::All,
        Group::Feeling => match glimmer.feelings.first().map(Feeling::as_str) {
            Some(name) => match Feeling::FIVE.iter().position(|one| *one == name) {
                Some(position) => Under::Five(position),
                // However it was capitalised that day.
                None => Under::Own(name.to_lowercase()),
            },
            None => Under::Nothing,
        },
        Group::Sense => glimmer.senses.first().map_or(Under::Nothing, |sense| Under::Sense(*sense)),
    }
}

fn sections(glimmers: &[Glimmer], group: Group) -> Vec<Section> {
    let mut sorted: Vec<_> = glimmers.iter().map(|glimmer| (under(glimmer, group), glimmer)).collect();
    // Stable: within a heading the newest stay first.
    sorted.sort_by(|(one, _), (other, _)| one.cmp(other));
    let together = sorted.chunk_by(|(one, _), (other, _)| one == other);
    together
        .map(|all| {
            let first = all[0].1;
            let heading = match (group, &all[0].0) {
                (Group::Day, _) => None,
                (Group::Feeling, Under::Nothing) => Some((say("sheet-no-feeling"), None)),
                (_, Under::Nothing) => Some((say("sheet-no-sense"), None)),
                (_, Under::Sense(sense)) => Some((wording::sense(*sense), None)),
                _ => first.feelings.first().map(|feeling| (wording::feeling(feeling), Some(feeling.clone()))),
            };
            let heading = heading.map(|(words, feeling)| Heading { words, feeling });
            Section { heading, entries: all.iter().map(|(_, glimmer)| entry(glimmer)).collect() }
        })
        .collect()
}

fn entry(glimmer: &Glimmer) -> Entry {
    let (text, feelings, photos) = (glimmer.text.clone(), glimmer.feelings.clone(), glimmer.photos.clone());
    Entry { day: glimmer.day, text, feelings, also: wording::also(glimmer), photos }
}

fn visited(visit: &crate::Visit, stayed: &[Uuid], on_sheet: &HashMap<Uuid, Stayed>) -> Visited {
    // Of what was left out there is no trace.
    let told = stayed.iter().filter_map(|id| on_sheet.get(id)).cloned().collect();
    Visited { day: visit.day, arrival: visit.arrival.map(wording::arrival), stayed: told }
}

/// A glimmer of this sheet, named beside a visit.
fn told(glimmer: &Glimmer) -> Stayed {
    if !glimmer.text.is_empty() {
        return Stayed::Words(wording::first_words(&glimmer.text));
    }
    let feelings: Vec<_> = glimmer.feelings.iter().map(wording::feeling).collect();
    Stayed::Said([feelings, wording::also(glimmer)].concat().join(", "))
}
