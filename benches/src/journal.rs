//! Journals as somebody might have written them in twelve years, the same each time: written as an export of Glimmer's own, and
//! imported with the app's own importer.

use std::{
    fs,
    hash::{DefaultHasher, Hasher},
    io::{self, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
    sync::atomic::AtomicBool,
    thread,
};

use glimmer_core::{
    Feeling, Folder, Journal, ListQuery, Moment, NewGlimmer, Result, Sense, Settings, Tag, Uuid,
    chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime, TimeDelta},
    transfer::{import::Staged, json},
};
use serde_json::{Value, json};

use crate::phrases;

/// Grows when another journal is made of the same size: one that was made before is then not taken for it.
pub const VERSION: u32 = 1;
/// The last day of every journal, and how many there are.
const LAST: NaiveDate = NaiveDate::from_ymd_opt(2025, 12, 31).expect("a date");
const DAYS: u64 = 12 * 365;
/// Nobody notices much between one and seven in the morning.
const MORNING: i64 = 7 * 3600;
const AWAKE: u64 = 18 * 3600;

const PEOPLE: [&str; 14] = [
    "@Marta",
    "@Otto",
    "@Dr Okafor",
    "@Mum",
    "@Jonas",
    "@Ayşe",
    "@Li Wei",
    "@Sam",
    "@Grandpa",
    "@Noor",
    "@Ines",
    "@Pavel",
    "@健太",
    "@Ruth",
];
const PLACES: [&str; 8] = ["+kitchen", "+home", "+line 18", "+the lake", "+work", "+garden", "+library", "+Küche"];
const ANYTHING: [&str; 8] = ["#small", "#music", "#morning", "#rain", "#walk", "#first time", "#cat", "#sleep"];
const OWN_FEELINGS: [&str; 6] = ["wide awake", "held", "curious", "proud", "erleichtert", "懐かしい"];

/// How much is in a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub glimmers: u64,
    pub visits: u64,
}

/// A stream of numbers that only depends on where it began (SplitMix64).
pub struct Chance(u64);

impl Chance {
    pub fn of(seed: u64) -> Self {
        // Neighbours would begin alike.
        let mut chance = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `many`, which is not 0.
    pub fn below(&mut self, many: u64) -> u64 {
        self.next() % many
    }

    pub fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }

    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).unwrap_or_default()]
    }

    fn uuid(&mut self, at: DateTime<FixedOffset>) -> Uuid {
        let random = u128::from(self.next()) << 64 | u128::from(self.next());
        let millis = u128::from(at.timestamp_millis().unsigned_abs());
        // RFC 9562 §5.7: 48 bits of time, the version, the variant, and the rest.
        let kept = (0xfff << 64) | ((1 << 62) - 1);
        Uuid::from_u128(millis << 80 | 7 << 76 | 2 << 62 | random & kept)
    }
}

/// The moment at which everything is measured that need not be now: a few days after the last one of every journal.
pub fn now() -> Moment {
    let at = LAST + Days::new(3);
    Moment::new(at.and_time(NaiveTime::from_hms_opt(20, 31, 0).unwrap_or_default()).and_utc().fixed_offset(), Settings::default().day_ends)
}

/// A glimmer of a journal, by its number from the oldest.
pub struct Entry {
    pub id: Uuid,
    pub day: NaiveDate,
    pub noticed_at: Option<DateTime<FixedOffset>>,
    pub created_at: DateTime<FixedOffset>,
    pub text: String,
    pub feelings: Vec<&'static str>,
    pub senses: Vec<&'static str>,
    pub tags: Vec<&'static str>,
    pub anchor: bool,
    pub given: bool,
    pub kept_out: bool,
    pub rests: bool,
    pub edited: bool,
}

impl Entry {
    pub fn of(size: Size, nth: u64) -> Self {
        let mut chance = Chance::of(nth);
        let at = instant(size, nth);
        let (day, created_at) = (day_of(at), at + TimeDelta::minutes(2));
        let id = chance.uuid(created_at);
        let wordless = chance.one_in(30);
        let text = if wordless { String::new() } else { phrases::text(&mut chance) };
        let several = |chance: &mut Chance, often: u64| (0..3).take_while(|_| chance.below(100) < often).count();
        let mut feelings = Vec::new();
        for _ in 0..several(&mut chance, 60).max(usize::from(wordless)) {
            let own = chance.one_in(12);
            feelings.push(if own { chance.one_of(&OWN_FEELINGS) } else { chance.one_of(&Feeling::FIVE) });
        }
        let senses: Vec<_> = (0..several(&mut chance, 45)).map(|_| chance.one_of(&Sense::ALL).name()).collect();
        let tags = (0..several(&mut chance, 35)).map(|nth| match nth {
            // Some people are met every day.
            0 => PEOPLE[usize::try_from(chance.below(14) * chance.below(14) / 14).unwrap_or_default()],
            1 => chance.one_of(&PLACES),
            _ => chance.one_of(&ANYTHING),
        });
        let tags = tags.collect();
        let (feelings, senses) = (without_twice(feelings), without_twice(senses));
        let anchor = chance.one_in(40);
        let given = chance.one_in(25);
        let kept_out = chance.one_in(80);
        let rests = chance.one_in(200);
        let edited = chance.one_in(20);
        let noticed_at = (!chance.one_in(25)).then_some(at);
        Self { id, day, noticed_at, created_at, text, feelings, senses, tags, anchor, given, kept_out, rests, edited }
    }

