//! JSON, frozen as version 1: its own types, so that nothing inside can change it by accident.

mod build;
mod decode;
mod distributions;
mod explain;
mod lines;
mod plan;
mod rules;
mod run;
#[cfg(test)]
mod schema;
mod v1;

pub use decode::{Decode, decode};
pub use distributions::{Distributions, distributions};
pub use explain::{Explain, explain};
pub use lines::{last_line, line, lines};
pub use plan::{Plans, plans};
pub use rules::{Listed, Page, Rules, page, rules};
pub use run::{report, text};
