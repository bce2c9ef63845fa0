//! The walk through the copies, and through what is shown when the journal itself cannot be opened or written.

use std::{fs, ops::Range, os::unix::fs::PermissionsExt};

use glimmer_core::{Folder, backup};
use thirtyfour::Key;

use super::{Scene, Walk};
use crate::{Desktop, Driven, Page, disk, seed};

/// Makes a copy, as one asks for it in a terminal.
fn copy(desktop: &Desktop) {
    let output = desktop.terminal(&["backup"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

impl<F: AsyncFnMut(&Scene<'_>)> Walk<'_, F> {
    pub(super) async fn copies(&mut self) {
        if !self.wants(&["backups-"]) {
            return;
        }
        let desktop = self.desktop(false);
        let driven = self.main(&desktop).await;
        driven.section("Backups").await;
        driven.wait_for_words("Open a look").await;
        // The first one is made at once; somebody has deleted it.
        fs::remove_dir_all(desktop.home().join("backups")).expect("the copies");
        driven.driver().execute("dispatchEvent(new Event('focus'))", vec![]).await.expect("it looks again");
        driven.wait_for_words("None yet.").await;
        self.show(&desktop, &driven, Page::Main, "backups-none").await;
        drop(driven);

        let desktop = self.desktop(false);
        seed::some_years(&desktop);
        copy(&desktop);
        let drive = desktop.scratch("drive");
        fs::create_dir(&drive).expect("a drive");
        backup::choose_second(&Folder::at(desktop.home()), &drive).expect("copies go there");
        copy(&desktop);
        let driven = self.main(&desktop).await;
        driven.section("Backups").await;
        driven.wait_for_words("Copies in").await;
        self.show(&desktop, &driven, Page::Main, "backups-some").await;
        fs::rename(&drive, desktop.scratch("in a drawer")).expect("it is pulled out");
        driven.press("Make one now").await;
        driven.wait_for_words("the folder is not there").await;
        self.show(&desktop, &driven, Page::Main, "backups-away").await;
        driven.press("Check now").await;
        driven.wait_for_words("Everything is as it was written.").await;
        self.show(&desktop, &driven, Page::Main, "backups-checked").await;
        driven.press("Open a look…").await;
        driven.wait_for_words("The newest in it").await;
        self.show(&desktop, &driven, Page::Main, "backups-look").await;
        driven.press("Restore this copy…").await;
        driven.wait_for_words("Leave it as it is").await;
        self.show(&desktop, &driven, Page::Main, "backups-sure").await;
        driven.press("Restore").await;
        driven.wait_for_words("Your journal is as it was").await;
        self.show(&desktop, &driven, Page::Main, "backups-restored").await;
    }

    pub(super) async fn trouble(&mut self) {
        if !self.wants(&["trouble-"]) {
            return;
        }
        let desktop = self.desktop(false);
        let driven = disk::on_a_small_disk(&desktop, 4096).await;
        driven.turn_to(Page::Main).await;
        let field = driven.find("textarea").await;
        disk::fill(&disk::seen_by_the_app(&driven, &desktop));
        field.send_keys("Otto leaned his whole weight against my leg").await.expect("it takes letters");
        field.send_keys(Key::Enter).await.expect("it takes Enter");
        driven.wait_for_words("disk is full").await;
        self.show(&desktop, &driven, Page::Main, "trouble-cannot-keep").await;
        drop(driven);

        let desktop = self.desktop(false);
        desktop.jot(&["locked out"]);
        fs::remove_file(desktop.home().join("vault.key")).expect("the key");
        let driven = self.main(&desktop).await;
        driven.wait_for_words("The key to your journal is not where it belongs").await;
        self.show(&desktop, &driven, Page::Main, "trouble-no-key").await;
        drop(driven);
        self.damage().await;
        self.read_only().await;
    }

    /// A journal of some years, with a copy, of whose file this part was lost.
    async fn damaged(&mut self, lost: Range<usize>) -> (Desktop, Driven) {
        let desktop = self.desktop(false);
        seed::some_years(&desktop);
        copy(&desktop);
        let journal = desktop.home().join("journal.db");
        let mut bytes = fs::read(&journal).expect("a journal");
        bytes[lost].fill(0);
        fs::write(journal, bytes).expect("it is damaged");
        let driven = self.main(&desktop).await;
        (desktop, driven)
    }

    async fn damage(&mut self) {
        const PAGE: usize = 4096;
        let (desktop, driven) = self.damaged(16..PAGE).await;
        driven.wait_for_words("cannot be read as your journal").await;
        driven.wait_for_words("Open the last good copy").await;
        self.show(&desktop, &driven, Page::Main, "trouble-not-ours").await;
        driven.press("Open the last good copy").await;
        driven.wait_for_words("The newest in it").await;
        self.show(&desktop, &driven, Page::Main, "trouble-not-ours-copy").await;
        driven.press("Restore this copy…").await;
        driven.press("Restore").await;
        driven.wait_for_words("Your journal is as it was").await;
        self.show(&desktop, &driven, Page::Main, "trouble-restored").await;
        drop(driven);

        let (desktop, driven) = self.damaged(PAGE..8 * PAGE).await;
        driven.wait_for_words("A part of the journal file is damaged").await;
        self.show(&desktop, &driven, Page::Main, "trouble-damaged").await;
        driven.section("Backups").await;
        driven.press("Check now").await;
        driven.wait_for_words("Something is not as it was written.").await;
        self.show(&desktop, &driven, Page::Main, "trouble-damaged-found").await;
        driven.press("Bring together what can be read").await;
        driven.press("Bring it together").await;
        driven.wait_for_words("The damaged file lies untouched in").await;
        self.show(&desktop, &driven, Page::Main, "trouble-salvaged").await;
    }

    async fn read_only(&mut self) {
        let desktop = self.desktop(false);
        desktop.jot(&["Her sevens, still crossed like her grandmother’s"]);
        let set = |name: &str, mode| {
            fs::set_permissions(desktop.home().join(name), fs::Permissions::from_mode(mode)).expect("permissions");
        };
        set("journal.db", 0o400);
        set("", 0o500);
        let driven = disk::stopped_by_permissions(&desktop).await;
        driven.turn_to(Page::Main).await;
        driven.wait_for_words("Your journal can be read here, but nothing can be kept").await;
        self.show(&desktop, &driven, Page::Main, "trouble-read-only").await;
        drop(driven);
        set("", 0o700);
    }
}