    /// The same as somebody would keep it now, with the moment at which they would have.
    pub fn as_new(&self) -> Result<(NewGlimmer, Moment)> {
        let new = NewGlimmer {
            text: self.text.clone(),
            feelings: self.feelings.iter().map(|one| one.parse()).collect::<Result<_>>()?,
            senses: self.senses.iter().map(|one| one.parse()).collect::<Result<_>>()?,
            tags: self.tags.iter().map(|one| one.parse()).collect::<Result<Vec<Tag>>>()?,
            anchor: self.anchor,
            given: self.given,
            photos: Vec::new(),
            day: None,
        };
        Ok((new, Moment::new(self.created_at, Settings::default().day_ends)))
    }

    fn as_json(&self, light: u64) -> Value {
        json!({
            "id": self.id.to_string(),
            "day": self.day.to_string(),
            "noticed_at": self.noticed_at.map(json::local),
            "text": self.text,
            "feelings": self.feelings,
            "senses": self.senses,
            "tags": self.tags,
            "anchor": self.anchor,
            "given": self.given,
            "created_at": json::utc(self.created_at.to_utc()),
            "edited_at": self.edited.then(|| json::utc(self.created_at.to_utc() + TimeDelta::hours(30))),
            "rests_until": self.rests.then(|| (LAST + Days::new(200)).to_string()),
            "kept_out": self.kept_out,
            "light": light,
        })
    }
}

fn without_twice(mut all: Vec<&'static str>) -> Vec<&'static str> {
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|one| seen.insert(*one));
    all
}

/// When the glimmer with this number was noticed: they are spread evenly over the waking hours of all days, from
/// the first to the last.
fn instant(size: Size, nth: u64) -> DateTime<FixedOffset> {
    // In milliseconds of being awake; 12 years have 2.8e11 of them, times a million glimmers.
    let all = u128::from(DAYS * AWAKE) * 1000 - 1;
    let awake = all * u128::from(nth) / u128::from(size.glimmers.max(2) - 1);
    let in_a_day = u128::from(AWAKE) * 1000;
    let day = LAST - Days::new(DAYS - 1) + Days::new(u64::try_from(awake / in_a_day).unwrap_or_default());
    let within = TimeDelta::milliseconds(i64::try_from(awake % in_a_day).unwrap_or_default());
    let hour = FixedOffset::east_opt(3600).expect("an hour is an offset");
    let morning = day.and_time(NaiveTime::MIN) + TimeDelta::seconds(MORNING) + within;
    morning.and_local_timezone(hour).single().expect("a fixed offset has no gaps")
}

/// The person's day, which ends at four.
fn day_of(at: DateTime<FixedOffset>) -> NaiveDate {
    (at - TimeDelta::hours(4)).date_naive()
}

/// Writes a journal as an export, one glimmer after the other.
///
/// # Errors
/// If it cannot be written.
pub fn write(size: Size, to: impl Write) -> io::Result<()> {
    let mut to = BufWriter::new(to);
    write!(to, "{{\n\"format\":\"glimmer-journal\",\n\"version\":1,\n\"glimmers\":[\n")?;
    for nth in 0..size.glimmers {
        let comma = if nth == 0 { "" } else { ",\n" };
        write!(to, "{comma}{}", Entry::of(size, nth).as_json(nth))?;
    }
    write!(to, "\n],\n\"beside\":{{\"kept_out_tags\":[\"@Jonas\"],\"supports\":{},\"visits\":[", supports())?;
    for nth in 0..size.visits {
        let comma = if nth == 0 { "" } else { ",\n" };
        write!(to, "{comma}{}", visit(size, nth))?;
    }
    write!(to, "]}}\n}}\n")?;
    to.flush()
}

fn supports() -> Value {
    json!([
        { "kind": "person", "name": "Marta", "reach": "07700 900146", "about": "sister, any hour" },
        { "kind": "step", "name": "Feed the cat.", "reach": "", "about": "" },
    ])
}

/// A hard day on which some of what was there already was shown.
fn visit(size: Size, nth: u64) -> Value {
    let mut chance = Chance::of(u64::MAX - nth);
    // Between two glimmers, from the second of all on.
    let after = 1 + nth * size.glimmers.saturating_sub(1) / size.visits.max(1);
    let at = instant(size, after) + TimeDelta::seconds(1);
    let mut shown: Vec<Uuid> = Vec::new();
    for _ in 0..chance.below(6) {
        let one = Entry::of(size, chance.below(after)).id;
        if !shown.contains(&one) {
            shown.push(one);
        }
    }
    let shown: Vec<_> = shown
        .into_iter()
        .map(|id| json!({ "glimmer": id.to_string(), "stayed": chance.one_in(3), "rested": false, "kept_out": false }))
        .collect();
    json!({
        "id": chance.uuid(at).to_string(),
        "day": day_of(at).to_string(),
        "opened_at": json::utc(at.to_utc()),
        "closed_at": json::utc(at.to_utc() + TimeDelta::minutes(9)),
        "arrival": chance.one_of(&["wound_up", "shut_down", "not_sure"]),
        "heavy_before": 5 + chance.below(6),
        "heavy_after": 2 + chance.below(6),
        "forward": "",
        "toward": "",
        "stayed": chance.one_in(4),
        "shown": shown,
    })
}

