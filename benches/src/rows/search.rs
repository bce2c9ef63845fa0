//! Searching as one types: the newest fifty, for words of every kind, against the best query by hand.

use std::sync::atomic::AtomicBool;

use glimmer_core::{Edit, Filter, Glimmer, Journal, ListQuery, NewGlimmer, transfer::import::Found};

use super::{Measured, ms};
use crate::{
    ground::{Ground, Home},
    journal::{Entry, Size, now},
    phrases,
    raw::Raw,
    table::{Figure, Unit, quantile},
};

const ROUNDS: usize = 20;
/// How many old ones come in between two measurements, and how many days are changed.
const OLD: u64 = 10_000;
const EDITED: u64 = 200;

/// What somebody types who looks for one of these kinds.
pub fn typed() -> Vec<String> {
    kinds().into_iter().flat_map(|kind| kind.typed).collect()
}

/// A kind of question: its name, what is typed, and how many milliseconds it may take.
struct Kind {
    name: &'static str,
    typed: Vec<String>,
    reach: f64,
}

fn kinds() -> Vec<Kind> {
    let kind = |name, typed: &[&str]| Kind { name, typed: typed.iter().map(|&typed| typed.into()).collect(), reach: 5.0 };
    let rare = (0..6).map(|nth| phrases::rare(phrases::RARE - 1 - nth * 700)).collect();
    vec![
        Kind { reach: 30.0, ..kind("one letter", &["r", "s", "t", "w", "a", "m"]) },
        kind("two letters", &["ra", "wi", "ki", "st", "da", "re"]),
        kind("beginning of a word", &["win", "kitc", "shou", "regen", "abou", "evening"]),
        Kind { typed: rare, ..kind("rare word", &[]) },
        kind("several words", &["rain skylight", "light kitchen wall", "nobody hurry bread", "cat asleep coat", "und ruhig", "the d"]),
        kind("Chinese and Japanese", &["雨", "窓", "朝の光", "一杯热茶", "猫", "静か"]),
        kind("nothing found", &["xqzzy", "qqq", "rain xqzzy", "jjjj the", "зззз", "鬱"]),
    ]
}

/// Words with filters, and filters alone.
fn filtered() -> glimmer_core::Result<Vec<ListQuery>> {
    let filter =
        |search: Option<&str>, filter| ListQuery { search: search.map(Into::into), filter, limit: Some(50), ..ListQuery::default() };
    let none = Filter::default();
    Ok(vec![
        filter(Some("rain"), Filter { feelings: vec!["calm".parse()?], ..none.clone() }),
        filter(Some("light"), Filter { senses: vec!["seeing".parse()?], anchor: true, ..none.clone() }),
        filter(Some("the"), Filter { tags: vec!["@Marta".parse()?], ..none.clone() }),
        filter(Some("soup"), Filter { from: Some("2017-01-01".parse()?), to: Some("2017-06-30".parse()?), ..none.clone() }),
        filter(None, Filter { feelings: vec!["hopeful".parse()?, "held".parse()?], ..none.clone() }),
        filter(None, Filter { tags: vec!["+the lake".parse()?], given: true, ..none }),
    ])
}

pub fn measure(ground: &Ground) -> Measured {
    let size = ground.scale.most;
    let home = ground.home(size)?;
    let journal = home.journal()?;
    let raw = ground.raw(size)?;
    let rounds = ground.scale.runs(ROUNDS);
    let mut figures = all(&journal, &raw, size, rounds, "")?;
    disturb(&home, &journal, size)?;
    figures.extend(all(&journal, &raw, size, rounds, ", after an import and edited days")?);
    let wrong = out_of_order(&journal)?;
    figures.push(Figure::new("search", "pages that are not newest first, after these", wrong, Unit::Count).at_most(0.0));
    Ok(figures)
}

fn all(journal: &Journal, raw: &Raw, size: Size, rounds: usize, when: &str) -> Measured {
    let mut figures = Vec::new();
    let figure = |what: &str, times: &[f64]| {
        let what = format!("{what}, p95{when}");
        Figure::new("search", what, quantile(times, 0.95), Unit::Ms).glimmers(size.glimmers)
    };
    for Kind { name, typed, reach } in kinds() {
        let (mut ours, mut by_hand) = (Vec::new(), Vec::new());
        for nth in 0..=rounds {
            for typed in &typed {
                let times = (ms(|| journal.list(&query(typed)))?.0, ms(|| raw.newest(typed))?.0);
                // The first round reads the pages that the others find in memory, as the letter before would have.
                if nth > 0 {
                    ours.push(times.0);
                    by_hand.push(times.1);
                }
            }
        }
        figures.push(figure(name, &ours).against(quantile(&by_hand, 0.95)).at_most(reach).at_most_ratio(1.3));
    }
    let mut times = Vec::new();
    for nth in 0..=rounds {
        for query in filtered()? {
            let took = ms(|| journal.list(&query))?.0;
            if nth > 0 {
                times.push(took);
            }
        }
    }
    figures.push(figure("filters combined", &times).at_most(5.0));
    Ok(figures)
}

fn query(typed: &str) -> ListQuery {
    ListQuery { search: Some(typed.into()), limit: Some(50), ..ListQuery::default() }
}

/// Brings in old ones from another journal, and moves some glimmers to other days.
fn disturb(home: &Home, journal: &Journal, size: Size) -> Result<(), Box<dyn std::error::Error>> {
    let old = OLD.min(size.glimmers / 10);
    let mut staged = glimmer_core::transfer::import::Staged::begin(&home.folder(), "old ones")?;
    for nth in 0..old {
        let entry = Entry::of(Size { glimmers: old, visits: 0 }, nth);
        staged.add(Found {
            identity: format!("old {nth}"),
            day: entry.day.to_string().parse()?,
            at: None,
            offset: Some(*entry.created_at.offset()),
            text: format!("{} Many years ago.", entry.text),
            tags: entry.tags.iter().map(|&tag| tag.into()).collect(),
            moods: Vec::new(),
            starred: false,
            photos: Vec::new(),
        })?;
    }
    journal.apply_import(&staged, false, now(), &mut |_| (), &AtomicBool::new(false))?;
    for nth in 0..EDITED {
        let from = Entry::of(size, nth * (size.glimmers - 1) / EDITED);
        let to = Entry::of(size, (nth * 7919) % size.glimmers).day.to_string().parse()?;
        let Glimmer { id, text, feelings, senses, tags, anchor, given, photos, .. } = journal.glimmer(from.id)?;
        let new = NewGlimmer { text, feelings, senses, tags, anchor, given, day: None, photos };
        journal.edit(id, Edit { new, day: to }, now())?;
    }
    Ok(())
}

/// How many pages have one that is older than the next.
fn out_of_order(journal: &Journal) -> glimmer_core::Result<f64> {
    let mut wrong = 0;
    for typed in typed() {
        let page = journal.list(&query(&typed))?.glimmers;
        wrong += u32::from(!page.is_sorted_by(|newer, older| newer.day >= older.day));
    }
    Ok(f64::from(wrong))
}
