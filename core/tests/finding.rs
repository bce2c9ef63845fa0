//! Whatever was done to a journal, the list finds exactly what is there, newest first: held against a plain look at every glimmer.

mod shared;

use std::collections::BTreeSet;

use glimmer_core::{
    Day, DraftPlace, Edit, Feeling, Filter, Folder, Glimmer, Journal, ListQuery, NewGlimmer, Photo, Sense, Start, Tag, Uuid, check::What,
};
use proptest::prelude::*;
use shared::{open, tonight, words};

const TEXTS: [&str; 9] = [
    "Rain on the skylight",
    "rain, and the café was warm",
    "雨が窓をたたく音",
    "窓",
    "",
    "the song 🎶 again",
    "🎶❤️ tea",
    "don't go yet",
    "a raincoat on @Marta",
];
const SEARCHES: [&str; 16] =
    ["", "r", "ra", "rain", "raincoat", "RAIN CAFE", "窓", "雨が", "音 窓", "🎶", "❤", "tea 🎶", "don't", "marta", "zebra", "..."];

#[derive(Debug, Clone)]
struct Kept {
    text: &'static str,
    days_ago: u64,
    feelings: Vec<&'static str>,
    senses: Vec<Sense>,
    tags: Vec<&'static str>,
    anchor: bool,
    given: bool,
}

/// What happens to a glimmer, by its number.
#[derive(Debug, Clone)]
enum Then {
    Trash(usize),
    Restore(usize),
    Delete(usize),
    Anchor(usize, bool),
    Edit(usize, Kept),
}

fn kept() -> impl Strategy<Value = Kept> {
    let feelings = proptest::sample::subsequence(vec!["calm", "joyful", "wide awake"], 0..=3);
    let senses = proptest::sample::subsequence(Sense::ALL.to_vec(), 0..=2);
    let tags = proptest::sample::subsequence(vec!["@Marta", "+Mill Street", "#small"], 0..=2);
    let marks = (any::<bool>(), any::<bool>());
    (proptest::sample::select(TEXTS.to_vec()), 0u64..900, feelings, senses, tags, marks)
        .prop_map(|(text, days_ago, feelings, senses, tags, (anchor, given))| Kept {
            text,
            days_ago,
            feelings,
            senses,
            tags,
            anchor,
            given,
        })
        .prop_filter("a glimmer has something", |kept| !kept.text.is_empty() || !kept.feelings.is_empty() || !kept.senses.is_empty())
}

fn then() -> impl Strategy<Value = Then> {
    let nth = 0usize..30;
    prop_oneof![
        nth.clone().prop_map(Then::Trash),
        nth.clone().prop_map(Then::Restore),
        nth.clone().prop_map(Then::Delete),
        (nth.clone(), any::<bool>()).prop_map(|(nth, on)| Then::Anchor(nth, on)),
        (nth, kept()).prop_map(|(nth, kept)| Then::Edit(nth, kept)),
    ]
}

fn query() -> impl Strategy<Value = ListQuery> {
    let sometimes = |weight| prop::bool::weighted(weight);
    let tags = vec!["@marta", "+MILL STREET", "#small", "#never"];
    let days = (proptest::option::weighted(0.3, 0u64..900), proptest::option::weighted(0.3, 0u64..900));
    (
        proptest::sample::select(SEARCHES.to_vec()),
        proptest::option::weighted(0.3, proptest::sample::select(vec!["calm", "joyful", "wide awake", "awake"])),
        proptest::option::weighted(0.3, proptest::sample::select(Sense::ALL.to_vec())),
        proptest::option::weighted(0.3, proptest::sample::select(tags)),
        (sometimes(0.2), sometimes(0.2), sometimes(0.1), sometimes(0.2)),
        days,
    )
        .prop_map(|(search, feeling, sense, tag, (anchor, given, waits, photo), (from, to))| ListQuery {
            search: Some(search.into()),
            filter: Filter {
                feelings: feeling.iter().map(|one| one.parse().unwrap()).collect(),
                senses: sense.into_iter().collect(),
                tags: tag.iter().map(|one| one.parse().unwrap()).collect(),
                anchor,
                given,
                photo,
                waits,
                from: from.map(ago),
                to: to.map(ago),
            },
            ..ListQuery::default()
        })
}

fn ago(days: u64) -> Day {
    tonight().day.before(days)
}

