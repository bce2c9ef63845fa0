//! Whether a folder is one where a journal in use comes to harm: one that another program copies elsewhere while it is written, or
//! one on another computer, where locks and the order of writes are not what they are here.

use std::{
    ffi::OsStr,
    fs,
    path::{Component, Path, PathBuf},
};

/// What is wrong with a folder. Nothing here says that harm will come: it is a reason for a warning, not for a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whereabouts {
    /// It is kept the same on several computers, by this service, as people know it: "Dropbox".
    Synced(String),
    /// It lies on another computer; the system calls this kind of folder so: "nfs4".
    Network(String),
}

/// The folder a service makes by itself. Some add a name: "Dropbox (Personal)", "OneDrive - A Company".
const NAMES: [(&str, &str); 22] = [
    ("Dropbox", "Dropbox"),
    ("OneDrive", "OneDrive"),
    ("iCloudDrive", "iCloud Drive"),
    ("iCloud Drive", "iCloud Drive"),
    ("Mobile Documents", "iCloud Drive"),
    ("Google Drive", "Google Drive"),
    ("GoogleDrive", "Google Drive"),
    ("Nextcloud", "Nextcloud"),
    ("ownCloud", "ownCloud"),
    ("Syncthing", "Syncthing"),
    ("Resilio Sync", "Resilio Sync"),
    ("pCloudDrive", "pCloud"),
    ("pCloud Drive", "pCloud"),
    ("pCloud Sync", "pCloud"),
    ("MEGA", "MEGA"),
    ("MEGAsync", "MEGA"),
    ("Box Sync", "Box"),
    ("Proton Drive", "Proton Drive"),
    ("ProtonDrive", "Proton Drive"),
    ("Seafile", "Seafile"),
    ("SynologyDrive", "Synology Drive"),
    ("Yandex.Disk", "Yandex Disk"),
];

/// What a service leaves in the folder it was given, wherever that is. A `/` at the end means a folder, its absence a file:
/// `.dropbox` in a home folder is where that program keeps its settings.
const MARKERS: [(&str, &str); 14] = [
    (".dropbox", "Dropbox"),
    (".dropbox.cache/", "Dropbox"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
    (".tmp.drivedownload/", "Google Drive"),
    (".tmp.driveupload/", "Google Drive"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", OWNCLOUDS),
    (".stfolder/", "Syncthing"),
    (".stfolder", "Syncthing"),
    (".sync/ID", "Resilio Sync"),
    (".megaignore", "MEGA"),
    (".debris/", "MEGA"),
    (".seafile-data/", "Seafile"),
    (".SynologyWorkingDirectory/", "Synology Drive"),
];

/// Both write the same files.
const OWNCLOUDS: &str = "Nextcloud or ownCloud";

/// Looks where `folder` really lies, symbolic links resolved; it need not exist yet. `None` also where the system does not tell.
///
/// Recognised are folders that services name themselves, or leave their files in, in this folder or any above; and file systems that
/// belong to other computers. A service that does neither is not recognised, nor one that copies at certain hours.
pub fn look(folder: &Path) -> Option<Whereabouts> {
    let folder = resolve(folder);
    synced(&folder).map(Whereabouts::Synced).or_else(|| network(&folder).map(Whereabouts::Network))
}

/// The real path; of what does not exist yet, under the nearest folder that does.
fn resolve(folder: &Path) -> PathBuf {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let resolved = |above: &Path| Some(fs::canonicalize(above).ok()?.join(folder.strip_prefix(above).ok()?));
    folder.ancestors().find_map(resolved).unwrap_or(folder)
}

fn synced(folder: &Path) -> Option<String> {
    let name = |part| if let Component::Normal(name) = part { OsStr::to_str(name) } else { None };
    let names: Vec<_> = folder.components().filter_map(name).collect();
    let by_name = names.iter().find_map(|name| named(name));
    let by_marker = || folder.ancestors().find_map(marked);
    // macOS keeps what its file providers bring in one place: Library/CloudStorage/Dropbox-Personal.
    let provider = || names.windows(2).find(|pair| pair[0] == "CloudStorage")?[1].split('-').next();
    by_name.or_else(by_marker).or_else(|| provider().map(|name| named(name).unwrap_or(name))).map(str::to_owned)
}

fn named(folder: &str) -> Option<&'static str> {
    let is = |rest: &str| rest.is_empty() || rest.starts_with(" (") || rest.starts_with(" - ");
    NAMES.iter().find(|(name, _)| folder.strip_prefix(name).is_some_and(is)).map(|(_, service)| *service)
}

fn marked(folder: &Path) -> Option<&'static str> {
    let is_there = |marker: &str| match marker.strip_suffix('/') {
        Some(marker) => folder.join(marker).is_dir(),
        None => folder.join(marker).is_file(),
    };
    let known = MARKERS.iter().find(|(marker, _)| is_there(marker)).map(|(_, service)| *service);
    known.or_else(|| holds_sync_journal(folder).then_some(OWNCLOUDS))
}