/// Lets a journal in that is written meanwhile, all of it.
///
/// # Errors
/// As the importer.
pub fn bring(journal: &Journal, folder: &Folder, size: Size) -> Result<()> {
    let (reader, writer) = io::pipe().map_err(|source| file("open a pipe beside", folder.path(), source))?;
    let mut staged = Staged::begin(folder, "a seeded journal")?;
    // Whatever stops one of the two is told by the other, which then has no end of its pipe any more.
    let written = thread::spawn(move || write(size, writer));
    staged.add_journal(BufReader::new(reader), None)?;
    written.join().unwrap_or_else(|_| Err(io::Error::other("it stopped"))).map_err(|source| file("write", folder.path(), source))?;
    journal.apply_import(&staged, false, now(), &mut |_| (), &AtomicBool::new(false))?;
    journal.let_all_in(&ListQuery::default())?;
    Ok(())
}

fn file(action: &'static str, path: &Path, source: io::Error) -> glimmer_core::Error {
    glimmer_core::Error::File { action, path: path.to_owned(), source }
}

/// The folder below `beneath` with a journal of this size, which is made if it is not there yet. Only to be read, or copied.
///
/// # Errors
/// As [`bring`].
pub fn seeded(beneath: &Path, size: Size) -> Result<PathBuf> {
    let of_this_size = format!("journal-{}-{}-", size.glimmers, size.visits);
    let home = beneath.join(format!("{of_this_size}{VERSION}-{:016x}", schema()?));
    if home.exists() {
        return Ok(home);
    }
    println!("Making a journal of {} glimmers and {} visits", size.glimmers, size.visits);
    // Those that another version made, or that were not finished.
    for old in fs::read_dir(beneath).into_iter().flatten().flatten() {
        if old.file_name().to_string_lossy().starts_with(&of_this_size) {
            fs::remove_dir_all(old.path()).map_err(|source| file("remove", &old.path(), source))?;
        }
    }
    let unfinished = home.with_extension("unfinished");
    let folder = Folder::at(&unfinished);
    let journal = Journal::open(folder.clone())?;
    bring(&journal, &folder, size)?;
    drop(journal);
    fs::rename(&unfinished, &home).map_err(|source| file("rename", &unfinished, source))?;
    Ok(home)
}

/// A number for the tables that journals have: another one, and those that were made before are not what is measured.
fn schema() -> Result<u64> {
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src/store/migrations");
    let failed = |source| file("read", &migrations, source);
    let mut paths = fs::read_dir(&migrations).and_then(Iterator::collect::<io::Result<Vec<_>>>).map_err(failed)?;
    paths.sort_by_key(fs::DirEntry::file_name);
    let mut hasher = DefaultHasher::new();
    for path in paths {
        hasher.write(&fs::read(path.path()).map_err(failed)?);
    }
    Ok(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = Size { glimmers: 600, visits: 40 };

    #[test]
    fn a_journal_is_the_same_each_time_and_comes_in_whole() {
        let (mut once, mut again) = (Vec::new(), Vec::new());
        write(SIZE, &mut once).unwrap();
        write(SIZE, &mut again).unwrap();
        assert_eq!(once, again);

        let beneath = tempfile::tempdir().unwrap();
        let home = seeded(beneath.path(), SIZE).unwrap();
        let journal = Journal::open(Folder::at(&home)).unwrap();
        let all = journal.list(&ListQuery::default()).unwrap().glimmers;
        assert_eq!((all.len(), journal.visits().unwrap().len()), (600, 40), "nothing of it was refused");
        assert!(all.iter().all(|one| !one.consent.waits), "it is let in");
        let newest_first = (0..600).rev().map(|nth| Entry::of(SIZE, nth).text).collect::<Vec<_>>();
        let timed = all.iter().filter(|one| one.noticed_at.is_some()).count();
        assert!(timed > 500 && timed < 600, "some are of a day, without an hour");
        assert_eq!(all.iter().filter(|one| newest_first.contains(&one.text)).count(), 600);
        drop(journal);
        let made = fs::metadata(home.join("vault.key")).unwrap().modified().unwrap();
        seeded(beneath.path(), SIZE).unwrap();
        assert_eq!(fs::metadata(home.join("vault.key")).unwrap().modified().unwrap(), made, "what is there is taken");
    }

    #[test]
    fn they_are_noticed_one_after_the_other_up_to_the_last_day() {
        let times: Vec<_> = (0..600).map(|nth| instant(SIZE, nth)).collect();
        assert!(times.is_sorted());
        assert_eq!(Entry::of(SIZE, 599).day, LAST, "the newest is of the last day");
        assert!(now().at > times[599]);
    }
}
