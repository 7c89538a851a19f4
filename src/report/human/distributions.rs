//! The report of `distributions`.

use super::not_checked::not_checked;
use super::{Style, WIDTH, wrap};
use crate::diagnosis::{
    BehaviorView, DistributionView, Inventory, NamedPolicy, OriginView, PolicyView,
};
use crate::source::{SourceKind, SourceMap, Span, Unresolved};

/// The column at which values start.
const TEXT: usize = 14;

/// More of an expression than this is not shown, in characters.
const LONGEST: usize = 160;

/// Every distribution and policy that was found, and what stayed unresolved in each.
#[must_use]
pub fn distributions(inventory: &Inventory, sources: &SourceMap, style: Style) -> String {
    let mut text = String::new();
    for one in &inventory.distributions {
        text += &distribution(one, sources, style);
        text += "\n";
    }
    for one in &inventory.policies {
        text += &policy(one, sources, style);
    }
    if !inventory.policies.is_empty() {
        text += "\n";
    }
    text += &not_checked(&inventory.not_checked, sources, style);
    text + &style.strong(&summary(inventory)) + "\n"
}

fn distribution(one: &DistributionView, sources: &SourceMap, style: Style) -> String {
    let name = one.id.as_deref().unwrap_or("a distribution without an id");
    let mut text = heading(name, &place(one.span, sources), style);
    let domain: Vec<String> = one.domain.iter().cloned().collect();
    let condition: Vec<String> = one.condition.iter().cloned().collect();
    text += &rows("domain", &domain);
    text += &rows("aliases", &one.aliases);
    text += &rows("condition", &condition);
    text += &rows("origins", &each(&one.origins, origin));
    text += &rows("behaviors", &each(&one.behaviors, behavior));
    text + &open(&one.unresolved, sources, style)
}

fn policy(one: &PolicyView, sources: &SourceMap, style: Style) -> String {
    let name = match one.name.as_str() {
        "" => format!("{} {}", one.kind, one.id),
        name if name == one.id => format!("{} {name}", one.kind),
        name => format!("{} {} ({name})", one.kind, one.id),
    };
    let place = one.span.map(|span| place(span, sources));
    heading(&name, &place.unwrap_or_default(), style) + &open(&one.unresolved, sources, style)
}

/// A name and its place; on two lines where one is too short for both.
fn heading(name: &str, place: &str, style: Style) -> String {
    let name = wrap(name, WIDTH).join("\n");
    let fits = name.chars().count() + 2 + place.chars().count() <= WIDTH;
    let place = wrap(place, WIDTH - 2).join("\n  ");
    match (place.is_empty(), fits) {
        (true, _) => format!("{}\n", style.strong(&name)),
        (_, true) => format!("{}  {place}\n", style.strong(&name)),
        (_, false) => format!("{}\n  {place}\n", style.strong(&name)),
    }
}

fn place(span: Span, sources: &SourceMap) -> String {
    match sources.get(span.source).kind {
        SourceKind::Api => sources.place(span),
        SourceKind::File | SourceKind::Url(_) => {
            let line = sources.location(span).line;
            format!("{}:{line}", sources.get(span.source).name)
        }
    }
}

/// A label with a line or more for each value; nothing without values.
fn rows(label: &str, values: &[String]) -> String {
    let mut text = String::new();
    for (index, value) in values.iter().enumerate() {
        let label = if index == 0 { label } else { "" };
        let indent = format!("\n{}", " ".repeat(TEXT + 2));
        let value = wrap(&clipped(value), WIDTH - TEXT - 2).join(&indent);
        text += &format!("  {label:<width$}{value}\n", width = TEXT - 2);
    }
    text
}

fn each<T>(all: &[T], say: impl Fn(&T) -> String) -> Vec<String> {
    all.iter().map(say).collect()
}

fn origin(origin: &OriginView) -> String {
    format!("{}: {}{}", origin.id, origin.domain, origin.path)
}

fn behavior(behavior: &BehaviorView) -> String {
    let default = if behavior.is_default {
        " (default)"
    } else {
        ""
    };
    let mut text = format!("{}{default} to {}", behavior.pattern, behavior.origin);
    let name = |policy: &NamedPolicy| policy.name.as_ref().unwrap_or(&policy.id).clone();
    if let Some(policy) = &behavior.cache_policy {
        text += &format!(", cached by {}", name(policy));
    }
    if let Some(policy) = &behavior.origin_request_policy {
        text += &format!(", forwarded by {}", name(policy));
    }
    text
}

fn open(unresolved: &[Unresolved], sources: &SourceMap, style: Style) -> String {
    let say = |one: &Unresolved| {
        let expression = clipped(&one.expression);
        format!(
            "{} is {expression} ({})",
            one.name,
            place(one.span, sources)
        )
    };
    rows("unresolved", &each(unresolved, say)).replacen(
        "unresolved",
        &style.unsure("unresolved"),
        1,
    )
}

fn clipped(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn summary(inventory: &Inventory) -> String {
    if inventory.distributions.is_empty() && inventory.policies.is_empty() {
        return "no distributions, no policies".to_owned();
    }
    let count = |count: usize, one: &str, many: &str| match count {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    };
    let parts = [
        count(
            inventory.distributions.len(),
            "distribution",
            "distributions",
        ),
        count(inventory.policies.len(), "policy", "policies"),
        match inventory.unresolved() {
            0 => "every value resolved".to_owned(),
            open => count(open, "value not resolved", "values not resolved"),
        },
    ];
    parts.join(", ")
}
