//! Every text siglint can point at, where its lines are, and how its secrets are masked.

pub(crate) mod base64;
mod line_index;
mod map;
mod outline;
mod path;
mod percent;
mod place;
mod printable;
mod problem;
mod redact;
mod suppression;

pub use line_index::LineIndex;
pub use map::{Location, Source, SourceId, SourceKind, SourceMap, UrlPart};
pub use outline::{Outline, Step, dotted};
pub use path::plain_path;
pub use percent::{escaped_byte, percent_decode};
pub use place::{Known, Provenance, Sourced, Span, Unresolved};
pub use printable::{END_OF_PLACE, clipped, printable, printable_lines, steers};
pub use problem::Problem;
pub use redact::{is_secret_name, mask, redact};
pub use suppression::Suppression;
