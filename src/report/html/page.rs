//! The page as a whole: head, verdicts, what is left, and the foot.

use super::paper::{Paper, tone};
use super::{index, rest, target};
use crate::diagnosis::View;
use crate::finding::instant;
use crate::report::Report;
use crate::source::{Problem, SourceMap, printable};
use jiff::Timestamp;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The style sheet, which is part of every page.
pub(super) const STYLE: &str = include_str!("style.css");

/// Nothing is loaded, nothing runs, and the one style sheet is ours: its SHA-256 is here, so that
/// none that a hostile text brings along is taken.
const POLICY: &str = "default-src 'none'; style-src \
    'sha256-nlToqiz+/3uNZxliv3o5pZa94qEnW3VgZLpO7JSN9PA='; base-uri 'none'; \
    form-action 'none'";

/// Draws a run as one HTML document that needs nothing else.
#[must_use]
pub fn report(report: &Report<'_>) -> String {
    let Report {
        view,
        problems,
        sources,
        ..
    } = *report;
    document(&title(view), &parts(view, problems, sources), view.now)
}

/// A whole page with these parts, judged for this time.
pub(super) fn document(title: &str, parts: &Markup, now: Timestamp) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            (head(title))
            body {
                a.skip href="#report" { "To the report" }
                div.wrap {
                    header.top { "siglint · signed-URL delivery, hop by hop" }
                    main id="report" { (parts) }
                    (foot(now))
                }
            }
        }
    };
    harmless(&page.into_string())
}

/// What would change the direction of writing, or hides, is shown as a sign; line breaks are ours.
fn harmless(page: &str) -> String {
    let lines: Vec<_> = page.split('\n').map(printable).collect();
    lines.join("\n") + "\n"
}

fn head(title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(POLICY);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            meta name="robots" content="noindex";
            title { (title) }
            style { (PreEscaped(STYLE)) }
        }
    }
}

fn title(view: &View) -> String {
    match view.targets.as_slice() {
        [one] => format!("{}: {} siglint", one.conclusion.name(), one.gist.what),
        [] => "siglint: no delivery was judged".to_owned(),
        all => format!("siglint: {} deliveries", all.len()),
    }
}

fn parts(view: &View, problems: &[Problem], sources: &SourceMap) -> Markup {
    let level = if view.targets.len() == 1 { 2 } else { 3 };
    let paper = Paper { sources, level };
    let findings = |index: usize| {
        let all = view.findings.iter();
        all.filter(move |one| one.target == index).collect()
    };
    html! {
        @if view.targets.len() != 1 { (index::index(view)) }
        @for (index, one) in view.targets.iter().enumerate() {
            (target::target(index, one, findings(index), view.guessed, paper))
        }
        (rest::problems(problems, sources))
        (rest::notices(&view.notices, sources))
        (rest::not_checked(&view.not_checked, sources))
        (rest::distributions(&view.distributions, sources))
    }
}

fn foot(now: Timestamp) -> Markup {
    html! {
        footer {
            p.soft {
                "Made by siglint " (env!("CARGO_PKG_VERSION")) ", judged for "
                (instant(now)) ". Signatures, tokens and cookies are masked. This page is one \
                file: it loads nothing, and nothing in it runs."
            }
        }
    }
}

/// The class, sign and word of a conclusion.
pub(super) fn badge(conclusion: crate::diagnosis::Conclusion, more: &str) -> Markup {
    let (class, sign) = tone(conclusion);
    html! {
        span class={ "badge " (class) } {
            span aria-hidden="true" { (sign) " " }
            (conclusion.name()) (more)
        }
    }
}
