//! What crosses for the hard day: visits, what they show, supports, crisis lines.

use glimmer_core::{
    Error, reach_address,
    review::{
        crisis,
        hard_day::{self, Turn},
    },
    transfer::json,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Glimmer, both_ways};

both_ways! {
    /// How a person arrives.
    Arrival = hard_day::Arrival { WoundUp, ShutDown, NotSure }
}

both_ways! {
    /// Which end of a visit.
    VisitMoment = glimmer_core::VisitMoment { Before, After }
}

both_ways! {
    /// Why none of the person's own is shown.
    Others = glimmer_core::Others { NoneYet, AllShown, BrightWait }
}

both_ways! {
    /// What a support is.
    SupportKind = glimmer_core::SupportKind { Person, Therapist, Place, Song, Routine, Step, Sentence }
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Light {
    Own { glimmer: Box<Glimmer>, reason: Reason },
    Others { why: Others },
}

impl From<glimmer_core::Light> for Light {
    fn from(light: glimmer_core::Light) -> Self {
        match light {
            glimmer_core::Light::Own { glimmer, reason } => Self::Own { glimmer: Box::new((*glimmer).into()), reason: reason.into() },
            glimmer_core::Light::Others(why) => Self::Others { why: why.into() },
        }
    }
}

/// Why a glimmer was chosen.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Reason {
    pub turn: ReasonTurn,
    /// The last day on which it was stayed with, if that is why.
    pub stayed_on: Option<String>,
    /// A feeling of it that suits how the person arrived.
    pub felt: Option<String>,
}

#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReasonTurn {
    Anchor,
    StayedWith,
    NotShownYet,
    Again,
}

impl From<glimmer_core::Reason> for Reason {
    fn from(reason: glimmer_core::Reason) -> Self {
        let (turn, stayed_on) = match reason.turn {
            Turn::Anchor => (ReasonTurn::Anchor, None),
            Turn::StayedWith(day) => (ReasonTurn::StayedWith, Some(day.to_string())),
            Turn::NotShownYet => (ReasonTurn::NotShownYet, None),
            Turn::Again => (ReasonTurn::Again, None),
        };
        Self { turn, stayed_on, felt: reason.felt.map(|feeling| feeling.as_str().to_owned()) }
    }
}

/// What was written on the way out; either may be empty.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Leaving {
    pub forward: String,
    pub toward: String,
}

impl From<Leaving> for glimmer_core::Leaving {
    fn from(Leaving { forward, toward }: Leaving) -> Self {
        Self { forward, toward }
    }
}

/// A visit as it is written down.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Visit {
    pub id: String,
    pub day: String,
    /// RFC 3339, in UTC.
    pub opened_at: String,
    pub closed_at: Option<String>,
    pub arrival: Option<Arrival>,
    /// 0 light to 10 very heavy.
    pub heavy_before: Option<u8>,
    pub heavy_after: Option<u8>,
    pub leaving: Leaving,
}

impl From<glimmer_core::Visit> for Visit {
    fn from(visit: glimmer_core::Visit) -> Self {
        Self {
            id: visit.id.to_string(),
            day: visit.day.to_string(),
            opened_at: json::utc(visit.opened_at),
            closed_at: visit.closed_at.map(json::utc),
            arrival: visit.arrival.map(Into::into),
            heavy_before: visit.heavy_before,
            heavy_after: visit.heavy_after,
            leaving: Leaving { forward: visit.leaving.forward, toward: visit.leaving.toward },
        }
    }
}

/// What a visit showed. Where nothing was done with it, it was passed by.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Shown {
    pub glimmer: Glimmer,
    pub stayed: bool,
    pub rested: bool,
    pub kept_out: bool,
}

impl From<glimmer_core::Shown> for Shown {
    fn from(shown: glimmer_core::Shown) -> Self {
        Self { glimmer: shown.glimmer.into(), stayed: shown.stayed, rested: shown.rested, kept_out: shown.kept_out }
    }
}

