//! Tables (CSV), row by row. No row, however long, takes more memory than a row may have.

use std::io::BufRead;

use csv_core::ReadRecordResult as Step;

use super::{Refused, archive, limits, out::Out};

pub(super) struct Row {
    /// Where it begins, from 1.
    pub line: u64,
    pub fields: Vec<String>,
    /// It was longer than a row can be; the fields are its beginning.
    pub cut: bool,
    /// It ends with the file, within a quote.
    pub open: bool,
}

impl Row {
    /// A field; empty where the row is too short.
    pub fn get(&self, at: Option<usize>) -> &str {
        at.and_then(|at| self.fields.get(at)).map_or("", String::as_str)
    }

    /// A field; where it is the last of `width`, what is beyond it too. The separator there is one that somebody's editor did not quote.
    pub fn words(&self, at: Option<usize>, width: usize) -> String {
        match at {
            Some(at) if at + 1 == width => self.fields.get(at..).unwrap_or_default().join(","),
            at => self.get(at).to_owned(),
        }
    }
}

pub(super) struct Table<'o, 'a, R> {
    core: csv_core::Reader,
    input: R,
    line: u64,
    out: &'o Out<'a>,
}

impl<'o, 'a, R: BufRead> Table<'o, 'a, R> {
    pub fn new(input: R, separator: u8, out: &'o Out<'a>) -> Self {
        Self { core: csv_core::ReaderBuilder::new().delimiter(separator).build(), input, line: 1, out }
    }

    /// The next row that is not blank.
    pub fn next(&mut self) -> Result<Option<Row>, Refused> {
        let (mut bytes, mut ends) = (vec![0; 4 << 10], vec![0; 16]);
        let (mut filled, mut fields) = (0, 0);
        let (mut cut, mut quotes, mut begins) = (false, 0u64, None);
        loop {
            let input = self.input.fill_buf().map_err(|error| self.out.refused_or(archive::stream_refused(error)))?;
            let at_end = input.is_empty();
            let (step, read, wrote, ended) = self.core.read_record(input, &mut bytes[filled..], &mut ends[fields..]);
            for byte in &input[..read] {
                match byte {
                    b'\n' => self.line += 1,
                    b'\r' => {}
                    _ => {
                        begins.get_or_insert(self.line);
                        quotes += u64::from(*byte == b'"');
                    }
                }
            }
            self.input.consume(read);
            // What is beyond a row's length is read over the last bytes of it.
            filled += wrote;
            fields += ended;
            match step {
                Step::InputEmpty => {}
                Step::OutputFull if bytes.len() < limits::ROW_BYTES => bytes.resize(bytes.len() * 2, 0),
                Step::OutputFull => {
                    cut = true;
                    filled = bytes.len() / 2;
                }
                Step::OutputEndsFull if ends.len() < limits::FIELDS => ends.resize(ends.len() * 2, 0),
                Step::OutputEndsFull => {
                    cut = true;
                    fields = ends.len() / 2;
                }
                Step::Record => {
                    let line = begins.unwrap_or(self.line);
                    // A row of several lines whose last quote was never closed has an odd number of them.
                    let open = at_end && quotes % 2 == 1 && self.line > line;
                    return Ok(Some(Row { line, fields: split(&bytes[..filled], &ends[..fields], cut), cut, open }));
                }
                Step::End => return Ok(None),
            }
        }
    }
}

fn split(bytes: &[u8], ends: &[usize], cut: bool) -> Vec<String> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if cut {
        // The ends do not fit what was read over; what is left of the row's beginning is for showing only.
        let first = ends.first().copied().unwrap_or(0).min(bytes.len());
        return vec![text(&bytes[..first]), text(bytes.get(first..(first + 2_000).min(bytes.len())).unwrap_or_default())];
    }
    let mut begin = 0;
    let fields = ends.iter().map(|end| text(bytes.get(std::mem::replace(&mut begin, *end)..*end).unwrap_or_default()));
    fields.collect()
}

/// Which of `,` `;` tab stands most often in a header.
pub(super) fn separator(header: &str) -> u8 {
    let count = |separator: u8| header.bytes().filter(|byte| *byte == separator).count();
    // The last of equals: a comma where there is none of them.
    [b'\t', b';', b','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

/// The first line of a stream that has something on it, and no more of it than a header may have.
pub(super) fn first_line(input: impl BufRead) -> String {
    let mut input = input.take(64 << 10);
    let mut line = Vec::new();
    while line.trim_ascii().is_empty() {
        line.clear();
        match input.read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => break,
            Ok(_) => {}
        }
    }
    String::from_utf8_lossy(&line).trim().to_owned()
}

/// Where the first of `names` stands in a header, in any case.
pub(super) fn column(header: &[String], names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| header.iter().position(|other| other.trim().to_lowercase() == *name))
}
