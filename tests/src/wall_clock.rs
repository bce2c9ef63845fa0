//! The time and the zone that Glimmer finds on a desktop.
//!
//! Only the program under test is under a moved clock (libfaketime): the screen, the buses and the test itself are not. Waiting
//! is measured on the monotonic clock, which stays as it is, as it does when somebody sets the time of a computer.

use std::{
    env, fs,
    os::unix::{self, fs::MetadataExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use glimmer_core::{chrono::TimeDelta, clock};

use crate::{
    Desktop,
    desktop::{evening_zone, glimmer},
};

const ZONES: &str = "/usr/share/zoneinfo";

/// Makes the program see a folder `/etc` of its own, and go on as the same person: a program that is root for the session
/// bus would be refused there. Arguments: the person's folder, user, group, the program and its arguments.
const WITH_OWN_ETC: &str = r#"mount --bind /etc "$1/etc.real" && mount --bind "$1/etc" /etc || exit
user=$2 group=$3; shift 3; exec unshare --user --map-user="$user" --map-group="$group" "$@""#;

/// What is not as on the machine that runs the test.
#[derive(Debug, Clone, Default)]
pub(crate) struct WallClock {
    is_moved: bool,
    zone: Option<String>,
    travels: bool,
}

impl Desktop {
    /// Puts the desktop into a zone ("Europe/Berlin") for good.
    #[must_use]
    pub fn in_zone(mut self, zone: &str) -> Self {
        assert!(Path::new(ZONES).join(zone).is_file(), "{zone} is a zone of this system");
        self.clock.zone = Some(zone.to_owned());
        self
    }

    /// Puts the desktop into a zone that can be changed by [`Desktop::travel_to`].
    ///
    /// A variable cannot be changed in a program that runs, so it has none, and reads `/etc/localtime` in a mount namespace of its
    /// own. Where users may not have namespaces, the app does not start.
    #[must_use]
    pub fn travelling_from(mut self, zone: &str) -> Self {
        let etc = self.scratch("etc");
        for folder in [&etc, &self.scratch("etc.real")] {
            fs::create_dir(folder).expect("a folder");
        }
        for entry in fs::read_dir("/etc").expect("there is one").flatten().filter(|entry| entry.file_name() != "localtime") {
            let name = entry.file_name();
            unix::fs::symlink(self.scratch("etc.real").join(&name), etc.join(&name)).expect("a link");
        }
        self.clock.travels = true;
        self.travel_to(zone);
        self
    }

    /// Sets the zone as a system does it: by another link. Also while the app runs.
    pub fn travel_to(&self, zone: &str) {
        assert!(self.clock.travels, "it was said before the app started that they travel");
        let file = Path::new(ZONES).join(zone);
        assert!(file.is_file(), "{zone} is a zone of this system");
        let new = self.scratch("localtime.new");
        unix::fs::symlink(file, &new).expect("a link");
        fs::rename(new, self.scratch("etc/localtime")).expect("a link in the place of the old one");
    }

    /// Starts Glimmer's wall clock at this time; from there it runs on. Must come after the zone, and before the app, which is
    /// to be started with `--hidden` and `keep_capture_warm` off: no browser engine is to run under a moved clock.
    #[must_use]
    pub fn with_clock(mut self, time: &str) -> Self {
        self.clock.is_moved = true;
        self.set_clock(time);
        self
    }

    /// Sets the wall clock, also while the app runs, to a time on the desktop as `date --date` reads it:
    /// "2026-11-22 20:29:50", "2026-10-25 02:30 CEST", "@1792888200".
    pub fn set_clock(&self, time: &str) {
        let output = self.command("date").args(["--date", time, "+%s"]).stdout(Stdio::piped()).output().expect("date");
        let wanted: i64 = String::from_utf8_lossy(&output.stdout).trim().parse().expect("a time that date understands");
        self.put_clock_ahead(TimeDelta::milliseconds(wanted * 1000 - clock::local().timestamp_millis()));
    }

    /// Moves the wall clock on, or back, from where it is.
    pub fn move_clock(&self, by: TimeDelta) {
        let ahead = fs::read_to_string(self.clock_file()).expect("it was set before the app started");
        let ahead: f64 = ahead.trim().parse().expect("seconds");
        #[expect(clippy::cast_possible_truncation, reason = "it was written from whole milliseconds")]
        self.put_clock_ahead(TimeDelta::milliseconds((ahead * 1000.0).round() as i64) + by);
    }

    fn put_clock_ahead(&self, by: TimeDelta) {
        assert!(self.clock.is_moved, "the app was started under a clock that can be moved");
        let new = self.scratch("clock.new");
        let by = by.num_milliseconds();
        fs::write(&new, format!("{}{}.{:03}", if by < 0 { '-' } else { '+' }, by.abs() / 1000, by.abs() % 1000)).expect("an offset");
        // It is read at every look at the clock, so it must never be half written.
        fs::rename(new, self.clock_file()).expect("an offset in the place of the old one");
    }

    /// How often the reminder has looked whether it is time.
    pub fn looks(&self) -> usize {
        self.log().matches("the evening was looked at").count()
    }

    /// What `TZ` says here.
    pub(crate) fn zone(&self) -> String {
        if self.clock.travels {
            return format!(":{}", self.scratch("etc/localtime").display());
        }
        self.clock.zone.clone().unwrap_or_else(evening_zone)
    }

    /// Glimmer, under the clock and in the zone of this desktop.
    pub(crate) fn program(&self, args: &[&str]) -> Command {
        let mut command = if self.clock.travels {
            let person = fs::metadata(self.person()).expect("the person's folder");
            let mut command = self.command("unshare");
            command.args(["--user", "--map-root-user", "--mount", "sh", "-c", WITH_OWN_ETC, "sh"]).arg(self.person());
            command.args([person.uid().to_string(), person.gid().to_string()]).arg(glimmer()).env_remove("TZ");
            command
        } else {
            self.command(glimmer())
        };
        command.args(args);
        if self.clock.is_moved {
            command
                .env("LD_PRELOAD", faketime())
                .env("FAKETIME_TIMESTAMP_FILE", self.clock_file())
                .env("FAKETIME_NO_CACHE", "1")
                .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                .env("NO_FAKE_STAT", "1");
        }
        command
    }

    fn clock_file(&self) -> PathBuf {
        self.scratch("clock")
    }
}

/// libfaketime for programs with threads, wherever this system keeps it.
fn faketime() -> PathBuf {
    let library = "faketime/libfaketimeMT.so.1";
    // Debian has a folder for each kind of machine, others one for all.
    let kinds = fs::read_dir("/usr/lib").expect("there is one").flatten().map(|entry| entry.path());
    let found = kinds.chain(["/usr/lib", "/usr/lib64"].map(PathBuf::from)).map(|folder| folder.join(library)).find(|path| path.is_file());
    found.unwrap_or_else(|| panic!("libfaketime is not installed for {}", env::consts::ARCH))
}
