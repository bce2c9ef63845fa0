//! Markdown that is readable without anything that renders it.

use std::io::{self, Write};

use super::{Pictures, Record, Shape};
use crate::{Day, Photo, transfer::encoded};

pub(super) struct Markdown {
    /// Then it is one file, and pictures are written into it.
    pub sealed: bool,
}

/// What a month begins with.
pub(super) fn month(to: &mut dyn Write, day: Day) -> io::Result<()> {
    writeln!(to, "# {}", day.date().format("%B %Y"))
}

impl Shape for Markdown {
    fn begin(&mut self, _to: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn add(&mut self, to: &mut dyn Write, record: Record, pictures: &mut Pictures<'_, '_>) -> io::Result<()> {
        let time = record.noticed_at.map(|at| at.format(", %H:%M").to_string()).unwrap_or_default();
        writeln!(to, "\n## {}{time}\n", record.day.date().format("%A %-d %B %Y"))?;
        let mut before = false;
        if !record.text.is_empty() {
            writeln!(to, "{}", plain_lines(&record.text))?;
            before = true;
        }
        for photo in &record.photos {
            before |= self.picture(to, photo, before, pictures)?;
        }
        let about = about(&record);
        if before && !about.is_empty() {
            writeln!(to)?;
        }
        for (name, list) in about {
            writeln!(to, "- {name}: {}", plain(&list))?;
        }
        Ok(())
    }

    fn end(&mut self, _to: &mut dyn Write, _pictures: &mut Pictures<'_, '_>) -> io::Result<()> {
        Ok(())
    }
}

impl Markdown {
    /// A picture as a paragraph of its own, below one if something stands `before`. Of one that is missing stays what it shows, if
    /// somebody wrote that down. Tells whether anything was written.
    fn picture(&self, to: &mut dyn Write, photo: &Photo, before: bool, pictures: &mut Pictures<'_, '_>) -> io::Result<bool> {
        let gap = if before { "\n" } else { "" };
        let alt = as_words(&photo.alt);
        if self.sealed {
            if let Some(picture) = pictures.open(&photo.name)? {
                write!(to, "{gap}![{alt}](")?;
                encoded::write_address(to, &picture)?;
                writeln!(to, ")")?;
                return Ok(true);
            }
        } else if let Some(file) = pictures.beside(&photo.name)? {
            writeln!(to, "{gap}![{alt}](photos/{file})")?;
            return Ok(true);
        }
        if !alt.is_empty() {
            writeln!(to, "{gap}{}", plain(&photo.alt))?;
        }
        Ok(!alt.is_empty())
    }
}

/// What a picture shows, on one line, as words: what would be emphasis, a link or HTML is not any.
fn as_words(alt: &str) -> String {
    let mut words = String::with_capacity(alt.len());
    for c in alt.chars().map(|c| if c.is_control() { ' ' } else { c }) {
        if matches!(c, '\\' | '[' | ']' | '<' | '>' | '&' | '!' | '*' | '_' | '`' | '~' | '|' | '$') {
            words.push('\\');
        }
        words.push(c);
    }
    words
}

/// What there is about a glimmer beside its words.
pub(super) fn about(record: &Record) -> Vec<(&'static str, String)> {
    let feelings: Vec<_> = record.feelings.iter().map(|one| one.as_str()).collect();
    let senses: Vec<_> = record.senses.iter().map(|one| if one.name() == "inside" { "sensing inside" } else { one.name() }).collect();
    let tags: Vec<_> = record.tags.iter().map(|one| one.as_str()).collect();
    let mut about = Vec::new();
    for (name, list) in [("It felt", feelings), ("Noticed by", senses), ("With", tags)] {
        if !list.is_empty() {
            about.push((name, list.join(", ")));
        }
    }
    let marks: Vec<_> = [(record.anchor, "one I can return to"), (record.given, "I was a glimmer for someone")].into();
    about.extend(marks.into_iter().filter(|(is_so, _)| *is_so).map(|(_, words)| ("Also", words.to_owned())));
    about
}

/// A text as words, its lines where they were.
pub(crate) fn plain_lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(plain).collect();
    // Two spaces keep a line where it ended.
    lines.join("  \n").replace("\n  \n", "\n\n")
}

/// A line as words: what would be a heading, a rule, a picture or HTML is not one.
fn plain(line: &str) -> String {
    let indent = line.len() - line.trim_start().len();
    let (space, words) = line.split_at(indent);
    let heading = words.starts_with('#') && words.trim_start_matches('#').starts_with([' ', '\t']) || words.trim_matches('#').is_empty();
    // Below another line, even one of these alone makes a heading of it, or a list.
    let rule = ["-", "=", "_", "*", "+"].iter().any(|sign| words.replace([' ', '\t'], "").replace(sign, "").is_empty());
    let fence = words.starts_with("```") || words.starts_with("~~~");
    let escaped = if !words.is_empty() && (heading || rule || fence) { format!("{space}\\{words}") } else { line.to_owned() };
    let mut out = String::with_capacity(escaped.len());
    let (mut rest, mut before, mut is_escaped) = (escaped.chars().peekable(), ' ', false);
    while let Some(c) = rest.next() {
        // "<3" is a heart, and stays one.
        let html = c == '<' && rest.peek().is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'));
        // What renders a picture would fetch it, and tell somebody that it was looked at.
        let picture = c == '[' && before == '!';
        // A second backslash would take the power of the writer's own.
        if (html || picture) && !is_escaped {
            out.push('\\');
        }
        out.push(c);
        is_escaped = c == '\\' && !is_escaped;
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_picture_shows_ends_where_it_ends() {
        assert_eq!(as_words("a [b](c) `d`\n<img> \\"), "a \\[b\\](c) \\`d\\` \\<img\\> \\\\");
    }

    #[test]
    fn words_are_never_taken_for_structure() {
        for (line, expected) in [
            ("# not a heading", "\\# not a heading"),
            ("#small joy", "#small joy"),
            ("---", "\\---"),
            ("-", "\\-"),
            (" =  ", " \\=  "),
            ("_", "\\_"),
            ("*", "\\*"),
            ("+", "\\+"),
            ("- leek", "- leek"),
            ("![x](http://a.example/x.png)", "!\\[x](http://a.example/x.png)"),
            ("oh! [x]", "oh! [x]"),
            ("\\<script>", "\\<script>"),
            ("\\\\<script>", "\\\\\\<script>"),
            ("\\![x](y)", "\\!\\[x](y)"),
            ("\\# not a heading", "\\# not a heading"),
            ("soleil <3", "soleil <3"),
            ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
            ("", ""),
        ] {
            assert_eq!(plain(line), expected);
        }
    }
}
