//! A table that opens right in a spreadsheet: UTF-8 with its mark, RFC 4180, every field quoted.

use std::io::{self, Write};

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::{Pictures, Record, Shape};

pub(super) struct Table;

impl Shape for Table {
    fn begin(&mut self, to: &mut dyn Write) -> io::Result<()> {
        to.write_all("\u{feff}".as_bytes())?;
        row(to, &["day", "time", "text", "feelings", "senses", "tags", "anchor", "given", "id", "photos"].map(str::to_owned))
    }

    fn add(&mut self, to: &mut dyn Write, record: Record, _pictures: &mut Pictures<'_, '_>) -> io::Result<()> {
        let joined = |list: Vec<&str>| list.join(", ");
        let mark = |is_so: bool| if is_so { "yes" } else { "" }.to_owned();
        row(
            to,
            &[
                record.day.to_string(),
                record.noticed_at.map(|at| at.format("%H:%M").to_string()).unwrap_or_default(),
                harmless(&record.text),
                harmless(&joined(record.feelings.iter().map(|one| one.as_str()).collect())),
                joined(record.senses.iter().map(|one| one.name()).collect()),
                harmless(&joined(record.tags.iter().map(|one| one.as_str()).collect())),
                mark(record.anchor),
                mark(record.given),
                record.id.to_string(),
                record.photos.len().to_string(),
            ],
        )
    }

    fn end(&mut self, _to: &mut dyn Write, _pictures: &mut Pictures<'_, '_>) -> io::Result<()> {
        Ok(())
    }
}

fn row(to: &mut dyn Write, fields: &[String; 10]) -> io::Result<()> {
    let mut table = WriterBuilder::new().quote_style(QuoteStyle::Always).terminator(Terminator::CRLF).from_writer(to);
    table.write_record(fields)?;
    table.flush()
}

/// The same with an apostrophe before whatever a spreadsheet would take for a formula, as OWASP advises ("CSV Injection").
///
/// Where a semicolon parts columns, a quoted field is torn apart at semicolons, tabs and line ends, so what follows one of these
/// counts as a beginning too; "- " and "+ " there begin the lines of a list.
pub(super) fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    let (mut begins, mut first) = (true, true);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let sign = matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
        let of_list = matches!(c, '+' | '-') && rest.peek().is_none_or(|next| *next == ' ');
        if begins && sign && (first || !of_list) || out.is_empty() && matches!(c, '\t' | '\r' | '\n') {
            out.push('\'');
        }
        out.push(c);
        first &= c.is_whitespace();
        begins = matches!(c, ';' | '\t' | '\r' | '\n') || begins && (c.is_whitespace() || c == '"');
    }
    out
}
