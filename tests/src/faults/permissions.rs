//! Nothing may be written: the files and folders do not allow it, or the disk is read-only.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Output},
};

use glimmer_core::{Day, Device, Draft, DraftPlace, Error, Folder, Inbox, Moment, NewGlimmer, backup, chrono::DateTime};
use tempfile::TempDir;

use super::{
    Bench, Outcome,
    bench::{copy, files},
    full::{may_mount, world},
    living::{self, Living},
    reference::{Reference, digest, said},
    tail,
};

const OPERATIONS: usize = 40;

/// A journal that is to be read only, and what it says.
struct Case {
    what: &'static str,
    home: TempDir,
    says: String,
    /// Its log could not be folded in, and SQLite reads a log only where it may write beside it.
    may_be_refused: bool,
}

pub fn run(bench: &Bench) -> Outcome {
    let cases = [plain(bench), locked(bench), left_by_a_crash(bench)];
    let mut ways: Vec<(&str, Wrapped)> = vec![("rights", without_rights)];
    let mounts = may_mount();
    if mounts {
        ways.push(("mount", on_a_read_only_disk));
    } else {
        eprintln!("  permissions, read-only: NOT TRIED ON A READ-ONLY DISK, nothing can be mounted here");
    }
    let (mut rounds, mut read, mut refused, mut broken) = (0, 0, 0, Vec::new());
    for case in &cases {
        for (way, wrapped) in &ways {
            rounds += 1;
            match trial(bench, case, *wrapped) {
                Ok(true) => read += 1,
                Ok(false) => refused += 1,
                Err(error) => broken.push(format!("{}, {way}: {error}", case.what)),
            }
        }
    }
    let disk = if mounts { "rights and a read-only disk" } else { "rights only, NO DISK COULD BE MOUNTED" };
    let figures = format!(
        "{disk}: {read} opened to read all of it, {refused} with a log told that they cannot be written; each change refused in clear words, in the terminal too; {} bytes changed or other words",
        broken.len()
    );
    Outcome { rounds, figures, broken }
}

fn lived(bench: &Bench, seed: u64) -> (TempDir, Living) {
    let home = bench.folder();
    Reference::live(home.path(), seed, OPERATIONS);
    let living = Living::open(Folder::at(home.path())).expect("it opens");
    (home, living)
}

fn plain(bench: &Bench) -> Case {
    let (home, mut living) = lived(bench, 71);
    living.remove_passphrase().expect("it can be");
    Case { what: "at rest", says: living.said().expect("it can be read"), home, may_be_refused: false }
}

fn locked(bench: &Bench) -> Case {
    let (home, mut living) = lived(bench, 72);
    living.renew(0, moment()).expect("it can be");
    Case { what: "with a passphrase", says: living.said().expect("it can be read"), home, may_be_refused: false }
}

fn left_by_a_crash(bench: &Bench) -> Case {
    let reference = Reference::new(bench, 73);
    let left = tail::left_in_the_log(bench, &reference, OPERATIONS);
    Case { what: "with a log", says: reference.after(left.count), home: left.home, may_be_refused: true }
}

