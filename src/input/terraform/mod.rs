//! Terraform to the model: folders of HCL, plans and states, all in the provider's words.

mod evaluate;
pub mod hcl;
mod hosts;
pub(crate) mod json;
mod provider;
pub(crate) mod shape;