/// `.sync_0123456789ab.db`, of older programs `._sync_0123456789ab.db`.
fn holds_sync_journal(folder: &Path) -> bool {
    fs::read_dir(folder).into_iter().flatten().flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        (name.starts_with(".sync_") || name.starts_with("._sync_")) && name.ends_with(".db")
    })
}

#[cfg(target_os = "linux")]
fn network(folder: &Path) -> Option<String> {
    mount::network(folder, &fs::read_to_string("/proc/self/mountinfo").ok()?)
}

#[cfg(target_os = "macos")]
fn network(folder: &Path) -> Option<String> {
    use nix::{mount::MntFlags, sys::statfs::statfs};
    let found = folder.ancestors().find_map(|folder| statfs(folder).ok())?;
    (!found.flags().contains(MntFlags::MNT_LOCAL)).then(|| found.filesystem_type_name().to_owned())
}

/// A drive letter that stands for a folder elsewhere was resolved to that folder.
#[cfg(windows)]
fn network(folder: &Path) -> Option<String> {
    use std::path::Prefix;
    let Some(Component::Prefix(prefix)) = folder.components().next() else { return None };
    matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)).then(|| "UNC".to_owned())
}

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
fn network(_: &Path) -> Option<String> {
    None
}

#[cfg(target_os = "linux")]
mod mount;

#[cfg(test)]
mod tests {
    use super::*;

    fn synced_by(service: &str) -> Option<Whereabouts> {
        Some(Whereabouts::Synced(service.to_owned()))
    }

    #[test]
    fn a_folder_that_a_service_named_is_known_by_its_name_at_any_depth() {
        let home = tempfile::tempdir().unwrap();
        for (path, service) in [
            ("Dropbox/journal", "Dropbox"),
            ("Dropbox (Personal)/a/b/c", "Dropbox"),
            ("OneDrive - A Company/Documents/glimmer", "OneDrive"),
            ("Library/Mobile Documents/com~apple~CloudDocs/glimmer", "iCloud Drive"),
            ("iCloudDrive/glimmer", "iCloud Drive"),
            ("Library/CloudStorage/GoogleDrive-marta@example.org/My Drive", "Google Drive"),
            ("Library/CloudStorage/Tresor-marta/glimmer", "Tresor"),
            ("Nextcloud/glimmer", "Nextcloud"),
            ("pCloudDrive/glimmer", "pCloud"),
            ("MEGA/glimmer", "MEGA"),
        ] {
            assert_eq!(look(&home.path().join(path)), synced_by(service), "{path} is not there yet, and known all the same");
        }
    }

    #[test]
    fn a_folder_that_only_sounds_like_one_is_not_warned_about() {
        let home = tempfile::tempdir().unwrap();
        for path in
            [".local/share/glimmer", "Dropboxes", "my dropbox notes", "Megan", "OneDriveway", "boxes/Box", "mega-projects", "Sync", "¿é"]
        {
            assert_eq!(look(&home.path().join(path)), None, "{path}");
        }
    }

    #[test]
    fn a_folder_with_another_name_is_known_by_what_the_service_left_in_it() {
        let files = [
            (".dropbox", "Dropbox"),
            (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
            (".nextcloudsync.log", "Nextcloud"),
            (".owncloudsync.log", OWNCLOUDS),
            (".sync_0123456789ab.db", OWNCLOUDS),
            ("._sync_0123456789ab.db", OWNCLOUDS),
            (".stfolder/syncthing-folder-0123ab.txt", "Syncthing"),
            (".stfolder", "Syncthing"),
            (".sync/ID", "Resilio Sync"),
            (".tmp.drivedownload/nothing", "Google Drive"),
            (".megaignore", "MEGA"),
        ];
        for (file, service) in files {
            let home = tempfile::tempdir().unwrap();
            let shared = home.path().join("shared");
            let marker = shared.join(file);
            fs::create_dir_all(marker.parent().unwrap()).unwrap();
            fs::write(marker, "").unwrap();
            assert_eq!(look(&shared.join("deep/glimmer")), synced_by(service), "{file}");
            assert_eq!(look(&home.path().join("beside")), None, "{file} is beside it, not above");
        }
    }

    #[test]
    fn the_settings_of_a_service_in_the_home_folder_do_not_make_it_a_synced_one() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join(".dropbox")).unwrap();
        fs::create_dir(home.path().join(".sync")).unwrap();
        assert_eq!(look(&home.path().join(".local/share/glimmer")), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_to_where_the_words_really_lie() {
        use std::os::unix::fs::symlink;
        let home = tempfile::tempdir().unwrap();
        let (cloud, here) = (home.path().join("Dropbox/Documents"), home.path().join("glimmer"));
        fs::create_dir_all(&cloud).unwrap();
        fs::create_dir(&here).unwrap();
        symlink(&cloud, home.path().join("Documents")).unwrap();
        symlink(&here, cloud.join("glimmer")).unwrap();
        assert_eq!(look(&home.path().join("Documents/journal")), synced_by("Dropbox"), "the link is outside, the folder inside");
        assert_eq!(look(&cloud.join("glimmer")), None, "a service copies the link, not what it points to");
    }
}
