//! JSON, from which the journal can be made again: docs/format.md. The same journal gives the same bytes.

use std::io::{self, Write};

use super::{Record, Shape};
use crate::transfer::json::{Beside, FORMAT, VERSION};

pub(super) struct Whole {
    /// `None` for some of the glimmers alone.
    beside: Option<Beside>,
    between: &'static str,
}

impl Whole {
    pub(super) fn new(beside: Option<Beside>) -> Self {
        Self { beside, between: "" }
    }
}

impl Shape for Whole {
    fn begin(&mut self, to: &mut dyn Write) -> io::Result<()> {
        write!(to, "{{\n\"format\": \"{FORMAT}\",\n\"version\": {VERSION},\n\"glimmers\": [\n")
    }

    fn add(&mut self, to: &mut dyn Write, record: &Record) -> io::Result<()> {
        let line = serde_json::to_string(record)?;
        write!(to, "{}{line}", std::mem::replace(&mut self.between, ",\n"))
    }

    fn end(&mut self, to: &mut dyn Write) -> io::Result<()> {
        write!(to, "\n]")?;
        if let Some(beside) = &self.beside {
            write!(to, ",\n\"beside\": {}", serde_json::to_string(beside)?)?;
        }
        writeln!(to, "\n}}")
    }
}
