//! Which journal a file or folder is, by what is in it.

use std::{io::BufRead, ops::ControlFlow, path::Path};

use super::{
    DayOrder, Format, Refused,
    archive::{self, Member, Pack},
    columns, jrnl,
    json::{self, Fields, Part},
    notes,
    out::Out,
    plain::{self, Lines},
    red_notebook, table,
};

/// Lines of a text that are looked at for a date.
const LOOKED_AT: u64 = 2_000;
/// Files of a folder or archive that are looked into for each kind.
const FILES: usize = 20;
/// Entries of a JSON file that are looked at until one shows whose it is.
const ENTRIES: u64 = 100;

/// Finds out whose journal stands at `path`; the names of files matter only where they are part of a format.
///
/// # Errors
/// [`Refused::Unknown`] if it is none that can be read; or what is wrong with the file.
pub fn recognise(path: &Path) -> Result<Format, Refused> {
    let pack = &mut Pack::open(path)?;
    if pack.alone {
        return file(pack, 0, path);
    }
    // What is looked through of all of them together is no more than one import may have.
    let quiet = &mut |_| ControlFlow::Continue(());
    let out = &Out::new(quiet);
    let mut unknown = Refused::Unknown;
    for which in of(pack, ".json") {
        match json(pack, which, out) {
            Ok(format) => return Ok(format),
            Err(Refused::Unknown) => {}
            // It may be all there is of a journal, or nothing to do with the notes beside it.
            Err(why) if matches!(unknown, Refused::Unknown) => unknown = why,
            Err(_) => {}
        }
    }
    for which in of(pack, ".txt") {
        if red_notebook::MONTH.is_match(pack.members[which].file_name()) && is_month(pack, which)? {
            return Ok(Format::RedNotebook);
        }
    }
    if pack.members.iter().any(Member::is_note) {
        return Ok(Format::Markdown);
    }
    for ending in [".csv", ".txt"] {
        if let Some(which) = of(pack, ending).first() {
            return match file(pack, *which, path) {
                Err(Refused::Unknown) if ending == ".txt" => Ok(Format::Text),
                Err(Refused::Unknown) => Err(unknown),
                found => found,
            };
        }
    }
    Err(unknown)
}

/// The files that are looked into of those with this ending.
fn of(pack: &Pack, ending: &str) -> Vec<usize> {
    let mut found: Vec<_> = (0..pack.members.len()).filter(|at| pack.members[*at].ends_with(ending)).collect();
    // What lies at the top says more than what lies in folders.
    found.sort_by_key(|at| pack.members[*at].name.matches('/').count());
    found.truncate(FILES);
    found
}

/// The JSON by which `pack` was recognised, else the first there is.
pub(super) fn which(pack: &mut Pack, format: Format) -> Result<usize, Refused> {
    let files = if pack.alone { Vec::new() } else { of(pack, ".json") };
    let found = quietly(|out| files.into_iter().find(|at| json(pack, *at, out).is_ok_and(|found| found == format)));
    found.map_or_else(|| pack.only(|member| member.ends_with(".json")), Ok)
}

