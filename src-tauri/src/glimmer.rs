//! What the running app shares: everything the commands ask for, and how it changes.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use glimmer_core::{
    Day, Device, Draft, Error, Folder, Journal, Moment, RecoveryCode, Secret, Settings, Uuid,
    backup::{self, Reason},
    clock, erase,
    reminder::{Runner, Wake, Wakes},
    whereabouts::{self, Whereabouts},
};
use notify::RecommendedWatcher;

use crate::{
    door::Door,
    tray,
    unsaved::Unsaved,
    windows::Closing,
    wire::{Failure, Notice, ShortcutState},
};

/// Everything the commands share.
pub struct Glimmer {
    folder: Folder,
    door: Door,
    /// The recovery code that was shown last, until it is confirmed.
    fresh_code: Mutex<Option<RecoveryCode>>,
    /// What was taken back of what was jotted while locked; see `keep_glimmer`.
    sealed_last: Mutex<Option<(Uuid, Draft)>>,
    unsaved: Unsaved,
    /// Whether something that was sealed could not be read when the journal was opened.
    sealed_unreadable: AtomicBool,
    /// What kind of folder the journal lies in, if another computer may write there too.
    whereabouts: Option<Whereabouts>,
    /// Everything was erased, and whether with the copies.
    pub(crate) erased: Mutex<Option<bool>>,
    wakes: Wakes,
    pub(crate) runner: OnceLock<Runner>,
    /// The open hard-day visit, if there is one; inside, its id, which a journal that is not open cannot give.
    visit: Mutex<Option<Option<Uuid>>>,
    shortcut: Mutex<ShortcutState>,
    /// How often somebody asked for the capture window.
    summoned: AtomicU64,
    closing: Mutex<Closing>,
    /// Whether the capture window hid with words that could not be saved.
    capture_unsaved: AtomicBool,
    /// Whether the icon for the tray could be made.
    pub(crate) tray: OnceLock<bool>,
    /// Until when the tray says that reminders are paused.
    pause_in_tray: Mutex<Option<Day>>,
    /// Held only to keep watching.
    pub(crate) watcher: OnceLock<RecommendedWatcher>,
}

impl Glimmer {
    pub(crate) fn open(folder: Folder, wakes: Wakes) -> Self {
        Self {
            whereabouts: whereabouts::look(folder.path()),
            door: Door::at(folder.clone()),
            folder,
            sealed_unreadable: AtomicBool::default(),
            fresh_code: Mutex::default(),
            sealed_last: Mutex::default(),
            unsaved: Unsaved::default(),
            erased: Mutex::default(),
            wakes,
            runner: OnceLock::new(),
            visit: Mutex::default(),
            shortcut: Mutex::new(ShortcutState::Listening),
            summoned: AtomicU64::default(),
            closing: Mutex::default(),
            capture_unsaved: AtomicBool::default(),
            tray: OnceLock::new(),
            pause_in_tray: Mutex::default(),
            watcher: OnceLock::new(),
        }
    }

    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// # Errors
    /// Why the journal could not be opened.
    pub fn journal(&self) -> Result<Arc<Journal>, Failure> {
        self.door.journal()
    }

    pub fn door(&self) -> &Door {
        &self.door
    }

