//! Recognises templates, and hands over what they hold of CloudFront's.

use super::stacks::{World, location};
use super::template::Template;
use crate::input::cloudfront::build;
use crate::input::{Files, Loaded, Options, folder_of, resolve};
use crate::source::{Problem, SourceMap};
use crate::syntax::Node;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Whether a tree is a template: it has resources with types of AWS's.
pub(crate) fn is_template(root: &Node) -> bool {
    let resources = root.get("Resources").map_or(&[][..], Node::entries);
    let is_typed = |node: &Node| {
        let kind = node.get("Type").and_then(Node::as_str);
        kind.is_some_and(|kind| kind.contains("::"))
    };
    resources.iter().any(|entry| is_typed(&entry.value) || entry.key.starts_with("Fn::ForEach::"))
}
