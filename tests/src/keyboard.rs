//! The keyboard of a desktop: what is locked, what its keys write, and who has which of them.

use x11rb::{
    connection::Connection,
    protocol::xproto::{AutoRepeatMode, ChangeKeyboardControlAux, ConnectionExt, GrabMode, Keycode, ModMask},
    rust_connection::RustConnection,
};

use crate::{Desktop, wait_until};

/// The keys of the capture window unless somebody chose others, without Ctrl and Shift.
pub const CAPTURE: char = 'g';

/// Another program on the desktop, as far as the keyboard is concerned.
pub struct Keyboard {
    x: RustConnection,
    root: u32,
}

impl Keyboard {
    pub fn of(desktop: &Desktop) -> Self {
        let (x, screen) = RustConnection::connect(Some(desktop.display())).expect("the screen");
        let root = x.setup().roots[screen].root;
        Self { x, root }
    }

    /// Takes Ctrl+Shift and this letter, until the other program ends; tells whether it was free.
    pub fn take(&self, letter: char) -> bool {
        self.take_with(letter, ModMask::CONTROL | ModMask::SHIFT)
    }

    /// The same for when CapsLock is on.
    pub fn take_locked(&self, letter: char) -> bool {
        self.take_with(letter, ModMask::CONTROL | ModMask::SHIFT | ModMask::LOCK)
    }

    fn take_with(&self, letter: char, held: ModMask) -> bool {
        let key = self.key(letter);
        let asked = self.x.grab_key(false, self.root, held, key, GrabMode::ASYNC, GrabMode::ASYNC).expect("a request");
        asked.check().is_ok()
    }

    /// Whether any program could take Ctrl+Shift and this letter. That is tried while the server hears nobody else: somebody who
    /// asked for it in the same instant would be refused.
    pub fn is_free(&self, letter: char) -> bool {
        let key = self.key(letter);
        self.x.grab_server().expect("a request");
        let free = self.take(letter);
        if free {
            self.x.ungrab_key(key, self.root, ModMask::CONTROL | ModMask::SHIFT).expect("a request");
        }
        self.x.ungrab_server().map(|asked| asked.check()).expect("a request").expect("an answer");
        free
    }

    /// Waits until somebody has Ctrl+Shift and this letter.
    pub fn waits_for(&self, letter: char) {
        wait_until("the shortcut is taken", || !self.is_free(letter));
    }

    /// Keys that are held down repeat from now on; on a desktop for tests they do not by themselves.
    pub fn repeats(&self) {
        let on = ChangeKeyboardControlAux::new().auto_repeat_mode(AutoRepeatMode::ON);
        self.x.change_keyboard_control(&on).map(|asked| asked.check()).expect("a request").expect("an answer");
    }

    /// Exchanges what two keys write, as another layout does.
    pub fn exchange(&self, one: char, other: char) {
        let keys = [one, other].map(|letter| self.key(letter));
        let rows = keys.map(|key| self.row(key));
        for (key, row) in keys.into_iter().zip(rows.iter().rev()) {
            let width = u8::try_from(row.len()).expect("a few columns");
            self.x.change_keyboard_mapping(1, key, width, row).map(|asked| asked.check()).expect("a request").expect("an answer");
        }
    }

    fn row(&self, key: Keycode) -> Vec<u32> {
        self.x.get_keyboard_mapping(key, 1).expect("a question").reply().expect("what a key writes").keysyms
    }

    /// The key that writes this letter.
    fn key(&self, letter: char) -> Keycode {
        let (first, last) = (self.x.setup().min_keycode, self.x.setup().max_keycode);
        let keys = (first..=last).find(|key| self.row(*key).first() == Some(&u32::from(letter)));
        keys.unwrap_or_else(|| panic!("no key writes {letter}"))
    }
}
