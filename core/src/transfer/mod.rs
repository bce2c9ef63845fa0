//! In and out.

pub mod json;
