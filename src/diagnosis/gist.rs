//! A target in sentences that somebody understands who has never seen siglint.

use super::view::{ExposureView, FindingView, Role, TargetView};
use super::{Conclusion, Predicted};
use crate::finding::{Confidence, NotChecked, list};
use crate::source::redact;

/// What happens, why, and what to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gist {
    /// What happens: `This URL will not work: S3 will answer 403 SignatureDoesNotMatch.`
    pub what: String,
    /// Why; none where nothing is wrong.
    pub why: Option<String>,
    /// What explains the cause to somebody who does not know the subject.
    pub because: Option<String>,
    /// What to do, or what would settle it; none where nothing has to be done.
    pub mend: Option<String>,
    /// How it stands after mending, as a clause: `nothing else fails; reachable for at most 1 h.`
    /// None without a root cause, and where only another diagnosis can tell.
    pub after: Option<String>,
}

/// The gist of a target, with its own findings and what could not be checked about it.
pub(super) fn gist(target: &TargetView, findings: &[FindingView], open: &[NotChecked]) -> Gist {
    let root = findings.iter().find(|one| one.role == Role::RootCause);
    let finding = root.map(|root| &root.finding);
    let fix = finding.and_then(|finding| finding.fix.as_ref());
    let settles = open
        .first()
        .filter(|_| finding.is_none() && is_open(target));
    let mend = match (fix, settles) {
        (Some(fix), _) => Some(sentence(&fix.description)),
        (None, Some(open)) => Some(sentence(&format!("this would settle it: {}", open.needs))),
        (None, None) => None,
    };
    let why = match finding {
        Some(finding) => Some(sentence(&finding.message)),
        None => (target.conclusion == Conclusion::Works)
            .then(|| reached(target))
            .flatten(),
    };
    Gist {
        what: what(target),
        why,
        because: finding.and_then(|finding| Some(sentence(finding.notes.first()?))),
        mend,
        after: finding.and_then(|_| after(target)),
    }
}

fn is_open(target: &TargetView) -> bool {
    target.conclusion == Conclusion::Unknown
}

fn what(target: &TargetView) -> String {
    let sure = target.confidence == Confidence::Certain || target.seen;
    let one = match &target.url {
        Some(_) => "This URL",
        None => "A presigned URL on this way",
    };
    match target.conclusion {
        Conclusion::Broken if target.seen => match refusal(target) {
            Some(answer) => format!("{one} does not work: {answer}."),
            None => format!("{one} does not work."),
        },
        Conclusion::Broken => {
            let probably = if sure { "" } else { "probably " };
            let answer = target.predicted.map_or_else(String::new, foretold);
            format!("{one} will {probably}not work{answer}.")
        }
        Conclusion::Leaks => {
            let will = if sure { "gets" } else { "probably gets" };
            format!(
                "The signature does not protect: somebody without a valid one {will} the object."
            )
        }
        Conclusion::Works if target.seen => format!("{one} works, as was seen."),
        Conclusion::Works if sure => format!("{one} works."),
        Conclusion::Works => format!("{one} probably works."),
        Conclusion::Unknown => match &target.open {
            Some(open) => sentence(&format!("whether it works cannot be told: {open}")),
            None => "Whether it works cannot be told.".to_owned(),
        },
    }
}

/// The answer that counts, where it is a refusal.
fn refusal(target: &TargetView) -> Option<String> {
    let explained = target.explained.as_ref()?;
    explained.status.filter(|status| *status >= 300)?;
    Some(explained.in_words())
}

fn foretold(answer: Predicted) -> String {
    let who = if answer.by == "s3" {
        "S3"
    } else {
        "CloudFront"
    };
    let code = answer
        .code
        .map_or_else(String::new, |code| format!(" {code}"));
    format!(": {who} will answer {}{code}", answer.status)
}

/// How long what works can be reached.
fn reached(target: &TargetView) -> Option<String> {
    let reach = target.exposure.as_ref()?.reach.as_ref()?;
    Some(format!(
        "The object can be reached for at most {reach} after signing."
    ))
}

/// What comes after the root cause is mended; none where behind the first refusal others may stand,
/// and only the way through shows them.
fn after(target: &TargetView) -> Option<String> {
    let known = !target.seen || target.origin.is_some();
    let known = known && target.root_cause != Some("unpredicted-answer");
    known.then(|| format!("{};{}", shows(target), reach(target.exposure.as_ref())))
}

fn shows(target: &TargetView) -> String {
    match target.next.as_slice() {
        [] => "nothing else fails".to_owned(),
        [next] => format!("{next} shows next"),
        next => format!("{} show next", list(next)),
    }
}

fn reach(exposure: Option<&ExposureView>) -> String {
    exposure
        .and_then(|exposure| exposure.reach.as_deref())
        .map_or_else(
            || " how long it is reachable is not known.".to_owned(),
            |reach| format!(" reachable for at most {reach}."),
        )
}

/// A clause with a capital letter and an end; a name that starts in lower case on purpose keeps it.
fn sentence(clause: &str) -> String {
    let clause = redact(clause.trim());
    let first_word = clause.split(' ').next().unwrap_or_default();
    let is_word = first_word
        .chars()
        .all(|c| c.is_ascii_lowercase() || c == ',');
    let mut chars = clause.chars();
    let start: String = match chars.next() {
        Some(first) if is_word => first.to_uppercase().collect(),
        first => first.into_iter().collect(),
    };
    let end = if clause.ends_with(['.', '!', '?', '…', ':']) {
        ""
    } else {
        "."
    };
    format!("{start}{}{end}", chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn a_clause_becomes_a_sentence_and_a_name_stays() {
        for (clause, expected) in [
            ("set X to y", "Set X to y."),
            ("x-id is lost", "x-id is lost."),
            ("S3 refuses…", "S3 refuses…"),
            ("été, vert", "été, vert."),
            ("", "."),
        ] {
            assert_eq!(sentence(clause), expected);
        }
    }
}