/// What a click on a way to reach somebody opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    Call,
    Write,
}

fn way(reach: &str) -> Option<Way> {
    let address = reach_address(reach)?;
    Some(if address.starts_with("tel:") { Way::Call } else { Way::Write })
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Support {
    pub kind: SupportKind,
    /// Who or what it is; of a step or a sentence, its words.
    pub name: String,
    pub reach: String,
    pub about: String,
    /// What a click on `reach` opens; `null` if it can only be copied. Not looked at when it is sent.
    #[serde(default)]
    pub way: Option<Way>,
}

impl From<Support> for glimmer_core::Support {
    fn from(Support { kind, name, reach, about, .. }: Support) -> Self {
        Self { kind: kind.into(), name, reach, about }
    }
}

impl From<glimmer_core::Support> for Support {
    fn from(glimmer_core::Support { kind, name, reach, about }: glimmer_core::Support) -> Self {
        Self { way: way(&reach), kind: kind.into(), name, reach, about }
    }
}

/// A shipped crisis line, as its source writes it; an empty part means that the source says nothing.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CrisisLine {
    pub country: String,
    pub name: String,
    pub phone: String,
    pub text: String,
    pub hours: String,
    pub note: String,
    pub source: String,
    /// The date or year the source bears.
    pub source_date: String,
    pub read_on: String,
    pub way: Option<Way>,
}

impl From<&crisis::CrisisLine> for CrisisLine {
    fn from(line: &crisis::CrisisLine) -> Self {
        Self {
            country: line.country.clone(),
            name: line.name.clone(),
            phone: line.phone.clone(),
            text: line.text.clone(),
            hours: line.hours.clone(),
            note: line.note.clone(),
            source: line.source.clone(),
            source_date: line.source_date.clone(),
            read_on: line.read_on.clone(),
            way: way(&line.phone),
        }
    }
}

/// A crisis line of the person's own.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OwnLine {
    pub name: String,
    pub reach: String,
    pub about: String,
    /// Whether it stands outside the journal too, where it can be read while the journal is locked.
    pub outside: bool,
    /// Not looked at when it is sent.
    #[serde(default)]
    pub way: Option<Way>,
}

impl OwnLine {
    pub fn of(line: crisis::OwnLine, outside: bool) -> Self {
        Self { way: way(&line.reach), name: line.name, reach: line.reach, about: line.about, outside }
    }

    /// # Errors
    /// If it has no name, or no way to reach it.
    pub fn checked(self) -> Result<crisis::OwnLine, Error> {
        crisis::OwnLine { name: self.name, reach: self.reach, about: self.about }.checked()
    }
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct CrisisHelp {
    /// ISO 3166-1 alpha-2; `null` when the country is not known.
    pub country: Option<String>,
    /// Those of which a line or the number for danger is known.
    pub countries: Vec<String>,
    pub emergency: Option<String>,
    /// The lines of the country.
    pub lines: Vec<CrisisLine>,
    /// The line the person chose. Of this and `own` at most one is there.
    pub chosen: Option<CrisisLine>,
    pub own: Option<OwnLine>,
}

impl CrisisHelp {
    /// For a country that was asked for, or the one chosen before, or the one guessed.
    pub fn of(asked: Option<String>, chosen: &crisis::Chosen, own: Option<OwnLine>, guess: Option<String>) -> Self {
        let country = asked.or_else(|| chosen.country.clone()).or(guess);
        let code = country.as_deref().unwrap_or_default();
        Self {
            countries: crisis::countries().into_iter().map(str::to_owned).collect(),
            emergency: crisis::emergency(code).map(str::to_owned),
            lines: crisis::lines(code).into_iter().map(CrisisLine::from).collect(),
            chosen: if own.is_some() { None } else { chosen.shipped().map(CrisisLine::from) },
            own,
            country,
        }
    }
}
