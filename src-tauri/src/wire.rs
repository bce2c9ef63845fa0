//! Every type that crosses between the windows and the core. TypeScript twins are written to `ui/src/api/bindings`.
//!
//! Long because all that crosses stands in one place: who reviews what a window can learn reads one file.

mod backups;
mod hard_day;
mod lock;
mod photos;
mod reminders;
mod share;
mod transfer;

use glimmer_core::{Error, Uuid, transfer::json};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use backups::*;
pub use hard_day::*;
pub use lock::*;
pub use photos::*;
pub use reminders::*;
pub use share::*;
pub use transfer::*;

/// What a command returns: the value, or why not.
pub type Reply<T> = Result<T, Failure>;

/// Why something could not be done. The words for each code are in `words/`; `detail` is for whoever has to find out more.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Failure {
    pub code: ErrorCode,
    pub detail: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    EmptyGlimmer,
    NotFound,
    BadValue,
    DiskFull,
    ReadOnly,
    Busy,
    Newer,
    NotOurs,
    NoVault,
    NoJournal,
    Damaged,
    /// The journal has a passphrase, and is closed.
    Locked,
    /// Neither the passphrase nor the recovery code.
    WrongSecret,
    /// Too many tries: `detail` is how many seconds to wait.
    Wait,
    /// The part of the recovery code that was typed is not the one that was shown.
    NotConfirmed,
    /// The copy is not as it was written.
    BadCopy,
    File,
    Shortcut,
    /// The desktop's notification service does not answer.
    Notifications,
    /// It does, and refused.
    Refused,
    /// What was chosen is no journal that Glimmer reads.
    UnknownJournal,
    EmptyFile,
    /// It is damaged, or was cut off.
    DamagedFile,
    /// It is locked with a password of its own.
    EncryptedFile,
    TooLarge,
    /// Nobody said which column holds the date.
    NeedsColumns,
    /// The clipboard does not take it.
    Clipboard,
    Internal,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let code = match &error {
            Error::EmptyGlimmer => ErrorCode::EmptyGlimmer,
            Error::NotFound => ErrorCode::NotFound,
            Error::BadValue { .. } => ErrorCode::BadValue,
            Error::DiskFull => ErrorCode::DiskFull,
            Error::ReadOnly => ErrorCode::ReadOnly,
            Error::Busy => ErrorCode::Busy,
            Error::Newer { .. } => ErrorCode::Newer,
            Error::NotOurs(_) => ErrorCode::NotOurs,
            Error::NoVault(_) => ErrorCode::NoVault,
            Error::NoJournal(_) => ErrorCode::NoJournal,
            Error::Damaged => ErrorCode::Damaged,
            Error::Locked => ErrorCode::Locked,
            Error::WrongSecret => ErrorCode::WrongSecret,
            Error::BadCopy(_) => ErrorCode::BadCopy,
            Error::File { .. } => ErrorCode::File,
            Error::Store(_) => ErrorCode::Internal,
        };
        Self { code, detail: error.to_string() }
    }
}

impl Failure {
    /// Something outside the core refused: the desktop, the window system.
    pub fn outside(code: ErrorCode, error: impl std::fmt::Display) -> Self {
        Self { code, detail: error.to_string() }
    }
}

/// A choice among a few that both sides know: the same names, and the way from one to the other.
macro_rules! both_ways {
    ($(#[$about:meta])* $name:ident = $core:path { $($one:ident),* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($one),*
        }

        impl From<$name> for $core {
            fn from(value: $name) -> Self {
                type Core = $core;
                match value {
                    $($name::$one => Core::$one),*
                }
            }
        }

        impl From<$core> for $name {
            fn from(value: $core) -> Self {
                type Core = $core;
                match value {
                    $(Core::$one => Self::$one),*
                }
            }
        }
    };
}
use both_ways;

both_ways! {
    /// How a glimmer was noticed.
    Sense = glimmer_core::Sense { Seeing, Hearing, Smelling, Tasting, Touching, Inside }
}

