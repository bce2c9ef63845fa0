//! The vault: one age X25519 identity from which everything is opened.
//!
//! Without a passphrase `vault.key` holds it as age writes it (`AGE-SECRET-KEY-1…`), so `age -i vault.key` opens what is sealed
//! to it. With one, `vault.age` is that same text wrapped by age's scrypt, and `vault.recovery.age` once more by the recovery
//! code. The key of the journal is HKDF-SHA256 over the bytes of that line, without salt, with [`JOURNAL_KEY`] as info (RFC 5869).

pub(crate) mod inbox;
mod keys;
mod secret;

use std::{fs, path::Path, str::FromStr};

pub use keys::{is_set, wait_after};
pub use secret::{RecoveryCode, Secret};

use age::{secrecy::ExposeSecret, x25519};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{Error, Folder, Result};

/// The info string that names what the derived key is for.
pub const JOURNAL_KEY: &str = "glimmer journal.db v1";

/// The opened vault. Its secret is wiped from memory when it is dropped.
#[derive(Clone)]
pub struct Vault(x25519::Identity);

impl Vault {
    /// Makes a new identity, in memory only.
    pub(crate) fn generate() -> Self {
        Self(x25519::Identity::generate())
    }

    /// Reads the identity from `path`.
    ///
    /// # Errors
    /// [`Error::NoVault`] if there is none, [`Error::NotOurs`] if the file holds something else.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = match fs::read_to_string(path) {
            Ok(text) => Zeroizing::new(text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(Error::NoVault(path.into())),
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => return Err(Error::NotOurs(path.into())),
            Err(error) => return Err(Error::file("read the key", path)(error)),
        };
        Self::find(&text).ok_or_else(|| Error::NotOurs(path.into()))
    }

    /// Writes the identity to `path`, 0600.
    pub(crate) fn write(&self, folder: &Folder, path: &Path) -> Result<()> {
        folder.replace(path, self.text().as_bytes())
    }

    /// The identity as it is written down, with a line that tells a finder what it is.
    pub(crate) fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(format!(
            "# The key of a Glimmer journal. Who has this file can read the journal beside it.\n# public key: {}\n{}\n",
            self.recipient(),
            self.line().as_str()
        ))
    }

    /// The identity alone: `AGE-SECRET-KEY-1…`.
    pub(crate) fn line(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.to_string().expose_secret().to_owned())
    }

    /// Finds the identity in a text that [`Vault::text`] or [`Vault::line`] made.
    pub(crate) fn find(text: &str) -> Option<Self> {
        let line = text.lines().find(|line| line.starts_with("AGE-SECRET-KEY-1"))?;
        x25519::Identity::from_str(line.trim()).ok().map(Self)
    }

    /// The identity, for nobody who has not `secret` (age's scrypt).
    pub(crate) fn wrap(&self, secret: &Secret) -> Result<Vec<u8>> {
        secret.wrap(self.text().as_bytes())
    }

    /// Opens the vault of `folder` with its passphrase or its recovery code, whichever `secret` is.
    ///
    /// # Errors
    /// [`Error::WrongSecret`] if it is neither; it does not say which of them it was held against. [`Error::NoVault`] if neither
    /// is there, [`Error::NotOurs`] if a file is something else.
    pub(crate) fn unwrap(folder: &Folder, secret: &Secret) -> Result<Self> {
        let mut found = Error::NoVault(folder.vault_age());
        let recovery = RecoveryCode::read(secret).map(|code| (folder.vault_recovery(), code.secret()));
        for (path, secret) in recovery.into_iter().chain([(folder.vault_age(), secret.clone())]) {
            match fs::read(&path) {
                Ok(wrapped) => match secret.unwrap(&wrapped, &path) {
                    Ok(text) => {
                        let text = std::str::from_utf8(&text).map_err(|_| Error::NotOurs(path.clone()))?;
                        return Self::find(text).ok_or(Error::NotOurs(path));
                    }
                    Err(error) => found = error,
                },
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(Error::file("read the key", path)(error)),
            }
        }
        Err(found)
    }

    /// Opens what was sealed to [`Vault::recipient`]; `None` if it was sealed to another, or altered.
    pub(crate) fn open(&self, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        age::decrypt(&self.0, sealed).ok().map(Zeroizing::new)
    }

    /// The same without reading further than who it was sealed to.
    pub(crate) fn opens(&self, sealed: &[u8]) -> bool {
        age::Decryptor::new(sealed).and_then(|sealed| sealed.decrypt(std::iter::once(&self.0 as &dyn age::Identity))).is_ok()
    }

    /// The public half, to which anybody can seal.
    pub(crate) fn to_seal(&self) -> x25519::Recipient {
        self.0.to_public()
    }

    /// The public half, as age writes it (`age1…`).
    pub fn recipient(&self) -> String {
        self.0.to_public().to_string()
    }

    /// The 32-byte key of `journal.db`, as SQLCipher's raw key literal `x'…'`.
    pub(crate) fn journal_key(&self) -> Zeroizing<String> {
        let secret = self.0.to_string();
        let mut key = Zeroizing::new([0u8; 32]);
        let derived = Hkdf::<Sha256>::new(None, secret.expose_secret().as_bytes()).expand(JOURNAL_KEY.as_bytes(), key.as_mut());
        debug_assert!(derived.is_ok(), "HKDF-SHA256 gives up to 8,160 bytes");
        let mut literal = Zeroizing::new(String::with_capacity(67));
        literal.push_str("x'");
        for byte in key.iter() {
            literal.push(char::from(HEX[usize::from(byte >> 4)]));
            literal.push(char::from(HEX[usize::from(byte & 15)]));
        }
        literal.push('\'');
        literal
    }
}

const HEX: &[u8; 16] = b"0123456789abcdef";
