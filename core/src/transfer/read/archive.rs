//! A file, a folder or a zip, seen as files with names. The names are looked up and shown; never is one made into a path.

use std::{
    cell::Cell,
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    rc::Rc,
};

use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;
use walkdir::WalkDir;
use zip::{ZipArchive, result::ZipError};

use super::{Left, Refused, limits, out::Out};

/// With this every SQLite file begins. None is opened: a database can be made to harm whoever reads it.
const DATABASE: &[u8] = b"SQLite format 3\0";

/// What files end in whose kind has a name of its own.
const PICTURES: [&str; 9] = ["jpg", "jpeg", "png", "gif", "webp", "heic", "avif", "bmp", "svg"];
const SOUNDS: [&str; 9] = ["mp3", "m4a", "aac", "wav", "ogg", "oga", "opus", "flac", "amr"];
const VIDEOS: [&str; 7] = ["mp4", "m4v", "mov", "webm", "mkv", "avi", "3gp"];
const NOTES: [&str; 2] = ["md", "markdown"];

/// One file of it.
pub(super) struct Member {
    /// With `/` between folders.
    pub name: String,
    /// As it says; an archive can lie.
    pub bytes: u64,
    at: At,
}

enum At {
    Path(PathBuf),
    Zip(usize),
}

impl Member {
    /// The name without its folders.
    pub fn file_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or_default()
    }

    /// The folder it lies in, with the `/` at its end, or nothing.
    pub fn folder(&self) -> &str {
        &self.name[..self.name.len() - self.file_name().len()]
    }

    pub fn ends_with(&self, ending: &str) -> bool {
        let at = self.name.len().saturating_sub(ending.len());
        self.name.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(ending))
    }

    pub fn is_note(&self) -> bool {
        ends_in(&self.name, &NOTES)
    }
}

fn ends_in(name: &str, endings: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| endings.iter().any(|other| other.eq_ignore_ascii_case(ending)))
}

pub(super) fn is_picture(name: &str) -> bool {
    ends_in(name, &PICTURES)
}

pub(super) struct Pack {
    pub members: Vec<Member>,
    /// How many hidden ones were passed over.
    pub hidden: u64,
    /// Whether it is one plain file, which needs no name in a report.
    pub alone: bool,
    zip: Option<ZipArchive<Rationed>>,
}

impl Pack {
    /// # Errors
    /// [`Refused::Damaged`], [`Refused::Encrypted`] or [`Refused::TooLarge`] for an archive that cannot be listed.
    pub fn open(path: &Path) -> Result<Self, Refused> {
        if path.is_dir() {
            return Self::folder(path);
        }
        // Opening a pipe would wait for somebody to write into it.
        if !path.metadata()?.is_file() {
            return Err(Refused::Unknown);
        }
        let mut file = File::open(path)?;
        let mut head = Vec::new();
        (&mut file).take(DATABASE.len() as u64).read_to_end(&mut head)?;
        if head == DATABASE {
            return Err(Refused::Unknown);
        }
        if head.starts_with(b"PK") {
            file.rewind()?;
            return Self::zip(file);
        }
        let bytes = file.metadata()?.len();
        if bytes == 0 {
            return Err(Refused::Empty);
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let members = vec![Member { name, bytes, at: At::Path(path.to_owned()) }];
        Ok(Self { members, hidden: 0, alone: true, zip: None })
    }

    fn folder(path: &Path) -> Result<Self, Refused> {
        let mut pack = Self { members: Vec::new(), hidden: 0, alone: false, zip: None };
        // Links are not followed: one could lead anywhere, or in a circle.
        let mut walk = WalkDir::new(path).max_depth(limits::DEPTH).sort_by_file_name().into_iter();
        let mut seen = 0;
        while let Some(entry) = walk.next() {
            seen += 1;
            if seen > limits::MEMBERS {
                return Err(Refused::TooLarge);
            }
            // What cannot be read, such as a folder of somebody else, is not ours to bring along.
            let Ok(entry) = entry else { continue };
            if entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.') {
                pack.hidden += 1;
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                continue;
            }
            let Ok(within) = entry.path().strip_prefix(path) else { continue };
            if entry.file_type().is_file() {
                let name = within.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
                let bytes = entry.metadata().map_or(0, |data| data.len());
                pack.members.push(Member { name, bytes, at: At::Path(entry.into_path()) });
            }
        }
        Ok(pack)
    }

