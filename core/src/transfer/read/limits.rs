//! How much of a stranger's file is read. Each is far above what a journal of a lifetime needs, and low enough for a small computer.

/// Text of one import, unpacked: 100,000 Day One entries with everything Day One says about them are some 300 MB.
pub const TOTAL_BYTES: u64 = 1 << 30;
/// One entry as it stands in a JSON file. Mini Diarium writes its pictures into the text: some ten from a phone.
pub const ENTRY_BYTES: u64 = 32 << 20;
/// One file of a folder that is read as a whole: a note, a month of RedNotebook. A long novel has 3 MB.
pub const DOCUMENT_BYTES: u64 = 8 << 20;
/// The words of one entry; also one field, or one line, of a table or a text file. A thick book has 1 MB.
pub const TEXT_BYTES: usize = 1 << 20;
/// One row of a table, all fields together.
pub const ROW_BYTES: usize = 4 << 20;
/// Columns of a table.
pub const FIELDS: usize = 1_000;
/// Files in an archive or a folder: one note a day for 500 years. Media count too.
pub const MEMBERS: usize = 200_000;
/// What an archive may need to list its files, so that a list made to be endless ends.
pub const DIRECTORY_BYTES: u64 = 128 << 20;
/// Folders within folders.
pub const DEPTH: usize = 32;
/// Entries of one import.
pub const ENTRIES: usize = 500_000;
/// Tags of one entry, and photos too.
pub const TAGS: usize = 200;
/// Photos of one import: a picture for each hour of a long life.
pub const PHOTOS: u64 = 1_000_000;
/// Characters that say what a photo shows.
pub const ALT_CHARS: usize = 1_000;
/// Characters of one tag or mood.
pub const TAG_CHARS: usize = 200;
/// Lists and maps within each other, in YAML.
pub const NESTING: usize = 24;
/// Values in one YAML document; a month of RedNotebook has some hundreds.
pub const NODES: usize = 100_000;
/// What is reported one by one; the rest is counted.
pub const REPORTS: u64 = 1_000;
