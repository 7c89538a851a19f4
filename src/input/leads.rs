//! References to what is not in the input: told one by one where something hints at CloudFront, and else
//! counted. A template nests dozens of networks, and a wall of notices would be read by nobody.

use crate::model::Gap;
use crate::source::Span;
use std::collections::BTreeSet;

/// Words by which what is called so may well make a distribution, in lower case.
const HINTS: [&str; 9] = [
    "cache_behavior",
    "cdn",
    "cloudfront",
    "deliver",
    "distribution",
    "edge",
    "frontend",
    "front-end",
    "site",
];

/// How many of a kind are told one by one.
const MOST_TOLD: usize = 20;

/// How many of the others are named.
const MOST_NAMED: usize = 4;

/// A reference to something that was not looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lead {
    /// What it is one of, in the plural: `nested stacks`.
    pub(crate) kind: &'static str,
    /// What it is called among its kind.
    pub(crate) name: String,
    /// Where it leads on, as written.
    pub(crate) at: Span,
    /// Whether it may well make a distribution, or belongs to one.
    pub(crate) is_likely: bool,
    /// What was not looked at, and why.
    pub(crate) reason: String,
    /// What would settle it.
    pub(crate) needs: String,
}

/// Whether a name or an address hints at CloudFront.
pub(crate) fn hints(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    HINTS.iter().any(|hint| text.contains(hint))
}

/// The leads of a run as gaps, each place once.
pub(crate) fn gaps(mut leads: Vec<Lead>) -> Vec<Gap> {
    let mut places = BTreeSet::new();
    leads.retain(|lead| places.insert(lead.at));
    let kinds: BTreeSet<&str> = leads.iter().map(|lead| lead.kind).collect();
    let of_kind = |kind: &str| leads.iter().filter(|lead| lead.kind == kind).collect();
    let told = kinds.into_iter().flat_map(|kind| told(of_kind(kind)));
    told.collect()
}

/// A gap for each that may well be ours, and one for all the others.
fn told(leads: Vec<&Lead>) -> Vec<Gap> {
    let (likely, others): (Vec<&Lead>, Vec<&Lead>) =
        leads.into_iter().partition(|lead| lead.is_likely);
    let (told, more) = likely.split_at(likely.len().min(MOST_TOLD));
    let told = told.iter().map(|lead| Gap {
        at: Some(lead.at),
        reason: lead.reason.clone(),
        needs: lead.needs.clone(),
    });
    let more = counted(more, "were not looked at either");
    let others = counted(&others, "that do not hint at CloudFront were not looked at");
    told.chain(more).chain(others).collect()
}

/// One gap for many, of which some are named.
fn counted(leads: &[&Lead], what: &str) -> Option<Gap> {
    let first = leads.first()?;
    let mut names: Vec<&str> = Vec::new();
    for lead in leads {
        if !names.contains(&lead.name.as_str()) && names.len() < MOST_NAMED {
            names.push(&lead.name);
        }
    }
    let more = match leads.len() - names.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some(Gap {
        at: Some(first.at),
        reason: format!("{} {what}: {}{more}", first.kind, names.join(", ")),
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
            name: name.clone(),
            at: Span::new(source, at, at),
            is_likely: hints(name),
            reason: format!("{name}!"),
            needs: "it".to_owned(),
        };
        let leads: Vec<Lead> = names.iter().enumerate().map(lead).collect();
        // What several stacks nest is one place.
        let twice = [leads.clone(), leads].concat();
        gaps(twice).into_iter().map(|gap| gap.reason).collect()
    }

    #[test]
    fn what_hints_at_cloudfront_is_told_and_the_rest_is_counted() {
        let names = |count: usize, name: &str| -> Vec<String> {
            (0..count).map(|index| format!("{name}{index}")).collect()
        };
        let mut many = names(30, "Vpc");
        many.push("WebCdn".to_owned());
        let others = "nested stacks that do not hint at CloudFront were not looked at: Vpc0, Vpc1, Vpc2, Vpc3 and 26 more";
        assert_eq!(reasons(&many), ["WebCdn!", others]);
        let told = reasons(&names(22, "Site"));
        assert_eq!(told.len(), 21);
        assert_eq!(
            told[20],
            "nested stacks were not looked at either: Site20, Site21"
        );
    }
}
