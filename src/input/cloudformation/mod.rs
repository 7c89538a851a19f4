//! CloudFormation templates, and what is made of them: SAM, CDK's output, serverless.yml.

mod buckets;
mod conditions;
mod evaluate;
mod functions;
mod load;
mod macros;
mod names;
mod nesting;
mod parameters;
mod resources;
mod stacks;
mod template;
mod tenants;
#[cfg(test)]
mod tests;
mod variants;

pub(crate) use load::Templates;
use load::is_template;
