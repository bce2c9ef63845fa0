//! The crisis lines that ship with the app. Each was read from the page it names; none is from memory.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::{Error, Result, supports::tidy};

/// A line people can call or write to. Texts are as their source writes them; an empty one means the source says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CrisisLine {
    /// ISO 3166-1 alpha-2, such as "DE".
    pub country: String,
    pub name: String,
    pub phone: String,
    pub text: String,
    pub hours: String,
    pub note: String,
    /// Who says so, and where.
    pub source: String,
    /// The date or year that the source bears.
    pub source_date: String,
    /// The date on which the source was read, `YYYY-MM-DD`.
    pub read_on: String,
    /// The source is weak, old or second-hand: not shown until somebody has checked it.
    check_first: bool,
}

#[derive(Debug, Clone, Deserialize)]
struct Emergency {
    country: String,
    number: String,
    check_first: bool,
}

#[derive(Debug, Deserialize)]
struct Shipped {
    line: Vec<CrisisLine>,
    emergency: Vec<Emergency>,
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    // A test reads the same text, so a build that could not parse it never leaves the house.
    let mut all = toml::from_str(include_str!("crisis.toml")).unwrap_or(Shipped { line: Vec::new(), emergency: Vec::new() });
    all.line.retain(|line| !line.check_first);
    all.emergency.retain(|entry| !entry.check_first);
    all
});

/// The member states of the European Union, where 112 works; the file says so under "EU".
const EU: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL",
    "PT", "RO", "SE", "SI", "SK",
];

/// The countries of which a line or the number for immediate danger is known, in alphabetical order of their codes.
pub fn countries() -> Vec<&'static str> {
    let lines = SHIPPED.line.iter().map(|line| line.country.as_str());
    let numbers = SHIPPED.emergency.iter().map(|entry| entry.country.as_str()).filter(|code| *code != "EU");
    let mut all: Vec<_> = lines.chain(numbers).chain(EU).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The lines of a country, in the order of the file; none if no source was found good enough.
pub fn lines(country: &str) -> Vec<&'static CrisisLine> {
    SHIPPED.line.iter().filter(|line| line.country == country).collect()
}

/// The number for immediate danger, where a source gives one.
pub fn emergency(country: &str) -> Option<&'static str> {
    let number = |code: &str| SHIPPED.emergency.iter().find(|entry| entry.country == code).map(|entry| entry.number.as_str());
    number(country).or_else(|| if EU.contains(&country) { number("EU") } else { None })
}

/// A line of the person's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnLine {
    pub name: String,
    /// A number, an address: as they wrote it.
    pub reach: String,
    /// One line about it; may be empty.
    pub about: String,
}

impl OwnLine {
    /// The same with each part on one line.
    ///
    /// # Errors
    /// [`Error::BadValue`] without a name, or without a way to reach it.
    pub fn checked(self) -> Result<Self> {
        let line = Self { name: tidy(&self.name), reach: tidy(&self.reach), about: tidy(&self.about) };
        match line.name.is_empty() || line.reach.is_empty() {
            true => Err(Error::BadValue { what: "crisis line", why: "it needs a name and a way to reach it".into() }),
            false => Ok(line),
        }
    }
}

/// What the person chose, as it stands outside the journal. It is no secret, and was said so when it was chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Chosen {
    /// Whose lines to show, ISO 3166-1 alpha-2; `None` leaves it to the system's language.
    pub country: Option<String>,
    /// One of the shipped lines; it stays chosen whichever country is looked at.
    pub line: Option<ChosenLine>,
    /// A line of their own, if they agreed that it stands here; else it is in the journal only.
    pub own: Option<OwnLine>,
}

/// Which shipped line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenLine {
    pub country: String,
    pub name: String,
}

impl Chosen {
    /// The shipped line that was chosen, if it is still listed.
    pub fn shipped(&self) -> Option<&'static CrisisLine> {
        let ChosenLine { country, name } = self.line.as_ref()?;
        lines(country).into_iter().find(|line| line.name == *name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Entry {
        name: Option<String>,
        phone: Option<String>,
        text: Option<String>,
        number: Option<String>,
        source: String,
        read_on: String,
        check_first: bool,
    }

    #[derive(Deserialize)]
    struct Everything {
        line: Vec<Entry>,
        emergency: Vec<Entry>,
    }

    #[test]
    fn every_entry_has_a_source_a_date_and_a_way_to_reach_it() {
        let Everything { line, emergency } = toml::from_str(include_str!("crisis.toml")).unwrap();
        for entry in line.iter().chain(&emergency) {
            assert!(entry.source.trim().len() > 10, "{:?} {:?}", entry.name, entry.number);
            assert!(entry.read_on.parse::<crate::Day>().is_ok(), "{:?} {:?}", entry.name, entry.number);
            let ways = [&entry.phone, &entry.text, &entry.number];
            assert!(ways.into_iter().flatten().any(|way| !way.is_empty()), "{:?}", entry.name);
        }
        let shown = |entries: &[Entry]| entries.iter().filter(|entry| !entry.check_first).count();
        assert_eq!((SHIPPED.line.len(), SHIPPED.emergency.len()), (shown(&line), shown(&emergency)));
        assert!(line.len() > 25 && emergency.len() > 15);
    }

    #[test]
    fn what_has_to_be_checked_first_stays_in_the_file_and_is_not_shown() {
        assert!(countries().contains(&"GB"));
        assert!(!countries().contains(&"ZA"), "its only sources are to be checked");
        assert!(countries().contains(&"PL") && lines("PL").is_empty(), "its only line is to be checked; 112 holds there");
        assert_eq!(emergency("ZA"), None);
        let japan: Vec<_> = lines("JP").iter().map(|line| line.phone.as_str()).collect();
        assert_eq!(japan, ["0120-783-556"], "one of two");
    }

    #[test]
    fn the_european_number_holds_where_a_country_has_none_of_its_own() {
        assert_eq!(emergency("NL"), Some("112"));
        assert_eq!(emergency("CH"), Some("144"));
        assert_eq!(emergency("ZZ"), None);
    }

    #[test]
    fn a_chosen_line_is_one_that_is_listed_whichever_country_is_looked_at() {
        let chosen = |country: &str, name: &str| Chosen {
            country: Some("AT".into()),
            line: Some(ChosenLine { country: country.into(), name: name.into() }),
            own: None,
        };
        assert_eq!(chosen("GB", "Samaritans").shipped().map(|line| line.phone.as_str()), Some("116 123"));
        assert_eq!(chosen("DE", "Samaritans").shipped(), None);
        assert_eq!(Chosen::default().shipped(), None);
    }
}
