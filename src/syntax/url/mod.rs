//! A URL in its parts as written: byte ranges, nothing normalised, nothing decoded in place.

mod percent;
mod split;
#[cfg(test)]
mod tests;
mod trim;

pub use percent::percent_decode;
pub use split::{MAX_URL_LENGTH, RawParam, RawUrl, UrlError};