/// Runs `look` with a place to put things that nobody sees.
fn quietly<T>(look: impl FnOnce(&Out<'_>) -> T) -> T {
    look(&Out::new(&mut |_| ControlFlow::Continue(())))
}

fn file(pack: &mut Pack, which: usize, path: &Path) -> Result<Format, Refused> {
    let first = quietly(|out| Ok::<_, Refused>(table::first_line(pack.text(which, encoding_rs::UTF_8, out)?)))?;
    if first.starts_with('{') {
        return quietly(|out| json(pack, which, out));
    }
    // The beginning of a database can name columns too.
    if first.contains('\0') {
        return Err(Refused::Unknown);
    }
    let header: Vec<String> = first.split(['\t', ';', ',']).map(|name| name.trim().trim_matches('"').to_lowercase()).collect();
    let has = |name: &str| header.iter().any(|other| other == name);
    if has("entrydate") && has("entrycontent") {
        return Ok(Format::Presently);
    }
    if has("mood") && has("activities") && (has("full_date") || has("year")) {
        return Ok(Format::Daylio);
    }
    if header.len() > 1 && columns::DATES.iter().any(|name| has(name)) {
        return Ok(Format::Csv);
    }
    let text = quietly(|out| text(pack, which, out))?;
    if let Some(format) = text {
        return Ok(format);
    }
    if header.len() > 1 && !first.starts_with('<') {
        let proposal = columns::propose(path)?;
        let even = proposal.rows.iter().all(|row| row.len() <= proposal.first.len().max(2));
        if proposal.columns.date.is_some() && even {
            return Ok(Format::Csv);
        }
    }
    let name = pack.members[which].file_name().to_owned();
    let dated = notes::named(&name).is_some();
    match () {
        () if first.starts_with('<') => Err(Refused::Unknown),
        () if pack.members[which].is_note() && (dated || first == "---") => Ok(Format::Markdown),
        () if dated => Ok(Format::Text),
        () => Err(Refused::Unknown),
    }
}

/// A text that shows by itself what it is.
fn text(pack: &mut Pack, which: usize, out: &Out<'_>) -> Result<Option<Format>, Refused> {
    let is_month = red_notebook::MONTH.is_match(pack.members[which].file_name()) && is_month(pack, which)?;
    if is_month {
        return Ok(Some(Format::RedNotebook));
    }
    let markdown = pack.members[which].is_note();
    let mut lines = Lines::new(pack.text(which, encoding_rs::UTF_8, out)?, out);
    let mut dated = None;
    while let Some(line) = lines.next()? {
        if jrnl::stamped(&line).is_some() {
            return Ok(Some(Format::JrnlText));
        }
        if dated.is_none()
            && !markdown
            && [DayOrder::DayFirst, DayOrder::MonthFirst].iter().any(|order| plain::dated(&line, *order).is_some())
        {
            dated = Some(Format::Text);
        }
        if line.contains('\0') || lines.number > LOOKED_AT {
            break;
        }
    }
    Ok(dated)
}

/// Whether a file is a month of RedNotebook: it begins with the number of a day.
fn is_month(pack: &mut Pack, which: usize) -> Result<bool, Refused> {
    quietly(|out| {
        let mut text = pack.text(which, encoding_rs::UTF_8, out)?;
        let start = text.fill_buf().map_err(archive::stream_refused)?;
        let start = String::from_utf8_lossy(&start[..start.len().min(100)]);
        let key = start.trim_start().trim_start_matches('{').split(':').next().unwrap_or_default().trim_matches(['\'', '"', ' ']);
        Ok(key.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day)) && start.contains(':'))
    })
}

/// Whose JSON a file is.
pub(super) fn json(pack: &mut Pack, which: usize, out: &Out<'_>) -> Result<Format, Refused> {
    let mut found = None;
    let mut seen = 0;
    out.expect(pack.members[which].bytes)?;
    let walked = json::walk(pack.text(which, encoding_rs::UTF_8, out)?, out, &mut |part| {
        found = match part {
            Part::Metadata(raw) => Fields::of(raw, &["application"]).and_then(|mut fields| match fields.text("application").as_str() {
                "Mini Diary" => Some(Format::MiniDiary),
                "Mini Diarium" => Some(Format::MiniDiarium),
                _ => None,
            }),
            Part::Entry { key, entry } => {
                seen += 1;
                let fields = Fields::of(entry, &["uuid", "creationDate", "body", "title", "time", "date", "text", "dateUpdated"]);
                fields.and_then(|fields| match key {
                    Some(_) if fields.has("text") || fields.has("title") => Some(Format::MiniDiary),
                    Some(_) => None,
                    None if fields.has("creationDate") => Some(Format::DayOne),
                    None if fields.has("date") && (fields.has("body") || fields.has("time")) => Some(Format::Jrnl),
                    None if fields.has("date") && fields.has("text") => Some(Format::MiniDiarium),
                    None => None,
                })
            }
        };
        if found.is_some() || seen > ENTRIES { Err(Refused::Stopped) } else { Ok(()) }
    });
    match (found, walked) {
        (Some(format), _) => Ok(format),
        (None, Ok(()) | Err(Refused::Stopped)) => Err(Refused::Unknown),
        (None, Err(why)) => Err(why),
    }
}
