//! The list of rules, and a rule's page.

use super::{Style, WIDTH, wrap};
use crate::finding::Rule;

/// The column at which summaries start.
const TEXT: usize = 30;

/// One rule a line, under the hop it is about.
#[must_use]
pub fn rules(rules: &[&'static Rule], style: Style) -> String {
    let mut text = String::new();
    let mut group = None;
    for rule in rules {
        if group != Some(rule.group) {
            let gap = if group.is_some() { "\n" } else { "" };
            text += &format!("{gap}{}\n", style.strong(rule.group.name()));
            group = Some(rule.group);
        }
        let indent = format!("\n{}", " ".repeat(TEXT));
        let summary = wrap(rule.summary, WIDTH - TEXT).join(&indent);
        text += &format!("  {:<width$}{summary}\n", rule.id, width = TEXT - 2);
    }
    text
}

/// A rule's page, with a line on top that says what the rule is.
#[must_use]
pub fn page(rule: &Rule, style: Style) -> String {
    let needs: Vec<&str> = rule.needs.iter().map(|need| need.name()).collect();
    let head = format!(
        "{} · {} · {} · needs {}",
        rule.id,
        rule.severity.name(),
        rule.group.name(),
        crate::finding::list(&needs)
    );
    format!("{}\n\n{}\n", style.strong(&head), rule.page.trim())
}
