//! The tray: every way in is in its menu.

use journeys::{Desktop, Panel, wait_for, wait_until};

#[test]
fn its_menu_opens_everything_and_closing_the_window_leaves_it_there() {
    let desktop = Desktop::new();
    let panel = Panel::on(&desktop);
    let mut app = desktop.start_and_wait(&["--hidden"]);
    let labels = || panel.menu().into_iter().map(|(_, label)| label).collect::<Vec<_>>();
    let labels = wait_for("the whole menu", || Some(labels()).filter(|labels| labels.last().is_some_and(|last| last == "Quit")));
    assert_eq!(labels, ["Jot one", "Hard day", "Open Glimmer", "Pause reminders", "For today", "For a week", "Quit"]);

    panel.press("Open Glimmer");
    wait_until("the main window", || desktop.main_is_visible());
    desktop.close_main();
    panel.press("Hard day");
    wait_until("the main window again", || desktop.main_is_visible());
    desktop.focus_main();
    desktop.x(&["key", "Escape"]);

    panel.press("Jot one");
    wait_until("the capture window", || desktop.capture_has_focus());
    desktop.type_words("from the tray");
    desktop.x(&["key", "Return"]);
    wait_until("it is kept", || desktop.texts() == ["from the tray"]);

    panel.press("Quit");
    wait_until("it has ended", || app.has_ended());
}
