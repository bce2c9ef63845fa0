//! How long a hard day thinks: the pure choice alone, and with everything the journal reads for it.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use glimmer_core::{
    Feeling, Folder, Journal, Moment, NewGlimmer, Sense, Settings, Uuid,
    chrono::{DateTime, TimeDelta},
    review::hard_day::{Arrival, Candidate, Felt, Senses, Visit, choose},
};

const SIZES: [u32; 4] = [0, 100, 10_000, 100_000];

/// A candidate as a long-kept journal has them: senses and feelings mixed, some anchors, some seen before.
fn candidate(n: u32) -> Candidate {
    let sense = Sense::ALL[n as usize % 6];
    Candidate {
        id: Uuid::from_u128(u128::from(n) * 0x9e37_79b9_7f4a_7c15),
        anchor: n % 40 == 3,
        visits_ago: n.is_multiple_of(7).then_some(1 + n % 30),
        stayed_on: None,
        sense: (!n.is_multiple_of(3)).then_some(sense),
        senses: Senses::default().with(sense),
        felt: Felt { settled: n.is_multiple_of(2), reaching: n.is_multiple_of(5), joyful: n.is_multiple_of(9) },
        worded: true,
    }
}

fn pure_choice(c: &mut Criterion) {
    let mut group = c.benchmark_group("choose");
    for size in SIZES {
        let candidates: Vec<_> = (0..size).map(candidate).collect();
        let visit = Visit { arrival: Arrival::ShutDown, seed: 7, ..Visit::default() };
        group.bench_with_input(BenchmarkId::from_parameter(size), &candidates, |b, all| b.iter(|| choose(black_box(all), &visit)));
    }
}

fn next_light(c: &mut Criterion) {
    let mut group = c.benchmark_group("next_light");
    group.sample_size(10);
    let now = DateTime::parse_from_rfc3339("2026-11-22T20:31:00+01:00").expect("a date");
    let moment = |at| Moment::new(at, Settings::default().day_ends);
    for size in [100i64, 10_000, 100_000] {
        let home = tempfile::tempdir().expect("a folder");
        let journal = Journal::open(Folder::at(home.path())).expect("a journal");
        let all = (0..size).map(|n| {
            let new = NewGlimmer {
                text: format!("The window, number {n}, and what was behind it"),
                senses: vec![Sense::ALL[n as usize % 6]],
                feelings: vec![Feeling::FIVE[n as usize % 5].parse().expect("one of the five")],
                anchor: n % 40 == 3,
                ..NewGlimmer::default()
            };
            (new, moment(now - TimeDelta::hours(size - n)))
        });
        journal.keep_all(all).expect("they are kept");
        let visit = journal.open_visit(moment(now)).expect("a visit");
        group
            .bench_function(BenchmarkId::from_parameter(size), |b| b.iter(|| journal.next_light(visit, moment(now)).expect("one is left")));
    }
}

criterion_group!(benches, pure_choice, next_light);
criterion_main!(benches);
