//! Taking a journal along: as JSON, from which it can be made again, or as Markdown, CSV or a book, to be read.
//!
//! Everything is written into a folder of its own beside the target, synced, read back and held against what was written, and only
//! then renamed. Whatever ends it earlier leaves nothing; what a killed process left goes with the next export there, after a day.

mod book;
mod csv;
mod markdown;
mod pictures;
mod whole;

use std::{
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

pub(crate) use markdown::plain_lines;

use age::stream::StreamWriter;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use self::pictures::Pictures;
use super::{
    json::{Record, VERSION, WITHOUT_PICTURES},
    pictures as beside_it,
};
use crate::{
    Error, Journal, ListQuery, Result, Secret,
    backup::Progress,
    clock,
    folder::{private, sync},
    store::{photos, records, whole as beside},
};

/// The shapes of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One file that holds everything, and a folder of pictures beside it; an empty journal that imports it is the same journal
    /// (docs/format.md). Sealed with a passphrase it is one file.
    Json,
    /// A folder with a file for each month, and their pictures. Sealed with a passphrase it is one file, the months below each other.
    Markdown,
    /// One table, for a spreadsheet.
    Csv,
    /// One page, to be read and printed.
    Html,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    pub glimmers: u64,
    /// Pictures that went along, each counted once.
    pub photos: u64,
    /// Those that are missing or damaged: everything else went without them.
    pub missing_photos: u64,
    pub files: u32,
    /// Before it was sealed.
    pub bytes: u64,
}

/// How glimmers become text. A shape writes what it is given and keeps none of it.
trait Shape {
    fn begin(&mut self, to: &mut dyn Write) -> io::Result<()>;
    fn add(&mut self, to: &mut dyn Write, record: Record, pictures: &mut Pictures<'_, '_>) -> io::Result<()>;
    fn end(&mut self, to: &mut dyn Write, pictures: &mut Pictures<'_, '_>) -> io::Result<()>;
}

impl Journal {
    /// Writes what `which` finds to `to`, the oldest first, or with the default query everything. Only JSON holds the trash, and
    /// what there is beside glimmers: supports, prompts, visits. With a secret it is sealed by age, as with `age --passphrase`.
    /// Others go on writing meanwhile; it is one state of the journal.
    ///
    /// `None` says that `cancel` was set. Then, and after an error, nothing is there that was not there before.
    ///
    /// # Errors
    /// [`Error::File`] if it cannot be written, also if there is a folder with something in it where one is to be, that of the pictures
    /// included, or if what was written reads otherwise; [`Error::DiskFull`].
    pub fn export(
        &self,
        which: &ListQuery,
        format: Format,
        to: &Path,
        secret: Option<&Secret>,
        progress: Progress<'_>,
        cancel: &AtomicBool,
    ) -> Result<Option<Exported>> {
        let failed = || Error::file("write the export", to);
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        clear_leftovers(folder);
        let staging = staging_in(folder).map_err(failed())?;
        let beside = beside_it::beside(to);
        let is_one = format != Format::Markdown || secret.is_some();
        // Those of Markdown lie inside its own folder.
        let place = (format == Format::Json).then(|| beside.clone());
        let mut pictures = Pictures::of(self, staging.path(), place, progress, cancel);
        let written = self.store.while_reading(|| {
            let mut source = self.store.another()?;
            let tx = source.transaction()?;
            let sheets = Sheets { format, folder: staging.path(), secret, beside: &beside };
            sheets.write(&tx, which, &mut pictures, cancel)
        });
        let written = match written {
            // However it ends that nobody wants any more, it was stopped.
            Err(_) if cancel.load(Ordering::Relaxed) => None,
            Err(error) if pictures.is_taken => return Err(named(error, &beside)),
            written => written.map_err(|error| named(error, to))?,
        };
        let Some((sheets, glimmers)) = written else { return Ok(None) };
        let (photos, missing_photos) = pictures.counts();
        let mut exported = Exported { glimmers, photos, missing_photos, files: 0, bytes: 0 };
        let files = sheets.len() + pictures.files.len();
        for (file, secret) in sheets.iter().map(|sheet| (sheet, secret)).chain(pictures.files.iter().map(|picture| (picture, None))) {
            file.verify(secret).map_err(failed())?;
            exported.files += 1;
            exported.bytes += file.bytes;
            (pictures.progress)(0.7 + 0.3 * f64::from(exported.files) / files as f64);
            if cancel.load(Ordering::Relaxed) {
                return Ok(None);
            }
        }
        let of_pictures = pictures.folder().map_err(failed())?;
        match sheets.first().filter(|_| is_one) {
            Some(file) => {
                if let Some(of_pictures) = of_pictures {
                    put_in_place(of_pictures, &beside).map_err(Error::file("write the export", &beside))?;
                }
                if let Err(error) = fs::rename(&file.path, to) {
                    // What nothing names would be in the way of the next export.
                    let _ = of_pictures.map(|of_pictures| fs::rename(&beside, of_pictures));
                    return Err(failed()(error));
                }
            }
            None => put_in_place(staging.path(), to).map_err(failed())?,
        }
        sync(folder).map_err(failed())?;
        Ok(Some(exported))
    }
}

