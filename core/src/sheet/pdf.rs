//! The same pages as a PDF: text that can be selected and read aloud, fonts embedded, nothing about who made it or where.

use std::{collections::HashMap, io, num::NonZeroU16, path::Path};

use krilla::{
    Document, SerializeSettings,
    geom::{PathBuilder, Point, Size, Transform},
    image::Image,
    metadata::{Metadata, TextDirection},
    page::PageSettings,
    paint::{Fill, LineCap, Stroke},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, SpanTag, Tag, TagGroup, TagTree},
};

use super::{Ink, Laid, Mark, Page, Part, Picture, Rule, Run, marks};
use crate::{
    Error, Journal, Result, photos,
    words::{say, say_with},
};

/// The language of Glimmer's words.
const LANGUAGE: &str = "en";

impl Laid {
    /// Writes the pages as a PDF, with the pictures of the journal they are from; one that cannot be read leaves its place empty. The
    /// same pages on the same computer give the same bytes.
    ///
    /// # Errors
    /// [`Error::File`] if a font of this computer cannot be embedded.
    pub fn pdf(&self, journal: &Journal) -> Result<Vec<u8>> {
        let mut document = Document::new_with(SerializeSettings::default());
        let metadata = Metadata::new().title(self.title.clone()).language(LANGUAGE.into()).text_direction(TextDirection::LeftToRight);
        document.set_metadata(metadata);
        let pictures = self.pages.iter().flat_map(|page| &page.pictures);
        let shown: HashMap<_, _> = pictures.map(|picture| (picture.part, described(&picture.alt))).collect();
        let mut groups: Vec<_> = self.parts.iter().enumerate().map(|(nth, part)| group(*part, shown.get(&nth))).collect();
        for page in &self.pages {
            let settings = PageSettings::from_wh(page.width, page.height).unwrap_or_default();
            let mut sheet = document.start_page_with(settings);
            let mut surface = sheet.surface();
            draw(page, &self.parts, &mut surface, &mut groups);
            for picture in &page.pictures {
                draw_picture(picture, journal, &mut surface, &mut groups);
            }
            surface.finish();
            sheet.finish();
        }
        let mut tree = TagTree::new().with_lang(Some(LANGUAGE.into()));
        for group in groups.into_iter().filter(|group| !group.children.is_empty()) {
            tree.push(group);
        }
        document.set_tag_tree(tree);
        document.finish().map_err(|_| Error::File {
            action: "make the PDF with the fonts of",
            path: Path::new("this computer").to_owned(),
            source: io::ErrorKind::InvalidData.into(),
        })
    }
}

/// What a picture shows, for those who have the sheet read to them and wherever it cannot stand itself.
pub(super) fn described(alt: &str) -> String {
    if alt.is_empty() { say("sheet-picture") } else { say_with("sheet-picture-of", [("alt", alt.to_owned())]) }
}

fn group(part: Part, shows: Option<&String>) -> TagGroup {
    match part {
        Part::Picture => TagGroup::new(Tag::Figure(shows.cloned())),
        Part::Title => TagGroup::new(Tag::Hn(NonZeroU16::MIN, None)),
        Part::Heading => TagGroup::new(Tag::Hn(NonZeroU16::MIN.saturating_add(1), None)),
        Part::Words | Part::Foot => TagGroup::new(Tag::P),
    }
}

fn draw(page: &Page, parts: &[Part], surface: &mut Surface<'_>, groups: &mut [TagGroup]) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    for rule in &page.rules {
        draw_rule(rule, surface);
    }
    // Each stands beside its word.
    for mark in &page.marks {
        draw_mark(mark, surface);
    }
    surface.end_tagged();
    for run in &page.runs {
        let foot = parts.get(run.part) == Some(&Part::Foot);
        let tag = if foot { ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)) } else { ContentTag::Span(SpanTag::empty()) };
        let content = surface.start_tagged(tag);
        draw_run(run, surface);
        surface.end_tagged();
        if let Some(group) = groups.get_mut(run.part).filter(|_| !foot) {
            group.push(content);
        }
    }
}

fn draw_picture(picture: &Picture, journal: &Journal, surface: &mut Surface<'_>, groups: &mut [TagGroup]) {
    let Some(size) = Size::from_wh(picture.width, picture.height) else { return };
    let opened = journal.photo(&picture.name, photos::Size::Small).ok();
    // Thumbnails are JPEG, whatever the picture is.
    let Some(image) = opened.and_then(|jpeg| Image::from_jpeg(jpeg.into(), true).ok()) else { return };
    let content = surface.start_tagged(ContentTag::Other);
    surface.push_transform(&Transform::from_translate(picture.x, picture.y));
    surface.draw_image(image, size);
    surface.pop();
    surface.end_tagged();
    if let Some(group) = groups.get_mut(picture.part) {
        group.push(content);
    }
}

fn filled(ink: Ink) -> Option<Fill> {
    Some(Fill { paint: marks::ink(ink).into(), ..Fill::default() })
}

fn draw_run(run: &Run, surface: &mut Surface<'_>) {
    let Some(font) = run.drawn.font.clone() else { return };
    surface.set_fill(filled(run.ink));
    surface.draw_glyphs(Point::from_xy(run.x - run.drawn.before, run.y), &run.drawn.glyphs, font, &run.drawn.text, run.size, false);
}

fn draw_rule(rule: &Rule, surface: &mut Surface<'_>) {
    let mut path = PathBuilder::new();
    path.move_to(rule.x, rule.y);
    path.line_to(rule.x + rule.width, rule.y);
    let Some(path) = path.finish() else { return };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint: marks::ink(rule.ink).into(), width: rule.thickness, ..Stroke::default() }));
    surface.draw_path(&path);
    surface.set_stroke(None);
}

fn draw_mark(mark: &Mark, surface: &mut Surface<'_>) {
    let Some(form) = marks::form(&mark.feeling) else { return };
    let scale = mark.size / marks::SIDE;
    surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, mark.x, mark.y));
    if let Some(path) = &form.filled {
        surface.set_fill(Some(Fill { paint: form.color.into(), ..Fill::default() }));
        surface.draw_path(path);
    }
    if let Some(path) = &form.line {
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke { paint: form.color.into(), width: form.width, line_cap: LineCap::Round, ..Stroke::default() }));
        surface.draw_path(path);
        surface.set_stroke(None);
    }
    surface.pop();
}
