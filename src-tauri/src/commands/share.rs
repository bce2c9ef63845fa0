//! Showing one glimmer to somebody, or some to a therapist. Nothing is sent: it is copied, saved or printed.

use glimmer_core::{Error, sheet::Chosen};
use tauri::{
    AppHandle, State, WebviewWindow,
    image::Image,
    ipc::{InvokeBody, Request},
};

use crate::{
    app::Glimmer,
    clipboard::{Clipboard, Copied},
    saving,
    wire::{LaidSheet, Reply, SheetChosen, SheetFormat},
};

/// Wide and high, in pixels.
const CARDS: [(u32, u32); 2] = [(1080, 1080), (1200, 630)];

#[tauri::command(async)]
pub fn copy_words(words: String, app: AppHandle) -> Reply<()> {
    Clipboard::put(&app, Copied::Words(words))
}

/// The body of the request is a PNG.
#[tauri::command(async)]
pub fn copy_picture(app: AppHandle, request: Request<'_>) -> Reply<()> {
    let (picture, _) = card(request.body())?;
    Clipboard::put(&app, Copied::Picture(picture))
}

/// Asks where, and writes the words there; `null` if nowhere was chosen, else where they are.
#[tauri::command(async)]
pub fn save_words(words: &str, window: WebviewWindow) -> Reply<Option<String>> {
    save(&window, "glimmer.txt", format!("{words}\n").as_bytes())
}

/// The same for a PNG, which is the body of the request.
#[tauri::command(async)]
pub fn save_picture(window: WebviewWindow, request: Request<'_>) -> Reply<Option<String>> {
    let (_, png) = card(request.body())?;
    save(&window, "glimmer.png", png)
}

/// A session sheet as it will be printed and saved.
#[tauri::command(async)]
pub fn lay_sheet(chosen: SheetChosen, glimmer: State<'_, Glimmer>) -> Reply<LaidSheet> {
    let chosen = Chosen::try_from(chosen)?;
    Ok(glimmer.journal()?.sheet(&chosen)?.lay_out(chosen.paper).into())
}

/// Asks where, and writes a session sheet there; `null` if nowhere was chosen, else where it is.
#[tauri::command(async)]
pub fn save_sheet(chosen: SheetChosen, format: SheetFormat, window: WebviewWindow, glimmer: State<'_, Glimmer>) -> Reply<Option<String>> {
    let chosen = Chosen::try_from(chosen)?;
    let journal = glimmer.journal()?;
    let sheet = journal.sheet(&chosen)?;
    let (content, ending) = match format {
        SheetFormat::Pdf => (sheet.lay_out(chosen.paper).pdf(&journal)?, "pdf"),
        SheetFormat::Markdown => (sheet.markdown().into_bytes(), "md"),
    };
    save(&window, &format!("glimmers-{}.{ending}", glimmer.now().day), &content)
}

fn save(window: &WebviewWindow, name: &str, content: &[u8]) -> Reply<Option<String>> {
    let Some(path) = saving::ask(window, name) else { return Ok(None) };
    saving::write(&path, content)?;
    Ok(Some(path.display().to_string()))
}

/// The picture that a page has drawn: read, and of one of the two sizes.
fn card(body: &InvokeBody) -> Result<(Image<'static>, &[u8]), Error> {
    let bad = |why: String| Error::BadValue { what: "picture", why };
    let InvokeBody::Raw(png) = body else { return Err(bad("it is none".into())) };
    let picture = Image::from_bytes(png).map_err(|error| bad(error.to_string()))?;
    let size = (picture.width(), picture.height());
    if CARDS.contains(&size) { Ok((picture, png)) } else { Err(bad(format!("{} by {}", size.0, size.1))) }
}
