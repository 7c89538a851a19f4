//! A tree as JSON text, laid out as the AWS CLI prints it.

use super::{Node, NodeKind};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

/// The tree as JSON, keys in their order; an expression as a string. Nests no deeper than the parsers
/// allow.
#[must_use]
pub fn print(root: &Node) -> String {
    let mut bytes = Vec::new();
    let layout = serde_json::ser::PrettyFormatter::with_indent(b"    ");
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, layout);
    // A tree of text and numbers cannot fail to be written to memory.
    let _ = Printed(root).serialize(&mut serializer);
    String::from_utf8(bytes).unwrap_or_default()
}

/// A node as a part of a document that is written with serde.
#[derive(Debug, Clone, Copy)]
pub struct Printed<'a>(pub &'a Node);

impl Serialize for Printed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.kind {
            NodeKind::Null => serializer.serialize_unit(),
            NodeKind::Bool(value) => serializer.serialize_bool(*value),
            // No number is lost, however large it is.
            NodeKind::Number(digits) => match digits.parse::<serde_json::Number>() {
                Ok(number) => number.serialize(serializer),
                Err(_) => serializer.serialize_str(digits),
            },
            NodeKind::String(text) | NodeKind::Unresolved(text) => serializer.serialize_str(text),
            NodeKind::Sequence(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(&Printed(item))?;
                }
                list.end()
            }
            NodeKind::Mapping(entries) => {
                let mut object = serializer.serialize_map(Some(entries.len()))?;
                for entry in entries {
                    object.serialize_entry(&entry.key, &Printed(&entry.value))?;
                }
                object.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceKind, SourceMap};
    use crate::syntax::json;

    #[test]
    fn what_is_printed_is_read_again() {
        let text = "{\n    \"z\": [\n        1,\n        \"a\\\"é\",\n        null,\n        true\n    ],\n    \
                    \"a\": {},\n    \"é\": \"\"\n}";
        let source = SourceMap::default().add("t", SourceKind::File, text);
        let (root, _) = json::parse(text, source).unwrap();
        assert_eq!(print(&root), text);
    }
}
