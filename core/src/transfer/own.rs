//! Reads Glimmer's own JSON, one glimmer at a time, however many there are.

use std::{
    borrow::Cow,
    cell::Cell,
    fmt,
    io::{self, BufRead, Read},
};

use serde::{
    Deserialize,
    de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use serde_json::value::RawValue;

use super::{
    encoded,
    json::{FORMAT, FiledPhoto, Record, VERSION},
    read::{Place, Why, json::Rationed, limits},
    staged::{Report, Staged},
};
use crate::{Error, PhotoName, Result, Secret};

/// No journal is larger, not with forty thousand pictures in it; a file that is would only keep the computer busy.
const LARGEST: u64 = 1 << 38;

impl Staged {
    /// Adds everything from an export of Glimmer. A glimmer that cannot be one is counted, and the others come.
    ///
    /// # Errors
    /// [`Error::BadValue`] if it is not JSON, or not Glimmer's; [`Error::Newer`] if a newer Glimmer wrote it; of a sealed one
    /// [`Error::WrongSecret`].
    pub fn add_journal(&mut self, from: impl BufRead, secret: Option<&Secret>) -> Result<()> {
        self.own = true;
        match secret {
            Some(secret) => self.read(secret.opening(from)?),
            None => self.read(from),
        }
    }

    fn read(&mut self, from: impl Read) -> Result<()> {
        let left = Cell::new(limits::ENTRY_BYTES);
        let mut reading = Reading { staged: self, failed: None, is_ours: false, version: None, left: &left };
        let from = Rationed { reader: from.take(LARGEST), left: &left };
        let mut json = serde_json::Deserializer::from_reader(io::BufReader::new(from));
        let read = json.deserialize_map(&mut reading).and_then(|()| json.end());
        let Reading { failed, is_ours, version, .. } = reading;
        match (failed, read) {
            (Some(error), _) => Err(error),
            (None, Err(error)) if error.io_error_kind() == Some(io::ErrorKind::QuotaExceeded) => {
                Err(bad(format!("something in it has more than {} MiB", limits::ENTRY_BYTES >> 20)))
            }
            // Its message tells where, and nothing of what stands there.
            (None, Err(error)) => Err(bad(format!("line {}, column {}", error.line(), error.column()))),
            (None, Ok(())) if !is_ours || version.is_none() => Err(bad(format!("it does not say that it is a {FORMAT}"))),
            (None, Ok(())) => {
                self.look_beside();
                Ok(())
            }
        }
    }
}

fn bad(why: String) -> Error {
    Error::BadValue { what: "journal to import", why }
}

struct Reading<'a> {
    staged: &'a mut Staged,
    /// What is no fault of the file.
    failed: Option<Error>,
    is_ours: bool,
    version: Option<u32>,
    /// How many bytes the glimmer or picture that is being read may still have.
    left: &'a Cell<u64>,
}

impl Reading<'_> {
    fn fail<E: serde::de::Error>(&mut self, error: Error) -> E {
        self.failed = Some(error);
        E::custom("stopped")
    }
}

impl<'de> Visitor<'de> for &mut Reading<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(FORMAT)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            self.left.set(limits::ENTRY_BYTES);
            match key.as_str() {
                "format" => {
                    self.is_ours = map.next_value::<String>()? == FORMAT;
                    if !self.is_ours {
                        return Err(A::Error::custom(FORMAT));
                    }
                }
                "version" => {
                    let version: u32 = map.next_value()?;
                    if version > VERSION {
                        return Err(self.fail(Error::Newer { found: version.into(), known: VERSION.into() }));
                    }
                    self.version = Some(version);
                }
                "glimmers" => map.next_value_seed(Each(self))?,
                "beside" => self.staged.beside = Some(map.next_value()?),
                "pictures" => map.next_value_seed(EachPicture(self))?,
                // Something that a later Glimmer of this version added.
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

struct Each<'a, 'b>(&'a mut Reading<'b>);

impl<'de> DeserializeSeed<'de> for Each<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> std::result::Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Each<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of glimmers")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<(), A::Error> {
        let mut nth = 0u64;
        // First as any JSON, so that one that is no glimmer does not end the reading, and takes no more room than it has in the file.
        while let Some(raw) = list.next_element::<Box<RawValue>>()? {
            nth += 1;
            self.0.left.set(limits::ENTRY_BYTES);
            let added = match serde_json::from_str::<Record<FiledPhoto>>(raw.get()) {
                Ok(record) => self.0.staged.add_own(record),
                Err(_) => Err(Error::BadValue { what: "glimmer", why: "a field is missing, or not what it should be".into() }),
            };
            match added {
                Ok(()) => {}
                Err(error @ (Error::BadValue { .. } | Error::EmptyGlimmer)) => {
                    let why = if matches!(error, Error::EmptyGlimmer) { Why::BadShape } else { Why::BadField };
                    let place = Place { entry: Some(nth), ..Place::default() };
                    self.0.staged.note(Report { place, why, words: String::new(), came: false });
                }
                Err(error) => return Err(self.0.fail(error)),
            }
        }
        Ok(())
    }
}

/// The pictures of a sealed export, which travel inside it.
struct EachPicture<'a, 'b>(&'a mut Reading<'b>);

impl<'de> DeserializeSeed<'de> for EachPicture<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> std::result::Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for EachPicture<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of pictures")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<(), A::Error> {
        #[derive(Deserialize)]
        struct Picture<'a> {
            name: PhotoName,
            #[serde(borrow)]
            data: Cow<'a, str>,
        }
        while let Some(raw) = list.next_element::<Box<RawValue>>()? {
            self.0.left.set(limits::ENTRY_BYTES);
            // One that is written otherwise is missing where it is named.
            let Ok(Picture { name, data }) = serde_json::from_str(raw.get()) else { continue };
            let Some(bytes) = encoded::decoded(&data) else { continue };
            self.0.staged.hold(name.as_str(), &bytes).map_err(|error| self.0.fail(error))?;
        }
        Ok(())
    }
}
