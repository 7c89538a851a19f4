//! TOML to the tree, with what could be read of a text that is broken; the only file that names the
//! parser.

use super::{Entry, MAX_DEPTH, Node, NodeKind, SyntaxError};
use crate::source::{Outline, SourceId, Span, Step};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

/// Reads `text`, which `source` stands for, into its tree and the outline for JSON pointers, with
/// every place that is not TOML; what such a place spoils is left out.
///
/// The span of a table is its header, or its braces; that of the whole is empty. A date is a string.
#[must_use]
pub fn parse(text: &str, source: SourceId) -> (Node, Outline, Vec<SyntaxError>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let reader = Reader { text, source };
    // The parser leaves out what nests deeper than 80 levels, so this recursion has a limit.
    let root = Node {
        span: Span::new(source, 0, 0),
        kind: reader.table(table.get_ref(), 1),
    };
    let errors = errors.iter().map(|error| reader.refusal(error)).collect();
    let outline = reader.outline(&root);
    (root, outline, errors)
}

struct Reader<'a> {
    text: &'a str,
    source: SourceId,
}

impl Reader<'_> {
    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.source, range.start, range.end)
    }

    /// The entries in the order of the text.
    fn table(&self, table: &DeTable<'_>, depth: usize) -> NodeKind {
        let entry = |(key, value): (&Spanned<_>, &Spanned<_>)| Entry {
            key: AsRef::<str>::as_ref(key.get_ref()).to_owned(),
            key_span: self.span(&key.span()),
            value: self.node(value, depth + 1),
        };
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| entry((key, value)))
            .collect();
        entries.sort_by_key(|entry| entry.key_span.start);
        NodeKind::Mapping(entries)
    }

    fn node(&self, value: &Spanned<DeValue<'_>>, depth: usize) -> Node {
        let kind = match value.get_ref() {
            _ if depth > MAX_DEPTH => NodeKind::Null,
            DeValue::String(text) => NodeKind::String(text.clone().into_owned()),
            DeValue::Integer(number) => NodeKind::Number(decimal(number)),
            DeValue::Float(number) => NodeKind::Number(number.as_str().to_owned()),
            DeValue::Boolean(value) => NodeKind::Bool(*value),
            DeValue::Datetime(time) => NodeKind::String(time.to_string()),
            DeValue::Array(items) => {
                let items = items.iter().map(|item| self.node(item, depth + 1));
                NodeKind::Sequence(items.collect())
            }
            DeValue::Table(table) => self.table(table, depth),
        };
        Node {
            span: self.span(&value.span()),
            kind,
        }
    }

    fn refusal(&self, error: &toml::de::Error) -> SyntaxError {
        let range = error.span().unwrap_or(self.text.len()..self.text.len());
        let rest = self.text.get(range.start..).unwrap_or_default();
        let line_end = range.start + rest.find(['\n', '\r']).unwrap_or(rest.len());
        let end = range.end.clamp(range.start, line_end);
        SyntaxError {
            span: Span::new(self.source, range.start, end),
            message: format!("this is no TOML: {}", error.message()),
        }
    }
}

/// An integer in decimal digits, however it was written.
fn decimal(number: &DeInteger<'_>) -> String {
    let value = i128::from_str_radix(number.as_str(), number.radix());
    value.map_or_else(|_| number.as_str().to_owned(), |value| value.to_string())
}

/// A table under a header of its own. The parts of one table, or of one list of tables, may stand
/// anywhere in the text, with others between them: so each header has its whole path.
struct Section<'n> {
    path: Vec<Step>,
    node: &'n Node,
}

impl Reader<'_> {
    /// The outline: every section in the order of the text, and in it what stands under its header.
    fn outline(&self, root: &Node) -> Outline {
        let mut sections = Vec::new();
        self.sections(root, &mut Vec::new(), &mut sections);
        sections.sort_by_key(|section| (section.node.span.start, section.path.len()));
        let mut outline = Outline::default();
        for section in sections {
            let own = section.node.entries().iter();
            let own: Vec<&Entry> = own.filter(|entry| !self.is_section(&entry.value)).collect();
            let spans = own.iter().map(|entry| extent_of(entry));
            let whole = spans.fold(section.node.span, joined);
            let mut here = None;
            for step in section.path {
                here = Some(outline.add(here, step, whole));
            }
            for entry in own {
                let at = outline.add(here, Step::Key(entry.key.clone()), extent_of(entry));
                add(&entry.value, Some(at), &mut outline);
            }
        }
        outline
    }

    fn sections<'n>(&self, node: &'n Node, path: &mut Vec<Step>, all: &mut Vec<Section<'n>>) {
        // A table that only headers of its parts mention has no place of its own.
        if path.is_empty() || self.is_headed(node) {
            let path = path.clone();
            all.push(Section { path, node });
        }
        let sections = node.entries().iter();
        for entry in sections.filter(|entry| self.is_section(&entry.value)) {
            path.push(Step::Key(entry.key.clone()));
            for (index, item) in entry.value.items().iter().enumerate() {
                path.push(Step::Index(index));
                self.sections(item, path, all);
                path.pop();
            }
            if entry.value.items().is_empty() {
                self.sections(&entry.value, path, all);
            }
            path.pop();
        }
    }

    /// Whether a value is a table with a header, or holds such.
    fn is_section(&self, value: &Node) -> bool {
        let table = value.items().first().unwrap_or(value);
        let mut within = table.entries().iter();
        matches!(table.kind, NodeKind::Mapping(_))
            && (self.is_headed(table) || within.any(|entry| self.is_section(&entry.value)))
    }

    fn is_headed(&self, table: &Node) -> bool {
        let header = self.text.get(table.span.start..);
        header.is_some_and(|text| text.starts_with('['))
    }
}

