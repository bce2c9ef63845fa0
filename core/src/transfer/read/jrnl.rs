//! jrnl: its JSON, and its text, in which a stamp in brackets begins an entry.

use super::{
    Format, Place, Refused, Why,
    archive::Pack,
    json::{self, Fields, Part},
    markup,
    out::{Out, Written, join},
    plain::{self, Lines},
    recognise, when,
};

/// Both files say the same, so an entry is the same whichever of them it comes from.
const SOURCE: &str = "jrnl";

pub(super) fn read_json(pack: &mut Pack, out: &Out<'_>) -> Result<(), Refused> {
    let which = recognise::which(pack, Format::Jrnl)?;
    pack.leave(&[which], out);
    out.expect(pack.members[which].bytes)?;
    let mut number = 0;
    json::walk(pack.text(which, encoding_rs::UTF_8, out)?, out, &mut |part| {
        let Part::Entry { entry, .. } = part else { return Ok(()) };
        number += 1;
        let place = Place { entry: Some(number), ..Place::default() };
        let Some(mut fields) = Fields::of(entry, &["title", "body", "date", "time", "tags", "starred"]) else {
            return out.unreadable(place, Why::BadShape, "");
        };
        let day = when::iso(&fields.text("date"));
        let time = fields.text("time");
        let at = when::time(&time);
        if at.is_none() && !time.is_empty() && day.is_ok() {
            out.noted(place.clone(), Why::BadTime)?;
        }
        let mut tags = fields.texts("tags");
        // They come in any order.
        tags.sort();
        let written = Written {
            at,
            text: join(&fields.text("title"), "\n", &fields.text("body")),
            tags,
            starred: fields.flag("starred"),
            place: place.clone(),
            ..Written::default()
        };
        if fields.wrong && day.is_ok() {
            out.noted(place, Why::BadField)?;
        }
        out.entry(SOURCE, day, written)
    })
}

/// The stamp that begins an entry, and the rest of its first line. A bracket that holds anything else is the writer's own.
pub(super) fn stamped(line: &str) -> Option<(chrono::NaiveDateTime, &str)> {
    let (stamp, rest) = line.strip_prefix('[')?.split_once(']')?;
    let at = when::stamp(stamp)?;
    (rest.is_empty() || rest.starts_with(' ')).then_some((at, rest.trim()))
}

pub(super) fn read_text(pack: &mut Pack, out: &Out<'_>) -> Result<(), Refused> {
    let which = pack.only(|member| member.ends_with(".txt"))?;
    pack.leave(&[which], out);
    out.expect(pack.members[which].bytes)?;
    let mut lines = Lines::new(pack.text(which, encoding_rs::UTF_8, out)?, out);
    let mut now = (Err(Why::NoDay), Written { place: Place { line: Some(1), ..Place::default() }, ..Written::default() });
    while let Some(line) = lines.next()? {
        let Some((at, first)) = stamped(&line) else {
            plain::grow(&mut now.1, &line);
            continue;
        };
        let starred = first == "*" || first.ends_with(" *");
        let first = if starred { first[..first.len() - 1].trim_end() } else { first };
        let begun = Written {
            at: Some(at.time()),
            text: format!("{first}\n"),
            starred,
            place: Place { line: Some(lines.number), ..Place::default() },
            ..Written::default()
        };
        let day = when::of_date(at.date()).ok_or(Why::NoDay);
        tell(std::mem::replace(&mut now, (day, begun)), out)?;
    }
    tell(now, out)
}

fn tell((day, mut written): (Result<crate::Day, Why>, Written), out: &Out<'_>) -> Result<(), Refused> {
    if day.is_err() && written.text.trim().is_empty() {
        return Ok(());
    }
    written.tags = markup::jrnl_tags(&written.text);
    out.entry(SOURCE, day, written)
}
