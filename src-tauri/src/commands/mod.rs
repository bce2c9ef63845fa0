//! What the windows can ask for. Each command converts, calls the core, and tells the windows; nothing is decided here.

mod app;
mod capture;
mod glimmers;
mod hard_day;
mod lock;
mod reminders;
mod settings;
mod sky;
mod supports;
mod writing;

use tauri::{Wry, ipc::Invoke};

/// Every command; `build.rs` names them too, so that each window gets only its own.
pub fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        writing::read_draft,
        writing::save_draft,
        writing::keep_glimmer,
        writing::undo_keep,
        writing::next_prompt,
        writing::vocabulary,
        capture::hide_capture,
        capture::fit_capture,
        capture::capture_ready,
        glimmers::today,
        glimmers::light_from_before,
        glimmers::put_away_light,
        glimmers::list_glimmers,
        glimmers::edit_glimmer,
        glimmers::trash_glimmer,
        glimmers::restore_glimmer,
        glimmers::rest_glimmer,
        glimmers::keep_out,
        glimmers::keep_tag_out,
        glimmers::kept_out_tags,
        glimmers::mark_anchor,
        glimmers::set_consent,
        glimmers::delete_glimmer,
        glimmers::empty_trash,
        sky::sky_lights,
        sky::light_at,
        hard_day::open_hard_day,
        hard_day::close_hard_day,
        hard_day::note_arrival,
        hard_day::note_heaviness,
        hard_day::note_leaving,
        hard_day::next_light,
        hard_day::light_by_sense,
        hard_day::note_noticed,
        hard_day::stay_with,
        hard_day::visits,
        hard_day::shown_in,
        hard_day::erase_visit,
        hard_day::erase_visits,
        supports::supports,
        supports::set_supports,
        supports::add_support,
        supports::open_reach,
        supports::crisis_help,
        supports::choose_country,
        supports::choose_line,
        supports::set_own_line,
        settings::settings,
        settings::change_settings,
        settings::prompts,
        settings::set_prompts,
        reminders::pause_reminders,
        reminders::reminders,
        reminders::notifications_answer,
        reminders::preview_invitation,
        reminders::show_invitation,
        reminders::set_own_invitation,
        lock::lock_now,
        lock::put_away,
        lock::still_here,
        lock::unlock,
        lock::privacy,
        lock::strength,
        lock::new_recovery_code,
        lock::renew_key,
        lock::change_passphrase,
        lock::remove_passphrase,
        lock::print,
        lock::save_recovery_code,
        lock::erase_everything,
        glimmers::read_edit,
        glimmers::save_edit,
        app::status,
        app::welcomed,
        app::hide_all,
        app::dismiss_notice,
        app::jot,
        app::show_hard_day,
        app::quit,
        app::close_main,
        app::keep_open,
        app::main_ready,
    ]
}
