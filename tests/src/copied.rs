//! Another program's part of copy and paste: it owns the clipboard, and hands over what it was told to.

use std::{
    sync::Arc,
    thread::{self, JoinHandle},
};

use x11rb::{
    connection::Connection,
    protocol::{
        Event,
        xproto::{
            AtomEnum, ConnectionExt, CreateWindowAux, EventMask, PropMode, SELECTION_NOTIFY_EVENT, SelectionNotifyEvent,
            SelectionRequestEvent, WindowClass,
        },
    },
    rust_connection::RustConnection,
    wrapper::ConnectionExt as _,
};

use crate::Desktop;

x11rb::atom_manager! {
    Atoms: AtomsCookie {
        CLIPBOARD,
        TARGETS,
    }
}

/// Something that was copied elsewhere; another program has it until this goes.
pub struct Copied {
    x: Arc<RustConnection>,
    clipboard: u32,
    serves: Option<JoinHandle<()>>,
}

impl Copied {
    /// Puts bytes of one kind ("image/png", "text/uri-list") into the clipboard.
    ///
    /// # Panics
    /// If the screen takes no clipboard.
    pub fn of(desktop: &Desktop, kind: &str, content: Vec<u8>) -> Self {
        let (x, screen) = RustConnection::connect(Some(desktop.display())).expect("the screen");
        let atoms = Atoms::new(&x).map(|atoms| atoms.reply()).expect("names").expect("names");
        let kind = x.intern_atom(false, kind.as_bytes()).expect("a name").reply().expect("a name").atom;
        let owner = x.generate_id().expect("a number");
        let root = x.setup().roots[screen].root;
        x.create_window(0, owner, root, 0, 0, 1, 1, 0, WindowClass::INPUT_ONLY, 0, &CreateWindowAux::new()).expect("a window");
        x.set_selection_owner(owner, atoms.CLIPBOARD, x11rb::CURRENT_TIME).expect("the clipboard");
        x.sync().expect("the screen");
        let x = Arc::new(x);
        let asked = x.clone();
        let serves = thread::spawn(move || {
            while let Ok(event) = asked.wait_for_event() {
                match event {
                    Event::SelectionRequest(request) => hand_over(&asked, atoms, kind, &content, &request),
                    // Somebody else copied something, or this goes.
                    Event::SelectionClear(_) => return,
                    _ => {}
                }
            }
        });
        Self { x, clipboard: atoms.CLIPBOARD, serves: Some(serves) }
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        // Where the screen is gone, so is whoever asks.
        let empty = self.x.set_selection_owner(x11rb::NONE, self.clipboard, x11rb::CURRENT_TIME).map(drop);
        if empty.and_then(|()| self.x.flush()).is_ok()
            && let Some(serves) = self.serves.take()
        {
            // It has nothing to say at the end.
            let _ = serves.join();
        }
    }
}

fn hand_over(x: &RustConnection, atoms: Atoms, kind: u32, content: &[u8], asked: &SelectionRequestEvent) {
    let property = if asked.property == x11rb::NONE { asked.target } else { asked.property };
    let given = if asked.target == kind {
        x.change_property8(PropMode::REPLACE, asked.requestor, property, kind, content).is_ok()
    } else if asked.target == atoms.TARGETS {
        x.change_property32(PropMode::REPLACE, asked.requestor, property, AtomEnum::ATOM, &[atoms.TARGETS, kind]).is_ok()
    } else {
        false
    };
    let answer = SelectionNotifyEvent {
        response_type: SELECTION_NOTIFY_EVENT,
        sequence: 0,
        time: asked.time,
        requestor: asked.requestor,
        selection: asked.selection,
        target: asked.target,
        property: if given { property } else { x11rb::NONE },
    };
    x.send_event(false, asked.requestor, EventMask::NO_EVENT, answer).expect("it is answered");
    x.flush().expect("it is answered");
}
