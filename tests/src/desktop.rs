//! The desktop: everything a test starts is its own, and ends with it.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::{Arc, LazyLock},
};

use glimmer_core::{chrono::Timelike, clock};
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    Keyboard, Notifications,
    bus::{self, first_line},
    wait_for, wait_until,
    wall_clock::WallClock,
};

/// What the app logs when its capture page is drawn.
const READY: &str = "the capture page is ready";

/// A screen with a window manager, a session bus and a notification daemon, and a data folder.
pub struct Desktop {
    /// The person's; several sessions may share it.
    folder: Arc<TempDir>,
    /// What the app writes to standard error goes here.
    log: &'static str,
    display: String,
    bus: String,
    system_bus: String,
    pub(crate) clock: WallClock,
    /// Dropped in this order, so the app goes before the screen it is on.
    children: Vec<Running>,
}

/// A process that is ended, by its number, when the test is done with it.
pub struct Running(pub(crate) Child);

impl Running {
    /// Starts a command.
    pub fn of(command: &mut Command) -> Self {
        Self(command.spawn().expect("it starts"))
    }

    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// `kill -9`: no last words.
    pub fn kill(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }

    pub fn has_ended(&mut self) -> bool {
        self.0.try_wait().expect("the process is ours").is_some()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        while self.children.pop().is_some() {}
    }
}

impl Default for Desktop {
    fn default() -> Self {
        Self::new()
    }
}

impl Desktop {
    /// A desktop with everything an ordinary one has, of a person who has seen the first screens.
    pub fn new() -> Self {
        let desktop = Self::newcomer();
        desktop.choose(&serde_json::json!({ "welcomed": true }));
        desktop
    }

    /// The same for somebody who opens Glimmer for the first time.
    pub fn newcomer() -> Self {
        let session = first_line(Command::new("dbus-daemon").args(["--session", "--nofork", "--print-address=1"]));
        Self::with_session(person(), session)
    }

    /// A desktop on whose session bus nothing starts by itself: a service is there only if the test brings it.
    pub fn bare() -> Self {
        let folder = person();
        let session = bus::private(folder.path());
        let desktop = Self::with_session(folder, session);
        desktop.choose(&serde_json::json!({ "welcomed": true }));
        desktop
    }

    /// A second session of the same person at the same computer: the same folders, clock and system bus; a screen and a
    /// session bus of its own, bare ones, and a log of its own.
    #[must_use]
    pub fn another_session(&self) -> Self {
        let mut other = Self::with_session(Arc::clone(&self.folder), bus::private(self.folder.path()));
        other.log = "glimmer-2.log";
        other.system_bus.clone_from(&self.system_bus);
        other.clock = self.clock.clone();
        other
    }

    fn with_session(folder: Arc<TempDir>, (bus, address): (Running, String)) -> Self {
        let mut screen = Command::new("Xvfb");
        screen.args(["-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset"]);
        // No key repeats by itself: where the machine is busy, one that was only pressed seems to be held down.
        let (screen, display) = first_line(screen.arg("-r"));
        let mut desktop = Self {
            log: "glimmer.log",
            display: format!(":{display}"),
            bus: address,
            // Nobody listens there: what happens to the machine that runs the tests is none of their business.
            system_bus: format!("unix:path={}", folder.path().join("no-system-bus").display()),
            clock: WallClock::default(),
            folder,
            children: vec![screen, bus],
        };
        Notifications::prepare(&desktop);
        desktop.stand_in_for_the_opener();
        let manager = desktop.command("openbox").spawn().expect("openbox is installed");
        desktop.children.push(Running(manager));
        wait_until("the window manager is there", || desktop.x11("xprop", &["-root", "_NET_SUPPORTING_WM_CHECK"]).contains("window id"));
        desktop
    }

    /// The data folder; for a newcomer it does not exist before the app makes it.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// Writes `device.json` before the app starts.
    pub fn choose(&self, device: &Value) {
        fs::create_dir_all(self.home()).expect("a data folder");
        // Whole or not at all, as the app itself does it: one that runs reads it at once.
        let new = self.scratch("device.new");
        fs::write(&new, device.to_string()).expect("a file");
        fs::rename(new, self.home().join("device.json")).expect("device.json");
    }

    /// The name of its screen.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// The person's own folder.
    pub fn person(&self) -> &Path {
        self.folder.path()
    }

    pub fn scratch(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn notifications(&self) -> Notifications<'_> {
        Notifications::of(self)
    }

