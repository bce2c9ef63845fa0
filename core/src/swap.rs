//! Replaces several files of the folder: all of them, or none, wherever a crash or a power cut falls.
//!
//! What is new is written into `next/` and synced. Then `next/ready` says what is to happen. Until that file is in place nothing has
//! happened, and `next/` is a leftover; from then on it is decided, and whoever opens the folder next finishes it, by renames
//! alone and without any key.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{Error, Folder, Result, folder::sync};

const NEXT: &str = "next";
const READY: &str = "ready";

/// What is to happen, with file names below the data folder.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Plan {
    /// Go away, before anything new comes.
    away: Vec<String>,
    /// Come out of `next/`, in the place of what has the name.
    put: Vec<String>,
    /// The folder, below the data folder, that takes in what goes and what is replaced, untouched. Without one it is deleted.
    aside: Option<String>,
}

/// A replacement that is being prepared. The caller holds the journal's lock exclusively, from here to the end.
pub(crate) struct Swap<'a> {
    folder: &'a Folder,
    next: PathBuf,
    plan: Plan,
}

impl<'a> Swap<'a> {
    pub(crate) fn begin(folder: &'a Folder) -> Result<Self> {
        finish(folder)?;
        let next = folder.file(NEXT);
        Folder::at(&next).make()?;
        Ok(Self { folder, next, plan: Plan::default() })
    }

    /// Where the file that is to have this name is to be written.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.next.join(name)
    }

    /// The file that was written at [`Swap::path`] comes into its place.
    pub(crate) fn put(&mut self, name: &str) {
        self.plan.put.push(name.to_owned());
    }

    /// A file with this content comes into its place.
    pub(crate) fn write(&mut self, name: &str, content: &[u8]) -> Result<()> {
        Folder::at(&self.next).replace(&self.path(name), content)?;
        self.put(name);
        Ok(())
    }

    /// The file with this name goes, if there is one.
    pub(crate) fn remove(&mut self, name: &str) {
        self.plan.away.push(name.to_owned());
    }

    /// What goes and what is replaced is moved to this folder (below the data folder), and not deleted.
    pub(crate) fn set_aside(&mut self, folder: &str) {
        self.plan.aside = Some(folder.to_owned());
    }

    /// Decides, and does it. After an error before the decision nothing has happened; after one behind it, which is tried once
    /// more, it happens at the next opening.
    pub(crate) fn decide(self) -> Result<()> {
        let next = Folder::at(&self.next);
        for name in &self.plan.put {
            let path = self.path(name);
            File::options().write(true).open(&path).and_then(|file| file.sync_all()).map_err(Error::file("write", &path))?;
        }
        sync(&self.next).map_err(Error::file("write", &self.next))?;
        sync(self.folder.path()).map_err(Error::file("write", self.folder.path()))?;
        let plan = serde_json::to_vec(&self.plan).map_err(|error| Error::file("write", &self.next)(error.into()))?;
        let done = next.replace(&self.path(READY), &plan).and_then(|()| finish(self.folder));
        done.or_else(|error| if is_decided(self.folder) { finish(self.folder) } else { Err(error) })
    }
}

/// Whether a replacement is decided and not finished, or was left half prepared: then the folder needs [`finish`] first.
pub(crate) fn is_pending(folder: &Folder) -> bool {
    folder.file(NEXT).exists()
}

/// Whether a replacement is decided and not finished: nobody may write into what is to be replaced.
pub(crate) fn is_decided(folder: &Folder) -> bool {
    folder.file(NEXT).join(READY).exists()
}

