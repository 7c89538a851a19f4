//! States: the attributes of resources as they were when Terraform looked last.

use super::flat::unflattened;
use super::read::{indexed, kind_of, resource};
use crate::input::cloudfront::Resource;
use crate::syntax::Node;

/// The resources of a state of version 4.
pub(super) fn instances(root: &Node) -> Vec<Resource> {
    let mut made = Vec::new();
    for given in root.get("resources").map(Node::items).unwrap_or_default() {
        let text = |key: &str| given.get(key).and_then(Node::as_str).unwrap_or_default();
        let Some(kind) = kind_of(text("type")).filter(|_| text("mode") != "data") else {
            continue;
        };
        let module = match text("module") {
            "" => String::new(),
            module => format!("{module}."),
        };
        let address = format!("{module}{}.{}", text("type"), text("name"));
        let place = given.get("name").map_or(given.span, |name| name.span);
        let instances = given.get("instances").map(Node::items).unwrap_or_default();
        // What was replaced and could not be deleted is no longer what the resource is.
        let current = instances.iter().filter(|one| one.get("deposed").is_none());
        for instance in current {
            let address = indexed(&address, instance.get("index_key"));
            if let Some(values) = instance.get("attributes") {
                made.push(resource(kind, address, place, values));
            } else if let Some(flat) = instance.get("attributes_flat") {
                made.push(resource(kind, address, place, &unflattened(flat)));
            }
        }
    }
    made
}

/// The resources of a state before version 4, whose attributes stand side by side.
pub(super) fn old(root: &Node) -> Vec<Resource> {
    let mut made = Vec::new();
    for module in root.get("modules").map(Node::items).unwrap_or_default() {
        let path = module.get("path").map(Node::items).unwrap_or_default();
        let path = path.iter().skip(1).filter_map(Node::as_str);
        let prefix: String = path.map(|name| format!("module.{name}.")).collect();
        for entry in module
            .get("resources")
            .map(Node::entries)
            .unwrap_or_default()
        {
            let kind = entry
                .value
                .get("type")
                .and_then(Node::as_str)
                .and_then(kind_of);
            let values = entry.value.path(&["primary", "attributes"]);
            let (Some(kind), Some(values)) = (kind, values) else {
                continue;
            };
            if !entry.key.starts_with("data.") {
                let address = format!("{prefix}{}", entry.key);
                made.push(resource(
                    kind,
                    address,
                    entry.key_span,
                    &unflattened(values),
                ));
            }
        }
    }
    made
}

/// The resources of what `terraform show -json` prints of a state.
pub(super) fn shown(root: &Node) -> Vec<Resource> {
    let mut made = Vec::new();
    if let Some(module) = root.path(&["values", "root_module"]) {
        in_module(module, &mut made);
    }
    made
}

/// As deep as the document nests, which its parser bounds.
pub(super) fn in_module(module: &Node, made: &mut Vec<Resource>) {
    for given in module.get("resources").map(Node::items).unwrap_or_default() {
        let text = |key: &str| given.get(key).and_then(Node::as_str).unwrap_or_default();
        let is_current = text("mode") != "data" && given.get("deposed_key").is_none();
        let kind = kind_of(text("type")).filter(|_| is_current);
        if let (Some(kind), Some(values), Some(address)) =
            (kind, given.get("values"), given.get("address"))
        {
            made.push(resource(
                kind,
                text("address").to_owned(),
                address.span,
                values,
            ));
        }
    }
    for child in module
        .get("child_modules")
        .map(Node::items)
        .unwrap_or_default()
    {
        in_module(child, made);
    }
}
