//! In and out: exports in four shapes, and imports that are planned, applied in one and can be taken back.

pub mod export;
mod gather;
pub mod import;
pub mod json;
mod own;
pub mod read;
mod staged;