    fn zip(file: File) -> Result<Self, Refused> {
        let left = Rc::new(Cell::new(limits::DIRECTORY_BYTES));
        let mut zip = ZipArchive::new(Rationed { file, left: Rc::clone(&left) }).map_err(|error| refused(&error))?;
        left.set(u64::MAX);
        if zip.is_empty() {
            return Err(Refused::Empty);
        }
        if zip.len() > limits::MEMBERS {
            return Err(Refused::TooLarge);
        }
        let mut pack = Self { members: Vec::new(), hidden: 0, alone: false, zip: None };
        for at in 0..zip.len() {
            let Ok(file) = zip.by_index_raw(at) else { continue };
            // Some Windows programs write backslashes. To look up by, either will do.
            let name = String::from_utf8_lossy(file.name_raw()).replace('\\', "/");
            let hidden = name.split('/').any(|part| part.starts_with('.') && part != "..") || name.starts_with("__MACOSX/");
            if hidden {
                pack.hidden += 1;
            } else if file.is_file() && !file.is_symlink() {
                pack.members.push(Member { name, bytes: file.size(), at: At::Zip(at) });
            }
        }
        pack.zip = Some(zip);
        Ok(pack)
    }

    /// The bytes of one file as they are.
    pub fn bytes(&mut self, which: usize) -> Result<Box<dyn Read + '_>, Refused> {
        match &self.members[which].at {
            // As long as it was when it was listed: one that is still written would never end.
            At::Path(path) => Ok(Box::new(File::open(path)?.take(self.members[which].bytes))),
            At::Zip(at) => {
                let zip = self.zip.as_mut().ok_or(Refused::Damaged)?;
                let declared = self.members[which].bytes;
                let file = zip.by_index(*at).map_err(|error| refused(&error))?;
                // One byte more than declared, so that the archive's own check of its sums still sees the end.
                Ok(Box::new(file.take(declared.saturating_add(1))))
            }
        }
    }

    /// One file as UTF-8, whatever is in it: byte-order marks decide, bytes that make no letters become `U+FFFD`. What is read is
    /// told to `out`, and limited by it.
    pub fn text<'p>(&'p mut self, which: usize, encoding: &'static Encoding, out: &'p Out<'_>) -> Result<Told<'p>, Refused> {
        let raw = Counted { inner: self.bytes(which)?, out };
        let text = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).strip_bom(true).build(raw);
        Ok(BufReader::with_capacity(64 << 10, Box::new(text)))
    }

    /// One file as a whole.
    ///
    /// # Errors
    /// [`Refused::TooLarge`] beyond [`limits::DOCUMENT_BYTES`], before it is read if it says so itself.
    pub fn document(&mut self, which: usize, out: &Out<'_>) -> Result<String, Refused> {
        if self.members[which].bytes > limits::DOCUMENT_BYTES {
            return Err(Refused::TooLarge);
        }
        let mut text = String::new();
        let read = self.text(which, encoding_rs::UTF_8, out)?.take(3 * limits::DOCUMENT_BYTES).read_to_string(&mut text);
        read.map_err(|error| out.refused_or(stream_refused(error)))?;
        Ok(text)
    }

    /// Counts what is in it beside those `read`, which are in order. Pictures are told of with the entries that name them.
    pub fn leave(&self, read: &[usize], out: &Out<'_>) {
        out.left(Left::Hidden, self.hidden);
        let others = self.members.iter().enumerate().filter(|(at, _)| read.binary_search(at).is_err());
        for name in others.map(|(_, member)| &member.name).filter(|name| !is_picture(name)) {
            let is = |endings| ends_in(name, endings);
            let what = if is(&SOUNDS) {
                Left::Sounds
            } else if is(&VIDEOS) {
                Left::Videos
            } else {
                Left::Documents
            };
            out.left(what, 1);
        }
    }

    /// The only file there is; folders and archives with one that `fits` will do.
    pub fn only(&self, fits: impl Fn(&Member) -> bool) -> Result<usize, Refused> {
        let mut fitting = (0..self.members.len()).filter(|at| self.alone || fits(&self.members[*at]));
        fitting.next().ok_or(Refused::Unknown)
    }
}

pub(super) type Told<'p> = BufReader<Box<dyn Read + 'p>>;

/// What an error of a stream says of the file.
pub(super) fn stream_refused(error: io::Error) -> Refused {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied => Refused::File(error),
        _ => Refused::Damaged,
    }
}

fn refused(error: &ZipError) -> Refused {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Refused::Encrypted,
        ZipError::Io(error) if error.kind() == io::ErrorKind::QuotaExceeded => Refused::TooLarge,
        _ => Refused::Damaged,
    }
}

/// Tells what is read of a stream.
struct Counted<'p, 'a> {
    inner: Box<dyn Read + 'p>,
    out: &'p Out<'a>,
}

impl Read for Counted<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.out.has_read(read as u64).map_err(|why| {
            self.out.refuse(why);
            io::Error::from(io::ErrorKind::QuotaExceeded)
        })?;
        Ok(read)
    }
}

/// A file of which only so much may be read.
struct Rationed {
    file: File,
    left: Rc<Cell<u64>>,
}

impl Read for Rationed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        let left = self.left.get().checked_sub(read as u64).ok_or(io::ErrorKind::QuotaExceeded)?;
        self.left.set(left);
        Ok(read)
    }
}

impl Seek for Rationed {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
