//! The crisis lines that ship with the app. Each was read from the page it names; none is from memory.

use std::sync::LazyLock;

use serde::Deserialize;

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
    /// The date on which the source was read, `YYYY-MM-DD`.
    pub read_on: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Emergency {
    country: String,
    number: String,
}

#[derive(Debug, Deserialize)]
struct Shipped {
    line: Vec<CrisisLine>,
    emergency: Vec<Emergency>,
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    // A test reads the same text, so a build that could not parse it never leaves the house.
    toml::from_str(include_str!("crisis.toml")).unwrap_or(Shipped { line: Vec::new(), emergency: Vec::new() })
});

/// The member states of the European Union, where 112 works; the file says so under "EU".
const EU: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL",
    "PT", "RO", "SE", "SI", "SK",
];

/// The countries that have a line, in alphabetical order of their codes.
pub fn countries() -> Vec<&'static str> {
    let mut all: Vec<_> = SHIPPED.line.iter().map(|line| line.country.as_str()).collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_can_be_reached_and_says_when_it_was_read() {
        assert!(countries().contains(&"GB"));
        for line in &SHIPPED.line {
            assert!(!line.phone.is_empty() || !line.text.is_empty(), "{}", line.name);
            assert!(line.read_on.parse::<crate::Day>().is_ok(), "{}", line.name);
        }
    }

    #[test]
    fn the_european_number_holds_where_a_country_has_none_of_its_own() {
        assert_eq!(emergency("NL"), Some("112"));
        assert_eq!(emergency("CH"), Some("144"));
        assert_eq!(emergency("ZZ"), None);
    }
}
