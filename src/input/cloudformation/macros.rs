//! Macros: what puts into a template what its text does not say.

use super::stacks::World;
use super::template::Template;
use crate::input::leads::Lead;
use crate::syntax::Node;

/// The key of a macro that makes the mapping around it.
pub(super) const TRANSFORM: &str = "Fn::Transform";

/// The one macro that makes no names.
const MAKES_NO_NAMES: &str = "AWS::LanguageExtensions";

const NEEDS: &str = "the template as it was processed: `aws cloudformation get-template \
    --template-stage Processed --stack-name NAME`";

impl World<'_> {
    /// Tells what the macros of a whole template, or of a section of it, put in.
    pub(super) fn look_for_macros(&mut self, template: &Template) {
        let root = &template.root;
        let sections = ["Resources", "Conditions", "Mappings"].into_iter();
        let sections = sections.filter_map(|name| root.get(name)?.get(TRANSFORM));
        for node in transforms(root).iter().chain(sections) {
            self.puts_in(node);
        }
    }

    /// Tells what a macro puts in, if it does more than to rewrite what is there.
    pub(super) fn puts_in(&mut self, node: &Node) {
        let name = node.as_str().or_else(|| node.get("Name")?.as_str());
        let location = node
            .path(&["Parameters", "Location"])
            .and_then(Node::as_str);
        let reason = match name {
            Some("AWS::Include") => {
                let location = location.unwrap_or("elsewhere");
                format!("AWS::Include puts in text from {location}, which siglint does not read")
            }
            Some(name) if name.starts_with("AWS::") => return,
            name => {
                let name = name.unwrap_or("here");
                format!("the macro {name} may make anything of it, and siglint does not run it")
            }
        };
        self.leads.push(Lead {
            kind: "macros",
            name: name.unwrap_or_default().to_owned(),
            at: node.span,
            is_likely: true,
            reason,
            needs: NEEDS.to_owned(),
        });
    }
}

/// Whether a template goes through a macro that may give names to what it makes.
pub(super) fn makes_names(root: &Node) -> bool {
    let of_resources = root.path(&["Resources", TRANSFORM]);
    let mut all = transforms(root).iter().chain(of_resources);
    all.any(|node| node.as_str() != Some(MAKES_NO_NAMES))
}

/// The list under `Transform`, which may be its only item.
fn transforms(root: &Node) -> &[Node] {
    match root.get("Transform") {
        Some(list) if !list.items().is_empty() => list.items(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}
