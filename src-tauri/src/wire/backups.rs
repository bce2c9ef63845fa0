//! What crosses about copies of the journal, and about its health.

use glimmer_core::{
    Device, Folder, Result, Uuid,
    backup::{self, Kept, Place, Reason, Trouble},
    check, salvage,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ErrorCode, Failure};

/// Where a copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CopyPlace {
    /// Beside the journal.
    Here,
    /// In the second folder.
    Second,
}

/// Why a copy was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CopyReason {
    /// The first change of a day.
    Day,
    /// Somebody asked for it.
    Asked,
    /// Before a newer version changed the journal's format.
    Migration,
    Import,
    Restore,
    /// Before the passphrase or the key changed.
    Passphrase,
}

/// For how long a copy is kept by the rule of 7 days, 4 weeks, 12 months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CopyKept {
    Daily,
    Weekly,
    Monthly,
    /// Made before something, kept a year.
    Before,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Copy {
    pub id: String,
    pub place: CopyPlace,
    /// Local time: "2026-11-22T04:10:00+01:00".
    pub made_at: String,
    pub reason: CopyReason,
    pub kept: CopyKept,
    /// The first day on which it may be gone; `null` while it is the newest, which always stays.
    pub until: Option<String>,
    /// Whether it was opened and checked after it was written.
    pub checked: bool,
    /// Whether it opens without a secret: with the present key, or with its own, which lies beside it as long as there is no
    /// passphrase. If not, the passphrase of its time is asked for.
    pub opens: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Copies {
    /// Newest first, those of both places.
    pub copies: Vec<Copy>,
    pub second: Option<SecondFolder>,
    /// Why the last copy beside the journal could not be made; `null` if it could.
    pub trouble: Option<Failure>,
}

/// The folder to which copies go as well.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SecondFolder {
    pub path: String,
    pub state: SecondState,
    /// How many copies it does not have yet.
    pub behind: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SecondState {
    Here,
    /// The drive is not plugged in, the folder is gone.
    Absent,
    /// It is there, and cannot be written.
    Refused,
    Full,
}

/// What a copy holds, beside what the journal holds now.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Inside {
    pub glimmers: u32,
    pub first_day: Option<String>,
    pub last_day: Option<String>,
    /// The newest few, shortened, newest first: to recognise it by.
    pub newest: Vec<String>,
    /// How many glimmers the journal has that this copy has not; they stay in the copy that is made before.
    pub newer: u32,
    /// What was deleted for good since, and would stay deleted. `null`: the journal cannot be opened, so the copy would bring
    /// back what was deleted since, and forget what was kept out since.
    pub stay_deleted: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Restored {
    pub glimmers: u32,
    /// Where what was there before is now: the id of its copy, or the folder in which the damaged file lies untouched.
    pub before: String,
}

/// What a check found. Empty findings: all is well.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Checked {
    pub glimmers: u32,
    pub findings: Vec<Finding>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Finding {
    pub what: FindingKind,
    /// For whoever has to find out more; never a word of the journal.
    pub detail: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// A page that was altered outside of Glimmer.
    DamagedPage,
    /// The pages are as they were written, and do not fit each other.
    Structure,
    /// The search index is not right; it can be built anew.
    Search,
    /// Acknowledged changes are missing.
    LostTail,
    /// Something sealed while locked cannot be read.
    Inbox,
    /// Key files that do not belong to the journal, or to each other.
    Vault,
    /// A picture that is missing or cannot be read.
    Photo,
    /// A copy that cannot be opened or is not as it was written.
    Copy,
}

/// What was brought together out of a damaged journal.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Salvaged {
    pub glimmers: u32,
    /// How many could not be read, where that can be known.
    pub lost: Option<u32>,
    /// The folder in which the damaged file lies untouched.
    pub set_aside: String,
}

/// Which copies still hold what is deleted for good.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Holding {
    pub copies: u32,
    /// The first day on which none of them needs to be there any more; `null` if one stays for as long as it is the newest.
    pub until: Option<String>,
    /// Whether the second folder, which cannot be reached now, may hold it too.
    pub away: bool,
}

/// What became of the copies when deleted glimmers were taken out of them.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Cleaned {
    pub copies: u32,
    /// Those that could not be changed, and why.
    pub left: u32,
    pub away: bool,
}

impl From<CopyPlace> for Place {
    fn from(place: CopyPlace) -> Self {
        match place {
            CopyPlace::Here => Self::Here,
            CopyPlace::Second => Self::Second,
        }
    }
}

