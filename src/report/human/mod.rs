//! Text for a terminal of 80 columns.

mod brief;
mod decode;
mod diagnose;
mod distributions;
mod excerpt;
mod explain;
mod finding;
mod not_checked;
mod plan;
mod problem;
mod report;
mod rules;
mod run;
mod style;
mod suppressed;
mod trace;
mod wrap;

pub use brief::{brief, tally};
pub use decode::decode;
pub use distributions::distributions;
pub use explain::explain;
pub use plan::plans;
pub use problem::problems;
pub use rules::{page, rules};
pub use run::report;
pub use style::{Style, WIDTH};
pub use wrap::wrap;