/// Whether it opened to read; `false` if it was refused untouched.
fn trial(bench: &Bench, case: &Case, wrapped: Wrapped) -> Result<bool, String> {
    let home = bench.folder();
    copy(case.home.path(), home.path());
    let before = files(home.path());
    let run = |program: &Path, arguments: &[&str]| -> Output {
        let mut command = wrapped(home.path());
        command.arg(program).args(arguments).env("GLIMMER_HOME", home.path()).output().expect("it runs")
    };
    allow(home.path(), 0o500, 0o400);
    let reader = run(&std::env::current_exe().expect("this program"), &["reader", &home.path().to_string_lossy()]);
    let terminal = [run(&crate::glimmer(), &["list"]), run(&crate::glimmer(), &["jot", "one more"])];
    allow(home.path(), 0o700, 0o600);
    if files(home.path()) != before {
        return Err("something was written".into());
    }
    let text = String::from_utf8_lossy(&reader.stdout).into_owned();
    if case.may_be_refused && ["refused ReadOnly", "refused File"].iter().any(|refused| text.starts_with(refused)) {
        return Ok(false);
    }
    let expected = format!("opened true\nsays {}\n{}", digest(&case.says), REFUSED);
    if text != expected {
        return Err(format!("{text} instead of {expected} {}", String::from_utf8_lossy(&reader.stderr)));
    }
    let [list, jot] = terminal.map(|output| (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned()));
    // A locked journal asks for its passphrase, and there is no terminal to ask on.
    let is_locked = glimmer_core::vault::is_set(&Folder::at(home.path()));
    if list.0 == is_locked || (!is_locked && !list.1.contains("read-only")) {
        return Err(format!("the terminal lists, and says: {list:?}"));
    }
    if jot.0 || jot.1.trim().is_empty() || jot.1.contains("panicked") {
        return Err(format!("the terminal keeps, and says: {jot:?}"));
    }
    Ok(true)
}

/// What each change is answered with; a file that is not the journal names itself.
const REFUSED: &str = "keep ReadOnly\ndraft ReadOnly\nempty trash ReadOnly\nseal refused\nsetting refused\ncopy refused\n";

/// `reader HOME`: the process that may only read.
pub fn reader(home: &str) -> ExitCode {
    let folder = Folder::at(home);
    let journal = match living::open(&folder) {
        Ok(journal) => journal,
        Err(error) => {
            println!("refused {error:?}");
            return ExitCode::SUCCESS;
        }
    };
    println!("opened {}", journal.is_read_only());
    println!("says {}", said(&journal, Path::new(home)).map_or_else(|error| error.to_string(), |said| digest(&said)));
    let new = || NewGlimmer { text: "one more".into(), ..NewGlimmer::default() };
    let draft = Draft { text: "half".into(), ..Draft::default() };
    println!("keep {}", answer(journal.keep(new(), moment())));
    println!("draft {}", answer(journal.save_draft(DraftPlace::Today, &draft)));
    println!("empty trash {}", answer(journal.empty_trash()));
    let others = [
        ("seal", Inbox::of(folder.clone()).keep(new(), moment()).map(drop)),
        ("setting", Device::change(&folder, |device| device.welcomed = !device.welcomed).map(drop)),
        ("copy", backup::make(&journal, backup::Reason::Asked, moment(), &mut |_| ()).map(drop)),
    ];
    for (what, done) in others {
        println!("{what} {}", if matches!(done, Err(Error::ReadOnly | Error::File { .. })) { "refused".into() } else { answer(done) });
    }
    ExitCode::SUCCESS
}

fn answer<T>(done: glimmer_core::Result<T>) -> String {
    done.map_or_else(|error| format!("{error:?}"), |_| "done".into())
}

fn moment() -> Moment {
    let at = DateTime::parse_from_rfc3339("2026-12-01T20:31:00+01:00").expect("a time");
    Moment { at, day: "2026-12-01".parse::<Day>().expect("a day") }
}

/// The beginning of a command for which nothing in the folder can be written.
type Wrapped = fn(&Path) -> Command;

/// As somebody whom rights stop: root, too, then.
fn without_rights(_: &Path) -> Command {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
    let mut command = Command::new(if is_root { "setpriv" } else { "env" });
    command.args(is_root.then_some("--bounding-set=-dac_override,-dac_read_search,-fowner"));
    command
}

fn on_a_read_only_disk(home: &Path) -> Command {
    let mut command = world();
    command.args(["sh", "-c", "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\""]).arg(home);
    command
}

/// Gives every folder and every file of a data folder these rights.
fn allow(home: &Path, folders: u32, each_file: u32) {
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("they are ours");
    set(home, 0o700);
    let inside: Vec<PathBuf> = fs::read_dir(home).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    for path in inside {
        if path.is_dir() { allow(&path, folders, each_file) } else { set(&path, each_file) }
    }
    set(home, folders);
}
