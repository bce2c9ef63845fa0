//! How long 100,000 entries take to come in and to leave, beside plain inserts of the same rows into the same tables; how long
//! somebody waits who keeps a glimmer meanwhile; how much memory it takes.

#[path = "../tests/shared/raw.rs"]
mod raw;

use std::{
    fs,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use glimmer_core::{
    Folder, Journal, ListQuery, Moment, NewGlimmer,
    chrono::NaiveTime,
    transfer::{
        export::Format,
        import::{Found, Staged},
    },
};

const MANY: u64 = 100_000;
const KINDS: [&str; 5] = ["rain on the skylight", "a nod from the bus driver", "soup and bread", "her hand", "the light at four"];

fn now() -> Moment {
    Moment::new("2026-11-22T20:31:00+01:00".parse().expect("a moment"), NaiveTime::from_hms_opt(4, 0, 0).expect("a time"))
}

fn entry(n: u64) -> Found {
    let kind = KINDS[usize::try_from(n).unwrap_or(0) % KINDS.len()];
    let first: glimmer_core::Day = "2006-01-01".parse().expect("a day");
    Found {
        identity: format!("bench {n}"),
        day: first.after(n % 7000),
        at: NaiveTime::from_num_seconds_from_midnight_opt(u32::try_from(n * 37 % 86_400).unwrap_or(0), 0),
        offset: glimmer_core::chrono::FixedOffset::east_opt(3600),
        text: format!(
            "Number {n}: {kind}, and for a while nothing else was needed; {} and {}.",
            KINDS[(n % 3) as usize],
            KINDS[(n % 4) as usize]
        ),
        tags: vec!["@Marta".into(), format!("#tag{}", n % 50)],
        moods: vec!["good".into()],
        starred: n.is_multiple_of(9),
    }
}

fn told<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let (start, worked) = (Instant::now(), processor());
    let result = work();
    println!("{what:<44} {:>7.2} s, of these {:>6.2} s worked", start.elapsed().as_secs_f64(), processor() - worked);
    result
}

/// Seconds that this thread had a processor, however busy the computer is with something else; only Linux tells.
fn processor() -> f64 {
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    told.split(' ').next().and_then(|spent| spent.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

/// The most that was ever resident, in MB; only Linux tells.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// The same rows, one statement after the other, in one transaction.
fn plainly(home: &Path) -> rusqlite::Result<()> {
    let mut sql = raw::raw(home);
    let tx = sql.transaction()?;
    {
        let mut glimmer = tx.prepare(
            "insert into glimmer (place, id, day, noticed_at, utc_offset, text, anchor, given, waits, created_at, light)
             values (?1, randomblob(16), ?2, ?1, 3600, ?3, 0, 0, 1, 0, ?1)",
        )?;
        let mut tagged = tx.prepare("insert into tagged (glimmer, nth, tag, folded) values (?1, ?2, ?3, ?3)")?;
        let mut search = tx.prepare("insert into glimmer_search (rowid, words) values (?1, ?2)")?;
        let mut imported = tx.prepare("insert into imported values (randomblob(32), randomblob(16), null, null)")?;
        for n in 0..MANY {
            let found = entry(n);
            let place = i64::try_from(n).unwrap_or(0);
            glimmer.execute((place, found.day.to_string(), &found.text))?;
            for (nth, tag) in (0i64..).zip(["@Marta", &found.tags[1], "#good"]) {
                tagged.execute((place, nth, tag))?;
            }
            search.execute((place, format!("{}\n@Marta\n{}\n#good", found.text, found.tags[1])))?;
            imported.execute(())?;
        }
    }
    tx.commit()?;
    sql.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))
}

fn main() -> glimmer_core::Result<()> {
    let (plain, home) = (tempfile::tempdir().expect("a file"), tempfile::tempdir().expect("a file"));
    drop(Journal::open(Folder::at(plain.path()))?);
    told("plain inserts of the same rows", || plainly(plain.path()))?;
    println!("{:<44} {:>7} MB", "memory so far", memory());

    let journal = Journal::open(Folder::at(home.path()))?;
    let (go, mut quiet) = (AtomicBool::new(false), |_: f64| ());
    let staged = told("gathering", || -> glimmer_core::Result<Staged> {
        let mut staged = Staged::begin(&Folder::at(home.path()), "bench")?;
        (0..MANY).try_for_each(|n| staged.add(entry(n)))?;
        Ok(staged)
    })?;
    told("plan", || journal.plan_import(&staged))?;
    let over = AtomicBool::new(false);
    let id = thread::scope(|scope| {
        let keeping = scope.spawn(|| {
            let (mut longest, mut kept, mut refused) = (Duration::ZERO, 0, 0);
            while !over.load(Ordering::Relaxed) {
                let start = Instant::now();
                match journal.keep(NewGlimmer { text: "meanwhile".into(), ..NewGlimmer::default() }, now()) {
                    Ok(_) => kept += 1,
                    Err(_) => refused += 1,
                }
                longest = longest.max(start.elapsed());
                // Faster than anybody writes.
                thread::park_timeout(Duration::from_millis(200));
            }
            (longest, kept, refused)
        });
        let reading = scope.spawn(|| {
            let mut longest = Duration::ZERO;
            while !over.load(Ordering::Relaxed) {
                let start = Instant::now();
                drop(journal.list(&ListQuery { limit: Some(50), ..ListQuery::default() }));
                longest = longest.max(start.elapsed());
                thread::park_timeout(Duration::from_millis(50));
            }
            longest
        });
        let imported = told("import, after a copy", || journal.apply_import(&staged, true, now(), &mut quiet, &go));
        over.store(true, Ordering::Relaxed);
        if let (Ok((longest, kept, refused)), Ok(read)) = (keeping.join(), reading.join()) {
            println!(
                "{:<44} {:>7.2} s ({kept} were kept, {refused} refused)",
                "longest that a keep waited meanwhile",
                longest.as_secs_f64()
            );
            println!("{:<44} {:>7.2} s", "longest that a page of the list took", read.as_secs_f64());
        }
        imported
    })?;
    drop(staged);
    for (name, format) in [("JSON", Format::Json), ("Markdown", Format::Markdown), ("CSV", Format::Csv), ("HTML", Format::Html)] {
        let to = home.path().join(name);
        let written = told(&format!("export: {name}"), || journal.export(&ListQuery::default(), format, &to, None, &mut quiet, &go))?;
        if let Some(written) = written {
            println!("{:<44} {:>7} MB in {} files", "", written.bytes / 1_000_000, written.files);
        }
    }
    let other_home = tempfile::tempdir().expect("a file");
    let other = Journal::open(Folder::at(other_home.path()))?;
    told("its JSON into an empty journal", || -> glimmer_core::Result<()> {
        let mut staged = Staged::begin(&Folder::at(other_home.path()), "Glimmer")?;
        let json = fs::File::open(home.path().join("JSON")).expect("it was written");
        staged.add_journal(std::io::BufReader::new(json), None)?;
        other.apply_import(&staged, false, now(), &mut quiet, &go).map(drop)
    })?;
    if let Some(id) = id.and_then(|imported| imported.id) {
        told("taking the import back", || journal.undo_import(id, &mut quiet, &go))?;
    }
    println!("{:<44} {:>7} MB", "memory at most", memory());
    Ok(())
}
