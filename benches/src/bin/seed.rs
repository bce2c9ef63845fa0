//! Makes a journal of so many glimmers: `seed FOLDER GLIMMERS`. The folder must be new, or hold one of that size.

use std::{path::PathBuf, process::ExitCode};

use glimmer_benches::journal::{Size, seeded};

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    let folder = args.next().map(PathBuf::from);
    let glimmers = args.next().and_then(|number| number.to_str()?.parse::<u64>().ok()).filter(|number| *number > 0);
    let (Some(folder), Some(glimmers)) = (folder, glimmers) else {
        eprintln!("seed FOLDER GLIMMERS");
        return ExitCode::FAILURE;
    };
    let made = std::fs::create_dir_all(&folder).map_err(|error| error.to_string()).and_then(|()| {
        // A hard day for every hundred good moments.
        seeded(&folder, Size { glimmers, visits: (glimmers / 100).min(10_000) }).map_err(|error| error.to_string())
    });
    match made {
        Ok(home) => {
            println!("It is in {0}\nOpen it with: GLIMMER_HOME={0} glimmer", home.display());
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