    /// A command on this desktop. Its output is thrown away unless the caller says otherwise.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        self.dress(&mut command);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// The environment of a person's session here.
    fn dress(&self, command: &mut Command) {
        command
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("DBUS_SYSTEM_BUS_ADDRESS", &self.system_bus)
            .env("GLIMMER_HOME", self.home())
            .env("HOME", self.folder.path())
            .env("PATH", format!("{}:{}", self.scratch("bin").display(), std::env::var("PATH").unwrap_or_default()))
            .env("XDG_CONFIG_HOME", self.folder.path().join("config"))
            .env("XDG_RUNTIME_DIR", self.folder.path())
            .env("LANG", "en_GB.UTF-8")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("TZ", self.zone())
            .env_remove("WAYLAND_DISPLAY");
    }

    /// What opens telephone numbers and addresses here writes down what it was given, and opens nothing.
    fn stand_in_for_the_opener(&self) {
        let program = self.scratch("bin/xdg-open");
        fs::create_dir_all(self.scratch("bin")).expect("a folder for programs");
        let script = format!("#!/bin/sh\necho \"$*\" >> {}\n", self.scratch("opened").display());
        fs::write(&program, script).expect("a program");
        fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("it can be run");
    }

    /// What the system was asked to open so far, a line each.
    pub fn opened(&self) -> String {
        fs::read_to_string(self.scratch("opened")).unwrap_or_default()
    }

    /// Starts the app, without waiting for it.
    pub fn start(&self, args: &[&str]) -> Running {
        let log = File::options().create(true).append(true).open(self.scratch(self.log)).expect("a log");
        let child = self.program(args).env("GLIMMER_LOG", "info").stderr(log).spawn();
        Running(child.expect("the app starts"))
    }

    /// Starts the app and waits until its capture page is there, hidden; its shortcut is taken before that.
    pub fn start_and_wait(&self, args: &[&str]) -> Running {
        let before = self.log().matches(READY).count();
        let app = self.start(args);
        wait_until("the capture page is ready", || self.log().matches(READY).count() > before);
        app
    }

