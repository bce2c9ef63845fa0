//! Running other programs, and what happens when one fails.

use std::process::Command;

/// What a person reads when a command stops: what failed and what to do, and the exit code it leaves behind.
pub struct Failure {
    pub sentence: String,
    pub code: u8,
}

impl Failure {
    pub fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), code: 1 }
    }
}

/// Says what is being done, does it in the foreground and waits.
///
/// # Errors
/// If the program cannot be started or fails; its own output above then says why, and its exit code is passed on.
pub fn step(name: &str, command: &mut Command) -> Result<(), Failure> {
    println!("== {name}");
    let status = command.status().map_err(|error| {
        let program = command.get_program().to_string_lossy().into_owned();
        Failure::new(format!("Stopped at “{name}”: {program} could not be started ({error})."))
    })?;
    match status.code() {
        Some(0) => Ok(()),
        Some(code) => Err(Failure {
            sentence: format!("Stopped at “{name}”: exit code {code}."),
            // A code beyond a byte (Windows) must not become 0, which would mean success.
            code: u8::try_from(code).unwrap_or(1),
        }),
        None => Err(Failure::new(format!("Stopped at “{name}”: it was ended by a signal."))),
    }
}

/// The Cargo that runs this program, in the workspace.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(crate::root());
    command
}
