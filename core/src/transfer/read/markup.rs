//! Marks in texts that are not HTML: Day One's placeholders and escapes, hashtags, RedNotebook's txt2tags.

use std::{borrow::Cow, ops::Range, sync::LazyLock};

use pulldown_cmark::{Event, Parser, Tag};
use regex::{Captures, Regex};

use super::limits;

/// Day One's Markdown without the places of its media, and without the backslashes it puts before punctuation. Those in code stay.
pub(super) fn day_one(text: &str) -> String {
    static MEDIA: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"!?\[[^\]\n]*\]\(dayone-[a-z]+:[^)\s]*\)|dayone-(?:moment|photo|video|audio|pdf):/[\w/]*").expect("a pattern")
    });
    let text = MEDIA.replace_all(text, "");
    let code = code(&text, false);
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.char_indices().peekable();
    let mut within = code.iter().peekable();
    while let Some((at, c)) = chars.next() {
        while within.next_if(|range| range.end <= at).is_some() {}
        let in_code = within.peek().is_some_and(|range| range.contains(&at));
        if c == '\\'
            && !in_code
            && let Some((_, escaped)) = chars.next_if(|(_, next)| next.is_ascii_punctuation())
        {
            plain.push(escaped);
        } else {
            plain.push(c);
        }
    }
    if matches!(text, Cow::Owned(_)) { without_gaps(&plain) } else { plain }
}

/// A text out of which something was taken, with no more than one empty line where it stood.
pub(super) fn without_gaps(text: &str) -> String {
    static GAPS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\n(?:[ \t]*\n){2,}").expect("a pattern"));
    GAPS.replace_all(text.trim(), "\n\n").into_owned()
}

/// Where in a Markdown text code stands, and with `links` the targets and texts of links too; in order.
fn code(text: &str, links: bool) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    // Such a text is refused whatever it says, and taking it apart would need many times its size.
    if text.len() > 2 * limits::TEXT_BYTES || text.lines().any(is_deep) {
        return found;
    }
    for (event, range) in Parser::new(text).into_offset_iter() {
        let wanted = match event {
            Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => true,
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => links,
            _ => false,
        };
        // One within another is part of it.
        if wanted && found.last().is_none_or(|last| last.end <= range.start) {
            found.push(range);
        }
    }
    found
}

/// Whether a line is a quote within more quotes than anybody writes: each line behind it would be held against all of them.
fn is_deep(line: &str) -> bool {
    line.bytes().take_while(|byte| !byte.is_ascii_alphanumeric()).filter(|byte| *byte == b'>').nth(limits::NESTING).is_some()
}

/// The hashtags in a Markdown note: after a space or at the start of a line; not in code or links, not only digits.
pub(super) fn note_tags(text: &str) -> Vec<String> {
    static TAG: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?m)(?:^|\s)#([\p{L}\p{M}\p{N}\p{Extended_Pictographic}_/-]+)").expect("a pattern"));
    let code = code(text, true);
    let tags = TAG.captures_iter(text).filter_map(|found| found.get(1));
    let outside = tags.filter(|tag| {
        let at = code.partition_point(|range| range.end <= tag.start());
        code.get(at).is_none_or(|range| range.start > tag.start())
    });
    let tags = outside.map(|tag| tag.as_str().trim_end_matches('/').to_owned());
    tags.filter(|tag| !tag.chars().all(|c| c.is_numeric())).collect()
}

/// jrnl's tags: a sign after white space, then a word. In lower case, with their sign.
pub(super) fn jrnl_tags(text: &str) -> Vec<String> {
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:^|\s)([@#][\w+*#/-]+)").expect("a pattern"));
    TAG.captures_iter(text).map(|found| found[1].to_lowercase()).collect()
}

/// RedNotebook's hashtags.
pub(super) fn red_tags(text: &str) -> Vec<String> {
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:^|[^\w&#＃])[#＃](\w+)").expect("a pattern"));
    let tags = TAG.captures_iter(text).map(|found| found[1].to_owned());
    tags.filter(|tag| {
        let small = tag.to_ascii_lowercase();
        let colour = small.len() == 6 && small.bytes().all(|b| b.is_ascii_hexdigit());
        let of_c = matches!(small.as_str(), "include" | "define" | "ifdef" | "ifndef" | "endif");
        !colour && !of_c && tag.chars().any(char::is_alphabetic)
    })
    .collect()
}

/// txt2tags as plain words, and the pictures it names. Day links, headings and lists read well as they are.
pub(super) fn red_text(text: &str) -> (String, Vec<String>) {
    static PICTURE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"\[\s*""([^"\n]+)""(\.\w+)?(?:\?\d+)?\]"#).expect("a pattern"));
    static LINK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"\[([^\]\["\n]+?)\s*""([^"\n]+)""\]"#).expect("a pattern"));
    static MARKS: LazyLock<[Regex; 5]> = LazyLock::new(|| {
        [
            r"\*\*(\S(?:.*?\S)?)\*\*",
            r"__(\S(?:.*?\S)?)__",
            r"--([^\s-](?:.*?[^\s-])?)--",
            r"``(\S(?:.*?\S)?)``",
            r"(^|[^:\w/])//([^\s/](?:.*?[^\s:/])?)//",
        ]
        .map(|pattern| Regex::new(pattern).expect("a pattern"))
    });
    let mut pictures = Vec::new();
    let text = PICTURE.replace_all(text, |found: &Captures<'_>| {
        let path = format!("{}{}", &found[1], found.get(2).map_or("", |ending| ending.as_str()));
        // Fetched is nothing: a picture on the net stays as its address.
        if path.starts_with("http://") || path.starts_with("https://") {
            return path;
        }
        pictures.push(path.trim_start_matches("file://").to_owned());
        String::new()
    });
    let text = LINK.replace_all(&text, "$1 ($2)");
    let mut plain = String::new();
    let mut verbatim = false;
    for line in text.lines() {
        verbatim ^= line.trim_end() == "```";
        let line = if verbatim {
            line.into()
        } else {
            MARKS.iter().fold(line.to_owned(), |line, mark| mark.replace_all(&line, "$1$2").into_owned())
        };
        plain.push_str(line.strip_suffix(r"\\").unwrap_or(&line));
        plain.push('\n');
    }
    (plain.trim().to_owned(), pictures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backslash_in_code_is_the_writers_own() {
        assert_eq!(day_one("so\\. `C:\\.x` \\<3\n\n```\na\\.b\n```"), "so. `C:\\.x` <3\n\n```\na\\.b\n```");
    }

    #[test]
    fn an_address_in_rednotebook_is_not_slanted() {
        let (text, _) = red_text("see https://a.org//b// and //this// --gone-- -- but -- not");
        assert_eq!(text, "see https://a.org//b// and this gone -- but -- not");
    }
}
