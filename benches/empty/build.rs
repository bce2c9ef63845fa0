//! Names the one command, so that the page is given it and no other.

fn main() {
    let attributes = tauri_build::Attributes::new().app_manifest(tauri_build::AppManifest::new().commands(&["drawn"]));
    if let Err(error) = tauri_build::try_build(attributes) {
        panic!("{error:#}");
    }
}
