//! Reading what somebody chose, of whatever kind it is, into what an import is decided about.

use std::{
    cell::Cell,
    fs::File,
    io::{self, BufReader, Read},
    ops::ControlFlow,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};

use super::{
    json::FORMAT,
    pictures::beside,
    read::{self, Format, Options, Refused, json::Rationed, limits},
    staged::{Found, Report, Staged},
};
use crate::{Error, Folder, Secret, Tag, backup::Progress};

/// With this every file begins that age has sealed.
const SEALED: &[u8] = b"age-encryption.org/v1\n";
/// So much of a file is looked at for who wrote it, before anything else is tried.
const BEGINNING: u64 = 4096;

/// Whose a file or folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// An export of Glimmer.
    Glimmer,
    /// One that is sealed with a passphrase.
    Sealed,
    Elsewhere(Format),
}

/// Why nothing was gathered.
#[derive(Debug, thiserror::Error)]
pub enum NotRead {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Journal(#[from] Error),
}

/// Finds out whose the file or folder at `path` is, by what is in it.
///
/// # Errors
/// As [`read::recognise`].
pub fn recognise(path: &Path) -> Result<Source, Refused> {
    if path.is_file() {
        let mut beginning = Vec::new();
        File::open(path)?.take(BEGINNING).read_to_end(&mut beginning)?;
        if beginning.starts_with(SEALED) {
            return Ok(Source::Sealed);
        }
        if ours(beginning.as_slice()) {
            return Ok(Source::Glimmer);
        }
    }
    match read::recognise(path) {
        // Another program may have put its fields into another order.
        Err(Refused::Unknown) if path.is_file() && ours(File::open(path)?.take(limits::TOTAL_BYTES)) => Ok(Source::Glimmer),
        found => Ok(Source::Elsewhere(found?)),
    }
}

/// Whether it is JSON that says that it is ours; the end may be missing.
fn ours(from: impl Read) -> bool {
    struct Says<'a> {
        says: &'a mut bool,
        left: &'a Cell<u64>,
    }
    impl<'de> Visitor<'de> for Says<'_> {
        type Value = ();

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(FORMAT)
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while let Some(key) = map.next_key::<String>()? {
                if key == "format" {
                    *self.says = map.next_value::<String>()? == FORMAT;
                    return Err(A::Error::custom("seen enough"));
                }
                // This is not held, so it may be as long as it likes.
                self.left.set(u64::MAX);
                map.next_value::<IgnoredAny>()?;
                self.left.set(limits::ENTRY_BYTES);
            }
            Ok(())
        }
    }
    let (mut says, left) = (false, Cell::new(limits::ENTRY_BYTES));
    let from = BufReader::new(Rationed { reader: from, left: &left });
    // How the reading ends tells nothing: it ends as soon as this is known.
    let _ = serde_json::Deserializer::from_reader(from).deserialize_map(Says { says: &mut says, left: &left });
    says
}

impl Staged {
    /// Gathers what stands at `path` for the journal in `folder`; the import will be called by its name. A sealed one needs the secret
    /// that it was sealed with. `None` says that `cancel` was set.
    ///
    /// # Errors
    /// [`NotRead`], and then nothing is left of it.
    pub fn gather(
        folder: &Folder,
        path: &Path,
        source: Source,
        options: &Options,
        secret: Option<&Secret>,
        progress: Progress<'_>,
        cancel: &AtomicBool,
    ) -> Result<Option<Self>, NotRead> {
        let name: String = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().chars().filter(|c| !c.is_control()).collect();
        let mut staged = Self::begin(folder, &name)?;
        staged.pictures_at = match source {
            Source::Elsewhere(_) => Some(path.to_owned()),
            Source::Glimmer => Some(beside(path)),
            Source::Sealed => None,
        };
        let read = match source {
            Source::Elsewhere(format) => staged.add_all(path, format, options, progress, cancel),
            Source::Glimmer | Source::Sealed => {
                // Opening a pipe would wait for somebody to write into it.
                if !path.metadata().map_err(Refused::File)?.is_file() {
                    return Err(Refused::Unknown.into());
                }
                let file = File::open(path).map_err(Refused::File)?;
                let of = file.metadata().map_err(Refused::File)?.len();
                let secret = secret.filter(|_| source == Source::Sealed);
                let from = BufReader::new(Watched { from: file, read: 0, of, progress, cancel });
                staged.add_journal(from, secret).map_err(NotRead::Journal)
            }
        };
        // However a reading ends that was stopped, it was stopped.
        if cancel.load(Ordering::Relaxed) {
            return Ok(None);
        }
        read?;
        progress(1.0);
        Ok(Some(staged))
    }

    fn add_all(
        &mut self,
        path: &Path,
        format: Format,
        options: &Options,
        progress: Progress<'_>,
        cancel: &AtomicBool,
    ) -> Result<(), NotRead> {
        let mut failed = None;
        read::read(path, format, options, &mut |found| {
            let added = match found {
                read::Found::Entry(entry) => self.add(entry.into()),
                read::Found::Unreadable { place, why, words } => {
                    self.note(Report { place, why, words, came: false });
                    Ok(())
                }
                read::Found::Noted { place, why } => {
                    self.note(Report { place, why, words: String::new(), came: true });
                    Ok(())
                }
                read::Found::LeftBehind { what, how_many } => {
                    self.left.push((what, how_many));
                    Ok(())
                }
                read::Found::Read { bytes, of } => {
                    progress((bytes as f64 / of.max(1) as f64).min(1.0));
                    Ok(())
                }
            };
            failed = added.err();
            if failed.is_some() || cancel.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .map_err(|refused| failed.take().map_or_else(|| refused.into(), NotRead::Journal))
    }
}

impl From<read::Entry> for Found {
    fn from(entry: read::Entry) -> Self {
        let read::Entry { identity, day, at, noticed_at, text, tags, moods, starred, place_name, photos } = entry;
        // A place is a tag here, and found again like one.
        let place = place_name.map(|name| format!("+{name}"));
        let tags = tags.iter().map(Tag::as_str).map(str::to_owned).chain(place).collect();
        let offset = noticed_at.map(|at| *at.offset());
        Self { identity, day, at: at.or(noticed_at.map(|at| at.time())), offset, text, tags, moods, starred, photos }
    }
}

/// Tells how far a file is read, and fails when nobody wants it any more.
struct Watched<'a, 'b, 'c> {
    from: File,
    read: u64,
    of: u64,
    progress: &'a mut (dyn FnMut(f64) + 'b),
    cancel: &'c AtomicBool,
}

impl Read for Watched<'_, '_, '_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(io::Error::other("stopped"));
        }
        let read = self.from.read(into)?;
        self.read += read as u64;
        (self.progress)((self.read as f64 / self.of.max(1) as f64).min(1.0));
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_time_of_its_own_counts_more_than_that_of_the_instant() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        fs::write(&path, "date,time,text\n2026-04-05T00:00:00.000+02:00,14:30,hello\n2026-04-06T09:15:00+02:00,,hello\n").unwrap();
        let mut clocks = Vec::new();
        let each = &mut |found| {
            if let read::Found::Entry(entry) = found {
                let found = Found::from(entry);
                clocks.push(format!("{} {} {}", found.day, found.at.unwrap(), found.offset.unwrap()));
            }
            ControlFlow::Continue(())
        };
        read::read(&path, Format::Csv, &Options::default(), each).unwrap();
        assert_eq!(clocks, ["2026-04-05 14:30:00 +02:00", "2026-04-06 09:15:00 +02:00"]);
    }
}