/// Gives a folder its name.
fn put_in_place(staged: &Path, to: &Path) -> io::Result<()> {
    sync(staged)?;
    // One that is empty may stand there; anything else would be somebody's.
    if to.is_dir() {
        fs::remove_dir(to)?;
    }
    fs::rename(staged, to)
}

const PREFIX: &str = ".glimmer-export-";
/// No export takes so long.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// A folder that only this person may look into.
fn staging_in(folder: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir_in(folder)
}

/// Removes what exports left in `folder` whose process was killed.
fn clear_leftovers(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let is_old = || entry.metadata().and_then(|about| about.modified()).is_ok_and(|at| clock::since(at) > ABANDONED);
        if is_ours
            && is_old()
            && let Err(error) = fs::remove_dir_all(entry.path())
        {
            tracing::warn!(%error, "what an export left could not be removed");
        }
    }
}

/// An error of writing, with the name that the person gave.
fn named(error: Error, to: &Path) -> Error {
    match error {
        Error::File { action, source, .. } => Error::File { action, path: to.to_owned(), source },
        other => other,
    }
}

/// What is written, and where.
struct Sheets<'a> {
    format: Format,
    folder: &'a Path,
    secret: Option<&'a Secret>,
    /// Where the pictures of JSON will lie.
    beside: &'a Path,
}

impl Sheets<'_> {
    fn shape(&self, tx: &rusqlite::Transaction<'_>, all: bool) -> Result<Box<dyn Shape>> {
        let sealed = self.secret.is_some();
        Ok(match self.format {
            Format::Json => {
                let folder = self.beside.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let version = if photos::names(tx)?.is_empty() { WITHOUT_PICTURES } else { VERSION };
                Box::new(whole::Whole::new(version, beside::read(tx)?, all, (!sealed).then_some(folder)))
            }
            Format::Markdown => Box::new(markdown::Markdown { sealed }),
            Format::Csv => Box::new(csv::Table),
            Format::Html => Box::new(book::Book::default()),
        })
    }

    fn write(
        &self,
        tx: &rusqlite::Transaction<'_>,
        which: &ListQuery,
        pictures: &mut Pictures<'_, '_>,
        cancel: &AtomicBool,
    ) -> Result<Option<(Vec<Written>, u64)>> {
        let &Self { format, folder, secret, .. } = self;
        let all = *which == ListQuery::default();
        let total = records::count(tx, which)?.max(1);
        let mut shape = self.shape(tx, all)?;
        let by_month = format == Format::Markdown;
        // Pictures that come last are what takes long then.
        let share = if format == Format::Json && secret.is_some() { whole::BEFORE_PICTURES } else { 0.7 };
        let failed = || Error::file("write the export", folder);
        let mut files = Vec::new();
        // The months of Markdown are files of their own; each has its sheet when its first glimmer comes.
        let mut sheet: Option<(String, Sheet)> = None;
        let (mut glimmers, mut seen) = (0u64, 0u64);
        if !by_month {
            sheet = Some((String::new(), Sheet::begin(&folder.join("export"), secret, &mut *shape).map_err(failed())?));
        }
        let finished = records::each(tx, which, |record| {
            seen += 1;
            if seen.is_multiple_of(128) || !record.photos.is_empty() {
                (pictures.progress)(share * (seen as f64 / total as f64).min(1.0));
            }
            if cancel.load(Ordering::Relaxed) {
                return Ok(false);
            }
            if format != Format::Json && record.trashed_on.is_some() && all {
                return Ok(true);
            }
            glimmers += 1;
            let month = record.day.to_string()[..7].to_owned();
            if by_month && sheet.as_ref().is_none_or(|(of, _)| *of != month) {
                sheet = match sheet.take() {
                    Some((_, mut sheet)) if secret.is_some() => {
                        writeln!(sheet).and_then(|()| markdown::month(&mut sheet, record.day)).map_err(failed())?;
                        Some((month, sheet))
                    }
                    before => {
                        if let Some((_, sheet)) = before {
                            files.push(sheet.finish(&mut *shape, pictures).map_err(failed())?);
                        }
                        let name = if secret.is_some() { "export".into() } else { format!("{month}.md") };
                        let mut sheet = Sheet::begin(&folder.join(name), secret, &mut *shape).map_err(failed())?;
                        markdown::month(&mut sheet, record.day).map_err(failed())?;
                        Some((month, sheet))
                    }
                };
            }
            if let Some((_, sheet)) = &mut sheet {
                shape.add(sheet, record, pictures).map_err(failed())?;
            }
            Ok(true)
        })?;
        if !finished {
            return Ok(None);
        }
        if by_month && secret.is_some() && sheet.is_none() {
            sheet = Some((String::new(), Sheet::begin(&folder.join("export"), secret, &mut *shape).map_err(failed())?));
        }
        if let Some((_, sheet)) = sheet {
            files.push(sheet.finish(&mut *shape, pictures).map_err(failed())?);
        }
        Ok(Some((files, glimmers)))
    }
}

