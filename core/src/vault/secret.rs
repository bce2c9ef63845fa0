//! What a person knows or has on paper: the passphrase and the recovery code.

use std::{
    io::{self, BufRead, Cursor, Read, Write},
    iter,
    path::Path,
};

use age::{
    DecryptError, Decryptor, Encryptor, scrypt,
    secrecy::SecretString,
    stream::{StreamReader, StreamWriter},
};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::{Error, Result};

/// The work that each guess costs: 2^17 rounds of scrypt, 128 MiB (age's own measure, fixed so that a journal made on one computer
/// opens on every other).
const WORK: u8 = 17;
/// More than this is not ours: such a file would only keep the computer busy.
const MOST_WORK: u8 = 20;
/// How much may stand above the content; ours has some 200 bytes. age takes it apart anew for each line of it.
const HEADER: u64 = 16 << 10;
/// With this the last line of it begins.
const HEADER_ENDS: &[u8] = b"\n--- ";

/// A passphrase, or a recovery code as it was typed. Wiped from memory when it is dropped.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text as it is, except that letters are composed (normal form C): keyboards differ in how they send an "é".
    pub fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.nfc().collect()))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn age(&self) -> SecretString {
        SecretString::from(self.0.to_string())
    }

    pub(super) fn wrap(&self, content: &[u8]) -> Result<Vec<u8>> {
        let mut recipient = scrypt::Recipient::new(self.age());
        recipient.set_work_factor(work());
        age::encrypt(&recipient, content).map_err(|error| Error::BadValue { what: "passphrase", why: error.to_string() })
    }

    /// What is written to the result reaches `to` sealed, as it comes; `finish` ends it.
    pub(crate) fn sealing<W: Write>(&self, to: W) -> io::Result<StreamWriter<W>> {
        let mut recipient = scrypt::Recipient::new(self.age());
        recipient.set_work_factor(work());
        Encryptor::with_recipients(iter::once(&recipient as &dyn age::Recipient)).map_err(io::Error::other)?.wrap_output(to)
    }

    /// What [`Secret::sealing`] sealed.
    ///
    /// # Errors
    /// [`Error::WrongSecret`]; [`Error::BadValue`] if nobody sealed it with a passphrase.
    pub(crate) fn opening<R: BufRead>(&self, mut from: R) -> Result<StreamReader<impl BufRead + use<R>>> {
        let not_ours = |why| Error::BadValue { what: "sealed file", why };
        let mut start = Vec::new();
        from.by_ref().take(HEADER).read_to_end(&mut start).map_err(|error| not_ours(error.to_string()))?;
        if !start.windows(HEADER_ENDS.len()).any(|window| window == HEADER_ENDS) {
            return Err(not_ours("its header does not end".into()));
        }
        let from = Cursor::new(start).chain(from);
        let mut identity = scrypt::Identity::new(self.age());
        identity.set_max_work_factor(MOST_WORK);
        let opened = Decryptor::new_buffered(from).and_then(|sealed| sealed.decrypt(iter::once(&identity as &dyn age::Identity)));
        opened.map_err(|error| match error {
            DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys => Error::WrongSecret,
            other => not_ours(other.to_string()),
        })
    }

    pub(super) fn unwrap(&self, wrapped: &[u8], path: &Path) -> Result<Zeroizing<Vec<u8>>> {
        let mut identity = scrypt::Identity::new(self.age());
        identity.set_max_work_factor(MOST_WORK);
        age::decrypt(&identity, wrapped).map(Zeroizing::new).map_err(|error| match error {
            DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys => Error::WrongSecret,
            _ => Error::NotOurs(path.into()),
        })
    }
}

/// Tests that lock a thousand times may make it cheaper; a program that is given to people does not ask.
fn work() -> u8 {
    #[cfg(debug_assertions)]
    if let Some(work) = std::env::var("GLIMMER_TEST_SCRYPT").ok().and_then(|text| text.parse().ok()) {
        return work;
    }
    WORK
}

/// Eight groups of four, 160 bits, to be written on paper.
#[derive(Clone)]
pub struct RecoveryCode(Zeroizing<String>);

impl RecoveryCode {
    /// Digits and capitals without those that look alike: no 0 and O, no 1 and I.
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    const GROUPS: usize = 8;
    const GROUP: usize = 4;

    /// Makes a new one from the system's own randomness.
    ///
    /// # Errors
    /// [`Error::File`] if the system has none.
    pub fn generate() -> Result<Self> {
        let mut bytes = Zeroizing::new([0; Self::GROUPS * Self::GROUP]);
        getrandom::fill(bytes.as_mut()).map_err(|error| Error::file("read", "the system's randomness")(error.into()))?;
        Ok(Self(Zeroizing::new(bytes.iter().map(|byte| char::from(Self::LETTERS[usize::from(byte % 32)])).collect())))
    }

    /// The groups, in their order.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        (0..Self::GROUPS).map(|nth| &self.0[nth * Self::GROUP..(nth + 1) * Self::GROUP])
    }

    /// Whether these are its last two groups, however they were typed.
    pub fn ends_with(&self, typed: &str) -> bool {
        let typed = plain(typed);
        typed.len() == 2 * Self::GROUP && self.0.ends_with(typed.as_str())
    }

    /// The code in something that was typed, whatever stands between its letters; `None` if it cannot be one.
    pub(super) fn read(secret: &Secret) -> Option<Self> {
        let plain = plain(&secret.0);
        let fits = plain.len() == Self::GROUPS * Self::GROUP && plain.bytes().all(|letter| Self::LETTERS.contains(&letter));
        fits.then_some(Self(plain))
    }

    /// What the vault is wrapped with: the groups as they stand on paper, a space between each.
    pub fn secret(&self) -> Secret {
        let groups: Vec<_> = self.groups().collect();
        Secret(Zeroizing::new(groups.join(" ")))
    }
}

fn plain(typed: &str) -> Zeroizing<String> {
    Zeroizing::new(typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_was_typed() {
        let code = RecoveryCode::generate().unwrap();
        let written = code.groups().collect::<Vec<_>>();
        assert_eq!(written.len(), 8);
        for typed in [written.join(" "), written.join("-").to_lowercase(), written.concat(), format!(" {}\n", written.join(" - "))] {
            let read = RecoveryCode::read(&Secret::new(&typed)).expect("it is the code");
            assert_eq!(read.0, code.0);
        }
        assert!(code.ends_with(&format!("{} {}", written[6], written[7].to_lowercase())));
        assert!(!code.ends_with(written[7]), "one group is not two");
        assert!(!code.ends_with(""), "nothing confirms nothing");
        assert!(RecoveryCode::read(&Secret::new("a few words that I will remember, all right")).is_none());
    }

    #[test]
    fn no_two_codes_are_the_same() {
        let codes: std::collections::HashSet<_> = (0..200).map(|_| RecoveryCode::generate().unwrap().0.to_string()).collect();
        assert_eq!(codes.len(), 200);
    }
}
