//! In and out: exports in four shapes, and imports that are planned, applied in one and can be taken back.

mod encoded;
pub mod export;
mod gather;
pub mod import;
pub mod json;
mod own;
mod pictures;
pub mod read;
mod staged;
