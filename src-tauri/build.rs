//! Names every command, so that a window may call only those that its capability file lists.

fn main() {
    // Both windows.
    let both = [
        "read_draft",
        "save_draft",
        "keep_glimmer",
        "undo_keep",
        "settings",
        "status",
        "next_prompt",
        "vocabulary",
        "hide_all",
        "lock_now",
        "put_away",
        "still_here",
    ];
    let capture = ["hide_capture", "fit_capture", "capture_ready", "show_hard_day"];
    let main = [
        "today",
        "light_from_before",
        "put_away_light",
        "list_glimmers",
        "edit_glimmer",
        "trash_glimmer",
        "restore_glimmer",
        "delete_glimmer",
        "empty_trash",
        "sky_lights",
        "light_at",
        "change_settings",
        "prompts",
        "set_prompts",
        "pause_reminders",
        "reminders",
        "notifications_answer",
        "preview_invitation",
        "show_invitation",
        "set_own_invitation",
        "welcomed",
        "open_hard_day",
        "close_hard_day",
        "note_arrival",
        "note_heaviness",
        "note_leaving",
        "next_light",
        "light_by_sense",
        "note_noticed",
        "stay_with",
        "visits",
        "shown_in",
        "erase_visit",
        "erase_visits",
        "supports",
        "set_supports",
        "add_support",
        "open_reach",
        "crisis_help",
        "choose_country",
        "choose_line",
        "set_own_line",
        "rest_glimmer",
        "keep_out",
        "keep_tag_out",
        "kept_out_tags",
        "mark_anchor",
        "set_consent",
        "unlock",
        "privacy",
        "strength",
        "new_recovery_code",
        "renew_key",
        "change_passphrase",
        "remove_passphrase",
        "print",
        "save_recovery_code",
        "erase_everything",
        "read_edit",
        "save_edit",
        "copies",
        "back_up_now",
        "choose_second_folder",
        "forget_second_folder",
        "look_into",
        "restore_copy",
        "check_journal",
        "salvage",
        "where_held",
        "clean_copies",
        "dismiss_notice",
        "jot",
        "quit",
        "close_main",
        "keep_open",
        "main_ready",
    ];
    let commands: Vec<&'static str> = [&both[..], &capture[..], &main[..]].concat();
    let commands: &'static [&'static str] = Vec::leak(commands);
    if std::env::var("CARGO_CFG_TARGET_ENV").is_ok_and(|env| env == "gnu")
        && std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux")
    {
        // So that libraries find them as well (src/wiping.rs).
        println!(
            "cargo::rustc-link-arg-bins=-Wl,--export-dynamic-symbol=free,--export-dynamic-symbol=realloc,--export-dynamic-symbol=getenv"
        );
    }
    let attributes = tauri_build::Attributes::new().app_manifest(tauri_build::AppManifest::new().commands(commands));
    if let Err(error) = tauri_build::try_build(attributes) {
        panic!("{error:#}");
    }
}
