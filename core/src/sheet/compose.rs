//! From what is on a sheet to pages. The measures are those of the design.

use chrono::Datelike;

use super::{
    Entry, Face, Heading, Ink, Laid, Mark, Page, Paper, Part, Picture, Rule, Run, Sheet, Stayed, Visited,
    fonts::{LIGHT_WEIGHT, OUR_WEIGHT, THEIR_WEIGHT},
    pages::{BOTTOM, Block, FOOT, MARGIN, MM, Pages, Row, SIDE, add},
    shape::{Line, Shaper, Style},
    wording,
};
use crate::{
    Day, Photo,
    photos::SMALL,
    words::{say, say_with},
};
const PAD: f32 = 3.1 * MM;
const LEADING: f32 = 16.5;
const META_LEADING: f32 = 13.0;
const MARK: f32 = 3.0 * MM;
const THIN: f32 = 0.2 * MM;
const FIRM: f32 = 0.35 * MM;
/// The highest that a picture stands on paper, and what is between it and others.
const HIGHEST: f32 = 60.0 * MM;
const BETWEEN: f32 = 3.0 * MM;
/// A pixel of a small picture on paper: 96 to an inch, as on a screen.
const PIXEL: f32 = 72.0 / 96.0;

const OURS: Style = Style { face: Face::Ours, weight: OUR_WEIGHT, size: 9.0, ink: Ink::Quiet };
const META: Style = Style { size: 8.5, ..OURS };
const DOT: Style = Style { ink: Ink::Hint, ..META };
const THEIRS: Style = Style { face: Face::Theirs, weight: THEIR_WEIGHT, size: 11.0, ink: Ink::Ink };
const TITLE: Style = Style { weight: LIGHT_WEIGHT, size: 20.0, ink: Ink::Ink, ..OURS };
const HEADING: Style = Style { size: 12.5, ink: Ink::Ink, ..OURS };

/// The baseline of letters of this size in the middle of a row.
fn baseline(height: f32, size: f32) -> f32 {
    height / 2.0 + size * 0.345
}

impl Sheet {
    /// Lays the sheet out. What is on these pages is what a preview shows, a printer prints and the PDF holds.
    pub fn lay_out(&self, paper: Paper) -> Laid {
        let mut writer = Writer { shaper: Shaper::new(), parts: Vec::new(), width: paper.size().0 - 2.0 * SIDE };
        let blocks = writer.blocks(self);
        let mut pages = Pages::new(paper);
        for (at, block) in blocks.iter().enumerate() {
            pages.place(block, blocks.get(at + 1));
        }
        let mut pages = pages.pages;
        writer.feet(&mut pages);
        let title = [Some(say("sheet-title")), self.period.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
        Laid { pages, unshown: writer.shaper.unshown, title, parts: writer.parts }
    }
}

/// Puts what is on a sheet into rows.
struct Writer {
    shaper: Shaper,
    parts: Vec<Part>,
    /// Between the margins of the page.
    width: f32,
}

impl Writer {
    fn blocks(&mut self, sheet: &Sheet) -> Vec<Block> {
        let mut blocks = self.head(sheet);
        if !sheet.note.is_empty() {
            blocks.push(self.note(&sheet.note));
        }
        let after_note = (!sheet.note.is_empty()).then_some((FIRM, Ink::Ink));
        if sheet.sections.is_empty() && sheet.visits.is_empty() {
            let mut block = self.one(&say("sheet-empty"), OURS, Part::Words);
            (block.above, block.rule) = (PAD, after_note);
            blocks.push(block);
        }
        let days = sheet.sections.iter().flat_map(|section| &section.entries).map(|entry| entry.day);
        let mut years: Vec<_> = days.chain(sheet.visits.iter().map(|visit| visit.day)).map(|day| day.date().year()).collect();
        years.dedup();
        // Then the margin names them.
        let years = years.len() > 1;
        let mut rule = after_note;
        for section in &sheet.sections {
            if let Some(heading) = &section.heading {
                blocks.push(self.heading(heading, rule));
                rule = None;
            }
            let mut before = None;
            for entry in &section.entries {
                // Read before the words beside it.
                let date = self.part(Part::Words);
                let mut block = self.entry(entry);
                block.rule = rule;
                self.date(&mut block, date, entry.day, before, years);
                before = Some(entry.day);
                rule = Some((THIN, Ink::Line));
                blocks.push(block);
            }
            rule = Some((FIRM, Ink::Ink));
        }
        if !sheet.visits.is_empty() {
            blocks.push(self.heading(&Heading { words: say("sheet-visits"), feeling: None }, rule));
            let mut about = self.one(&say("sheet-visits-about"), OURS, Part::Words);
            (about.below, about.with_next) = (PAD, true);
            blocks.push(about);
            let mut before = None;
            for visit in &sheet.visits {
                let date = self.part(Part::Words);
                let mut block = self.visit(visit);
                block.rule = before.map(|_| (THIN, Ink::Line));
                self.date(&mut block, date, visit.day, before, years);
                before = Some(visit.day);
                blocks.push(block);
            }
        }
        blocks
    }

