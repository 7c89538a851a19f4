//! A run for a person: each command draws it in a way of its own.

use super::{diagnose::diagnose, report::check, suppressed::suppressed, trace::trace};
use crate::report::{Asked, Report};

/// The report of a run. What could not be read is told beside it, by [`problems`](super::problems).
#[must_use]
pub fn report(report: &Report<'_>) -> String {
    let draw = match report.asked {
        Asked::Check => check,
        Asked::Diagnose => diagnose,
        Asked::Trace => trace,
    };
    let Report {
        view,
        sources,
        style,
        verbose,
        ..
    } = *report;
    draw(view, sources, style) + &suppressed(view, sources, style, verbose)
}
