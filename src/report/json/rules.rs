//! The documents of `rules` and `explain RULE`.

use crate::finding::Rule;
use serde::Serialize;

/// The list of rules.
#[derive(Debug, Serialize)]
pub struct Rules {
    version: u8,
    rules: Vec<Listed>,
}

/// One rule.
#[derive(Debug, Serialize)]
pub struct Listed {
    id: &'static str,
    group: &'static str,
    severity: &'static str,
    summary: &'static str,
    needs: Vec<&'static str>,
    references: Vec<&'static str>,
}

/// One rule with its page.
#[derive(Debug, Serialize)]
pub struct Page {
    version: u8,
    #[serde(flatten)]
    rule: Listed,
    page: &'static str,
}

/// The document of `rules`.
#[must_use]
pub fn rules(rules: &[&'static Rule]) -> Rules {
    Rules {
        version: 1,
        rules: rules.iter().map(|rule| listed(rule)).collect(),
    }
}

/// The document of `explain RULE`.
#[must_use]
pub fn page(rule: &'static Rule) -> Page {
    Page {
        version: 1,
        rule: listed(rule),
        page: rule.page,
    }
}

fn listed(rule: &'static Rule) -> Listed {
    Listed {
        id: rule.id,
        group: rule.group.name(),
        severity: rule.severity.name(),
        summary: rule.summary,
        needs: rule.needs.iter().map(|need| need.name()).collect(),
        references: rule.references(),
    }
}
