//! CloudFormation templates, and what is made of them: SAM, CDK's output, serverless.yml.

mod conditions;
mod evaluate;
mod load;
mod parameters;
mod resources;
mod stacks;
mod template;
#[cfg(test)]
mod tests;
mod variants;

pub(crate) use load::{children, is_template, read};
pub(crate) use stacks::World;
pub(crate) use template::Template;
