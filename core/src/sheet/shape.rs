//! From text to lines of letters: shaping, directions, line breaks, and what no font can write.

use std::{collections::HashMap, fmt, ops::Range, sync::MutexGuard};

use krilla::text::{Font, GlyphId, Tag};
use parley::{Alignment, AlignmentOptions, FontFamily, Layout, OverflowWrap, PositionedLayoutItem, StyleProperty};
use unicode_script::{Script, UnicodeScript};

use super::{
    Face, Ink, Run,
    fonts::{self, Fonts},
};

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub face: Face,
    pub weight: u16,
    pub size: f32,
    pub ink: Ink,
}

/// A line: its runs in the order of reading, from its own left edge and baseline.
pub(super) struct Line {
    pub runs: Vec<Run>,
    /// With the space at its end.
    pub advance: f32,
}

impl Line {
    /// How far its letters reach.
    pub fn ink(&self) -> f32 {
        self.runs.iter().map(|run| run.x + run.width).fold(0.0, f32::max)
    }
}

/// The letters of a run as a PDF wants them.
#[derive(Clone, PartialEq)]
pub(super) struct Drawn {
    /// `None` if the font cannot be embedded.
    pub font: Option<Font>,
    /// With the space at its ends, so that words stay apart when they are copied out.
    pub text: String,
    /// From left to right.
    pub glyphs: Vec<Glyph>,
    /// How far left of the run's edge the first one stands.
    pub before: f32,
}

impl fmt::Debug for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drawn").field("text", &self.text).finish_non_exhaustive()
    }
}

/// Its measures are parts of the size of the letters.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    id: u32,
    x: f32,
    y: f32,
    advance: f32,
    /// The letters it stands for.
    range: Range<usize>,
}

impl krilla::text::Glyph for Glyph {
    fn glyph_id(&self) -> GlyphId {
        GlyphId::new(self.id)
    }

    fn text_range(&self) -> Range<usize> {
        self.range.clone()
    }

    fn x_advance(&self, size: f32) -> f32 {
        self.advance * size
    }

    fn x_offset(&self, size: f32) -> f32 {
        self.x * size
    }

    fn y_offset(&self, size: f32) -> f32 {
        self.y * size
    }

    fn y_advance(&self, _size: f32) -> f32 {
        0.0
    }

    fn location(&self) -> Option<krilla::surface::Location> {
        None
    }
}

/// A font: its data, its place in them, and how it is varied.
type Source = (u64, u32, Vec<(Tag, u32)>);

/// The fonts while a sheet is laid out, and what they could not write.
pub(super) struct Shaper {
    fonts: MutexGuard<'static, Fonts>,
    embeddable: HashMap<Source, Option<Font>>,
    pub unshown: Vec<String>,
}

/// Letters that belong together, drawn by some glyphs.
struct Cluster {
    range: Range<usize>,
    glyphs: Vec<Glyph>,
    advance: f32,
}

impl Shaper {
    pub fn new() -> Self {
        Self { fonts: fonts::fonts(), embeddable: HashMap::new(), unshown: Vec::new() }
    }

    /// Breaks a text into lines that are at most `width` wide, space at their ends aside. Each line of the text begins a new one in
    /// its own direction; of several empty lines one stays. Words that are too long are broken.
    pub fn lines(&mut self, text: &str, style: Style, width: f32, part: usize) -> Vec<Line> {
        let text = clean(text);
        let mut lines: Vec<Line> = Vec::new();
        for paragraph in text.lines() {
            if !paragraph.trim().is_empty() {
                self.paragraph(paragraph, style, width, part, &mut lines);
            } else if lines.last().is_some_and(|line| !line.runs.is_empty()) {
                lines.push(Line { runs: Vec::new(), advance: 0.0 });
            }
        }
        lines
    }

