//! The way of the request as a picture, and every hop and check in words.

use super::paper::{Paper, short, sign};
use crate::diagnosis::{Conclusion, Hop, Mark, Place, Station, TargetView};
use maud::{Markup, html};

/// The stations from the viewer to S3, with the one that breaks marked.
pub(super) fn route(target: &TargetView, paper: Paper<'_>) -> Markup {
    if target.route.is_empty() {
        return html! {};
    }
    html! {
        section {
            (paper.heading(title(target)))
            p.soft { "The request's way, and what each station sees." }
            ol.route {
                @for one in &target.route { (station(one, paper)) }
            }
        }
    }
}

fn title(target: &TargetView) -> &'static str {
    match target.conclusion {
        Conclusion::Broken => "Where it breaks",
        Conclusion::Leaks => "Where it leaks",
        Conclusion::Works | Conclusion::Unknown => "The way of the request",
    }
}

const fn name(place: Place) -> (&'static str, &'static str) {
    match place {
        Place::Viewer => ("Viewer", "sends the URL"),
        Place::Edge => ("CloudFront", "chooses a behavior, asks its cache"),
        Place::OriginRequest => ("Origin request", "what CloudFront sends on"),
        Place::S3 => ("S3", "compares it with what was signed"),
    }
}

fn station(one: &Station, paper: Paper<'_>) -> Markup {
    let (name, does) = name(one.place);
    let class = match (one.mark, one.is_reached) {
        (Mark::Fail, _) => "fault",
        (_, false) => "unreached",
        _ => "",
    };
    html! {
        li class=(class) {
            p.name { (sign(one.mark)) (name) }
            p { small { @if one.is_reached { (does) } @else { "is not asked" } } }
            @if let Some(says) = &one.says {
                p.says {
                    @if one.mark == Mark::Fail { span.bad-text { "Here: " } }
                    (says)
                    @if let Some(at) = one.at { br; small { code { (paper.sources.place(at)) } } }
                }
            }
            dl.facts {
                @for fact in &one.facts {
                    dt { (fact.label) }
                    dd {
                        @if fact.differs { span.bad-text { span aria-hidden="true" { "≠ " } span.only-read { "differs: " } } }
                        (short(&fact.text))
                    }
                }
            }
            @if let Some(answer) = &one.answer {
                p.says { "answers " strong { (answer) } }
            }
        }
    }
}

/// Every hop and check, folded away.
pub(super) fn hops(target: &TargetView, paper: Paper<'_>) -> Markup {
    if target.hops.is_empty() {
        return html! {};
    }
    html! {
        section {
            (paper.heading("Every hop and check"))
            details {
                summary { "Show what was followed, step by step" }
                @for hop in &target.hops { (drawn(hop, paper)) }
            }
        }
    }
}

fn drawn(hop: &Hop, paper: Paper<'_>) -> Markup {
    html! {
        (paper.below(hop.title))
        table.stacked {
            thead.only-read { tr { th scope="col" { "What" } th scope="col" { "Value" } } }
            tbody {
                @for (label, text, mark) in &hop.rows {
                    tr { th scope="row" { (sign(*mark)) (label) } td { (short(text)) } }
                }
            }
        }
    }
}
