//! A walk through every view and state of the app, for whoever wants to look at each: the photographs, the checks that
//! nothing stands in anybody's way.

mod hard_day;
mod in_and_out;
mod keeping;
mod lock;
mod photos;

use std::{fs, path::Path, process::Stdio};

use serde_json::json;
use thirtyfour::Key;

use crate::{Desktop, Driven, Page, seed, wait_until};

/// The appearance that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    Day,
    Night,
}

impl Theme {
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Night => "night",
        }
    }
}

/// A view in one of its states, on the screen.
pub struct Scene<'a> {
    pub name: &'a str,
    pub desktop: &'a Desktop,
    pub driven: &'a Driven,
    page: Page,
}

impl Scene<'_> {
    /// Photographs its window, as a PNG, once a few pictures in a row are the same: the page is drawn a little after it is
    /// ready. What never stands still, such as a breath, is taken as it is after a while.
    pub async fn photograph(&self, path: &Path) {
        let drawn = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))";
        self.driven.driver().execute_async(drawn, vec![]).await.expect("it is drawn");
        let (mut before, mut same) = (Vec::new(), 0);
        for _ in 0..20 {
            let picture = self.picture();
            same = if picture == before { same + 1 } else { 0 };
            before = picture;
            if same == 3 {
                break;
            }
        }
        fs::write(path, before).expect("the picture");
    }

    fn picture(&self) -> Vec<u8> {
        let window = match self.page {
            Page::Main => self.desktop.main_window(),
            Page::Capture => self.desktop.capture_window(),
        };
        let window = window.unwrap_or_else(|| panic!("{}: its window is open", self.name));
        // Without the time of taking, so that equal pictures are equal files.
        let mut import = self.desktop.command("import");
        import.args(["-window", &window, "-strip", "-define", "png:exclude-chunks=date,time", "png:-"]);
        let taken = import.stdout(Stdio::piped()).stderr(Stdio::inherit()).output().expect("ImageMagick is installed");
        assert!(taken.status.success(), "{}: it can be photographed", self.name);
        taken.stdout
    }
}

/// Walks through every scene whose name holds `only`, and calls `see` at each.
pub async fn walk(theme: Theme, only: &str, see: &mut impl AsyncFnMut(&Scene<'_>)) {
    let mut walk = Walk { theme, only, see };
    walk.first_screens().await;
    walk.empty().await;
    walk.some_years().await;
    walk.sky().await;
    walk.capture().await;
    walk.photos().await;
    walk.lock().await;
    walk.privacy().await;
    walk.copies().await;
    walk.in_and_out().await;
    walk.sharing().await;
    walk.trouble().await;
}

struct Walk<'a, F> {
    theme: Theme,
    only: &'a str,
    see: &'a mut F,
}

impl<F: AsyncFnMut(&Scene<'_>)> Walk<'_, F> {
    /// Whether any of these scenes is wanted.
    fn wants(&self, names: &[&str]) -> bool {
        names.iter().any(|name| name.contains(self.only) || self.only.starts_with(name))
    }

    async fn show(&mut self, desktop: &Desktop, driven: &Driven, page: Page, name: &str) {
        if !name.contains(self.only) {
            return;
        }
        // What goes on by itself, such as a breath, is long; the rest must have come to its end.
        driven
            .wait_until(
                "document.fonts.status === 'loaded' && document.getAnimations().every((one) =>
                   one.playState !== 'running' || one.effect.getComputedTiming().duration > 2000)",
            )
            .await;
        (self.see)(&Scene { name, desktop, driven, page }).await;
    }

    fn desktop(&self, newcomer: bool) -> Desktop {
        // Where no notification service starts by itself, what the pages say of it is the same on every machine.
        let desktop = if newcomer { Desktop::newcomer() } else { Desktop::bare() };
        desktop.choose(&json!({ "welcomed": !newcomer, "settings": { "appearance": self.theme.name() } }));
        desktop
    }

    async fn main(&self, desktop: &Desktop) -> Driven {
        let driven = Driven::start(desktop, &[]).await;
        driven.turn_to(Page::Main).await;
        wait_until("the main window", || desktop.main_is_visible());
        driven
    }
}

