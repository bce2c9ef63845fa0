//! Day One's JSON: one file for each journal, pictures beside them.

use std::collections::HashSet;

use serde_json::value::RawValue;

use super::{
    Left, Options, Photo, PhotoAt, Place, Refused, Why,
    archive::Pack,
    json::{self, Fields, Part},
    limits, markup,
    out::{Out, Written},
    recognise,
    when::{self, Zone},
};

const FIELDS: &[&str] = &[
    "uuid",
    "creationDate",
    "timeZone",
    "isAllDay",
    "text",
    "richText",
    "tags",
    "starred",
    "location",
    "photos",
    "videos",
    "audios",
    "pdfAttachments",
];

/// The folders beside a journal.
const MEDIA: [&str; 4] = ["photos/", "videos/", "audios/", "pdfs/"];

pub(super) fn read(pack: &mut Pack, options: &Options, out: &Out<'_>) -> Result<(), Refused> {
    let mut journals: Vec<usize> = (0..pack.members.len()).filter(|at| pack.alone || pack.members[*at].ends_with(".json")).collect();
    if !pack.alone {
        // What other files people keep beside their journals is not ours to judge. A damaged one is: it may be a journal.
        let quiet = &mut |_| std::ops::ControlFlow::Continue(());
        let looking = Out::new(quiet);
        journals.retain(|at| !matches!(recognise::json(pack, *at, &looking), Err(Refused::Unknown)));
    }
    // What lies there is told of by the entries.
    let media = |at: &usize| MEDIA.iter().any(|folder| pack.members[*at].folder().ends_with(folder));
    let read: Vec<_> = (0..pack.members.len()).filter(|at| journals.binary_search(at).is_ok() || media(at)).collect();
    pack.leave(&read, out);
    out.expect(journals.iter().map(|at| pack.members[*at].bytes).fold(0, u64::saturating_add))?;
    let mut pictures = Pictures::of(pack);
    for which in journals {
        let folder = pack.members[which].folder().to_owned();
        let file = (!pack.alone).then(|| pack.members[which].name.clone());
        let text = pack.text(which, encoding_rs::UTF_8, out)?;
        let mut number = 0;
        json::walk(text, out, &mut |part| {
            let Part::Entry { entry, .. } = part else { return Ok(()) };
            number += 1;
            let place = Place { file: file.clone(), line: None, entry: Some(number) };
            one(entry, place, &folder, &mut pictures, options, out)
        })?;
    }
    out.left(Left::LoosePhotos, pictures.loose());
    Ok(())
}

/// The pictures that are there, by folder and name without its ending.
struct Pictures {
    there: Vec<(String, String)>,
    named: HashSet<String>,
}

impl Pictures {
    fn of(pack: &Pack) -> Self {
        let pictures = pack.members.iter().filter(|member| member.folder().ends_with("photos/"));
        let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
        let mut there: Vec<_> = pictures.map(|member| (stem(&member.name), member.name.clone())).collect();
        there.sort();
        Self { there, named: HashSet::new() }
    }

    /// The name of the picture with this checksum, beside a journal in `folder`.
    fn find(&mut self, folder: &str, md5: &str) -> Option<String> {
        let stem = format!("{folder}photos/{md5}");
        let at = self.there.binary_search_by(|(other, _)| other.as_str().cmp(&stem)).ok()?;
        self.named.insert(self.there[at].1.clone());
        Some(self.there[at].1.clone())
    }

    fn loose(&self) -> u64 {
        (self.there.len() - self.named.len()) as u64
    }
}

