//! Message buses on which nothing starts by itself.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use crate::Running;

/// Starts a bus whose configuration names no folder of services, with its socket in `folder`; returns its address, too.
pub(crate) fn private(folder: &Path) -> (Running, String) {
    let config = folder.join("bus.conf");
    let text = format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:dir={}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#,
        folder.display()
    );
    fs::write(&config, text).expect("a configuration");
    let config = format!("--config-file={}", config.display());
    first_line(Command::new("dbus-daemon").args([&config, "--nofork", "--print-address=1"]))
}

/// Starts a program that says on its first line where it can be found; returns the line without its end.
pub(crate) fn first_line(command: &mut Command) -> (Running, String) {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it is installed");
    let mut line = String::new();
    let mut output = BufReader::new(child.stdout.take().expect("piped"));
    output.read_line(&mut line).expect("it says where it is");
    // It may write more later; a closed pipe would end it.
    std::mem::forget(output);
    (Running(child), line.trim().to_owned())
}
