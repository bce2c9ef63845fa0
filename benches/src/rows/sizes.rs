//! What is carried home: the program, its package, and what each page weighs when it opens.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use journeys::glimmer;

use super::Measured;
use crate::{
    ground::Ground,
    table::{Figure, Unit},
};

/// Scripts and styles, compressed, as `ui/pages.ts` weighs them; in kB.
const PAGES: [(&str, f64); 2] = [("capture.html", 40.0), ("index.html", 120.0)];

pub fn measure(_: &Ground) -> Measured {
    let mut figures = vec![Figure::new("sizes", "the program", megabytes(&glimmer())?, Unit::Mb).at_most(18.0)];
    // Only there after `cargo xtask package`.
    if let Some(deb) = package() {
        figures.push(Figure::new("sizes", "the Debian package", megabytes(&deb)?, Unit::Mb).at_most(8.0));
    }
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/dist");
    for (page, most) in PAGES {
        let html = fs::read_to_string(dist.join(page))?;
        let mut bytes = 0;
        for file in first_read(&html) {
            bytes += compressed(&dist.join(file))?;
        }
        figures.push(Figure::new("sizes", format!("{page}, compressed"), bytes as f64 / 1e3, Unit::Kb).at_most(most));
    }
    Ok(figures)
}

fn megabytes(file: &Path) -> std::io::Result<f64> {
    Ok(fs::metadata(file)?.len() as f64 / 1e6)
}

/// The newest package that was made of the program.
fn package() -> Option<PathBuf> {
    let made = fs::read_dir(glimmer().parent()?.join("bundle/deb")).ok()?;
    let debs = made.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|ending| ending == "deb"));
    debs.max_by_key(|deb| fs::metadata(deb).and_then(|about| about.modified()).ok())
}

/// The scripts and styles that a page names: all that is read before it can show anything.
fn first_read(html: &str) -> impl Iterator<Item = &str> {
    let named = html.split(['"', '\'']).filter(|part| part.ends_with(".js") || part.ends_with(".css"));
    named.map(|name| name.trim_start_matches(['.', '/']))
}

fn compressed(file: &Path) -> std::io::Result<usize> {
    let gzip = Command::new("gzip").arg("-c").stdin(fs::File::open(file)?).stderr(Stdio::inherit()).output()?;
    Ok(gzip.stdout.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_weighed_with_what_it_names() {
        let html = r#"<script type="module" src="./assets/main-1.js"></script><link rel="modulepreload" href="/assets/more-2.js">
            <link rel="stylesheet" href="./assets/main-3.css"><link rel="icon" href="icon.svg">"#;
        assert_eq!(first_read(html).collect::<Vec<_>>(), ["assets/main-1.js", "assets/more-2.js", "assets/main-3.css"]);
    }
}
