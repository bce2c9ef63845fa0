//! Counts the instructions of what is done most, and compares them with figures that are kept in `benches/hotpaths.toml`: time
//! differs from run to run on a shared machine, this does not. `hotpaths [--update]`; run with `cargo xtask test hotpaths`.

use std::{
    collections::BTreeMap,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
};

use glimmer_benches::journal::{Entry, Size, now, seeded};
use glimmer_core::{Filter, Folder, Journal, ListQuery, Start};
use serde::{Deserialize, Serialize};

const SIZE: Size = Size { glimmers: 2000, visits: 100 };
/// By how much something may grow before it is called slower.
const MORE: f64 = 0.15;

/// A name, and what is done: once so that what is read from the disk is there, and then counted.
type HotPath = (&'static str, fn(&Journal, u64) -> Result<(), Box<dyn Error>>);

const PATHS: [HotPath; 5] = [("keep", keep), ("read again", read_again), ("list", list), ("search", search), ("choice", choice)];

#[derive(Default, Serialize, Deserialize)]
struct Stored {
    instructions: BTreeMap<String, u64>,
}

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args().skip(1).collect();
    let args: Vec<_> = args.iter().map(String::as_str).collect();
    let done = match args[..] {
        [] => compare(false),
        ["--update"] => compare(true),
        ["--inside", home, path] => inside(Path::new(home), path).map(|()| true),
        _ => Err("hotpaths [--update]".into()),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn compare(update: bool) -> Result<bool, Box<dyn Error>> {
    if !cfg!(all(target_arch = "x86_64", target_os = "linux")) {
        println!("The stored figures were counted on Linux with an x86-64 processor: nothing is compared here.");
        return Ok(true);
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("hotpaths.toml");
    let text = fs::read_to_string(&file)?;
    let stored: Stored = toml::from_str(&text)?;
    let beneath = tempfile::tempdir()?;
    let home = seeded(beneath.path(), SIZE)?;
    let mut counted = Stored::default();
    let mut holds = true;
    for (name, _) in PATHS {
        let count = count(beneath.path(), &home, name)?;
        counted.instructions.insert(name.into(), count);
        let before = stored.instructions.get(name).copied();
        let grown = before.map(|before| count as f64 / before as f64 - 1.0);
        let slower = grown.is_none_or(|grown| grown > MORE);
        let verdict = match grown {
            _ if update => "stored",
            None => "NOT STORED",
            Some(_) if slower => "SLOWER",
            Some(grown) if grown < -MORE => "faster: store it",
            Some(_) => "as it was",
        };
        let grown = grown.map(|grown| format!("{:+.1} %", grown * 100.0)).unwrap_or_default();
        println!("{name:8} {:>9.2} million instructions {grown:>8}  {verdict}", count as f64 / 1e6);
        holds &= !slower;
    }
    if update {
        // The words at its top stay.
        let words = text.lines().take_while(|line| line.starts_with('#')).fold(String::new(), |words, line| words + line + "\n");
        fs::write(&file, format!("{words}\n{}", toml::to_string(&counted)?))?;
        return Ok(true);
    }
    if !holds {
        println!("If that is what it has to cost: `cargo xtask test hotpaths -- --update`, and say in the commit why.");
    }
    Ok(holds)
}

/// Lets callgrind count what happens in [`counted`].
fn count(beneath: &Path, home: &Path, name: &str) -> Result<u64, Box<dyn Error>> {
    let (copy, out) = (beneath.join(name), beneath.join(format!("{name}.callgrind")));
    fs::create_dir(&copy)?;
    for file in ["journal.db", "journal.changes", "vault.key", "vault.pub"] {
        fs::copy(home.join(file), copy.join(file))?;
    }
    let mut valgrind = Command::new("valgrind");
    valgrind
        .args(["--tool=callgrind", "--quiet", "--toggle-collect=*hotpaths*counted*"])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(std::env::current_exe()?)
        .args(["--inside".as_ref(), copy.as_os_str(), name.as_ref()])
        // Which instructions encrypt and copy is chosen by what the processor can. Each that this runs on can these: SSE2, SSSE3,
        // SSE4.1, AES, PCLMULQDQ.
        .env("OPENSSL_ia32cap", "0x0208020207800000:0x0")
        .env("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-AVX2,-AVX512F,-AVX512VL,-AVX512BW")
        .stdin(Stdio::null());
    let status = valgrind.status().map_err(|error| format!("valgrind: {error}"))?;
    if !status.success() {
        return Err(format!("“{name}” stopped under valgrind: {status}").into());
    }
    let told = fs::read_to_string(&out)?;
    let total = told.lines().find_map(|line| line.strip_prefix("totals:").or_else(|| line.strip_prefix("summary:")));
    let total: u64 = total.and_then(|total| total.trim().parse().ok()).ok_or("callgrind did not tell a sum")?;
    if total == 0 { Err("callgrind counted nothing: `counted` has another name for it".into()) } else { Ok(total) }
}

fn inside(home: &Path, name: &str) -> Result<(), Box<dyn Error>> {
    let (_, path) = PATHS.into_iter().find(|(path, _)| *path == name).ok_or("there is no such path")?;
    let journal = Journal::open(Folder::at(PathBuf::from(home)))?;
    path(&journal, 0)?;
    counted(|| path(&journal, 1))?;
    // Closing is not counted, and need not be waited for.
    std::mem::forget(journal);
    Ok(())
}

/// What happens in here is counted. Never inlined: callgrind knows it by its name.
#[inline(never)]
fn counted(work: impl FnOnce() -> Result<(), Box<dyn Error>>) -> Result<(), Box<dyn Error>> {
    work()
}

/// Ten are kept.
fn keep(journal: &Journal, round: u64) -> Result<(), Box<dyn Error>> {
    let later = Size { glimmers: 3000, visits: 0 };
    for nth in 0..10 {
        let (new, _) = Entry::of(later, 2000 + round * 10 + nth).as_new()?;
        journal.keep(new, now())?;
    }
    Ok(())
}

/// The same, and each time the windows read again: the search index catches up.
fn read_again(journal: &Journal, round: u64) -> Result<(), Box<dyn Error>> {
    let later = Size { glimmers: 3000, visits: 0 };
    for nth in 0..10 {
        let (new, _) = Entry::of(later, 2500 + round * 10 + nth).as_new()?;
        journal.keep(new, now())?;
        journal.today(now())?;
    }
    Ok(())
}

/// The newest page, and the four after it.
fn list(journal: &Journal, _: u64) -> Result<(), Box<dyn Error>> {
    let mut start = Start::Newest;
    for _ in 0..5 {
        let page = journal.list(&ListQuery { start, limit: Some(100), ..ListQuery::default() })?;
        start = Start::Older(page.next.ok_or("the journal has more pages")?);
    }
    Ok(())
}

/// One word as it is typed, several, a rare one, one in Japanese, none that is there; with filters, too.
fn search(journal: &Journal, _: u64) -> Result<(), Box<dyn Error>> {
    for typed in ["r", "ra", "rai", "rain", "light kitchen wall", "banessba", "雨", "xqzzy"] {
        journal.list(&ListQuery { search: Some(typed.into()), limit: Some(50), ..ListQuery::default() })?;
    }
    let filter = Filter { feelings: vec!["calm".parse()?], tags: vec!["@Marta".parse()?], ..Filter::default() };
    journal.list(&ListQuery { search: Some("the".into()), filter, limit: Some(50), ..ListQuery::default() })?;
    Ok(())
}

/// Twenty-four hard days with four lights each. What is shown first is drawn by lot, so one alone would differ from time to time.
fn choice(journal: &Journal, _: u64) -> Result<(), Box<dyn Error>> {
    for _ in 0..24 {
        let visit = journal.open_visit(now())?;
        for _ in 0..4 {
            journal.next_light(visit, now())?;
        }
        journal.close_visit(visit, now())?;
    }
    Ok(())
}
