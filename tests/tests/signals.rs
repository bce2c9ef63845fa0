//! What the computer tells: sleep, and a locked screen.

use journeys::{evening::Sunday, screen_saver_starts, wait_until};

#[test]
fn sleep_waits_for_glimmer_and_no_longer_than_it_takes() {
    let sunday = Sunday::at("15:00");
    let _app = sunday.starts();
    let ours = [("Glimmer".to_owned(), "your journal is locked first".to_owned())];
    assert_eq!(sunday.logind.held_back(), ours);
    sunday.logind.sleeps();
    sunday.logind.wakes();
    wait_until("the next sleep waits, too", || sunday.logind.held_back() == ours);
}

#[test]
fn a_locked_screen_is_heard_from_the_login_manager_and_from_the_desktop() {
    let sunday = Sunday::at("15:00");
    let _app = sunday.starts();
    let heard = || sunday.desktop.log().matches("stir=ScreenLocked").count();
    wait_until("the session bus is listened to", || sunday.desktop.log().contains("it is heard when the screen is locked"));
    sunday.logind.locks_screen();
    wait_until("the login manager is heard, twice", || heard() == 2);
    screen_saver_starts(&sunday.desktop);
    wait_until("the desktop is heard", || heard() == 3);
}
