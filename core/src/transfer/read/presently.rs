//! Presently's CSV: a day and its words.

use super::{
    Place, Refused, Why,
    archive::Pack,
    out::{Out, Written},
    table::{self, Table},
    when,
};

pub(super) fn read(pack: &mut Pack, out: &Out<'_>) -> Result<(), Refused> {
    let which = pack.only(|member| member.ends_with(".csv"))?;
    pack.leave(&[which], out);
    out.expect(pack.members[which].bytes)?;
    let mut table = Table::new(pack.text(which, encoding_rs::UTF_8, out)?, b',', out);
    let header = table.next()?.ok_or(Refused::Empty)?;
    let date = table::column(&header.fields, &["entrydate"]);
    let content = table::column(&header.fields, &["entrycontent"]);
    if date.is_none() || content.is_none() {
        return Err(Refused::Unknown);
    }
    while let Some(row) = table.next()? {
        let place = Place { line: Some(row.line), ..Place::default() };
        if row.cut || row.open {
            let why = if row.open { Why::OpenQuote } else { Why::TooLong };
            out.unreadable(place, why, &row.fields.join(" "))?;
            continue;
        }
        let text = row.words(content, header.fields.len());
        out.entry("presently", when::iso(row.get(date)), Written { text, place, ..Written::default() })?;
    }
    Ok(())
}
