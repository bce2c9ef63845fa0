//! JSON, from which the journal can be made again: docs/format.md. The same journal gives the same bytes.

use std::{
    collections::HashSet,
    io::{self, Write},
};

use super::{Pictures, Record, Shape};
use crate::{
    Photo, PhotoName, Tag,
    transfer::{
        encoded,
        json::{Beside, FORMAT, FiledPhoto},
    },
};

/// How much of the whole the glimmers are where the pictures come after them.
pub(super) const BEFORE_PICTURES: f64 = 0.1;
/// How much both are; the rest is reading it back.
const WITH_PICTURES: f64 = 0.7;

pub(super) struct Whole {
    version: u32,
    beside: Beside,
    /// The tags that were kept out and stand in what is exported, where that is only some of the glimmers; folded.
    met: Option<HashSet<String>>,
    between: &'static str,
    /// What the folder of the pictures will be called; `None` where they travel inside, after everything else.
    folder: Option<String>,
    /// Those that do, in the order of reading.
    named: Vec<PhotoName>,
    once: HashSet<PhotoName>,
}

impl Whole {
    /// With `all`, what is beside the glimmers goes along; else only that nothing with some of their tags is wanted.
    pub(super) fn new(version: u32, beside: Beside, all: bool, folder: Option<String>) -> Self {
        Self { version, beside, met: (!all).then(HashSet::new), between: "", folder, named: Vec::new(), once: HashSet::new() }
    }

    /// Lets a picture go along, and says where it will lie.
    fn file(&mut self, photo: &Photo, pictures: &mut Pictures<'_, '_>) -> io::Result<Option<String>> {
        if let Some(folder) = &self.folder {
            return Ok(pictures.beside(&photo.name)?.map(|file| format!("{folder}/{file}")));
        }
        if self.once.insert(photo.name.clone()) {
            self.named.push(photo.name.clone());
        }
        Ok(None)
    }

    /// The pictures themselves, one at a time.
    fn write_pictures(&self, to: &mut dyn Write, pictures: &mut Pictures<'_, '_>) -> io::Result<()> {
        write!(to, ",\n\"pictures\": [")?;
        let mut between = "\n";
        for (nth, name) in self.named.iter().enumerate() {
            (pictures.progress)(BEFORE_PICTURES + (WITH_PICTURES - BEFORE_PICTURES) * nth as f64 / self.named.len() as f64);
            let Some(picture) = pictures.open(name)? else { continue };
            write!(to, "{between}{{\"name\":\"{name}\",\"data\":\"")?;
            encoded::write_base64(to, &picture)?;
            write!(to, "\"}}")?;
            between = ",\n";
        }
        write!(to, "\n]")
    }
}

impl Shape for Whole {
    fn begin(&mut self, to: &mut dyn Write) -> io::Result<()> {
        write!(to, "{{\n\"format\": \"{FORMAT}\",\n\"version\": {},\n\"glimmers\": [\n", self.version)
    }

    fn add(&mut self, to: &mut dyn Write, mut record: Record, pictures: &mut Pictures<'_, '_>) -> io::Result<()> {
        if let Some(met) = &mut self.met {
            let out = |tag: &&Tag| self.beside.kept_out_tags.iter().any(|other| other.same(tag));
            met.extend(record.tags.iter().filter(out).map(|tag| tag.folded().to_owned()));
        }
        let mut filed = Vec::new();
        for photo in std::mem::take(&mut record.photos) {
            filed.push(FiledPhoto { file: self.file(&photo, pictures)?, photo });
        }
        for photo in record.begun.iter().flat_map(|begun| &begun.photos) {
            self.file(photo, pictures)?;
        }
        let line = serde_json::to_string(&record.with_photos(|_| filed))?;
        write!(to, "{}{line}", std::mem::replace(&mut self.between, ",\n"))
    }

    fn end(&mut self, to: &mut dyn Write, pictures: &mut Pictures<'_, '_>) -> io::Result<()> {
        write!(to, "\n]")?;
        if let Some(met) = &self.met {
            let mut kept_out_tags = std::mem::take(&mut self.beside.kept_out_tags);
            kept_out_tags.retain(|tag| met.contains(&*tag.folded()));
            self.beside = Beside { kept_out_tags, ..Beside::default() };
        }
        if self.met.is_none() || !self.beside.kept_out_tags.is_empty() {
            write!(to, ",\n\"beside\": {}", serde_json::to_string(&self.beside)?)?;
        }
        let written: Vec<Photo> = self.beside.drafts.values().flat_map(|draft| draft.photos.clone()).collect();
        for photo in &written {
            self.file(photo, pictures)?;
        }
        if !self.named.is_empty() {
            self.write_pictures(to, pictures)?;
        }
        writeln!(to, "\n}}")
    }
}