    fn paragraph(&mut self, text: &str, style: Style, width: f32, part: usize, lines: &mut Vec<Line>) {
        let Fonts { fonts, layouts, .. } = &mut *self.fonts;
        let mut builder = layouts.ranged_builder(fonts, text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(fonts::families(style.face, style.weight))));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        let mut layout: Layout<()> = builder.build(text);
        layout.break_all_lines(Some(width));
        // The person's words begin where their script begins; ours, and a name among them, where ours do.
        let start = if style.face == Face::Theirs { Alignment::Start } else { Alignment::Left };
        layout.align(start, AlignmentOptions::default());
        for line in layout.lines() {
            let mut runs = Vec::new();
            for item in line.items() {
                let PositionedLayoutItem::GlyphRun(placed) = item else { continue };
                runs.extend(self.run(text, placed.run(), placed.offset(), style, part));
            }
            // They come from left to right; they are read in the order they were written.
            runs.sort_by_key(|(start, _)| *start);
            let mut runs: Vec<_> = runs.into_iter().map(|(_, run)| run).collect();
            close_gap(&mut runs, &line, text, layout.is_rtl());
            lines.push(Line { runs, advance: line.metrics().advance });
        }
    }

    /// One run, and where in the text it begins; `None` if it is nothing but space.
    fn run(&mut self, text: &str, run: &parley::Run<'_, ()>, left: f32, style: Style, part: usize) -> Option<(usize, Run)> {
        let mut clusters: Vec<Cluster> = Vec::new();
        for cluster in run.clusters() {
            // The second letter of a ligature has no glyph of its own.
            if let Some(ligature) = clusters.last_mut().filter(|_| cluster.is_ligature_continuation()) {
                ligature.range.end = cluster.text_range().end;
                continue;
            }
            let range = cluster.text_range();
            let advance = cluster.glyphs().map(|glyph| glyph.advance).sum();
            let part = |measure: f32| measure / style.size;
            let glyph =
                |of: parley::Glyph| Glyph { id: of.id, x: part(of.x), y: part(of.y), advance: part(of.advance), range: range.clone() };
            clusters.push(Cluster { glyphs: cluster.glyphs().map(glyph).collect(), range, advance });
        }
        let (start, end) = (clusters.first()?.range.start, clusters.last()?.range.end);
        let font = self.embeddable(run);
        for cluster in &clusters {
            if font.is_none() || cluster.glyphs.iter().any(|glyph| glyph.id == 0) {
                self.note_unshown(&text[cluster.range.clone()]);
            }
        }
        if run.is_rtl() {
            clusters.reverse();
        }
        let is_space = |cluster: &&Cluster| text[cluster.range.clone()].trim().is_empty();
        let width = |clusters: &[Cluster]| clusters.iter().map(|cluster| cluster.advance).sum::<f32>();
        let before = width(&clusters[..clusters.iter().take_while(is_space).count()]);
        let after = width(&clusters[clusters.len() - clusters.iter().rev().take_while(is_space).count()..]);
        let words = text[start..end].trim();
        if words.is_empty() {
            return None;
        }
        let width = width(&clusters) - before - after;
        let of_cluster = |cluster: Cluster| {
            let range = cluster.range.start - start..cluster.range.end - start;
            cluster.glyphs.into_iter().map(move |glyph| Glyph { range: range.clone(), ..glyph })
        };
        let glyphs = clusters.into_iter().flat_map(of_cluster).collect();
        let drawn = Drawn { font, text: text[start..end].to_owned(), glyphs, before };
        let face = self.fonts.face(run.font().data.id());
        let Style { weight, size, ink, .. } = style;
        let weight = if face == Face::Theirs { fonts::THEIR_WEIGHT } else { weight };
        let (x, text) = (left + before, words.to_owned());
        Some((start, Run { x, y: 0.0, width, size, face, weight, ink, rtl: run.is_rtl(), text, part, drawn }))
    }

    fn embeddable(&mut self, run: &parley::Run<'_, ()>) -> Option<Font> {
        let (font, synthesis) = (run.font(), run.synthesis());
        let settings = synthesis.variation_settings().iter();
        let varied: Vec<_> = settings.map(|(tag, value)| (Tag::new(&tag.to_be_bytes()), *value)).collect();
        let key = (font.data.id(), font.index, varied.iter().map(|(tag, value)| (*tag, value.to_bits())).collect());
        let made = self.embeddable.entry(key);
        made.or_insert_with(|| {
            let (data, _) = font.data.clone().into_raw_parts();
            Font::new_variable(data.into(), font.index, &varied)
        })
        .clone()
    }

    fn note_unshown(&mut self, letters: &str) {
        let Some(letter) = letters.chars().find(|c| !is_invisible(*c)) else { return };
        let name = match letter.script() {
            Script::Common | Script::Inherited | Script::Unknown => letters.trim().to_owned(),
            script => script.full_name().to_owned(),
        };
        if !self.unshown.contains(&name) {
            self.unshown.push(name);
        }
    }
}

/// Closes the gap that the space at the end of a broken line leaves inside it.
///
/// That space hangs over the edge and counts for nothing. Where the last words run against the direction of the line, it stands between
/// them and those before instead, and they would be pushed out by as much.
fn close_gap(runs: &mut [Run], line: &parley::Line<'_, ()>, text: &str, rtl: bool) {
    let words_end = line.text_range().start + text[line.text_range()].trim_end().len();
    let mut gaps = Vec::new();
    for item in line.items() {
        let PositionedLayoutItem::GlyphRun(placed) = item else { continue };
        let mut x = placed.offset();
        for cluster in placed.run().visual_clusters() {
            if cluster.text_range().start >= words_end {
                gaps.push((x, cluster.advance()));
            }
            x += cluster.advance();
        }
    }
    for run in runs {
        let beyond = |(x, _): &&(f32, f32)| if rtl { *x > run.x } else { *x < run.x };
        let by: f32 = gaps.iter().filter(beyond).map(|(_, advance)| advance).sum();
        run.x += if rtl { by } else { -by };
    }
}

/// Letters that are meant to be seen nowhere: space, and what steers the ones beside it.
fn is_invisible(c: char) -> bool {
    let steers = matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
    c.is_whitespace() || c.is_control() || steers || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// The same text without what no page can hold: control characters. Every kind of line end is one.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let signs = text.chars().map(|c| match c {
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\t' => ' ',
        other => other,
    });
    signs.filter(|c| *c == '\n' || !c.is_control()).collect()
}
