//! What is being written and not kept yet.

use serde::{Deserialize, Serialize};

use crate::{Day, Sense};

/// What is being written and not kept yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub text: String,
    pub feelings: Vec<String>,
    pub senses: Vec<Sense>,
    /// Those given by hand; the ones written in the text are not among them.
    pub tags: Vec<String>,
    pub anchor: bool,
    pub given: bool,
    /// The day it was, when that was chosen; `None` means the moment of keeping.
    pub day: Option<Day>,
}

/// Where something is being written; each place has its own draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftPlace {
    Capture,
    Today,
    HardDay,
}

impl DraftPlace {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Capture => "capture",
            Self::Today => "today",
            Self::HardDay => "hard_day",
        }
    }
}