/// A kept glimmer: the documented JSON shape, and what the person allows to be done with it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Glimmer {
    pub id: String,
    pub day: String,
    pub noticed_at: Option<String>,
    pub text: String,
    pub feelings: Vec<String>,
    pub senses: Vec<Sense>,
    pub tags: Vec<String>,
    pub anchor: bool,
    pub given: bool,
    pub photos: Vec<Photo>,
    pub created_at: String,
    pub edited_at: Option<String>,
    pub rests_until: Option<String>,
    pub kept_out: bool,
    pub trashed_on: Option<String>,
    /// Came from elsewhere, and is shown nowhere unasked until it is let in.
    pub waits: bool,
    /// Which of its tags the person wants nothing with unasked.
    pub out_with: Vec<String>,
}

impl From<glimmer_core::Glimmer> for Glimmer {
    fn from(one: glimmer_core::Glimmer) -> Self {
        Self {
            id: one.id.to_string(),
            day: one.day.to_string(),
            noticed_at: one.noticed_at.map(json::local),
            text: one.text,
            feelings: one.feelings.iter().map(|feeling| feeling.as_str().to_owned()).collect(),
            senses: one.senses.into_iter().map(Sense::from).collect(),
            tags: one.tags.iter().map(|tag| tag.as_str().to_owned()).collect(),
            anchor: one.anchor,
            given: one.given,
            photos: one.photos.into_iter().map(Photo::from).collect(),
            created_at: json::utc(one.created_at),
            edited_at: one.edited_at.map(json::utc),
            rests_until: one.consent.rests_until.map(|day| day.to_string()),
            kept_out: one.consent.kept_out,
            trashed_on: one.consent.trashed_on.map(|day| day.to_string()),
            waits: one.consent.waits,
            out_with: one.out_with.iter().map(|tag| tag.as_str().to_owned()).collect(),
        }
    }
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct NewGlimmer {
    pub text: String,
    pub feelings: Vec<String>,
    pub senses: Vec<Sense>,
    pub tags: Vec<String>,
    pub anchor: bool,
    pub given: bool,
    pub day: Option<String>,
    pub photos: Vec<Photo>,
}

impl TryFrom<NewGlimmer> for glimmer_core::NewGlimmer {
    type Error = Error;

    fn try_from(new: NewGlimmer) -> Result<Self, Error> {
        Ok(Self {
            text: new.text,
            feelings: new.feelings.iter().map(|text| text.parse()).collect::<Result<_, _>>()?,
            senses: new.senses.into_iter().map(Into::into).collect(),
            tags: new.tags.iter().map(|text| text.parse()).collect::<Result<_, _>>()?,
            anchor: new.anchor,
            given: new.given,
            day: new.day.map(|text| text.parse()).transpose()?,
            photos: photos(new.photos)?,
        })
    }
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Edit {
    pub text: String,
    pub feelings: Vec<String>,
    pub senses: Vec<Sense>,
    pub tags: Vec<String>,
    pub anchor: bool,
    pub given: bool,
    pub day: String,
    pub photos: Vec<Photo>,
}

impl Edit {
    /// As it is remembered while it is not saved. Nothing in it is refused then, except a day that is none.
    pub fn draft(self) -> Result<glimmer_core::Draft, Error> {
        let Self { text, feelings, senses, tags, anchor, given, day, photos } = self;
        Draft { text, feelings, senses, tags, anchor, given, day: Some(day), photos }.try_into()
    }

    pub fn of(draft: glimmer_core::Draft) -> Option<Self> {
        let Draft { text, feelings, senses, tags, anchor, given, day, photos } = draft.into();
        Some(Self { text, feelings, senses, tags, anchor, given, day: day?, photos })
    }
}

impl TryFrom<Edit> for glimmer_core::Edit {
    type Error = Error;

    fn try_from(edit: Edit) -> Result<Self, Error> {
        let Edit { text, feelings, senses, tags, anchor, given, day, photos } = edit;
        let new = NewGlimmer { text, feelings, senses, tags, anchor, given, day: None, photos };
        Ok(Self { new: new.try_into()?, day: day.parse()? })
    }
}

/// `tags` are those given by hand, without the ones written in the text. `day` is `null` for the moment of keeping.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Draft {
    pub text: String,
    pub feelings: Vec<String>,
    pub senses: Vec<Sense>,
    pub tags: Vec<String>,
    pub anchor: bool,
    pub given: bool,
    pub day: Option<String>,
    pub photos: Vec<Photo>,
}

impl TryFrom<Draft> for glimmer_core::Draft {
    type Error = Error;

