//! Rows on pages: what stays together, and where a page turns.

use super::{Ink, Mark, Page, Paper, Picture, Rule, Run};

/// A millimetre in points.
pub(super) const MM: f32 = 72.0 / 25.4;
const TOP: f32 = 20.0 * MM;
/// The empty edge on either side, and below.
pub(super) const SIDE: f32 = 22.0 * MM;
pub(super) const BOTTOM: f32 = 18.0 * MM;
/// The column of the dates.
pub(super) const MARGIN: f32 = 24.0 * MM;
/// What the foot of a page takes: its rule, room, one line.
pub(super) const FOOT: f32 = 4.0 * MM + 14.0;
/// Between the last line of a page and its foot.
const ABOVE_FOOT: f32 = 5.0 * MM;

/// As many rows stay together on one page.
const TOGETHER: usize = 6;

/// As far as they are no higher than this: pictures soon are.
const HIGHEST_TOGETHER: f32 = 150.0 * MM;

/// Of more rows, no fewer than these stand alone on either page.
const NOT_ALONE: usize = 2;

impl Paper {
    /// Width and height in points.
    pub(super) fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (210.0 * MM, 297.0 * MM),
            Self::Letter => (612.0, 792.0),
        }
    }
}

/// One row of a block, `x` from the left edge of the page, `y` from its own top.
#[derive(Default)]
pub(super) struct Row {
    pub height: f32,
    pub runs: Vec<Run>,
    pub marks: Vec<Mark>,
    pub pictures: Vec<Picture>,
}

/// What is kept together as far as it goes.
#[derive(Default)]
pub(super) struct Block {
    pub above: f32,
    pub below: f32,
    /// Stands above it, unless it begins a page.
    pub rule: Option<(f32, Ink)>,
    /// What stands in the margin beside its first row.
    pub side: Vec<Row>,
    /// Whether that stands there also where the block does not begin a page.
    pub side_always: bool,
    pub rows: Vec<Row>,
    /// A heading: never alone at the foot of a page.
    pub with_next: bool,
}

impl Block {
    /// What must fit on a page for the block to begin on it.
    fn least(&self) -> f32 {
        let rows = if self.is_together() { &self.rows[..] } else { &self.rows[..NOT_ALONE.min(self.rows.len())] };
        height(rows).max(height(&self.side))
    }

    fn is_together(&self) -> bool {
        self.rows.len() <= TOGETHER && height(&self.rows) <= HIGHEST_TOGETHER
    }
}

fn height(rows: &[Row]) -> f32 {
    rows.iter().map(|row| row.height).sum()
}

pub(super) fn add(page: &mut Page, row: &Row, top: f32) {
    page.runs.extend(row.runs.iter().map(|run| Run { y: run.y + top, ..run.clone() }));
    page.pictures.extend(row.pictures.iter().map(|picture| Picture { y: picture.y + top, ..picture.clone() }));
    page.marks.extend(row.marks.iter().map(|mark| Mark { y: mark.y + top, ..mark.clone() }));
}

/// Fills one page after the other.
pub(super) struct Pages {
    size: (f32, f32),
    pub pages: Vec<Page>,
    y: f32,
    /// Nothing stands on this page yet.
    fresh: bool,
}

impl Pages {
    pub(super) fn new(paper: Paper) -> Self {
        let mut pages = Self { size: paper.size(), pages: Vec::new(), y: TOP, fresh: true };
        pages.turn();
        pages
    }

    fn turn(&mut self) {
        let (width, height) = self.size;
        self.pages.push(Page { width, height, ..Page::default() });
        (self.y, self.fresh) = (TOP, true);
    }

    /// What is left of this page.
    fn room(&self) -> f32 {
        self.size.1 - BOTTOM - FOOT - ABOVE_FOOT - self.y
    }

    pub(super) fn place(&mut self, block: &Block, next: Option<&Block>) {
        let following = next.filter(|_| block.with_next).map_or(0.0, |next| block.below + next.above + next.least());
        if !self.fresh && block.above + block.least() + following > self.room() {
            self.turn();
        }
        let begins_page = self.fresh;
        let Some(page) = self.pages.last_mut() else { return };
        if let Some((thickness, ink)) = block.rule.filter(|_| !begins_page) {
            page.rules.push(Rule { x: SIDE, y: self.y, width: self.size.0 - 2.0 * SIDE, thickness, ink });
        }
        self.y += if begins_page { 0.0 } else { block.above };
        self.fresh = false;
        let mut low = self.y;
        if block.side_always || begins_page {
            for row in &block.side {
                add(page, row, low);
                low += row.height;
            }
        }
        for (nth, row) in block.rows.iter().enumerate() {
            let left = &block.rows[nth..];
            if nth > 0 && !block.is_together() && self.must(left) > self.room() {
                self.turn();
                self.fresh = false;
                low = self.y;
            }
            if let Some(page) = self.pages.last_mut() {
                add(page, row, self.y);
            }
            self.y += row.height;
        }
        self.y = self.y.max(low) + block.below;
    }

    /// What must fit for the first of these rows to stand on this page: itself, and, if else too few were left for the next one, all.
    fn must(&self, left: &[Row]) -> f32 {
        if left.len() <= NOT_ALONE { height(left) } else { left[0].height }
    }
}
