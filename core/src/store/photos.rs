//! What the journal knows of the files of pictures: how they are named, and which of them it needs.

use std::collections::BTreeSet;

use rusqlite::{Connection, Transaction};

use crate::{
    Draft, Error, Result,
    photos::{Naming, Photo, PhotoName},
};

/// The first format that knows of pictures.
pub(crate) const SINCE: i64 = 9;

/// How this journal names pictures.
pub(crate) fn naming(tx: &Transaction<'_>) -> Result<Naming> {
    let key: Vec<u8> = tx.prepare_cached("select photo_key from journal")?.query_row([], |row| row.get(0))?;
    if let Some(naming) = Naming::of(&key) {
        return Ok(naming);
    }
    let (naming, key) = Naming::generate()?;
    tx.prepare_cached("update journal set photo_key = ?1")?.execute([&key[..]])?;
    Ok(naming)
}

/// The names of all pictures of glimmers, the trash included, of drafts and of begun changes.
pub(crate) fn names(sql: &Connection) -> Result<BTreeSet<PhotoName>> {
    let mut names = BTreeSet::new();
    let mut rows = sql.prepare("select photos from glimmer indexed by glimmer_photos where photos <> '[]'")?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let photos: Vec<Photo> =
            serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?).map_err(|_| Error::Damaged)?;
        names.extend(photos.into_iter().map(|photo| photo.name));
    }
    let mut bodies = sql.prepare("select body from draft union all select body from edit_draft")?;
    let mut bodies = bodies.query([])?;
    while let Some(row) = bodies.next()? {
        let draft: Draft = serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?).map_err(|_| Error::Damaged)?;
        names.extend(draft.photos.into_iter().map(|photo| photo.name));
    }
    Ok(names)
}

/// The same of a journal of any format.
pub(crate) fn names_if_any(sql: &Connection) -> Result<BTreeSet<PhotoName>> {
    let format: i64 = sql.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if format < SINCE { Ok(BTreeSet::new()) } else { names(sql) }
}

/// Whose vault opens all files; empty before anybody looked.
pub(crate) fn sealed_to(tx: &Transaction<'_>) -> Result<String> {
    Ok(tx.query_row("select photos_sealed_to from journal", [], |row| row.get(0))?)
}

pub(crate) fn set_sealed_to(tx: &Transaction<'_>, recipient: &str) -> Result<()> {
    Ok(tx.execute("update journal set photos_sealed_to = ?1", [recipient]).map(drop)?)
}
