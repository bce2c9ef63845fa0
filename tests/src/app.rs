//! The app, driven through its windows by WebDriver, spoken to `WebKitWebDriver` directly.

use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Child, Stdio},
};

use serde_json::json;
use thirtyfour::{TypingData, prelude::*};

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

/// Whether a process runs: one that is dead and only waits to be counted does not.
fn is_running(process: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The state follows the name, which may hold anything but is in brackets.
    stat.rsplit_once(") ").is_some_and(|(_, rest)| !rest.starts_with(['Z', 'X']))
}

impl Driven {
    /// Starts the app with these arguments and waits until its pages answer.
    pub async fn start(desktop: &Desktop, args: &[&str]) -> Self {
        Self::launch(desktop, &glimmer(), args).await
    }

    /// The same by another program, which goes on as the app.
    pub(crate) async fn start_by(desktop: &Desktop, program: &Path) -> Self {
        Self::launch(desktop, program, &[]).await
    }

    async fn launch(desktop: &Desktop, program: &Path, args: &[&str]) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        let log = fs::File::create(desktop.scratch("webdriver.log")).expect("a log");
        let server = desktop
            .command("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stderr(Stdio::from(log))
            .spawn()
            .expect("WebKitWebDriver is installed");
        let mut wanted = Capabilities::new();
        let options = json!({ "binary": program, "args": args });
        wanted.set("webkitgtk:browserOptions".to_owned(), options).expect("they are JSON");
        let address = format!("http://127.0.0.1:{port}");
        let start = std::time::Instant::now();
        let driver = loop {
            match WebDriver::new(&address, wanted.clone()).await {
                Ok(driver) => break driver,
                Err(error) => assert!(start.elapsed() < PATIENCE, "the app does not start: {error}"),
            }
        };
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
                        .is_ok_and(|url| url.path().ends_with(wanted) || (page == Page::Main && url.path() == "/"))
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
        self.wait_until("document.querySelector('nav[aria-label=Settings]')").await;
        let button = By::XPath(format!("//nav[@aria-label='Settings']//button[normalize-space()='{name}']"));
        self.driver.find(button).await.expect("the section").click().await.expect("it can be pressed");
    }

    /// Turns the main window to one of its pages, by its address.
    pub async fn go(&self, page: &str) {
        self.driver.execute("location.hash = arguments[0]", vec![json!(page)]).await.expect("it goes there");
    }

    /// Sends keys to whatever has the focus.
    pub async fn keys(&self, keys: impl Into<TypingData>) {
        let focused = self.driver.active_element().await.expect("something has the focus");
        focused.send_keys(keys).await.expect("it takes keys");
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

    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }
}
