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

pub(crate) use load::Templates;
use load::is_template;
