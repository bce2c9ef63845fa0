//! What is being written and could not be saved, on a full disk for example. Locking ends the page that shows it, and must neither lose
//! it nor leave it readable: until the journal opens it is kept as it would lie in the inbox.

use std::sync::{Mutex, MutexGuard, PoisonError};

use glimmer_core::{Draft, DraftPlace, Inbox, Journal};

#[derive(Default)]
pub struct Unsaved(Mutex<Vec<(DraftPlace, Words)>>);

enum Words {
    /// On a page as well.
    Plain(Draft),
    /// Sealed to the journal's key.
    Sealed(Vec<u8>),
}

impl Unsaved {
    /// The page at `place`, which knows what is saved there, wants this in its place, and it could not be saved.
    pub fn keep(&self, place: DraftPlace, draft: Draft) {
        self.saved(place);
        self.all().push((place, Words::Plain(draft)));
    }

    /// All that the page at `place` knows is saved.
    pub fn saved(&self, place: DraftPlace) {
        self.all().retain(|(at, _)| *at != place);
    }

    /// From here on nobody can read it.
    pub fn lock(&self, inbox: &Inbox) {
        for (place, words) in self.all().iter_mut() {
            let Words::Plain(draft) = words else { continue };
            let sealed = inbox.seal_draft(*place, draft);
            *words = Words::Sealed(sealed.unwrap_or_else(|error| {
                tracing::error!(%error, "what could not be saved could not be sealed either");
                Vec::new()
            }));
        }
    }

    /// What belongs in the place of the saved draft; `None` if that is the last word.
    pub fn take(&self, place: DraftPlace, journal: &Journal) -> Option<Draft> {
        let mut all = self.all();
        let nth = all.iter().position(|(at, _)| *at == place)?;
        match all.swap_remove(nth).1 {
            Words::Plain(draft) => Some(draft),
            Words::Sealed(sealed) => journal.open_sealed_draft(&sealed),
        }
    }

    fn all(&self) -> MutexGuard<'_, Vec<(DraftPlace, Words)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use glimmer_core::{Folder, RecoveryCode, Secret, clock};

    use super::*;

    fn draft(text: &str) -> Draft {
        Draft { text: text.into(), ..Draft::default() }
    }

    #[test]
    fn the_last_words_that_could_not_be_saved_come_back_once_and_cannot_be_read_meanwhile() {
        let home = tempfile::tempdir().unwrap();
        let (folder, secret) = (Folder::at(home.path()), Secret::new("warm bread"));
        let now = clock::now(glimmer_core::Settings::default().day_ends);
        let code = RecoveryCode::generate().unwrap();
        Journal::open(folder.clone()).unwrap().close().renew(None, &secret, &code, now, &mut |_| ()).unwrap();
        let unsaved = Unsaved::default();
        unsaved.keep(DraftPlace::Today, draft("half a"));
        unsaved.keep(DraftPlace::Today, draft("half a thought"));
        unsaved.keep(DraftPlace::Capture, draft("saved after all"));
        unsaved.saved(DraftPlace::Capture);
        unsaved.lock(&Inbox::of(folder.clone()));
        assert!(unsaved.all().iter().all(|(_, words)| matches!(words, Words::Sealed(_))));
        let journal = Journal::unlock(folder, &secret).unwrap();
        assert_eq!(unsaved.take(DraftPlace::Capture, &journal), None);
        assert_eq!(unsaved.take(DraftPlace::Today, &journal), Some(draft("half a thought")));
        assert_eq!(unsaved.take(DraftPlace::Today, &journal), None);
    }
}
