//! Daylio's CSV, in each of its sets of columns: a mood, activities, perhaps words.

use super::{
    Place, Refused, Why,
    archive::Pack,
    html,
    out::{Out, Written, join},
    table::{self, Row, Table},
    when,
};
use crate::Day;

pub(super) fn read(pack: &mut Pack, out: &Out<'_>) -> Result<(), Refused> {
    let which = pack.only(|member| member.ends_with(".csv"))?;
    pack.leave(&[which], out);
    out.expect(pack.members[which].bytes)?;
    let mut table = Table::new(pack.text(which, encoding_rs::UTF_8, out)?, b',', out);
    let header = table.next()?.ok_or(Refused::Empty)?.fields;
    let at = |name| table::column(&header, &[name]);
    let (full, year, date) = (at("full_date"), at("year"), at("date"));
    let (time, mood, activities, scales) = (at("time"), at("mood"), at("activities"), at("scales"));
    let (title, note) = (at("note_title"), at("note"));
    if mood.is_none() || activities.is_none() {
        return Err(Refused::Unknown);
    }
    while let Some(row) = table.next()? {
        let place = Place { line: Some(row.line), ..Place::default() };
        if row.cut || row.open {
            let why = if row.open { Why::OpenQuote } else { Why::TooLong };
            out.unreadable(place, why, &row.fields.join(" "))?;
            continue;
        }
        // A comma that is not quoted, before fields that follow: nobody can tell which of them it belongs to.
        if row.fields.len() > header.len() && note != Some(header.len() - 1) {
            out.unreadable(place, Why::BadShape, &row.fields.join(","))?;
            continue;
        }
        let day = if full.is_some() { when::iso(row.get(full)) } else { old_day(&row, year, date) };
        let clock = row.get(time);
        let at = when::time(clock);
        if at.is_none() && !clock.trim().is_empty() && day.is_ok() {
            out.noted(place.clone(), Why::BadTime)?;
        }
        let words = join(&html::daylio(row.get(title)), "\n\n", &html::daylio(&row.words(note, header.len())));
        let parts = |column| row.get(column).split(" | ").map(|part| part.trim().to_owned()).filter(|part| !part.is_empty());
        let scales = parts(scales).map(|scale| scale.replace('\u{a0}', " ")).collect::<Vec<_>>().join("\n");
        let written = Written {
            at,
            text: join(&words, "\n\n", &scales),
            tags: parts(activities).collect(),
            moods: vec![row.get(mood).to_owned()],
            place,
            ..Written::default()
        };
        out.entry("daylio", day, written)?;
    }
    Ok(())
}

/// `2018` and `18 May` or `May 18`.
fn old_day(row: &Row, year: Option<usize>, date: Option<usize>) -> Result<Day, Why> {
    let (year, date) = (row.get(year).trim(), row.get(date).trim());
    let (first, second) = date.split_once(char::is_whitespace).unwrap_or((date, ""));
    let read = |day, month| when::in_words(day, month, year).and_then(when::of_date);
    read(first, second.trim()).or_else(|| read(second.trim(), first)).ok_or_else(|| when::bad(&format!("{date} {year}")))
}
