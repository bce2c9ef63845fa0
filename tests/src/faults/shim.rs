//! The shim between a worker and the kernel (`shim.c`): built when it is needed, loaded into the worker alone.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

const SOURCE: &str = include_str!("shim.c");

pub struct Shim(PathBuf);

/// Which call fails, and how. Kinds of calls: `o`pen, `c`reate, `w`rite, `R`ead, `t`runcate, `s`ync, `r`ename, `l`ink, `u`nlink, `m`kdir.
#[derive(Debug, Clone, Copy)]
pub struct Failing {
    /// Of the calls of these kinds, counted from 1.
    pub nth: u64,
    /// A number of `errno.h`, or [`KILL`].
    pub error: i32,
    pub kinds: &'static str,
}

pub const EIO: i32 = 5;
pub const ENOSPC: i32 = 28;
/// Instead of failing, the call is the last thing the process does.
pub const KILL: i32 = -9;
pub const ALL_KINDS: &str = "ocwRtsrlum";
/// What needs room on a disk.
pub const NEEDS_ROOM: &str = "cwtsrlm";

impl Shim {
    /// # Panics
    /// Without a C compiler.
    pub fn build(folder: &Path) -> Self {
        let (source, library) = (folder.join("shim.c"), folder.join("shim.so"));
        std::fs::write(&source, SOURCE).expect("the source");
        let mut compiler = Command::new("cc");
        let built = compiler.args(["-shared", "-fPIC", "-O2", "-o"]).args([&library, &source]).status().expect("a C compiler");
        assert!(built.success(), "the shim does not compile");
        Self(library)
    }

    /// Puts the shim into a command, for the files under `home`.
    pub fn under<'a>(&self, command: &'a mut Command, home: &Path) -> &'a mut Command {
        command.env("LD_PRELOAD", &self.0).env("FAULTS_FOLDER", home)
    }

    pub fn failing<'a>(&self, command: &'a mut Command, home: &Path, failing: Failing) -> &'a mut Command {
        let Failing { nth, error, kinds } = failing;
        self.under(command, home).env("FAULTS_NTH", nth.to_string()).env("FAULTS_ERROR", error.to_string()).env("FAULTS_KINDS", kinds)
    }

    /// Has the calls of these kinds counted; the number stands in `count` when the process has ended.
    pub fn counting<'a>(&self, command: &'a mut Command, home: &Path, kinds: &'static str, count: &Path) -> &'a mut Command {
        self.failing(command, home, Failing { nth: u64::MAX >> 1, error: EIO, kinds }).env("FAULTS_COUNT", count)
    }

    /// Has everything written down in `trace`.
    pub fn tracing<'a>(&self, command: &'a mut Command, home: &Path, trace: &Path) -> &'a mut Command {
        self.under(command, home).env("FAULTS_TRACE", trace)
    }
}
