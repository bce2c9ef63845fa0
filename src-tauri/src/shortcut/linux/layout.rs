//! The keyboard as the window system describes it: what each key writes, and which modifier is which.

use x11rb::{
    connection::Connection,
    errors::ReplyError,
    protocol::xproto::{ConnectionExt, Keycode, ModMask},
    rust_connection::RustConnection,
};
use xkeysym::{RawKeysym, key};

use super::names::Shortcut;

pub struct Layout {
    first: Keycode,
    /// What each key writes: by itself, with Shift, and so on; for every language the same number of them.
    columns: usize,
    keysyms: Vec<RawKeysym>,
    alt: ModMask,
    logo: ModMask,
    locks: ModMask,
}

impl Layout {
    pub fn read(x: &RustConnection) -> Result<Self, ReplyError> {
        let (first, last) = (x.setup().min_keycode, x.setup().max_keycode);
        let keys = x.get_keyboard_mapping(first, last - first + 1)?;
        let modifiers = x.get_modifier_mapping()?;
        let (keys, modifiers) = (keys.reply()?, modifiers.reply()?);
        Ok(Self::new(first, keys.keysyms_per_keycode.into(), keys.keysyms, &modifiers.keycodes))
    }

    /// `modifiers` holds the keys of the eight modifiers, for each as many; zero is none.
    fn new(first: Keycode, columns: usize, keysyms: Vec<RawKeysym>, modifiers: &[Keycode]) -> Self {
        let none = ModMask::default();
        let mut layout = Self { first, columns: columns.max(1), keysyms, alt: ModMask::M1, logo: ModMask::M4, locks: none };
        let each = (modifiers.len() / 8).max(1);
        let find = |wanted: &[RawKeysym]| {
            let is_it = |keys: &[Keycode]| keys.iter().any(|key| layout.row(*key).iter().any(|keysym| wanted.contains(keysym)));
            // Shift and Control are the first and the third on every keyboard; CapsLock is the second.
            let at = modifiers.chunks(each).skip(3).position(is_it)?;
            Some(ModMask::from(1u16 << (at + 3)))
        };
        let (alt, logo) = (find(&[key::Alt_L, key::Alt_R]), find(&[key::Super_L, key::Super_R]));
        let locks = [find(&[key::Num_Lock]), find(&[key::Scroll_Lock])];
        layout.alt = alt.unwrap_or(ModMask::M1);
        layout.logo = logo.unwrap_or(ModMask::M4);
        // A lock that shares a modifier with a key to hold cannot be told from it.
        let told = |lock: &ModMask| ![layout.alt, layout.logo].contains(lock);
        layout.locks = locks.into_iter().flatten().filter(told).fold(ModMask::LOCK, |all, lock| all | lock);
        layout
    }

    fn row(&self, key: Keycode) -> &[RawKeysym] {
        let nth = usize::from(key.saturating_sub(self.first));
        self.keysyms.chunks(self.columns).nth(nth).filter(|_| key >= self.first).unwrap_or_default()
    }

    /// Where a shortcut is pressed, if it can be.
    pub fn place(&self, shortcut: Shortcut) -> Option<Place> {
        let masks = [ModMask::CONTROL, self.alt, self.logo, ModMask::SHIFT];
        let held = masks.into_iter().zip(shortcut.held).filter(|(_, held)| *held).fold(ModMask::default(), |all, (mask, _)| all | mask);
        let keys = self.keys(shortcut);
        (!keys.is_empty()).then_some(Place { keys, held, locks: self.locks })
    }

    /// The keys that write it most directly: by themselves rather than with Shift, in the first language rather than in the second.
    /// On a keyboard that has no such letter (Ctrl+Shift+G with Russian alone) the key that stands where it would be.
    fn keys(&self, shortcut: Shortcut) -> Vec<Keycode> {
        let rows = || (self.first..=Keycode::MAX).zip(self.keysyms.chunks(self.columns));
        let in_column = |column: usize| {
            let writes = |row: &[RawKeysym]| row.get(column) == Some(&shortcut.keysym);
            rows().filter(|(_, row)| writes(row)).map(|(key, _)| key).collect::<Vec<_>>()
        };
        let found = (0..self.columns).map(in_column).find(|keys| !keys.is_empty());
        found.unwrap_or_else(|| shortcut.stands_at().into_iter().collect())
    }
}

