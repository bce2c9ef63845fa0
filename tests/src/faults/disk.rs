//! A disk with a cache that forgets: what was synced stays, and of all that was not, a seed decides.

use std::{
    collections::{BTreeMap, HashMap},
    ffi::OsString,
    fs,
    path::Path,
};

use super::{dice::Dice, trace::Event};

/// What a disk writes whole or not at all.
const SECTOR: usize = 512;

/// The disk after some events: what is on it for certain, and what is only in its cache.
#[derive(Debug, Default)]
pub struct Disk {
    names: Names,
    pending_names: Vec<Named>,
    things: Vec<Thing>,
    /// By inode; an inode is used again when its file is gone.
    current: HashMap<u64, usize>,
    /// Names as the running system sees them.
    seen: Names,
}

/// What each folder holds: an entry belongs to the folder, by whatever path that is reached.
type Names = BTreeMap<Entry, usize>;
/// A folder, and a name in it.
type Entry = (usize, OsString);

/// The folder with no name.
const ROOT: usize = 0;

/// A file, or a folder (with nothing in it: its entries are names).
#[derive(Debug, Default)]
struct Thing {
    is_folder: bool,
    bytes: Vec<u8>,
    pending: Vec<Change>,
}

#[derive(Debug)]
enum Change {
    Write { offset: usize, bytes: Vec<u8> },
    Resize(usize),
}

/// An unsynced change of a folder's entries: the folder that must be synced for it, what goes, what comes.
#[derive(Debug)]
struct Named {
    folder: usize,
    gone: Option<Entry>,
    new: Option<(Entry, usize)>,
}

/// What becomes of an unsynced write.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Kept,
    Dropped,
    /// Some of its sectors are written.
    Torn,
    /// Some of its sectors are noise.
    Garbled,
}

impl Disk {
    /// A disk with one empty folder; `root` is its inode.
    pub fn new(root: u64) -> Self {
        let mut disk = Self::default();
        disk.things.push(Thing { is_folder: true, ..Thing::default() });
        disk.current.insert(root, ROOT);
        disk
    }

    pub fn happens(&mut self, event: &Event) {
        match event {
            Event::Create { file, path } => self.make(*file, path, false),
            Event::Folder { file, path } => self.make(*file, path, true),
            Event::Write { file, offset, bytes } => self.change(*file, Change::Write { offset: *offset as usize, bytes: bytes.clone() }),
            Event::Resize { file, size } => self.change(*file, Change::Resize(*size as usize)),
            Event::Sync { file } => self.sync(*file),
            Event::Rename { from, to } => {
                let thing = self.thing(from);
                self.name(Some(from), Some((to, thing)));
            }
            Event::Link { from, to } => self.name(None, Some((to, self.thing(from)))),
            Event::Remove { path } => self.name(Some(path), None),
            Event::Said(_) => {}
        }
    }

    fn make(&mut self, file: u64, path: &Path, is_folder: bool) {
        let thing = self.things.len();
        self.things.push(Thing { is_folder, ..Thing::default() });
        self.current.insert(file, thing);
        self.name(None, Some((path, thing)));
    }

    fn name(&mut self, gone: Option<&Path>, new: Option<(&Path, usize)>) {
        let gone = gone.map(|path| self.entry(path));
        let new = new.map(|(path, thing)| (self.entry(path), thing));
        let folder = new.as_ref().map(|(entry, _)| entry).or(gone.as_ref()).map_or(ROOT, |(folder, _)| *folder);
        let named = Named { folder, gone, new };
        named.apply(&mut self.seen);
        self.pending_names.push(named);
    }

    /// What the running system finds at a path.
    fn thing(&self, path: &Path) -> usize {
        path.iter().fold(ROOT, |folder, name| self.seen[&(folder, name.to_owned())])
    }

    fn entry(&self, path: &Path) -> Entry {
        (self.thing(path.parent().expect("not the folder itself")), path.file_name().expect("a name").to_owned())
    }

    fn change(&mut self, file: u64, change: Change) {
        let thing = self.current[&file];
        self.things[thing].pending.push(change);
    }

