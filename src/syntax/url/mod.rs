//! A URL in its parts as written: byte ranges, nothing normalised, nothing decoded in place.

mod split;
#[cfg(test)]
mod tests;
mod trim;

pub use split::{MAX_URL_LENGTH, RawParam, RawUrl, UrlError};
