//! Plans as a page: what each comes to, and the life of one URL.

use super::page::document;
use super::paper::Paper;
use super::timeline;
use crate::diagnosis::Planned;
use crate::finding::{duration, duration_range};
use crate::source::SourceMap;
use jiff::Timestamp;
use maud::{Markup, html};

/// Draws plans as one HTML document that needs nothing else, each with the delivery that it is of, if
/// it is of one, and with the life of the URL that is handed out now.
#[must_use]
pub fn plans(all: &[(Option<String>, Planned)], now: Timestamp) -> String {
    let sources = SourceMap::default();
    let level = if all.len() == 1 { 2 } else { 3 };
    let paper = Paper {
        sources: &sources,
        level,
    };
    let parts = html! {
        @if all.len() != 1 { h1 { (all.len()) " plans" } }
        @for (index, (of, planned)) in all.iter().enumerate() {
            section {
                (super::paper::heading(level - 1, of.as_deref().unwrap_or("What it comes to")))
                (comes_to(planned))
                @if let Some(life) = planned.timeline(now) {
                    (timeline::section(&life, "The URL that is handed out now", &format!("plan-{index}"), paper))
                }
            }
        }
    };
    document("siglint: plan", &parts, now)
}

fn comes_to(planned: &Planned) -> Markup {
    let validity = match planned.step {
        0 => duration(planned.expiry),
        _ => duration_range(planned.shortest, planned.expiry),
    };
    let urls = planned.urls_per_day.map_or_else(
        || "one for each request: nothing is served from the cache".to_owned(),
        |urls| format!("{urls} a day"),
    );
    html! {
        dl.gist {
            dt { "Valid when handed out" } dd { p { (validity) } }
            dt { "Last reachable" }
            dd {
                p { (duration(planned.reach)) " after the signing time" }
                @if planned.usual != planned.ttl {
                    p.soft {
                        (duration(planned.expiry.saturating_add(planned.usual)))
                        " after it, if the object has no Cache-Control of its own"
                    }
                }
            }
            dt { "URLs of one object" } dd { p { (urls) } }
            dt { "Served from the cache" }
            dd { @for (rate, hits) in &planned.hits { p { (format!("{:.1} % at {rate}", hits * 100.0)) } } }
            @for fault in &planned.faults { dt { "Error" } dd { p { (fault) } } }
        }
    }
}
