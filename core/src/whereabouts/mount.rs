//! What Linux says about where its file systems come from (proc(5), `/proc/pid/mountinfo`).

use std::{
    ffi::OsString,
    os::unix::ffi::OsStringExt,
    path::{Path, PathBuf},
};

/// File systems on other computers, with those that a FUSE program brings: `fuse.sshfs`.
const ELSEWHERE: [&str; 26] = [
    "9p",
    "afpfs",
    "afs",
    "beegfs",
    "ceph",
    "cifs",
    "coda",
    "curlftpfs",
    "davfs",
    "davfs2",
    "glusterfs",
    "gpfs",
    "gvfsd-fuse",
    "kio-fuse",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "pvfs2",
    "rclone",
    "s3fs",
    "smb3",
    "smbfs",
    "smbnetfs",
    "sshfs",
    "vboxsf",
];

/// What the file system of `folder` (resolved, absolute) is called, if it is on another computer. `mounts` is the whole of mountinfo; a
/// line of another shape is passed over.
pub fn network(folder: &Path, mounts: &str) -> Option<String> {
    let here = mounts.lines().filter_map(mount).filter(|mount| folder.starts_with(&mount.point));
    // The innermost counts, and of several at one place the last: it covers the others.
    let mount = here.max_by_key(|mount| mount.point.components().count())?;
    let kind = mount.kind.strip_prefix("fuse.").unwrap_or(mount.kind);
    // davfs is plain "fuse", and its source an address.
    let by_address = mount.kind == "fuse" && mount.source.contains("://");
    (ELSEWHERE.contains(&kind) || by_address).then(|| mount.kind.to_owned())
}

struct Mount<'a> {
    point: PathBuf,
    kind: &'a str,
    source: &'a str,
}

/// Reads "36 35 98:0 / /mnt rw,noatime master:1 - ext3 /dev/root rw": the fields before the dash differ in number.
fn mount(line: &str) -> Option<Mount<'_>> {
    let (before, after) = line.split_once(" - ")?;
    let mut after = after.split(' ');
    Some(Mount { point: unescape(before.split(' ').nth(4)?), kind: after.next()?, source: after.next()? })
}

/// Space, tab, line feed and backslash stand there as `\` and three octal digits.
fn unescape(field: &str) -> PathBuf {
    let mut bytes = Vec::with_capacity(field.len());
    let mut rest = field.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = if *first == b'\\' { after.get(..3).and_then(|digits| str::from_utf8(digits).ok()) } else { None };
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 8).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[3..] } else { after };
    }
    OsString::from_vec(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:21 / /proc rw shared:2 - proc proc rw
40 22 0:40 / /home rw,relatime shared:3 master:4 - nfs4 server:/home rw,vers=4.2
41 40 8:2 / /home/marta/local rw - ext4 /dev/sda2 rw
42 22 0:42 / /mnt/with\\040space\\134 rw - cifs //server/share rw
43 22 0:43 / /mnt/dav rw - fuse https://cloud.example.org/dav rw
44 22 0:44 / /mnt/vault rw - fuse.gocryptfs /home/marta/.vault rw
45 22 0:45 / /mnt/far rw - fuse.sshfs marta@far:/ rw
46 22 0:46 / /mnt/twice rw - nfs server:/twice rw
47 46 0:47 / /mnt/twice rw - tmpfs tmpfs rw
48 22 0:48 /
";

    fn kind(folder: &str) -> Option<String> {
        network(Path::new(folder), MOUNTS)
    }

    #[test]
    fn the_innermost_mount_says_where_a_folder_is() {
        assert_eq!(kind("/home/marta/glimmer").as_deref(), Some("nfs4"));
        assert_eq!(kind("/home/marta/local/glimmer"), None, "a disk of this computer inside a network folder");
        assert_eq!(kind("/homework/glimmer"), None, "names are compared whole");
        assert_eq!(kind("/mnt/twice/glimmer"), None, "the later mount covers the earlier");
        assert_eq!(kind("/srv/glimmer"), None);
    }

    #[test]
    fn what_programs_bring_is_told_apart() {
        assert_eq!(kind("/mnt/far/glimmer").as_deref(), Some("fuse.sshfs"));
        assert_eq!(kind("/mnt/dav/glimmer").as_deref(), Some("fuse"), "its source is an address");
        assert_eq!(kind("/mnt/vault/glimmer"), None, "an encrypted folder of this computer");
    }

    #[test]
    fn odd_names_and_lines_are_read_as_they_are_meant() {
        assert_eq!(kind("/mnt/with space\\/glimmer").as_deref(), Some("cifs"));
        assert_eq!(unescape("/a\\04"), Path::new("/a\\04"), "not an escape");
        assert_eq!(unescape("/\\777é"), Path::new("/\\777é"), "more than a byte");
        assert_eq!(network(Path::new("/"), "nonsense\n - \n"), None);
    }
}