impl<F: AsyncFnMut(&Scene<'_>)> Walk<'_, F> {
    async fn first_screens(&mut self) {
        if !self.wants(&["first-"]) {
            return;
        }
        let desktop = self.desktop(true);
        let driven = self.main(&desktop).await;
        driven.wait_for_words("A glimmer is a small moment").await;
        self.show(&desktop, &driven, Page::Main, "first-what").await;
        let field = driven.find("textarea").await;
        field.send_keys("The radiator ticking as it warms up.").await.expect("it takes letters");
        driven.press("calm").await;
        field.send_keys(Key::Enter).await.expect("it takes Enter");
        driven.wait_for_words("That is all there is to it").await;
        self.show(&desktop, &driven, Page::Main, "first-kept").await;
        driven.press("Continue").await;
        driven.wait_for_words("asked in the evening?").await;
        self.show(&desktop, &driven, Page::Main, "first-when").await;
        driven.press("Don’t ask me").await;
        driven.wait_for_words("Who else uses this computer?").await;
        self.show(&desktop, &driven, Page::Main, "first-who").await;
        self.first_passphrase(&desktop, &driven).await;
    }

    async fn empty(&mut self) {
        if !self.wants(&["today-first-day", "today-nothing-yet", "glimmers-empty", "sky-none", "trash-empty"]) {
            return;
        }
        let desktop = self.desktop(false);
        let driven = self.main(&desktop).await;
        driven.wait_for_words("It can be very small").await;
        self.show(&desktop, &driven, Page::Main, "today-first-day").await;
        for (page, words, name) in [
            ("glimmers", "Your glimmers will gather here", "glimmers-empty"),
            ("sky", "becomes a light here", "sky-none"),
            ("trash", "Nothing is in the trash", "trash-empty"),
        ] {
            driven.go(page).await;
            driven.wait_for_words(words).await;
            self.show(&desktop, &driven, Page::Main, name).await;
        }
        desktop.jot(&["long ago", "--day", "2020-01-01"]);
        driven.go("today").await;
        driven.wait_until("document.querySelector('textarea') && !document.body.innerText.includes('It can be very small')").await;
        self.show(&desktop, &driven, Page::Main, "today-nothing-yet").await;
    }

    async fn some_years(&mut self) {
        if !self.wants(&["today-", "glimmers-", "trash-", "settings-", "keys", "go-to", "hard-day-"]) {
            return;
        }
        let desktop = Desktop::new();
        desktop.choose(&json!({ "welcomed": true, "settings": { "appearance": self.theme.name(), "heaviness": true } }));
        seed::some_years(&desktop);
        seed::supports(&desktop);
        let driven = self.main(&desktop).await;
        self.today(&desktop, &driven).await;
        self.glimmers(&desktop, &driven).await;
        self.settings(&desktop, &driven).await;
        self.hard_day(&desktop, &driven).await;
    }

    async fn today(&mut self, desktop: &Desktop, driven: &Driven) {
        driven.wait_for_words("A light from before").await;
        driven.wait_for_words("Her sevens").await;
        self.show(desktop, driven, Page::Main, "today-evening").await;
        let field = driven.find("textarea").await;
        field.send_keys("Somebody humming on the stairs").await.expect("it takes letters");
        driven.press("connected").await;
        driven.press("hearing").await;
        self.show(desktop, driven, Page::Main, "today-writing").await;
        driven.press("More").await;
        driven.wait_for_words("one I can return to").await;
        self.show(desktop, driven, Page::Main, "today-more").await;
        field.send_keys(Key::Enter).await.expect("it takes Enter");
        driven.wait_for_words("Kept.").await;
        self.show(desktop, driven, Page::Main, "today-kept").await;
    }

    async fn glimmers(&mut self, desktop: &Desktop, driven: &Driven) {
        driven.go("glimmers").await;
        driven.wait_for_words("Her sevens").await;
        self.show(desktop, driven, Page::Main, "glimmers-timeline").await;
        let search = driven.find("[role=searchbox]").await;
        search.send_keys(Key::Down).await.expect("it takes keys");
        driven.wait_until("document.activeElement.matches('[data-row]')").await;
        driven.keys(Key::Enter).await;
        driven.wait_for_words("Move to trash").await;
        self.show(desktop, driven, Page::Main, "glimmers-opened").await;
        driven.keys("e").await;
        driven.wait_for_words("Cancel").await;
        self.show(desktop, driven, Page::Main, "glimmers-editing").await;
        driven.press("Cancel").await;

        search.send_keys("rain").await.expect("it takes letters");
        driven.wait_until("document.querySelector('mark')").await;
        self.show(desktop, driven, Page::Main, "glimmers-search").await;
        driven.press("Felt").await;
        driven.wait_until("document.querySelector('[role=menu], [role=listbox], [role=dialog]')").await;
        self.show(desktop, driven, Page::Main, "glimmers-felt").await;
        driven.keys(Key::Escape).await;
        driven.press("Dates").await;
        driven.wait_for_words("Go to a day").await;
        self.show(desktop, driven, Page::Main, "glimmers-dates").await;
        driven.keys(Key::Escape).await;
        driven.press("Given").await;
        driven.wait_for_words("Nothing here with").await;
        self.show(desktop, driven, Page::Main, "glimmers-nothing-found").await;
        driven.press("Search without the filter").await;
        driven.press("Clear").await;
        driven.wait_for_words("Her sevens").await;

        driven.keys_to("[data-row]", Key::Delete).await;
        driven.wait_for_words("Moved to trash.").await;
        self.show(desktop, driven, Page::Main, "glimmers-trashed").await;
        driven.go("trash").await;
        driven.wait_for_words("Put back").await;
        self.show(desktop, driven, Page::Main, "trash-one").await;
        driven.press("Delete for good").await;
        driven.wait_for_words("This cannot be brought back").await;
        self.show(desktop, driven, Page::Main, "trash-question").await;
        driven.press("Keep it").await;
        driven.press("Put back").await;
    }

    async fn settings(&mut self, desktop: &Desktop, driven: &Driven) {
        driven.go("settings").await;
        for (section, name) in [
            ("Reminders", "settings-reminders"),
            ("Capture", "settings-capture"),
            ("Words and examples", "settings-words"),
            ("Supports", "settings-supports"),
            ("Appearance", "settings-appearance"),
            ("What is a glimmer?", "settings-glimmer"),
            ("About", "settings-about"),
        ] {
            driven.press(section).await;
            self.show(desktop, driven, Page::Main, name).await;
        }
        driven.press("Reminders").await;
        for part in ["A noticing pause at midday", "One to count on, in the morning"] {
            driven.press(part).await;
            driven.wait_until(&format!("document.querySelector('[role=switch][aria-checked=true][aria-label={}]')", json!(part))).await;
        }
        driven.wait_for_words("It stays silent until your words are allowed").await;
        self.show(desktop, driven, Page::Main, "settings-reminders-all").await;
        driven.press("Allow my words").await;
        driven.press("Edit…").await;
        driven.wait_until("document.activeElement?.matches('input')").await;
        self.show(desktop, driven, Page::Main, "settings-reminders-words").await;
        // The picture of the notification stands at the end of the page.
        driven.press("Show one now").await;
        driven.wait_for_words("notification service is not answering").await;
        self.show(desktop, driven, Page::Main, "settings-reminders-preview").await;
        driven.press("Supports").await;
        driven.press("Edit “Marta”").await;
        driven.wait_until("document.querySelector('form')").await;
        self.show(desktop, driven, Page::Main, "settings-support-edited").await;
        driven.press("Cancel").await;
        driven.press("Change…").await;
        driven.wait_for_words("One of my own").await;
        self.show(desktop, driven, Page::Main, "settings-crisis-line").await;
        driven.press("Done").await;
        driven.section("Hard day").await;
        self.show(desktop, driven, Page::Main, "settings-hard-day").await;
        driven.press("Earlier visits").await;
        driven.wait_for_words("No visits are written down.").await;
        self.show(desktop, driven, Page::Main, "settings-visits-none").await;
        driven.go("today").await;
        driven.keys(Key::F1).await;
        driven.wait_until("document.querySelector('dialog[open]')").await;
        self.show(desktop, driven, Page::Main, "keys").await;
        driven.keys(Key::Escape).await;
        driven.keys(Key::Control + "k").await;
        driven.wait_until("document.querySelector('dialog[open] input')").await;
        self.show(desktop, driven, Page::Main, "go-to").await;
        driven.keys(Key::Escape).await;
    }

    async fn sky(&mut self) {
        if !self.wants(&["sky-"]) {
            return;
        }
        let desktop = self.desktop(false);
        seed::many(&desktop, 8);
        let driven = self.main(&desktop).await;
        driven.go("sky").await;
        driven.wait_for_words("Your first lights").await;
        driven.wait_until("document.querySelector('canvas')").await;
        self.show(&desktop, &driven, Page::Main, "sky-first-lights").await;
        seed::many(&desktop, 1200);
        driven.go("today").await;
        driven.go("sky").await;
        driven.wait_until("document.querySelector('canvas') && !document.body.innerText.includes('Your first lights')").await;
        self.show(&desktop, &driven, Page::Main, "sky-many").await;
        let canvas = driven.find("[aria-label^='Your sky']").await;
        canvas.send_keys(Key::Right + Key::Right).await.expect("it takes keys");
        driven.wait_for_words("The window, number").await;
        self.show(&desktop, &driven, Page::Main, "sky-card").await;
        driven.keys(Key::Escape).await;
        driven.press("connected").await;
        self.show(&desktop, &driven, Page::Main, "sky-one-feeling").await;
        driven.press("connected").await;
        for _ in 0..5 {
            canvas.send_keys("+").await.expect("it takes keys");
        }
        self.show(&desktop, &driven, Page::Main, "sky-closer").await;
    }

    async fn capture(&mut self) {
        if !self.wants(&["capture-"]) {
            return;
        }
        let desktop = self.desktop(false);
        seed::some_years(&desktop);
        let driven = Driven::start(&desktop, &["--hidden"]).await;
        driven.open_capture(&desktop).await;
        driven.wait_until("document.querySelector('textarea').placeholder !== ''").await;
        self.show(&desktop, &driven, Page::Capture, "capture-empty").await;
        driven.press("calm").await;
        self.show(&desktop, &driven, Page::Capture, "capture-wordless").await;
        let field = driven.find("textarea").await;
        field.send_keys("The bus driver waited when she saw me running.").await.expect("it takes letters");
        driven.press("hearing").await;
        self.show(&desktop, &driven, Page::Capture, "capture-typed").await;
        driven.has_keyboard("textarea").await;
        desktop.x(&["keydown", "ctrl"]);
        driven.wait_until("document.querySelector('.chip .key')").await;
        self.show(&desktop, &driven, Page::Capture, "capture-keys").await;
        desktop.x(&["keyup", "ctrl"]);
        field.send_keys(" With @Mar").await.expect("it takes letters");
        driven.wait_until("document.querySelector('[role=listbox]')").await;
        self.show(&desktop, &driven, Page::Capture, "capture-offers").await;
        field.send_keys("ta").await.expect("it takes letters");
        driven.press("More").await;
        driven.wait_for_words("one I can return to").await;
        self.show(&desktop, &driven, Page::Capture, "capture-more").await;
        field.send_keys(Key::Enter).await.expect("it takes Enter");
        driven.wait_for_words("Kept.").await;
        driven.find(".line button").await.focus().await.expect("Tab holds it");
        self.show(&desktop, &driven, Page::Capture, "capture-kept").await;
        driven.press("Stay with it for three breaths?").await;
        driven.wait_for_words("any key ends it").await;
        self.show(&desktop, &driven, Page::Capture, "capture-savour").await;
    }
}
