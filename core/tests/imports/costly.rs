//! Small files made to cost much: what some parser would go through again and again. Each ends soon all the same.

use std::{
    fs,
    time::{Duration, Instant},
};

use tempfile::TempDir;

use super::*;

/// Far more than a slow computer needs, and far less than anything that grows with the square.
const SOON: Duration = Duration::from_secs(10);
const MANY: usize = 30_000;

fn soon(what: &str, name: &str, format: Format, content: &str) -> Result<Told, Refused> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    let start = Instant::now();
    let told = told_as(&path, format);
    let took = start.elapsed();
    println!("{what:<40} {:>8.2} s for {} kB", took.as_secs_f64(), content.len() / 1000);
    assert!(took < SOON, "{what} took {took:?}");
    told
}

fn diarium(html: &str) -> String {
    let text = serde_json::to_string(html).unwrap();
    format!(r#"{{"metadata":{{"application":"Mini Diarium"}},"entries":[{{"date":"2026-05-01","text":{text}}}]}}"#)
}

#[test]
fn html_of_any_shape() {
    let attributes: String = (0..MANY).map(|n| format!("a{n} ")).collect();
    let valued: String = (0..MANY / 2).map(|n| format!("a{n}='>' ")).collect();
    for (what, html) in [
        ("a tag with very many attributes", format!("<p {attributes}>x</p>")),
        ("attributes that hold ends of tags", format!("<p {valued}>x</p>")),
        ("the same attribute now and then", format!("<p {}>x</p>", attributes.replace('5', "5 a "))),
        ("an end with very many attributes", format!("x</p {attributes}>")),
        ("spaces that are kept, then paragraphs", format!("<pre>{}{}x", " ".repeat(MANY), "<p>".repeat(MANY))),
        ("lists within lists", format!("{}x", "<ul><li>".repeat(MANY))),
        ("items with nothing in them", format!("{}x", "<ul><li> ".repeat(MANY))),
        ("quotes within quotes", format!("{}x", "<blockquote>".repeat(MANY))),
        ("ends of nothing", format!("{}x", "</ul></a></p>".repeat(MANY))),
        ("breaks and spaces", format!("x{}x", "<br> ".repeat(MANY))),
        ("links to the same", format!("{}x", "<a href=http://a>b</a>".repeat(MANY))),
        ("open comments", format!("{}x", "<!--".repeat(MANY))),
        ("entities", format!("{}x", "&am&#x".repeat(MANY))),
    ] {
        let told = soon(what, "a.json", Format::MiniDiarium, &diarium(&html)).unwrap();
        assert_eq!(told.entries.len() + told.unreadable.len() + told.left(Left::Empty) as usize, 1, "{what}: it is told");
    }
}

#[test]
fn a_picture_however_large_takes_nothing_of_the_words_beside_it() {
    let picture = "iVBORw0KGgo/+A==\n".repeat(5 * MANY);
    let html = format!("<p>before</p><img src=\"data:image/png;base64,{picture}\"><p>after</p>");
    let told = soon("a large picture", "a.json", Format::MiniDiarium, &diarium(&html)).unwrap();
    assert_eq!((told.entries[0].text.as_str(), told.entries[0].photos.len()), ("before\n\nafter", 1));
    let words = "word <b>word</b> ".repeat(8 * MANY);
    let told = soon("a text that is too long", "a.json", Format::MiniDiarium, &diarium(&words)).unwrap();
    let (_, why, words) = &told.unreadable[0];
    assert!(*why == Why::TooLong && words.starts_with("word word"), "{why}: its beginning is told: {words:?}");
}

#[test]
fn notes_of_any_shape() {
    for (what, body) in [
        ("lists within lists, empty lines", format!("{}x{}", "- ".repeat(MANY), "\n".repeat(MANY))),
        ("lists that go deeper line by line", (0..1_400).map(|deep| format!("{}- x\n", "  ".repeat(deep))).collect()),
        ("lists with an empty line after each", (0..1_400).map(|deep| format!("{}- x\n\n", "  ".repeat(deep))).collect()),
        ("quotes within quotes", format!("{}x{}", ">".repeat(MANY), "\nx".repeat(MANY))),
        ("brackets that open", "[".repeat(4 * MANY)),
        ("links that begin", "[a](".repeat(MANY)),
        ("links that begin within brackets", "[a](<b".repeat(MANY)),
        ("pictures within pictures", format!("{}x{}", "![".repeat(MANY), "](x)".repeat(MANY))),
        ("pictures that begin", "![[".repeat(MANY)),
        ("pictures with titles that begin", "![](a \"".repeat(MANY)),
        ("code of every length", (0..1_400).map(|length| format!("{} ", "`".repeat(length))).collect()),
        ("stars", "*a_ ".repeat(MANY)),
        ("stars that may open and close", "a**b".repeat(MANY)),
        ("names of links", (0..MANY).map(|n| format!("[a{n}]: b\n")).collect()),
        ("the same name of a link", format!("[a]: {}\n{}", "b".repeat(1000), "[a] ".repeat(MANY))),
        ("html that begins", "<a ".repeat(MANY)),
        ("instructions that begin", "<? <!A ".repeat(MANY)),
        ("data that begins", "<![CDATA[".repeat(MANY)),
        ("entities", "&#x41".repeat(MANY)),
        ("escapes", "\\[".repeat(MANY)),
        ("the same tags again and again", {
            let tags: String = (0..199).map(|n| format!(" #tag{n}a")).collect();
            format!("{tags}{}", " #tag198a".repeat(MANY / 4))
        }),
        ("pictures that are not there", "![[a.jpg]]".repeat(MANY)),
        ("gaps", format!("![[a.jpg]]{}x", "\n \t".repeat(MANY))),
    ] {
        let told = soon(what, "2026-05-01.md", Format::Markdown, &body).unwrap();
        assert_eq!(told.entries.len() + told.unreadable.len(), 1, "{what}: it is told");
        let day_one = serde_json::to_string(&body).unwrap();
        let day_one = format!(r#"{{"entries":[{{"creationDate":"2026-05-01T10:00:00Z","text":{day_one}}}]}}"#);
        soon(what, "a.json", Format::DayOne, &day_one).unwrap();
    }
}

#[test]
fn yaml_of_any_shape() {
    for (what, front) in [
        ("lists that open", "[".repeat(MANY)),
        ("maps that open", "{".repeat(MANY)),
        ("maps that open, with keys", "{a: ".repeat(MANY)),
        ("lists on one line", "- ".repeat(MANY)),
        ("keys without end", "? ".repeat(MANY)),
        ("deeper line by line", (0..1_400).map(|deep| format!("{}a:\n", " ".repeat(deep))).collect()),
        ("names", (0..MANY / 2).map(|n| format!("a{n}: &b{n} x\n")).collect()),
        ("the same name", "a: &b x\n".repeat(MANY / 2)),
        ("names of names", "a: *b\n".repeat(MANY)),
        ("tags", "!!a ".repeat(MANY)),
        ("marks of tags", (0..MANY / 10).map(|n| format!("%TAG !a{n}! b\n")).collect()),
        ("one word over very many lines", format!("a: x{}", "\n  y".repeat(MANY))),
        ("one quote over very many lines", format!("a: \"{}\"", "\n".repeat(MANY))),
        ("one block of very many lines", format!("a: |\n{}", "  y\n".repeat(MANY))),
        ("a block of spaces", format!("a: |\n{}x", " ".repeat(4 * MANY))),
        ("empty lines growing", format!("a: |\n{}", (0..1_400).map(|n| format!("{}\n", " ".repeat(n))).collect::<String>())),
        ("remarks", "#\n".repeat(MANY)),
        ("documents", "a: b\n---\n".repeat(MANY)),
        ("commas", format!("a: [{}]", "x,".repeat(MANY))),
        ("pairs in a list", format!("a: [{}]", "x: y,".repeat(MANY))),
        ("colons", "a:".repeat(MANY)),
        ("the same key", "a: b\n".repeat(MANY / 4)),
    ] {
        let month = format!("1: {{text: before}}\n2:\n  {front}\n");
        soon(what, "2026-01.txt", Format::RedNotebook, &month).unwrap();
        soon(what, "2026-01.txt", Format::RedNotebook, &front).unwrap();
        let note = soon(what, "2026-05-01.md", Format::Markdown, &format!("---\n{front}\n---\nthe words below")).unwrap();
        assert_eq!(note.entries.len(), 1, "{what}: the words below come");
    }
}

#[test]
fn words_of_any_shape() {
    let pictures = "[\"\"a\"\".jpg]".repeat(MANY);
    for (what, words) in [
        ("marks that open", "**a__b--c``d//e ".repeat(MANY / 4)),
        ("marks that may open and close", "**a**".repeat(MANY)),
        ("slants", "a //b: ".repeat(MANY)),
        ("links that begin", "[a \"\"b ".repeat(MANY)),
        ("pictures that are not there", pictures),
        ("the same tags again and again", {
            let tags: String = (0..199).map(|n| format!(" #tag{n}a")).collect();
            format!("{tags}{}", " #tag198a".repeat(MANY / 4))
        }),
    ] {
        let text = serde_json::to_string(&words).unwrap();
        soon(what, "2026-01.txt", Format::RedNotebook, &format!("1: {{text: {text}}}\n")).unwrap();
        soon(what, "a.txt", Format::JrnlText, &format!("[2026-01-04 09:15:00 PM] x\n{words}\n")).unwrap();
        soon(what, "2026-01-04.txt", Format::Text, &words).unwrap();
    }
    let dates = format!("{}\n", "2026-05-01: a\n".repeat(MANY));
    soon("dates", "a.txt", Format::Text, &dates).unwrap();
    let notes = "<br>&lt;<b".repeat(MANY / 2);
    let daylio = format!("full_date,date,weekday,time,mood,activities,note\n2026-05-01,,,10:00,good,,\"{notes}\"\n");
    soon("a note of Daylio", "a.csv", Format::Daylio, &daylio).unwrap();
}

#[test]
fn tables_of_any_shape() {
    let wide = format!("date,{}\n", "1,".repeat(900)).repeat(1_000);
    soon("very many fields", "a.csv", Format::Csv, &format!("date,text\n{wide}")).unwrap();
    soon("quotes", "a.csv", Format::Csv, &format!("date,text\n2026-05-01,{}", "\"\"".repeat(MANY))).unwrap();
    soon("empty lines", "a.csv", Format::Presently, &format!("entryDate,entryContent{}", "\n".repeat(10 * MANY))).unwrap();
}