    /// What the app has logged so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.scratch(self.log)).unwrap_or_default()
    }

    /// Runs a terminal command to its end.
    pub fn terminal(&self, args: &[&str]) -> Output {
        self.program(args).stdout(Stdio::piped()).stderr(Stdio::piped()).output().expect("the program runs")
    }

    /// What `glimmer list --json` prints.
    pub fn list(&self, args: &[&str]) -> Vec<Value> {
        let output = self.terminal(&[&["list", "--json"], args].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("one JSON array")
    }

    /// The words of all glimmers, newest first.
    pub fn texts(&self) -> Vec<String> {
        self.list(&[]).iter().map(|one| one["text"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// `device.json`; null before the app has written it.
    pub fn device(&self) -> Value {
        let text = fs::read(self.home().join("device.json")).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// Keeps a glimmer from the terminal.
    pub fn jot(&self, args: &[&str]) {
        let output = self.terminal(&[&["jot"], args].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// Presses keys and types, as xdotool writes it: `["key", "ctrl+shift+g"]`.
    pub fn x(&self, args: &[&str]) -> String {
        self.x11("xdotool", args)
    }

    /// Types at a fast person's speed, into whatever has the focus. Where there is a page to ask, [`crate::Driven::type_words`]
    /// waits until it has all of it.
    pub fn type_words(&self, words: &str) {
        self.x(&["type", "--delay", "12", words]);
    }

    fn x11(&self, program: &str, args: &[&str]) -> String {
        let output = self.command(program).args(args).stdout(Stdio::piped()).output().expect("the X tools are installed");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// The X windows whose title is `title`, visible or not.
    fn windows(&self, title: &str) -> Vec<String> {
        self.x(&["search", "--name", &format!("^{title}$")]).lines().map(str::to_owned).collect()
    }

    fn width_of(&self, window: &str) -> Option<u32> {
        let geometry = self.x(&["getwindowgeometry", "--shell", window]);
        geometry.lines().find_map(|line| line.strip_prefix("WIDTH=")?.parse().ok())
    }

    /// Whether the capture window is on the screen.
    pub fn capture_is_visible(&self) -> bool {
        self.capture_window().is_some()
    }

    pub(crate) fn capture_window(&self) -> Option<String> {
        self.window_on_screen(|width| width == 480)
    }

    fn window_on_screen(&self, has_width: impl Fn(u32) -> bool) -> Option<String> {
        let visible = self.x(&["search", "--onlyvisible", "--name", "^Glimmer$"]);
        visible.lines().find(|window| self.width_of(window).is_some_and(&has_width)).map(str::to_owned)
    }

    /// Whether what is typed goes into the capture window. It is visible a little sooner.
    pub fn capture_has_focus(&self) -> bool {
        self.width_of(&self.x(&["getwindowfocus"])) == Some(480)
    }

    /// Whether the main window is on the screen.
    pub fn main_is_visible(&self) -> bool {
        self.main_window().is_some()
    }

    /// Asks the window manager to close the capture window.
    pub fn close_capture(&self) {
        self.x11("wmctrl", &["-i", "-c", &self.capture_window().expect("it is open")]);
        wait_until("the capture window is gone", || !self.capture_is_visible());
    }

    /// The window that has the focus.
    pub fn focused(&self) -> String {
        self.x(&["getactivewindow"])
    }

    /// How many main windows there are.
    pub(crate) fn main_windows(&self) -> usize {
        let all = self.x(&["search", "--onlyvisible", "--name", "^Glimmer$"]);
        all.lines().filter(|window| self.width_of(window).is_some_and(|width| width > 600)).count()
    }

    pub(crate) fn main_window(&self) -> Option<String> {
        self.window_on_screen(|width| width > 600)
    }

    pub fn main_has_focus(&self) -> bool {
        self.main_window().is_some_and(|main| main == self.focused())
    }

    /// Gives the main window the focus, as a click on its title does, and waits until keys go there.
    pub fn focus_main(&self) {
        self.activate(&wait_for("the main window", || self.main_window()));
    }

    /// Gives a window the focus, and waits until keys go there: the window manager may be busy, and forget the wish.
    pub fn activate(&self, window: &str) {
        wait_until("the window has the focus", || {
            self.x(&["windowactivate", window]);
            self.focused() == window && self.x(&["getwindowfocus"]) == window
        });
    }

    /// Presses the shortcut once somebody has it, and waits until what is typed goes into the capture window.
    pub fn open_capture(&self) {
        Keyboard::of(self).waits_for('g');
        self.x(&["key", "ctrl+shift+g"]);
        wait_until("capture has the focus", || self.capture_has_focus());
    }

    /// Asks the window manager to close the main window, as its ✕ does.
    pub fn close_main(&self) {
        self.ask_to_close_main();
        wait_until("the main window is gone", || !self.main_is_visible());
    }

    /// Presses its ✕, without waiting for what comes of it.
    pub fn ask_to_close_main(&self) {
        self.x11("wmctrl", &["-i", "-c", &self.main_window().expect("it is open")]);
    }

    /// Another program that takes what is typed: returns its window and the file that receives the lines.
    pub fn other_program(&mut self) -> (String, PathBuf) {
        let typed = self.scratch("typed");
        let shell = format!("cat > {}", typed.display());
        let child = self.command("xterm").args(["-T", "other", "-e", "sh", "-c", &shell]).spawn();
        self.children.push(Running(child.expect("xterm is installed")));
        let window = wait_for("the other program", || self.windows("other").pop());
        self.activate(&window);
        (window, typed)
    }

    /// The address of the session bus.
    pub(crate) fn bus(&self) -> &str {
        &self.bus
    }

    pub(crate) fn system_bus(&self) -> &str {
        &self.system_bus
    }

    /// Puts another bus in the place of the system's. Must come before the app.
    pub(crate) fn take_system_bus(&mut self, (bus, address): (Running, String)) {
        self.children.push(bus);
        self.system_bus = address;
    }

    pub(crate) fn adopt(&mut self, child: Child) {
        self.children.push(Running(child));
    }
}

/// The program under test.
pub fn glimmer() -> PathBuf {
    let named = std::env::var_os("GLIMMER_BIN").map(PathBuf::from);
    named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/debug/glimmer"))
}

fn person() -> Arc<TempDir> {
    Arc::new(tempfile::tempdir().expect("a folder for the test"))
}

/// A time zone in which it is between five and six in the afternoon when the tests begin: evenings can be tested at any hour, and none
/// begins unasked for.
pub(crate) fn evening_zone() -> String {
    // POSIX writes offsets westward.
    format!("<here>{}", -hours_east())
}

/// How many hours that zone is ahead of UTC: the same for all of a test, also when an hour ends meanwhile.
pub(crate) fn hours_east() -> i32 {
    static HOURS: LazyLock<i32> = LazyLock::new(|| {
        let hour = i32::try_from(clock::local().to_utc().hour()).expect("an hour");
        (17 - hour + 36) % 24 - 12
    });
    *HOURS
}