    pub fn fresh_code(&self) -> MutexGuard<'_, Option<RecoveryCode>> {
        lock(&self.fresh_code)
    }

    /// What was sealed last while the journal is locked, so that it can be taken back: nobody can read it any more.
    pub fn sealed_last(&self) -> MutexGuard<'_, Option<(Uuid, Draft)>> {
        lock(&self.sealed_last)
    }

    /// What is being written and could not be saved.
    pub fn unsaved(&self) -> &Unsaved {
        &self.unsaved
    }

    /// Gives journal and copies a new key. `progress` goes from 0 to 1.
    ///
    /// # Errors
    /// As [`glimmer_core::Closed::renew`].
    pub fn renew_key(
        &self,
        current: Option<&Secret>,
        new: &Secret,
        code: &RecoveryCode,
        progress: backup::Progress<'_>,
    ) -> Result<(), Failure> {
        let now = self.now();
        // It can be gone back to, with what opened it until now.
        self.journal()?.back_up(Reason::Passphrase, now);
        let renewed = &mut |done| progress(0.5 * done);
        self.door.closed(|_, kept| kept.as_mut().ok_or(Error::Locked)?.renew(current, new, code, now, renewed))?;
        // Those that are out of reach get it later, and are named until then.
        if let Err(error) = self.journal()?.renew_copies(&mut |done| progress(0.5 + 0.2 * done)) {
            tracing::warn!(%error, "the copies could not all be given the new key");
        }
        self.reseal_photos(&mut |done| progress(0.7 + 0.3 * done));
        Ok(())
    }

    /// Seals the pictures to the present key, if they are not yet. Whoever wants the journal closed is not kept waiting: what is left then
    /// is done the next time.
    pub fn reseal_photos(&self, progress: backup::Progress<'_>) {
        let Ok(journal) = self.journal() else { return };
        let resealed = journal.reseal_photos(&mut |done| {
            progress(done);
            !self.door.is_wanted()
        });
        if let Err(error) = resealed {
            tracing::warn!(%error, "the pictures could not all be given the new key");
        }
    }

    /// Destroys the keys, then everything else.
    ///
    /// # Errors
    /// If another process has the journal open, or something could not be removed; the keys are gone then.
    pub fn erase(&self, copies: bool) -> Result<(), Failure> {
        let second = self.second_folder();
        self.door.ended(|folder| erase::erase(folder, copies, second.as_deref()))?;
        *lock(&self.erased) = Some(copies);
        Ok(())
    }

    fn second_folder(&self) -> Option<PathBuf> {
        Device::read(&self.folder).ok().and_then(|device| device.second_folder).map(|second| second.path)
    }

    /// Takes in what another program sealed while this one has the journal open.
    pub(crate) fn open_inbox(&self) -> bool {
        let joined = self.journal().and_then(|journal| Ok(journal.open_inbox()?));
        joined.is_ok_and(|joined| {
            self.note_unreadable(joined.unreadable > 0);
            joined.glimmers > 0
        })
    }

    pub fn note_unreadable(&self, some: bool) {
        self.sealed_unreadable.store(some, Ordering::SeqCst);
    }

    /// The synced folder that the journal lies in, as people know it; empty for a folder on another computer.
    pub fn synced(&self) -> Option<String> {
        self.whereabouts.as_ref().map(|place| match place {
            Whereabouts::Synced(name) => name.clone(),
            Whereabouts::Network(_) => String::new(),
        })
    }

    /// The settings as they are on disk now; the defaults if they cannot be read.
    pub fn settings(&self) -> Settings {
        Device::read(&self.folder).map(|device| device.settings).unwrap_or_default()
    }

    /// The first day on which the reminder asks again, while it is paused.
    pub fn paused_until(&self) -> Option<Day> {
        let device = Device::read(&self.folder).unwrap_or_default();
        let today = clock::now(device.settings.day_ends).day;
        device.reminder.paused_until.filter(|_| device.reminder.is_paused(today))
    }

    pub fn pause_in_tray(&self) -> Option<Day> {
        *lock(&self.pause_in_tray)
    }

    pub fn set_pause_in_tray(&self, until: Option<Day>) {
        *lock(&self.pause_in_tray) = until;
    }

    pub fn now(&self) -> Moment {
        clock::now(self.settings().day_ends)
    }

    pub fn wake(&self, wake: Wake) {
        self.wakes.tell(wake);
    }

    /// Whether the person is in the capture window: the reminder leaves them alone then.
    pub fn capturing(&self, on: bool) {
        self.wake(Wake::Capturing(on));
    }

    /// Begins a visit: the evening is quiet from here on, whether or not the journal can be read.
    ///
    /// # Errors
    /// Why the visit could not be noted.
    pub fn visit(&self) -> Result<Uuid, Failure> {
        self.visit_left();
        *lock(&self.visit) = Some(None);
        self.wake(Wake::Visiting(true));
        tracing::info!("a hard day begins");
        let visit = self.journal()?.open_visit(self.now())?;
        let mut open = lock(&self.visit);
        match *open {
            Some(None) => *open = Some(Some(visit)),
            // Left while the journal was busy.
            _ => self.note_end(visit),
        }
        Ok(visit)
    }

    /// Whether a hard-day visit is open.
    pub fn is_visited(&self) -> bool {
        lock(&self.visit).is_some()
    }

    /// Ends the open visit, however the person left it.
    pub fn visit_left(&self) {
        self.end_visit(|_| true);
    }

    /// Ends the open visit if `it` says that it is the one; told its id, or `None` of one that could not be noted.
    pub fn end_visit(&self, it: impl FnOnce(Option<Uuid>) -> bool) {
        let ended = lock(&self.visit).take_if(|open| it(*open));
        let Some(visit) = ended else { return };
        self.wake(Wake::Visiting(false));
        if let Some(visit) = visit {
            self.note_end(visit);
        }
    }

    fn note_end(&self, visit: Uuid) {
        if let Ok(journal) = self.journal()
            && let Err(error) = journal.close_visit(visit, self.now())
        {
            tracing::warn!(%error, "the end of a visit could not be noted");
        }
    }

    /// The quiet lines to show: what is so, without what the person has put away.
    ///
    /// `here` says whether a notification of this name can be on the screen; `damaged`, what the check after the start found.
    pub fn notices(&self, here: impl Fn(&str) -> bool, damaged: bool) -> Vec<Notice> {
        let device = Device::read(&self.folder).unwrap_or_default();
        let unseen = device.reminder.is_unseen(clock::now(device.settings.day_ends).day, here);
        let lost = self.journal().is_ok_and(|journal| journal.lost_changes().is_ok_and(|lost| lost > 0));
        let shortcut = self.shortcut();
        let facts = [
            (Notice::LostTail, lost),
            (Notice::ShortcutTaken, shortcut == ShortcutState::Taken),
            (Notice::ShortcutUnavailable, shortcut == ShortcutState::Unavailable),
            // Known when the start is over.
            (Notice::NoTray, self.tray.get().is_some() && !self.has_tray()),
            (Notice::InvitationNotShown, unseen),
            (Notice::BackupFailed, device.backup_trouble.is_some()),
            (Notice::ReadOnly, self.journal().is_ok_and(|journal| journal.is_read_only())),
            (Notice::Damaged, damaged),
            (Notice::Synced, self.whereabouts.is_some()),
            (Notice::SealedUnreadable, self.sealed_unreadable.load(Ordering::SeqCst)),
        ];
        facts.into_iter().filter(|(notice, so)| *so && !device.dismissed.contains(notice.name())).map(|(notice, _)| notice).collect()
    }

    pub(crate) fn empty_old_trash(&self) {
        if let Ok(journal) = self.journal()
            && let Err(error) = journal.empty_old_trash(self.now())
        {
            tracing::warn!(%error, "the trash could not be emptied");
        }
    }

    /// Whether there is an icon, and a panel that shows it now: at login the panel may come later than we do.
    pub fn has_tray(&self) -> bool {
        self.tray.get().copied().unwrap_or_default() && tray::is_shown()
    }

    pub fn shortcut(&self) -> ShortcutState {
        *lock(&self.shortcut)
    }

    pub fn set_shortcut(&self, state: ShortcutState) {
        *lock(&self.shortcut) = state;
    }

    /// Counts a wish for the capture window; returns its number.
    pub fn summon(&self) -> u64 {
        self.summoned.fetch_add(1, Ordering::SeqCst) + 1
    }

    pub fn summoning(&self) -> u64 {
        self.summoned.load(Ordering::SeqCst)
    }

    /// Whether the hidden capture window held words that could not be saved, and what is so from now on.
    pub fn capture_is_unsaved(&self, now: bool) -> bool {
        self.capture_unsaved.swap(now, Ordering::SeqCst)
    }

    /// Whether it holds such words now.
    pub fn is_capture_unsaved(&self) -> bool {
        self.capture_unsaved.load(Ordering::SeqCst)
    }

    pub fn closing(&self) -> MutexGuard<'_, Closing> {
        lock(&self.closing)
    }
}

/// A panic while one of these was held left a whole value behind: each is set in one step.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
