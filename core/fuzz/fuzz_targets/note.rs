#![no_main]

use glimmer_core::transfer::read::Format;

// The day stands in the name of one and in the front matter of the other.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    glimmer_fuzz::read("2026-05-01 a.md", Format::Markdown, bytes);
    glimmer_fuzz::read("a.md", Format::Markdown, bytes);
});
