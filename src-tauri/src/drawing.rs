//! Who draws: a graphics card, or the processor.

/// Lets the browser engine draw with the processor where there is no graphics card. It would have one imitated by the processor
/// otherwise, which takes a quarter longer until a window shows, and 30 MB. What the person set in the environment stands.
///
/// To be called before there is a second thread.
#[cfg(target_os = "linux")]
pub fn choose() {
    // What WebKit and GTK are told.
    const WITHOUT_CARD: [(&str, &str); 2] = [("WEBKIT_DISABLE_DMABUF_RENDERER", "1"), ("GDK_GL", "disable")];
    if has_card() {
        return;
    }
    for (name, value) in WITHOUT_CARD.into_iter().filter(|(name, _)| std::env::var_os(name).is_none()) {
        // SAFETY: there is one thread, so nobody else reads or writes the environment.
        unsafe { std::env::set_var(name, value) };
    }
}

/// Whether the kernel knows a card that renders; each has a node (`drm(7)`).
#[cfg(target_os = "linux")]
fn has_card() -> bool {
    let nodes = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    nodes.into_iter().any(|node| node.file_name().to_string_lossy().starts_with("renderD"))
}

/// Elsewhere the system's engine knows by itself.
#[cfg(not(target_os = "linux"))]
pub fn choose() {}