    fn part(&mut self, part: Part) -> usize {
        self.parts.push(part);
        self.parts.len() - 1
    }

    /// Title and period on one line, and below their rule what the sheet is.
    fn head(&mut self, sheet: &Sheet) -> Vec<Block> {
        const HEIGHT: f32 = 24.0;
        let part = self.part(Part::Title);
        let title = self.shaper.lines(&say("sheet-title"), TITLE, self.width, part);
        let mut row = Row { height: HEIGHT, ..Row::default() };
        put(&mut row, title.into_iter().next(), SIDE, 19.0);
        if let Some(period) = &sheet.period {
            let part = self.part(Part::Words);
            let line = self.shaper.lines(period, Style { size: 10.0, ..OURS }, self.width, part).into_iter().next();
            let left = SIDE + self.width - line.as_ref().map_or(0.0, |line| line.advance);
            put(&mut row, line, left, 19.0);
        }
        let title = Block { rows: vec![row], below: 4.0 * MM, with_next: true, ..Block::default() };
        let mut about = self.one(&say("sheet-about"), OURS, Part::Words);
        (about.above, about.below, about.rule) = (3.5 * MM, 5.0 * MM, Some((FIRM, Ink::Ink)));
        vec![title, about]
    }

    /// A text across the page.
    fn one(&mut self, text: &str, style: Style, part: Part) -> Block {
        let part = self.part(part);
        let lines = self.shaper.lines(text, style, self.width, part);
        Block { rows: lines.into_iter().map(|line| row(line, SIDE, LEADING, style.size)).collect(), ..Block::default() }
    }

    fn heading(&mut self, heading: &Heading, rule: Option<(f32, Ink)>) -> Block {
        const SPACE: f32 = 4.0 * MM;
        let part = self.part(Part::Heading);
        let mark = heading.feeling.clone().filter(wording::is_one_of_five);
        let left = SIDE + mark.as_ref().map_or(0.0, |_| SPACE + 2.0);
        let lines = self.shaper.lines(&heading.words, HEADING, self.width - (left - SIDE), part);
        let mut rows: Vec<_> = lines.into_iter().map(|line| row(line, left, LEADING + 3.0, HEADING.size)).collect();
        if let (Some(feeling), Some(row)) = (mark, rows.first_mut()) {
            row.marks.push(Mark { feeling, x: SIDE, y: (row.height - SPACE) / 2.0, size: SPACE });
        }
        Block { above: 5.0 * MM, below: 0.5 * MM, rule, rows, with_next: true, ..Block::default() }
    }

    fn note(&mut self, note: &str) -> Block {
        let label = self.part(Part::Words);
        let lines = self.shaper.lines(&say("sheet-note"), OURS, MARGIN - 3.0 * MM, label);
        let side = lines.into_iter().map(|line| row(line, SIDE, LEADING, OURS.size)).collect();
        Block { above: PAD, below: 6.0 * MM, side, side_always: true, rows: self.words(note), ..Block::default() }
    }

    /// The person's words, in the column beside the margin.
    fn words(&mut self, text: &str) -> Vec<Row> {
        let part = self.part(Part::Words);
        let lines = self.shaper.lines(text, THEIRS, self.width - MARGIN, part);
        lines.into_iter().map(|line| row(line, SIDE + MARGIN, LEADING, THEIRS.size)).collect()
    }

