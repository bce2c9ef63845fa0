//! The reminder's side of the door: what it says.

use crate::{
    Discretion, Error, Journal, Moment, Result,
    reminder::{Kind, Words, words},
    store::invitations,
    supports::tidy,
};

/// How many characters the person's own invitation may have: a notification shows little more.
pub const LONGEST_INVITATION: usize = 120;

impl Journal {
    /// What the invitation of `kind` says now; `None` if it has nothing that it may say.
    pub fn invitation(&self, kind: Kind, discretion: Discretion, now: Moment) -> Result<Option<Words>> {
        let cue = if kind == Kind::Morning && discretion == Discretion::MyWords { self.morning_cue(now)? } else { None };
        Ok(words(kind, discretion, now.day, &self.own_invitation(kind)?, cue.as_ref()))
    }

    /// What the person wrote for it; empty means the shipped words.
    pub fn own_invitation(&self, kind: Kind) -> Result<String> {
        self.store.read(|tx| invitations::own(tx, kind))
    }

    /// Replaces it, on one line; an empty one brings the shipped words back. Returns it as it is kept.
    ///
    /// # Errors
    /// [`Error::BadValue`] if it is longer than [`LONGEST_INVITATION`], or for the morning, which shows what was kept.
    pub fn set_own_invitation(&self, kind: Kind, text: &str) -> Result<String> {
        let text = tidy(text);
        if kind == Kind::Morning {
            return Err(Error::BadValue { what: "invitation", why: "the morning shows what was kept".into() });
        }
        if text.chars().count() > LONGEST_INVITATION {
            return Err(Error::BadValue { what: "invitation", why: format!("it must have no more than {LONGEST_INVITATION} characters") });
        }
        self.store.change(|tx| invitations::write(tx, kind, &text))?;
        Ok(text)
    }
}
