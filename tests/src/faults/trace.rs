//! What was done to the files of a folder, in order, as the shim wrote it down.

use std::{
    ffi::OsStr,
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
};

/// Paths are relative to the folder; it is itself the empty path.
#[derive(Debug, Clone)]
pub enum Event {
    Create {
        file: u64,
        path: PathBuf,
    },
    Write {
        file: u64,
        offset: u64,
        bytes: Vec<u8>,
    },
    Resize {
        file: u64,
        size: u64,
    },
    Sync {
        file: u64,
    },
    Rename {
        from: PathBuf,
        to: PathBuf,
    },
    Link {
        from: PathBuf,
        to: PathBuf,
    },
    Remove {
        path: PathBuf,
    },
    Folder {
        file: u64,
        path: PathBuf,
    },
    /// What the worker printed.
    Said(String),
}

/// Reads a trace of what happened in `home`; files are known by their inode.
///
/// # Panics
/// If it is not a whole trace.
pub fn read(trace: &Path, home: &Path) -> Vec<Event> {
    let all = std::fs::read(trace).expect("a trace");
    let (mut rest, mut events) = (all.as_slice(), Vec::new());
    while !rest.is_empty() {
        let mut number = || {
            let (head, tail) = rest.split_at(8);
            rest = tail;
            u64::from_le_bytes(head.try_into().expect("eight bytes"))
        };
        let [kind, file, offset, path, length] = [number(), number(), number(), number(), number()];
        let (path, tail) = rest.split_at(path as usize);
        let (data, tail) = tail.split_at(length as usize);
        rest = tail;
        let relative = |path: &[u8]| Path::new(OsStr::from_bytes(path)).strip_prefix(home).expect("under the folder").to_owned();
        events.push(match kind as u8 {
            b'c' => Event::Create { file, path: relative(path) },
            b'w' => Event::Write { file, offset, bytes: data.to_vec() },
            b't' => Event::Resize { file, size: offset },
            b's' => Event::Sync { file },
            b'r' => Event::Rename { from: relative(path), to: relative(data) },
            b'l' => Event::Link { from: relative(path), to: relative(data) },
            b'u' => Event::Remove { path: relative(path) },
            b'm' => Event::Folder { file, path: relative(path) },
            b'a' => Event::Said(String::from_utf8_lossy(data).into_owned()),
            kind => panic!("a trace has no entries of kind {kind}"),
        });
    }
    events
}
