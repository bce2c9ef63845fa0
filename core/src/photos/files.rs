//! The sealed files of pictures, two for each: the picture and its thumbnail. A folder of copies has such files too.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use age::x25519;

use super::{PhotoName, Size, Taken};
use crate::{Error, Folder, Result, clock, folder::sync, vault::Vault};

/// A folder of sealed pictures: `NAME.age` and `NAME.small.age`.
pub(crate) struct Files(PathBuf);

impl Files {
    pub(crate) fn of(folder: &Folder) -> Self {
        Self(folder.photos())
    }

    /// Those that all copies in a folder share.
    pub(crate) fn of_copies(copies: &Path) -> Self {
        Self(copies.join("photos"))
    }

    pub(crate) fn path(&self, name: &PhotoName, size: Size) -> PathBuf {
        self.0.join(match size {
            Size::Full => format!("{name}.age"),
            Size::Small => format!("{name}.small.age"),
        })
    }

    pub(crate) fn has(&self, name: &PhotoName) -> bool {
        Size::BOTH.iter().all(|size| self.path(name, *size).is_file())
    }

    /// Writes both files, sealed and synced.
    pub(super) fn put(&self, name: &PhotoName, taken: &Taken, recipient: &x25519::Recipient) -> Result<()> {
        // The thumbnail first: where there is a picture, there is all of it.
        for (size, content) in [(Size::Small, &taken.small), (Size::Full, &taken.full)] {
            let path = self.path(name, size);
            let sealed = age::encrypt(recipient, content).map_err(|error| Error::file("seal", &path)(io::Error::other(error)))?;
            self.write(&path, &sealed)?;
        }
        Ok(())
    }

    pub(super) fn write(&self, path: &Path, sealed: &[u8]) -> Result<()> {
        let folder = Folder::at(&self.0);
        folder.make()?;
        folder.replace(path, sealed)
    }

    /// The picture, opened by one of the keys.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such file, [`Error::Damaged`] if none of the keys opens it.
    pub(crate) fn open(&self, name: &PhotoName, size: Size, keys: &[Vault]) -> Result<Vec<u8>> {
        let sealed = self.read(name, size)?;
        keys.iter().find_map(|vault| vault.open(&sealed)).map(|opened| opened.to_vec()).ok_or(Error::Damaged)
    }

    pub(super) fn read(&self, name: &PhotoName, size: Size) -> Result<Vec<u8>> {
        let path = self.path(name, size);
        fs::read(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Error::NotFound,
            _ => Error::file("read", path)(error),
        })
    }

    /// Copies what `names` names and is not here yet from another folder, synced and read back; what is of another length here was cut
    /// short, and comes again. What that has not, or what `keys` do not open, does not come; returns how many that were.
    pub(crate) fn bring(&self, from: &Self, names: &BTreeSet<PhotoName>, keys: &[Vault]) -> Result<u32> {
        let mut missing = 0;
        let length = |files: &Self, name, size| fs::metadata(files.path(name, size)).map(|file| file.len()).ok();
        for name in names {
            for size in Size::BOTH {
                let here = length(self, name, size);
                if here.is_some() && length(from, name, size).is_none_or(|there| Some(there) == here) {
                    continue;
                }
                let sealed =
                    from.read(name, size).ok().filter(|sealed| keys.is_empty() || keys.iter().any(|vault| vault.open(sealed).is_some()));
                match sealed {
                    Some(sealed) => {
                        let path = self.path(name, size);
                        self.write(&path, &sealed)?;
                        // A drive that does not hold what it was given is better known now.
                        if fs::read(&path).ok().as_ref() != Some(&sealed) {
                            return Err(Error::File { action: "write", path, source: io::ErrorKind::InvalidData.into() });
                        }
                    }
                    None => missing += u32::from(size == Size::Full),
                }
            }
        }
        Ok(missing)
    }

    /// Every picture of which there is a file here.
    pub(crate) fn names(&self) -> Result<BTreeSet<PhotoName>> {
        Ok(self.files()?.into_iter().map(|(name, ..)| name).collect())
    }

    /// Name, size and path of every file that is ours.
    pub(super) fn files(&self) -> Result<Vec<(PhotoName, Size, PathBuf)>> {
        let list = match fs::read_dir(&self.0) {
            Ok(list) => list,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Error::file("read", &self.0)(error)),
        };
        let mut files = Vec::new();
        for entry in list {
            let path = entry.map_err(Error::file("read", &self.0))?.path();
            let stem = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".age"));
            let Some(stem) = stem else { continue };
            let (name, size) = stem.strip_suffix(".small").map_or((stem, Size::Full), |name| (name, Size::Small));
            files.extend(PhotoName::from_str(name).ok().map(|name| (name, size, path.clone())));
        }
        Ok(files)
    }

    /// Removes a picture and its thumbnail; without them there is nothing to do.
    pub(crate) fn remove(&self, name: &PhotoName) -> Result<()> {
        for size in [Size::Full, Size::Small] {
            let path = self.path(name, size);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Error::file("remove", path)(error)),
                _ => {}
            }
        }
        if self.0.is_dir() { sync(&self.0).map_err(Error::file("write", &self.0)) } else { Ok(()) }
    }

    /// As if they had been written just now. What cannot be marked so is at worst removed a little sooner.
    pub(super) fn touch<'a>(&self, names: impl IntoIterator<Item = &'a PhotoName>) {
        for name in names {
            for size in Size::BOTH {
                let touched =
                    fs::File::options().write(true).open(self.path(name, size)).and_then(|file| file.set_modified(clock::system()));
                if let Err(error) = touched.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) }) {
                    tracing::warn!(%error, "the age of a picture could not be marked");
                }
            }
        }
    }

    /// Removes what nobody needs and is older than `age`; returns how many pictures that were.
    pub(crate) fn sweep(&self, is_needed: impl Fn(&PhotoName) -> bool, age: Duration) -> Result<u32> {
        let is_old = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).is_ok_and(|at| clock::since(at) >= age);
        let mut swept = 0;
        for (name, size, path) in self.files()? {
            if is_old(&path) && !is_needed(&name) {
                fs::remove_file(&path).map_err(Error::file("remove", &path))?;
                swept += u32::from(size == Size::Full);
            }
        }
        // What a crash left of a file that was being written.
        Folder::at(&self.0).tidy();
        Ok(swept)
    }

    /// Removes every picture, and the folder if nothing else is in it.
    pub(crate) fn remove_all(&self) -> Result<()> {
        self.sweep(|_| false, Duration::ZERO)?;
        let _ = fs::remove_dir(&self.0);
        Ok(())
    }

    /// Seals anew to `to` what is not sealed to it. Each file is replaced by itself and is at every instant whole, so done again
    /// it goes on where it ended. What no key opens stays as it is. Returns whether all was gone through: `goes_on` may stop it.
    pub(crate) fn reseal(&self, keys: &[Vault], to: &Vault, goes_on: &mut dyn FnMut(f64) -> bool) -> Result<bool> {
        let files = self.files()?;
        let recipient = to.to_seal();
        for (nth, (_, _, path)) in files.iter().enumerate() {
            if !goes_on(nth as f64 / files.len() as f64) {
                return Ok(false);
            }
            let Ok(sealed) = fs::read(path) else { continue };
            if to.opens(&sealed) {
                continue;
            }
            if let Some(opened) = keys.iter().find_map(|vault| vault.open(&sealed)) {
                let anew = age::encrypt(&recipient, &opened).map_err(|error| Error::file("seal", path)(io::Error::other(error)))?;
                self.write(path, &anew)?;
            }
        }
        Ok(true)
    }
}
