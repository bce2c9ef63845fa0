//! Where the readers put what they find: tidied, counted, given its identity, and told.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, HashMap, HashSet},
    ops::ControlFlow,
};

use chrono::{DateTime, FixedOffset, NaiveTime};
use sha2::{Digest, Sha256};

use super::{Entry, Found, Left, Photo, Place, Refused, Why, archive::is_picture, limits};
use crate::{Day, Tag};

/// An entry as a reader found it.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub place: Place,
    /// The source's own identity for it.
    pub id: Option<String>,
    pub at: Option<NaiveTime>,
    pub noticed_at: Option<DateTime<FixedOffset>>,
    pub text: String,
    pub tags: Vec<String>,
    pub moods: Vec<String>,
    pub starred: bool,
    /// Where the entry was written.
    pub place_name: String,
    pub photos: Vec<Photo>,
    /// It is longer than an entry can be, and `text` only its beginning.
    pub cut: bool,
}

/// Shared by a reader and the stream it reads from, so that progress is told while one long thing is read.
pub(super) struct Out<'a> {
    each: RefCell<&'a mut dyn FnMut(Found) -> ControlFlow<()>>,
    left: RefCell<BTreeMap<Left, u64>>,
    seen: RefCell<HashMap<[u8; 16], u32>>,
    entries: Cell<usize>,
    reports: Cell<u64>,
    read: Cell<u64>,
    told: Cell<u64>,
    of: Cell<u64>,
    /// Why a stream failed, for parsers that know errors of one kind only.
    refused: Cell<Option<Refused>>,
}

/// Progress is told each time so much more was read.
const STEP: u64 = 256 << 10;

impl<'a> Out<'a> {
    pub fn new(each: &'a mut dyn FnMut(Found) -> ControlFlow<()>) -> Self {
        Self {
            each: RefCell::new(each),
            left: RefCell::default(),
            seen: RefCell::default(),
            entries: Cell::default(),
            reports: Cell::default(),
            read: Cell::default(),
            told: Cell::default(),
            of: Cell::default(),
            refused: Cell::default(),
        }
    }

