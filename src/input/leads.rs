//! References to what is not in the input: told one by one where their names speak of a delivery, and
//! else counted, so that a template of sixty networks is no wall of notices.

use crate::model::Gap;
use crate::source::Span;
use std::collections::BTreeSet;

/// So few whose names say nothing are told one by one as well.
const FEW: usize = 3;

/// More than so many of a kind nobody reads one by one.
const MOST: usize = 20;

/// What the names of things have in them that may be a delivery, in lower case.
const WORDS: [&str; 16] = [
    "asset",
    "bucket",
    "cdn",
    "cloudfront",
    "content",
    "deliver",
    "distribution",
    "download",
    "edge",
    "file",
    "frontend",
    "media",
    "s3",
    "site",
    "static",
    "storage",
];

/// A reference to something that was not looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lead {
    /// What it is one of, in the plural: `nested stacks`.
    pub(crate) kind: &'static str,
    /// Where it leads on, as written.
    pub(crate) at: Span,
    /// Its own name and that of what it leads to, by which it is judged.
    pub(crate) names: String,
    /// What was not looked at, and why.
    pub(crate) reason: String,
    /// What would settle it.
    pub(crate) needs: String,
}

impl Lead {
    fn speaks_of_delivery(&self) -> bool {
        let names = self.names.to_lowercase();
        WORDS.iter().any(|word| names.contains(word))
    }
}

/// The leads of a run as gaps, each place once.
pub(crate) fn gaps(leads: Vec<Lead>) -> Vec<Gap> {
    let mut places = BTreeSet::new();
    let mut leads = leads;
    leads.retain(|lead| places.insert(lead.at));
    let kinds: BTreeSet<&str> = leads.iter().map(|lead| lead.kind).collect();
    let of_kind = |kind: &str| leads.iter().filter(|lead| lead.kind == kind).collect();
    kinds
        .into_iter()
        .flat_map(|kind| told(of_kind(kind)))
        .collect()
}

fn told(leads: Vec<&Lead>) -> Vec<Gap> {
    let silent = leads.iter().filter(|lead| !lead.speaks_of_delivery());
    let few = silent.count() <= FEW;
    let (speaking, silent): (Vec<&Lead>, Vec<&Lead>) = leads
        .into_iter()
        .partition(|lead| few || lead.speaks_of_delivery());
    let (told, many) = speaking.split_at(speaking.len().min(MOST));
    let each = told.iter().map(|lead| Gap {
        at: Some(lead.at),
        reason: lead.reason.clone(),
        needs: lead.needs.clone(),
    });
    let of_many = counted(many, "the first of them stands here");
    let of_silent = counted(&silent, "none has a name that speaks of a delivery");
    each.chain(of_many).chain(of_silent).collect()
}

/// One notice for all of these.
fn counted(leads: &[&Lead], which: &str) -> Option<Gap> {
    let first = leads.first()?;
    let count = leads.len();
    Some(Gap {
        at: Some(first.at),
        reason: format!(
            "{count} further {} lead to what is not in the input; {which}",
            first.kind
        ),
        needs: first.needs.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceKind, SourceMap};

    fn reasons(names: &[String]) -> Vec<String> {
        let source = SourceMap::default().add("t", SourceKind::File, "");
        let lead = |(at, name): (usize, &String)| Lead {
            kind: "nested stacks",
            at: Span::new(source, at, at),
            names: name.clone(),
            reason: name.clone(),
            needs: "it".to_owned(),
        };
        let leads: Vec<Lead> = names.iter().enumerate().map(lead).collect();
        // What several stacks nest is one place.
        let twice = [leads.clone(), leads].concat();
        gaps(twice).into_iter().map(|gap| gap.reason).collect()
    }

    #[test]
    fn a_few_are_all_told_and_of_many_those_that_may_be_a_delivery() {
        let names = |count: usize, name: &str| vec![name.to_owned(); count];
        assert_eq!(reasons(&names(2, "Vpc")), names(2, "Vpc"));
        let mut many = names(30, "Vpc");
        many.push("WebCdn".to_owned());
        let expected = [
            "WebCdn",
            "30 further nested stacks lead to what is not in the input; none has a name that speaks of a delivery",
        ];
        assert_eq!(reasons(&many), expected);
        let told = reasons(&names(30, "Site"));
        assert_eq!(told.len(), 21);
        assert!(told[20].starts_with("10 further"), "{told:?}");
    }
}
