//! A saved answer to the model: a body, what `curl -i` prints, or a HAR file.

mod base64;
mod body;
mod capture;
mod har;
mod load;

pub use load::{LARGEST_BODY, fetched, read_response};