    fn tell(&self, found: Found) -> Result<(), Refused> {
        match (self.each.borrow_mut())(found) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Refused::Stopped),
        }
    }

    /// How many bytes there are to read in all.
    ///
    /// # Errors
    /// [`Refused::TooLarge`] before any of them is.
    pub fn expect(&self, bytes: u64) -> Result<(), Refused> {
        self.of.set(bytes);
        if bytes > limits::TOTAL_BYTES { Err(Refused::TooLarge) } else { Ok(()) }
    }

    pub fn has_read(&self, bytes: u64) -> Result<(), Refused> {
        self.read.set(self.read.get() + bytes);
        if self.read.get() > limits::TOTAL_BYTES {
            return Err(Refused::TooLarge);
        }
        if self.read.get() < self.told.get() + STEP {
            return Ok(());
        }
        self.told.set(self.read.get());
        self.tell(Found::Read { bytes: self.read.get(), of: self.of.get() })
    }

    pub fn refuse(&self, why: Refused) {
        self.refused.set(Some(why));
    }

    /// What a stream refused with, else `otherwise`.
    pub fn refused_or(&self, otherwise: Refused) -> Refused {
        self.refused.take().unwrap_or(otherwise)
    }

    pub fn left(&self, what: Left, how_many: u64) {
        if how_many > 0 {
            *self.left.borrow_mut().entry(what).or_default() += how_many;
        }
    }

    fn may_report(&self) -> bool {
        self.reports.set(self.reports.get() + 1);
        let room = self.reports.get() <= limits::REPORTS;
        if !room {
            self.left(Left::MoreReports, 1);
        }
        room
    }

    pub fn unreadable(&self, place: Place, why: Why, words: &str) -> Result<(), Refused> {
        if !self.may_report() {
            return Ok(());
        }
        self.tell(Found::Unreadable { place, why, words: begin(words, 300) })
    }

    pub fn noted(&self, place: Place, why: Why) -> Result<(), Refused> {
        if self.may_report() { self.tell(Found::Noted { place, why }) } else { Ok(()) }
    }

    /// An entry whose day is `day`, which is refused if it could not be read; `source` is part of its identity.
    pub fn entry(&self, source: &str, day: Result<Day, Why>, written: Written) -> Result<(), Refused> {
        let Written { place, id, at, noticed_at, text, tags, moods, starred, place_name, photos, cut } = written;
        let text = tidy(&text);
        let day = match day {
            Ok(day) => day,
            Err(why) => return self.unreadable(place, why, &text),
        };
        if cut || text.len() > limits::TEXT_BYTES {
            return self.unreadable(place, Why::TooLong, &text);
        }
        let (tags, all_tags) = tidy_tags(&tags);
        let mut moods: Vec<String> = moods.iter().map(|mood| one_line(mood)).filter(|mood| !mood.is_empty()).collect();
        let all_moods = moods.iter().all(|mood| mood.chars().count() <= limits::TAG_CHARS) && moods.len() <= limits::TAGS;
        moods.retain(|mood| mood.chars().count() <= limits::TAG_CHARS);
        moods.truncate(limits::TAGS);
        if text.is_empty() && tags.is_empty() && moods.is_empty() && photos.is_empty() {
            self.left(Left::Empty, 1);
            return Ok(());
        }
        self.entries.set(self.entries.get() + 1);
        if self.entries.get() > limits::ENTRIES {
            return Err(Refused::TooLarge);
        }
        if !all_tags || !all_moods {
            self.noted(place.clone(), Why::TooManyTags)?;
        }
        let strange = |text: &str| text.contains('\u{fffd}');
        if strange(&text) || tags.iter().any(|tag| strange(tag.as_str())) || moods.iter().any(|mood| strange(mood)) {
            self.noted(place, Why::BadLetters)?;
        }
        let photos = self.tidy_photos(photos);
        let place_name = Some(begin(&one_line(&place_name), limits::TAG_CHARS)).filter(|name| !name.is_empty());
        let mut entry = Entry { identity: String::new(), day, at, noticed_at, text, tags, moods, starred, place_name, photos };
        entry.identity = self.identity(source, id.as_deref(), &entry);
        self.tell(Found::Entry(entry))
    }

    /// The same file used twice is one photo; what a file is called is no words about it.
    fn tidy_photos(&self, photos: Vec<Photo>) -> Vec<Photo> {
        let mut kept: Vec<Photo> = Vec::new();
        for photo in photos {
            if kept.iter().any(|other| other.at == photo.at) {
                continue;
            }
            match kept.len() < limits::TAGS {
                true => {
                    let alt = begin(&one_line(&photo.alt), limits::ALT_CHARS);
                    kept.push(Photo { alt: if is_picture(&alt) { String::new() } else { alt }, ..photo });
                }
                false => self.left(Left::Photos, 1),
            }
        }
        kept
    }

    fn identity(&self, source: &str, id: Option<&str>, entry: &Entry) -> String {
        let mut hash = Sha256::new();
        // Each part with its length, or the end of one could be taken for the beginning of the next.
        let mut add = |part: &str| {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        };
        add(source);
        add(id.unwrap_or_default());
        if id.is_none() {
            add(&entry.day.to_string());
            add(&entry.at.map(|at| at.format("%H:%M").to_string()).unwrap_or_default());
            add(&entry.text);
            if entry.text.is_empty() {
                entry.moods.iter().for_each(|mood| add(mood));
                entry.tags.iter().for_each(|tag| add(tag.as_str()));
            }
        }
        let sum = hash.finalize();
        let mut short = [0; 16];
        short.copy_from_slice(&sum[..16]);
        let mut seen = self.seen.borrow_mut();
        let before = seen.entry(short).or_default();
        *before += 1;
        let own = match id {
            Some(id) => format!("{source}:{id}"),
            None => sum.iter().map(|byte| format!("{byte:02x}")).collect(),
        };
        if *before == 1 { own } else { format!("{own}#{before}") }
    }

    /// Tells what was left behind.
    pub fn finish(self) -> Result<(), Refused> {
        for (what, how_many) in self.left.take() {
            self.tell(Found::LeftBehind { what, how_many })?;
        }
        self.tell(Found::Read { bytes: self.read.get(), of: self.read.get() })
    }
}

/// The beginning of `text`, at most `chars` of it.
pub(super) fn begin(text: &str, chars: usize) -> String {
    text.trim().chars().filter(|c| !c.is_control() || *c == '\n').take(chars).collect()
}

fn tidy(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).filter(|c| *c != '\u{feff}').collect();
    text.trim().to_owned()
}

fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The tags, and whether these are all of them.
fn tidy_tags(tags: &[String]) -> (Vec<Tag>, bool) {
    let mut kept: Vec<Tag> = Vec::new();
    let (mut known, mut all) = (HashSet::new(), true);
    for tag in tags.iter().filter_map(|tag| one_line(tag).parse::<Tag>().ok()) {
        if kept.len() == limits::TAGS || tag.as_str().chars().count() > limits::TAG_CHARS {
            all = false;
        } else if known.insert(tag.folded()) {
            kept.push(tag);
        }
    }
    (kept, all)
}

/// Title and text, with `between` them where both are there.
pub(super) fn join(title: &str, between: &str, text: &str) -> String {
    let (title, text) = (title.trim(), text.trim());
    if title.is_empty() || text.is_empty() { format!("{title}{text}") } else { format!("{title}{between}{text}") }
}
