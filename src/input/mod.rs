//! Documents to the model, one file or folder a format.

pub mod aws_json;

mod bucket_names;
mod cloudformation;
pub mod cloudfront;
mod documents;
mod edge_code;
pub mod edit;
mod files;
mod iam_policy;
mod leads;
pub mod live;
mod pulumi;
mod refusal;
pub mod response;
mod rest_xml;
mod serverless;
pub mod snapshot;
pub mod terraform;
pub mod text;
pub mod url;

pub use crate::source::plain_path as plain;
use documents::parse_tree;
pub use documents::{Loaded, Options, load_documents, may_be_ours};
pub use files::{Absent, Document, Files, More, folder_of, resolve};
