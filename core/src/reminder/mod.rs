//! The reminder: what a person can choose (`choices`), what happened so far (`past`), when it is due (`plan`), what it says
//! (`words`), what a look or something that happens changes (`round`), and the thread that waits for it (`runner`).

pub mod choices;
pub mod days;
pub mod past;
pub mod plan;
pub mod round;
pub mod runner;
pub mod words;

pub use choices::{Discretion, Evening, Kind, Part};
pub use days::Days;
pub use past::{Again, Asked, Fate, Invitation, Past};
pub use plan::{Outlook, Plan, Silence, fits_later, outlook, plan};
pub use round::{Answer, Due, Round, Wake};
pub use runner::{Runner, Waiting, Wakes};
pub use words::{Words, words};
