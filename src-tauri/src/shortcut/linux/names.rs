//! Accelerators as the settings hold them, with the names that the plugin's library reads on other systems.

use std::str::FromStr;

use x11rb::protocol::xproto::Keycode;
use xkeysym::{RawKeysym, key};

/// A key, named by what it writes, and what is held with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortcut {
    /// Ctrl, Alt, Super and Shift.
    pub held: [bool; 4],
    pub keysym: RawKeysym,
}

#[derive(Debug, thiserror::Error)]
#[error("{0} is no shortcut")]
pub struct NoShortcut(String);

impl FromStr for Shortcut {
    type Err = NoShortcut;

    /// Modifiers in any order, then one key, joined by +.
    fn from_str(accelerator: &str) -> Result<Self, NoShortcut> {
        let read = || {
            let parts: Vec<_> = accelerator.split('+').map(|part| part.trim().to_uppercase()).collect();
            let (key, modifiers) = parts.split_last()?;
            let mut held = [false; 4];
            for name in modifiers {
                held[modifier(name)?] = true;
            }
            Some(Self { held, keysym: keysym(key)? })
        };
        read().ok_or_else(|| NoShortcut(accelerator.to_owned()))
    }
}

impl Shortcut {
    /// Where its key stands on a keyboard with Latin letters, as Linux counts keys.
    pub fn stands_at(self) -> Option<Keycode> {
        const ROWS: [(Keycode, &str); 4] = [(10, "1234567890-="), (24, "qwertyuiop[]"), (38, "asdfghjkl;'`"), (51, "\\zxcvbnm,./")];
        ROWS.into_iter().find_map(|(first, row)| {
            let at = row.bytes().position(|letter| RawKeysym::from(letter) == self.keysym)?;
            Some(first + Keycode::try_from(at).ok()?)
        })
    }
}

/// Its place among those that can be held.
fn modifier(name: &str) -> Option<usize> {
    Some(match name {
        "CONTROL" | "CTRL" | "COMMANDORCONTROL" | "COMMANDORCTRL" | "CMDORCTRL" | "CMDORCONTROL" => 0,
        "OPTION" | "ALT" => 1,
        "COMMAND" | "CMD" | "SUPER" => 2,
        "SHIFT" => 3,
        _ => return None,
    })
}

fn keysym(name: &str) -> Option<RawKeysym> {
    let plain = name.strip_prefix("KEY").filter(|rest| rest.len() == 1).or(name.strip_prefix("DIGIT")).unwrap_or(name);
    // X names what a Latin key writes by its letter.
    if let [letter] = plain.as_bytes()
        && (letter.is_ascii_alphanumeric() || b"`\\[],=-.';/".contains(letter))
    {
        return Some(letter.to_ascii_lowercase().into());
    }
    let numbered = |prefix: &str, numbers: std::ops::RangeInclusive<RawKeysym>, first: RawKeysym| {
        let number = name.strip_prefix(prefix)?.parse().ok().filter(|number| numbers.contains(number))?;
        Some(first + number - numbers.start())
    };
    numbered("F", 1..=24, key::F1)
        .or_else(|| numbered("NUMPAD", 0..=9, key::KP_0))
        .or_else(|| numbered("NUM", 0..=9, key::KP_0))
        .or_else(|| named(name))
}

