//! The one documented JSON shape of a glimmer: printed by the command line, and what an export holds.

use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use serde::Serialize;

use crate::{Day, Feeling, Glimmer, Sense, Tag};

/// ```json
/// {"id":"0199…","day":"2026-11-22","noticed_at":"2026-11-22T20:31:07.123+01:00","text":"…","feelings":["calm"],
///  "senses":["hearing"],"tags":["@Marta","+kitchen","#small"],"anchor":false,"given":false,
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
            created_at: utc(glimmer.created_at),
            edited_at: glimmer.edited_at.map(utc),
        }
    }
}

/// An instant with its offset, as the documented shape writes it.
pub fn local(at: DateTime<FixedOffset>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, false)
}

/// An instant as the documented shape writes it.
pub fn utc(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
