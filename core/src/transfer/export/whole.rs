//! JSON, from which the journal can be made again: docs/format.md. The same journal gives the same bytes.

use std::{
    collections::HashSet,
    io::{self, Write},
};

use super::{Record, Shape};
use crate::{
    Tag,
    transfer::json::{Beside, FORMAT, VERSION},
};

pub(super) struct Whole {
    beside: Beside,
    /// The tags that were kept out and stand in what is exported, where that is only some of the glimmers; folded.
    met: Option<HashSet<String>>,
    between: &'static str,
}

impl Whole {
    /// With `all`, what is beside the glimmers goes along; else only that nothing with some of their tags is wanted.
    pub(super) fn new(beside: Beside, all: bool) -> Self {
        Self { beside, met: (!all).then(HashSet::new), between: "" }
    }
}

impl Shape for Whole {
    fn begin(&mut self, to: &mut dyn Write) -> io::Result<()> {
        write!(to, "{{\n\"format\": \"{FORMAT}\",\n\"version\": {VERSION},\n\"glimmers\": [\n")
    }

    fn add(&mut self, to: &mut dyn Write, record: &Record) -> io::Result<()> {
        if let Some(met) = &mut self.met {
            let out = |tag: &&Tag| self.beside.kept_out_tags.iter().any(|other| other.same(tag));
            met.extend(record.tags.iter().filter(out).map(|tag| tag.folded().to_owned()));
        }
        let line = serde_json::to_string(record)?;
        write!(to, "{}{line}", std::mem::replace(&mut self.between, ",\n"))
    }

    fn end(&mut self, to: &mut dyn Write) -> io::Result<()> {
        write!(to, "\n]")?;
        if let Some(met) = &self.met {
            let mut kept_out_tags = std::mem::take(&mut self.beside.kept_out_tags);
            kept_out_tags.retain(|tag| met.contains(&*tag.folded()));
            self.beside = Beside { kept_out_tags, ..Beside::default() };
        }
        if self.met.is_none() || !self.beside.kept_out_tags.is_empty() {
            write!(to, ",\n\"beside\": {}", serde_json::to_string(&self.beside)?)?;
        }
        writeln!(to, "\n}}")
    }
}
