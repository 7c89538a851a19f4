//! Puts nodes together as they come: collections, anchors, aliases, merge keys and tags.

use super::words::too_deep;
use crate::source::Span;
use crate::syntax::{Entry, MAX_DEPTH, Node, NodeKind};
use std::collections::{HashMap, HashSet};

/// How much aliases may copy in one file, in bytes of text plus [`NODE_WEIGHT`] a node.
const MOST_COPIED: usize = 16 * 1024 * 1024;

/// What a node counts besides its text.
const NODE_WEIGHT: usize = 64;

/// A node that is done, with what a copy of it costs.
#[derive(Debug, Clone)]
pub(super) struct Built {
    node: Node,
    height: usize,
    weight: usize,
}

/// What stands before a node: its anchor's number and its tag.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    pub(super) anchor: usize,
    /// The tag as written, where it is not one of YAML's own.
    pub(super) tag: Option<(String, Span)>,
}

/// A collection that is still open.
struct Open {
    is_mapping: bool,
    items: Vec<Node>,
    entries: Vec<Entry>,
    key: Option<(String, Span)>,
    span: Span,
    marks: Marks,
    height: usize,
    weight: usize,
}

/// The documents of one text, as they grow.
#[derive(Default)]
pub(super) struct Builder {
    open: Vec<Open>,
    /// How many levels are open; a tag is one.
    depth: usize,
    anchors: HashMap<usize, Built>,
    copied: usize,
    pub(super) documents: Vec<Node>,
}

impl Builder {
    /// A collection begins at `span`.
    pub(super) fn open(
        &mut self,
        is_mapping: bool,
        span: Span,
        marks: Marks,
    ) -> Result<(), String> {
        self.depth += levels(&marks);
        if self.depth > MAX_DEPTH {
            return Err(too_deep());
        }
        self.open.push(Open {
            is_mapping,
            items: Vec::new(),
            entries: Vec::new(),
            key: None,
            span,
            marks,
            height: 0,
            weight: NODE_WEIGHT,
        });
        Ok(())
    }

    /// The innermost collection ends; `end` is where its bracket does, if it has one.
    pub(super) fn close(&mut self, end: Option<usize>, text: &str) -> Result<(), String> {
        let Some(mut done) = self.open.pop() else {
            return Ok(());
        };
        self.depth = self.depth.saturating_sub(levels(&done.marks));
        if let Some((key, span)) = done.key.take() {
            done.entries.push(nothing(key, span));
        }
        let last = match done.is_mapping {
            true => done.entries.iter().map(whole_end).max(),
            false => done.items.iter().map(|item| item.span.end).max(),
        };
        done.span.end = end.or(last).unwrap_or(done.span.end).max(done.span.start);
        let kind = match done.is_mapping {
            true => NodeKind::Mapping(merged(done.entries)),
            false => NodeKind::Sequence(done.items),
        };
        let node = Node {
            span: done.span,
            kind,
        };
        let built = Built {
            node,
            height: done.height + 1,
            weight: done.weight,
        };
        self.add(built, done.marks, text)
    }

    /// A scalar.
    pub(super) fn scalar(&mut self, node: Node, marks: Marks, text: &str) -> Result<(), String> {
        if self.depth + levels(&marks) - 1 > MAX_DEPTH {
            return Err(too_deep());
        }
        let weight = NODE_WEIGHT + written_length(&node);
        let built = Built {
            node,
            height: 0,
            weight,
        };
        self.add(built, marks, text)
    }

    /// A copy of what an anchor marks; it stands where the alias does, and its parts where they are.
    pub(super) fn alias(&mut self, anchor: usize, span: Span, text: &str) -> Result<(), String> {
        let Some(original) = self.anchors.get(&anchor) else {
            return Err("this alias stands inside of what it is an alias of".to_owned());
        };
        if self.depth + original.height > MAX_DEPTH {
            return Err(too_deep());
        }
        pay(&mut self.copied, original)?;
        let mut copy = original.clone();
        copy.node.span = span;
        self.add(copy, Marks::default(), text)
    }

    /// A document ends; anchors are its own.
    pub(super) fn end_document(&mut self) {
        self.anchors.clear();
    }

