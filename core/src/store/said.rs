//! What was said about a glimmer, as the journal holds it: in words, and in numbers that indexes are made of.

use rusqlite::{Transaction, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    glimmers::{columns_before_photos, read_row},
    kept_out::KeptOut,
    search,
};
use crate::{Feeling, Glimmer, NewGlimmer, Photo, Result, Sense, Tag, review::shuffled, transfer::json::Record};

/// In the search index only marks hold it: nobody types it, and it is never part of a word that is indexed.
pub(super) const MARK: char = '\u{e000}';
/// Begins every mark. All begin alike, so that the index of beginnings holds them once.
const MARKS: &str = "\u{e000}\u{e000}\u{e000}";

/// What a person says about a glimmer, wherever that stands.
#[derive(Clone, Copy)]
pub(super) struct Said<'a> {
    pub text: &'a str,
    pub feelings: &'a [Feeling],
    pub senses: &'a [Sense],
    pub tags: &'a [Tag],
    pub anchor: bool,
    pub given: bool,
    pub photos: &'a [Photo],
}

macro_rules! said_of {
    ($($type:ty),*) => {$(
        impl<'a> From<&'a $type> for Said<'a> {
            fn from(one: &'a $type) -> Self {
                let (text, feelings, senses, tags) = (&one.text, &one.feelings, &one.senses, &one.tags);
                Self { text, feelings, senses, tags, anchor: one.anchor, given: one.given, photos: &one.photos }
            }
        }
    )*};
}
said_of!(Glimmer, NewGlimmer, Record);

impl Said<'_> {
    /// Feelings, senses, tags and pictures as JSON arrays.
    pub(super) fn lists(&self) -> [String; 4] {
        // Of strings this cannot fail.
        let json = |list: serde_json::Result<String>| list.unwrap_or_else(|_| "[]".into());
        [
            json(serde_json::to_string(self.feelings)),
            json(serde_json::to_string(self.senses)),
            json(serde_json::to_string(self.tags)),
            json(serde_json::to_string(self.photos)),
        ]
    }

    /// A bit for each of the five feelings and one for own words, then, three bits, which of these was the first: 7 none.
    pub(super) fn colours(&self) -> i64 {
        let position = |feeling: &Feeling| Feeling::FIVE.iter().position(|name| *name == feeling.as_str()).unwrap_or(Feeling::FIVE.len());
        let felt = self.feelings.iter().fold(0, |felt, feeling| felt | 1 << position(feeling));
        felt | (self.feelings.first().map_or(NO_COLOUR, position) as i64) << COLOUR_BITS
    }

    pub(super) fn kind(&self) -> Kind {
        let felt = |names: &[&str]| i64::from(self.feelings.iter().any(|feeling| names.contains(&feeling.as_str())));
        let felt =
            felt(&[Feeling::SAFE, Feeling::CALM]) | felt(&[Feeling::CONNECTED, Feeling::HOPEFUL]) << 1 | felt(&[Feeling::JOYFUL]) << 2;
        let sense = self.senses.first().map_or(Sense::ALL.len(), |sense| *sense as usize) as i64;
        Kind(felt << 4 | sense << 1 | i64::from(!self.text.is_empty() || !self.photos.is_empty()))
    }

    /// Everything about it that can be looked for beside its words.
    pub(super) fn marks(&self) -> impl Iterator<Item = String> {
        let feelings = self.feelings.iter().map(mark_of_feeling);
        let senses = self.senses.iter().map(|sense| mark_of_sense(*sense));
        let anchor = self.anchor.then(|| ANCHOR.to_owned());
        let given = self.given.then(|| GIVEN.to_owned());
        let photo = (!self.photos.is_empty()).then(|| PHOTO.to_owned());
        feelings.chain(senses).chain(self.tags.iter().map(mark_of_tag)).chain(anchor).chain(given).chain(photo)
    }

    /// Its names: tags, folded, and own feelings.
    pub(super) fn names(&self) -> impl Iterator<Item = (&'static str, String, String)> {
        let tags = self.tags.iter().map(|tag| ("tag", tag.folded(), mark_of_tag(tag)));
        let own = self.feelings.iter().filter(|feeling| !Feeling::FIVE.contains(&feeling.as_str()));
        tags.chain(own.map(|feeling| ("feeling", feeling.as_str().to_owned(), mark_of_feeling(feeling))))
    }
}

const COLOUR_BITS: u32 = 6;
const NO_COLOUR: usize = 7;

/// The first feeling and all of them, as positions and bits; see [`Said::colours`].
pub(super) fn colours_in(number: i64) -> (Option<usize>, u8) {
    let first = (number >> COLOUR_BITS) as usize & NO_COLOUR;
    (Some(first).filter(|first| *first != NO_COLOUR), (number & 0b11_1111) as u8)
}

/// What the choice of a hard day looks at beside what visits did: three bits of what it felt like (settled, reaching, joyful), three
/// of the sense it was noticed by first (6 none), one for having words or a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind(pub i64);

impl Kind {
    pub(super) fn is_worded(self) -> bool {
        self.0 & 1 == 1
    }

    pub(super) fn is_of(self, sense: Sense) -> bool {
        self.0 >> 1 & 0b111 == sense as i64
    }
}

/// How many lots there are.
pub(super) const LOTS: i64 = 1 << 31;

/// The lot of a glimmer: a number below [`LOTS`] that only its id decides.
pub(super) fn lot(id: Uuid) -> i64 {
    let (high, low) = id.as_u64_pair();
    (shuffled(high ^ low.rotate_left(32), 0) >> 33) as i64
}

pub(super) const ANCHOR: &str = "\u{e000}\u{e000}\u{e000}a";
pub(super) const GIVEN: &str = "\u{e000}\u{e000}\u{e000}g";
pub(super) const PHOTO: &str = "\u{e000}\u{e000}\u{e000}p";

pub(super) fn mark_of_feeling(feeling: &Feeling) -> String {
    match Feeling::FIVE.iter().position(|name| *name == feeling.as_str()) {
        Some(position) => format!("{MARKS}f{position}"),
        None => format!("{MARKS}o{}", digest(feeling.as_str())),
    }
}

pub(super) fn mark_of_sense(sense: Sense) -> String {
    format!("{MARKS}s{}", sense as u8)
}

pub(super) fn mark_of_tag(tag: &Tag) -> String {
    mark_of_folded(&tag.folded())
}

pub(super) fn mark_of_folded(tag: &str) -> String {
    format!("{MARKS}t{}", digest(tag))
}

/// Of whatever length and in whatever script a name is, and the same for no two.
fn digest(name: &str) -> String {
    Sha256::digest(name.as_bytes())[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Fills what is told in numbers, and the search index, for a journal that was written before there were any.
pub(super) fn note_all(tx: &Transaction<'_>) -> Result<()> {
    let kept_out = KeptOut::none();
    let places: Vec<i64> =
        tx.prepare("select place from glimmer order by place")?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut read = tx.prepare(&format!("select {} from glimmer where place = ?1", columns_before_photos()))?;
    let mut update = tx.prepare("update glimmer set colours = ?2, kind = ?3, lot = ?4 where place = ?1")?;
    for place in places {
        let (_, glimmer) = read.query_row([place], |row| read_row(row, &kept_out))?;
        let said = Said::from(&glimmer);
        update.execute(params![place, said.colours(), said.kind().0, lot(glimmer.id)])?;
    }
    search::build(tx, &columns_before_photos())
}
