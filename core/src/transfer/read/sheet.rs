//! Any table, read as its columns were chosen.

use std::path::Path;

use chrono::DateTime;

use super::{
    Columns, Place, Refused, Why,
    archive::Pack,
    columns,
    out::{Out, Written, join},
    table::{Row, Table},
    when,
};

pub(super) fn read(pack: &mut Pack, path: &Path, chosen: Option<&Columns>, out: &Out<'_>) -> Result<(), Refused> {
    let columns = match chosen {
        Some(columns) => columns.clone(),
        None => columns::propose(path)?.columns,
    };
    if columns.date.is_none() {
        return Err(Refused::NeedsColumns);
    }
    let separator = u8::try_from(columns.separator).ok().filter(u8::is_ascii).ok_or(Refused::NeedsColumns)?;
    let which = pack.only(|member| member.ends_with(".csv"))?;
    pack.leave(&[which], out);
    out.expect(pack.members[which].bytes)?;
    let mut table = Table::new(pack.text(which, columns.encoding.decoder(), out)?, separator, out);
    let names = if columns.header { table.next()?.map(|row| row.fields).unwrap_or_default() } else { Vec::new() };
    while let Some(row) = table.next()? {
        let place = Place { line: Some(row.line), ..Place::default() };
        if row.cut || row.open {
            let why = if row.open { Why::OpenQuote } else { Why::TooLong };
            out.unreadable(place, why, &row.fields.join(" "))?;
            continue;
        }
        one(&row, &columns, &names, place, out)?;
    }
    Ok(())
}

fn one(row: &Row, columns: &Columns, names: &[String], place: Place, out: &Out<'_>) -> Result<(), Refused> {
    let date = row.get(columns.date).trim();
    let (day, behind) = when::day(date, columns.order).unzip();
    let noticed_at = DateTime::parse_from_rfc3339(date).ok();
    let clock = row.get(columns.time);
    let at = when::time(clock).or_else(|| noticed_at.map(|at| at.time())).or_else(|| behind.and_then(when::time));
    let mut text = join(row.get(columns.title), "\n\n", row.get(columns.text));
    if columns.others {
        let known = [columns.date, columns.time, columns.title, columns.text, columns.tags, columns.mood];
        let others = row.fields.iter().enumerate().filter(|(at, field)| !known.contains(&Some(*at)) && !field.trim().is_empty());
        let lines = others.map(|(at, field)| names.get(at).map_or_else(|| field.clone(), |name| join(name, ": ", field)));
        text = join(&text, "\n\n", &lines.collect::<Vec<_>>().join("\n"));
    }
    let day = day.ok_or_else(|| when::bad(date));
    if at.is_none() && !clock.trim().is_empty() && day.is_ok() {
        out.noted(place.clone(), Why::BadTime)?;
    }
    let split = |field: &str| field.split([';', ',']).map(|part| part.trim().trim_start_matches('#').to_owned()).collect::<Vec<_>>();
    let written = Written {
        at,
        noticed_at,
        text,
        tags: split(row.get(columns.tags)),
        moods: vec![row.get(columns.mood).to_owned()],
        place,
        ..Written::default()
    };
    out.entry("csv", day, written)
}
