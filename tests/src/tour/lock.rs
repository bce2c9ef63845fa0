//! The walk in front of the lock, and through the page that sets it.

use glimmer_core::{Folder, Journal, RecoveryCode, Secret};
use serde_json::json;
use thirtyfour::{By, Key};

use super::{Scene, Walk};
use crate::{Desktop, Driven, Page, seed};

const PASSPHRASE: &str = "warm bread at the corner";

/// Gives the journal of a desktop a passphrase, and returns its recovery code.
fn lock(desktop: &Desktop) -> String {
    let code = RecoveryCode::generate().expect("a code");
    let mut closed = Journal::open(Folder::at(desktop.home())).expect("a journal").close();
    let now = seed::now();
    closed.renew(None, &Secret::new(PASSPHRASE), &code, now, &mut |_| ()).expect("a passphrase");
    code.groups().collect::<Vec<_>>().join(" ")
}

/// Types into the nth of the fields that `selector` finds, once it is there.
async fn fill(driven: &Driven, selector: &str, nth: usize, words: &str) {
    driven.wait_until(&format!("document.querySelectorAll({}).length > {nth}", json!(selector))).await;
    let fields = driven.driver().find_all(By::Css(selector.to_owned())).await.expect("the fields");
    fields[nth].send_keys(words).await.expect("it takes letters");
}

/// Types a passphrase twice, from the nth field on, and waits until it is said how it would stand up to guessing.
async fn choose_passphrase(driven: &Driven, nth: usize) {
    for nth in [nth, nth + 1] {
        fill(driven, "input[type=password]", nth, PASSPHRASE).await;
    }
    driven.wait_until("document.querySelector('.bar .lit')").await;
}

/// What the screen shows of the code, as somebody copies it onto paper.
async fn last_groups(driven: &Driven) -> String {
    let shown = driven.words("[aria-label='Recovery code']").await;
    let groups: Vec<&str> = shown.split_whitespace().collect();
    assert_eq!(groups.len(), 8, "a code has eight groups: {shown}");
    groups[6..].join(" ")
}