/// Adds what stands in a value without a header of its own.
fn add(node: &Node, parent: Option<usize>, outline: &mut Outline) {
    for (index, item) in node.items().iter().enumerate() {
        let here = outline.add(parent, Step::Index(index), extent(item));
        add(item, Some(here), outline);
    }
    for entry in node.entries() {
        let here = outline.add(parent, Step::Key(entry.key.clone()), extent_of(entry));
        add(&entry.value, Some(here), outline);
    }
}

fn extent_of(entry: &Entry) -> Span {
    joined(entry.key_span, extent(&entry.value))
}

/// The span of a node and of everything in it.
fn extent(node: &Node) -> Span {
    let items = node.items().iter().map(extent);
    let entries = node.entries().iter();
    items.chain(entries.map(extent_of)).fold(node.span, joined)
}

fn joined(one: Span, other: Span) -> Span {
    Span {
        start: one.start.min(other.start),
        end: one.end.max(other.end),
        ..one
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceKind, SourceMap};

    const TEXT: &str = "config = [\"infra/\"]\n\n[[delivery]]\npath = \"/a/*\"\nreach = 0x10\n\n\
        [signer.web]\nsdk = 'boto3'\n\n[[delivery]]\nuntil = 2027-01-31\nis = true\n";

    fn read(text: &str) -> (SourceMap, Node, Vec<SyntaxError>) {
        let mut sources = SourceMap::default();
        let id = sources.add("siglint.toml", SourceKind::File, text);
        let (node, outline, errors) = parse(text, id);
        sources.set_outline(id, outline);
        (sources, node, errors)
    }

    #[test]
    fn values_keep_their_places_and_pointers() {
        let (sources, node, errors) = read(TEXT);
        assert!(errors.is_empty(), "{errors:?}");
        let deliveries = node.get("delivery").unwrap().items();
        let path = deliveries[0].get("path").unwrap();
        assert_eq!(path.as_str(), Some("/a/*"));
        assert_eq!(&TEXT[path.span.start..path.span.end], "\"/a/*\"");
        assert_eq!(sources.pointer(path.span), "/delivery/0/path");
        assert_eq!(deliveries[0].get("reach").unwrap().as_u64(), Some(16));
        let until = deliveries[1].get("until").unwrap();
        assert_eq!(until.as_str(), Some("2027-01-31"));
        let signer = node.path(&["signer", "web"]).unwrap();
        assert_eq!(&TEXT[signer.span.start..signer.span.end], "[signer.web]");
        let sdk = signer.get("sdk").unwrap();
        assert_eq!(sources.pointer(sdk.span), "/signer/web/sdk");
        assert_eq!(sources.pointer(until.span), "/delivery/1/until");
        assert_eq!(sources.pointer(signer.span), "/signer/web");
    }

    #[test]
    fn a_broken_line_does_not_lose_the_rest() {
        let (sources, node, errors) = read("a = \n[signer.web]\nsdk = \"boto3\"\nb = c\n");
        assert_eq!(
            node.path(&["signer", "web", "sdk"]).unwrap().as_str(),
            Some("boto3")
        );
        let lines: Vec<usize> = errors
            .iter()
            .map(|error| sources.location(error.span).line)
            .collect();
        assert_eq!(lines, [1, 4], "{errors:?}");
    }

    #[test]
    fn deep_and_odd_texts_do_no_harm() {
        for text in [
            "a = ".to_owned() + &"[".repeat(100_000),
            "a = ".to_owned() + &"{a=".repeat(100_000),
            format!("[{}]", vec!["a"; 10_000].join(".")),
            "\u{feff}a = 1".to_owned(),
            "a = 99999999999999999999999999999999999999999\n".to_owned(),
            "[[a]]\n[a]\n[a.b]\na = 1\na = 2".to_owned(),
        ] {
            let _ = read(&text);
        }
    }
}