impl Copy {
    /// `recipient` is whose vault is the present one.
    pub fn of(copy: backup::Copy, recipient: Option<&str>) -> Self {
        Self {
            id: copy.id,
            place: match copy.place {
                Place::Here => CopyPlace::Here,
                Place::Second => CopyPlace::Second,
            },
            made_at: copy.note.made_at.to_rfc3339(),
            reason: match copy.note.reason {
                Reason::Day => CopyReason::Day,
                Reason::Asked => CopyReason::Asked,
                Reason::Migration => CopyReason::Migration,
                Reason::Import => CopyReason::Import,
                Reason::Restore => CopyReason::Restore,
                Reason::Passphrase => CopyReason::Passphrase,
            },
            kept: match copy.keep.kept {
                Kept::Daily => CopyKept::Daily,
                Kept::Weekly => CopyKept::Weekly,
                Kept::Monthly => CopyKept::Monthly,
                Kept::Before => CopyKept::Before,
            },
            until: copy.keep.until.map(|day| day.to_string()),
            checked: copy.note.checked,
            opens: recipient == Some(&copy.note.recipient) || copy.folder.vault_key().exists(),
        }
    }
}

impl Copies {
    /// All that is within reach now.
    pub fn of(folder: &Folder, recipient: Option<&str>) -> Result<Self> {
        Ok(Self {
            copies: backup::list(folder)?.into_iter().map(|copy| Copy::of(copy, recipient)).collect(),
            second: backup::second(folder)?.map(Into::into),
            trouble: Device::read(folder)?.backup_trouble.map(Into::into),
        })
    }
}

impl From<backup::Second> for SecondFolder {
    fn from(second: backup::Second) -> Self {
        let state = match second.state {
            backup::SecondState::Here => SecondState::Here,
            backup::SecondState::Absent => SecondState::Absent,
            backup::SecondState::Refused => SecondState::Refused,
            backup::SecondState::Full => SecondState::Full,
        };
        Self { path: second.path.display().to_string(), state, behind: second.behind }
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        let code = match trouble {
            Trouble::DiskFull => ErrorCode::DiskFull,
            Trouble::ReadOnly => ErrorCode::ReadOnly,
            Trouble::Busy => ErrorCode::Busy,
            Trouble::Damaged => ErrorCode::Damaged,
            Trouble::File => ErrorCode::File,
            Trouble::Internal => ErrorCode::Internal,
        };
        Self { code, detail: "backups".into() }
    }
}

impl From<backup::Inside> for Inside {
    fn from(inside: backup::Inside) -> Self {
        let backup::Inside { glimmers, first_day, last_day, newest, newer, stay_deleted } = inside;
        let day = |day: Option<glimmer_core::Day>| day.map(|day| day.to_string());
        Self { glimmers, first_day: day(first_day), last_day: day(last_day), newest, newer, stay_deleted }
    }
}

impl From<backup::Restored> for Restored {
    fn from(backup::Restored { glimmers, before }: backup::Restored) -> Self {
        Self { glimmers, before }
    }
}

impl From<check::Checked> for Checked {
    fn from(checked: check::Checked) -> Self {
        let finding = |finding: check::Finding| Finding { what: finding.what.into(), detail: finding.detail };
        Self { glimmers: checked.glimmers, findings: checked.findings.into_iter().map(finding).collect() }
    }
}

impl From<check::What> for FindingKind {
    fn from(what: check::What) -> Self {
        match what {
            check::What::DamagedPage => Self::DamagedPage,
            check::What::Structure => Self::Structure,
            check::What::Search => Self::Search,
            check::What::LostTail => Self::LostTail,
            check::What::Inbox => Self::Inbox,
            check::What::Vault => Self::Vault,
            check::What::Photo => Self::Photo,
            check::What::Copy => Self::Copy,
        }
    }
}

impl From<salvage::Salvaged> for Salvaged {
    fn from(salvage::Salvaged { glimmers, lost, set_aside }: salvage::Salvaged) -> Self {
        Self { glimmers, lost, set_aside }
    }
}

impl From<backup::Holding> for Holding {
    fn from(backup::Holding { copies, until, away }: backup::Holding) -> Self {
        Self { copies, until: until.map(|day| day.to_string()), away }
    }
}

impl From<backup::Cleaned> for Cleaned {
    fn from(backup::Cleaned { copies, left, away }: backup::Cleaned) -> Self {
        Self { copies, left, away }
    }
}

/// Ids of glimmers as a window sends them.
pub fn ids(texts: &[String]) -> Result<Vec<Uuid>> {
    texts.iter().map(|text| super::id(text)).collect()
}
