//! A window with nothing in it, made from the same versions as Glimmer's. It says on stderr when its first frame is painted, as
//! Glimmer does.

#[tauri::command(async)]
fn drawn() {
    eprintln!("the main page is drawn");
}

fn main() {
    let run = tauri::Builder::default().invoke_handler(tauri::generate_handler![drawn]).run(tauri::generate_context!());
    if let Err(error) = run {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
