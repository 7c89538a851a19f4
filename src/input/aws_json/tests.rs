//! Tests by document: what is taken from each, and where it stands.

mod documents;
mod hostile;
mod settings;

use super::load;
use crate::input::Loaded;
use crate::model::{Behavior, Distribution};
use crate::source::{SourceKind, SourceMap, Span};

/// An origin and a default behavior, for configurations that are about something else.
const ORIGINS: &str = r#""Origins": {"Quantity": 1, "Items": [{"Id": "o", "DomainName": "b.s3.amazonaws.com", "S3OriginConfig": {}}]}"#;
const BEHAVIOR: &str = r#""DefaultCacheBehavior": {"TargetOriginId": "o"}"#;

/// A loaded text, with the means to ask where something stands.
#[derive(Debug)]
struct Case {
    sources: SourceMap,
    loaded: Loaded,
}

impl Case {
    fn new(text: &str) -> Self {
        let mut sources = SourceMap::default();
        let loaded = load("t.json", text, &mut sources);
        Self { sources, loaded }
    }

    /// A bare configuration with these other keys.
    fn config(more: &str) -> Self {
        Self::new(&format!("{{{more}, {ORIGINS}, {BEHAVIOR}}}"))
    }

    /// A default behavior with these keys besides its target.
    fn behavior(more: &str) -> Self {
        let behavior = BEHAVIOR.replace('}', &format!(", {more}}}"));
        Self::new(&format!("{{{ORIGINS}, {behavior}}}"))
    }

    fn is_ours(&self) -> bool {
        !self.loaded.recognised.is_empty()
    }

    fn only(&self) -> &Distribution {
        let [only] = &self.loaded.configuration.distributions[..] else {
            panic!("{:?}", self.loaded);
        };
        only
    }

    fn default_behavior(&self) -> &Behavior {
        self.only().behaviors.last().unwrap()
    }

    fn pointer(&self, span: Option<Span>) -> String {
        self.sources.pointer(span.unwrap())
    }

    /// What is kept of the text.
    fn kept(&self) -> &str {
        let first = SourceMap::default().add("", SourceKind::File, "");
        self.sources.get(first).text()
    }

    fn messages(&self) -> Vec<&str> {
        let problems = self.loaded.problems.iter();
        problems.map(|problem| problem.message.as_str()).collect()
    }
}
