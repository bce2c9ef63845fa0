//! What people in a seeded journal write about, in several languages; and words that hardly anybody uses.

use crate::journal::Chance;

/// A language: how often it is written in (of all together), things that are noticed, and what is said about them.
struct Language {
    weight: u64,
    things: &'static [&'static str],
    about: &'static [&'static str],
    /// What stands between two sentences.
    space: &'static str,
    end: &'static str,
}

const LANGUAGES: &[Language] = &[
    Language {
        weight: 68,
        things: &[
            "Rain on the skylight",
            "A nod from the bus driver",
            "Soup and bread, and nobody in a hurry",
            "Her hand on my sleeve",
            "Light on the kitchen wall at four",
            "The cat asleep on my coat",
            "A blackbird on the aerial",
            "Steam on the window",
            "Someone held the door",
            "Cold water over the wrists",
            "The smell of wet pavement",
            "A letter in handwriting I know",
            "First snow on the railings",
            "Warm socks from the radiator",
            "Wind in the tall grass behind the station",
            "The neighbour’s piano through the floor",
            "My shoulders came down by themselves",
            "Tea that was just right",
            "A stranger’s dog leaned on my leg",
            "The tram was empty and yellow inside",
        ],
        about: &[
            "and for a while nothing else was needed",
            "I stood there with the keys in my hand",
            "it was not lonely at all",
            "we both laughed",
            "I breathed out without meaning to",
            "and then it was evening",
            "I want to remember this one",
            "as if somebody had thought of me",
            "quiet, and safe, and mine",
            "it went on longer than I thought it would",
            "nobody needed anything from me",
            "and the day began again",
        ],
        space: " ",
        end: ".",
    },
    Language {
        weight: 10,
        things: &[
            "Regen auf dem Dachfenster",
            "Die Katze schläft auf meinem Mantel",
            "Licht an der Küchenwand",
            "Frisches Brot, noch warm",
            "Jemand hat mir die Tür aufgehalten",
            "Der Geruch von nassem Gras",
            "Oma hat angerufen, einfach so",
            "Schwimmen im kalten See",
        ],
        about: &[
            "und eine Weile war nichts anderes nötig",
            "ganz ruhig, fast wie früher",
            "wir haben beide gelacht",
            "ich musste nichts sagen",
            "und plötzlich war es leicht",
        ],
        space: " ",
        end: ".",
    },
    Language {
        weight: 7,
        things: &[
            "La pluie sur le toit",
            "Un café à la fenêtre",
            "Le chat s’est endormi contre moi",
            "La lumière du soir sur l’escalier",
            "L’odeur du pain en bas de la rue",
            "Une voix connue au téléphone",
        ],
        about: &["et rien ne pressait", "comme si quelqu’un m’attendait", "j’ai respiré enfin", "c’était doux et simple"],
        space: " ",
        end: ".",
    },
    Language {
        weight: 5,
        things: &["La lluvia en el patio", "Una mano en mi hombro", "El olor del café recién hecho", "La luz de la tarde en la cocina"],
        about: &["y no hacía falta nada más", "me quedé un rato más", "nos reímos los dos", "todo estaba en calma"],
        space: " ",
        end: ".",
    },
    Language {
        weight: 4,
        things: &["雨が窓をたたく音", "朝の光が台所に入った", "猫が膝の上で眠った", "温かいお茶を飲んだ", "駅で友達に会った"],
        about: &["しばらく何もいらなかった", "とても静かだった", "二人で笑った", "心が軽くなった"],
        space: "",
        end: "。",
    },
    Language {
        weight: 3,
        things: &["雨打在窗上的声音", "早晨的阳光照进厨房", "猫睡在我的外套上", "一杯热茶"],
        about: &["什么都不需要了", "我们都笑了", "心里很安静", "慢慢地呼吸"],
        space: "",
        end: "。",
    },
    Language {
        weight: 3,
        things: &["Дождь по крыше", "Кошка уснула у меня на пальто", "Свет на кухонной стене", "Тёплый хлеб"],
        about: &["и больше ничего не было нужно", "мы оба засмеялись", "стало тихо и спокойно"],
        space: " ",
        end: ".",
    },
];

/// How many words there are that hardly anybody uses; the further down, the rarer.
pub const RARE: u64 = 20_000;

const FIRST: [&str; 20] =
    ["ba", "che", "dor", "el", "fa", "gri", "hol", "im", "jun", "ka", "lo", "mer", "nu", "or", "pel", "qui", "ro", "sta", "tul", "ven"];
const MIDDLE: [&str; 25] = [
    "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "lo", "mu", "ran", "den", "lin", "bor", "kus", "tam",
    "wel", "sig", "hop", "jar",
];
const LAST: [&str; 40] = [
    "ness", "ton", "ler", "ment", "wick", "dale", "mouth", "berg", "stead", "ing", "ford", "gate", "leaf", "bird", "stone", "wood", "side",
    "light", "song", "well", "path", "moor", "field", "brook", "combe", "hurst", "ley", "mere", "shaw", "worth", "by", "thorpe", "toft",
    "wich", "sted", "holm", "ness's", "dene", "croft", "beck",
];

/// The word at this place among those that hardly anybody uses; no two are the same.
pub fn rare(nth: u64) -> String {
    let (first, rest) = (nth % 20, nth / 20);
    let pick = |of: &[&'static str], n: u64| of[usize::try_from(n).unwrap_or_default() % of.len()];
    format!("{}{}{}", pick(&FIRST, first), pick(&MIDDLE, rest % 25), pick(&LAST, rest / 25))
}

/// Some sentences: mostly one or two, now and then a page.
pub fn text(chance: &mut Chance) -> String {
    let language = language(chance);
    let sentences = match chance.below(100) {
        0..=54 => 1,
        55..=82 => 2,
        83..=93 => 3,
        94..=97 => 6,
        _ => 14,
    };
    let mut text = String::new();
    for nth in 0..sentences {
        if nth > 0 {
            text.push_str(language.space);
        }
        text.push_str(chance.one_of(language.things));
        if chance.one_in(3) {
            // Somebody's street, a dish, a flower: a few are common, most are not.
            let word = rare(chance.below(RARE) * chance.below(RARE) / RARE);
            text.push(' ');
            text.push_str(&word);
        }
        if !chance.one_in(4) {
            text.push_str(if language.space.is_empty() { "、" } else { ", " });
            text.push_str(chance.one_of(language.about));
        }
        text.push_str(language.end);
    }
    text
}

fn language(chance: &mut Chance) -> &'static Language {
    let mut at = chance.below(LANGUAGES.iter().map(|language| language.weight).sum());
    for language in LANGUAGES {
        match at.checked_sub(language.weight) {
            Some(rest) => at = rest,
            None => return language,
        }
    }
    &LANGUAGES[0]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn rare_words_are_all_different() {
        let all: BTreeSet<_> = (0..RARE).map(rare).collect();
        assert_eq!(all.len() as u64, RARE, "else one that should be rare is not");
    }

    #[test]
    fn texts_are_as_long_as_people_write() {
        let lengths: Vec<_> = (0..2000).map(|n| text(&mut Chance::of(n)).chars().count()).collect();
        let mean = lengths.iter().sum::<usize>() / lengths.len();
        assert!((40..200).contains(&mean), "{mean} letters on average");
        assert!(lengths.iter().any(|length| *length > 500), "now and then somebody writes a page");
    }
}
