//! The pictures that entries name, read one at a time when somebody wants them.

use std::{collections::HashMap, io::Read, path::Path};

use super::{Refused, archive::Pack};
use crate::photos::{self, MOST_BYTES};

/// What lies in an archive or a folder, by name.
pub(in crate::transfer) struct Pictures {
    pack: Pack,
    named: HashMap<String, usize>,
}

impl Pictures {
    /// # Errors
    /// [`Refused`] if it cannot be listed.
    pub fn open(path: &Path) -> Result<Self, Refused> {
        let pack = Pack::open(path)?;
        let mut named = HashMap::new();
        for (at, member) in pack.members.iter().enumerate() {
            named.entry(member.name.clone()).or_insert(at);
        }
        Ok(Self { pack, named })
    }

    pub fn names(self) -> impl Iterator<Item = String> {
        self.named.into_keys()
    }

    /// What is in the file that is called `name`.
    ///
    /// # Errors
    /// [`photos::Refused::TooLarge`], before anything is read if it says so itself; else [`photos::Refused::NotAPicture`].
    pub fn read(&mut self, name: &str) -> Result<Vec<u8>, photos::Refused> {
        let unreadable = photos::Refused::NotAPicture;
        let which = *self.named.get(name).ok_or(unreadable)?;
        let declared = self.pack.members[which].bytes;
        if declared > MOST_BYTES {
            return Err(photos::Refused::TooLarge);
        }
        let mut file = Vec::new();
        let read = self.pack.bytes(which).map_err(|_| unreadable)?.take(MOST_BYTES + 1).read_to_end(&mut file);
        // Of a file that is longer than its archive says, nothing that the archive says is true.
        match read {
            Ok(_) if file.len() as u64 <= declared => Ok(file),
            _ => Err(unreadable),
        }
    }
}
