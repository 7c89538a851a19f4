//! SARIF 2.1.0, for code scanning: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

mod build;
mod fixes;
mod locations;
mod log;
mod rules;

pub use build::report;
