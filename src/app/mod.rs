//! The commands: from arguments to bytes, models, traces, findings and a report.
//!
//! This is the only room that sees all the others, and the only one that reads files, the clock and
//! the environment.

mod account;
mod analysis;
mod baseline;
mod check;
mod declared;
mod decode;
mod diagnose;
mod distributions;
mod explain;
mod export;
mod fix;
mod gate;
mod habits;
mod init;
mod inputs;
mod keys;
mod lab;
mod lint;
mod manual;
mod mend;
mod output;
mod pieces;
mod plan;
mod probing;
mod reports;
mod rules;
mod run;
mod search;
mod settings;
mod sign;
mod stream;
mod targets;
mod write;

pub use account::Live;
pub use lint::{Lint, Request, lint};
pub use run::run;
pub use settings::SettingsFile;
