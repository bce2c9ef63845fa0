//! Draws every size of the icon from `icons/source/`. Started by `cargo xtask icons`.

use std::error::Error;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Up to this size the heavier drawing is used: the fine one turns to mush.
const SMALL: u32 = 32;

fn main() -> Result<(), Box<dyn Error>> {
    for (name, bytes) in draw_all()? {
        std::fs::write(folder().join(&name), bytes)?;
        println!("icons/{name}");
    }
    Ok(())
}

fn folder() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&here).join("../icons")
}

/// A file's name in `icons/` and its content.
type File = (String, Vec<u8>);

fn draw_all() -> Result<Vec<File>, Box<dyn Error>> {
    let mut files: Vec<File> = Vec::new();

    // These names are the ones Tauri's bundler knows; each size becomes one folder of the desktop's icon theme.
    for size in [16, 24, 32, 48, 64, 128, 256] {
        files.push((format!("{size}x{size}.png"), app(size)?.encode_png()?));
    }
    files.push(("128x128@2x.png".into(), app(256)?.encode_png()?));
    files.push(("icon.png".into(), app(512)?.encode_png()?));

    for panel in ["dark", "light"] {
        let source = format!("tray-{panel}");
        files.push((format!("{source}.png"), draw(&source, 22)?.encode_png()?));
        files.push((format!("{source}@2x.png"), draw(&source, 44)?.encode_png()?));
        let source = format!("tray-{panel}-16");
        files.push((format!("{source}.png"), draw(&source, 16)?.encode_png()?));
        files.push((format!("{source}@2x.png"), draw(&source, 32)?.encode_png()?));
    }

    // For those who would rather not say what this is.
    files.push(("tray-neutral@2x.png".into(), draw("tray-neutral", 44)?.encode_png()?));

    files.push(("icon.ico".into(), windows()?));
    files.push(("icon.icns".into(), macos()?));
    Ok(files)
}

fn app(size: u32) -> Result<Pixmap, Box<dyn Error>> {
    draw(if size <= SMALL { "icon-small" } else { "icon" }, size)
}

fn draw(source: &str, size: u32) -> Result<Pixmap, Box<dyn Error>> {
    draw_scaled(source, size, 1.0)
}

/// Draws a square source `size` pixels wide; `scale` below 1 leaves a clear margin on all sides.
fn draw_scaled(source: &str, size: u32, scale: f32) -> Result<Pixmap, Box<dyn Error>> {
    let path = folder().join("source").join(format!("{source}.svg"));
    let tree = Tree::from_data(&std::fs::read(path)?, &Options::default())?;
    let mut pixmap = Pixmap::new(size, size).ok_or("an icon needs at least one pixel")?;
    let zoom = size as f32 * scale / tree.size().width();
    let margin = size as f32 * (1.0 - scale) / 2.0;
    let place = Transform::from_scale(zoom, zoom).post_translate(margin, margin);
    resvg::render(&tree, place, &mut pixmap.as_mut());
    Ok(pixmap)
}

fn windows() -> Result<Vec<u8>, Box<dyn Error>> {
    let mut icon = ico::IconDir::new(ico::ResourceType::Icon);
    // 32 comes first because Tauri takes the first one for its windows.
    for size in [32, 16, 24, 48, 64, 256] {
        let rgba = app(size)?.take_demultiplied();
        let image = ico::IconImage::from_rgba_data(size, size, rgba);
        // Only the largest is expected to be a PNG; installers and older shells read the others as bitmaps.
        icon.add_entry(if size == 256 { ico::IconDirEntry::encode_as_png(&image)? } else { ico::IconDirEntry::encode_as_bmp(&image)? });
    }
    let mut bytes = Vec::new();
    icon.write(&mut bytes)?;
    Ok(bytes)
}

fn macos() -> Result<Vec<u8>, Box<dyn Error>> {
    use icns::IconType as Type;

    // In the Dock a tile takes 824 of 1024 points; ours takes 480 of 512 and would stand out among its neighbours.
    const SCALE: f32 = (824.0 / 1024.0) / (480.0 / 512.0);

    let mut family = icns::IconFamily::new();
    for kind in [
        Type::RGBA32_16x16,
        Type::RGBA32_16x16_2x,
        Type::RGBA32_32x32,
        Type::RGBA32_32x32_2x,
        Type::RGBA32_128x128,
        Type::RGBA32_128x128_2x,
        Type::RGBA32_256x256,
        Type::RGBA32_256x256_2x,
        Type::RGBA32_512x512,
        Type::RGBA32_512x512_2x,
    ] {
        let size = kind.pixel_width();
        // The small drawing stays on the pixel grid, margin or not.
        let pixmap = if size <= SMALL { app(size)? } else { draw_scaled("icon", size, SCALE)? };
        let rgba = pixmap.take_demultiplied();
        let image = icns::Image::from_data(icns::PixelFormat::RGBA, size, size, rgba)?;
        family.add_icon_with_type(&image, kind)?;
    }
    let mut bytes = Vec::new();
    family.write(Cursor::new(&mut bytes))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Processors round the renderer's arithmetic differently; nobody sees so small a step.
    const ROUNDING: u8 = 3;

    #[test]
    fn the_icons_in_the_repository_are_what_the_sources_give() {
        for (name, drawn) in draw_all().expect("the sources can be drawn") {
            let kept = std::fs::read(folder().join(&name)).unwrap_or_default();
            let same = if name.ends_with(".png") {
                match (Pixmap::decode_png(&kept), Pixmap::decode_png(&drawn)) {
                    (Ok(kept), Ok(drawn)) => {
                        kept.width() == drawn.width() && kept.data().iter().zip(drawn.data()).all(|(a, b)| a.abs_diff(*b) <= ROUNDING)
                    }
                    _ => false,
                }
            } else {
                // Written together with the PNGs from the same drawings; their bytes depend on the encoder.
                !kept.is_empty()
            };
            assert!(same, "icons/{name} is not what icons/source gives: run `cargo xtask icons`");
        }
    }
}
