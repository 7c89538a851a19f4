//! What was asked and answered, where something was.

use super::paper::{Paper, short};
use crate::diagnosis::{Explained, ObservedView, TargetView};
use crate::report::said::{answer, question};
use maud::{Markup, html};

/// The questions with their answers, and what the answer that counts tells.
pub(super) fn seen(target: &TargetView, paper: Paper<'_>) -> Markup {
    html! {
        @if !target.observed.is_empty() {
            section {
                (paper.heading("What was answered"))
                table.stacked {
                    thead { tr { th scope="col" { "Asked" } th scope="col" { "Host" } th scope="col" { "Answer" } } }
                    tbody {
                        @for one in &target.observed { (row(one)) }
                    }
                }
                @if let Some(explained) = &target.explained { div.told { (told(explained)) } }
            }
        }
    }
}

fn row(one: &ObservedView) -> Markup {
    html! {
        tr {
            td data-name="asked" { (question(one.probe)) }
            td data-name="host" { (short(&one.host)) }
            td data-name="answer" { (short(&answer(one))) }
        }
    }
}

/// The answer in its own words, and what it names.
fn told(explained: &Explained) -> Markup {
    html! {
        @if let Some(message) = &explained.message { p { "It says: " q { (short(message)) } } }
        p { (explained.meaning) }
        @if !explained.culprits.is_empty() {
            ul { @for one in &explained.culprits { li { (one.says) } } }
        }
        @if !explained.evidence.is_empty() {
            details {
                summary { "Show the whole answer" }
                dl.facts {
                    @for (name, lines) in &explained.evidence {
                        dt { (name) }
                        dd { @for line in lines { (short(line)) br; } }
                    }
                }
            }
        }
    }
}