/// A file while it is written, sealed or not.
struct Sheet {
    path: PathBuf,
    to: Sink,
    hash: Sha256,
    bytes: u64,
}

enum Sink {
    Plain(BufWriter<File>),
    Sealed(StreamWriter<BufWriter<File>>),
}

/// A file that is written, and what must be in it.
struct Written {
    path: PathBuf,
    hash: [u8; 32],
    bytes: u64,
}

impl Sheet {
    fn begin(path: &Path, secret: Option<&Secret>, shape: &mut dyn Shape) -> io::Result<Self> {
        let file = BufWriter::new(private(File::options().create_new(true).write(true)).open(path)?);
        let to = match secret {
            Some(secret) => Sink::Sealed(secret.sealing(file)?),
            None => Sink::Plain(file),
        };
        let mut sheet = Self { path: path.to_owned(), to, hash: Sha256::new(), bytes: 0 };
        shape.begin(&mut sheet)?;
        Ok(sheet)
    }

    fn finish(mut self, shape: &mut dyn Shape, pictures: &mut Pictures<'_, '_>) -> io::Result<Written> {
        shape.end(&mut self, pictures)?;
        let file = match self.to {
            Sink::Plain(file) => file,
            Sink::Sealed(sealed) => sealed.finish()?,
        };
        file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        Ok(Written { path: self.path, hash: self.hash.finalize().into(), bytes: self.bytes })
    }
}

impl Write for Sheet {
    fn write(&mut self, content: &[u8]) -> io::Result<usize> {
        let written = match &mut self.to {
            Sink::Plain(file) => file.write(content)?,
            Sink::Sealed(sealed) => sealed.write(content)?,
        };
        self.hash.update(&content[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            Sink::Plain(file) => file.flush(),
            Sink::Sealed(sealed) => sealed.flush(),
        }
    }
}

impl Written {
    /// Reads it back, opened if it was sealed.
    fn verify(&self, secret: Option<&Secret>) -> io::Result<()> {
        let mut found = Sha256::new();
        let file = BufReader::new(File::open(&self.path)?);
        let mut from: Box<dyn Read> = match secret {
            Some(secret) => Box::new(secret.opening(file).map_err(io::Error::other)?),
            None => Box::new(file),
        };
        let mut block = vec![0; 1 << 16];
        loop {
            match from.read(&mut block)? {
                0 => break,
                read => found.update(&block[..read]),
            }
        }
        let same = <[u8; 32]>::from(found.finalize()) == self.hash;
        same.then_some(()).ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "it does not read as it was written"))
    }
}
