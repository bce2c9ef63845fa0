//! Mini Diary's JSON, whose entries are an object of days, and Mini Diarium's, whose entries are a list.

use super::{
    Format, Left, Place, Refused, Why,
    archive::Pack,
    html,
    json::{self, Fields, Part},
    out::{Out, Written, join},
    recognise, when,
};

pub(super) fn read_diary(pack: &mut Pack, out: &Out<'_>) -> Result<(), Refused> {
    let which = recognise::which(pack, Format::MiniDiary)?;
    pack.leave(&[which], out);
    out.expect(pack.members[which].bytes)?;
    let mut number = 0;
    json::walk(pack.text(which, encoding_rs::UTF_8, out)?, out, &mut |part| {
        let Part::Entry { key, entry } = part else { return Ok(()) };
        number += 1;
        let place = Place { entry: Some(number), ..Place::default() };
        let Some((mut fields, key)) = Fields::of(entry, &["title", "text"]).zip(key) else {
            return out.unreadable(place, Why::BadShape, key.unwrap_or_default());
        };
        let text = join(&fields.text("title"), "\n\n", &fields.text("text"));
        if fields.wrong {
            out.noted(place.clone(), Why::BadField)?;
        }
        out.entry("mini-diary", when::iso(key), Written { text, place, ..Written::default() })
    })
}

pub(super) fn read_diarium(pack: &mut Pack, out: &Out<'_>) -> Result<(), Refused> {
    let which = recognise::which(pack, Format::MiniDiarium)?;
    pack.leave(&[which], out);
    out.expect(pack.members[which].bytes)?;
    let mut number = 0;
    json::walk(pack.text(which, encoding_rs::UTF_8, out)?, out, &mut |part| {
        let Part::Entry { entry, .. } = part else { return Ok(()) };
        number += 1;
        let place = Place { entry: Some(number), ..Place::default() };
        let Some(mut fields) = Fields::of(entry, &["date", "title", "text", "tags"]) else {
            return out.unreadable(place, Why::BadShape, "");
        };
        let words = html::words(&fields.text("text"));
        out.left(Left::MissingPhotos, words.missing);
        let day = when::iso(&fields.text("date"));
        let written = Written {
            text: join(&fields.text("title"), "\n\n", &words.text),
            tags: fields.texts("tags"),
            photos: words.pictures,
            place: place.clone(),
            cut: words.cut,
            ..Written::default()
        };
        if fields.wrong && day.is_ok() {
            out.noted(place, Why::BadField)?;
        }
        out.entry("mini-diarium", day, written)
    })
}