    /// The date in the margin: where it changes, and at the head of a page.
    fn date(&mut self, block: &mut Block, part: usize, day: Day, before: Option<Day>, years: bool) {
        let mut text = wording::short_day(day);
        if years && before.is_none_or(|before| before.date().year() != day.date().year()) {
            text = format!("{text}\n{}", day.date().year());
        }
        let lines = self.shaper.lines(&text, OURS, MARGIN - 2.0 * MM, part);
        block.side = lines.into_iter().map(|line| row(line, SIDE, LEADING, OURS.size)).collect();
        block.side_always = before != Some(day);
    }

    fn entry(&mut self, entry: &Entry) -> Block {
        let mut rows = self.words(&entry.text);
        rows.append(&mut self.pictures(&entry.photos));
        let mut meta = self.meta(entry);
        // Without words it stands beside the date, on its line.
        if let Some(first) = meta.first_mut() {
            let lower = if rows.is_empty() { (LEADING - META_LEADING) / 2.0 } else { 0.8 * MM };
            lowered(first, lower);
        }
        rows.append(&mut meta);
        Block { above: PAD, below: PAD, rows, ..Block::default() }
    }

    /// Pictures below the words, as many beside each other as there is room for: two always. Each row stays on one page.
    fn pictures(&mut self, photos: &[Photo]) -> Vec<Row> {
        let (left, column) = (SIDE + MARGIN, self.width - MARGIN);
        let widest = if photos.len() > 1 { (column - BETWEEN) / 2.0 } else { column };
        let mut rows: Vec<Row> = Vec::new();
        let mut x = left;
        for photo in photos {
            let (width, height) = on_paper(photo, widest);
            let part = self.part(Part::Picture);
            // Half of the column twice may be a hair more than all of it.
            if x + width > left + column + 0.01 {
                x = left;
            }
            if x == left {
                rows.push(Row::default());
            }
            let Some(row) = rows.last_mut() else { continue };
            let y = BETWEEN / 2.0;
            row.pictures.push(Picture { name: photo.name.clone(), alt: photo.alt.clone(), x, y, width, height, part });
            row.height = row.height.max(height + BETWEEN);
            x += width + BETWEEN;
        }
        rows
    }

    /// What is said below the words: marks and feelings, then the rest, wrapped between one and the next.
    fn meta(&mut self, entry: &Entry) -> Vec<Row> {
        let part = self.part(Part::Words);
        let last = entry.feelings.len().saturating_sub(1);
        let feelings = entry.feelings.iter().enumerate().map(|(nth, feeling)| {
            let mark = Some(feeling.clone()).filter(wording::is_one_of_five);
            (mark, wording::feeling(feeling), nth < last)
        });
        let mut items: Vec<_> = feelings.collect();
        items.extend(entry.also.iter().map(|words| (None, words.clone(), false)));
        let mut rows: Vec<Row> = Vec::new();
        let (left, right) = (SIDE + MARGIN, SIDE + self.width);
        let mut x = left;
        let (mut after_comma, count) = (true, items.len());
        for (nth, (mark, words, comma)) in items.into_iter().enumerate() {
            let words = if comma {
                format!("{words}, ")
            } else if nth + 1 < count {
                format!("{words} ")
            } else {
                words
            };
            let room = mark.as_ref().map_or(0.0, |_| MARK + 3.0);
            let lines = self.shaper.lines(&words, META, right - left - room, part);
            let dot = if after_comma { None } else { self.shaper.lines("· ", DOT, right - left, part).into_iter().next() };
            let dot_width = dot.as_ref().map_or(0.0, |dot| dot.advance + 2.0 + 2.0);
            let width = lines.iter().map(Line::ink).fold(0.0, f32::max);
            let fits = !rows.is_empty() && lines.len() == 1 && x + dot_width + room + width <= right;
            if fits {
                if let (Some(dot), Some(row)) = (dot, rows.last_mut()) {
                    put(row, Some(dot), x + 2.0, baseline(META_LEADING, META.size));
                }
                x += dot_width;
            } else {
                rows.push(Row { height: META_LEADING, ..Row::default() });
                x = left;
            }
            if let (Some(feeling), Some(row)) = (mark, rows.last_mut()) {
                row.marks.push(Mark { feeling, x, y: (META_LEADING - MARK) / 2.0 + 0.4, size: MARK });
            }
            x += room;
            for (nth, line) in lines.into_iter().enumerate() {
                if nth > 0 {
                    rows.push(Row { height: META_LEADING, ..Row::default() });
                    x = left;
                }
                let advance = line.advance;
                if let Some(row) = rows.last_mut() {
                    put(row, Some(line), x, baseline(META_LEADING, META.size));
                }
                x += advance;
            }
            x += if comma { 2.0 } else { 0.0 };
            after_comma = comma;
        }
        rows
    }

