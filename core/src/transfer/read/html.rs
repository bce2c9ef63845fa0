//! HTML as plain words. It is taken apart by html5ever's tokenizer: no tree, so no depth; nothing is fetched, nothing kept that could run.

use std::{
    cell::{Cell, RefCell},
    sync::LazyLock,
};

use html5ever::{
    buffer_queue::BufferQueue,
    tendril::StrTendril,
    tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, states::RawKind},
};
use regex::Regex;

use super::{Photo, PhotoAt, limits};
use crate::transfer::encoded;

/// The words of an editor's HTML, and the pictures that are written into it (as `data:` addresses that say they are pictures).
pub(super) struct Words {
    pub text: String,
    pub pictures: Vec<Photo>,
    /// Pictures that are named and not there.
    pub missing: u64,
    /// It is longer than an entry can be, or made of what no editor writes; these are its beginning.
    pub cut: bool,
}

/// So much is given to the tokenizer at a time.
const PIECE: usize = 1 << 10;
/// What may stand before or behind attributes in one tag. The tokenizer compares each with all those before it.
const PARTINGS: usize = 1_000;

/// Mini Diarium's notes.
pub(super) fn words(html: &str) -> Words {
    let (html, data) = without_data(html);
    let sink = Sink { written: RefCell::new(Written::default()), told: Cell::new(false) };
    let tokenizer = Tokenizer::new(sink, Default::default());
    let queue = BufferQueue::default();
    let (mut at, mut partings) = (0, 0);
    let most = html.floor_char_boundary(2 * limits::TEXT_BYTES);
    while at < most && partings <= PARTINGS {
        let end = html.floor_char_boundary(at + PIECE).min(most);
        queue.push_back(StrTendril::from_slice(&html[at..end]));
        let _ = tokenizer.feed(&queue);
        partings += html[at..end].bytes().filter(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'')).count();
        // Words come as they are read, a tag when it ends.
        partings *= usize::from(!tokenizer.sink.told.take());
        at = end;
    }
    let cut = at < html.len() || partings > PARTINGS;
    if !cut {
        tokenizer.end();
    }
    let written = tokenizer.sink.written.take();
    let text = GAPS.replace_all(written.text.trim(), "\n\n").into_owned();
    let pictures = written.pictures.into_iter().map(|(source, alt)| {
        let source = source.parse().ok().and_then(|nth: usize| data.get(nth).copied()).unwrap_or(&source);
        // What is written wrongly is a picture that cannot be read, and is told of as one.
        Photo { at: PhotoAt::Inline(encoded::decoded(source).unwrap_or_default()), alt }
    });
    Words { text, pictures: pictures.collect(), missing: written.missing, cut }
}

/// HTML in which each picture that is written into it has only its number left, and what stood there: the bytes of pictures are the
/// greater part of a note, and no words.
fn without_data(html: &str) -> (String, Vec<&str>) {
    static DATA: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"src=["']data:image/[a-z.+-]+;base64,"#).expect("a pattern"));
    let is_data = |byte: &u8| byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace() || matches!(byte, b'+' | b'/' | b'=');
    let (mut short, mut at, mut taken_out) = (String::new(), 0, Vec::new());
    for found in DATA.find_iter(html) {
        short.push_str(&html[at..found.end()]);
        let data = html.as_bytes()[found.end()..].iter().take_while(|byte| is_data(byte)).count();
        at = found.end();
        // Where no quote ends it, it may be words all the same.
        if data > 0 && matches!(html.as_bytes().get(at + data), Some(b'"' | b'\'')) {
            short.push_str(&taken_out.len().to_string());
            taken_out.push(&html[at..at + data]);
            at += data;
        }
    }
    (short + &html[at..], taken_out)
}

/// A note of Daylio: a text in which only known tags and entities are HTML, and line breaks are line breaks.
pub(super) fn daylio(note: &str) -> String {
    static KNOWN: LazyLock<Regex> = LazyLock::new(|| {
        let tags = r"</?(?:br|div|p|b|i|u|s|em|strong|strike|ul|ol|li|span|font|h[1-6]|blockquote|a)(?:\s[^<>]*)?/?>";
        Regex::new(&format!("(?i){tags}|&(?:amp|lt|gt|quot|apos|nbsp|#\\d{{1,7}}|#x[0-9a-f]{{1,6}});|[<&\n]")).expect("a pattern")
    });
    if !note.contains(['<', '&']) {
        return note.to_owned();
    }
    let safe = KNOWN.replace_all(note, |found: &regex::Captures<'_>| match &found[0] {
        "<" => "&lt;".to_owned(),
        "&" => "&amp;".to_owned(),
        "\n" => "<br>".to_owned(),
        known => known.to_owned(),
    });
    let words = words(&safe);
    if words.cut { note.to_owned() } else { words.text }
}

static GAPS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[ \t]*\n(?:[ \t]*\n){2,}").expect("a pattern"));

#[derive(Default)]
struct Written {
    text: String,
    /// What stands for each picture, and what it shows.
    pictures: Vec<(String, String)>,
    missing: u64,
    /// What hides its content: `script`, `style` and such, until they end.
    hidden: Option<String>,
    /// How deep in `pre`: white space is kept there.
    pre: usize,
    quotes: usize,
    /// The number of the next item, of each list that is open; nothing for bullets.
    lists: Vec<Option<usize>>,
    /// Where the links that are open lead.
    link: Option<String>,
    /// An item was begun and has no words yet, so that a paragraph in it does not begin a line.
    item: bool,
}

/// Lists and quotes within each other beyond this are shown no deeper.
const DEEP: usize = 8;

