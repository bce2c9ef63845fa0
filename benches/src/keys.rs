//! Keys, pressed as a keyboard does: what X11 delivers for them is what it delivers for a hand.

use std::time::Instant;

use journeys::Desktop;
use x11rb::{
    connection::Connection,
    protocol::{
        xproto::{ConnectionExt as _, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, Keycode, Keysym},
        xtest::ConnectionExt as _,
    },
    rust_connection::RustConnection,
    wrapper::ConnectionExt as _,
};

pub const CONTROL: Keysym = 0xffe3;
pub const SHIFT: Keysym = 0xffe1;
pub const ESCAPE: Keysym = 0xff1b;
pub const RETURN: Keysym = 0xff0d;

/// The keyboard of a desktop.
pub struct Keys {
    x: RustConnection,
    first: Keycode,
    per_key: usize,
    symbols: Vec<Keysym>,
}

impl Keys {
    /// # Panics
    /// If the desktop has no screen any more.
    pub fn of(desktop: &Desktop) -> Self {
        let (x, _) = RustConnection::connect(Some(desktop.display())).expect("the desktop has a screen");
        let (first, last) = (x.setup().min_keycode, x.setup().max_keycode);
        let asked = x.get_keyboard_mapping(first, last - first + 1).expect("a question");
        let mapping = asked.reply().expect("the screen has a keyboard");
        Self { x, first, per_key: usize::from(mapping.keysyms_per_keycode), symbols: mapping.keysyms }
    }

    /// Presses the last of these keys while the others are held, and lets all go again. Returns just before the last went down.
    pub fn press(&self, held: &[Keysym], key: Keysym) -> Instant {
        for key in held {
            self.fake(KEY_PRESS_EVENT, *key);
        }
        // What holds others down is there before: a hand does not press all at once.
        self.x.sync().expect("the screen");
        let pressed = Instant::now();
        self.fake(KEY_PRESS_EVENT, key);
        self.fake(KEY_RELEASE_EVENT, key);
        for key in held.iter().rev() {
            self.fake(KEY_RELEASE_EVENT, *key);
        }
        self.x.flush().expect("the screen");
        pressed
    }

    fn fake(&self, event: u8, symbol: Keysym) {
        let nth = self.symbols.chunks(self.per_key).position(|symbols| symbols.contains(&symbol)).expect("the keyboard has this key");
        let code = self.first + Keycode::try_from(nth).expect("keys have numbers of a byte");
        self.x.xtest_fake_input(event, code, x11rb::CURRENT_TIME, x11rb::NONE, 0, 0, 0).expect("the screen has a keyboard");
    }
}
