//! The verdict: what happens, why, and what to do.

use super::findings::commands;
use super::page::badge;
use super::paper::{Paper, heading, short, tone};
use crate::diagnosis::{FindingView, Role, TargetView};
use crate::finding::{Edit, Finding, Fix, sentence};
use crate::report::said::{subject, through};
use crate::source::SourceKind;
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
    let counted = findings
        .iter()
        .filter(|one| one.suppressed.is_none())
        .count();
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
                (cure(target, root.copied(), paper))
                @if target.waived.is_some() {
                    dt { "It does not count" }
                    dd { p { "Somebody said so: the reason stands below." } }
                }
                (afterwards(target, findings))
                @if root.is_none() && counted > 0 {
                    dt { "Worth a look" }
                    dd { p { (count(counted)) } }
                }
            }
            div.way {
                (about(target, guessed))
            }
        }
    }
}

/// What to do, and how it is written at its place.
fn cure(target: &TargetView, root: Option<&FindingView>, paper: Paper<'_>) -> Markup {
    let fix = root.and_then(|root| root.finding.fix.as_ref());
    html! {
        @if let Some(mend) = &target.gist.mend {
            dt { "What to do" }
            dd {
                p.lead { (mend) }
                @if let Some(fix) = fix { (mending(fix, root.and_then(|root| written_at(root, paper)), paper)) }
            }
        }
    }
}

/// What shows next, in words of its own: a rule's name says nothing to somebody who reads it first.
fn afterwards(target: &TargetView, findings: &[&FindingView]) -> Markup {
    let next = findings.iter().filter(|one| one.role == Role::Next);
    let next: Vec<&Finding> = next.map(|one| &one.finding).collect();
    html! {
        @match (&target.gist.after, next.as_slice()) {
            (None, []) => {}
            (Some(after), []) => { dt { "After that" } dd { p { (sentence(after)) } } }
            (_, next) => {
                dt { "Then" }
                dd {
                    @for one in next {
                        p { (sentence(&one.message)) @if let Some(fix) = &one.fix { " " (sentence(&fix.description)) } }
                    }
                }
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

/// Where the setting is written; the URL stands on the page anyway.
fn written_at(root: &FindingView, paper: Paper<'_>) -> Option<String> {
    let at = root.finding.place()?;
    let is_url = matches!(paper.sources.get(at.source).kind, SourceKind::Url(_));
    (!is_url).then(|| paper.sources.place(at))
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
    let written = edit.written.as_ref();
    let span = written.map_or(edit.span, |written| written.span);
    let source = paper.sources.get(span.source);
    let old = source.text().get(span.start..span.end).unwrap_or_default();
    let old = old.trim_matches(['"', '\'']);
    if old.is_empty() || old.contains('\n') || old == edit.value {
        return html! {};
    }
    let new = edit.in_own_words().unwrap_or(&edit.value);
    html! {
        p {
            del { code { (short(old)) } }
            span aria-hidden="true" { " → " } span.only-read { "becomes" }
            ins { code { (short(new)) } }
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
