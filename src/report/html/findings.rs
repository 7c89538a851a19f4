//! The findings of a target with their places, notes and mends.

use super::excerpt::excerpts;
use super::paper::{Paper, severity};
use crate::diagnosis::{FindingView, Role};
use crate::finding::{Confidence, Finding, Fix, sentence};
use maud::{Markup, html};

/// Every finding, the root cause first; what goes away with it stands below it.
pub(super) fn findings(all: &[&FindingView], paper: Paper<'_>) -> Markup {
    let folded: Vec<&Finding> = with(all, Role::Folded);
    html! {
        @if !all.is_empty() {
            section {
                (paper.heading("Findings"))
                @for one in all.iter().filter(|one| one.role != Role::Folded) {
                    (finding(&one.finding, one.role, &folded, paper))
                }
            }
        }
    }
}

fn with<'a>(all: &[&'a FindingView], role: Role) -> Vec<&'a Finding> {
    let same = all.iter().filter(|one| one.role == role);
    same.map(|one| &one.finding).collect()
}

fn finding(finding: &Finding, role: Role, folded: &[&Finding], paper: Paper<'_>) -> Markup {
    html! {
        article class={ "finding " (severity(finding.severity)) } {
            div {
                p { (kind(finding)) @if let Some(part) = part(role) { small { " · " (part) } } }
                (paper.below(&finding.message))
            }
            @if let Some(answer) = finding.answer { p { (answer) "." } }
            @for one in excerpts(finding, paper.sources) { (one) }
            @if !finding.notes.is_empty() {
                ul { @for note in &finding.notes { li { (sentence(note)) } } }
            }
            @if let Some(fix) = &finding.fix { (mend(fix, role)) }
            @if role == Role::RootCause { (goes_away(folded)) }
            (references(finding))
        }
    }
}

/// `error · signed-host-mismatch · likely`.
fn kind(finding: &Finding) -> Markup {
    html! {
        span class={ "badge " (severity(finding.severity)) } { (finding.severity.name()) }
        " · " code { (finding.rule.id) }
        @if finding.confidence != Confidence::Certain { " · " (finding.confidence.name()) }
    }
}

const fn part(role: Role) -> Option<&'static str> {
    match role {
        Role::RootCause => Some("the root cause"),
        Role::Next => Some("shows once the root cause is mended"),
        Role::Folded | Role::Other => None,
    }
}

/// The mend in words; the commands of the root cause stand with the verdict.
fn mend(fix: &Fix, role: Role) -> Markup {
    html! {
        div {
            p { strong { "Mend: " } (sentence(&fix.description)) }
            @for other in &fix.alternatives { p { "Or: " (sentence(other)) } }
        }
        @if !matches!(role, Role::RootCause | Role::Next) { (commands(fix)) }
    }
}

/// Commands that a person can run, one line each.
pub(super) fn commands(fix: &Fix) -> Markup {
    html! {
        @if !fix.commands.is_empty() {
            div {
                p { small { "With the AWS CLI: fetch what is configured, change it there, and put it back" } }
                pre { @for command in &fix.commands { code.command { (command) } "\n" } }
            }
        }
    }
}

fn goes_away(folded: &[&Finding]) -> Markup {
    html! {
        @if !folded.is_empty() {
            div {
                p { small { "At the same place, and gone with it" } }
                ul { @for one in folded { li { (kind(one)) ": " (one.message) } } }
            }
        }
    }
}

fn references(finding: &Finding) -> Markup {
    let references = finding.rule.references();
    html! {
        @if !references.is_empty() {
            details {
                summary { "Where AWS says so" }
                ul { @for one in references { li { a href=(one) rel="noreferrer" { (one) } } } }
            }
        }
    }
}
