//! The five forms of a feeling and the colours of paper, as the windows draw them (16 × 16, `forms.svg`).

use krilla::{
    color::rgb::Color,
    geom::{Path, PathBuilder},
};

use super::Ink;
use crate::Feeling;

/// The side of the square that the forms are drawn in.
pub(super) const SIDE: f32 = 16.0;

/// A form: what is filled, and what is drawn with a line of this width.
pub(super) struct Form {
    pub color: Color,
    pub filled: Option<Path>,
    pub line: Option<Path>,
    pub width: f32,
}

pub(super) fn ink(ink: Ink) -> Color {
    match ink {
        Ink::Ink => Color::new(0x1f, 0x1b, 0x16),
        Ink::Quiet => Color::new(0x53, 0x4c, 0x41),
        Ink::Hint => Color::new(0x66, 0x5e, 0x51),
        Ink::Line => Color::new(0xd6, 0xd0, 0xc4),
        Ink::LineFirm => Color::new(0x85, 0x7b, 0x69),
    }
}

/// The form of one of the five.
pub(super) fn form(feeling: &Feeling) -> Option<Form> {
    let (mut filled, mut line) = (PathBuilder::new(), PathBuilder::new());
    let (color, width) = match feeling.as_str() {
        Feeling::SAFE => {
            circle(&mut filled, 8.0, 10.6, 2.7);
            line.move_to(2.3, 12.6);
            line.line_to(2.3, 10.6);
            half_circle(&mut line, 8.0, 10.6, 5.7);
            line.line_to(13.7, 12.6);
            (Color::new(0x92, 0x38, 0x00), 1.5)
        }
        Feeling::CALM => {
            circle(&mut filled, 8.0, 5.6, 3.0);
            stroke(&mut line, [1.8, 11.2, 14.2, 11.2]);
            stroke(&mut line, [5.0, 14.0, 10.0, 14.0]);
            (Color::new(0x0c, 0x60, 0xa3), 1.4)
        }
        Feeling::CONNECTED => {
            circle(&mut filled, 4.7, 8.0, 3.1);
            circle(&mut filled, 11.3, 8.0, 3.1);
            stroke(&mut line, [4.7, 8.0, 11.3, 8.0]);
            (Color::new(0x60, 0x23, 0x49), 1.6)
        }
        Feeling::HOPEFUL => {
            filled.move_to(3.6, 11.4);
            half_circle(&mut filled, 8.0, 11.4, 4.4);
            filled.close();
            stroke(&mut line, [1.6, 13.6, 14.4, 13.6]);
            stroke(&mut line, [8.0, 2.0, 8.0, 4.2]);
            (Color::new(0x56, 0x94, 0x84), 1.4)
        }
        Feeling::JOYFUL => {
            circle(&mut filled, 8.0, 8.0, 2.9);
            for ray in [
                [8.0, 1.4, 8.0, 2.9],
                [8.0, 13.1, 8.0, 14.6],
                [2.3, 4.7, 3.6, 5.45],
                [12.4, 10.55, 13.7, 11.3],
                [2.3, 11.3, 3.6, 10.55],
                [12.4, 5.45, 13.7, 4.7],
            ] {
                stroke(&mut line, ray);
            }
            (Color::new(0xab, 0x73, 0x06), 1.4)
        }
        _ => return None,
    };
    Some(Form { color, filled: filled.finish(), line: line.finish(), width })
}

/// How far the handles of a quarter circle stand, as a part of its radius.
const HANDLE: f32 = 0.552_284_8;

fn stroke(path: &mut PathBuilder, [x1, y1, x2, y2]: [f32; 4]) {
    path.move_to(x1, y1);
    path.line_to(x2, y2);
}

/// The upper half of a circle, from its left end, where the path must be, to its right one.
fn half_circle(path: &mut PathBuilder, x: f32, y: f32, r: f32) {
    let h = HANDLE * r;
    path.cubic_to(x - r, y - h, x - h, y - r, x, y - r);
    path.cubic_to(x + h, y - r, x + r, y - h, x + r, y);
}

fn circle(path: &mut PathBuilder, x: f32, y: f32, r: f32) {
    let h = HANDLE * r;
    path.move_to(x - r, y);
    half_circle(path, x, y, r);
    path.cubic_to(x + r, y + h, x + h, y + r, x, y + r);
    path.cubic_to(x - h, y + r, x - r, y + h, x - r, y);
    path.close();
}
