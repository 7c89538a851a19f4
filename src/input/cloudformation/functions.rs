//! The CloudFront Functions of a stack, with their code.

use super::evaluate::Scope;
use super::resources::MOST_RESOURCES;
use super::stacks::World;
use crate::input::cloudfront::{Resource, ResourceKind};
use crate::source::Sourced;
use crate::syntax::{Entry, Node, NodeKind};

/// The type of a CloudFront Function.
pub(super) const FUNCTION: &str = "AWS::CloudFront::Function";

impl World<'_> {
    /// Every CloudFront Function of a stack. What stands for its ARN is its logical id.
    pub(super) fn functions(&mut self, stack: usize) -> Vec<Resource> {
        let Some(template) = self.template(stack) else {
            return Vec::new();
        };
        let prefix = self.stack(stack).map(|stack| stack.prefix.clone());
        let prefix = prefix.unwrap_or_default();
        let scope = Scope::of(stack);
        let entries = template.section("Resources").iter().take(MOST_RESOURCES);
        let entries = entries.filter(|entry| template.kind(&entry.key) == Some(FUNCTION));
        let made = entries.map(|entry| {
            let properties = ["Name", "FunctionCode"].into_iter().filter_map(|key| {
                let written = entry.value.path(&["Properties", key])?;
                let value = self.aside(|world| world.value(written, &scope))?;
                Some(Entry {
                    key: key.to_owned(),
                    key_span: entry.key_span,
                    value,
                })
            });
            let node = Node {
                span: entry.key_span,
                kind: NodeKind::Mapping(properties.collect()),
            };
            let name = Sourced::at(format!("{prefix}{}", entry.key), entry.key_span);
            Resource::new(ResourceKind::Function, name, node)
        });
        made.collect()
    }
}
