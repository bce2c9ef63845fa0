//! Where this person's data is, and the name under which only one app works on it.

use std::{
    env,
    path::{Path, PathBuf},
};

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

/// The folder of somebody who has chosen none. `XDG_DATA_HOME` is a choice.
fn ordinary() -> Option<PathBuf> {
    let base = if cfg!(target_os = "linux") { dirs::home_dir().map(|home| home.join(".local/share")) } else { dirs::data_local_dir() };
    base.map(|base| base.join("glimmer"))
}

/// The identity for "one app at a time": it names the folder, so that two journals can be open beside each other.
///
/// The ordinary folder has the plain name, by whatever way it was named; systems know the app's notifications by it.
pub fn identity(base: &str, folder: &Folder) -> String {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let path = real(folder.path());
    if ordinary().is_some_and(|ordinary| real(&ordinary) == path) {
        return base.to_owned();
    }
    let hash = Sha256::digest(path.as_os_str().as_encoded_bytes());
    let short: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{base}.h{short}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_decides_and_not_the_way_it_was_named() {
        let Some(ordinary) = ordinary() else { return };
        assert_eq!(identity("base", &Folder::at(&ordinary)), "base");
        let other = tempfile::tempdir().unwrap();
        let named = identity("base", &Folder::at(other.path()));
        assert!(named.starts_with("base.h") && named.len() == "base.h".len() + 16);
        let round_about = other.path().join("..").join(other.path().file_name().unwrap());
        assert_eq!(identity("base", &Folder::at(round_about)), named);
    }
}
