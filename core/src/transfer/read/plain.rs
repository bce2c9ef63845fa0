//! Text files. Lines that are only a date begin an entry each, as in a diary that is one long file; a file without them is one entry, of
//! the day in its name.

use std::io::{BufRead, Read};

use chrono::NaiveTime;

use super::{
    DayOrder, Place, Refused, Why,
    archive::{self, Pack},
    limits, notes,
    out::{Out, Written, join},
    when,
};
use crate::Day;

/// Lines, each no longer than an entry can be.
pub(super) struct Lines<'o, 'a, R> {
    input: R,
    out: &'o Out<'a>,
    pub number: u64,
}

impl<'o, 'a, R: BufRead> Lines<'o, 'a, R> {
    pub fn new(input: R, out: &'o Out<'a>) -> Self {
        Self { input, out, number: 0 }
    }

    /// The next line, without its end. What is too long comes in pieces, so that its entry is found too long.
    pub fn next(&mut self) -> Result<Option<String>, Refused> {
        let mut line = Vec::new();
        let read = (&mut self.input).take(limits::TEXT_BYTES as u64).read_until(b'\n', &mut line);
        read.map_err(|error| self.out.refused_or(archive::stream_refused(error)))?;
        if line.is_empty() {
            return Ok(None);
        }
        self.number += u64::from(line.ends_with(b"\n"));
        let line = String::from_utf8_lossy(&line);
        Ok(Some(line.trim_end_matches('\n').trim_end_matches('\r').to_owned()))
    }
}

/// An entry that grows line by line, and not beyond what is refused anyway.
pub(super) fn grow(written: &mut Written, line: &str) {
    written.cut |= written.text.len() > limits::TEXT_BYTES;
    if !written.cut {
        written.text.push_str(line);
        written.text.push('\n');
    }
}

/// The day of a line that is a date: perhaps with a weekday, a time, marks of a heading, or words behind a colon or dash.
pub(super) fn dated(line: &str, order: DayOrder) -> Option<(Day, Option<NaiveTime>, &str)> {
    let bare = line.trim().trim_start_matches(['#', '*', '_', '[', '=']).trim_start();
    if bare.len() > 64 && !bare.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (head, words) = split(bare);
    let head = head.trim_end_matches(['*', '_', ']', '=', '#', ':', ' ']);
    let (day, rest) = when::day(head, order)?;
    let rest = rest.trim_matches([',', ' ', '-', '–']);
    if rest.is_empty() {
        return Some((day, None, words));
    }
    when::time(rest).map(|time| (day, Some(time), words))
}

/// What stands before and behind the first colon or dash that has a space after it.
fn split(line: &str) -> (&str, &str) {
    let marks = [": ", " - ", " – ", " — "];
    let first = marks.iter().filter_map(|mark| line.find(mark).map(|at| (at, mark.len()))).min();
    first.map_or((line, ""), |(at, length)| (&line[..at], line[at + length..].trim()))
}

pub(super) fn read(pack: &mut Pack, out: &Out<'_>) -> Result<(), Refused> {
    let files: Vec<usize> = (0..pack.members.len()).filter(|at| pack.alone || pack.members[*at].ends_with(".txt")).collect();
    pack.leave(&files, out);
    out.expect(files.iter().map(|at| pack.members[*at].bytes).fold(0, u64::saturating_add))?;
    for which in files {
        one(pack, which, out)?;
    }
    Ok(())
}

fn one(pack: &mut Pack, which: usize, out: &Out<'_>) -> Result<(), Refused> {
    let file = (!pack.alone).then(|| pack.members[which].name.clone());
    let named = notes::named(pack.members[which].file_name());
    let order = order(pack, which)?;
    let (name_day, title) = named.map_or((Err(Why::NoDay), String::new()), |(day, title)| (day, title));
    let mut now = Written { place: Place { file: file.clone(), line: Some(1), entry: None }, ..Written::default() };
    let (mut day, mut dates, mut is_clear) = (name_day, 0u64, order.is_some());
    let mut lines = Lines::new(pack.text(which, encoding_rs::UTF_8, out)?, out);
    while let Some(line) = lines.next()? {
        let Some((next, at, words)) = dated(&line, order.unwrap_or(DayOrder::DayFirst)) else {
            grow(&mut now, &line);
            continue;
        };
        let begun = Written {
            at,
            text: String::new(),
            place: Place { file: file.clone(), line: Some(lines.number), entry: None },
            ..Written::default()
        };
        if !is_clear && dated(&line, DayOrder::MonthFirst).is_some_and(|(other, ..)| other != next) {
            out.noted(begun.place.clone(), Why::DayOrder)?;
            is_clear = true;
        }
        let before = std::mem::replace(&mut now, begun);
        tell(std::mem::replace(&mut day, Ok(next)), before, dates, out)?;
        dates += 1;
        if !words.is_empty() {
            grow(&mut now, words);
        }
    }
    if dates == 0 {
        now.text = join(&title, "\n\n", &now.text);
        now.place.line = None;
    }
    tell(day, now, dates, out)
}

/// What stands before the first date is nothing, mostly.
fn tell(day: Result<Day, Why>, written: Written, dates: u64, out: &Out<'_>) -> Result<(), Refused> {
    if dates == 0 && written.text.trim().is_empty() {
        return Ok(());
    }
    out.entry("text", day, written)
}

/// Whether the days of a file stand before or behind the months, if one date in it shows that.
fn order(pack: &mut Pack, which: usize) -> Result<Option<DayOrder>, Refused> {
    let quiet = &mut |_| std::ops::ControlFlow::Continue(());
    let out = Out::new(quiet);
    let mut lines = Lines::new(pack.text(which, encoding_rs::UTF_8, &out)?, &out);
    while let Some(line) = lines.next()? {
        let found = when::order(line.trim().trim_start_matches(['#', '*', '_', '[', '=']).trim_start());
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}
