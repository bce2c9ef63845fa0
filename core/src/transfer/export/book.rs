//! A page that stands alone: no script, nothing fetched, day and night, made to be printed.

use std::io::{self, Write};

use maud::{DOCTYPE, PreEscaped, html};

use super::{Pictures, Record, Shape, markdown::about};
use crate::{Photo, transfer::encoded};

#[derive(Default)]
pub(super) struct Book {
    /// The month that is open, `2026-11`.
    month: String,
}

/// Nothing of it may run or be fetched, wherever it is opened; its pictures stand in it.
const POLICY: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE: &str = "
:root { color-scheme: light dark; --paper: #fbf7f0; --ink: #2b2620; --quiet: #6a6155; --line: #ddd3c4; }
@media (prefers-color-scheme: dark) { :root { --paper: #17181d; --ink: #ece6db; --quiet: #a9a294; --line: #3a3b42; } }
body { margin: 0 auto; max-width: 38rem; padding: 3rem 1.5rem; background: var(--paper); color: var(--ink); font: 1.1rem/1.6 Georgia, serif; }
h1 { font-weight: normal; }
h2 { margin: 3rem 0 1rem; border-bottom: 1px solid var(--line); font-weight: normal; break-after: avoid; }
article { margin: 1.75rem 0; break-inside: avoid; }
time, ul { color: var(--quiet); font: 0.9rem/1.5 system-ui, sans-serif; }
ul { margin: 0.25rem 0 0; padding: 0; list-style: none; }
p { margin: 0.25rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
img { display: block; max-width: 100%; width: auto; height: auto; max-height: 40rem; margin: 0.75rem 0; border-radius: 0.5rem; break-inside: avoid; }
@media print { :root { --paper: #fff; --ink: #000; --quiet: #444; --line: #999; } body { max-width: none; padding: 0; font-size: 11pt; } img { max-height: 12cm; border-radius: 0; } @page { margin: 2cm; } }
";

impl Shape for Book {
    fn begin(&mut self, to: &mut dyn Write) -> io::Result<()> {
        let head = html! {
            (DOCTYPE)
            // The words may be in any language; these few are English.
            (PreEscaped("<html lang=\"en\">"))
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Glimmers" }
                style { (PreEscaped(STYLE)) }
            }
        };
        write!(to, "{}<body><main><h1>Glimmers</h1>", head.into_string())
    }

    fn add(&mut self, to: &mut dyn Write, record: Record, pictures: &mut Pictures<'_, '_>) -> io::Result<()> {
        let date = record.day.date();
        let month = date.format("%Y-%m").to_string();
        if self.month != month {
            self.month = month;
            writeln!(to, "{}", html! { h2 { (date.format("%B %Y")) } }.into_string())?;
        }
        let time = record.noticed_at.map(|at| at.format(", %H:%M").to_string()).unwrap_or_default();
        let words = html! {
            time datetime=(record.day) { (date.format("%A %-d %B")) (time) }
            @if !record.text.is_empty() { p dir="auto" lang="" { (record.text) } }
        };
        write!(to, "<article>{}", words.into_string())?;
        for photo in &record.photos {
            image(to, photo, pictures)?;
        }
        let about = about(&record);
        let about = html! {
            @if !about.is_empty() {
                ul { @for (name, list) in &about { li { (name) ": " bdi { (list) } } } }
            }
        };
        writeln!(to, "{}</article>", about.into_string())
    }

    fn end(&mut self, to: &mut dyn Write, _pictures: &mut Pictures<'_, '_>) -> io::Result<()> {
        writeln!(to, "</main></body></html>")
    }
}

/// A picture, written into the page as it comes. Of one that is missing stays what it shows, if somebody wrote that down.
fn image(to: &mut dyn Write, photo: &Photo, pictures: &mut Pictures<'_, '_>) -> io::Result<()> {
    let Some(picture) = pictures.open(&photo.name)? else {
        return match photo.alt.is_empty() {
            true => Ok(()),
            false => write!(to, "{}", html! { p dir="auto" lang="" { (photo.alt) } }.into_string()),
        };
    };
    let Photo { alt, width, height, .. } = photo;
    // It ends with `">`, and what the picture is comes before that.
    let image = html! { img alt=(alt) width=(width) height=(height) src=""; }.into_string();
    let (begun, end) = image.split_at(image.len() - 2);
    write!(to, "{begun}")?;
    encoded::write_address(to, &picture)?;
    write!(to, "{end}")
}
