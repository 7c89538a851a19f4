//! Every text siglint can point at, where its lines are, and how its secrets are masked.

mod line_index;
mod map;
mod outline;
mod place;
mod printable;
mod problem;
mod redact;

pub use line_index::LineIndex;
pub use map::{Location, Source, SourceId, SourceKind, SourceMap, UrlPart};
pub use outline::{Outline, Step};
pub use place::{Known, Provenance, Sourced, Span};
pub use printable::printable;
pub use problem::Problem;
pub use redact::{is_secret_name, mask, redact};