    fn add(&mut self, built: Built, marks: Marks, text: &str) -> Result<(), String> {
        let built = match marks.tag {
            Some(tag) => tagged(built, tag),
            None => built,
        };
        if marks.anchor != 0 {
            pay(&mut self.copied, &built)?;
            self.anchors.insert(marks.anchor, built.clone());
        }
        let Some(parent) = self.open.last_mut() else {
            self.documents.push(built.node);
            return Ok(());
        };
        parent.height = parent.height.max(built.height);
        parent.weight = parent.weight.saturating_add(built.weight);
        match parent.key.take() {
            Some((key, key_span)) => parent.entries.push(Entry {
                key,
                key_span,
                value: built.node,
            }),
            None if parent.is_mapping => {
                // Nor has any reader of templates such keys; `{{ name }}` of other tools looks so.
                if matches!(built.node.kind, NodeKind::Mapping(_)) {
                    return Err("a key should stand here, and a mapping does".to_owned());
                }
                let span = built.node.span;
                parent.key = Some((key_text(built.node, text), span));
            }
            None => parent.items.push(built.node),
        }
        Ok(())
    }
}

/// Counts a copy of a node, as long as there may be more of them.
fn pay(copied: &mut usize, node: &Built) -> Result<(), String> {
    *copied = copied.saturating_add(node.weight);
    if *copied <= MOST_COPIED {
        return Ok(());
    }
    let most = MOST_COPIED / (1024 * 1024);
    Err(format!(
        "aliases make more than {most} MiB of this file, which siglint does not read"
    ))
}

fn levels(marks: &Marks) -> usize {
    1 + usize::from(marks.tag.is_some())
}

fn whole_end(entry: &Entry) -> usize {
    entry.value.span.end.max(entry.key_span.end)
}

fn nothing(key: String, key_span: Span) -> Entry {
    let span = Span::new(key_span.source, key_span.end, key_span.end);
    let kind = NodeKind::Null;
    Entry {
        key,
        key_span,
        value: Node { span, kind },
    }
}

fn written_length(node: &Node) -> usize {
    match &node.kind {
        NodeKind::String(text) | NodeKind::Number(text) => text.len(),
        _ => 0,
    }
}

/// A tagged node is a mapping with one key, the tag as written: `!Sub x` is `{"!Sub": "x"}`.
fn tagged(built: Built, (tag, tag_span): (String, Span)) -> Built {
    let Built {
        node,
        height,
        weight,
    } = built;
    let span = Span::new(
        tag_span.source,
        tag_span.start.min(node.span.start),
        tag_span.end.max(node.span.end),
    );
    let entry = Entry {
        key: tag,
        key_span: tag_span,
        value: node,
    };
    Built {
        node: Node {
            span,
            kind: NodeKind::Mapping(vec![entry]),
        },
        height: height + 1,
        weight: weight.saturating_add(NODE_WEIGHT),
    }
}

/// A key as text: what it says if it is a scalar, else what is written.
fn key_text(node: Node, text: &str) -> String {
    match node.kind {
        NodeKind::String(text) | NodeKind::Number(text) => text,
        _ => {
            let written = text.get(node.span.start..node.span.end);
            written.unwrap_or_default().to_owned()
        }
    }
}

/// The entries with those that `<<` merges in: a mapping's own keys win, then the earlier ones.
fn merged(entries: Vec<Entry>) -> Vec<Entry> {
    let is_merge = |entry: &Entry| entry.key == "<<" && entry.key_span.len() == 2;
    if !entries.iter().any(is_merge) {
        return entries;
    }
    let (merges, mut own): (Vec<_>, Vec<_>) = entries.into_iter().partition(is_merge);
    let mut taken: HashSet<String> = own.iter().map(|entry| entry.key.clone()).collect();
    for merge in merges {
        let from = match merge.value.kind {
            NodeKind::Mapping(entries) => entries,
            NodeKind::Sequence(items) => items.into_iter().flat_map(into_entries).collect(),
            _ => Vec::new(),
        };
        own.extend(
            from.into_iter()
                .filter(|entry| taken.insert(entry.key.clone())),
        );
    }
    own.sort_by_key(|entry| entry.key_span.start);
    own
}

fn into_entries(node: Node) -> Vec<Entry> {
    match node.kind {
        NodeKind::Mapping(entries) => entries,
        _ => Vec::new(),
    }
}
