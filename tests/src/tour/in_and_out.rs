//! The walk through bringing a journal along, taking it away, and showing a glimmer to somebody.

use std::path::Path;

use serde_json::json;

use super::{Scene, Walk};
use crate::{Desktop, Dragged, Driven, Page, seed};

fn sample(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/tests/imports").join(name)
}

async fn drop_on(desktop: &Desktop, name: &str) {
    Dragged::over_main(desktop, &sample(name)).let_go();
}

/// Puts what says these words into the middle of the page.
async fn bring_into_sight(driven: &Driven, words: &str) {
    let find = "const all = [...document.querySelectorAll('h1, h2, p, button')];
        all.find((one) => one.innerText.includes(arguments[0]))?.scrollIntoView({ block: 'center' })";
    driven.driver().execute(find, vec![json!(words)]).await.expect("it scrolls");
}

impl<F: AsyncFnMut(&Scene<'_>)> Walk<'_, F> {
    pub(super) async fn in_and_out(&mut self) {
        if !self.wants(&["import-", "export-"]) {
            return;
        }
        let desktop = self.desktop(false);
        desktop.jot(&["here before"]);
        let driven = self.main(&desktop).await;
        driven.section("Import and export").await;
        driven.wait_for_words("Which journals?").await;
        self.show(&desktop, &driven, Page::Main, "import-none").await;
        driven.click("summary").await;
        driven.wait_for_words("A spreadsheet").await;
        self.show(&desktop, &driven, Page::Main, "import-which").await;
        let dragged = Dragged::over_main(&desktop, &sample("dayone/Evenings.zip"));
        driven.wait_for_words("Let go").await;
        self.show(&desktop, &driven, Page::Main, "import-dragged").await;
        dragged.leave();
        drop_on(&desktop, "hostile/script.svg").await;
        driven.wait_for_words("That is no journal Glimmer knows.").await;
        self.show(&desktop, &driven, Page::Main, "import-refused").await;
        drop_on(&desktop, "generic-csv/moments.csv").await;
        driven.wait_for_words("What is in which column?").await;
        self.show(&desktop, &driven, Page::Main, "import-table").await;
        drop_on(&desktop, "glimmer/journal.json.age").await;
        driven.wait_for_words("sealed with a passphrase").await;
        self.show(&desktop, &driven, Page::Main, "import-sealed").await;
        drop_on(&desktop, "hostile/bad-dates-dayone.json").await;
        driven.wait_for_words("2 entries are new").await;
        driven.click("details summary").await;
        driven.wait_for_words("is not a day").await;
        self.show(&desktop, &driven, Page::Main, "import-unreadable").await;
        drop_on(&desktop, "dayone/Evenings.zip").await;
        driven.wait_for_words("11 entries are new").await;
        self.show(&desktop, &driven, Page::Main, "import-plan").await;
        driven.press("Bring them in").await;
        driven.wait_for_words("11 glimmers came.").await;
        self.show(&desktop, &driven, Page::Main, "import-came").await;
        driven.press("Look at them").await;
        driven.wait_for_words("Let these in").await;
        self.show(&desktop, &driven, Page::Main, "import-waiting").await;
        driven.section("Import and export").await;
        bring_into_sight(&driven, "Export…").await;
        self.show(&desktop, &driven, Page::Main, "export-plain").await;
        driven.click("input[aria-describedby$=honest]").await;
        driven.wait_until("document.querySelectorAll('input[type=password]').length === 2").await;
        bring_into_sight(&driven, "Export…").await;
        self.show(&desktop, &driven, Page::Main, "export-sealed").await;
    }

    pub(super) async fn sharing(&mut self) {
        if !self.wants(&["share-", "sheet-"]) {
            return;
        }
        let desktop = self.desktop(false);
        seed::some_years(&desktop);
        desktop.jot(&["Someone humming on the stairs, the tune from Grandma’s kitchen.", "--tag", "@Marta", "--feeling", "connected"]);
        let driven = self.main(&desktop).await;
        driven.go("glimmers").await;
        driven.press("Someone humming").await;
        driven.press("Share…").await;
        driven.wait_for_words("What you see here is all that leaves.").await;
        self.show(&desktop, &driven, Page::Main, "share-picture").await;
        for label in ["Wide", "Night"] {
            driven.click(&format!("input[type=radio][value={}]", label.to_lowercase())).await;
        }
        driven.wait_until("document.querySelector('canvas[data-theme]')?.width === 1200").await;
        self.show(&desktop, &driven, Page::Main, "share-wide").await;
        driven.press("Words").await;
        self.show(&desktop, &driven, Page::Main, "share-words").await;
        driven.press("Tell Marta").await;
        driven.wait_until("document.querySelector('[role=tabpanel] textarea')").await;
        self.show(&desktop, &driven, Page::Main, "share-tell").await;
        driven.press("Close").await;
        driven.press("A sheet for a session…").await;
        driven.wait_until("[...document.querySelectorAll('svg text')].some((one) => one.textContent.includes('humming'))").await;
        self.show(&desktop, &driven, Page::Main, "sheet-prepare").await;
        driven.press("None").await;
        driven.wait_for_words("Nothing is on the sheet yet.").await;
        self.show(&desktop, &driven, Page::Main, "sheet-none").await;
    }
}
