#![no_main]

use glimmer_core::transfer::read::Format;
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| glimmer_fuzz::read("Journal.zip", Format::DayOne, bytes));
