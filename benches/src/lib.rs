//! Figures, side by side: what Glimmer costs, each against what it cannot cost less than, measured in the same run.
//! docs/performance.md says what each row means; `cargo xtask bench` prints them.

pub mod ground;
pub mod journal;
mod keys;
pub mod phrases;
pub mod plot;
mod processes;
mod program;
pub mod raw;
pub mod rows;
pub mod table;
