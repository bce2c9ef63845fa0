//! The system's dialogs for files and folders.

use std::{path::Path, time::Instant};

use crate::{Desktop, wait_for, wait_until};

impl Desktop {
    /// In a dialog of the system that asks for a file or a folder: types where, and agrees. `title` is the dialog's.
    pub fn answer_dialog(&self, title: &str, path: &Path) {
        let dialog = wait_for("the dialog", || {
            self.x(&["search", "--onlyvisible", "--name", &format!("^{title}$")]).lines().next().map(str::to_owned)
        });
        self.activate(&dialog);
        let mut answered: Option<Instant> = None;
        wait_until("the dialog is gone", || {
            let is_there = self.x(&["search", "--onlyvisible", "--name", &format!("^{title}$")]).contains(&dialog);
            // Again: its field appears at the first letter and may miss the next; and a folder is entered before it is agreed with.
            if is_there && answered.is_none_or(|at| at.elapsed().as_secs() >= 2) {
                self.x(&["key", "ctrl+a"]);
                self.type_words(path.to_str().expect("a path that can be typed"));
                self.x(&["key", "Return"]);
                answered = Some(Instant::now());
            }
            !is_there
        });
    }
}
