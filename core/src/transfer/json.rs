//! The documented JSON shapes: of a glimmer, as the command line prints it, and of a whole journal (docs/format.md).

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use chrono::{DateTime, FixedOffset, SecondsFormat, TimeDelta, Utc};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error as _, SeqAccess, Visitor},
};
use uuid::Uuid;

use crate::{Day, Draft, Error, Feeling, Glimmer, Photo, Result, Sense, Tag};

/// What an export says it is, and the version of its shape.
pub(crate) const FORMAT: &str = "glimmer-journal";
pub(crate) const VERSION: u32 = 2;
/// The version of a journal without pictures: whoever knows nothing of these loses nothing of it.
pub(crate) const WITHOUT_PICTURES: u32 = 1;

/// ```json
/// {"id":"0199…","day":"2026-11-22","noticed_at":"2026-11-22T20:31:07.123+01:00","text":"…","feelings":["calm"],
///  "senses":["hearing"],"tags":["@Marta","+kitchen","#small"],"anchor":false,"given":false,"photos":[],
///  "created_at":"2026-11-22T19:31:07.123Z","edited_at":null}
/// ```
/// `noticed_at` carries the local offset of then, and is null when only the day is known. Instants are RFC 3339 with
/// milliseconds. Feelings are `safe calm connected hopeful joyful` or the person's own words.
#[derive(Debug, Clone, Serialize)]
pub struct JsonGlimmer<'a> {
    id: String,
    day: Day,
    noticed_at: Option<String>,
    text: &'a str,
    feelings: &'a [Feeling],
    senses: &'a [Sense],
    tags: &'a [Tag],
    anchor: bool,
    given: bool,
    photos: &'a [Photo],
    created_at: String,
    edited_at: Option<String>,
}

impl<'a> From<&'a Glimmer> for JsonGlimmer<'a> {
    fn from(glimmer: &'a Glimmer) -> Self {
        Self {
            id: glimmer.id.to_string(),
            day: glimmer.day,
            noticed_at: glimmer.noticed_at.map(local),
            text: &glimmer.text,
            feelings: &glimmer.feelings,
            senses: &glimmer.senses,
            tags: &glimmer.tags,
            anchor: glimmer.anchor,
            given: glimmer.given,
            photos: &glimmer.photos,
            created_at: utc(glimmer.created_at),
            edited_at: glimmer.edited_at.map(utc),
        }
    }
}

/// A glimmer as an export holds it: a [`JsonGlimmer`] with all that was decided about it. Within a file its pictures are [`FiledPhoto`]s.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record<P = Photo> {
    pub id: Uuid,
    pub day: Day,
    #[serde(serialize_with = "write_local", default)]
    pub noticed_at: Option<DateTime<FixedOffset>>,
    pub text: String,
    pub feelings: Vec<Feeling>,
    pub senses: Vec<Sense>,
    pub tags: Vec<Tag>,
    pub anchor: bool,
    pub given: bool,
    /// Empty in what was written before there were any.
    #[serde(default = "Vec::new")]
    pub photos: Vec<P>,
    #[serde(serialize_with = "write_utc")]
    pub created_at: DateTime<Utc>,
    #[serde(serialize_with = "write_optional_utc", default)]
    pub edited_at: Option<DateTime<Utc>>,
    #[serde(default)]
    pub rests_until: Option<Day>,
    #[serde(default)]
    pub kept_out: bool,
    #[serde(default)]
    pub trashed_on: Option<Day>,
    /// Came from elsewhere and was not let in yet.
    #[serde(default)]
    pub waits: bool,
    /// Its place in the sky, counted along the spiral from the middle.
    #[serde(default)]
    pub light: Option<u32>,
    /// By which it is known again when it is imported once more: SHA-256, in hexadecimal.
    #[serde(default)]
    pub came_as: Vec<String>,
    /// A change that was begun and is not saved.
    #[serde(default)]
    pub begun: Option<Draft>,
}

/// A picture as an export names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FiledPhoto {
    #[serde(flatten)]
    pub photo: Photo,
    /// Where it lies, seen from the export; nothing if it is inside, or went missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

impl<P> Record<P> {
    /// The same with its pictures in another form.
    pub(crate) fn with_photos<Q>(self, into: impl FnOnce(Vec<P>) -> Vec<Q>) -> Record<Q> {
        let Self { id, day, noticed_at, text, feelings, senses, tags, anchor, given, photos, created_at, .. } = self;
        let Self { edited_at, rests_until, kept_out, trashed_on, waits, light, came_as, begun, .. } = self;
        let photos = into(photos);
        Record {
            id,
            day,
            noticed_at,
            text,
            feelings,
            senses,
            tags,
            anchor,
            given,
            photos,
            created_at,
            edited_at,
            rests_until,
            kept_out,
            trashed_on,
            waits,
            light,
            came_as,
            begun,
        }
    }
}

