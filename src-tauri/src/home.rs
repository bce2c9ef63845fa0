//! Where this person's data is, and the name under which only one app works on it.

use std::{env, path::PathBuf};

use glimmer_core::Folder;
use sha2::{Digest, Sha256};

/// Moves all data elsewhere.
const HOME: &str = "GLIMMER_HOME";

/// The data folder: `GLIMMER_HOME`, else the operating system's place for an app's local data.
pub fn folder() -> Option<Folder> {
    let chosen = env::var_os(HOME).filter(|path| !path.is_empty()).map(PathBuf::from);
    let path = chosen.or_else(|| dirs::data_local_dir().map(|base| base.join("glimmer")))?;
    // A relative path would mean another folder for every working directory, and so another journal.
    Some(Folder::at(std::path::absolute(&path).unwrap_or(path)))
}

/// The identity for "one app at a time": it names the folder, so that two journals can be open beside each other.
pub fn identity(base: &str, folder: &Folder) -> String {
    if env::var_os(HOME).is_none() && env::var_os("XDG_DATA_HOME").is_none() {
        return base.to_owned();
    }
    let path = folder.path().canonicalize().unwrap_or_else(|_| folder.path().to_owned());
    let hash = Sha256::digest(path.as_os_str().as_encoded_bytes());
    let short: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{base}.h{short}")
}
