//! The shape of a structured text, kept so that any span can be named by a JSON pointer (RFC 6901).

use super::Span;

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
    /// Adds a node below `parent` (an earlier answer of this function) and returns its handle.
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
        let smallest = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.start <= span.start && span.end <= entry.end)
            .min_by_key(|(_, entry)| entry.end - entry.start);
        let mut steps = Vec::new();
        let mut next = smallest.map(|(index, _)| index);
        while let Some(index) = next {
            let entry = &self.entries[index];
            steps.push(escape(&entry.step));
            next = entry.parent;
        }
        steps
            .iter()
            .rev()
            .fold(String::new(), |pointer, step| pointer + "/" + step)
    }
}

fn escape(step: &Step) -> String {
    match step {
        Step::Key(key) => key.replace('~', "~0").replace('/', "~1"),
        Step::Index(index) => index.to_string(),
    }
}