    fn try_from(draft: Draft) -> Result<Self, Error> {
        let Draft { text, feelings, senses, tags, anchor, given, day, photos } = draft;
        let senses = senses.into_iter().map(Into::into).collect();
        let day = day.map(|text| text.parse()).transpose()?;
        Ok(Self { text, feelings, senses, tags, anchor, given, day, photos: self::photos(photos)? })
    }
}

impl From<glimmer_core::Draft> for Draft {
    fn from(draft: glimmer_core::Draft) -> Self {
        let glimmer_core::Draft { text, feelings, senses, tags, anchor, given, day, photos } = draft;
        let senses = senses.into_iter().map(Into::into).collect();
        let photos = photos.into_iter().map(Photo::from).collect();
        Self { text, feelings, senses, tags, anchor, given, day: day.map(|day| day.to_string()), photos }
    }
}

both_ways! {
    /// Where something is being written.
    DraftPlace = glimmer_core::DraftPlace { Capture, Today, HardDay }
}

/// All of it must hold.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct Filter {
    pub feelings: Vec<String>,
    pub senses: Vec<Sense>,
    pub tags: Vec<String>,
    pub anchor: bool,
    pub given: bool,
    /// Has a picture.
    pub photo: bool,
    /// Came from elsewhere and was not let in yet.
    pub waits: bool,
    /// The first and the last day, each included.
    pub from: Option<String>,
    pub to: Option<String>,
}

impl TryFrom<Filter> for glimmer_core::Filter {
    type Error = Error;

    fn try_from(filter: Filter) -> Result<Self, Error> {
        Ok(Self {
            feelings: filter.feelings.iter().map(|text| text.parse()).collect::<Result<_, _>>()?,
            senses: filter.senses.into_iter().map(Into::into).collect(),
            tags: filter.tags.iter().map(|text| text.parse()).collect::<Result<_, _>>()?,
            anchor: filter.anchor,
            given: filter.given,
            photo: filter.photo,
            waits: filter.waits,
            from: filter.from.map(|text| text.parse()).transpose()?,
            to: filter.to.map(|text| text.parse()).transpose()?,
        })
    }
}

/// Where a page begins; the newest stand first everywhere.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "at", content = "of", rename_all = "snake_case")]
pub enum Start {
    Newest,
    /// The newest of this day, or of the last day before it that has any.
    Day(String),
    /// The glimmer with this id.
    Glimmer(String),
    /// After the page whose `next` this is.
    Older(String),
    /// Before the page whose `previous` this is.
    Newer(String),
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListQuery {
    pub search: Option<String>,
    pub filter: Filter,
    pub trash: bool,
    pub start: Start,
    pub limit: u32,
}

impl TryFrom<ListQuery> for glimmer_core::ListQuery {
    type Error = Error;

