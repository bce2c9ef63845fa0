//! `device.json`: what must be known without opening the journal, and is no secret. Never a word of the journal.

use std::{collections::BTreeSet, fs, io, thread, time::Duration};

use chrono::{DateTime, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    Day, Error, Folder, Result,
    backup::{SecondFolder, Trouble},
    folder::Lock,
    reminder::{Discretion, Evening, Kind, Part, Past, past::LONGEST_PAUSE},
    review::crisis,
};

const LOCK: &str = "device.lock";
const PATIENCE: Duration = Duration::from_secs(5);
const HALF_WRITTEN: Duration = Duration::from_millis(200);

/// The whole file. Fields that a newer version added are read as their default and would be lost by a write; that is
/// why a change of meaning gets a new name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Device {
    pub settings: Settings,
    pub reminder: Past,
    /// Whether the first screens were gone through, or left.
    pub welcomed: bool,
    /// How many prompts were shown so far: where in the rounds the next one stands. Nothing else is counted with it.
    pub prompts_shown: u64,
    /// Whether the person was told that the app goes on in the tray.
    pub tray_explained: bool,
    /// The crisis line that was chosen: it must be there while the journal is locked.
    pub crisis: crisis::Chosen,
    /// The day on which the recovery code was made, if there is one.
    pub recovery_made: Option<Day>,
    /// Where copies go as well: a folder on another drive, most likely.
    pub second_folder: Option<SecondFolder>,
    /// Why the last copy that is made by itself could not be made.
    pub backup_trouble: Option<Trouble>,
    /// Names of the quiet lines that the person has read and put away.
    pub dismissed: BTreeSet<String>,
}

/// What a person can choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub evening: Evening,
    /// The noticing pause.
    pub midday: Part,
    /// The morning cue.
    pub morning: Part,
    /// How much a notification may tell.
    pub discretion: Discretion,
    /// Wall-clock time at which a person's day ends.
    #[serde(with = "hour_minute")]
    pub day_ends: NaiveTime,
    /// The global shortcut of the capture window, as an accelerator ("CmdOrCtrl+Shift+G").
    pub shortcut: String,
    pub start_at_login: bool,
    pub appearance: Appearance,
    /// Whether the capture window is kept ready, hidden: faster, for some memory.
    pub keep_capture_warm: bool,
    /// Whether an empty field shows a prompt.
    pub prompts: bool,
    /// Whether staying for three breaths is offered after keeping.
    pub savouring: bool,
    /// How a hard day breathes.
    pub breath: Breath,
    /// Whether a hard day asks how heavy it is.
    pub heaviness: bool,
    /// Whether Ctrl/Cmd+Shift+H opens the hard day from anywhere on the desktop.
    pub hard_day_everywhere: bool,
    /// After how many minutes without a sign of the person the journal locks, if it has a passphrase; 0: not by itself.
    pub lock_after_minutes: u32,
    /// Whether it locks when the computer sleeps or its screen is locked.
    pub lock_with_screen: bool,
    /// A window title and a tray icon that do not say what this is.
    pub neutral_look: bool,
    /// Keeps the windows out of pictures of the screen, where the system can do that.
    pub hide_from_capture: bool,
    /// Takes out of the clipboard after a minute what was copied to it, unless something else is there by then.
    pub clear_clipboard: bool,
}

/// Seconds in and seconds out; out is always longer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Breath {
    #[serde(rename = "3-5")]
    ThreeFive,
    #[default]
    #[serde(rename = "4-6")]
    FourSix,
    #[serde(rename = "5-7")]
    FiveSeven,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    #[default]
    System,
    Day,
    Night,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            evening: Evening::default(),
            midday: Part::midday(),
            morning: Part::morning(),
            discretion: Discretion::default(),
            day_ends: NaiveTime::from_hms_opt(4, 0, 0).unwrap_or_default(),
            shortcut: "CmdOrCtrl+Shift+G".into(),
            start_at_login: false,
            appearance: Appearance::System,
            keep_capture_warm: true,
            prompts: true,
            savouring: true,
            breath: Breath::default(),
            heaviness: false,
            hard_day_everywhere: false,
            lock_after_minutes: 5,
            lock_with_screen: true,
            neutral_look: false,
            hide_from_capture: false,
            clear_clipboard: true,
        }
    }
}

impl Settings {
    /// Whether this part of the day may ask. The morning has nothing to say but words of the journal.
    pub fn asks(&self, kind: Kind) -> bool {
        match kind {
            Kind::Morning => self.morning.on && self.discretion == Discretion::MyWords,
            Kind::Midday => self.midday.on,
            Kind::Evening => self.evening.on,
        }
    }
}

