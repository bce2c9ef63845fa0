//! Measures what docs/performance.md tells of: `bench FOLDER [--small] [--json FILE] [ROW…]`. Journals are made in FOLDER and stay
//! there. `GLIMMER_BIN` and `EMPTY_WINDOW_BIN` are the programs; run with `cargo xtask bench`.

use std::{
    collections::BTreeMap,
    fs,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    process::ExitCode,
};

use glimmer_benches::{
    ground::Ground,
    plot::picture,
    rows::{ALL, Row},
    table::{Figure, Unit, markdown, table},
};
use glimmer_core::clock;
use serde::{Deserialize, Serialize};

/// What `--json` writes: the figures of a row stay until that row is measured again.
#[derive(Default, Serialize, Deserialize)]
struct Report {
    small: bool,
    /// When each row was measured, and on what.
    measured: BTreeMap<String, String>,
    figures: Vec<Figure>,
}

struct Wanted {
    folder: PathBuf,
    small: bool,
    json: Option<PathBuf>,
    rows: Vec<&'static Row>,
}

fn main() -> ExitCode {
    let Some(wanted) = wanted() else {
        let names: Vec<_> = ALL.iter().map(|(name, _)| *name).collect();
        eprintln!("bench FOLDER [--small] [--json FILE] [ROW…]\nRows: {}", names.join(" "));
        return ExitCode::FAILURE;
    };
    match measure(&wanted) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn wanted() -> Option<Wanted> {
    let mut args = std::env::args().skip(1);
    let mut wanted = Wanted { folder: args.next()?.into(), small: false, json: None, rows: Vec::new() };
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--small" => wanted.small = true,
            "--json" => wanted.json = Some(args.next()?.into()),
            name => wanted.rows.push(ALL.iter().find(|(row, _)| *row == name)?),
        }
    }
    if wanted.rows.is_empty() {
        wanted.rows.extend(ALL);
    }
    Some(wanted)
}

/// Returns whether everything is within reach; at a small scale, whether everything could be measured.
fn measure(wanted: &Wanted) -> std::io::Result<bool> {
    let empty = std::env::var_os("EMPTY_WINDOW_BIN").map_or_else(|| "empty-window".into(), PathBuf::from);
    let ground = Ground::new(&wanted.folder, wanted.small, empty)?;
    let before = wanted.json.as_deref().and_then(|path| serde_json::from_slice::<Report>(&fs::read(path).ok()?).ok());
    let mut report = before.filter(|before| before.small == wanted.small).unwrap_or(Report { small: wanted.small, ..Report::default() });
    let mut all_measured = true;
    for (name, row) in &wanted.rows {
        println!("\n== {name}");
        // Hours of the other rows are not to be lost with one that does not run.
        let figures = match panic::catch_unwind(AssertUnwindSafe(|| row(&ground))) {
            Ok(Ok(figures)) => figures,
            stopped => {
                if let Ok(Err(error)) = stopped {
                    eprintln!("{name}: {error}");
                }
                all_measured = false;
                vec![Figure::new(name, "it stopped", f64::NAN, Unit::Count).at_most(0.0)]
            }
        };
        print!("{}", table(&figures));
        report.take(name, figures);
        if let Some(path) = &wanted.json {
            report.write(path)?;
        }
    }
    let measured: Vec<_> = wanted.rows.iter().flat_map(|(name, _)| report.of(name)).cloned().collect();
    println!("\n{}", table(&measured));
    if let Some(path) = &wanted.json {
        println!("The figures are in {}, and beside it for the docs: a table (.md) and how it grows (.svg).", path.display());
    }
    let out_of_reach = measured.iter().filter(|figure| figure.ok == Some(false)).count();
    if wanted.small {
        println!("This was small: it shows that everything runs, and nothing of how fast.");
        return Ok(all_measured);
    }
    println!("{out_of_reach} of {} are out of reach.", measured.iter().filter(|figure| figure.ok.is_some()).count());
    Ok(out_of_reach == 0)
}

impl Report {
    fn of(&self, name: &str) -> impl Iterator<Item = &Figure> {
        self.figures.iter().filter(move |figure| figure.row == name)
    }

    /// Puts the figures of a row into the place of those it had.
    fn take(&mut self, name: &str, figures: Vec<Figure>) {
        self.figures.retain(|figure| figure.row != name);
        self.figures.extend(figures);
        self.figures.sort_by_key(|figure| ALL.iter().position(|(row, _)| *row == figure.row));
        self.measured.insert(name.into(), format!("{}, {}", clock::local().format("%Y-%m-%d"), machine()));
    }

    /// As JSON; and beside it, for the docs, as a table and as a picture of how it grows. A number that there is none of (NaN) is null, and is read as missing.
    fn write(&self, path: &Path) -> std::io::Result<()> {
        fs::write(path, serde_json::to_string_pretty(self)? + "\n")?;
        fs::write(path.with_extension("md"), markdown(&self.figures))?;
        picture(&self.figures).map_or(Ok(()), |picture| fs::write(path.with_extension("svg"), picture))
    }
}

fn machine() -> String {
    let about = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor =
        about.lines().find_map(|line| line.strip_prefix("model name")).map_or("", |name| name.trim_start_matches(['\t', ' ', ':']));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{cores} × {processor}")
}
