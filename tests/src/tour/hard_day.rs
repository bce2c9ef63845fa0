//! The walk through every step of a hard day.

use serde_json::json;

use super::{Scene, Walk};
use crate::{Desktop, Driven, Page};

impl<F: AsyncFnMut(&Scene<'_>)> Walk<'_, F> {
    /// Nobody has to go through all of this in one visit; each step is looked at in the state that shows the most.
    pub(super) async fn hard_day(&mut self, desktop: &Desktop, driven: &Driven) {
        if !self.wants(&["hard-day-"]) {
            return;
        }
        let begin = async || {
            driven.go("today").await;
            driven.go("hard-day").await;
            driven.wait_for_words("There is nothing you have to do").await;
        };
        begin().await;
        self.show(desktop, driven, Page::Main, "hard-day-arrive").await;
        driven.press("Wound up").await;
        driven.wait_for_words("The light grows for").await;
        self.show(desktop, driven, Page::Main, "hard-day-breathe").await;
        driven.press("Begin").await;
        driven.wait_until("[...document.querySelectorAll('[aria-live]')].some((one) => one.innerText.trim() === 'in')").await;
        self.show(desktop, driven, Page::Main, "hard-day-breathing").await;
        driven.press("Stop here").await;
        driven.press("Look around the room instead").await;
        driven.press("Next").await;
        driven.wait_for_words("What can you touch now?").await;
        driven.press("Next").await;
        driven.wait_for_words("What can you hear now?").await;
        driven.press("one thing").await;
        self.show(desktop, driven, Page::Main, "hard-day-look-around").await;

        begin().await;
        driven.press("Shut down").await;
        driven.wait_for_words("One small thing").await;
        self.show(desktop, driven, Page::Main, "hard-day-small-step").await;

        begin().await;
        driven.press("Not sure").await;
        driven.wait_for_words("why this one?").await;
        self.show(desktop, driven, Page::Main, "hard-day-one").await;
        driven.press("why this one?").await;
        driven.wait_for_words("shown because").await;
        self.show(desktop, driven, Page::Main, "hard-day-why").await;
        driven.press("Stay with it").await;
        driven.wait_for_words("any key goes on").await;
        self.show(desktop, driven, Page::Main, "hard-day-stay").await;
        driven.keys("x").await;
        driven.press("Not for a while").await;
        driven.wait_for_words("It will rest until").await;
        self.show(desktop, driven, Page::Main, "hard-day-rest").await;
        driven.press("Undo").await;
        // Else the loop would take what comes of this for what came of its own press.
        driven.wait_until("!document.body.innerText.includes('It will rest until')").await;
        // On to one that names somebody.
        while !driven.holds("document.querySelector('[data-does=tag-out]')").await {
            let shown = driven.words(".yours, .ours").await;
            driven.press("Another").await;
            // Alone: the one that leaves may name somebody, too.
            let another = format!("((all) => all.length === 1 && all[0].innerText !== {})", json!(shown));
            driven.wait_until(&format!("{another}(document.querySelectorAll('.yours, .ours'))")).await;
        }
        driven.press("More about this one").await;
        driven.wait_for_words("Nothing with").await;
        self.show(desktop, driven, Page::Main, "hard-day-menu").await;

        driven.press("That’s enough for now").await;
        driven.wait_for_words("How heavy is it?").await;
        self.show(desktop, driven, Page::Main, "hard-day-heavy").await;
        driven.press("Next").await;
        driven.wait_for_words("to look forward to").await;
        self.show(desktop, driven, Page::Main, "hard-day-leave").await;
        driven.press("Next").await;
        driven.wait_for_words("ask for a hug").await;
        self.show(desktop, driven, Page::Main, "hard-day-toward").await;
        driven.press("Next").await;
        driven.wait_for_words("it did not stay").await;
        self.show(desktop, driven, Page::Main, "hard-day-sentence").await;
        driven.press("Next").await;
        driven.wait_for_words("Nothing more is asked").await;
        self.show(desktop, driven, Page::Main, "hard-day-end").await;
        driven.press("My supports").await;
        driven.wait_for_words("Feed the cat.").await;
        self.show(desktop, driven, Page::Main, "hard-day-supports").await;
        driven.press("I need help now").await;
        driven.wait_for_words("If you are in danger").await;
        driven.wait_for_words("Samaritans").await;
        self.show(desktop, driven, Page::Main, "hard-day-help").await;

        let desktop = self.desktop(false);
        let driven = self.main(&desktop).await;
        driven.go("hard-day").await;
        driven.press("Not sure").await;
        driven.wait_for_words("None of yours to show yet").await;
        self.show(&desktop, &driven, Page::Main, "hard-day-few").await;
    }
}
