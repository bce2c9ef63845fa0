//! What a person can choose.

use glimmer_core::{Device, Settings, reminder::Wake};
use tauri::{AppHandle, Manager, State};
use tauri_plugin_autostart::ManagerExt;

use crate::{
    app::Glimmer,
    events,
    locking::Locking,
    look, shortcut, tray, windows,
    wire::{self, Changed, ErrorCode, Failure, Reply, ShortcutState},
};

#[tauri::command(async)]
pub fn settings(glimmer: State<'_, Glimmer>) -> wire::Settings {
    (&glimmer.settings()).into()
}

/// Takes all settings at once; each takes effect at once. If one cannot, nothing of it is kept.
#[tauri::command(async)]
pub fn change_settings(settings: wire::Settings, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<wire::Settings> {
    let before = glimmer.settings();
    let after = settings.onto(&before)?;
    let kept = Device::change(glimmer.folder(), |device| device.settings = after)?.settings;
    if let Err(failure) = tell_the_desktop(&app, &before, &kept) {
        Device::change(glimmer.folder(), |device| device.settings = before.clone())?;
        return Err(failure);
    }
    glimmer.wake(Wake::SettingsChanged);
    windows::renew_ground(&app);
    if (kept.neutral_look, kept.hide_from_capture) != (before.neutral_look, before.hide_from_capture) {
        look::renew_look(&app);
        tray::renew_look(&app);
    }
    // How long until it locks begins anew.
    app.state::<Locking>().person_is_here();
    events::changed(&app, Changed::Settings);
    events::changed(&app, Changed::Notices);
    if kept.prompts != before.prompts {
        events::changed(&app, Changed::Prompts);
    }
    Ok((&kept).into())
}

/// Makes the desktop agree with the settings: all of it, or as before.
fn tell_the_desktop(app: &AppHandle, before: &Settings, after: &Settings) -> Result<(), Failure> {
    if after.start_at_login != before.start_at_login {
        let login = app.autolaunch();
        let changed = if after.start_at_login { login.enable() } else { login.disable() };
        changed.map_err(|error| Failure::outside(ErrorCode::File, error))?;
    }
    // The windows change one setting at a time, so nothing above has to be taken back.
    if after.shortcut != before.shortcut {
        shortcut::replace(app, &before.shortcut, &after.shortcut)?;
        app.state::<Glimmer>().set_shortcut(ShortcutState::Listening);
        tray::renew_menu(app);
    }
    if after.hard_day_everywhere != before.hard_day_everywhere {
        shortcut::hard_day_everywhere(app, after.hard_day_everywhere)?;
    }
    if after.keep_capture_warm {
        windows::warm_capture(app);
    }
    Ok(())
}

#[tauri::command(async)]
pub fn prompts(glimmer: State<'_, Glimmer>) -> Reply<wire::Prompts> {
    let shipped = glimmer_core::SHIPPED_PROMPTS.map(str::to_owned).to_vec();
    Ok(wire::Prompts { own: glimmer.journal()?.own_prompts()?, shipped })
}

/// Replaces the person's own prompts; none means the shipped ones. Returns them tidied.
#[tauri::command(async)]
pub fn set_prompts(texts: Vec<String>, app: AppHandle, glimmer: State<'_, Glimmer>) -> Reply<Vec<String>> {
    let kept = glimmer.journal()?.set_prompts(&texts)?;
    events::changed(&app, Changed::Prompts);
    Ok(kept)
}
