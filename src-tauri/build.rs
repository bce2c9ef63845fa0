//! Names every command, so that a window may call only those that its capability file lists; and says how a release is linked.

use std::{env, process::Command};

fn main() {
    pack_relocations();
    // Both windows.
    let both = [
        "read_draft",
        "save_draft",
        "keep_glimmer",
        "choose_photos",
        "paste_photos",
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
    let capture = ["hide_capture", "fit_capture", "capture_ready", "caret_is_there", "show_hard_day"];
    let main = [
        "choose_import",
        "dropped_import",
        "plan_import",
        "apply_import",
        "forget_import",
        "cancel_transfer",
        "imports",
        "undo_import",
        "let_in",
        "let_all_in",
        "export_journal",
        "copy_words",
        "copy_picture",
        "save_words",
        "save_picture",
        "lay_sheet",
        "save_sheet",
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
        "main_drawn",
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

/// A megabyte of a release is where its own addresses stand. Packed they are a few kilobytes, for every loader since glibc 2.36; where
/// the library of this computer is older they stay as they are.
fn pack_relocations() {
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    if !(is("PROFILE", "release") && is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu")) {
        return;
    }
    let said = Command::new("getconf").arg("GNU_LIBC_VERSION").output().map(|said| String::from_utf8_lossy(&said.stdout).into_owned());
    let minor = said.ok().and_then(|said| said.trim().strip_prefix("glibc 2.")?.split('.').next()?.parse::<u32>().ok());
    if minor.is_some_and(|minor| minor >= 36) {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}
