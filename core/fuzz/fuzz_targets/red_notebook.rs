#![no_main]

use glimmer_core::transfer::read::Format;
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| glimmer_fuzz::read("2026-01.txt", Format::RedNotebook, bytes));
