//! Disks and rights that go wrong: a small disk of the app's own, and a person whom file permissions stop.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{Desktop, Driven, desktop::glimmer};

/// Starts the app with a small disk where its data folder is. Only the app sees it, and it is gone with the app.
pub async fn on_a_small_disk(desktop: &Desktop, kilobytes: u32) -> Driven {
    fs::create_dir_all(desktop.home()).expect("a data folder");
    // Whoever is not root becomes somebody who may mount, in a world of their own.
    let world = if is_root() { "--mount" } else { "--user --map-current-user --keep-caps --mount" };
    let mount = format!("mount -t tmpfs -o size={kilobytes}k,mode=700 tmpfs \"$GLIMMER_HOME\"");
    // What was there before is there on the small disk, too.
    let kept = "kept=$(mktemp -d) && cp -a \"$GLIMMER_HOME/.\" \"$kept\"";
    let back = "cp -a \"$kept/.\" \"$GLIMMER_HOME\" && rm -r \"$kept\"";
    let world_of_its_own = format!("{kept} && {mount} && {back} && exec \"$0\" \"$@\"");
    // It goes on as the same process, so that its number stays the app's.
    let script = format!("exec unshare {world} sh -c '{world_of_its_own}'");
    Driven::start_by(desktop, &wrapper(desktop, &script)).await
}

/// Starts the app as somebody whom file permissions stop: root, too, then.
pub async fn stopped_by_permissions(desktop: &Desktop) -> Driven {
    let script = if is_root() { "exec setpriv --bounding-set=-dac_override,-dac_read_search,-fowner" } else { "exec" };
    Driven::start_by(desktop, &wrapper(desktop, script)).await
}

/// A program that goes on as the app in a changed world: `script` is what comes before the app and its arguments.
fn wrapper(desktop: &Desktop, script: &str) -> PathBuf {
    let path = desktop.scratch("glimmer-elsewhere");
    fs::write(&path, format!("#!/bin/sh\n{script} {} \"$@\"\n", glimmer().display())).expect("a script");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it can be run");
    path
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("id");
    id.stdout == b"0\n"
}

/// The data folder as the app sees it.
pub fn seen_by_the_app(driven: &Driven, desktop: &Desktop) -> PathBuf {
    let root = PathBuf::from(format!("/proc/{}/root", driven.app_id().expect("it runs")));
    root.join(desktop.home().strip_prefix("/").expect("an absolute path"))
}

/// Fills the disk that `folder` is on, to the last byte.
pub fn fill(folder: &Path) {
    let mut size = 1 << 20;
    let mut bytes = Vec::new();
    while size > 0 {
        bytes.resize(bytes.len() + size, 1);
        if fs::write(folder.join("filler"), &bytes).is_err() {
            bytes.truncate(bytes.len() - size);
            size /= 2;
        }
    }
}

/// Makes room again.
pub fn free(folder: &Path) {
    fs::remove_file(folder.join("filler")).expect("the filler");
}
