//! Where the capture window goes.

use tauri::{PhysicalPosition, WebviewWindow};

use crate::windows::{CAPTURE_HEIGHT, CAPTURE_WIDTH};

/// Its share of free height above it: a little above the middle, where eyes rest.
const ABOVE: f64 = 0.3;

/// Puts the window on the screen with the pointer.
pub fn place(window: &WebviewWindow) -> tauri::Result<()> {
    let pointer = window.cursor_position()?;
    let screens: Vec<_> = window.available_monitors()?.iter().map(Screen::of).collect();
    let Some((x, y)) = spot(pointer.into(), &screens) else { return Ok(()) };
    window.set_position(PhysicalPosition::new(x, y))
}

/// A screen in physical pixels: its left, top, width and height, the same of what panels leave free, and how many of these
/// pixels make a logical one.
#[derive(Debug, Clone, Copy)]
struct Screen {
    whole: [f64; 4],
    free: [f64; 4],
    scale: f64,
}

impl Screen {
    fn of(monitor: &tauri::Monitor) -> Self {
        let area =
            |at: &PhysicalPosition<i32>, size: &tauri::PhysicalSize<u32>| [at.x.into(), at.y.into(), size.width.into(), size.height.into()];
        let free = monitor.work_area();
        let whole = area(monitor.position(), monitor.size());
        Self { whole, free: area(&free.position, &free.size), scale: monitor.scale_factor() }
    }
}

/// Where the capture window goes: centred on the screen with the pointer, a little above the middle. With the pointer on none
/// of them, on the first. A hidden window does not know its size yet on every system, so it is reckoned.
fn spot((x, y): (f64, f64), screens: &[Screen]) -> Option<(f64, f64)> {
    let holds = |screen: &&Screen| {
        let [left, top, width, height] = screen.whole;
        (left..left + width).contains(&x) && (top..top + height).contains(&y)
    };
    let Screen { free: [left, top, width, height], scale, .. } = screens.iter().find(holds).or(screens.first())?;
    let beside = |whole: f64, part: f64| (whole - part * scale).max(0.0);
    Some((left + beside(*width, CAPTURE_WIDTH) / 2.0, top + beside(*height, CAPTURE_HEIGHT) * ABOVE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_opens_on_the_screen_with_the_pointer_in_what_panels_leave_free() {
        let left = Screen { whole: [0.0, 0.0, 1000.0, 800.0], free: [0.0, 20.0, 1000.0, 780.0], scale: 1.0 };
        let right = Screen { whole: [1000.0, -200.0, 2000.0, 1600.0], free: [1000.0, -200.0, 2000.0, 1600.0], scale: 2.0 };
        let both = [left, right];
        assert_eq!(spot((999.0, 10.0), &both), Some((260.0, 20.0 + 560.0 * ABOVE)));
        assert_eq!(spot((1000.0, 10.0), &both), Some((1520.0, -200.0 + 1160.0 * ABOVE)), "twice as many pixels for the same size");
        assert_eq!(spot((-50.0, 10.0), &both), spot((1.0, 1.0), &both), "between the screens the first one takes it");
        assert_eq!(spot((0.0, 0.0), &[]), None);
    }

    #[test]
    fn on_a_screen_smaller_than_itself_its_beginning_can_be_seen() {
        let tiny = Screen { whole: [0.0, 0.0, 300.0, 100.0], free: [0.0, 0.0, 300.0, 100.0], scale: 1.0 };
        assert_eq!(spot((5.0, 5.0), &[tiny]), Some((0.0, 0.0)));
    }
}
