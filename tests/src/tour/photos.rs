//! The walk through photos: while they are added, wherever they are seen again, and where one is missing.

use std::{fs, path::Path};

use thirtyfour::Key;

use super::{Scene, Walk};
use crate::{Dragged, Driven, Page, seed};

fn sample(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/tests/imports").join(name)
}

const ALL_THERE: &str = "[...document.querySelectorAll('.photo img')].every((one) => one.matches('.there'))
    && document.querySelector('.photo img')";

impl<F: AsyncFnMut(&Scene<'_>)> Walk<'_, F> {
    pub(super) async fn photos(&mut self) {
        if !self.wants(&["photo-"]) {
            return;
        }
        self.photos_added().await;
        let desktop = self.desktop(false);
        seed::with_photos(&desktop);
        let driven = self.main(&desktop).await;
        driven.wait_until(ALL_THERE).await;
        self.show(&desktop, &driven, Page::Main, "photo-today").await;
        driven.go("glimmers").await;
        driven.wait_until(ALL_THERE).await;
        self.show(&desktop, &driven, Page::Main, "photo-glimmers").await;
        driven.press("Three of the light").await;
        driven.wait_for_words("Move to trash").await;
        driven.wait_until(ALL_THERE).await;
        self.show(&desktop, &driven, Page::Main, "photo-opened").await;
        driven.click(".large button").await;
        driven.wait_until("document.querySelector('dialog .photo img.there')").await;
        self.show(&desktop, &driven, Page::Main, "photo-large").await;
        driven.keys(Key::Escape).await;
        driven.wait_until("!document.querySelector('dialog')").await;
        driven.press("Edit").await;
        driven.wait_for_words("Cancel").await;
        driven.wait_until(ALL_THERE).await;
        driven.click(".photos .thumb").await;
        driven.wait_for_words("Later").await;
        self.show(&desktop, &driven, Page::Main, "photo-editing").await;
        driven.press("Cancel").await;

        driven.press("Share…").await;
        driven.wait_for_words("What you see here is all that leaves.").await;
        driven.press("With its first photo").await;
        self.show(&desktop, &driven, Page::Main, "photo-share").await;
        driven.press("Close").await;
        driven.press("A sheet for a session…").await;
        driven.press("With photos").await;
        driven.wait_until("document.querySelector('svg image')").await;
        self.show(&desktop, &driven, Page::Main, "photo-sheet").await;

        driven.go("sky").await;
        driven.wait_until("document.querySelector('canvas')").await;
        driven.find("[aria-label^='Your sky']").await.send_keys(Key::Right + "").await.expect("it takes keys");
        driven.wait_until(ALL_THERE).await;
        self.show(&desktop, &driven, Page::Main, "photo-sky-card").await;
        driven.keys(Key::Escape).await;

        driven.go("hard-day").await;
        driven.press("Not sure").await;
        driven.wait_for_words("why this one?").await;
        driven.wait_until(ALL_THERE).await;
        self.show(&desktop, &driven, Page::Main, "photo-hard-day").await;

        for folder in ["photos", "backups"] {
            fs::remove_dir_all(desktop.home().join(folder)).expect("the photos, and their copies");
        }
        driven.go("glimmers").await;
        driven.driver().refresh().await.expect("it loads again");
        driven.wait_for_words("Cannot be shown").await;
        self.show(&desktop, &driven, Page::Main, "photo-missing").await;
    }

    async fn photos_added(&mut self) {
        let desktop = self.desktop(false);
        let driven = Driven::start(&desktop, &["--hidden"]).await;
        driven.open_capture(&desktop).await;
        driven.type_words(&desktop, "The fern by the door has a new leaf").await;
        let two = [sample("markdown-folder/vault/attachments/fern.jpg"), sample("hostile/gps.jpg")];
        let dragged = Dragged::over_capture(&desktop, &[&two[0], &two[1]]);
        driven.wait_for_words("Let go").await;
        self.show(&desktop, &driven, Page::Capture, "photo-dragged").await;
        dragged.let_go();
        driven.wait_until(&format!("document.querySelectorAll('.photo img').length === 2 && {ALL_THERE}")).await;
        self.show(&desktop, &driven, Page::Capture, "photo-capture").await;
        driven.click(".photos .thumb").await;
        driven.wait_for_words("Later").await;
        self.show(&desktop, &driven, Page::Capture, "photo-describing").await;
        Dragged::over_capture(&desktop, &[&sample("hostile/script.svg")]).let_go();
        driven.wait_for_words("not a picture Glimmer can read").await;
        self.show(&desktop, &driven, Page::Capture, "photo-refused").await;
    }
}
