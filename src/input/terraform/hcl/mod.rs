//! Folders of `.tf` and `.tf.json` files: modules, what they call, and the resources they make.

mod body;
mod buckets;
mod calls;
mod computed;
mod data;
mod deployed;
mod elsewhere;
mod instance;
mod load;
mod module;
mod overrides;
mod policy_document;
mod reading;
mod references;
mod resources;
mod secrets;
mod settle;
#[cfg(test)]
mod tests;
mod types;
mod variables;

pub(super) use calls::Modules;
pub(super) use instance::Instance;
pub use load::load;
pub use reading::is_terraform;
