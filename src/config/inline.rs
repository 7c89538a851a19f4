//! What texts say themselves of findings that do not count, as far as it is right.

use super::suggest::did_you_mean;
use crate::source::{Problem, SourceMap, Suppression};

/// How it is written.
const FORM: &str = "write `siglint: ignore[RULE] REASON`";

/// The comments and metadata of all texts that name rules and a reason. `rules` are the ids that there
/// are. What is wrong with one of them is a problem at its place, and then it counts for nothing.
#[must_use]
pub fn inline(sources: &SourceMap, rules: &[&'static str]) -> (Vec<Suppression>, Vec<Problem>) {
    let mut right = Vec::new();
    let mut problems = Vec::new();
    for one in sources.suppressions() {
        match mistake(&one, rules) {
            Some(message) => {
                let name = sources.get(one.span.source).name.clone();
                problems.push(Problem::new(name, message).at(one.span));
            }
            None => right.push(one),
        }
    }
    (right, problems)
}

fn mistake(one: &Suppression, rules: &[&'static str]) -> Option<String> {
    if one.rules.is_empty() {
        return Some(format!("names no rule, so nothing is ignored; {FORM}"));
    }
    let unknown = one
        .rules
        .iter()
        .find(|name| !rules.contains(&name.as_str()));
    if let Some(name) = unknown {
        let meant = did_you_mean(name, rules);
        return Some(format!(
            "there is no rule {name}, so nothing is ignored{meant}"
        ));
    }
    let no_reason = "has no reason, so nothing is ignored: say why, for whoever reads this next";
    one.reason
        .is_empty()
        .then(|| format!("{no_reason}; {FORM}"))
}
