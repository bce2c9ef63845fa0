//! Tags: people, places, anything; given by hand, or written in the words themselves.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{Error, Result, glimmer::one_line};

/// `@person`, `+place` or `#anything`; written without a sign it is an `#anything`. May hold spaces ("+Mill Street").
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tag(String);

impl Tag {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both name the same, however they are capitalised and composed.
    pub fn same(&self, other: &Self) -> bool {
        self.folded() == other.folded()
    }

    /// What is compared: normal form C, in lower case. The journal holds it beside each tag.
    pub(crate) fn folded(&self) -> String {
        self.0.nfc().collect::<String>().to_lowercase()
    }

    /// The tags written in `text`, in their order; they stay in the text.
    ///
    /// A sign counts at the start of a word, and only before a letter: `+1`, `#3` and `a@b.org` are no tags. A name goes on
    /// through letters, their marks, digits, `_`, and through `-`, `'` and `’` between those; an English genitive is no part of it.
    pub fn written_in(text: &str) -> Vec<Self> {
        let mut found = Vec::new();
        let mut before = ' ';
        let mut rest = text.char_indices().peekable();
        while let Some((start, sign)) = rest.next() {
            let in_a_word = before.is_alphanumeric() || is_combining_mark(before) || matches!(before, '@' | '+' | '#' | '/' | '&');
            let begins = matches!(sign, '@' | '+' | '#') && !in_a_word;
            before = sign;
            if !begins || !rest.peek().is_some_and(|(_, c)| c.is_alphabetic()) {
                continue;
            }
            let mut end = start + sign.len_utf8();
            while let Some((at, c)) = rest.next_if(|(at, c)| goes_on(&text[*at..], *c)) {
                end = at + c.len_utf8();
                before = c;
            }
            let name = &text[start..end];
            found.push(Self(["'s", "’s"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name).to_owned()));
        }
        found
    }
}

/// Whether `c`, the first of `rest`, belongs to the name before it.
fn goes_on(rest: &str, c: char) -> bool {
    // A mark is part of the letter before it: many scripts cannot be written without.
    let within = |c: char| c.is_alphanumeric() || c == '_' || is_combining_mark(c);
    within(c) || (matches!(c, '-' | '\'' | '’') && rest.chars().nth(1).is_some_and(within))
}

impl FromStr for Tag {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let text = one_line("tag", text)?;
        let (sign, name) = match text.chars().next() {
            Some(sign @ ('@' | '+' | '#')) => (sign, text[1..].trim()),
            _ => ('#', text.as_str()),
        };
        if name.is_empty() {
            return Err(Error::BadValue { what: "tag", why: "a tag needs a name".into() });
        }
        Ok(Self(format!("{sign}{name}")))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(text: &str) -> Vec<String> {
        Tag::written_in(text).into_iter().map(|tag| tag.0).collect()
    }

    #[test]
    fn a_tag_without_a_sign_is_an_anything_and_keeps_its_spaces() {
        let tag = |text: &str| text.parse::<Tag>().map(|tag| tag.0).ok();
        assert_eq!(tag("small"), Some("#small".into()));
        assert_eq!(tag(" +Mill Street "), Some("+Mill Street".into()));
        assert_eq!(tag("@"), None);
        assert_eq!(tag("a\nb"), None);
    }

    /// The windows find tags while one writes, by a rule of their own; this file holds both to the same ones.
    #[test]
    fn tags_are_found_in_the_words_and_what_only_looks_like_one_is_just_words() {
        #[derive(Deserialize)]
        struct Case {
            text: String,
            tags: Vec<String>,
        }
        let cases: Vec<Case> = serde_json::from_str(include_str!("../tests/written_tags.json")).unwrap();
        assert!(cases.len() > 10);
        for Case { text, tags } in cases {
            assert_eq!(written(&text), tags, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_tag_found_reads_as_itself_and_stands_in_the_words(text in "[@+# a-zé’'1-]{0,30}") {
            for tag in Tag::written_in(&text) {
                prop_assert!(text.contains(tag.as_str()));
                prop_assert_eq!(tag.as_str().parse::<Tag>().unwrap(), tag);
            }
        }
    }
}
