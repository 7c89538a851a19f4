//! The list of rules, and a rule's page.

use super::{Style, WIDTH, wrap};
use crate::finding::{Group, Rule};

/// The column at which summaries start.
const TEXT: usize = 30;

/// One rule a line, under the hop it is about; hops and rules in the order in which they are met.
#[must_use]
pub fn rules(rules: &[&'static Rule], style: Style) -> String {
    let mut groups: Vec<Group> = Vec::new();
    for rule in rules {
        if !groups.contains(&rule.group) {
            groups.push(rule.group);
        }
    }
    let group = |group: Group| {
        let rules = rules.iter().filter(|rule| rule.group == group);
        let lines: String = rules.map(|rule| line(rule)).collect();
        format!("{}\n{lines}", style.strong(group.name()))
    };
    groups.into_iter().map(group).collect::<Vec<_>>().join("\n")
}

fn line(rule: &Rule) -> String {
    let indent = format!("\n{}", " ".repeat(TEXT));
    let summary = wrap(rule.summary, WIDTH - TEXT).join(&indent);
    let width = TEXT - 2;
    // A long name has a line of its own.
    match rule.id.len() < width {
        true => format!("  {:<width$}{summary}\n", rule.id),
        false => format!("  {}{indent}{summary}\n", rule.id),
    }
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
