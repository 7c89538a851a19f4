//! A target in sentences that somebody understands who has never seen siglint.

use super::view::{ExposureView, FindingView, Role, TargetView};
use super::{Conclusion, Predicted};
use crate::finding::{Confidence, Finding, NotChecked, list, sentence};

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
        (None, None) => {
            let fine = target.conclusion == Conclusion::Works && findings.is_empty();
            fine.then(|| "Nothing has to be done.".to_owned())
        }
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
        because: finding.and_then(explanation),
        mend,
        after: finding.and_then(|_| after(target)),
    }
}

/// The first note that tells more than what was answered, which stands in the first sentence.
fn explanation(finding: &Finding) -> Option<String> {
    let mut notes = finding
        .notes
        .iter()
        .filter(|note| !note.starts_with("seen:"));
    notes.next().map(|note| sentence(note))
}

fn is_open(target: &TargetView) -> bool {
    target.conclusion == Conclusion::Unknown
}

fn what(target: &TargetView) -> String {
    let sure = target.confidence == Confidence::Certain || target.seen;
    let one = match (&target.url, &target.delivery) {
        (Some(_), _) => "This URL",
        (None, Some(_)) => "A URL that this signer makes",
        (None, None) => "A presigned URL on this way",
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
    let exposure = target.exposure.as_ref()?;
    let reach = exposure.reach.as_ref()?;
    let protected = match exposure.without_signature {
        Some(false) => ", and only with a valid signature",
        _ => "",
    };
    Some(format!(
        "The object can be reached for at most {reach} after signing{protected}."
    ))
}

/// What comes after the root cause is mended; none where behind the first refusal others may stand,
/// and only the way through shows them.
fn after(target: &TargetView) -> Option<String> {
    let known = !target.seen || target.origin.is_some();
    let known = known && target.root_cause != Some("unpredicted-answer");
    // What is reachable for too long will not be reachable for that long.
    let reach = match target.root_cause {
        Some("reach-over-limit") => ".".to_owned(),
        _ => format!(";{}", reach(target.exposure.as_ref())),
    };
    known.then(|| shows(target) + &reach)
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