    fn try_from(query: ListQuery) -> Result<Self, Error> {
        use glimmer_core::Start as Core;
        let start = match query.start {
            Start::Newest => Core::Newest,
            Start::Day(day) => Core::Day(day.parse()?),
            Start::Glimmer(text) => Core::Glimmer(id(&text)?),
            Start::Older(cursor) => Core::Older(cursor),
            Start::Newer(cursor) => Core::Newer(cursor),
        };
        Ok(Self { search: query.search, filter: query.filter.try_into()?, trash: query.trash, start, limit: Some(query.limit) })
    }
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Page {
    pub glimmers: Vec<Glimmer>,
    /// Where the older ones go on; `null` when there are none.
    pub next: Option<String>,
    /// Where the newer ones go on; `null` when there are none, or when this page followed another.
    pub previous: Option<String>,
}

impl From<glimmer_core::Page> for Page {
    fn from(page: glimmer_core::Page) -> Self {
        Self { glimmers: page.glimmers.into_iter().map(Glimmer::from).collect(), next: page.next, previous: page.previous }
    }
}

/// Used before, last used first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Vocabulary {
    pub tags: Vec<String>,
    /// The person's own words, without the five.
    pub feelings: Vec<String>,
}

impl From<glimmer_core::Vocabulary> for Vocabulary {
    fn from(vocabulary: glimmer_core::Vocabulary) -> Self {
        Self {
            tags: vocabulary.tags.iter().map(|tag| tag.as_str().to_owned()).collect(),
            feelings: vocabulary.feelings.iter().map(|feeling| feeling.as_str().to_owned()).collect(),
        }
    }
}

/// A prompt to show: a key of the words, or the person's own.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", content = "of", rename_all = "snake_case")]
pub enum Prompt {
    Shipped(String),
    Own(String),
}

impl From<glimmer_core::Prompt> for Prompt {
    fn from(prompt: glimmer_core::Prompt) -> Self {
        match prompt {
            glimmer_core::Prompt::Shipped(key) => Self::Shipped(key.to_owned()),
            glimmer_core::Prompt::Own(text) => Self::Own(text),
        }
    }
}

/// The prompts there are.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Prompts {
    /// The person's own; empty means the shipped ones.
    pub own: Vec<String>,
    /// Keys of the words.
    pub shipped: Vec<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Today {
    pub day: String,
    pub glimmers: Vec<Glimmer>,
    pub first_day: bool,
}

impl From<glimmer_core::Today> for Today {
    fn from(today: glimmer_core::Today) -> Self {
        Self { day: today.day.to_string(), glimmers: today.glimmers.into_iter().map(Glimmer::from).collect(), first_day: today.first_day }
    }
}

/// Lights as eight bytes each, little-endian: the number on the spiral (u32), the first feeling (u8: 0 none, 1 to 5 the five
/// in their order, 6 an own word), all feelings (u8: a bit each in the same order, from the lowest), 1 for an anchor (u8), 0.
pub fn sky(lights: &[glimmer_core::SkyLight]) -> Vec<u8> {
    let pack = |light: &glimmer_core::SkyLight| {
        let first = light.first.map_or(0, |position| position as u8 + 1);
        let [a, b, c, d] = light.number.to_le_bytes();
        [a, b, c, d, first, light.felt, light.anchor.into(), 0]
    };
    lights.iter().flat_map(pack).collect()
}

both_ways! {
    /// What the windows wear.
    Appearance = glimmer_core::Appearance { System, Day, Night }
}

/// Seconds in and seconds out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum Breath {
    #[serde(rename = "3-5")]
    ThreeFive,
    #[serde(rename = "4-6")]
    FourSix,
    #[serde(rename = "5-7")]
    FiveSeven,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Settings {
    pub evening: Evening,
    /// The noticing pause.
    pub midday: Part,
    /// The morning cue.
    pub morning: Part,
    pub discretion: Discretion,
    pub shortcut: String,
    pub start_at_login: bool,
    pub appearance: Appearance,
    pub keep_capture_warm: bool,
    pub prompts: bool,
    pub savouring: bool,
    pub breath: Breath,
    pub heaviness: bool,
    pub hard_day_everywhere: bool,
    /// When a person's day ends: "04:00".
    pub day_ends: String,
    /// After how many minutes without a sign of the person the journal locks; 0: not by itself.
    pub lock_after_minutes: u32,
    /// Whether it locks when the computer sleeps or its screen is locked.
    pub lock_with_screen: bool,
    /// A title and a tray icon that do not say what this is.
    pub neutral_look: bool,
    /// Keeps the windows out of pictures of the screen, where the system can do that.
    pub hide_from_capture: bool,
    /// Takes out of the clipboard after a minute what was copied to it, unless something else is there by then.
    pub clear_clipboard: bool,
}

impl From<&glimmer_core::Settings> for Settings {
    fn from(settings: &glimmer_core::Settings) -> Self {
        Self {
            evening: (&settings.evening).into(),
            midday: (&settings.midday).into(),
            morning: (&settings.morning).into(),
            discretion: settings.discretion.into(),
            shortcut: settings.shortcut.clone(),
            start_at_login: settings.start_at_login,
            appearance: settings.appearance.into(),
            keep_capture_warm: settings.keep_capture_warm,
            prompts: settings.prompts,
            savouring: settings.savouring,
            breath: match settings.breath {
                glimmer_core::Breath::ThreeFive => Breath::ThreeFive,
                glimmer_core::Breath::FourSix => Breath::FourSix,
                glimmer_core::Breath::FiveSeven => Breath::FiveSeven,
            },
            heaviness: settings.heaviness,
            hard_day_everywhere: settings.hard_day_everywhere,
            lock_after_minutes: settings.lock_after_minutes,
            lock_with_screen: settings.lock_with_screen,
            neutral_look: settings.neutral_look,
            hide_from_capture: settings.hide_from_capture,
            clear_clipboard: settings.clear_clipboard,
            day_ends: settings.day_ends.format("%H:%M").to_string(),
        }
    }
}

impl Settings {
    /// These choices, checked against those of `before`.
    pub fn onto(self, before: &glimmer_core::Settings) -> Result<glimmer_core::Settings, Error> {
        let bad = |what, why: &str| Error::BadValue { what, why: why.to_owned() };
        let evening = glimmer_core::reminder::Evening::try_from(self.evening)?;
        let day_ends = reminders::time("end of the day", &self.day_ends)?;
        // Later than this, a morning would belong to yesterday.
        if glimmer_core::chrono::Timelike::hour(&day_ends) >= 12 {
            return Err(bad("end of the day", "it must come before noon"));
        }
        // An evening that cannot be is refused when it is chosen; one that stands in the file must not stop other choices.
        if (evening != before.evening || day_ends != before.day_ends) && !evening.has_time(day_ends) {
            return Err(bad("end of the evening", "it must come after the beginning"));
        }
        Ok(glimmer_core::Settings {
            evening,
            midday: self.midday.try_into()?,
            morning: self.morning.try_into()?,
            discretion: self.discretion.into(),
            shortcut: self.shortcut,
            start_at_login: self.start_at_login,
            appearance: self.appearance.into(),
            keep_capture_warm: self.keep_capture_warm,
            prompts: self.prompts,
            savouring: self.savouring,
            breath: match self.breath {
                Breath::ThreeFive => glimmer_core::Breath::ThreeFive,
                Breath::FourSix => glimmer_core::Breath::FourSix,
                Breath::FiveSeven => glimmer_core::Breath::FiveSeven,
            },
            heaviness: self.heaviness,
            hard_day_everywhere: self.hard_day_everywhere,
            lock_after_minutes: self.lock_after_minutes,
            lock_with_screen: self.lock_with_screen,
            neutral_look: self.neutral_look,
            hide_from_capture: self.hide_from_capture,
            clear_clipboard: self.clear_clipboard,
            day_ends,
        })
    }
}

both_ways! {
    /// How long a glimmer rests.
    Rest = glimmer_core::Rest { Month, Season, Year }
}

/// A quiet line in the main window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    LostTail,
    ShortcutTaken,
    ShortcutUnavailable,
    NoTray,
    /// This day's invitation may not have come onto the screen.
    InvitationNotShown,
    /// The journal lies in a folder that is synced or on a network: `Status::synced` says which.
    Synced,
    /// The last copy could not be made.
    BackupFailed,
    /// Something sealed while locked cannot be read.
    SealedUnreadable,
    /// The journal can be read and not written.
    ReadOnly,
    /// A check found damage.
    Damaged,
}

