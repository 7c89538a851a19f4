//! What every part of the page needs: the texts, and how deep its headings stand.

use crate::diagnosis::{Conclusion, DiffRow, Mark};
use crate::finding::Severity;
use crate::source::{SourceMap, clipped};
use maud::{Markup, Render, html};
use std::borrow::Cow;

/// More of a value is not shown, in characters: nobody reads further, and a page has to stay light.
const LONGEST: usize = 2_000;

/// The texts, and the level of a target's own headings.
#[derive(Clone, Copy)]
pub(super) struct Paper<'a> {
    pub(super) sources: &'a SourceMap,
    /// 2 where the page is about one target; 3 where each has a part of its own.
    pub(super) level: u8,
}

impl Paper<'_> {
    /// A heading of a target's section.
    pub(super) fn heading(self, text: impl Render) -> Markup {
        heading(self.level, text)
    }

    /// A heading below that.
    pub(super) fn below(self, text: impl Render) -> Markup {
        heading(self.level + 1, text)
    }

    /// The setting that makes a line differ, and where it is written.
    pub(super) fn cause(self, row: &DiffRow) -> Option<String> {
        let cause = row.cause.as_deref()?;
        Some(match row.at {
            Some(at) => format!("{cause} ({})", self.sources.place(at)),
            None => cause.to_owned(),
        })
    }
}

/// A heading of a level from 1 to 4.
pub(super) fn heading(level: u8, text: impl Render) -> Markup {
    match level {
        1 => html! { h1 { (text) } },
        2 => html! { h2 { (text) } },
        3 => html! { h3 { (text) } },
        _ => html! { h4 { (text) } },
    }
}

/// A value from outside, no longer than anybody reads.
pub(super) fn short(text: &str) -> Cow<'_, str> {
    clipped(text, LONGEST)
}

/// A sign and a class; the words beside them say the same.
pub(super) const fn tone(conclusion: Conclusion) -> (&'static str, &'static str) {
    match conclusion {
        Conclusion::Works => ("good", "✓"),
        Conclusion::Broken | Conclusion::Leaks => ("bad", "✗"),
        Conclusion::Unknown => ("unsure", "?"),
    }
}

/// The class of a severity.
pub(super) const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "bad",
        Severity::Warning => "unsure",
        Severity::Note => "",
    }
}

/// The sign of a row that is checked, with its words; none for a plain fact.
pub(super) fn sign(mark: Mark) -> Markup {
    let (class, sign, said) = match mark {
        Mark::Plain => return html! {},
        Mark::Pass => ("good-text", "✓", "passes: "),
        Mark::Fail => ("bad-text", "✗", "fails: "),
        Mark::Unknown => ("unsure-text", "?", "not known: "),
    };
    html! {
        span class=(class) aria-hidden="true" { (sign) " " }
        span.only-read { (said) }
    }
}
