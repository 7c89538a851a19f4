//! What a finding says, in the words that every format uses.

use crate::diagnosis::{FindingView, ObservedView, TargetView, View};
use crate::finding::{Confidence, Finding, NotChecked, capital};
use crate::source::{printable, redact};

/// The message, with the confidence unless it is certain.
pub(super) fn headline(finding: &Finding) -> String {
    match finding.confidence {
        Confidence::Certain => finding.message.clone(),
        other => format!("{} ({})", finding.message, other.name()),
    }
}

/// The headline, what will be answered, what explains it, and what mends it: one line each, without
/// anything that steers what shows it.
pub(super) fn lines(finding: &Finding) -> Vec<String> {
    let notes = finding.notes.iter().map(|note| capital(note));
    let (head, mend) = ends(finding);
    let ways = finding.fix.iter().flat_map(|fix| &fix.alternatives);
    let ways = ways.map(|other| format!("Or: {other}"));
    head.chain(notes)
        .chain(mend)
        .chain(ways)
        .map(|line| printable(&line).into_owned())
        .collect()
}

/// The same in one line, without what explains it.
pub(super) fn brief(finding: &Finding) -> String {
    let (head, mend) = ends(finding);
    let lines: Vec<String> = head.chain(mend).collect();
    printable(&lines.join(". ")).into_owned()
}

/// How a finding is told from its first line on, and to its mend.
fn ends(finding: &Finding) -> (impl Iterator<Item = String>, Option<String>) {
    let answer = finding.answer.map(|answer| answer.to_string());
    let head = std::iter::once(headline(finding)).chain(answer);
    let mend = finding.fix.as_ref();
    (head, mend.map(|fix| format!("Mend: {}", fix.description)))
}

/// Which delivery a target is: what is delivered, and through what.
#[must_use]
pub fn heading(target: &TargetView) -> String {
    match (subject(target), through(target)) {
        (Some(subject), Some(through)) if target.url.is_none() => {
            format!("{subject}, through {through}")
        }
        (Some(subject), Some(through)) => format!("{subject} through {through}"),
        (Some(subject), None) => subject,
        (None, through) => {
            let through = through.unwrap_or_default();
            format!("{through}: taken for a delivery of presigned URLs")
        }
    }
}

/// What is delivered: a URL without its query, which holds nothing but what the signer added, or a
/// declared delivery.
pub(super) fn subject(target: &TargetView) -> Option<String> {
    let text = match (&target.url, &target.delivery) {
        (Some(url), _) => url.split('?').next().unwrap_or(url).to_owned(),
        (None, Some(one)) => format!("{} {} signed by {}", one.method, one.path, one.signer),
        (None, None) => return None,
    };
    Some(printable(&text).into_owned())
}

/// Through what it is delivered: `E2EXAMPLE, behavior /files/*`; nothing where no distribution was
/// given.
pub(super) fn through(target: &TargetView) -> Option<String> {
    let behavior = target.behavior.as_deref();
    let through = target.distribution.as_deref();
    let through = through.or_else(|| behavior.map(|_| "the distribution"))?;
    let under = target.condition.as_ref();
    let under = under.map_or_else(String::new, |condition| format!(", under {condition}"));
    let text = format!("{through}, behavior {}{under}", behavior.unwrap_or("*"));
    Some(printable(&text).into_owned())
}

/// The findings of one target that count, in their order.
pub(super) fn findings_of(view: &View, target: usize) -> impl Iterator<Item = &FindingView> {
    view.counted().filter(move |one| one.target == target)
}

/// The findings that do not count, with why, in one line.
pub(super) fn suppressed(view: &View) -> impl Iterator<Item = (&FindingView, String)> {
    view.findings.iter().filter_map(|one| {
        let why = one.suppressed.as_ref()?;
        let text = format!("does not count ({}): {}", why.by.name(), why.reason);
        Some((one, printable(&redact(&text)).into_owned()))
    })
}

/// What could not be checked, and what would settle it, as one line.
pub(super) fn not_checked(one: &NotChecked) -> String {
    let rule = one
        .rule
        .map_or_else(String::new, |rule| format!("{rule}: "));
    let text = format!(
        "Not checked: {rule}{}. Would settle it: {}",
        one.reason, one.needs
    );
    printable(&text).into_owned()
}

/// How many findings there are, in words, and what was not read: `1 error, 2 warnings`.
pub(super) fn counts(view: &View, problems: usize) -> String {
    let summary = view.summary();
    let count = |count: usize, name: &str| match count {
        0 => None,
        1 => Some(format!("1 {name}")),
        _ => Some(format!("{count} {name}s")),
    };
    let parts = [
        count(summary.errors, "error"),
        count(summary.warnings, "warning"),
        count(summary.notes, "note"),
        count(problems, "problem"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match parts.is_empty() {
        true if summary.suppressed > 0 => "nothing else found".to_owned(),
        true => "nothing found".to_owned(),
        false => parts.join(", "),
    }
}

/// What was asked, in a few words.
pub(super) fn question(probe: &str) -> &'static str {
    match probe {
        "as-is" => "the URL",
        "repeat" => "the URL again",
        "direct" => "its query at S3",
        "without-query" => "without its query",
        "changed-signature" => "signature changed",
        _ => "the saved answer",
    }
}

/// What came of a question: the status and code, who gave it, and what else the answer tells.
pub(super) fn answer(one: &ObservedView) -> String {
    if let Some(why) = &one.trouble {
        return why.what.clone();
    }
    let status = one.status.map(|status| status.to_string());
    let mut said: Vec<String> = status.into_iter().chain(one.code.clone()).collect();
    if said.is_empty() {
        said.push("an answer without a status".to_owned());
    }
    let mut parts = vec![said.join(" ")];
    parts.push(match (one.served, one.by) {
        (true, _) => "served".to_owned(),
        (false, Some("s3")) => "by S3".to_owned(),
        (false, Some("cloudfront")) => "by CloudFront".to_owned(),
        (false, Some("s3-compatible")) => "by an S3-compatible server".to_owned(),
        (false, _) => "by somebody who does not tell".to_owned(),
    });
    parts.extend(one.x_cache.clone());
    parts.extend(one.age.map(|age| format!("{age} s old")));
    parts.extend(
        one.location
            .as_ref()
            .map(|to| format!("leads to {to} (not followed)")),
    );
    parts.extend(one.milliseconds.map(|time| format!("{time} ms")));
    parts.join(", ")
}
