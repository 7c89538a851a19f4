//! Documents to the model, one file or folder a format.

pub mod aws_json;
pub mod response;
pub mod text;
pub mod url;
