//! A message bus for one test: nothing on it is started by itself, and nobody else is there.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;
use zbus::blocking::{Connection, connection::Builder};

const RULES: &str = r#"<busconfig><type>session</type><listen>unix:path=SOCKET</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"#;

pub struct PrivateBus {
    folder: TempDir,
    daemon: Child,
}

impl PrivateBus {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let daemon = start(&folder);
        Self { folder, daemon }
    }

    pub fn address(&self) -> String {
        format!("unix:path={}", socket(&self.folder).display())
    }

    /// Somebody on this bus.
    pub fn join(&self) -> Connection {
        self.joining().build().unwrap()
    }

    pub fn joining<'a>(&self) -> Builder<'a> {
        Builder::address(self.address().as_str()).unwrap()
    }

    pub fn end(&mut self) {
        self.daemon.kill().unwrap();
        self.daemon.wait().unwrap();
    }

    /// Starts a new bus at the same address.
    pub fn start_anew(&mut self) {
        fs::remove_file(socket(&self.folder)).unwrap();
        self.daemon = start(&self.folder);
    }
}

impl Drop for PrivateBus {
    fn drop(&mut self) {
        // One that ended before is ended.
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

fn socket(folder: &TempDir) -> PathBuf {
    folder.path().join("bus")
}

fn start(folder: &TempDir) -> Child {
    let rules = folder.path().join("bus.conf");
    fs::write(&rules, RULES.replace("SOCKET", &socket(folder).display().to_string())).unwrap();
    let mut daemon = Command::new("dbus-daemon")
        .arg(format!("--config-file={}", rules.display()))
        .args(["--nofork", "--print-address=1"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("dbus-daemon is installed");
    let mut listening = String::new();
    BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut listening).unwrap();
    assert!(listening.starts_with("unix:"), "the bus tells its address once it listens");
    daemon
}