fn new(kept: &Kept) -> NewGlimmer {
    NewGlimmer {
        text: kept.text.into(),
        feelings: kept.feelings.iter().map(|one| one.parse().unwrap()).collect(),
        senses: kept.senses.clone(),
        tags: kept.tags.iter().map(|one| one.parse().unwrap()).collect(),
        anchor: kept.anchor,
        given: kept.given,
        day: Some(ago(kept.days_ago)),
        photos: if kept.days_ago.is_multiple_of(3) { vec![photo()] } else { Vec::new() },
    }
}

/// One whose file is not there.
fn photo() -> Photo {
    Photo { name: "5".repeat(64).parse().unwrap(), width: 4, height: 3, alt: String::new(), blur: String::new() }
}

fn happens(journal: &Journal, ids: &[Uuid], then: &Then) {
    let of = |nth: &usize| ids.get(*nth).copied();
    // What is gone, or not in the trash, refuses; that is as it should be.
    let _ = match then {
        Then::Trash(nth) => of(nth).map(|id| journal.trash(id, tonight())),
        Then::Restore(nth) => of(nth).map(|id| journal.restore(id)),
        Then::Delete(nth) => of(nth).map(|id| journal.trash(id, tonight()).and_then(|()| journal.delete(id))),
        Then::Anchor(nth, on) => of(nth).map(|id| journal.mark_anchor(id, *on, tonight()).map(drop)),
        Then::Edit(nth, kept) => {
            let edit = Edit { new: new(kept), day: ago(kept.days_ago) };
            of(nth).map(|id| journal.edit(id, edit, tonight()).map(drop))
        }
    };
}

/// Whether a search and a filter mean this glimmer, told from its words alone.
fn is_meant(glimmer: &Glimmer, query: &ListQuery) -> bool {
    let Filter { feelings, senses, tags, anchor, given, photo, waits, from, to } = &query.filter;
    let same = |one: &Tag, other: &Tag| one.as_str().to_lowercase() == other.as_str().to_lowercase();
    found(glimmer, query.search.as_deref().unwrap_or_default())
        && feelings.iter().all(|feeling| glimmer.feelings.contains(feeling))
        && senses.iter().all(|sense| glimmer.senses.contains(sense))
        && tags.iter().all(|tag| glimmer.tags.iter().any(|one| same(one, tag)))
        && (!anchor || glimmer.anchor)
        && (!given || glimmer.given)
        && (!photo || !glimmer.photos.is_empty())
        && (!waits || glimmer.consent.waits)
        && from.is_none_or(|from| glimmer.day >= from)
        && to.is_none_or(|to| glimmer.day <= to)
}

fn found(glimmer: &Glimmer, search: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace('é', "e").replace('\u{fe0f}', "");
    let all: String =
        [glimmer.text.as_str()].into_iter().chain(glimmer.tags.iter().map(Tag::as_str)).map(|one| plain(one) + "\n").collect();
    let cjk = |word: &str| word.chars().any(|c| u32::from(c) >= 0x3040 && u32::from(c) < 0xa000);
    plain(search).split_whitespace().all(|word| match word {
        _ if cjk(word) || !word.chars().any(char::is_alphanumeric) => all.contains(word),
        "don't" => all.contains("don't"),
        _ => all.split(|c: char| !c.is_alphanumeric()).any(|one| one.starts_with(word)),
    })
}