impl Written {
    /// Begins a new line unless one has just begun; `gap` leaves an empty one.
    fn line(&mut self, gap: bool) {
        if self.item {
            return;
        }
        self.text.truncate(self.text.trim_end_matches([' ', '\t']).len());
        if self.text.is_empty() {
            return;
        }
        if !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        if gap && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn quote_mark(&mut self) {
        if self.quotes > 0 && (self.text.is_empty() || self.text.ends_with('\n')) {
            self.text.push_str(&"> ".repeat(self.quotes.min(DEEP)));
        }
    }

    fn words(&mut self, words: &str) {
        if self.hidden.is_some() {
            return;
        }
        for c in words.chars() {
            let space = matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
            if space && self.pre == 0 {
                // Runs of white space are one space, and none at the beginning of a line.
                if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                    self.text.push(' ');
                }
            } else if c != '\0' {
                self.quote_mark();
                self.text.push(if c == '\u{a0}' { ' ' } else { c });
                self.item = false;
            }
        }
    }

    fn begin(&mut self, tag: &Tag) {
        match &*tag.name {
            "br" => {
                self.item = false;
                self.text.push('\n');
            }
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.line(self.lists.is_empty()),
            "div" | "tr" | "table" => self.line(false),
            "td" | "th" => self.words(" "),
            "pre" => {
                self.line(true);
                self.pre += 1;
            }
            "blockquote" => {
                self.line(true);
                self.quotes += 1;
            }
            "ul" | "ol" => {
                self.item = false;
                self.line(self.lists.is_empty());
                if self.lists.len() < DEEP {
                    self.lists.push((&*tag.name == "ol").then_some(1));
                }
            }
            "li" => {
                self.item = false;
                self.line(false);
                self.quote_mark();
                self.text.push_str(&"  ".repeat(self.lists.len().saturating_sub(1)));
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let mark = format!("{number}. ");
                        *number += 1;
                        mark
                    }
                    _ => "- ".to_owned(),
                };
                self.text.push_str(&mark);
                self.item = true;
            }
            "hr" => {
                self.line(true);
                self.text.push_str("---");
                self.line(true);
            }
            "img" => self.picture(&attribute(tag, "src"), attribute(tag, "alt")),
            "a" => self.link = Some(attribute(tag, "href")).filter(|to| may_lead(to)),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.line(self.lists.is_empty()),
            "div" | "tr" | "li" => {
                self.item = false;
                self.line(false);
            }
            "pre" => {
                self.pre = self.pre.saturating_sub(1);
                self.line(true);
            }
            "blockquote" => {
                self.line(true);
                self.quotes = self.quotes.saturating_sub(1);
            }
            "ul" | "ol" => {
                self.lists.pop();
                self.item = false;
                self.line(self.lists.is_empty());
            }
            "a" => {
                if let Some(to) = self.link.take()
                    && !self.text.ends_with(&to)
                {
                    self.text.push_str(&format!(" ({to})"));
                }
            }
            _ => {}
        }
    }

    fn picture(&mut self, source: &str, alt: String) {
        let raster = ["png", "jpeg", "jpg", "gif", "webp", "heic", "avif", "bmp"];
        let written = source.strip_prefix("data:image/").and_then(|rest| rest.split_once(";base64,"));
        match written {
            Some((kind, data)) if raster.contains(&kind) && !data.is_empty() => self.pictures.push((data.to_owned(), alt)),
            // One on the net is not fetched: its address stays as words.
            None if may_lead(source) => self.words(source),
            _ => self.missing += 1,
        }
        self.line(false);
    }
}

/// Whether an address may stand in a note: nothing else is ever opened.
fn may_lead(address: &str) -> bool {
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

fn attribute(tag: &Tag, name: &str) -> String {
    tag.attrs.iter().find(|other| &*other.name.local == name).map(|found| found.value.to_string()).unwrap_or_default()
}

struct Sink {
    written: RefCell<Written>,
    /// Whether anything came of what was read.
    told: Cell<bool>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        // A complaint ends nothing.
        self.told.set(self.told.get() || !matches!(token, Token::ParseError(_)));
        let mut written = self.written.borrow_mut();
        match token {
            Token::CharacterTokens(words) => written.words(&words),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                if written.hidden.is_some() {
                    return TokenSinkResult::Continue;
                }
                // These hold no words of the writer, but text that must not be taken for any.
                if matches!(&*tag.name, "script" | "style" | "iframe" | "noembed" | "noframes") {
                    written.hidden = Some(tag.name.to_string());
                    return TokenSinkResult::RawData(RawKind::Rawtext);
                }
                written.begin(&tag);
            }
            Token::TagToken(tag) => match &written.hidden {
                Some(hidden) if *hidden == *tag.name => written.hidden = None,
                Some(_) => {}
                None => written.end(&tag.name),
            },
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_tags_of_a_daylio_note_are_tags() {
        assert_eq!(daylio("soleil <3 &amp; <b>so</b> AT&T <really> &lt;3<br>x"), "soleil <3 & so AT&T <really> <3\nx");
    }

    #[test]
    fn what_could_run_goes_and_the_words_around_it_stay() {
        let html = "<p>before</p><script>alert(1)</script><a href=\"javascript:x\">go</a> <img src=x onerror=y><p>after</p>";
        let found = words(html);
        assert_eq!(found.text.split_whitespace().collect::<Vec<_>>(), ["before", "go", "after"]);
        assert_eq!((found.pictures.len(), found.missing), (0, 1), "a broken picture is told");
    }
}
