//! What could not be checked, grouped by what would settle it.

use super::{Style, WIDTH, wrap};
use crate::finding::NotChecked;
use crate::source::SourceMap;

/// A paragraph for each thing that would settle something, below what it would settle.
pub(super) fn not_checked(all: &[NotChecked], sources: &SourceMap, style: Style) -> String {
    let mut needs: Vec<&str> = Vec::new();
    for one in all {
        if !needs.contains(&one.needs.as_str()) {
            needs.push(&one.needs);
        }
    }
    let mut text = String::new();
    for needs in needs {
        for one in all.iter().filter(|one| one.needs == needs) {
            let said = format!("not checked: {}", said(one, sources));
            let said = wrap(&said, WIDTH - 2).join("\n  ") + "\n";
            text += &said.replacen("not checked:", &style.unsure("not checked:"), 1);
        }
        let needs = format!("would settle it: {needs}");
        text += &format!("  {}\n\n", wrap(&needs, WIDTH - 4).join("\n    "));
    }
    text
}

/// The rule, or the place where no rule could look, and the reason.
fn said(one: &NotChecked, sources: &SourceMap) -> String {
    let place = one.place.map(|span| sources.place(span));
    let head: Vec<&str> = one.rule.into_iter().chain(place.as_deref()).collect();
    match head.as_slice() {
        [] => one.reason.clone(),
        head => format!("{}: {}", head.join(": "), one.reason),
    }
}
