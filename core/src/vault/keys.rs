//! Setting, changing and removing what opens the journal.
//!
//! Another passphrase for the same identity is a new wrapping, done in an instant. Whoever knew the first identity, because it lay
//! there in plain or somebody may have seen the code, is shut out only by another identity: then journal and copies are
//! encrypted anew.

use std::fs;

use super::{RecoveryCode, Secret, Vault};
use crate::{
    Closed, Device, Error, Folder, Journal, Moment, Result,
    backup::Progress,
    folder::Lock,
    store::{self, LOCK, PATIENCE, rekey},
    swap::{self, Swap},
};

impl Journal {
    /// Wraps the same identity by another passphrase. The recovery code stays as it is.
    ///
    /// # Errors
    /// [`Error::WrongSecret`] if `current` is neither passphrase nor recovery code; nothing has changed then.
    pub fn change_passphrase(&self, current: &Secret, new: &Secret) -> Result<()> {
        self.confirm(current)?;
        self.folder.replace(&self.folder.vault_age(), &self.store.vault().wrap(checked(&self.folder, new)?)?)
    }

    /// Lets the journal open without a passphrase from now on; the recovery code is void.
    ///
    /// # Errors
    /// [`Error::WrongSecret`]; nothing has changed then.
    pub fn remove_passphrase(&self, current: &Secret) -> Result<()> {
        self.confirm(current)?;
        // From here on it opens without; what follows only clears away.
        self.store.vault().write(&self.folder, &self.folder.vault_key())?;
        for path in [self.folder.vault_age(), self.folder.vault_recovery()] {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(Error::file("remove", path)(error)),
                _ => {}
            }
        }
        Device::change(&self.folder, |device| device.recovery_made = None)?;
        Ok(())
    }

    /// Holds `secret` against what opens this journal.
    ///
    /// # Errors
    /// [`Error::WrongSecret`] if it is neither passphrase nor recovery code.
    pub fn confirm(&self, secret: &Secret) -> Result<()> {
        let known = Vault::unwrap(&self.folder, secret)?;
        if known.recipient() == self.store.vault().recipient() { Ok(()) } else { Err(Error::WrongSecret) }
    }
}

impl Closed {
    /// Gives the journal a new identity, opened by `new` and by `code`: for the first passphrase, a new code, or because somebody may
    /// know it. `current` is held against the passphrase, if there is one. `progress` goes from 0 to 1.
    ///
    /// All of it happens or nothing, wherever a crash falls. Copies keep the old key, which the journal remembers for them.
    ///
    /// # Errors
    /// [`Error::WrongSecret`]; [`Error::Busy`] if another process has the journal open; [`Error::DiskFull`].
    pub fn renew(
        &mut self,
        current: Option<&Secret>,
        new: &Secret,
        code: &RecoveryCode,
        now: Moment,
        progress: Progress<'_>,
    ) -> Result<()> {
        let folder = &self.folder;
        checked(folder, new)?;
        if store::is_locked(folder) {
            let known = Vault::unwrap(folder, current.ok_or(Error::WrongSecret)?)?;
            if known.recipient() != self.vault.recipient() {
                return Err(Error::WrongSecret);
            }
        }
        let vault = Vault::generate();
        // Before anything is written: these take their time and may be refused.
        let (wrapped, recovery) = (vault.wrap(new)?, vault.wrap(&code.secret())?);
        let _alone = folder.lock(LOCK, Lock::Exclusive, PATIENCE)?;
        let mut swap = Swap::begin(folder)?;
        rekey::rekeyed(&folder.journal(), &self.vault, &swap.path("journal.db"), &vault, progress)?;
        store::ready(&swap.path("journal.db"), &vault)?;
        swap.put("journal.db");
        swap.write("vault.age", &wrapped)?;
        swap.write("vault.recovery.age", &recovery)?;
        swap.write("vault.pub", format!("{}\n", vault.recipient()).as_bytes())?;
        for gone in ["vault.key", "journal.db-wal", "journal.db-shm"] {
            swap.remove(gone);
        }
        let decided = swap.decide();
        if decided.is_ok() || swap::is_decided(folder) {
            self.vault = vault;
        }
        decided?;
        if let Err(error) = Device::change(folder, |device| device.recovery_made = Some(now.day)) {
            tracing::warn!(%error, "could not note when the recovery code was made");
        }
        Ok(())
    }
}

/// The recovery code, typed where a passphrase is asked for, must not take the passphrase's place: it is void in a moment.
fn checked<'a>(folder: &Folder, new: &'a Secret) -> Result<&'a Secret> {
    let refused = |why: &str| Err(Error::BadValue { what: "passphrase", why: why.into() });
    if new.is_empty() {
        return refused("it is empty");
    }
    match RecoveryCode::read(new).is_some() && store::is_locked(folder) && Vault::unwrap(folder, new).is_ok() {
        true => refused("it is the recovery code"),
        false => Ok(new),
    }
}

/// How long to wait before the next try, after so many in a row that did not open it. A slip costs nothing; a guesser loses time
/// beside what each guess costs by itself.
pub fn wait_after(wrong: u32) -> std::time::Duration {
    let doubled = wrong.checked_sub(3).map_or(0, |more| 1u64 << more.min(5));
    std::time::Duration::from_secs(doubled.min(30))
}

/// Whether the journal opens only with a passphrase.
pub fn is_set(folder: &Folder) -> bool {
    store::is_locked(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_slips_cost_nothing_and_no_wait_is_long() {
        let waits: Vec<_> = [0, 1, 2, 3, 4, 5, 7, 8, 9, 400].map(|wrong| wait_after(wrong).as_secs()).into();
        assert_eq!(waits, [0, 0, 0, 1, 2, 4, 16, 30, 30, 30]);
    }
}
