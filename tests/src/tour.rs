//! A walk through every view and state of the app, for whoever wants to look at each: the photographs, the checks that
//! nothing stands in anybody's way.

use std::{path::Path, process::Stdio};

use serde_json::json;
use thirtyfour::{Key, prelude::*};

use crate::{Desktop, Driven, Page, disk, seed, wait_until};

/// The appearance that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    Day,
    Night,
}

impl Theme {
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Night => "night",
        }
    }
}

/// A view in one of its states, on the screen.
pub struct Scene<'a> {
    pub name: &'a str,
    pub desktop: &'a Desktop,
    pub driven: &'a Driven,
    page: Page,
}

impl Scene<'_> {
    /// Photographs its window once nothing moves in it any more, as a PNG.
    pub async fn photograph(&self, path: &Path) {
        let window = match self.page {
            Page::Main => self.desktop.main_window(),
            Page::Capture => self.desktop.capture_window(),
        };
        let window = window.unwrap_or_else(|| panic!("{}: its window is open", self.name));
        let taken = self.desktop.command("import").args(["-window", &window]).arg(path).stderr(Stdio::inherit()).status();
        assert!(taken.expect("ImageMagick is installed").success(), "{}", self.name);
    }
}

/// Walks through every scene whose name holds `only`, and calls `see` at each.
pub async fn walk(theme: Theme, only: &str, see: &mut impl AsyncFnMut(&Scene<'_>)) {
    let mut walk = Walk { theme, only, see };
    walk.first_screens().await;
    walk.empty().await;
    walk.some_years().await;
    walk.sky().await;
    walk.capture().await;
    walk.trouble().await;
}

struct Walk<'a, F> {
    theme: Theme,
    only: &'a str,
    see: &'a mut F,
}

impl<F: AsyncFnMut(&Scene<'_>)> Walk<'_, F> {
    /// Whether any of these scenes is wanted.
    fn wants(&self, names: &[&str]) -> bool {
        names.iter().any(|name| name.contains(self.only) || self.only.starts_with(name))
    }

    async fn show(&mut self, desktop: &Desktop, driven: &Driven, page: Page, name: &str) {
        if !name.contains(self.only) {
            return;
        }
        // What goes on by itself, such as a breath, never ends; the rest must have come to its end.
        driven
            .wait_until(
                "document.fonts.status === 'loaded' && document.getAnimations().every((one) =>
                   one.playState !== 'running' || one.effect.getComputedTiming().iterations === Infinity)",
            )
            .await;
        (self.see)(&Scene { name, desktop, driven, page }).await;
    }

    fn desktop(&self, newcomer: bool) -> Desktop {
        let desktop = if newcomer { Desktop::newcomer() } else { Desktop::new() };
        desktop.choose(&json!({ "welcomed": !newcomer, "settings": { "appearance": self.theme.name() } }));
        desktop
    }

    async fn main(&self, desktop: &Desktop) -> Driven {
        let driven = Driven::start(desktop, &[]).await;
        driven.turn_to(Page::Main).await;
        wait_until("the main window", || desktop.main_is_visible());
        driven
    }
}
