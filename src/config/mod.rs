//! `siglint.toml`: where signed URLs are delivered, who signs them, and what counts.

mod draft;
mod glob;
mod ignore;
mod inline;
mod keys;
mod level;
mod read;
mod reader;
mod settings;
mod signers;
mod suggest;

pub use draft::{Draft, DraftDelivery, Guess};
pub use ignore::Ignore;
pub use inline::inline;
pub use keys::{Key, Kind, LEVELS, TABLES, Table};
pub use level::Level;
pub use read::read_settings;
pub use settings::Settings;