impl Record {
    /// The same, if a journal could have written it.
    ///
    /// # Errors
    /// [`Error::BadValue`], which names the field.
    pub(crate) fn checked(mut self) -> Result<Self> {
        let bad = |what| move || Error::BadValue { what, why: "it is not as Glimmer writes it".into() };
        let lists = [self.feelings.len(), self.senses.len(), self.tags.len(), self.photos.len(), self.came_as.len()];
        lists.iter().all(|many| *many <= MOST).then_some(()).ok_or_else(bad("lists"))?;
        for day in [Some(self.day), self.rests_until, self.trashed_on].into_iter().flatten() {
            day.to_string().parse::<Day>()?;
        }
        // Their place among the others is made of day and time, and these lie within a day of each other wherever one lives.
        let near = self.noticed_at.is_none_or(|at| (at.naive_local().date() - self.day.date()).abs() <= TimeDelta::days(1));
        near.then_some(()).ok_or_else(bad("noticed_at"))?;
        let feelings = self.feelings.iter().all(|one| one.as_str().parse().is_ok_and(|read: Feeling| read == *one));
        feelings.then_some(()).ok_or_else(bad("feelings"))?;
        let tags = self.tags.iter().all(|one| one.as_str().parse().is_ok_and(|read: Tag| read == *one));
        tags.then_some(()).ok_or_else(bad("tags"))?;
        (!self.is_wordless() || !self.photos.is_empty()).then_some(()).ok_or(Error::EmptyGlimmer)?;
        self.came_as.iter().all(|hex| unhex(hex).is_some()).then_some(()).ok_or_else(bad("came_as"))?;
        self.noticed_at = self.noticed_at.map(whole_minutes);
        Ok(self)
    }

    /// Whether nothing was said about it: at most a picture shows what it was.
    pub(crate) fn is_wordless(&self) -> bool {
        self.text.is_empty() && self.feelings.is_empty() && self.senses.is_empty() && self.tags.is_empty()
    }
}

/// All that a journal holds beside its glimmers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Beside {
    #[serde(deserialize_with = "few")]
    pub kept_out_tags: Vec<Tag>,
    #[serde(deserialize_with = "few")]
    pub supports: Vec<JsonSupport>,
    pub own_line: Option<JsonLine>,
    #[serde(deserialize_with = "few")]
    pub prompts: Vec<String>,
    /// By kind.
    pub invitations: BTreeMap<String, String>,
    /// By place.
    pub drafts: BTreeMap<String, Draft>,
    /// In their order.
    pub visits: Vec<JsonVisit>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct JsonSupport {
    pub kind: String,
    pub name: String,
    pub reach: String,
    pub about: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct JsonLine {
    pub name: String,
    pub reach: String,
    pub about: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct JsonVisit {
    pub id: Uuid,
    pub day: Day,
    #[serde(serialize_with = "write_utc")]
    pub opened_at: DateTime<Utc>,
    #[serde(serialize_with = "write_optional_utc", default)]
    pub closed_at: Option<DateTime<Utc>>,
    pub arrival: Option<String>,
    pub heavy_before: Option<u8>,
    pub heavy_after: Option<u8>,
    pub forward: String,
    pub toward: String,
    pub stayed: bool,
    /// In their order.
    pub shown: Vec<JsonShown>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct JsonShown {
    pub glimmer: Uuid,
    pub stayed: bool,
    pub rested: bool,
    pub kept_out: bool,
}

/// So many of a kind nobody has, and a file that says so would only take room.
const MOST: usize = 10_000;

fn few<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> std::result::Result<Vec<T>, D::Error> {
    struct Few<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for Few<T> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "a list of at most {MOST}")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<Vec<T>, A::Error> {
            let mut few = Vec::new();
            while let Some(one) = list.next_element()? {
                if few.len() == MOST {
                    return Err(A::Error::invalid_length(MOST + 1, &self));
                }
                few.push(one);
            }
            Ok(few)
        }
    }
    from.deserialize_seq(Few(PhantomData))
}

/// An instant with its offset, as the documented shape writes it.
pub fn local(at: DateTime<FixedOffset>) -> String {
    whole_minutes(at).to_rfc3339_opts(SecondsFormat::Millis, false)
}

/// An instant as the documented shape writes it.
pub fn utc(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// The same instant. RFC 3339 has no seconds in an offset, and some zones had them, long ago.
pub(crate) fn whole_minutes(at: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    let offset = at.offset().local_minus_utc() / 60 * 60;
    FixedOffset::east_opt(offset).map_or(at, |offset| at.with_timezone(&offset))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn unhex(text: &str) -> Option<[u8; 32]> {
    let plain = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let bytes =
        plain.then(|| (0..32).map(|nth| u8::from_str_radix(&text[2 * nth..2 * nth + 2], 16).ok()).collect::<Option<Vec<_>>>())??;
    bytes.try_into().ok()
}

fn write_local<S: Serializer>(at: &Option<DateTime<FixedOffset>>, to: S) -> std::result::Result<S::Ok, S::Error> {
    at.map(local).serialize(to)
}

fn write_utc<S: Serializer>(at: &DateTime<Utc>, to: S) -> std::result::Result<S::Ok, S::Error> {
    utc(*at).serialize(to)
}

fn write_optional_utc<S: Serializer>(at: &Option<DateTime<Utc>>, to: S) -> std::result::Result<S::Ok, S::Error> {
    at.map(utc).serialize(to)
}
