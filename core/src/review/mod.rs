//! Looking back, and what stands beside it.

pub mod crisis;
pub mod hard_day;
