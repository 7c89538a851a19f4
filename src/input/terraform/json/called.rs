//! The calls of modules that a plan or a state tells of.

use super::references::calls;
use crate::syntax::Node;
use std::collections::BTreeSet;

/// Keys whose values are addresses.
const ADDRESSES: [&str; 3] = ["address", "module", "module_address"];

/// The names of the calls, however deep. As deep as the document nests, which its parser bounds.
pub(crate) fn called(node: &Node) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    walk(node, &mut names);
    names
}

fn walk(node: &Node, names: &mut BTreeSet<String>) {
    for item in node.items() {
        walk(item, names);
    }
    for entry in node.entries() {
        let value = &entry.value;
        match entry.key.as_str() {
            "module_calls" => names.extend(value.entries().iter().map(|call| call.key.clone())),
            // Of a state before version 4: `["root", "cdn"]`.
            "path" => {
                let path = value.items().iter().skip(1).filter_map(Node::as_str);
                names.extend(path.map(str::to_owned));
            }
            key if ADDRESSES.contains(&key) => {
                let address = value.as_str().unwrap_or_default();
                names.extend(calls(address).into_iter().map(str::to_owned));
            }
            _ => {}
        }
        walk(value, names);
    }
}
