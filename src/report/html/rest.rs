//! What is not about one target: what could not be read or checked, and what was read.

use super::paper::short;
use crate::diagnosis::DistributionView;
use crate::finding::NotChecked;
use crate::source::{Problem, SourceMap, redact};
use maud::{Markup, html};

/// What could not be read.
pub(super) fn problems(problems: &[Problem], sources: &SourceMap) -> Markup {
    html! {
        @if !problems.is_empty() {
            section {
                h2 { "What could not be read" }
                ul.plain {
                    @for one in problems {
                        @let at = one.span.map_or_else(|| one.name.clone(), |span| sources.place(span));
                        li { code { (redact(&at)) } br; (redact(&one.message)) }
                    }
                }
            }
        }
    }
}

/// What could not be checked, below what would settle it.
pub(super) fn not_checked(all: &[NotChecked], sources: &SourceMap) -> Markup {
    let mut needs: Vec<&str> = Vec::new();
    for one in all {
        if !needs.contains(&one.needs.as_str()) {
            needs.push(&one.needs);
        }
    }
    html! {
        @if !all.is_empty() {
            section {
                h2 { "What was not checked" }
                ul.plain {
                    @for needs in needs {
                        li {
                            @for one in all.iter().filter(|one| one.needs == needs) { (said(one, sources)) }
                            p { small { "This would settle it: " (needs) } }
                        }
                    }
                }
            }
        }
    }
}

fn said(one: &NotChecked, sources: &SourceMap) -> Markup {
    html! {
        p {
            span.unsure-text aria-hidden="true" { "? " }
            (one.reason)
            @if let Some(rule) = one.rule { small { " · " code { (rule) } } }
            @if let Some(at) = one.place { small { " · " code { (sources.place(at)) } } }
        }
    }
}

/// The distributions that were read.
pub(super) fn distributions(all: &[DistributionView], sources: &SourceMap) -> Markup {
    html! {
        @if !all.is_empty() {
            section {
                h2 { "Distributions that were read" }
                table.stacked {
                    thead { tr { th scope="col" { "Distribution" } th scope="col" { "Names" } th scope="col" { "Origins" } th scope="col" { "Behaviors" } th scope="col" { "Written in" } } }
                    tbody {
                        @for one in all { (distribution(one, sources)) }
                    }
                }
            }
        }
    }
}

fn distribution(one: &DistributionView, sources: &SourceMap) -> Markup {
    let names: Vec<&str> = one
        .domain
        .iter()
        .chain(&one.aliases)
        .map(String::as_str)
        .collect();
    let origins: Vec<String> = one
        .origins
        .iter()
        .map(|one| format!("{}{}", one.domain, one.path))
        .collect();
    let behaviors: Vec<&str> = one
        .behaviors
        .iter()
        .map(|one| one.pattern.as_str())
        .collect();
    html! {
        tr {
            th scope="row" { (one.id.as_deref().unwrap_or("without an id")) }
            td data-name="names" { (short(&names.join(", "))) }
            td data-name="origins" { (short(&origins.join(", "))) }
            td data-name="behaviors" { (short(&behaviors.join(", "))) }
            td data-name="written in" { (sources.place(one.span)) }
        }
    }
}