    fn sync(&mut self, file: u64) {
        let thing = self.current[&file];
        if self.things[thing].is_folder {
            let (synced, waiting): (Vec<_>, _) = std::mem::take(&mut self.pending_names).into_iter().partition(|one| one.folder == thing);
            self.pending_names = waiting;
            synced.iter().for_each(|one| one.apply(&mut self.names));
            return;
        }
        let thing = &mut self.things[thing];
        for change in std::mem::take(&mut thing.pending) {
            change.apply(&mut thing.bytes);
        }
    }

    /// Whether all of it is on the disk for certain.
    pub fn is_settled(&self) -> bool {
        self.pending_names.is_empty() && self.things.iter().all(|thing| thing.pending.is_empty())
    }

    /// Writes into `home`, an empty folder, what is there when the power fails now. Seed 0 drops all that was not synced, 1 keeps
    /// it, 2 tears and 3 garbles all of it; from 4 on everything has a fate of its own.
    pub fn after_the_power_failed(&self, seed: u64, home: &Path) {
        let mut dice = Dice::thrown(seed, 0);
        let mut names = self.names.clone();
        let kept = match seed {
            0 => 0,
            1..=3 => self.pending_names.len(),
            _ => dice.index(self.pending_names.len() + 1),
        };
        self.pending_names[..kept].iter().for_each(|one| one.apply(&mut names));
        self.write(ROOT, &names, home, &mut |thing| thing.after_the_power_failed(seed, &mut dice));
    }

    /// Writes what is in a folder; what is in none of those that are there is gone with its folder.
    fn write(&self, folder: usize, names: &Names, at: &Path, content: &mut dyn FnMut(&Thing) -> Vec<u8>) {
        for ((_, name), thing) in names.range((folder, OsString::new())..(folder + 1, OsString::new())) {
            let path = at.join(name);
            if self.things[*thing].is_folder {
                fs::create_dir(&path).expect("a folder");
                self.write(*thing, names, &path, content);
            } else if !name.to_string_lossy().ends_with("-shm") {
                fs::write(path, content(&self.things[*thing])).expect("a file");
            }
        }
    }
}

impl Named {
    fn apply(&self, names: &mut Names) {
        if let Some(gone) = &self.gone {
            names.remove(gone);
        }
        if let Some((entry, thing)) = &self.new {
            names.insert(entry.clone(), *thing);
        }
    }
}

impl Thing {
    fn after_the_power_failed(&self, seed: u64, dice: &mut Dice) -> Vec<u8> {
        let mut bytes = self.bytes.clone();
        for change in &self.pending {
            let fate = match seed {
                0 => Fate::Dropped,
                1 => Fate::Kept,
                2 => Fate::Torn,
                3 => Fate::Garbled,
                _ => *dice.pick(&[Fate::Kept, Fate::Dropped, Fate::Torn, Fate::Garbled]),
            };
            change.happens(fate, &mut bytes, dice);
        }
        bytes
    }
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Write { offset, bytes: new } => put(bytes, *offset, new),
            Self::Resize(size) => bytes.resize(*size, 0),
        }
    }

    fn happens(&self, fate: Fate, bytes: &mut Vec<u8>, dice: &mut Dice) {
        match (self, fate) {
            (_, Fate::Dropped) => {}
            (_, Fate::Kept) => self.apply(bytes),
            (Self::Resize(_), _) => {
                if dice.below(2) == 0 {
                    self.apply(bytes)
                }
            }
            (Self::Write { offset, bytes: new }, fate) => {
                let mut from = 0;
                while from < new.len() {
                    let to = new.len().min(from + SECTOR - (offset + from) % SECTOR);
                    let noise = matches!(fate, Fate::Garbled).then(|| dice.noise(to - from));
                    match (dice.below(2), noise) {
                        (0, None) => put(bytes, offset + from, &new[from..to]),
                        (0, Some(noise)) => put(bytes, offset + from, &noise),
                        _ => {}
                    }
                    from = to;
                }
            }
        }
    }
}

fn put(bytes: &mut Vec<u8>, offset: usize, new: &[u8]) {
    if bytes.len() < offset + new.len() {
        bytes.resize(offset + new.len(), 0);
    }
    bytes[offset..offset + new.len()].copy_from_slice(new);
}
