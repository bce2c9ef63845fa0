//! A file manager's part of drag and drop (XDND 5): offers files to a window, and lets go over it.

use std::{path::Path, time::Instant};

use x11rb::{
    connection::Connection,
    protocol::{
        Event,
        xproto::{
            AtomEnum, ClientMessageEvent, ConnectionExt, CreateWindowAux, EventMask, PropMode, SELECTION_NOTIFY_EVENT,
            SelectionNotifyEvent, SelectionRequestEvent, Timestamp, Window, WindowClass,
        },
    },
    rust_connection::RustConnection,
    wrapper::ConnectionExt as _,
};

use crate::{Desktop, PATIENCE, wait_for};

x11rb::atom_manager! {
    Atoms: AtomsCookie {
        XdndSelection,
        XdndEnter,
        XdndPosition,
        XdndStatus,
        XdndDrop,
        XdndLeave,
        XdndFinished,
        XdndActionCopy,
        TARGETS,
        uri_list: b"text/uri-list",
    }
}

/// Files held over a window.
pub struct Dragged {
    x: RustConnection,
    atoms: Atoms,
    source: Window,
    target: Window,
    uri: String,
}

impl Dragged {
    /// Takes `path` over the middle of the main window, and waits until that says whether it takes it.
    ///
    /// # Panics
    /// If there is no main window, or it does not answer.
    pub fn over_main(desktop: &Desktop, path: &Path) -> Self {
        let target = wait_for("the main window", || desktop.main_window()).parse().expect("a number");
        Self::over(desktop, target, (560, 370), &[path])
    }

    /// The same over the capture window, which has been opened.
    ///
    /// # Panics
    /// If it does not answer.
    pub fn over_capture(desktop: &Desktop, paths: &[&Path]) -> Self {
        let target = wait_for("the capture window", || desktop.capture_window()).parse().expect("a number");
        Self::over(desktop, target, (240, 80), paths)
    }

    fn over(desktop: &Desktop, target: Window, (x_there, y_there): (i16, i16), paths: &[&Path]) -> Self {
        let (x, screen) = RustConnection::connect(Some(desktop.display())).expect("the screen");
        let atoms = Atoms::new(&x).map(|atoms| atoms.reply()).expect("names").expect("names");
        let root = x.setup().roots[screen].root;
        let source = x.generate_id().expect("a number");
        let nothing = CreateWindowAux::new();
        x.create_window(0, source, root, 0, 0, 1, 1, 0, WindowClass::INPUT_ONLY, 0, &nothing).expect("a window");
        x.set_selection_owner(source, atoms.XdndSelection, x11rb::CURRENT_TIME).expect("what is dragged");
        let dragged = Self { x, atoms, source, target, uri: paths.iter().map(|path| format!("file://{}\r\n", path.display())).collect() };
        dragged.tell(atoms.XdndEnter, [5 << 24, atoms.uri_list, 0, 0]);
        let place = dragged.x.translate_coordinates(target, root, x_there, y_there).expect("a question").reply().expect("a place");
        let place = u32::from(place.dst_x.unsigned_abs()) << 16 | u32::from(place.dst_y.unsigned_abs());
        // As a hand does: it moves more than once.
        for _ in 0..2 {
            dragged.tell(atoms.XdndPosition, [0, place, x11rb::CURRENT_TIME, atoms.XdndActionCopy]);
            dragged.answer_until(atoms.XdndStatus);
        }
        dragged
    }

    /// Lets go, and waits until the window has taken it.
    pub fn let_go(self) {
        self.tell(self.atoms.XdndDrop, [0, x11rb::CURRENT_TIME, 0, 0]);
        self.answer_until(self.atoms.XdndFinished);
    }

    /// Goes away again.
    pub fn leave(self) {
        self.tell(self.atoms.XdndLeave, [0; 4]);
        // It has no answer; what is asked until the window has read it is served.
        self.x.sync().expect("the screen");
    }

    fn tell(&self, kind: u32, [a, b, c, d]: [u32; 4]) {
        let message = ClientMessageEvent::new(32, self.target, kind, [self.source, a, b, c, d]);
        self.x.send_event(false, self.target, EventMask::NO_EVENT, message).expect("it is told");
        self.x.flush().expect("it is told");
    }

    /// Hands over what is asked for until the window says `last`.
    fn answer_until(&self, last: u32) {
        let start = Instant::now();
        loop {
            match self.x.poll_for_event().expect("the screen") {
                Some(Event::ClientMessage(message)) if message.type_ == last => return,
                Some(Event::SelectionRequest(asked)) => self.hand_over(&asked),
                Some(_) => {}
                None => assert!(start.elapsed() < PATIENCE, "the window does not answer"),
            }
        }
    }

    fn hand_over(&self, asked: &SelectionRequestEvent) {
        let property = if asked.property == x11rb::NONE { asked.target } else { asked.property };
        let (requestor, atoms) = (asked.requestor, &self.atoms);
        let given = if asked.target == atoms.uri_list {
            self.x.change_property8(PropMode::REPLACE, requestor, property, atoms.uri_list, self.uri.as_bytes()).is_ok()
        } else if asked.target == atoms.TARGETS {
            self.x.change_property32(PropMode::REPLACE, requestor, property, AtomEnum::ATOM, &[atoms.TARGETS, atoms.uri_list]).is_ok()
        } else {
            false
        };
        let time: Timestamp = asked.time;
        let answer = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time,
            requestor,
            selection: asked.selection,
            target: asked.target,
            property: if given { property } else { x11rb::NONE },
        };
        self.x.send_event(false, requestor, EventMask::NO_EVENT, answer).expect("it is answered");
        self.x.flush().expect("it is answered");
    }
}