impl Notice {
    /// Under which it is remembered that it was put away.
    pub fn name(self) -> &'static str {
        match self {
            Self::LostTail => "lost_tail",
            Self::ShortcutTaken => "shortcut_taken",
            Self::ShortcutUnavailable => "shortcut_unavailable",
            Self::NoTray => "no_tray",
            Self::InvitationNotShown => "invitation_not_shown",
            Self::Synced => "synced",
            Self::BackupFailed => "backup_failed",
            Self::SealedUnreadable => "sealed_unreadable",
            Self::ReadOnly => "read_only",
            Self::Damaged => "damaged",
        }
    }
}

/// Whether the capture shortcut works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ShortcutState {
    Listening,
    Taken,
    Unavailable,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Status {
    /// Why the journal could not be opened.
    pub trouble: Option<Failure>,
    pub notices: Vec<Notice>,
    pub shortcut: ShortcutState,
    pub version: String,
    /// The person's day now; shortly after midnight it is still yesterday's.
    pub day: String,
    /// Whether midnight has passed and the day has not ended yet.
    pub small_hours: bool,
    /// Whether the first screens are still to come.
    pub newcomer: bool,
    /// The first day on which the reminder asks again, while it is paused.
    pub paused_until: Option<String>,
    pub lock: Lock,
    /// The synced or network folder that the journal lies in, by the name people know it by; empty for a network folder
    /// without one; `null` if it lies in neither.
    pub synced: Option<String>,
}