impl<F: AsyncFnMut(&Scene<'_>)> Walk<'_, F> {
    /// The third first screen, from where it asks, to where the last groups are typed.
    pub(super) async fn first_passphrase(&mut self, desktop: &Desktop, driven: &Driven) {
        choose_passphrase(driven, 0).await;
        self.show(desktop, driven, Page::Main, "first-who-passphrase").await;
        driven.press("Begin").await;
        driven.wait_for_words("Write this down").await;
        self.show(desktop, driven, Page::Main, "first-who-code").await;
        driven.press("I have it").await;
        driven.wait_for_words("what does your paper say?").await;
        self.show(desktop, driven, Page::Main, "first-who-confirm").await;
    }

    pub(super) async fn lock(&mut self) {
        if !self.wants(&["lock-", "capture-locked", "hard-day-locked"]) {
            return;
        }
        let desktop = self.desktop(false);
        seed::some_years(&desktop);
        seed::supports(&desktop);
        let code = lock(&desktop);
        let driven = self.main(&desktop).await;
        driven.wait_until("document.activeElement?.matches('input[type=password]')").await;
        self.show(&desktop, &driven, Page::Main, "lock-asking").await;
        self.hard_day_locked(&desktop, &driven).await;
        self.wrong_tries(&desktop, &driven).await;
        driven.press("Use the recovery code").await;
        driven.keys_to("main input", code.replace(' ', "-").to_lowercase()).await;
        self.show(&desktop, &driven, Page::Main, "lock-code").await;
        driven.press("Jot one").await;
        driven.turn_to(Page::Capture).await;
        driven.wait_for_words("Your journal is locked").await;
        driven.has_keyboard("textarea").await;
        self.show(&desktop, &driven, Page::Capture, "capture-locked").await;
        driven.keys_to("textarea", "The lift was warm, and it smelled of somebody’s oranges.").await;
        self.show(&desktop, &driven, Page::Capture, "capture-locked-typed").await;
        driven.keys_to("textarea", Key::Enter).await;
        driven.wait_for_words("Kept.").await;
        self.show(&desktop, &driven, Page::Capture, "capture-locked-kept").await;
    }

    /// The first slips cost nothing; the wait after the sixth is long enough to be looked at.
    async fn wrong_tries(&mut self, desktop: &Desktop, driven: &Driven) {
        const SAYS: &str = "document.querySelector('.says').innerText";
        let mut wrong = 0;
        while wrong < 6 {
            driven.keys_to(".lock input", Key::Control + "a").await;
            driven.keys_to(".lock input", "not this" + Key::Enter).await;
            driven.wait_until(&format!("/did not open it|be tried again in/.test({SAYS})")).await;
            if driven.holds(&format!("{SAYS}.includes('did not open it')")).await {
                wrong += 1;
                if wrong == 1 {
                    self.show(desktop, driven, Page::Main, "lock-wrong").await;
                }
            } else {
                driven.wait_for_words("It can be tried again now.").await;
            }
        }
        driven.keys(Key::Enter).await;
        driven.wait_for_words("It can be tried again in").await;
        self.show(desktop, driven, Page::Main, "lock-waiting").await;
    }

    async fn hard_day_locked(&mut self, desktop: &Desktop, driven: &Driven) {
        driven.press("Hard day").await;
        driven.wait_for_words("There is nothing you have to do").await;
        driven.press("Not sure").await;
        driven.wait_for_words("Your own are locked away").await;
        self.show(desktop, driven, Page::Main, "hard-day-locked-asks").await;
        driven.press("Not now").await;
        driven.wait_for_words("Yours are locked away for now").await;
        self.show(desktop, driven, Page::Main, "hard-day-locked-one").await;
        driven.press("I need help now").await;
        driven.wait_for_words("If you are in danger").await;
        self.show(desktop, driven, Page::Main, "hard-day-locked-help").await;
        driven.keys(Key::Escape).await;
        driven.find(".lock input").await;
    }

    /// Each panel of “Privacy and lock”, from no passphrase to none again.
    pub(super) async fn privacy(&mut self) {
        if !self.wants(&["privacy-"]) {
            return;
        }
        let desktop = self.desktop(false);
        desktop.jot(&["Somebody humming on the stairs"]);
        let driven = self.main(&desktop).await;
        driven.section("Privacy and lock").await;
        driven.wait_for_words("None. Anyone who can use this account").await;
        self.show(&desktop, &driven, Page::Main, "privacy-none").await;
        driven.press("Set…").await;
        choose_passphrase(&driven, 0).await;
        self.show(&desktop, &driven, Page::Main, "privacy-first").await;
        driven.press("Continue").await;
        driven.wait_for_words("Write this down").await;
        self.show(&desktop, &driven, Page::Main, "privacy-code").await;
        let last = last_groups(&driven).await;
        driven.press("I have it").await;
        driven.wait_for_words("what does your paper say?").await;
        fill(&driven, ".flow input", 0, "K7QM").await;
        driven.press("Continue").await;
        driven.wait_for_words("Those are not the last two groups").await;
        self.show(&desktop, &driven, Page::Main, "privacy-confirm").await;
        driven.keys_to(".flow input", Key::Control + "a").await;
        driven.keys_to(".flow input", last + Key::Enter).await;
        driven.wait_for_words("Your journal has a passphrase now.").await;
        self.show(&desktop, &driven, Page::Main, "privacy-set").await;

        driven.press("Change…").await;
        choose_passphrase(&driven, 1).await;
        self.show(&desktop, &driven, Page::Main, "privacy-change").await;
        driven.press("Remove the passphrase…").await;
        driven.wait_for_words("Your journal then opens straight away").await;
        self.show(&desktop, &driven, Page::Main, "privacy-remove").await;
        driven.press("Make a new one…").await;
        driven.wait_for_words("The code on the old paper").await;
        self.show(&desktop, &driven, Page::Main, "privacy-new-code").await;
        driven.press("Shut them out…").await;
        driven.wait_for_words("What it cannot do").await;
        self.show(&desktop, &driven, Page::Main, "privacy-someone").await;
        driven.press("Delete…").await;
        driven.wait_for_words("The keys are destroyed first").await;
        driven.click("input[type=checkbox]").await;
        driven.press("Delete the journal").await;
        driven.wait_for_words("Nothing was deleted.").await;
        self.show(&desktop, &driven, Page::Main, "privacy-erase").await;
        driven.press("Keep it").await;
        driven.press("What this protects").await;
        self.show(&desktop, &driven, Page::Main, "privacy-protects").await;
    }
}
