//! Saving something where the person says.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use glimmer_core::Error;
use tauri::WebviewWindow;
use tauri_plugin_dialog::DialogExt;

/// Asks where; `name` is what is proposed. `None` if nowhere was chosen.
pub fn ask(window: &WebviewWindow, name: impl Into<String>) -> Option<PathBuf> {
    window.dialog().file().set_parent(window).set_file_name(name).blocking_save_file()?.into_path().ok()
}

/// Writes it whole and readable by its owner only, or not at all.
///
/// # Errors
/// [`Error::File`] or [`Error::DiskFull`].
pub fn write(path: &Path, content: &[u8]) -> Result<(), Error> {
    let written = || {
        let mut file = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(path))?;
        file.write_all(content)?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        Ok(())
    };
    written().map_err(|source: io::Error| match source.kind() {
        io::ErrorKind::StorageFull => Error::DiskFull,
        _ => Error::File { action: "write", path: path.to_owned(), source },
    })
}
