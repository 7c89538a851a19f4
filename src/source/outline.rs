//! The shape of a structured text, kept so that any span can be named by a JSON pointer (RFC 6901).

use super::Span;
use std::cmp::Ordering;

/// One step from a node to its child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The child of a mapping, by its key.
    Key(String),
    /// The child of a sequence, from 0.
    Index(usize),
}

#[derive(Debug, Clone)]
struct Entry {
    start: usize,
    end: usize,
    parent: Option<usize>,
    step: Step,
}

/// The nodes of one parsed text in the order in which they start.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    entries: Vec<Entry>,
}

impl Outline {
    /// Adds a node below `parent` (an earlier answer of this function) and returns its handle. Nodes
    /// come in the order in which they start.
    pub fn add(&mut self, parent: Option<usize>, step: Step, span: Span) -> usize {
        self.entries.push(Entry {
            start: span.start,
            end: span.end,
            parent,
            step,
        });
        self.entries.len() - 1
    }

    /// The JSON pointer of the smallest node that holds `span`; empty for the whole document.
    #[must_use]
    pub fn pointer(&self, span: Span) -> String {
        // Nodes are nested: what holds the span is the last one that starts before it, or around that.
        let after = self
            .entries
            .partition_point(|entry| entry.start <= span.start);
        let last = after.checked_sub(1).and_then(|last| self.entries.get(last));
        // A key and its value are more than any node, but for a mapping without brackets (YAML's)
        // that has this one key: then it is the mapping that is asked for.
        let is_around =
            |entry: &Entry| matches!(entry.step, Step::Key(_)) && entry.start == span.start;
        let holds = |entry: &&Entry| match entry.end.cmp(&span.end) {
            Ordering::Less => false,
            Ordering::Equal => !is_around(entry),
            Ordering::Greater => true,
        };
        let smallest = self.upwards(last).find(holds);
        let steps: Vec<String> = self
            .upwards(smallest)
            .map(|entry| escape(&entry.step))
            .collect();
        steps
            .iter()
            .rev()
            .fold(String::new(), |pointer, step| pointer + "/" + step)
    }

    /// Where the furthest node ends of those that begin in a range.
    #[must_use]
    pub fn reach(&self, range: std::ops::Range<usize>) -> Option<usize> {
        let first = self
            .entries
            .partition_point(|entry| entry.start < range.start);
        let begun = self.entries.get(first..)?.iter();
        let begun = begun.take_while(|entry| entry.start < range.end);
        begun.map(|entry| entry.end).max()
    }

    /// Whether a byte stands inside of a node that has no others in it: a text, and no space between.
    #[must_use]
    pub fn is_in_leaf(&self, at: usize) -> bool {
        let after = self.entries.partition_point(|entry| entry.start <= at);
        let Some(last) = after.checked_sub(1) else {
            return false;
        };
        // What has children is followed by the first of them.
        let next = self.entries.get(after);
        let is_leaf = next.is_none_or(|next| next.parent != Some(last));
        is_leaf && self.entries.get(last).is_some_and(|entry| at < entry.end)
    }

    /// A node and what it stands in, from the inside out.
    fn upwards<'o>(&'o self, from: Option<&'o Entry>) -> impl Iterator<Item = &'o Entry> {
        let parent = |entry: &&'o Entry| self.entries.get(entry.parent?);
        std::iter::successors(from, parent)
    }
}

/// A JSON pointer in the words of the AWS documentation: `Origins.Items[0].DomainName`.
#[must_use]
pub fn dotted(pointer: &str) -> String {
    let steps = pointer.split('/').skip(1).map(|step| {
        match !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit()) {
            true => format!("[{step}]"),
            false => format!(".{}", step.replace("~1", "/").replace("~0", "~")),
        }
    });
    let path: String = steps.collect();
    path.trim_start_matches('.').to_owned()
}

fn escape(step: &Step) -> String {
    match step {
        Step::Key(key) => key.replace('~', "~0").replace('/', "~1"),
        Step::Index(index) => index.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceKind, SourceMap};

    #[test]
    fn the_smallest_node_around_a_span_is_named() {
        let text = r#"{"a": {"b": 1, "c": [2, 3]}, "d": 4}"#;
        let source = SourceMap::default().add("t", SourceKind::File, text);
        let span = |part: &str| {
            let start = text.find(part).unwrap();
            Span::new(source, start, start + part.len())
        };
        let key = |key: &str| Step::Key(key.to_owned());
        let mut outline = Outline::default();
        let a = outline.add(None, key("a"), span(r#""a": {"b": 1, "c": [2, 3]}"#));
        outline.add(Some(a), key("b"), span(r#""b": 1"#));
        let c = outline.add(Some(a), key("c"), span(r#""c": [2, 3]"#));
        outline.add(Some(c), Step::Index(0), span("2"));
        outline.add(Some(c), Step::Index(1), span("3"));
        outline.add(None, key("d"), span(r#""d": 4"#));
        for (part, pointer) in [
            ("2", "/a/c/0"),
            ("3", "/a/c/1"),
            ("[2, 3]", "/a/c"),
            ("1, \"c\"", "/a"),
            ("{\"b\"", "/a"),
            ("4", "/d"),
            (text, ""),
            ("}, \"d\"", ""),
        ] {
            assert_eq!(outline.pointer(span(part)), pointer, "{part}");
        }
        assert_eq!(dotted("/a/c/0/x~1y"), "a.c[0].x/y");
        assert_eq!(dotted(""), "");
    }
}