/// Finishes what was decided, or clears away what was not. The caller holds the journal's lock exclusively.
pub(crate) fn finish(folder: &Folder) -> Result<()> {
    let next = folder.file(NEXT);
    if !next.exists() {
        return Ok(());
    }
    match fs::read(next.join(READY)) {
        Ok(text) => {
            let plan: Plan = serde_json::from_slice(&text).map_err(|_| Error::NotOurs(next.join(READY)))?;
            carry_out(folder, &next, &plan).map_err(Error::file("put the new files into", folder.path()))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => fs::remove_dir_all(&next).map_err(Error::file("clear away", &next)),
        Err(error) => Err(Error::file("read", next.join(READY))(error)),
    }
}

/// Each step can be repeated: it looks at what is there.
fn carry_out(folder: &Folder, next: &Path, plan: &Plan) -> io::Result<()> {
    let aside = plan.aside.as_ref().map(|name| folder.file(name));
    if let Some(aside) = &aside {
        fs::create_dir_all(aside)?;
    }
    let clear = |name: &str| {
        let path = folder.file(name);
        let gone = match &aside {
            Some(aside) => fs::rename(&path, aside.join(name)),
            None => fs::remove_file(&path),
        };
        gone.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
    };
    plan.away.iter().try_for_each(|name| clear(name))?;
    for name in &plan.put {
        let new = next.join(name);
        if !new.exists() {
            continue; // moved before we were interrupted
        }
        if aside.is_some() {
            clear(name)?;
        }
        fs::rename(new, folder.file(name))?;
    }
    if let Some(aside) = &aside {
        sync(aside)?;
    }
    sync(folder.path())?;
    // Only now, when all of it is durable, may it be forgotten.
    fs::remove_file(next.join(READY))?;
    if let Err(error) = sync(next).and_then(|()| fs::remove_dir_all(next)) {
        tracing::warn!(%error, "all files are in place, and a leftover could not be cleared away");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, Folder) {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::at(home.path());
        fs::write(folder.file("a"), "old a").unwrap();
        fs::write(folder.file("b"), "old b").unwrap();
        (home, folder)
    }

    fn read(folder: &Folder, name: &str) -> Option<String> {
        fs::read_to_string(folder.file(name)).ok()
    }

    fn prepared(folder: &Folder) -> Swap<'_> {
        let mut swap = Swap::begin(folder).unwrap();
        swap.write("a", b"new a").unwrap();
        swap.write("c", b"new c").unwrap();
        swap.remove("b");
        swap
    }

    #[test]
    fn all_of_it_happens_and_nothing_is_left_over() {
        let (_home, folder) = folder();
        prepared(&folder).decide().unwrap();
        assert_eq!([read(&folder, "a"), read(&folder, "b"), read(&folder, "c")], [Some("new a".into()), None, Some("new c".into())]);
        assert!(!is_pending(&folder));
    }

    #[test]
    fn what_was_not_decided_did_not_happen() {
        let (_home, folder) = folder();
        drop(prepared(&folder));
        assert!(is_pending(&folder));
        finish(&folder).unwrap();
        assert_eq!([read(&folder, "a"), read(&folder, "b"), read(&folder, "c")], [Some("old a".into()), Some("old b".into()), None]);
        assert!(!is_pending(&folder));
    }

    #[test]
    fn an_interruption_behind_the_decision_is_finished_wherever_it_fell() {
        for done in 0..3 {
            let (_home, folder) = folder();
            let mut swap = prepared(&folder);
            swap.set_aside("aside");
            fs::write(swap.path(READY), serde_json::to_vec(&swap.plan).unwrap()).unwrap();
            let steps: [&dyn Fn(); 3] = [
                &|| fs::create_dir_all(folder.file("aside")).unwrap(),
                &|| fs::rename(folder.file("b"), folder.file("aside/b")).unwrap(),
                &|| {
                    fs::rename(folder.file("a"), folder.file("aside/a")).unwrap();
                    fs::rename(folder.file("next/a"), folder.file("a")).unwrap();
                },
            ];
            steps[..=done].iter().for_each(|step| step());
            finish(&folder).unwrap();
            assert_eq!([read(&folder, "a"), read(&folder, "b"), read(&folder, "c")], [Some("new a".into()), None, Some("new c".into())]);
            assert_eq!([read(&folder, "aside/a"), read(&folder, "aside/b")], [Some("old a".into()), Some("old b".into())]);
        }
    }
}
