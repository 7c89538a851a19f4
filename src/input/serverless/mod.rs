//! serverless.yml: its variables, and the CloudFormation template in it.

mod address;
mod budget;
mod load;
mod resolve;
#[cfg(test)]
mod tests;
mod variables;
mod why;

pub(crate) use budget::Budget;
pub(crate) use load::{Place, Service, is_service};
pub(crate) use variables::has_variables;
