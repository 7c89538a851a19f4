//! The resources of a preview or of a stack's state.

use super::native::{from_native, native_settings};
use super::values::{Dependencies, UNKNOWN, settled};
use crate::input::Loaded;
use crate::input::cloudfront::{Resource, ResourceKind, build};
use crate::input::documents::Parsed;
use crate::input::terraform::shape::shaped;
use crate::source::{SourceMap, Sourced};
use crate::syntax::{Node, NodeKind};
use std::collections::BTreeMap;

/// What the names of resources start with.
const URN: &str = "urn:pulumi:";

/// The types that are taken: those of the provider that speaks as Terraform's does, and those of the
/// one that speaks as CloudFormation does.
const TYPES: [(&str, ResourceKind); 10] = [
    (
        "aws:cloudfront/distribution:Distribution",
        ResourceKind::Distribution,
    ),
    (
        "aws:cloudfront/cachePolicy:CachePolicy",
        ResourceKind::CachePolicy,
    ),
    (
        "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
        ResourceKind::OriginRequestPolicy,
    ),
    (
        "aws:cloudfront/originAccessControl:OriginAccessControl",
        ResourceKind::OriginAccessControl,
    ),
    ("aws:cloudfront/function:Function", ResourceKind::Function),
    ("aws-native:cloudfront:Function", ResourceKind::Function),
    (
        "aws-native:cloudfront:Distribution",
        ResourceKind::Distribution,
    ),
    (
        "aws-native:cloudfront:CachePolicy",
        ResourceKind::CachePolicy,
    ),
    (
        "aws-native:cloudfront:OriginRequestPolicy",
        ResourceKind::OriginRequestPolicy,
    ),
    (
        "aws-native:cloudfront:OriginAccessControl",
        ResourceKind::OriginAccessControl,
    ),
];

/// Reads such a document once it is parsed; `None` if it is another one.
pub(in crate::input) fn read(parsed: &Parsed<'_>, sources: &SourceMap) -> Option<Loaded> {
    let states = states(&parsed.root)?;
    let ids = states.iter().map(|state| (urn(state), reference(state)));
    let ids: BTreeMap<String, String> = ids.collect();
    let resources = states.iter().filter_map(|state| resource(state, &ids));
    let built = build(&resources.collect::<Vec<_>>(), sources);
    Some(Loaded {
        configuration: built.configuration,
        problems: built.problems,
        recognised: [parsed.name.to_owned()].into(),
        ..Loaded::default()
    })
}

/// The resources as they will be, or are; of one that is replaced, the new one. `None` if this is no
/// document of Pulumi's.
fn states(root: &Node) -> Option<Vec<&Node>> {
    let is_ours = |state: &&Node| urn(state).starts_with(URN);
    let steps = root.get("steps").map(Node::items);
    let latest = root.path(&["checkpoint", "latest", "resources"]);
    let list = root.path(&["deployment", "resources"]).or(latest);
    let states: Vec<&Node> = match (steps, list) {
        (Some(steps), _) => steps
            .iter()
            .filter_map(|step| step.get("newState"))
            .collect(),
        (None, Some(list)) => list.items().iter().filter(|one| !is_deleted(one)).collect(),
        (None, None) => return None,
    };
    let ours: Vec<&Node> = states.iter().copied().filter(is_ours).collect();
    // A stack that is destroyed as a whole has none, and is still one.
    let is_one = list.is_some() || root.get("changeSummary").is_some();
    if ours.is_empty() && !is_one {
        return None;
    }
    let mut last: BTreeMap<String, usize> = BTreeMap::new();
    for (index, state) in ours.iter().enumerate() {
        last.insert(urn(state), index);
    }
    let kept = ours.into_iter().enumerate();
    let kept = kept.filter(|(index, state)| last.get(&urn(state)) == Some(index));
    Some(kept.map(|(_, state)| state).collect())
}

/// Whether a state only waits to be deleted after its replacement.
fn is_deleted(state: &Node) -> bool {
    state.get("delete").and_then(Node::as_bool) == Some(true)
}

fn urn(state: &Node) -> String {
    let urn = state.get("urn").and_then(Node::as_str);
    urn.unwrap_or_default().to_owned()
}

/// How other resources refer to this one: by its real id once it has one.
fn reference(state: &Node) -> String {
    id(state).map_or_else(|| urn(state), |id| id.value)
}

fn id(state: &Node) -> Option<Sourced<String>> {
    let id = state.get("id")?;
    let text = id
        .as_str()
        .filter(|text| !text.is_empty() && *text != UNKNOWN)?;
    Some(Sourced::at(text.to_owned(), id.span))
}

fn resource(state: &Node, ids: &BTreeMap<String, String>) -> Option<Resource> {
    let name = state.get("type").and_then(Node::as_str)?;
    let (_, kind) = TYPES.iter().find(|(known, _)| *known == name)?;
    let urn = state.get("urn")?;
    let inputs = state.get("inputs").filter(|inputs| has_entries(inputs));
    let inputs = inputs.or_else(|| state.get("outputs"))?;
    let inputs = settled(inputs, &Dependencies::new(state, ids));
    let node = match name.starts_with("aws-native:") {
        true => from_native(native_settings(&inputs, *kind)),
        false => shaped(*kind, &inputs),
    };
    let own = urn.as_str()?.rsplit("::").next().unwrap_or_default();
    let resource = Resource::new(*kind, Sourced::at(own.to_owned(), urn.span), node);
    Some(Resource {
        id: reference(state),
        deployed: id(state),
        domain: domain(state),
        ..resource
    })
}

fn has_entries(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Mapping(entries) if !entries.is_empty())
}

fn domain(state: &Node) -> Option<Sourced<String>> {
    let domain = state.path(&["outputs", "domainName"])?;
    let text = domain.as_str().filter(|text| *text != UNKNOWN)?;
    Some(Sourced::at(text.to_owned(), domain.span))
}
