//! The app, driven through its windows by WebDriver, spoken to `WebKitWebDriver` directly.

use std::{fs, net::TcpListener, path::Path, process::Child};

use serde_json::{Value, json};
use thirtyfour::{TypingData, error::WebDriverErrorInner, prelude::*};

use crate::{Desktop, PATIENCE, desktop::glimmer};

/// A driven app. End it with [`Driven::quit`], or by dropping the driver when it is to die unprepared.
pub struct Driven {
    driver: WebDriver,
    server: Child,
}

/// Which of the two pages to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    Main,
    Capture,
}

impl Drop for Driven {
    fn drop(&mut self) {
        if let Some(app) = self.app_id() {
            // Ending the driver leaves the app in its tray.
            let _ = std::process::Command::new("kill").args(["-9", &app.to_string()]).status();
            // Whoever starts next on this desktop would find it running still, hand over to it, and end.
            let start = std::time::Instant::now();
            while is_running(app) && start.elapsed() < PATIENCE {
                std::thread::yield_now();
            }
        }
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Starts a `WebKitWebDriver` that writes to this log; returns its address, too.
fn serve(desktop: &Desktop, log: &Path) -> (Child, String) {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
    let mut server = desktop.command("WebKitWebDriver");
    server.arg(format!("--port={port}")).env("TAURI_WEBVIEW_AUTOMATION", "true").stderr(fs::File::create(log).expect("a log"));
    (server.spawn().expect("WebKitWebDriver is installed"), format!("http://127.0.0.1:{port}"))
}

/// Whether a process runs: one that is dead and only waits to be counted does not. Its first thread may be dead sooner than
/// the others, which hold its place on the bus until they are.
fn is_running(process: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let threads = fs::read_dir(format!("/proc/{process}/task")).map_or(0, Iterator::count);
    // The state follows the name, which may hold anything but is in brackets.
    threads > 1 || stat.rsplit_once(") ").is_some_and(|(_, rest)| !rest.starts_with(['Z', 'X']))
}

impl Driven {
    /// Starts the app with these arguments and waits until its pages answer.
    pub async fn start(desktop: &Desktop, args: &[&str]) -> Self {
        Self::launch(desktop, &glimmer(), args).await
    }

    /// The same by another program, which goes on as the app.
    pub async fn start_by(desktop: &Desktop, program: &Path) -> Self {
        Self::launch(desktop, program, &[]).await
    }

    async fn launch(desktop: &Desktop, program: &Path, args: &[&str]) -> Self {
        let mut wanted = Capabilities::new();
        let options = json!({ "binary": program, "args": args });
        wanted.set("webkitgtk:browserOptions".to_owned(), options).expect("they are JSON");
        let log = desktop.scratch("webdriver.log");
        let said = || fs::read_to_string(&log).unwrap_or_default();
        let (mut server, mut address) = serve(desktop, &log);
        let start = std::time::Instant::now();
        let driver = loop {
            let error = match WebDriver::new(&address, wanted.clone()).await {
                Ok(driver) => break driver,
                Err(error) => error,
            };
            let ended = server.try_wait().expect("the process is ours");
            assert!(start.elapsed() < PATIENCE, "the app does not start: {error:?}; {ended:?}; {}", said());
            // Somebody else was given its port in between.
            if ended.is_some() {
                (server, address) = serve(desktop, &log);
            }
        };
        driver.set_script_timeout(PATIENCE).await.expect("it waits for slow scripts");
        Self { driver, server }
    }

    /// The process number of the app.
    pub fn app_id(&self) -> Option<u32> {
        let server = self.server.id();
        let children = fs::read_to_string(format!("/proc/{server}/task/{server}/children")).ok()?;
        children.split_whitespace().next()?.parse().ok()
    }

    /// Turns to a page, once it is there.
    pub async fn turn_to(&self, page: Page) -> &WebDriver {
        let wanted = match page {
            Page::Main => "index.html",
            Page::Capture => "capture.html",
        };
        let start = std::time::Instant::now();
        loop {
            for window in self.driver.windows().await.unwrap_or_default() {
                if self.driver.switch_to_window(window).await.is_ok()
                    && self
                        .driver
                        .current_url()
                        .await
                        .is_ok_and(|url| url.path().ends_with(wanted) || (page == Page::Main && matches!(url.path(), "" | "/")))
                {
                    return &self.driver;
                }
            }
            assert!(start.elapsed() < PATIENCE, "there is no {page:?} page");
        }
    }

    /// Waits until there are so many pages.
    ///
    /// # Panics
    /// If there are others after a while.
    pub async fn pages_are(&self, count: usize) {
        let start = std::time::Instant::now();
        while self.driver.windows().await.map_or(0, |pages| pages.len()) != count {
            assert!(start.elapsed() < PATIENCE, "there are not {count} pages");
        }
    }

    /// The first element that `selector` (CSS) finds, once it is there.
    pub async fn find(&self, selector: &str) -> WebElement {
        let found = self.driver.query(By::Css(selector.to_owned())).wait(PATIENCE, std::time::Duration::from_millis(30)).first().await;
        found.unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    /// Waits until `script`, an expression, is true on the page.
    pub async fn wait_until(&self, script: &str) {
        let start = std::time::Instant::now();
        loop {
            if self.holds(script).await {
                return;
            }
            let text = self.driver.execute("return document.body.innerText", vec![]).await.map(|text| text.json().to_string());
            assert!(start.elapsed() < PATIENCE, "waited in vain for {script}; the page reads {text:?}");
        }
    }

    /// Whether `script`, an expression, is true on the page now.
    pub async fn holds(&self, script: &str) -> bool {
        let answer = self.driver.execute(format!("return Boolean({script})"), vec![]).await;
        answer.is_ok_and(|answer| answer.json().as_bool() == Some(true))
    }

    /// The words of the first element that `selector` finds, once it has some. Not WebDriver's own reading: to it, what is
    /// still fading in has no words.
    pub async fn words(&self, selector: &str) -> String {
        let words = format!("document.querySelector({})?.innerText", json!(selector));
        self.wait_until(&format!("{words}?.trim()")).await;
        let read = self.driver.execute(format!("return {words}"), vec![]).await.expect("the page answers");
        read.json().as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the page shows these words.
    pub async fn wait_for_words(&self, words: &str) {
        self.wait_until(&format!("document.body.innerText.includes({})", json!(words))).await;
    }

    /// Presses the choice, button or link with these words: the first one that can be seen.
    pub async fn press(&self, words: &str) {
        let is_it = "const [words] = arguments; const found = (css) => [...document.querySelectorAll(css)];
            // What is offered in an open menu comes before the page under it.
            const all = [...found('[role=option], [role^=menuitem]'), ...found('button, a, [role=button], [role=radio]')];
            const said = (one) => (one.getAttribute('aria-label') ?? one.innerText).replace(/\\s+/g, ' ').trim();
            const it = all.find((one) => one.checkVisibility() && said(one) === words)
                ?? all.find((one) => one.checkVisibility() && said(one).includes(words)) ?? null;
            // Whoever sees something else where it is would scroll.
            const { x, y, width, height } = it?.getBoundingClientRect() ?? {};
            if (it && !it.contains(document.elementFromPoint(x + width / 2, y + height / 2))) it.scrollIntoView({ block: 'center' });
            return it";
        let start = std::time::Instant::now();
        loop {
            let found = self.driver.execute(is_it, vec![json!(words)]).await;
            if let Ok(element) = found.and_then(|found| found.element())
                && element.click().await.is_ok()
            {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "there is no “{words}” to press");
        }
    }

    /// Turns to a section of Settings. The sidebar may have a link of the same name.
    ///
    /// # Panics
    /// If there is none with this name.
    pub async fn section(&self, name: &str) {
        self.go("settings").await;
        self.click_on(By::XPath(format!("//nav[@aria-label='Settings']//button[normalize-space()='{name}']"))).await;
        self.wait_until(&format!("document.querySelector('nav[aria-label=Settings] [aria-current]')?.innerText === {}", json!(name))).await;
    }

    /// Clicks on the first element that `selector` (CSS) finds, once it can be clicked.
    pub async fn click(&self, selector: &str) {
        self.click_on(By::Css(selector.to_owned())).await;
    }

    /// A page that is being drawn may put another in the place of the one that was found; that one is clicked then.
    async fn click_on(&self, which: By) {
        let start = std::time::Instant::now();
        loop {
            let found = self.driver.find(which.clone()).await;
            let Err(error) = async { found?.click().await }.await else { return };
            assert!(start.elapsed() < PATIENCE, "{which:?} cannot be clicked: {error}");
        }
    }

    /// Turns the main window to one of its pages, by its address.
    pub async fn go(&self, page: &str) {
        self.driver.execute("location.hash = arguments[0]", vec![json!(page)]).await.expect("it goes there");
    }

    /// Gives the keyboard to the first element that `selector` finds in the main window, and waits until it has it: a key that is
    /// pressed on the desktop then reaches it.
    pub async fn focus(&self, desktop: &Desktop, selector: &str) {
        desktop.focus_main();
        // Again and again: a page that is still being drawn may put another in its place, or take the focus itself.
        let has_it = "document.hasFocus() && (one !== null) && (one.focus(), document.activeElement === one)";
        self.wait_until(&format!("((one) => {has_it})(document.querySelector({}))", json!(selector))).await;
    }

    /// Waits until a key that is pressed on the desktop reaches an element of this page that `selector` matches.
    pub async fn has_keyboard(&self, selector: &str) {
        self.wait_until(&format!("document.hasFocus() && document.activeElement?.matches({})", json!(selector))).await;
    }

    /// Types on the desktop, and waits until these words, new ones, stand in the field of this page that has the focus then.
    pub async fn type_words(&self, desktop: &Desktop, words: &str) {
        self.wait_until("document.hasFocus()").await;
        desktop.type_words(words);
        self.wait_until(&format!("document.activeElement?.value?.includes({})", json!(words))).await;
    }

    /// Opens the capture window with its shortcut, turns to its page, and waits until what is typed goes into its field.
    pub async fn open_capture(&self, desktop: &Desktop) {
        let start = std::time::Instant::now();
        // The shortcut is taken before any page is made.
        while self.driver.windows().await.map_or(0, |pages| pages.len()) == 0 {
            assert!(start.elapsed() < PATIENCE, "there is no page");
        }
        desktop.open_capture();
        self.turn_to(Page::Capture).await;
        self.has_keyboard("textarea").await;
    }

    /// The process below which everything of the app runs.
    pub fn process(&self) -> u32 {
        self.server.id()
    }

    /// Sends keys to whatever has the focus.
    pub async fn keys(&self, keys: impl Into<TypingData>) {
        self.send(None, keys.into()).await;
    }

    /// Sends keys to the first element that `selector` finds, once it is there. It has the focus then.
    pub async fn keys_to(&self, selector: &str, keys: impl Into<TypingData>) {
        self.send(Some(selector), keys.into()).await;
    }

    async fn send(&self, selector: Option<&str>, keys: TypingData) {
        let keys = keys.to_string();
        let start = std::time::Instant::now();
        loop {
            let wanted = match selector {
                Some(selector) => self.find(selector).await,
                None => self.driver.active_element().await.expect("something has the focus"),
            };
            let Err(error) = wanted.send_keys(&keys).await else { return };
            // One that was drawn anew meanwhile took no key.
            let stale = matches!(error.as_inner(), WebDriverErrorInner::StaleElementReference(_));
            assert!(stale && start.elapsed() < PATIENCE, "{selector:?} takes no keys: {error}");
        }
    }

    /// What stands in somebody's way on the page as it is now, by WCAG 2.2 A and AA and the common practices that axe-core
    /// knows: rule, element, and why. Empty when there is nothing to mend.
    ///
    /// # Panics
    /// If the interface's own packages are not installed.
    pub async fn barriers(&self) -> Vec<String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(path).expect("axe-core is installed with the interface's packages");
        self.driver.execute(axe, vec![]).await.expect("axe can be loaded");
        let run = "const done = arguments[0];
            axe.run(document, { resultTypes: ['violations'] }).then(
              ({ violations }) => done(violations.flatMap(({ id, nodes }) =>
                nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`))),
              (error) => done([`axe: ${error}`]))";
        let found = self.driver.execute_async(run, vec![]).await.expect("axe answers");
        found.convert().expect("a list of sentences")
    }

    /// What is cut off when the text is twice as large: elements whose words do not fit and cannot be scrolled to. The text has
    /// its size again afterwards.
    pub async fn lost_at_double_text(&self) -> Vec<String> {
        let look = "const done = arguments[0]; const root = document.documentElement; root.style.fontSize = '200%';
            requestAnimationFrame(() => requestAnimationFrame(() => {
              const cut = (one) => {
                const style = getComputedStyle(one);
                const hides = (way) => ['hidden', 'clip'].includes(way);
                // Read by screen readers only.
                if (!one.checkVisibility() || one.clientWidth <= 1 || one.closest('.hidden')) return false;
                return (hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1)
                  || (hides(style.overflowY) && one.scrollHeight > one.clientHeight + 1 && one.innerText?.trim() !== '');
              };
              const found = [...document.querySelectorAll('body *')].filter(cut)
                .map((one) => `${one.tagName} ${one.className}: ${one.innerText?.slice(0, 60)}`);
              if (root.scrollWidth > innerWidth + 1) found.push(`the page is ${root.scrollWidth} wide in ${innerWidth}`);
              root.style.fontSize = '';
              requestAnimationFrame(() => done(found));
            }))";
        let found = self.driver.execute_async(look, vec![]).await.expect("the page answers");
        found.convert().expect("a list of sentences")
    }

    /// Calls a command as the page that is turned to would: its answer, or why there is none.
    ///
    /// # Errors
    /// What the command, or whoever guards it, said.
    pub async fn invoke(&self, command: &str, arguments: &Value) -> Result<Value, Value> {
        let call = "const [command, given, done] = arguments;
            __TAURI_INTERNALS__.invoke(command, given).then((it) => done([true, it ?? null]), (why) => done([false, why]))";
        let answer = self.driver.execute_async(call, vec![json!(command), arguments.clone()]).await;
        let answer = answer.unwrap_or_else(|error| panic!("{command}: {error}")).json().clone();
        if answer[0] == true { Ok(answer[1].clone()) } else { Err(answer[1].clone()) }
    }

    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }
}
