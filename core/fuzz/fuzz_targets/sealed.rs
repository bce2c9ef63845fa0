#![no_main]

use libfuzzer_sys::Corpus;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| -> Corpus {
    // Work that is allowed and takes long tells nothing new; work beyond what is allowed is refused at once.
    let dear = (8..=20).any(|work| {
        let line = format!(" {work}\n");
        bytes.windows(line.len()).any(|window| window == line.as_bytes())
    });
    if dear {
        return Corpus::Reject;
    }
    glimmer_fuzz::own(bytes, Some("the words that sealed it"));
    Corpus::Keep
});