impl Device {
    /// Reads the file; without one, or with one that cannot be understood, everything is as a new person finds it.
    ///
    /// # Errors
    /// [`Error::File`] if it is there but cannot be read.
    pub fn read(folder: &Folder) -> Result<Self> {
        if !folder.device().exists() {
            return Ok(Self::default());
        }
        // Windows does not replace a file that somebody is reading.
        let _together = match folder.lock(LOCK, Lock::Shared, PATIENCE) {
            // Where nobody can write, nobody does.
            Err(error) if error.is_refusal() => None,
            lock => Some(lock?),
        };
        Ok(Self::parse(folder)?.unwrap_or_default())
    }

    /// `None` if there is a file, but not one of ours.
    fn parse(folder: &Folder) -> Result<Option<Self>> {
        match fs::read(folder.device()) {
            Ok(text) => Ok(serde_json::from_slice(&text).ok()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Some(Self::default())),
            Err(error) => Err(Error::file("read", folder.device())(error)),
        }
    }

    /// The same, when somebody may be writing it by hand just now: an editor is done with it in a moment.
    fn parse_patiently(folder: &Folder) -> Result<Option<Self>> {
        let found = Self::parse(folder)?;
        if found.is_none() {
            thread::sleep(HALF_WRITTEN);
            return Self::parse(folder);
        }
        Ok(found)
    }

    /// Changes the file under a lock, atomically; returns what is in it afterwards. Nothing is written if nothing changed.
    ///
    /// A file that cannot be understood is moved aside, never overwritten.
    pub fn change(folder: &Folder, change: impl FnOnce(&mut Self)) -> Result<Self> {
        folder.make()?;
        let _alone = folder.lock(LOCK, Lock::Exclusive, PATIENCE)?;
        let before = match Self::parse_patiently(folder)? {
            Some(before) => before,
            None => {
                tracing::warn!("device.json could not be understood; it is kept as device.json.unreadable");
                folder.rename(&folder.device(), &folder.file("device.json.unreadable"))?;
                Self::default()
            }
        };
        let mut after = before.clone();
        change(&mut after);
        if after != before || !folder.device().exists() {
            let text = serde_json::to_vec_pretty(&after).map_err(|error| Error::BadValue { what: "settings", why: error.to_string() })?;
            folder.replace(&folder.device(), &text)?;
        }
        Ok(after)
    }

    /// Asks nothing for the next `days` days, today included, a week at most; zero: asks again.
    pub fn pause_reminders(folder: &Folder, days: u64, today: Day) -> Result<()> {
        let until = (days > 0).then(|| today.after(days.min(LONGEST_PAUSE)));
        Self::change(folder, |device| device.reminder.paused_until = until).map(drop)
    }

    /// Notes that something was kept, so that tonight's reminder stays silent, also while the journal is locked.
    pub(crate) fn note_kept(folder: &Folder, day: Day, at: DateTime<Utc>) -> Result<()> {
        // Whoever reads it at this moment would be waited for.
        if Self::read(folder).is_ok_and(|device| device.reminder.kept_on == Some(day)) {
            return Ok(());
        }
        Self::change(folder, |device| device.reminder.kept(day, at)).map(drop)
    }
}

/// Times of day as people write them: "20:30".
pub(crate) mod hour_minute {
    use chrono::NaiveTime;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(time: &NaiveTime, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&time.format("%H:%M"))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveTime, D::Error> {
        let text = String::deserialize(deserializer)?;
        NaiveTime::parse_from_str(&text, "%H:%M").map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reminder::{Fate, Invitation};

    #[test]
    fn a_broken_file_is_kept_aside_and_a_missing_setting_has_its_default() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::at(home.path());
        fs::write(folder.device(), "{ nonsense").unwrap();
        assert_eq!(Device::read(&folder).unwrap(), Device::default());
        Device::change(&folder, |_| ()).unwrap();
        assert_eq!(fs::read_to_string(folder.file("device.json.unreadable")).unwrap(), "{ nonsense");

        fs::write(folder.device(), r#"{"settings":{"appearance":"night"},"from_the_future":1}"#).unwrap();
        let device = Device::read(&folder).unwrap();
        assert_eq!(device.settings, Settings { appearance: Appearance::Night, ..Settings::default() });
    }

    #[test]
    fn what_is_written_is_read_again() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::at(home.path());
        let written = Device::change(&folder, |device| {
            device.settings.evening.at = "21:05:00".parse().unwrap();
            let evening = Invitation { kind: Kind::Evening, day: "2026-11-22".parse().unwrap() };
            device.reminder.asked(evening, Some(Fate::Shown("by this name".into())));
            device.reminder.later(evening, "2026-11-22T21:30:00Z".parse().unwrap());
        });
        assert_eq!(Device::read(&folder).unwrap(), written.unwrap());
    }
}
