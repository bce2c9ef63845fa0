//! What somebody gathers for their hard days: people, places, songs, routines, small steps, kind sentences to themselves.

use std::str::FromStr;

use crate::{
    Error, Journal, Result,
    review::crisis::OwnLine,
    store::{own_line, supports},
};

/// What a support is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SupportKind {
    Person,
    Therapist,
    Place,
    Song,
    /// Something regular that makes space for glimmers.
    Routine,
    /// A small step that is possible also when little is.
    Step,
    /// A sentence to oneself, in one's own words.
    Sentence,
}

impl SupportKind {
    const ALL: [Self; 7] = [Self::Person, Self::Therapist, Self::Place, Self::Song, Self::Routine, Self::Step, Self::Sentence];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Therapist => "therapist",
            Self::Place => "place",
            Self::Song => "song",
            Self::Routine => "routine",
            Self::Step => "step",
            Self::Sentence => "sentence",
        }
    }
}

impl FromStr for SupportKind {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|kind| kind.name() == text);
        found.ok_or_else(|| Error::BadValue { what: "kind of support", why: format!("“{text}” is not one") })
    }
}

/// One of the person's own supports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    pub kind: SupportKind,
    /// Who or what it is; of a step or a sentence, its words. Never empty.
    pub name: String,
    /// How to reach them, as the person wrote it: a number, an address. May be empty.
    pub reach: String,
    /// One line about it ("sister, any hour"). May be empty.
    pub about: String,
}

impl Support {
    /// The same with each part on one line and tidy edges.
    ///
    /// # Errors
    /// [`Error::BadValue`] if it has no name.
    pub(crate) fn checked(self) -> Result<Self> {
        let Self { kind, name, reach, about } = self;
        let support = Self { kind, name: tidy(&name), reach: tidy(&reach), about: tidy(&about) };
        match support.name.is_empty() {
            true => Err(Error::BadValue { what: "support", why: "it needs a name".into() }),
            false => Ok(support),
        }
    }
}

impl Journal {
    /// The person's own supports, in their order.
    pub fn supports(&self) -> Result<Vec<Support>> {
        self.store.read(supports::all)
    }

    /// Replaces them all; returns them tidied.
    ///
    /// # Errors
    /// [`Error::BadValue`] if one has no name; then all stay as they were.
    pub fn set_supports(&self, supports: Vec<Support>) -> Result<Vec<Support>> {
        let supports = supports.into_iter().map(Support::checked).collect::<Result<Vec<_>>>()?;
        self.store.change(|tx| supports::replace(tx, &supports))?;
        Ok(supports)
    }

    /// Adds one after the others.
    pub fn add_support(&self, support: Support) -> Result<Support> {
        let support = support.checked()?;
        self.store.change(|tx| supports::add(tx, &support))?;
        Ok(support)
    }

    /// A crisis line of the person's own, if they wrote one down.
    pub fn own_line(&self) -> Result<Option<OwnLine>> {
        self.store.read(own_line::read)
    }

    /// Writes down a crisis line of the person's own, or forgets it.
    pub fn set_own_line(&self, line: Option<&OwnLine>) -> Result<()> {
        self.store.change(|tx| own_line::write(tx, line))
    }
}

pub(crate) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The address with which the system reaches somebody: `tel:` (RFC 3966) or `mailto:` (RFC 6068); `None` for whatever is
/// neither a telephone number nor an address of electronic mail, and is only to be read and copied.
pub fn reach_address(reach: &str) -> Option<String> {
    let reach = reach.trim();
    if let Some((name, host)) = reach.split_once('@') {
        let plain = |c: char| c.is_ascii_alphanumeric() || "._-+".contains(c);
        let is_mail = !name.is_empty() && name.chars().all(plain) && host.contains('.') && host.chars().all(plain);
        return is_mail.then(|| format!("mailto:{reach}"));
    }
    let digits: String = reach.chars().filter(char::is_ascii_digit).collect();
    let plain = |c: char| c.is_ascii_digit() || c.is_whitespace() || "-–./()".contains(c);
    let number = reach.strip_prefix('+').unwrap_or(reach);
    let plus = if number.len() < reach.len() { "+" } else { "" };
    // A zero in brackets ("+44 (0)20 …") is dialled only without the country's number before it.
    let digits = if plus.is_empty() { digits } else { number.replace("(0)", "").chars().filter(char::is_ascii_digit).collect() };
    ((2..=15).contains(&digits.len()) && number.chars().all(plain)).then(|| format!("tel:{plus}{digits}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_and_addresses_can_be_reached_and_anything_else_is_only_read() {
        for (reach, address) in [
            ("07700 900146", Some("tel:07700900146")),
            ("+44 (0)20 7946 0190", Some("tel:+442079460190")),
            (" 116 123 ", Some("tel:116123")),
            ("9-8-8", Some("tel:988")),
            ("marta@example.org", Some("mailto:marta@example.org")),
            ("marta at the corner shop", None),
            ("text SHOUT to 85258", None),
            ("07700 900146 after six", None),
            ("https://example.org/@marta", None),
            ("marta@example.org?bcc=somebody@example.org", None),
            ("@marta", None),
            ("1", None),
            ("", None),
        ] {
            assert_eq!(reach_address(reach).as_deref(), address, "{reach}");
        }
    }

    proptest! {
        #[test]
        fn nothing_but_the_two_ways_is_ever_opened(reach in "\\PC{0,40}") {
            if let Some(address) = reach_address(&reach) {
                let rest = address.strip_prefix("tel:").or(address.strip_prefix("mailto:"));
                prop_assert!(rest.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_alphanumeric() || "._-+@".contains(c))), "{address}");
            }
        }
    }
}
