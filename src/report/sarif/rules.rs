//! The rules as SARIF describes them.

use super::log::{Configuration, Descriptor, DescriptorProperties, Message};
use crate::finding::{Effect, Rule};
use crate::source::clipped;

/// As many characters of a description as GitHub takes.
const DESCRIPTION: usize = 1_000;

/// A rule with its page. What is different from run to run must not be in it: services compare.
pub(super) fn descriptor(rule: &&'static Rule) -> Descriptor {
    let does = rule.section("What it does");
    let does = does.split("\n\n").next().unwrap_or(does);
    let mend = rule.section("How to mend it");
    Descriptor {
        id: rule.id,
        short_description: plain(rule.summary),
        full_description: plain(&clipped(does, DESCRIPTION)),
        // A page is no message with placeholders: its braces stay as they are.
        help: Message {
            text: format!("{}\n\n{mend}", rule.summary),
            markdown: Some(rule.page.trim().to_owned()),
        },
        help_uri: rule.references().first().copied(),
        default_configuration: Configuration {
            level: rule.severity.name(),
        },
        properties: DescriptorProperties { tags: tags(rule) },
    }
}

fn plain(text: &str) -> Message {
    Message {
        text: text.to_owned(),
        markdown: None,
    }
}

fn tags(rule: &Rule) -> Vec<&'static str> {
    let security = (rule.effect == Effect::Leaks).then_some("security");
    std::iter::once(rule.group.name()).chain(security).collect()
}
