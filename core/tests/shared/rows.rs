//! What stands in the journal file, past the door.

use std::path::Path;

use rusqlite::types::ValueRef;

use super::raw::raw;

fn said(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Text(text) => format!("{:?}", String::from_utf8_lossy(text)),
        other => format!("{other:?}"),
    }
}

/// Every row that says something, in the order of reading; where each has its place is left out.
pub fn of(home: &Path) -> Vec<String> {
    let sql = raw(home);
    let of = "(select id from glimmer where place = glimmer)";
    let mut rows = Vec::new();
    for (table, columns, order) in [
        (
            "glimmer",
            "hex(id), day, noticed_at, utc_offset, text, feelings, senses, tags, anchor, given, rests_until, kept_out, trashed_on, waits, \
             created_at, edited_at, light, colours, kind, lot, stayed, turn",
            "place",
        ),
        ("used", "*", "1, 2"),
        ("edit_draft", &format!("hex({of}), body"), "1"),
        ("kept_out_tag", "*", "1"),
        ("support", "kind, name, reach, about", "nth"),
        ("own_line", "*", "1"),
        ("prompt", "text", "nth"),
        ("invitation", "*", "1"),
        ("draft", "*", "1"),
        ("visit", "hex(uuid), day, opened_at, closed_at, arrival, heavy_before, heavy_after, forward, toward, stayed", "id"),
        ("shown", &format!("(select hex(uuid) from visit where id = visit), hex({of}), stayed, rested, kept_out"), "visit, nth"),
    ] {
        let mut statement = sql.prepare(&format!("select {columns} from {table} order by {order}")).unwrap();
        let width = statement.column_count();
        let mut found = statement.query([]).unwrap();
        while let Some(row) = found.next().unwrap() {
            let values = (0..width).map(|nth| said(row.get_ref(nth).unwrap())).collect::<Vec<_>>();
            rows.push(format!("{table} {}", values.join(" ")));
        }
    }
    rows
}
