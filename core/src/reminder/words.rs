//! What an invitation says: a pure answer.

use super::{Discretion, Kind};
use crate::{
    Day, MorningCue,
    supports::tidy,
    words::{say, say_with},
};

/// How many characters of a glimmer a notification shows at most.
const LONGEST_CUE: usize = 180;

/// The words of one notification, as plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub title: String,
    /// May be empty.
    pub body: String,
}

/// What the invitation of `kind` says on `day`; `None` if it has nothing that it may say.
///
/// `own` is what the person wrote for it, put on one line; empty means the shipped words. `cue` is shown by the morning alone, and only where
/// `discretion` allows words of the journal: whatever it holds, it does not get into any other invitation.
pub fn words(kind: Kind, discretion: Discretion, day: Day, own: &str, cue: Option<&MorningCue>) -> Option<Words> {
    let own = tidy(own);
    let shipped = |title: &str, body: &str| Words { title: say(title), body: say(body) };
    let invitation = match kind {
        Kind::Morning => {
            let (title, text) = match cue.filter(|_| discretion == Discretion::MyWords)? {
                MorningCue::Forward(forward) => ("notify-morning-forward", forward.as_str()),
                MorningCue::Anchor(glimmer) => ("notify-morning", glimmer.text.as_str()),
            };
            return Some(Words { title: say(title), body: say_with("notify-quoted", [("text", shortened(text))]) });
        }
        _ if !own.is_empty() => return Some(Words { title: own, body: String::new() }),
        Kind::Midday => shipped("notify-midday-title", "notify-midday"),
        // Not the same every evening.
        Kind::Evening if day.number() % 2 == 0 => shipped("notify-evening-1-title", "notify-evening-1"),
        Kind::Evening => shipped("notify-evening-2-title", "notify-evening-2"),
    };
    Some(invitation)
}

/// The beginning of a text that is too long, up to the end of a word; on one line.
fn shortened(text: &str) -> String {
    let line = tidy(text);
    let Some((end, _)) = line.char_indices().nth(LONGEST_CUE) else { return line };
    let cut = line[..end].rfind(' ').unwrap_or(end);
    format!("{}…", &line[..cut])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kinds() -> impl Strategy<Value = Kind> {
        proptest::sample::select(Kind::ALL.to_vec())
    }

    fn day(number: u64) -> Day {
        "2026-11-22".parse::<Day>().unwrap().after(number)
    }

    #[test]
    fn the_morning_is_silent_unless_words_are_allowed() {
        let cue = MorningCue::Forward("soup with Ines".into());
        for discretion in [Discretion::Neutral, Discretion::NamesApp] {
            assert_eq!(words(Kind::Morning, discretion, day(0), "", Some(&cue)), None);
        }
        let said = words(Kind::Morning, Discretion::MyWords, day(0), "", Some(&cue)).unwrap();
        assert_eq!((said.title.as_str(), said.body.as_str()), ("Something to look forward to", "“soup with Ines”"));
        assert_eq!(words(Kind::Morning, Discretion::MyWords, day(0), "", None), None, "there is no “you have a message”");
    }

    #[test]
    fn a_long_cue_ends_with_a_whole_word() {
        let long = format!("{} and\nthen", "a quiet hour ".repeat(30));
        let short = shortened(&long);
        assert!(short.chars().count() <= LONGEST_CUE + 1 && short.ends_with(" a quiet…"), "{short}");
        assert_eq!(shortened("steam on\n the window"), "steam on the window");
        assert_eq!(shortened(&"字".repeat(400)).chars().count(), LONGEST_CUE + 1, "a script without spaces is cut where it is");
    }

    proptest! {
        /// Whatever the journal holds: below "my words" the invitation is the same, and no level puts it into midday or evening.
        #[test]
        fn nothing_of_the_journal_gets_into_an_invitation_that_may_not_show_it(kind in kinds(), number in 0u64..400, text in ".{1,80}") {
            let cue = MorningCue::Forward(text);
            for discretion in [Discretion::Neutral, Discretion::NamesApp, Discretion::MyWords] {
                let said = words(kind, discretion, day(number), "", Some(&cue));
                if discretion < Discretion::MyWords || kind != Kind::Morning {
                    prop_assert_eq!(&said, &words(kind, discretion, day(number), "", None));
                }
                let all = said.map(|said| said.title + &said.body).unwrap_or_default();
                prop_assert!(kind == Kind::Morning || (!all.is_empty() && !all.contains("Glimmer")), "{all}");
            }
        }

        #[test]
        fn what_the_person_wrote_is_said_as_they_wrote_it(number in 0u64..400, own in "[^\\s\\p{C}]{1,40}( [^\\s\\p{C}]{1,30})?") {
            for kind in [Kind::Midday, Kind::Evening] {
                let said = words(kind, Discretion::Neutral, day(number), &own, None);
                prop_assert_eq!(said, Some(Words { title: own.clone(), body: String::new() }));
            }
        }
    }
}
