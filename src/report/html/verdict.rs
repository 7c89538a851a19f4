//! The verdict: what happens, why, and what to do.

use super::findings::commands;
use super::page::badge;
use super::paper::{Paper, heading, short, tone};
use crate::diagnosis::{FindingView, Role, TargetView};
use crate::finding::{Edit, Fix, sentence};
use crate::report::said::{subject, through};
use maud::{Markup, html};

/// The first thing that is read.
pub(super) fn verdict(
    target: &TargetView,
    findings: &[&FindingView],
    guessed: bool,
    paper: Paper<'_>,
) -> Markup {
    let (class, _) = tone(target.conclusion);
    let root = findings.iter().find(|one| one.role == Role::RootCause);
    let fix = root.and_then(|root| root.finding.fix.as_ref());
    html! {
        div class={ "verdict " (class) } {
            p { (badge(target.conclusion, &sure(target))) }
            (heading(paper.level - 1, &target.gist.what))
            dl.gist {
                @if let Some(why) = &target.gist.why {
                    dt { @if root.is_some() { "Why" } @else { "How long" } }
                    dd {
                        p.lead { (why) }
                        @if let Some(because) = &target.gist.because { p.soft { (because) } }
                    }
                }
                @if let Some(mend) = &target.gist.mend {
                    dt { "What to do" }
                    dd {
                        p.lead { (mend) }
                        @if let Some(fix) = fix { (mending(fix, root.and_then(|root| root.finding.place()).map(|at| paper.sources.place(at)), paper)) }
                    }
                }
                @if let Some(after) = &target.gist.after {
                    dt { "After that" }
                    dd { p { (sentence(after)) } }
                }
                @if root.is_none() && !findings.is_empty() {
                    dt { "Worth a look" }
                    dd { p { (count(findings.len())) } }
                }
            }
            div.way {
                (about(target, guessed))
            }
        }
    }
}

fn count(findings: usize) -> String {
    match findings {
        1 => "One finding below.".to_owned(),
        count => format!("{count} findings below."),
    }
}

/// How sure it is; what is open is so without a measure.
fn sure(target: &TargetView) -> String {
    match (target.seen, &target.open) {
        (true, _) => ", as was seen".to_owned(),
        (false, Some(_)) => String::new(),
        (false, None) => format!(", {}", target.confidence.name()),
    }
}

/// Where, as an edit, in other ways, and with which commands.
fn mending(fix: &Fix, place: Option<String>, paper: Paper<'_>) -> Markup {
    html! {
        @if let Some(place) = place { p { "Where: " code { (place) } } }
        @for edit in &fix.edits { (replaced(edit, paper)) }
        @for other in &fix.alternatives { p { "Or: " (sentence(other)) } }
        (commands(fix))
    }
}

/// The old value and the new one.
fn replaced(edit: &Edit, paper: Paper<'_>) -> Markup {
    let source = paper.sources.get(edit.span.source);
    let old = source
        .text()
        .get(edit.span.start..edit.span.end)
        .unwrap_or_default();
    let old = old.trim_matches(['"', '\'']);
    if old.is_empty() || old.contains('\n') || old == edit.value {
        return html! {};
    }
    html! {
        p {
            del { code { (short(old)) } }
            span aria-hidden="true" { " → " } span.only-read { "becomes" }
            ins { code { (short(&edit.value)) } }
        }
    }
}

/// What was judged: a URL, a declared delivery, or a behavior.
fn about(target: &TargetView, guessed: bool) -> Markup {
    let way = through(target).map(|way| format!("Through {way}"));
    html! {
        @if let Some(url) = &target.url {
            p { small { "The URL, its signature masked" } }
            p { code { (short(url)) } }
        } @else if let Some(declared) = subject(target) {
            p { small { "The delivery, as it is declared" } }
            p { code { (short(&declared)) } }
        } @else if guessed {
            p.soft {
                "No URL was given. siglint looked for behaviors that are meant for presigned URLs: \
                 this is one, as far as its settings tell."
            }
        }
        @if let Some(way) = way { p.soft { (way) } }
    }
}
