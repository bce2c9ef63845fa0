//! The evening reminder: when it is due (`plan`), and the thread that waits for it (`runner`).

pub mod plan;
pub mod runner;

pub use plan::{Evening, Past, Plan, plan};
pub use runner::{Due, Runner, Wake};