/// Keys, and what is held with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    keys: Vec<Keycode>,
    held: ModMask,
    locks: ModMask,
}

impl Place {
    /// Each key with what is held, and every set of locks besides.
    pub fn combinations(&self) -> impl Iterator<Item = (Keycode, ModMask)> {
        let locks = u16::from(self.locks);
        let sets = (0..=locks).filter(move |set| set & !locks == 0).map(ModMask::from);
        sets.flat_map(move |set| self.keys.iter().map(move |key| (*key, self.held | set)))
    }

    /// Whether it is pressed. `state` holds what else the server knows at that time: locks, mouse buttons, the language.
    pub fn is(&self, key: Keycode, state: ModMask) -> bool {
        let modifiers = u16::from(state) & 0xff & !u16::from(self.locks);
        self.keys.contains(&key) && modifiers == u16::from(self.held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const G: RawKeysym = key::g;

    /// Keys from 8 on, two columns, with the modifiers as keyboards have them.
    fn keyboard(rows: &[[RawKeysym; 2]]) -> Layout {
        let mut all = vec![[key::Shift_L, 0], [key::Control_L, 0], [key::Alt_L, 0], [key::Num_Lock, 0], [key::Super_L, 0]];
        all.extend(rows);
        // Shift, CapsLock, Control, Mod1 to Mod5.
        Layout::new(8, 2, all.concat(), &[8, 0, 9, 10, 11, 0, 12, 0])
    }

    fn place(layout: &Layout, accelerator: &str) -> Option<Place> {
        layout.place(accelerator.parse().unwrap())
    }

    #[test]
    fn a_letter_is_where_the_keyboard_has_it_and_the_most_direct_key_counts() {
        let at = place(&keyboard(&[[key::q, G], [G, key::G]]), "Ctrl+Shift+G").unwrap();
        assert_eq!(at.keys, [14], "the key before it writes one only in its second column");
        assert_eq!(at.held, ModMask::CONTROL | ModMask::SHIFT);
        assert_eq!(place(&keyboard(&[[key::q, G]]), "Ctrl+Shift+G").unwrap().keys, [13], "better there than nowhere");
    }

    #[test]
    fn a_letter_that_no_key_writes_is_where_it_stands_on_other_keyboards() {
        let cyrillic = keyboard(&[[key::Cyrillic_ghe, key::Cyrillic_GHE]]);
        assert_eq!(place(&cyrillic, "Ctrl+Shift+G").unwrap().keys, [42]);
        assert_eq!(place(&cyrillic, "Ctrl+Shift+F13"), None);
    }

    #[test]
    fn it_is_pressed_whatever_is_locked_and_only_with_what_is_held() {
        let at = place(&keyboard(&[[G, key::G]]), "Super+Alt+G").unwrap();
        let held = ModMask::M4 | ModMask::M1;
        let asked: Vec<_> = at.combinations().map(|(_, held)| held).collect();
        for locked in [ModMask::default(), ModMask::LOCK, ModMask::M2, ModMask::LOCK | ModMask::M2] {
            assert!(at.is(13, held | locked), "{locked:?}");
            assert!(asked.contains(&(held | locked)), "{locked:?}");
        }
        assert_eq!(asked.len(), 4, "nothing else is asked for");
        // The second language, and a mouse button.
        assert!(at.is(13, ModMask::from(u16::from(held) | 1 << 13 | 1 << 8)));
        assert!(!at.is(13, held | ModMask::SHIFT));
        assert!(!at.is(13, ModMask::M4));
        assert!(!at.is(12, held));
    }

    #[test]
    fn a_keyboard_without_number_lock_and_one_that_has_its_modifiers_elsewhere() {
        let plain = Layout::new(8, 1, vec![G], &[0; 8]).place("Ctrl+Alt+G".parse().unwrap()).unwrap();
        assert_eq!((plain.held, plain.locks), (ModMask::CONTROL | ModMask::M1, ModMask::LOCK));
        let swapped = Layout::new(8, 1, vec![G, key::Alt_L, key::Super_L], &[0, 0, 0, 10, 0, 0, 9, 0]);
        assert_eq!(swapped.place("Super+Ctrl+G".parse().unwrap()).unwrap().held, ModMask::CONTROL | ModMask::M1);
    }
}