/// What the windows should read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    Glimmers,
    Settings,
    /// The list of prompts, or whether there are any.
    Prompts,
    Notices,
    /// What is ahead.
    Reminders,
    /// Whether the journal is open.
    Lock,
    Copies,
}

/// A page of the main window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
#[allow(dead_code, reason = "the window reaches the others by itself")]
pub enum View {
    Today,
    Glimmers,
    Sky,
    Trash,
    HardDay,
    Settings,
}

impl View {
    pub fn name(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Glimmers => "glimmers",
            Self::Sky => "sky",
            Self::Trash => "trash",
            Self::HardDay => "hard-day",
            Self::Settings => "settings",
        }
    }
}

/// Reads the id of a glimmer or a visit as a window sends it.
pub fn id(text: &str) -> Result<Uuid, Error> {
    text.parse().map_err(|_| Error::NotFound)
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use ts_rs::Config;

    use super::*;

    /// Every type that crosses, written to its own file. Run with `UPDATE_BINDINGS=1` after a change.
    #[test]
    fn bindings_are_fresh() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/api/bindings");
        let config = Config::new();
        macro_rules! files {
            ($($name:ident),*) => { [$((format!("{}.ts", stringify!($name)), $name::export_to_string(&config).unwrap())),*] };
        }
        let files = files![
            Appearance,
            Arrival,
            Breath,
            Changed,
            Checked,
            Cleaned,
            Columns,
            Copies,
            Copy,
            CopyKept,
            CopyPlace,
            CopyReason,
            CrisisHelp,
            CrisisLine,
            DayOrder,
            Discretion,
            Doubt,
            Draft,
            DraftPlace,
            Edit,
            Elsewhere,
            Encoding,
            ErrorCode,
            Evening,
            ExportFormat,
            Exported,
            Failure,
            Filter,
            Finding,
            FindingKind,
            Glimmer,
            Holding,
            Import,
            Imported,
            Inside,
            Invitation,
            LaidSheet,
            Leaving,
            Left,
            LeftBehind,
            Light,
            ListQuery,
            Lock,
            NewGlimmer,
            Next,
            Notice,
            OldCopy,
            Others,
            Outlook,
            OwnInvitations,
            OwnLine,
            Page,
            Paper,
            Part,
            Photo,
            PhotoProblem,
            PhotosComing,
            PhotosDropped,
            Picked,
            Plan,
            Privacy,
            Progress,
            Prompt,
            Prompts,
            Reason,
            ReasonTurn,
            RefusedPhoto,
            ReminderKind,
            Reminders,
            Report,
            ReportWhy,
            Rest,
            Restored,
            Salvaged,
            SecondFolder,
            SecondState,
            Sense,
            Settings,
            SheetChosen,
            SheetFace,
            SheetFormat,
            SheetGroup,
            SheetInk,
            SheetMark,
            SheetPage,
            SheetPicture,
            SheetRule,
            SheetRun,
            ShortcutState,
            Shown,
            Silence,
            Source,
            Start,
            Status,
            Support,
            SupportKind,
            Table,
            TakenPhotos,
            Task,
            Today,
            Undone,
            Unlocked,
            View,
            Visit,
            VisitMoment,
            Vocabulary,
            Way
        ];
        let mut known: Vec<_> = files.iter().map(|(name, _)| name.clone()).collect();
        known.sort();
        if std::env::var_os("UPDATE_BINDINGS").is_some() {
            for (name, text) in &files {
                fs::write(folder.join(name), text).unwrap();
            }
        }
        let mut found: Vec<_> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        found.sort();
        assert_eq!(found, known, "one file per type, and no other");
        for (name, text) in files {
            assert_eq!(fs::read_to_string(folder.join(&name)).unwrap(), text, "{name}: run the tests once with UPDATE_BINDINGS=1");
        }
    }
}
