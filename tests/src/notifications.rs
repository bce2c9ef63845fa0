//! A real notification daemon, and a hand that presses its buttons.

use std::{fs, os::unix::fs::PermissionsExt, process::Stdio};

use crate::{Desktop, wait_until};

/// What the notification daemon shows.
pub struct Notifications<'a>(&'a Desktop);

impl<'a> Notifications<'a> {
    pub(crate) fn of(desktop: &'a Desktop) -> Self {
        Self(desktop)
    }

    /// Writes the daemon's configuration. The daemon itself is started by the bus or by [`Desktop::with_notifications`].
    ///
    /// Its context menu is answered by a script: it notes the buttons it was offered, and picks the one whose name is in `pick`.
    pub(crate) fn prepare(desktop: &Desktop) {
        let script = desktop.scratch("pick.sh");
        let text = format!(
            "#!/bin/sh\ncat > {offered}.new\nmv {offered}.new {offered}\ngrep -F \"$(cat {pick})\" {offered} | head -n 1\n",
            offered = desktop.scratch("offered").display(),
            pick = desktop.scratch("pick").display()
        );
        fs::write(&script, text).expect("a script");
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).expect("a script that runs");
        let config = format!("[global]\n    dmenu = {}\n    idle_threshold = 0\n[urgency_normal]\n    timeout = 0\n", script.display());
        fs::write(desktop.scratch("dunstrc"), config).expect("a configuration");
    }

    fn ask(&self, args: &[&str]) -> String {
        let output = self.0.command("dunstctl").args(args).stdout(Stdio::piped()).output().expect("dunst is installed");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// How many are on the screen.
    pub fn displayed(&self) -> usize {
        self.ask(&["count", "displayed"]).parse().unwrap_or(0)
    }

    /// Waves all of them away.
    pub fn close_all(&self) {
        self.ask(&["close-all"]);
        wait_until("they are gone", || self.displayed() == 0);
    }

    pub fn wait_for_one(&self) {
        wait_until("a notification", || self.displayed() == 1);
    }

    /// Presses the button with this word; returns all the buttons there were, as `#Word (program) […]` lines.
    pub fn press(&self, button: &str) -> String {
        let offered = self.0.scratch("offered");
        let _ = fs::remove_file(&offered);
        fs::write(self.0.scratch("pick"), format!("#{button}")).expect("a choice");
        self.ask(&["context"]);
        wait_until("the buttons are offered", || offered.exists());
        fs::read_to_string(offered).expect("the buttons")
    }

    /// Clicks on the words.
    pub fn click(&self) {
        self.ask(&["action", "0"]);
    }
}

impl Desktop {
    /// Starts the notification daemon.
    #[must_use]
    pub fn with_notifications(mut self) -> Self {
        let daemon = self.command("dunst").arg("-conf").arg(self.scratch("dunstrc")).spawn().expect("dunst is installed");
        self.adopt(daemon);
        wait_until("the notification daemon answers", || !self.notifications().ask(&["count", "displayed"]).is_empty());
        self
    }
}
