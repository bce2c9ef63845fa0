//! JSON files of entries, read one entry at a time. A field that is not needed is never looked into: it may hold anything, to any depth.

use std::{
    cell::Cell,
    fmt,
    io::{self, BufReader, Read},
};

use serde::{
    Deserialize, Deserializer,
    de::{self, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

use super::{Refused, limits, out::Out};

/// Text that may hold half a surrogate pair: other readers refuse the whole file for one.
pub(super) struct Text(pub String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Text;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
            }
            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Text, E> {
                Ok(Text(String::from_utf8_lossy(bytes).into_owned()))
            }
            fn visit_str<E>(self, text: &str) -> Result<Text, E> {
                Ok(Text(text.to_owned()))
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}

/// A part of the file, in the order in which they stand there.
pub(super) enum Part<'a> {
    Metadata(&'a RawValue),
    /// `key` where the entries are an object.
    Entry {
        key: Option<&'a str>,
        entry: &'a RawValue,
    },
}

type On<'s> = dyn FnMut(Part<'_>) -> Result<(), Refused> + 's;

/// Tells `on` the parts of `{"metadata": …, "entries": […] or {…}}`.
///
/// # Errors
/// What `on` says; [`Refused::Unknown`] if it is JSON of another shape, [`Refused::Damaged`] if it is none, or not to its end.
pub(super) fn walk(reader: impl Read, out: &Out<'_>, on: &mut On<'_>) -> Result<(), Refused> {
    let left = Cell::new(limits::ENTRY_BYTES);
    let reader = BufReader::with_capacity(64 << 10, Rationed { reader, left: &left });
    let mut parser = serde_json::Deserializer::from_reader(reader);
    let walked = parser.deserialize_map(Root { out, on, left: &left }).and_then(|()| parser.end());
    walked.map_err(|error| {
        out.refused_or(match error.io_error_kind() {
            Some(io::ErrorKind::QuotaExceeded) => Refused::TooLarge,
            _ if error.is_data() => Refused::Unknown,
            _ => Refused::Damaged,
        })
    })
}

/// A stream that ends in [`io::ErrorKind::QuotaExceeded`] when one part of it is too long to be held.
pub(in crate::transfer) struct Rationed<'s, R> {
    pub reader: R,
    /// How many bytes the part may still have; whoever has read one sets it anew.
    pub left: &'s Cell<u64>,
}

impl<R: Read> Read for Rationed<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.left.set(self.left.get().checked_sub(read as u64).ok_or(io::ErrorKind::QuotaExceeded)?);
        Ok(read)
    }
}

struct Root<'s, 'f, 'o> {
    out: &'s Out<'o>,
    on: &'s mut On<'f>,
    left: &'s Cell<u64>,
}

impl Root<'_, '_, '_> {
    fn tell<E: de::Error>(&mut self, part: Part<'_>) -> Result<(), E> {
        self.left.set(limits::ENTRY_BYTES);
        (self.on)(part).map_err(|why| {
            self.out.refuse(why);
            E::custom("stopped")
        })
    }
}

impl<'de> Visitor<'de> for Root<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a journal")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(Text(key)) = map.next_key()? {
            match key.as_str() {
                "entries" => map.next_value_seed(Entries(&mut self))?,
                "metadata" => {
                    let raw: Box<RawValue> = map.next_value()?;
                    self.tell(Part::Metadata(&raw))?;
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

struct Entries<'r, 's, 'f, 'o>(&'r mut Root<'s, 'f, 'o>);

impl<'de> DeserializeSeed<'de> for Entries<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Entries<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(entry) = entries.next_element::<Box<RawValue>>()? {
            self.0.tell(Part::Entry { key: None, entry: &entry })?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some((Text(key), entry)) = entries.next_entry::<Text, Box<RawValue>>()? {
            self.0.tell(Part::Entry { key: Some(&key), entry: &entry })?;
        }
        Ok(())
    }
}

/// The fields of one object that somebody asked for, not looked into yet.
pub(super) struct Fields<'a> {
    found: Vec<(&'static str, &'a RawValue)>,
    /// Whether one was not of the kind that was asked for.
    pub wrong: bool,
}

impl<'a> Fields<'a> {
    /// `None` if it is no object.
    pub fn of(raw: &'a RawValue, wanted: &'static [&'static str]) -> Option<Self> {
        struct Wanted(&'static [&'static str]);
        impl<'de> Visitor<'de> for Wanted {
            type Value = Vec<(&'static str, &'de RawValue)>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut found: Self::Value = Vec::new();
                while let Some(Text(key)) = map.next_key()? {
                    let known = self.0.iter().find(|name| **name == key && !found.iter().any(|(other, _)| other == *name));
                    match known {
                        Some(name) => found.push((name, map.next_value()?)),
                        None => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
                Ok(found)
            }
        }
        let found = serde_json::Deserializer::from_str(raw.get()).deserialize_map(Wanted(wanted)).ok()?;
        Some(Self { found, wrong: false })
    }

    pub fn has(&self, name: &str) -> bool {
        self.raw(name).is_some()
    }

    /// What stands there; nothing where it says `null`.
    pub fn raw(&self, name: &str) -> Option<&'a RawValue> {
        self.found.iter().find(|(other, raw)| *other == name && raw.get() != "null").map(|(_, raw)| *raw)
    }

    fn typed<T: Deserialize<'a>>(&mut self, name: &str) -> Option<T> {
        let read = serde_json::from_str(self.raw(name)?.get());
        self.wrong |= read.is_err();
        read.ok()
    }

    /// The text of a field; empty if it is absent or no text.
    pub fn text(&mut self, name: &str) -> String {
        self.typed::<Text>(name).map(|text| text.0).unwrap_or_default()
    }

    pub fn flag(&mut self, name: &str) -> bool {
        self.typed(name).unwrap_or(false)
    }

    pub fn number(&mut self, name: &str) -> i64 {
        self.typed(name).unwrap_or(0)
    }

    /// The texts of a list.
    pub fn texts(&mut self, name: &str) -> Vec<String> {
        let found = self.list(name);
        let texts: Vec<String> = found.iter().filter_map(|raw| serde_json::from_str::<Text>(raw.get()).ok()).map(|text| text.0).collect();
        self.wrong |= texts.len() < found.len();
        texts
    }

    /// The parts of a list, not looked into, and no more than an entry may have of anything.
    pub fn list(&mut self, name: &str) -> Vec<&'a RawValue> {
        self.typed::<Few<'a, { 10 * limits::TAGS }>>(name).map(|few| few.0).unwrap_or_default()
    }

    /// The parts of a list that is as long as a text is.
    pub fn runs(&mut self, name: &str) -> Vec<&'a RawValue> {
        self.typed::<Few<'a, { limits::NODES }>>(name).map(|few| few.0).unwrap_or_default()
    }
}

/// At most so many of a list.
struct Few<'a, const MOST: usize>(Vec<&'a RawValue>);

impl<'de: 'a, 'a, const MOST: usize> Deserialize<'de> for Few<'a, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List<const MOST: usize>;
        impl<'de, const MOST: usize> Visitor<'de> for List<MOST> {
            type Value = Few<'de, MOST>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut found = Vec::new();
                while found.len() < MOST
                    && let Some(raw) = list.next_element()?
                {
                    found.push(raw);
                }
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Few(found))
            }
        }
        deserializer.deserialize_seq(List::<MOST>)
    }
}
