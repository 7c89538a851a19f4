//! What mends a fault: in words, as an edit of the file, and as commands.

use super::command_id;
use crate::source::Span;

/// What an edit does at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The value there becomes another.
    Value,
    /// An entry with this key is added beside the one whose value is there.
    Beside(&'static str),
    /// The entry `old`, whose value is there, becomes `new`, in which `key` alone has a value.
    Instead {
        /// The key of the entry that goes.
        old: &'static str,
        /// The key that stands there afterwards.
        new: &'static str,
        /// The only key in it.
        key: &'static str,
    },
}

/// Another value for one place of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The value that is replaced, quotes included, or whose entry is the place.
    pub span: Span,
    /// What is done there. Keys are CloudFront's own, and written as the file's language does.
    pub change: Change,
    /// The new value, to be written in the file's own syntax.
    pub value: String,
    /// How it is written there, where that was tried and mends the fault.
    pub written: Option<Written>,
}

impl Edit {
    /// How the value is said in the file's own language, where that was tried and is more than the
    /// plain value.
    #[must_use]
    pub fn in_own_words(&self) -> Option<&str> {
        let text = self.written.as_ref()?.text.trim();
        let is_plain = text.trim_matches(['"', '\'']) == self.value;
        let is_whole = !matches!(self.change, Change::Beside(_));
        (is_whole && !is_plain && !text.contains('\n')).then_some(text)
    }
}

/// Text that stands for a range of a file afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What is replaced.
    pub span: Span,
    /// What stands there instead.
    pub text: String,
}

/// A mend.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fix {
    /// What to change, as an order: "set the origin's DomainName to …".
    pub description: String,
    /// Other ways to mend it, as orders.
    pub alternatives: Vec<String>,
    /// The smallest edit of the file at hand.
    pub edits: Vec<Edit>,
    /// Why a person must decide about the edit, where it changes more than this delivery.
    pub caution: Option<&'static str>,
    /// Commands a person can run.
    pub commands: Vec<String>,
}

impl Fix {
    /// A mend in words.
    pub fn new(description: impl Into<String>) -> Self {
        Self {
            description: description.into(),
            ..Self::default()
        }
    }

    /// Everything in it that a report shows.
    pub(super) fn texts(&mut self) -> impl Iterator<Item = &mut String> {
        let edits = self.edits.iter_mut().map(|edit| &mut edit.value);
        let ways = self.alternatives.iter_mut().chain(&mut self.commands);
        ways.chain(edits).chain([&mut self.description])
    }

    /// Another way to mend it.
    #[must_use]
    pub fn or(mut self, alternative: impl Into<String>) -> Self {
        self.alternatives.push(alternative.into());
        self
    }

    /// The same as an edit, where the value has a place.
    #[must_use]
    pub fn edit(self, span: Option<Span>, value: impl Into<String>) -> Self {
        self.change(span, Change::Value, value)
    }

    /// The same as a change of entries, where there is a place.
    #[must_use]
    pub fn change(mut self, span: Option<Span>, change: Change, value: impl Into<String>) -> Self {
        self.edits.extend(span.map(|span| Edit {
            span,
            change,
            value: value.into(),
            written: None,
        }));
        self
    }

    /// Says why the edit is not made without a person's consent: "whoever …".
    #[must_use]
    pub fn with_caution(mut self, why: &'static str) -> Self {
        self.caution = Some(why);
        self
    }

    /// The commands that put a changed configuration in place.
    #[must_use]
    pub fn update_distribution(mut self, id: Option<&str>) -> Self {
        let id = command_id(id, "DISTRIBUTION-ID");
        self.commands = vec![
            format!("aws cloudfront get-distribution-config --id {id} > current.json"),
            format!(
                "aws cloudfront update-distribution --id {id} --if-match ETAG --distribution-config file://changed.json"
            ),
        ];
        self
    }

    /// The commands that put a changed cache policy in place.
    #[must_use]
    pub fn update_cache_policy(mut self, id: &str) -> Self {
        let id = command_id(Some(id), "CACHE-POLICY-ID");
        self.commands = vec![
            format!("aws cloudfront get-cache-policy-config --id {id} > current.json"),
            format!(
                "aws cloudfront update-cache-policy --id {id} --if-match ETAG --cache-policy-config file://changed.json"
            ),
        ];
        self
    }
}
