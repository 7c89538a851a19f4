//! Tells which document of Terraform's a JSON text is, and makes the model of its CloudFront resources.

use super::plan::Plan;
use super::secrets::mask_others;
use super::states;
use crate::input::Loaded;
use crate::input::cloudfront::{Resource, ResourceKind, build};
use crate::input::documents::Parsed;
use crate::input::terraform::shape::{KINDS, shaped};
use crate::source::{SourceMap, Sourced, Span};
use crate::syntax::{Node, NodeKind};

/// Reads a plan or a state; none if it is neither. Everything in it that is not CloudFront's is
/// masked in `sources`.
pub(crate) fn read(parsed: &Parsed<'_>, sources: &mut SourceMap) -> Option<Loaded> {
    let root = &parsed.root;
    let described = described(root)?;
    mask_others(root, sources);
    let built = build(&described.resources, sources);
    Some(Loaded {
        configuration: built.configuration,
        problems: built.problems,
        recognised: std::iter::once(parsed.name.to_owned()).collect(),
        ..Loaded::default()
    })
}

/// The resources of a plan or a state.
pub(crate) struct Described {
    /// Whether they are those that will be there, and not those that were.
    pub(crate) is_plan: bool,
    /// With the provider's own addresses and values.
    pub(crate) resources: Vec<Resource>,
}

/// What a plan or a state describes; none if the document is something else.
pub(crate) fn described(root: &Node) -> Option<Described> {
    let document = Document::of(root)?;
    let resources = match document {
        Document::Plan => Plan::of(root).resources(),
        Document::Shown => states::shown(root),
        Document::State => states::instances(root),
        Document::OldState => states::old(root),
    };
    let is_plan = document == Document::Plan;
    Some(Described { is_plan, resources })
}

#[derive(PartialEq, Eq)]
enum Document {
    /// `terraform show -json PLAN`.
    Plan,
    /// `terraform show -json` of a state.
    Shown,
    /// A state since 0.12 (version 4).
    State,
    /// A state before that (versions 1 to 3).
    OldState,
}

impl Document {
    fn of(root: &Node) -> Option<Self> {
        let is_list = |key: &str| {
            matches!(
                root.get(key).map(|list| &list.kind),
                Some(NodeKind::Sequence(_))
            )
        };
        let version = root.get("version").and_then(Node::as_u64);
        if is_list("resource_changes") || root.path(&["planned_values", "root_module"]).is_some() {
            return Some(Self::Plan);
        }
        if root.path(&["values", "root_module"]).is_some() {
            return Some(Self::Shown);
        }
        match version {
            Some(4) if is_list("resources") => Some(Self::State),
            Some(1..=3) if is_list("modules") => Some(Self::OldState),
            _ => None,
        }
    }
}

/// The kind of resource that a type of the provider's is, if it is one of ours.
pub(super) fn kind_of(name: &str) -> Option<ResourceKind> {
    let mut kinds = KINDS.iter();
    kinds
        .find(|(known, _)| *known == name)
        .map(|(_, kind)| *kind)
}

/// A resource with the provider's own attributes; its id is known once it is deployed.
pub(super) fn resource(
    kind: ResourceKind,
    address: String,
    place: Span,
    values: &Node,
) -> Resource {
    let text = |key: &str| {
        let value = values.get(key)?;
        let text = value.as_str().filter(|text| !text.is_empty())?;
        Some(Sourced::at(text.to_owned(), value.span))
    };
    let mut resource = Resource::new(kind, Sourced::at(address, place), shaped(kind, values));
    if let Some(id) = text("id") {
        resource.id.clone_from(&id.value);
        resource.deployed = Some(id);
    }
    if kind == ResourceKind::Distribution {
        resource.domain = text("domain_name");
    }
    resource
}

/// An address with an index or a key behind it.
pub(super) fn indexed(address: &str, index: Option<&Node>) -> String {
    match index.map(|index| &index.kind) {
        Some(NodeKind::Number(number)) => format!("{address}[{number}]"),
        Some(NodeKind::String(key)) => format!("{address}[{key:?}]"),
        _ => address.to_owned(),
    }
}
