//! What a rule declares about itself; its check lives in `rules`.

use super::Severity;
use crate::model::{Answer, Stage};

/// The hop that a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Whether the request gets that far.
    Distribution,
    /// The URL by itself.
    Url,
    /// Which host S3 will see.
    Origin,
    /// What of the query string arrives.
    Query,
    /// What else arrives.
    Headers,
    /// How long, and for whom.
    Cache,
    /// Who may ask.
    Access,
    /// What was answered.
    Response,
}

impl Group {
    /// Its name, as `siglint rules` lists it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Distribution => "distribution",
            Self::Url => "url",
            Self::Origin => "origin",
            Self::Query => "query",
            Self::Headers => "headers",
            Self::Cache => "cache",
            Self::Access => "access",
            Self::Response => "response",
        }
    }
}

/// What a rule must be given to say anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// A signed URL.
    Url,
    /// A distribution's configuration.
    Distribution,
    /// What is known of the bucket: its policy, and what else lets in or keeps out.
    Bucket,
    /// An answer: fetched, or saved.
    Answer,
    /// A delivery that `siglint.toml` declares.
    Delivery,
}

impl Need {
    /// In words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Url => "a signed URL",
            Self::Distribution => "a distribution",
            Self::Bucket => "the bucket's policy",
            Self::Answer => "an answer",
            Self::Delivery => "a declared delivery",
        }
    }
}

/// What a fault does to the delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// The request is refused.
    Breaks,
    /// Someone without a valid signature gets the object.
    Leaks,
    /// It works, but is wasteful, fragile or wider than intended.
    Weakens,
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// A kebab-case noun for the fault.
    pub id: &'static str,
    /// One line.
    pub summary: &'static str,
    /// The hop it is about.
    pub group: Group,
    /// The severity it usually has.
    pub severity: Severity,
    /// What it needs.
    pub needs: &'static [Need],
    /// Where the request meets the fault.
    pub stage: Stage,
    /// What the fault does.
    pub effect: Effect,
    /// What will be answered, where the fault has one answer.
    pub predicts: Option<Answer>,
    /// Its manual page, in Markdown.
    pub page: &'static str,
}

impl Rule {
    /// What stands under one of the page's headings; nothing where the page has no such heading.
    #[must_use]
    pub fn section(&self, heading: &str) -> &'static str {
        let is_heading = |part: &&str| part.lines().next() == Some(heading);
        let section = self.page.split("\n## ").find(is_heading);
        let body = section.and_then(|section| section.split_once('\n'));
        body.map_or("", |(_, body)| body.trim())
    }

    /// The addresses under the page's heading "References".
    #[must_use]
    pub fn references(&self) -> Vec<&'static str> {
        // They stand at the end of a page.
        let references = self.page.rsplit_once("\n## References\n");
        let references = references.map_or("", |(_, references)| references);
        let end = |c: char| c.is_whitespace() || ")>,;".contains(c);
        let addresses = references.match_indices("https://");
        addresses
            .filter_map(|(at, _)| references.get(at..)?.split(end).next())
            .collect()
    }
}
