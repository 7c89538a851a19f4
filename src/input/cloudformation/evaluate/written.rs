//! An expression as a person would write it, on one line.

use crate::input::cloudformation::template::{Call, attribute};
use crate::syntax::{Node, NodeKind};

/// How long it may get, in bytes; two expressions that are equal so far count as one.
const LONGEST: usize = 400;

/// The key whose value is a secret, as everywhere.
const SECRET: &str = "HeaderValue";

/// The expression in the short form: `!Ref Files`, `!Select [1, !Split ["/", !Ref Url]]`.
pub(in crate::input::cloudformation) fn written(node: &Node) -> String {
    let mut text = String::new();
    write(node, &mut text, true);
    if text.len() > LONGEST {
        let end = text.floor_char_boundary(LONGEST);
        text.truncate(end);
        text.push('…');
    }
    text
}

/// As deep as the tree, and no further once the text is long enough.
fn write(node: &Node, text: &mut String, bare: bool) {
    if text.len() > LONGEST {
        return;
    }
    match &node.kind {
        NodeKind::Null => text.push_str("null"),
        NodeKind::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        NodeKind::Number(value) | NodeKind::Unresolved(value) => text.push_str(value),
        NodeKind::String(value) if bare => text.push_str(value),
        NodeKind::String(value) => {
            text.push('"');
            text.push_str(value);
            text.push('"');
        }
        NodeKind::Sequence(items) => {
            text.push('[');
            for (index, item) in items.iter().take(LONGEST).enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                write(item, text, false);
            }
            text.push(']');
        }
        NodeKind::Mapping(entries) => match Call::of(node) {
            Some(call) => write_call(&call, text),
            None => {
                text.push('{');
                for (index, entry) in entries.iter().take(LONGEST).enumerate() {
                    text.push_str(if index > 0 { ", " } else { "" });
                    text.push_str(&entry.key);
                    text.push_str(": ");
                    match entry.key.eq_ignore_ascii_case(SECRET) {
                        true => text.push_str("***"),
                        false => write(&entry.value, text, false),
                    }
                }
                text.push('}');
            }
        },
    }
}

fn write_call(call: &Call<'_>, text: &mut String) {
    text.push('!');
    text.push_str(call.name.strip_prefix("Fn::").unwrap_or(&call.name));
    text.push(' ');
    match attribute(call.argument) {
        Some((resource, attribute)) if call.name == "Fn::GetAtt" => {
            text.push_str(&format!("{resource}.{attribute}"));
        }
        _ => write(call.argument, text, true),
    }
}
