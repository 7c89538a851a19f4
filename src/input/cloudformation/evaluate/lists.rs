//! Functions of values alone: splitting, counting, encoding, networks.

use super::text::{Part, Text, parts, scalar_text};
use crate::source::Span;
use crate::source::base64;
use crate::syntax::{Node, NodeKind};

/// How many networks `Fn::Cidr` makes at most, as CloudFormation has it.
const MOST_NETWORKS: u32 = 256;

fn string(text: impl Into<String>, span: Span) -> Node {
    let kind = NodeKind::String(text.into());
    Node { span, kind }
}

/// The pieces of a text. One that is known in part can be split where the unknown parts cannot hold
/// the delimiter.
pub(super) fn split(delimiter: &str, text: &Node, is_plain: impl Fn(&str) -> bool) -> Option<Node> {
    let span = text.span;
    if let Some(known) = scalar_text(text) {
        let pieces = known.split(delimiter).map(|piece| string(piece, span));
        let kind = NodeKind::Sequence(pieces.collect());
        return Some(Node { span, kind });
    }
    let mut pieces = vec![Text::default()];
    for part in parts(text.unresolved().filter(|text| !text.starts_with('!'))?) {
        match part {
            Part::Literal(literal) => {
                for (index, piece) in literal.split(delimiter).enumerate() {
                    if index > 0 {
                        pieces.push(Text::default());
                    }
                    pieces.last_mut()?.literal(piece);
                }
            }
            Part::Hole(name) if is_plain(name) => pieces.last_mut()?.unknown(name),
            Part::Hole(_) | Part::Escaped(_) => return None,
        }
    }
    let pieces = pieces.into_iter().map(|piece| piece.finish(span));
    let kind = NodeKind::Sequence(pieces.collect());
    Some(Node { span, kind })
}

/// What two branches give, one after the other.
pub(super) fn both(branches: [Option<Node>; 2], span: Span) -> Node {
    let mut items = Vec::new();
    for branch in branches.into_iter().flatten() {
        match branch.kind {
            NodeKind::Sequence(inner) => items.extend(inner),
            _ => items.push(branch),
        }
    }
    let kind = NodeKind::Sequence(items);
    Node { span, kind }
}

/// How many items or keys a value has.
pub(super) fn length(node: &Node) -> Option<Node> {
    let length = match &node.kind {
        NodeKind::Sequence(items) => items.len(),
        NodeKind::Mapping(entries) => entries.len(),
        _ => return None,
    };
    let kind = NodeKind::Number(length.to_string());
    Some(Node {
        kind,
        span: node.span,
    })
}

/// A known value as a JSON text.
pub(super) fn json(node: &Node) -> Option<Node> {
    let mut text = String::new();
    write_json(node, &mut text)?;
    Some(string(text, node.span))
}

/// As deep as the tree, which has a limit.
fn write_json(node: &Node, text: &mut String) -> Option<()> {
    match &node.kind {
        NodeKind::Null => text.push_str("null"),
        NodeKind::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        NodeKind::Number(number) => text.push_str(number),
        NodeKind::String(value) => write_quoted(value, text),
        NodeKind::Unresolved(_) => return None,
        NodeKind::Sequence(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index > 0 { "," } else { "" });
                write_json(item, text)?;
            }
            text.push(']');
        }
        NodeKind::Mapping(entries) => {
            text.push('{');
            for (index, entry) in entries.iter().enumerate() {
                text.push_str(if index > 0 { "," } else { "" });
                write_quoted(&entry.key, text);
                text.push(':');
                write_json(&entry.value, text)?;
            }
            text.push('}');
        }
    }
    Some(())
}

fn write_quoted(value: &str, text: &mut String) {
    text.push('"');
    for character in value.chars() {
        match character {
            '"' | '\\' => {
                text.push('\\');
                text.push(character);
            }
            control if control < ' ' => text.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => text.push(other),
        }
    }
    text.push('"');
}

/// A known text in Base64.
pub(super) fn base64(node: &Node) -> Option<Node> {
    let text = scalar_text(node)?;
    Some(string(base64::encode(text.as_bytes()), node.span))
}

/// The first networks of a size (in bits of the host) in an IPv4 block.
pub(super) fn cidr(arguments: &[Node]) -> Option<Node> {
    let [block, count, rest @ ..] = arguments else {
        return None;
    };
    let number = |node: &Node| scalar_text(node)?.parse::<u32>().ok();
    let count = number(count)?.min(MOST_NETWORKS);
    let bits = rest.first().map_or(Some(8), number)?;
    let written = scalar_text(block)?;
    let (address, prefix) = written.split_once('/')?;
    let parts: Option<Vec<u32>> = address.split('.').map(|part| part.parse().ok()).collect();
    let parts = parts.filter(|parts| parts.len() == 4 && parts.iter().all(|part| *part < 256))?;
    let start = parts.into_iter().fold(0_u32, |all, part| all << 8 | part);
    let prefix: u32 = prefix.parse().ok().filter(|prefix| *prefix <= 32)?;
    let step = 1_u32.checked_shl(bits)?;
    let start = start & u32::MAX.checked_shl(32 - prefix).unwrap_or(0);
    let networks = (0..count).map(|index| {
        let [a, b, c, d] = start.checked_add(step.checked_mul(index)?)?.to_be_bytes();
        Some(string(format!("{a}.{b}.{c}.{d}/{}", 32 - bits), block.span))
    });
    let kind = NodeKind::Sequence(networks.collect::<Option<_>>()?);
    let span = block.span;
    Some(Node { span, kind })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceKind, SourceMap};

    fn span() -> Span {
        let source = SourceMap::default().add("t", SourceKind::File, "");
        Span::new(source, 0, 0)
    }

    fn texts(node: Option<Node>) -> Vec<String> {
        let items = node.map(|node| node.items().to_vec()).unwrap_or_default();
        let text = |item: &Node| item.as_str().or(item.unresolved()).map(str::to_owned);
        items.iter().filter_map(text).collect()
    }

    #[test]
    fn known_values_are_written_and_counted() {
        let list = Node {
            span: span(),
            kind: NodeKind::Sequence(vec![string("a\"\n", span())]),
        };
        let text = json(&list).and_then(|node| scalar_text(&node));
        assert_eq!(text.as_deref(), Some(r#"["a\"\u000a"]"#));
        assert_eq!(length(&list).and_then(|node| node.as_u64()), Some(1));
    }

    #[test]
    fn networks_are_cut_from_a_block() {
        let node = |text: &str| string(text, span());
        let networks = cidr(&[node("10.1.2.3/16"), node("3"), node("8")]);
        assert_eq!(
            texts(networks),
            ["10.1.0.0/24", "10.1.1.0/24", "10.1.2.0/24"]
        );
        for wrong in ["10.0.0.0", "10.0.0/8", "300.0.0.0/8", "10.0.0.0/99"] {
            assert!(cidr(&[node(wrong), node("1")]).is_none(), "{wrong}");
        }
        assert!(cidr(&[node("10.0.0.0/8"), node("2"), node("99")]).is_none());
    }

    #[test]
    fn what_is_known_in_part_is_split_where_that_is_safe() {
        let kind = NodeKind::Unresolved("http://${Files}.x/y".to_owned());
        let text = Node { span: span(), kind };
        assert_eq!(
            texts(split("/", &text, |_| true)),
            ["http:", "", "${Files}.x", "y"]
        );
        assert!(split("/", &text, |_| false).is_none());
    }
}