fn pages(journal: &Journal, query: &ListQuery, limit: u32) -> Vec<Glimmer> {
    let mut all = Vec::new();
    let mut start = Start::Newest;
    loop {
        let page = journal.list(&ListQuery { start, limit: Some(limit), ..query.clone() }).unwrap();
        all.extend(page.glimmers);
        match page.next {
            Some(next) => start = Start::Older(next),
            None => return all,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_asked_the_answer_is_what_a_plain_look_at_each_would_give(
        all in proptest::collection::vec(kept(), 1..30),
        then in proptest::collection::vec(then(), 0..20),
        queries in proptest::collection::vec(query(), 12),
        limit in 1u32..9,
    ) {
        let (_home, journal) = open();
        let ids: Vec<Uuid> = all.iter().map(|kept| journal.keep(new(kept), tonight()).unwrap().id).collect();
        then.iter().for_each(|then| happens(&journal, &ids, then));
        let everything = journal.list(&ListQuery::default()).unwrap().glimmers;
        prop_assert!(everything.windows(2).all(|pair| pair[0].day >= pair[1].day), "newest first");
        for query in queries {
            let expected: Vec<Uuid> = everything.iter().filter(|one| is_meant(one, &query)).map(|one| one.id).collect();
            let found: Vec<Uuid> = pages(&journal, &query, limit).iter().map(|one| one.id).collect();
            prop_assert_eq!(&found, &expected, "{:?}", query);
            // The same from the other end.
            if let Some(middle) = expected.get(expected.len() / 2) {
                let page = journal.list(&ListQuery { start: Start::Glimmer(*middle), limit: Some(limit), ..query.clone() }).unwrap();
                prop_assert_eq!(page.glimmers.first().map(|one| one.id), Some(*middle));
                let newer = ListQuery { start: Start::Newer(page.previous.unwrap()), limit: None, ..query.clone() };
                let newer: Vec<Uuid> = journal.list(&newer).unwrap().glimmers.iter().map(|one| one.id).collect();
                prop_assert_eq!(&newer[..], &expected[..expected.len() / 2]);
            }
        }
        let outside: BTreeSet<String> = everything.iter().flat_map(|one| &one.tags).map(|tag| tag.as_str().to_lowercase()).collect();
        let vocabulary = journal.vocabulary().unwrap();
        prop_assert_eq!(vocabulary.tags.iter().map(|tag| tag.as_str().to_lowercase()).collect::<BTreeSet<_>>(), outside);
        let own = everything.iter().flat_map(|one| &one.feelings).map(Feeling::as_str).filter(|one| *one == "wide awake");
        prop_assert_eq!(vocabulary.feelings.iter().map(Feeling::as_str).collect::<BTreeSet<_>>(), own.collect::<BTreeSet<_>>());
        let findings = journal.check(&mut |_| ()).unwrap().findings;
        prop_assert!(findings.iter().all(|finding| finding.what == What::Photo), "{:?}", findings);
    }
}

/// Everything that is found for a word.
fn with(journal: &Journal, typed: &str) -> Vec<Uuid> {
    let page = journal.list(&ListQuery { search: Some(typed.into()), ..ListQuery::default() }).unwrap();
    page.glimmers.into_iter().map(|glimmer| glimmer.id).collect()
}

#[test]
fn what_was_kept_is_found_by_whoever_looks_next() {
    let (home, journal) = open();
    let [first, second, third] = ["rain", "rain again", "more rain"].map(|text| journal.keep(words(text), tonight()).unwrap().id);
    // Nobody has read anything yet: what happens to them meanwhile is known too.
    journal.trash(second, tonight()).unwrap();
    journal.mark_anchor(first, true, tonight()).unwrap();
    drop(journal);

    let journal = Journal::open(Folder::at(home.path())).unwrap();
    assert_eq!(with(&journal, "rain"), [third, first]);
    assert!(with(&journal, "again").is_empty());

    let terminal = Journal::open(Folder::at(home.path())).unwrap();
    let fourth = terminal.keep(words("rain, from a terminal, for @Otto"), tonight()).unwrap().id;
    drop(terminal);
    assert!(journal.changed_elsewhere().unwrap());
    assert_eq!(with(&journal, "rain"), [fourth, third, first]);
    assert_eq!(journal.vocabulary().unwrap().tags, ["@Otto".parse().unwrap()]);
    assert!(journal.check(&mut |_| ()).unwrap().findings.is_empty());
}

#[test]
fn what_was_taken_back_before_anybody_looked_is_nowhere() {
    let (_home, journal) = open();
    let kept = journal.keep_draft(DraftPlace::Today, words("rain for @Otto"), tonight()).unwrap().id;
    journal.undo_keep(DraftPlace::Today, kept, tonight()).unwrap();
    assert!(with(&journal, "rain").is_empty());
    assert!(journal.vocabulary().unwrap().tags.is_empty());
    assert!(journal.check(&mut |_| ()).unwrap().findings.is_empty());
}

#[test]
fn nobody_types_a_mark() {
    let (_home, journal) = open();
    journal.keep(NewGlimmer { anchor: true, ..words("kept") }, tonight()).unwrap();
    journal.keep(words("\u{e000}a typed"), tonight()).unwrap();
    let found = |search: &str, anchor| {
        let query = ListQuery { search: Some(search.into()), filter: Filter { anchor, ..Filter::default() }, ..ListQuery::default() };
        journal.list(&query).unwrap().glimmers.len()
    };
    assert_eq!(found("", true), 1, "what looks like a mark makes no anchor");
    assert_eq!(found("\u{e000}a", false), 1, "it is the letter a");
}
