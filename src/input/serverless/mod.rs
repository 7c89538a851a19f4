//! serverless.yml: its variables, and the CloudFormation template in it.

mod address;
mod load;
mod resolve;
mod variables;

pub(crate) use load::{Service, is_service};
pub(crate) use variables::has_variables;
