//! The words people see outside windows: notifications, tray, terminal. One `.ftl` file holds them and those of the windows.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};

const ENGLISH: &str = include_str!("../../words/en.ftl");

static BUNDLE: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
    let mut bundle = FluentBundle::new_concurrent(vec![unic_langid::LanguageIdentifier::default()]);
    // Isolation marks are for mixed directions inside a sentence; terminals and notification daemons print them as boxes.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(ENGLISH.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
});

/// The words for `key`; the key itself if there are none, so that a mistake is visible and harmless.
pub fn say(key: &str) -> String {
    format(key, None)
}

/// The same with named values filled in.
pub fn say_with<const N: usize>(key: &str, values: [(&'static str, String); N]) -> String {
    let mut args = FluentArgs::new();
    for (name, value) in values {
        args.set(name, value);
    }
    format(key, Some(&args))
}

fn format(key: &str, args: Option<&FluentArgs<'_>>) -> String {
    let Some(pattern) = BUNDLE.get_message(key).and_then(|message| message.value()) else {
        return key.to_owned();
    };
    BUNDLE.format_pattern(pattern, args, &mut Vec::new()).into_owned()
}
