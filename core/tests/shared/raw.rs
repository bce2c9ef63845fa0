//! The journal file, past the door.

use std::path::Path;

/// Opens the journal file as any SQLCipher would, with the key derived from `vault.key`.
#[allow(dead_code, reason = "not every test needs both")]
pub fn raw(home: &Path) -> rusqlite::Connection {
    raw_at(&home.join("journal.db"), home)
}

/// The same for a journal file elsewhere, with the `vault.key` in `home`.
pub fn raw_at(journal: &Path, home: &Path) -> rusqlite::Connection {
    use hkdf::Hkdf;
    let text = std::fs::read_to_string(home.join("vault.key")).unwrap();
    let secret = text.lines().find(|line| line.starts_with("AGE-SECRET-KEY-1")).unwrap();
    let mut key = [0u8; 32];
    Hkdf::<sha2::Sha256>::new(None, secret.as_bytes()).expand(glimmer_core::JOURNAL_KEY.as_bytes(), &mut key).unwrap();
    let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let sql = rusqlite::Connection::open(journal).unwrap();
    sql.pragma_update(None, "key", format!("x'{hex}'")).unwrap();
    sql
}
