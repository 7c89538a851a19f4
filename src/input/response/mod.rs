//! A saved answer to the model: a body, what `curl -i` and `curl -v` print, or a HAR file.

mod body;
mod capture;
mod har;
mod load;
mod verbose;

pub use load::{LARGEST_BODY, fetched, read_response, read_response_of};
