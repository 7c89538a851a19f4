//! Places and messages in SARIF's terms.

use super::log::{ArtifactLocation, Location, LogicalLocation, Message, PhysicalLocation, Region};
use crate::report::place::{FilePlace, Place};

/// What relative paths are relative to: the folder in which siglint ran.
pub(super) const ROOT: &str = "%SRCROOT%";

/// A text that a viewer shows as it stands: braces are doubled, since single ones would be
/// placeholders (SARIF 2.1.0, 3.11.5), and what looks like an embedded link is taken apart (3.11.6).
pub(super) fn message(text: &str) -> Message {
    let text = text.replace('{', "{{").replace('}', "}}");
    Message {
        text: text.replace("](", "] ("),
        markdown: None,
    }
}

pub(super) fn location(place: Place) -> Location {
    match place {
        Place::File(place) => Location {
            physical_location: Some(physical(&place)),
            ..Location::default()
        },
        Place::Named(part) => Location {
            logical_locations: vec![logical(part)],
            ..Location::default()
        },
    }
}

pub(super) fn physical(place: &FilePlace) -> PhysicalLocation {
    PhysicalLocation {
        artifact_location: artifact(&place.path),
        region: region(place),
    }
}

/// A part of a URL has no file and no line that anybody could open.
pub(super) fn logical(part: String) -> LogicalLocation {
    LogicalLocation {
        fully_qualified_name: part,
        kind: "parameter",
    }
}

pub(super) fn region(place: &FilePlace) -> Region {
    Region {
        start_line: place.at.line,
        start_column: place.at.column,
        end_line: place.at.end_line,
        end_column: place.at.end_column,
    }
}

/// A path as a URI reference: relative to the root, or a `file:` URI where it is absolute.
pub(super) fn artifact(path: &str) -> ArtifactLocation {
    let is_drive = path.as_bytes().get(1) == Some(&b':');
    let (uri, base) = match path.starts_with('/') {
        true => (format!("file://{}", escaped(path)), None),
        false if is_drive => (format!("file:///{}", escaped(path)), None),
        false => (escaped(path), Some(ROOT)),
    };
    ArtifactLocation {
        uri: Some(uri),
        uri_base_id: base,
        description: None,
    }
}

/// Everything but unreserved characters (RFC 3986, 2.3) and `/` percent-encoded.
fn escaped(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uri_references() {
        let uri = |path: &str| artifact(path).uri.unwrap_or_default();
        assert_eq!(uri("infra/a b#c?.yml"), "infra/a%20b%23c%3F.yml");
        assert_eq!(uri("größe%.tf"), "gr%C3%B6%C3%9Fe%25.tf");
        assert_eq!(uri("/tmp/x:y.json"), "file:///tmp/x%3Ay.json");
        assert_eq!(uri("C:/x.json"), "file:///C%3A/x.json");
        assert_eq!(artifact("a").uri_base_id, Some(ROOT));
        assert_eq!(artifact("/a").uri_base_id, None);
    }

    #[test]
    fn texts_are_no_templates_and_no_links() {
        let text = message("${var.x} {0} [here](https://evil.example)").text;
        assert_eq!(text, "${{var.x}} {{0}} [here] (https://evil.example)");
    }
}
