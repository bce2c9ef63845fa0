//! Draws how the cost grows, as a picture for docs/performance.md that can be read by day and by night.

use std::{
    collections::BTreeMap,
    fmt::{self, Write},
};

use crate::table::{Figure, Unit, readable};

/// A line: its name, and how much at which number of glimmers, in milliseconds.
type Line = (String, Vec<(f64, f64)>);

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 460.0;
const LEFT: f64 = 64.0;
/// Room for the names at the right ends of the lines.
const RIGHT: f64 = 190.0;
const TOP: f64 = 46.0;
const BOTTOM: f64 = 44.0;

/// An SVG: what somebody waits for above, what goes on beside them below. Nothing, where one of them was not measured.
pub fn picture(figures: &[Figure]) -> Option<String> {
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {0}" role="img" aria-labelledby="title" font-family="sans-serif" font-size="12">
<title id="title">How long things take with 10,000, 100,000 and 1,000,000 glimmers</title>
<style>
  text {{ fill: #2b2a27 }} .quiet {{ fill: #6b675f }} .grid {{ stroke: #dcd6ca }} .line {{ fill: none; stroke-width: 2 }}
  .ground {{ fill: #f8f4eb }} circle {{ stroke-width: 0 }}
  .c0 {{ stroke: #8a5a00; fill: #8a5a00 }} .c1 {{ stroke: #1f6f5c; fill: #1f6f5c }} .c2 {{ stroke: #8b3a62; fill: #8b3a62 }}
  .c3 {{ stroke: #2f5d9b; fill: #2f5d9b }} .c4 {{ stroke: #6a4fa3; fill: #6a4fa3 }} .c5 {{ stroke: #a04a2a; fill: #a04a2a }}
  .c6 {{ stroke: #4d6b1f; fill: #4d6b1f }} .c7 {{ stroke: #75706a; fill: #75706a }} .c8 {{ stroke: #b0307a; fill: #b0307a }}
  @media (prefers-color-scheme: dark) {{
    text {{ fill: #e8e2d6 }} .quiet {{ fill: #a49d8f }} .grid {{ stroke: #333a40 }} .ground {{ fill: #12161a }}
    .c0 {{ stroke: #e8b35a; fill: #e8b35a }} .c1 {{ stroke: #6cc7b0; fill: #6cc7b0 }} .c2 {{ stroke: #e08ab3; fill: #e08ab3 }}
    .c3 {{ stroke: #86b4ee; fill: #86b4ee }} .c4 {{ stroke: #b9a1ea; fill: #b9a1ea }} .c5 {{ stroke: #eb9674; fill: #eb9674 }}
    .c6 {{ stroke: #a9c96f; fill: #a9c96f }} .c7 {{ stroke: #b5aea2; fill: #b5aea2 }} .c8 {{ stroke: #ff9ccf; fill: #ff9ccf }}
  }}
  .line {{ fill: none }}
</style>
<rect class="ground" width="100%" height="100%"/>
"#,
        2.0 * HEIGHT
    );
    let panels = [
        ("What somebody waits for", lines(figures, &["growth", "choice"])),
        ("What goes on while they write", lines(figures, &["meanwhile"])),
    ];
    for (nth, (title, lines)) in panels.into_iter().enumerate() {
        if lines.is_empty() {
            return None;
        }
        // Nothing fails that is written into memory.
        let _ = panel(&mut svg, title, &lines, nth as f64 * HEIGHT);
    }
    svg.push_str("</svg>\n");
    Some(svg)
}

/// The lines of some rows: what was measured with more than one number of glimmers. How long keeps waited is a line of its own, and
/// not drawn here.
fn lines(figures: &[Figure], rows: &[&str]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut known = BTreeMap::new();
    for figure in
        figures.iter().filter(|figure| rows.contains(&figure.row.as_str()) && figure.value > 0.0 && !figure.what.contains("keeps"))
    {
        let Some(glimmers) = figure.glimmers else { continue };
        let ms = if figure.unit == Unit::Seconds { figure.value * 1e3 } else { figure.value };
        let nth = *known.entry(&figure.what).or_insert_with(|| {
            lines.push((figure.what.split(',').next().unwrap_or_default().to_owned(), Vec::new()));
            lines.len() - 1
        });
        lines[nth].1.push((glimmers as f64, ms));
    }
    lines.retain(|(_, points)| points.len() > 1);
    lines
}

/// Both axes grow tenfold with each step, so that what grows as the journal does is a line at the same slant everywhere.
fn panel(svg: &mut String, title: &str, lines: &[Line], top: f64) -> fmt::Result {
    let all = || lines.iter().flat_map(|(_, points)| points);
    let range = |of: fn(&(f64, f64)) -> f64| {
        let least = all().map(of).fold(f64::INFINITY, f64::min).log10().floor();
        (least, all().map(of).fold(0.0, f64::max).log10().ceil().max(least + 1.0))
    };
    let ((x0, x1), (y0, y1)) = (range(|point| point.0), range(|point| point.1));
    let x = |glimmers: f64| LEFT + (glimmers.log10() - x0) / (x1 - x0) * (WIDTH - LEFT - RIGHT);
    let y = |ms: f64| top + HEIGHT - BOTTOM - (ms.log10() - y0) / (y1 - y0) * (HEIGHT - TOP - BOTTOM);
    writeln!(svg, r#"<text x="{LEFT}" y="{:.0}" font-size="15">{title}</text>"#, top + 24.0)?;
    for step in y0 as i32..=y1 as i32 {
        let ms = 10f64.powi(step);
        let name = if ms < 1000.0 { format!("{} ms", readable(ms)) } else { format!("{} s", readable(ms / 1e3)) };
        let at = y(ms);
        writeln!(svg, r#"<path class="grid" d="M{LEFT} {at:.1}H{:.0}"/>"#, WIDTH - RIGHT)?;
        writeln!(svg, r#"<text class="quiet" x="{:.0}" y="{:.1}" text-anchor="end">{name}</text>"#, LEFT - 8.0, at + 4.0)?;
    }
    for step in x0 as i32..=x1 as i32 {
        let glimmers = 10f64.powi(step);
        let name = readable(glimmers);
        writeln!(svg, r#"<text class="quiet" x="{:.1}" y="{:.0}" text-anchor="middle">{name}</text>"#, x(glimmers), top + HEIGHT - 20.0)?;
    }
    // Names stand where their lines end, and none upon another.
    let end = |(_, points): &Line| points.last().map_or(0.0, |point| y(point.1));
    let mut order: Vec<_> = lines.iter().enumerate().collect();
    order.sort_by(|(_, one), (_, other)| end(one).total_cmp(&end(other)));
    let mut free = top + TOP;
    for (nth, line) in order {
        let colour = nth % 9;
        let path: Vec<_> = line.1.iter().map(|point| format!("{:.1} {:.1}", x(point.0), y(point.1))).collect();
        writeln!(svg, r#"<path class="line c{colour}" d="M{}"/>"#, path.join("L"))?;
        for point in &line.1 {
            writeln!(svg, r#"<circle class="c{colour}" cx="{:.1}" cy="{:.1}" r="3"/>"#, x(point.0), y(point.1))?;
        }
        let at = end(line).max(free);
        free = at + 15.0;
        let (from, to) = (WIDTH - RIGHT + 4.0, WIDTH - RIGHT + 16.0);
        writeln!(svg, r#"<path class="line c{colour}" stroke-dasharray="2 2" d="M{from:.0} {:.1}L{to:.0} {at:.1}"/>"#, end(line))?;
        writeln!(svg, r#"<text x="{:.0}" y="{:.1}">{}</text>"#, to + 4.0, at + 4.0, line.0.replace('&', "&amp;").replace('<', "&lt;"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_grows_becomes_lines_and_what_has_one_size_does_not() {
        let figure = |row, what: &str, ms, glimmers| Figure::new(row, what, ms, Unit::Ms).glimmers(glimmers);
        let mut figures =
            vec![figure("growth", "keeping", 1.0, 100), figure("growth", "keeping", 2.0, 1000), figure("growth", "once", 2.0, 100)];
        assert_eq!(lines(&figures, &["growth"]), [("keeping".into(), vec![(100.0, 1.0), (1000.0, 2.0)])]);
        assert!(picture(&figures).is_none(), "an empty half would look as if it cost nothing");
        figures.extend([figure("meanwhile", "check", 10.0, 100), figure("meanwhile", "check", 90.0, 1000)]);
        assert_eq!(picture(&figures).unwrap().matches("<circle").count(), 4);
    }
}