    fn visit(&mut self, visit: &Visited) -> Block {
        let column = (SIDE + MARGIN, self.width - MARGIN);
        let mut rows = Vec::new();
        let mut say_row = |shaper: &mut Shaper, part: usize, text: &str, style: Style| {
            let lines = shaper.lines(text, style, column.1, part);
            rows.extend(lines.into_iter().map(|line| row(line, column.0, LEADING, style.size)));
        };
        let said = Style { size: 9.5, ..OURS };
        if let Some(arrival) = &visit.arrival {
            let part = self.part(Part::Words);
            say_row(&mut self.shaper, part, arrival, said);
        }
        if !visit.stayed.is_empty() {
            let part = self.part(Part::Words);
            say_row(&mut self.shaper, part, &say("sheet-stayed"), said);
        }
        for stayed in &visit.stayed {
            let part = self.part(Part::Words);
            match stayed {
                Stayed::Words(words) => say_row(&mut self.shaper, part, words, THEIRS),
                Stayed::Said(words) => say_row(&mut self.shaper, part, words, said),
            }
        }
        Block { above: PAD, below: PAD, rows, ..Block::default() }
    }

    /// The foot of each page, once it is known how many there are.
    fn feet(&mut self, pages: &mut [Page]) {
        let count = pages.len();
        for (nth, page) in pages.iter_mut().enumerate() {
            let top = page.height - BOTTOM - FOOT;
            page.rules.push(Rule { x: SIDE, y: top, width: self.width, thickness: THIN, ink: Ink::LineFirm });
            let number = (nth + 1).to_string();
            let number = if count > 1 { say_with("sheet-page", [("page", number), ("pages", count.to_string())]) } else { number };
            let part = self.part(Part::Foot);
            let tail = self.shaper.lines(&say("sheet-tail"), META, self.width, part).into_iter().next();
            let number = self.shaper.lines(&number, META, self.width, part).into_iter().next();
            let left = SIDE + self.width - number.as_ref().map_or(0.0, |line| line.advance);
            let mut row = Row::default();
            put(&mut row, tail, SIDE, 0.0);
            put(&mut row, number, left, 0.0);
            add(page, &row, top + 4.0 * MM + baseline(14.0, META.size));
        }
    }
}

/// How large a picture stands on paper: no higher and no wider than it may be, and no larger than its thumbnail is good for.
fn on_paper(photo: &Photo, widest: f32) -> (f32, f32) {
    let (width, height) = (photo.width.max(1) as f32, photo.height.max(1) as f32);
    let good = (SMALL as f32 / width.max(height)).min(1.0) * PIXEL;
    let scale = good.min(widest / width).min(HIGHEST / height);
    (width * scale, height * scale)
}

fn row(line: Line, left: f32, height: f32, size: f32) -> Row {
    let mut row = Row { height, ..Row::default() };
    put(&mut row, Some(line), left, baseline(height, size));
    row
}

fn put(row: &mut Row, line: Option<Line>, left: f32, baseline: f32) {
    let runs = line.into_iter().flat_map(|line| line.runs);
    row.runs.extend(runs.map(|run| Run { x: run.x + left, y: baseline, ..run }));
}

fn lowered(row: &mut Row, by: f32) {
    row.height += by;
    row.runs.iter_mut().for_each(|run| run.y += by);
    row.marks.iter_mut().for_each(|mark| mark.y += by);
}