fn one(entry: &RawValue, place: Place, folder: &str, pictures: &mut Pictures, options: &Options, out: &Out<'_>) -> Result<(), Refused> {
    let Some(mut fields) = Fields::of(entry, FIELDS).filter(|fields| FIELDS.iter().any(|name| fields.has(name))) else {
        return out.unreadable(place, Why::BadShape, "");
    };
    let mut text = fields.text("text");
    if text.is_empty() {
        text = rich(&fields.text("richText"));
    } else {
        text = markup::day_one(&text);
    }
    let written = fields.text("creationDate");
    let instant = when::instant(&written);
    let zone = zone(&mut fields);
    let local = instant.map(|(at, there)| if there { at } else { zone.clone().unwrap_or_else(|| here(options)).local(at.to_utc()) });
    let day = local.and_then(|local| when::of_date(local.date_naive())).ok_or_else(|| when::bad(&written));
    let local = local.filter(|_| !fields.flag("isAllDay"));
    if day.is_ok() && zone.is_none() && instant.is_some_and(|(_, there)| !there) {
        out.noted(place.clone(), Why::NoZone)?;
    }
    let photos = photos(&mut fields, folder, pictures, out);
    for (name, what) in [("videos", Left::Videos), ("audios", Left::Sounds), ("pdfAttachments", Left::Documents)] {
        out.left(what, fields.list(name).len() as u64);
    }
    let id = fields.text("uuid");
    let written = Written {
        id: Some(id).filter(|id| !id.is_empty() && id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')),
        at: local.map(|local| local.time()),
        noticed_at: local,
        text,
        tags: fields.texts("tags"),
        starred: fields.flag("starred"),
        photos,
        place_name: place_name(&fields),
        place: place.clone(),
        ..Written::default()
    };
    if fields.wrong && day.is_ok() {
        out.noted(place, Why::BadField)?;
    }
    out.entry("day-one", day, written)
}

fn here(options: &Options) -> Zone {
    options.zone.clone().map_or(Zone::Here, Zone::Named)
}

fn zone(fields: &mut Fields<'_>) -> Option<Zone> {
    Zone::named(&fields.text("timeZone")).or_else(|| {
        let mut location = Fields::of(fields.raw("location")?, &["timeZoneName"])?;
        Zone::named(&location.text("timeZoneName"))
    })
}

fn place_name(fields: &Fields<'_>) -> String {
    let names = &["placeName", "localityName", "country"];
    let mut location = fields.raw("location").and_then(|raw| Fields::of(raw, names));
    let mut found: Vec<_> = names.iter().filter_map(|name| Some(location.as_mut()?.text(name))).filter(|name| !name.is_empty()).collect();
    found.dedup();
    found.join(", ")
}

fn photos(fields: &mut Fields<'_>, folder: &str, pictures: &mut Pictures, out: &Out<'_>) -> Vec<Photo> {
    let listed = fields.list("photos");
    let mut photos: Vec<(i64, Photo)> = Vec::new();
    for record in listed.iter().take(limits::TAGS) {
        let Some(mut record) = Fields::of(record, &["md5", "orderInEntry"]) else {
            fields.wrong = true;
            continue;
        };
        let md5 = record.text("md5");
        let plain = !md5.is_empty() && md5.len() <= 64 && md5.bytes().all(|b| b.is_ascii_hexdigit());
        match plain.then(|| pictures.find(folder, &md5)).flatten() {
            Some(name) if photos.iter().any(|(_, other)| matches!(&other.at, PhotoAt::Member(other) if *other == name)) => {}
            Some(name) => photos.push((record.number("orderInEntry"), Photo::member(name))),
            None => out.left(Left::MissingPhotos, 1),
        }
    }
    out.left(Left::MissingPhotos, listed.len().saturating_sub(limits::TAGS) as u64);
    photos.sort_by_key(|(order, _)| *order);
    photos.into_iter().map(|(_, photo)| photo).collect()
}

/// The words of Day One's other form of a text: JSON within a text.
fn rich(text: &str) -> String {
    let Ok(raw) = serde_json::from_str::<&RawValue>(text) else { return String::new() };
    let Some(mut fields) = Fields::of(raw, &["contents"]) else { return String::new() };
    let runs = fields.runs("contents");
    runs.into_iter().filter_map(|run| Fields::of(run, &["text"])).map(|mut run| run.text("text")).collect()
}
