//! One target, from the verdict to what was answered.

use super::paper::Paper;
use super::{canonical, findings, route, seen, timeline, verdict};
use crate::diagnosis::{FindingView, TargetView};
use crate::report::said::heading;
use maud::{Markup, html};

/// Everything about one URL through one behavior.
pub(super) fn target(
    index: usize,
    target: &TargetView,
    findings: Vec<&FindingView>,
    guessed: bool,
    paper: Paper<'_>,
) -> Markup {
    let id = format!("delivery-{}", index + 1);
    html! {
        section id=(id) aria-label={ "Delivery: " (heading(target)) } {
            (verdict::verdict(target, &findings, guessed, paper))
            (route::route(target, paper))
            (timeline::timeline(target, &id, paper))
            (canonical::canonical(target, paper))
            (findings::findings(&findings, paper))
            (seen::seen(target, paper))
            (route::hops(target, paper))
        }
    }
}
