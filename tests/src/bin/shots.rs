//! Photographs every scene of the tour in both themes: `shots FOLDER [ONLY]`.

use std::{fs, path::PathBuf, process::ExitCode};

use journeys::tour::{self, Theme};

#[tokio::main]
async fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    let Some(folder) = args.next().map(PathBuf::from) else {
        eprintln!("shots FOLDER [ONLY]");
        return ExitCode::FAILURE;
    };
    let only = args.next().map(|only| only.to_string_lossy().into_owned()).unwrap_or_default();
    if let Err(error) = fs::create_dir_all(&folder) {
        eprintln!("{}: {error}", folder.display());
        return ExitCode::FAILURE;
    }
    for theme in [Theme::Day, Theme::Night] {
        tour::walk(theme, &only, &mut async |scene: &tour::Scene<'_>| {
            let name = format!("{}-{}.png", scene.name, theme.name());
            scene.photograph(&folder.join(&name)).await;
            println!("{name}");
        })
        .await;
    }
    ExitCode::SUCCESS
}
