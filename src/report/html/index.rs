//! The list of the targets at the top, where there is more than one, or why there is none.

use super::page::badge;
use crate::diagnosis::{Conclusion, View};
use crate::report::said::heading;
use maud::{Markup, html};

/// The verdicts counted, and a line for each.
pub(super) fn index(view: &View) -> Markup {
    html! {
        h1 { (headline(view)) }
        @if view.targets.is_empty() {
            p { (none(view)) }
        } @else {
            nav aria-label="Deliveries" {
                table.index.stacked {
                    thead { tr { th scope="col" { "Verdict" } th scope="col" { "Delivery" } th scope="col" { "Root cause" } } }
                    tbody {
                        @for (index, one) in view.targets.iter().enumerate() {
                            tr {
                                td { (badge(one.conclusion, "")) }
                                td { a href={ "#delivery-" (index + 1) } { (heading(one)) } }
                                td data-name="root cause" { (one.root_cause.unwrap_or("–")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn headline(view: &View) -> String {
    let count = |conclusion: Conclusion| {
        let same = view
            .targets
            .iter()
            .filter(|one| one.conclusion == conclusion);
        (same.count(), conclusion)
    };
    let each = [
        Conclusion::Broken,
        Conclusion::Leaks,
        Conclusion::Unknown,
        Conclusion::Works,
    ];
    let parts = each.map(count).into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(count, conclusion)| format!("{count} {}", conclusion.name()))
        .collect();
    match view.targets.len() {
        0 => "No delivery was judged".to_owned(),
        all => format!("{all} deliveries: {}", parts.join(", ")),
    }
}

fn none(view: &View) -> &'static str {
    match view.guessed && !view.distributions.is_empty() {
        true => {
            "No URL was given, and no behavior is plainly meant for presigned URLs. Give a URL to look at the \
             behavior that it takes."
        }
        false => "What is missing stands below.",
    }
}