fn named(name: &str) -> Option<RawKeysym> {
    Some(match name {
        "BACKQUOTE" => key::grave,
        "BACKSLASH" => key::backslash,
        "BRACKETLEFT" => key::bracketleft,
        "BRACKETRIGHT" => key::bracketright,
        "COMMA" => key::comma,
        "EQUAL" => key::equal,
        "MINUS" => key::minus,
        "PERIOD" => key::period,
        "QUOTE" => key::apostrophe,
        "SEMICOLON" => key::semicolon,
        "SLASH" => key::slash,
        "BACKSPACE" => key::BackSpace,
        "ENTER" => key::Return,
        "SPACE" => key::space,
        "TAB" => key::Tab,
        "ESCAPE" | "ESC" => key::Escape,
        "DELETE" => key::Delete,
        "INSERT" => key::Insert,
        "HOME" => key::Home,
        "END" => key::End,
        "PAGEDOWN" => key::Page_Down,
        "PAGEUP" => key::Page_Up,
        "ARROWDOWN" | "DOWN" => key::Down,
        "ARROWLEFT" | "LEFT" => key::Left,
        "ARROWRIGHT" | "RIGHT" => key::Right,
        "ARROWUP" | "UP" => key::Up,
        "CAPSLOCK" => key::Caps_Lock,
        "NUMLOCK" => key::Num_Lock,
        "SCROLLLOCK" => key::Scroll_Lock,
        "PAUSE" | "PAUSEBREAK" => key::Pause,
        "PRINTSCREEN" => key::Print,
        "NUMPADADD" | "NUMADD" | "NUMPADPLUS" | "NUMPLUS" => key::KP_Add,
        "NUMPADDECIMAL" | "NUMDECIMAL" => key::KP_Decimal,
        "NUMPADDIVIDE" | "NUMDIVIDE" => key::KP_Divide,
        "NUMPADENTER" | "NUMENTER" => key::KP_Enter,
        "NUMPADEQUAL" | "NUMEQUAL" => key::KP_Equal,
        "NUMPADMULTIPLY" | "NUMMULTIPLY" => key::KP_Multiply,
        "NUMPADSUBTRACT" | "NUMSUBTRACT" => key::KP_Subtract,
        "AUDIOVOLUMEDOWN" | "VOLUMEDOWN" => key::XF86_AudioLowerVolume,
        "AUDIOVOLUMEUP" | "VOLUMEUP" => key::XF86_AudioRaiseVolume,
        "AUDIOVOLUMEMUTE" | "VOLUMEMUTE" => key::XF86_AudioMute,
        "MEDIAPLAY" | "MEDIAPLAYPAUSE" => key::XF86_AudioPlay,
        "MEDIAPAUSE" => key::XF86_AudioPause,
        "MEDIASTOP" => key::XF86_AudioStop,
        "MEDIATRACKNEXT" => key::XF86_AudioNext,
        "MEDIATRACKPREV" | "MEDIATRACKPREVIOUS" => key::XF86_AudioPrev,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(accelerator: &str) -> Option<Shortcut> {
        accelerator.parse().ok()
    }

    fn key_of(accelerator: &str) -> Option<RawKeysym> {
        read(accelerator).map(|shortcut| shortcut.keysym)
    }

    #[test]
    fn a_shortcut_is_read_in_any_case_and_order_of_its_modifiers() {
        let expected = Some(Shortcut { held: [true, false, false, true], keysym: key::g });
        for same in ["CmdOrCtrl+Shift+G", "shift+ctrl+g", "Shift + CommandOrControl + KeyG", "control+SHIFT+g"] {
            assert_eq!(read(same), expected, "{same}");
        }
        assert_eq!(read("Super+Alt+F12").unwrap().held, [false, true, true, false]);
        for wrong in ["", "+", "Ctrl+", "Ctrl+Shift", "Ctrl+G+Shift", "Ctrl+G+H", "Ctrl++", "Ctrl+Ä", "Ctrl+KEYGG", "Ctrl+F25", "Ctrl+F0"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_key_that_the_settings_name_is_known() {
        // ui/src/state/shortcut.ts writes these.
        let names = ["Space", "Enter", "Tab", "Backspace", "Delete", "Insert", "Home", "End", "PageUp", "PageDown"];
        let arrows = ["Up", "Down", "Left", "Right"];
        let signs = ["-", "=", ",", ".", "/", ";", "'", "`", "[", "]", "\\"];
        for name in names.into_iter().chain(arrows).chain(signs) {
            assert!(key_of(&format!("Ctrl+Alt+{name}")).is_some(), "{name}");
        }
        assert_eq!(key_of("Ctrl+Alt+'"), Some(key::apostrophe));
        assert_eq!(key_of("Ctrl+Alt+Digit7"), Some(key::_7));
        assert_eq!(key_of("Ctrl+Alt+F24"), Some(key::F24));
        assert_eq!(key_of("Ctrl+Alt+Numpad3"), Some(key::KP_3));
    }

    #[test]
    fn letters_stand_where_linux_counts_them() {
        for (letter, keycode) in [("Q", 24), ("G", 42), ("H", 43), ("M", 58), ("/", 61), ("`", 49), ("\\", 51), ("1", 10), ("=", 21)] {
            assert_eq!(read(&format!("Ctrl+Alt+{letter}")).unwrap().stands_at(), Some(keycode), "{letter}");
        }
        assert_eq!(read("Ctrl+Alt+F5").unwrap().stands_at(), None);
    }
}
