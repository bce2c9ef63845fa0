//! The rotating prompts: which there are, and which one comes next.

use crate::{Device, Folder, Result, review::shuffled};

/// The shipped prompts, as keys into `words/`: every sense, people, places, the body, small kindness, the ordinary.
pub const SHIPPED: [&str; 30] = [
    "prompt-hear",
    "prompt-hear-far",
    "prompt-hear-music",
    "prompt-light",
    "prompt-colour",
    "prompt-sky",
    "prompt-smell",
    "prompt-smell-air",
    "prompt-taste",
    "prompt-sip",
    "prompt-touch",
    "prompt-fabric",
    "prompt-water",
    "prompt-body",
    "prompt-breath",
    "prompt-shoulders",
    "prompt-someone",
    "prompt-face",
    "prompt-voice",
    "prompt-stranger",
    "prompt-animal",
    "prompt-place",
    "prompt-corner",
    "prompt-way",
    "prompt-kindness",
    "prompt-let",
    "prompt-help",
    "prompt-ordinary",
    "prompt-worked",
    "prompt-quiet",
];

/// A prompt to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prompt {
    /// One of [`SHIPPED`].
    Shipped(&'static str),
    /// In the person's own words.
    Own(String),
}

/// The next prompt of `own`, or of the shipped ones if there are none; notes that it was shown. `None` if the person wants none.
pub fn next(folder: &Folder, own: Vec<String>) -> Result<Option<Prompt>> {
    let mut shown = 0;
    let device = Device::change(folder, |device| {
        shown = device.prompts_shown;
        device.prompts_shown = if device.settings.prompts { shown.wrapping_add(1) } else { shown };
    })?;
    if !device.settings.prompts {
        return Ok(None);
    }
    let all: Vec<_> = match own.is_empty() {
        true => SHIPPED.into_iter().map(Prompt::Shipped).collect(),
        false => own.into_iter().map(Prompt::Own).collect(),
    };
    Ok(nth(shown, all.len()).and_then(|n| all.into_iter().nth(n)))
}

/// Returns which of `count` prompts comes after `shown` were shown: none twice until all were, each round in another order,
/// and never the same one on both sides of where two rounds meet. `None` if there are none.
pub(crate) fn nth(shown: u64, count: usize) -> Option<usize> {
    let size = u64::try_from(count).ok().filter(|size| *size > 0)?;
    let round = order(shown / size, count);
    round.get(usize::try_from(shown % size).ok()?).copied()
}

fn order(round: u64, count: usize) -> Vec<usize> {
    let shuffle = |round: u64| {
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by_key(|position| shuffled(*position as u64, round));
        order
    };
    let mut order = shuffle(round);
    // The last one of a round is never moved (unless there are only two), so the round before need not be known whole.
    if count > 2 && round > 0 && shuffle(round - 1).last() == order.first() {
        order.swap(0, 1);
    }
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn none_comes_twice_until_all_were_there_and_never_twice_in_a_row(count in 1usize..40, round in 0u64..1000) {
            let start = round * count as u64;
            let mut all: Vec<_> = (start..start + count as u64).map(|shown| nth(shown, count).unwrap()).collect();
            if count > 2 {
                prop_assert_ne!(nth(start + count as u64, count), all.last().copied());
            }
            all.sort_unstable();
            prop_assert_eq!(all, (0..count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn without_any_there_is_none() {
        assert_eq!(nth(7, 0), None);
    }

    #[test]
    fn every_shipped_prompt_has_words_and_every_prompt_there_is_a_word_for_is_shipped() {
        let words = include_str!("../../words/en.ftl");
        let section = words.split("\n## ").find(|section| section.starts_with("Prompts")).unwrap();
        let keys: Vec<_> = section.lines().filter(|line| line.starts_with("prompt-")).filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(keys, SHIPPED);
    }
}
