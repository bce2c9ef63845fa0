//! Pictures: how long the largest takes and how much memory, and what ten thousand of them change for who has them.

use std::{
    fs,
    io::Cursor,
    process::{Command, Stdio},
    time::Instant,
};

use glimmer_core::{Journal, NewGlimmer, photos};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use journeys::{Driven, Page, glimmer};
use serde_json::json;

use super::{Evening, Measured, millis, scroll, start};
use crate::{
    ground::{Ground, Home},
    journal::now,
    processes,
    table::{Figure, Unit, median, quantile},
};

const PICTURES: u64 = 10_000;
const RUNS: usize = 20;
/// 50 megapixels.
const LARGE: (u32, u32) = (8660, 5774);

pub fn measure(ground: &Ground) -> Measured {
    let mut figures = large(ground)?;
    figures.extend(many(ground)?);
    Ok(figures)
}

/// A photograph of 50 megapixels, from the file until a glimmer with it is kept, by the program itself.
fn large(ground: &Ground) -> Measured {
    let home = ground.scratch();
    let file = home.path().join("large.jpg");
    fs::write(&file, photograph(LARGE.0, LARGE.1, 7)?)?;
    let (mut times, mut most) = (Vec::new(), 0u64);
    for nth in 0..ground.scale.runs(10) {
        // The same picture again would be stored once.
        let folder = home.path().join(nth.to_string());
        let began = Instant::now();
        let mut jot =
            Command::new(glimmer()).arg("jot").arg("--photo").arg(&file).env("GLIMMER_HOME", &folder).stdout(Stdio::null()).spawn()?;
        most = most.max(processes::most_memory(&mut jot)?);
        times.push(millis(began));
    }
    Ok(vec![
        Figure::new("photos", "50 megapixels, file to kept, median", median(&times), Unit::Ms).at_most(2000.0),
        Figure::new("photos", "50 megapixels, memory at most", most as f64 / 1e6, Unit::Mb).at_most(600.0),
    ])
}

/// The same journal without pictures and with them: how it starts, and how its list scrolls.
fn many(ground: &Ground) -> Measured {
    let size = ground.scale.many;
    let pictures = PICTURES.min(size.glimmers / 10);
    let (plain, rich) = (ground.home(size)?, ground.home(size)?);
    fill(&rich.journal()?, pictures)?;
    let (mut without, mut with) = (Vec::new(), Vec::new());
    let evenings = [Evening::begin(), Evening::begin()];
    for (home, evening) in [&plain, &rich].into_iter().zip(&evenings) {
        home.move_in(&evening.desktop, &json!({ "appearance": "day" }))?;
    }
    for nth in 0..=ground.scale.runs(RUNS) {
        let times = (start::once(&evenings[0].desktop, &glimmer()), start::once(&evenings[1].desktop, &glimmer()));
        if nth > 0 {
            without.push(times.0);
            with.push(times.1);
        }
    }
    let figure =
        |what: &str, value, unit| Figure::new("photos", format!("{pictures} pictures: {what}"), value, unit).glimmers(size.glimmers);
    let mut figures = vec![figure("start, median", median(&with), Unit::Ms).against(median(&without)).at_most_ratio(1.1)];
    drop(evenings);
    let scrolled = |home: &Home| tokio::runtime::Runtime::new()?.block_on(scrolled(ground, home));
    let (without, with) = (scrolled(&plain)?, scrolled(&rich)?);
    figures.push(figure("scrolling, longest frame", quantile(&with, 1.0), Unit::Ms).against(quantile(&without, 1.0)));
    figures.push(figure("scrolling, frame, p95", quantile(&with, 0.95), Unit::Ms).against(quantile(&without, 0.95)).at_most_ratio(1.5));
    Ok(figures)
}

async fn scrolled(ground: &Ground, home: &Home) -> Result<Vec<f64>, Box<dyn std::error::Error>> {
    let evening = Evening::begin();
    home.choose(&evening.desktop, &json!({ "appearance": "day" }));
    let driven = Driven::start(&evening.desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.go("glimmers").await;
    scroll::frames(ground, &driven, "article .yours", scroll::LIST).await
}

/// The last of the glimmers have a picture each, no two the same.
fn fill(journal: &Journal, pictures: u64) -> Result<(), Box<dyn std::error::Error>> {
    for nth in 0..pictures {
        let taken = photos::take(&photograph(640, 480, nth)?)?;
        let photo = journal.add_photo(&taken)?;
        journal
            .keep(NewGlimmer { text: format!("Seen on the way, number {nth}."), photos: vec![photo], ..NewGlimmer::default() }, now())?;
    }
    Ok(())
}

/// Something with as much in it as a photograph: slopes, and grain.
fn photograph(width: u32, height: u32, seed: u64) -> image::ImageResult<Vec<u8>> {
    let mut grain = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let picture = RgbImage::from_fn(width, height, |x, y| {
        grain ^= grain << 13;
        grain ^= grain >> 7;
        grain ^= grain << 17;
        let slope = |from: u32, of: u32| (from * 200 / of) as u8 + (grain % 24) as u8;
        Rgb([slope(x, width), slope(y, height), slope(x + y, width + height)])
    });
    let mut out = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut out, ImageFormat::Jpeg)?;
    Ok(out.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_photographs_are_the_same() {
        assert_ne!(photograph(64, 48, 1).unwrap(), photograph(64, 48, 2).unwrap());
        assert!(photos::take(&photograph(64, 48, 1).unwrap()).is_ok());
    }
}
