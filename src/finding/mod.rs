//! What a rule says: where, how bad, how sure, and what mends it. How it is drawn is not known here.

mod fingerprint;
mod fix;
mod report;
mod rule;
mod sink;
mod suppressed;
mod words;

pub use fingerprint::{digest, fingerprint};
pub use fix::{Change, Edit, Fix, Written};
pub use report::{Confidence, Finding, Label, NotChecked, Severity};
pub use rule::{Effect, Group, Need, Rule};
pub use sink::Sink;
pub use suppressed::{Notice, Suppressed, SuppressedBy};
pub use words::{
    capital, command_id, duration, duration_range, instant, list, read_duration, sentence,
};
