//! Many URLs in few words: a line for one that works, a short block for one that does not, and what
//! they come to together.

use super::not_checked::not_checked;
use super::{Style, WIDTH, wrap};
use crate::diagnosis::{Conclusion, Role, Tally, TargetView};
use crate::finding::{Finding, NotChecked, Severity, list};
use crate::report::Entry;
use crate::report::said::headline;
use crate::source::{SourceMap, printable, redact};

/// How wide the column of the verdict is.
const VERDICT: usize = 9;

/// One URL of many.
#[must_use]
pub fn brief(entry: &Entry<'_>, style: Style) -> String {
    let mut text = String::new();
    for (index, target) in entry.view.targets.iter().enumerate() {
        let findings = entry.view.findings.iter();
        let here: Vec<_> = findings.filter(|one| one.target == index).collect();
        let name = target.conclusion.name();
        let painted = match target.conclusion {
            Conclusion::Works => style.good(name),
            Conclusion::Unknown => style.unsure(name),
            Conclusion::Broken | Conclusion::Leaks => style.bad(name),
        };
        let space = " ".repeat(VERDICT.saturating_sub(name.len()));
        text += &format!("{painted}{space}{}", head(entry, target));
        if target.conclusion == Conclusion::Works {
            let severities = here.iter().map(|one| one.finding.severity);
            text += &also(severities.filter(|one| *one <= Severity::Warning).count());
            text += "\n";
            continue;
        }
        text += &format!("  (line {})\n", entry.line);
        let root = here.iter().find(|one| one.role == Role::RootCause);
        let block = match root {
            Some(root) => {
                let mut said = cause(&root.finding, target, entry.sources);
                let suppressed = root.suppressed.as_ref();
                said.extend(suppressed.map(|why| format!("suppressed: {}", why.reason)));
                said
            }
            None => target.open.iter().cloned().collect(),
        };
        for sentence in block {
            let indent = format!("\n{}", " ".repeat(VERDICT + 2));
            let lines = wrap(&sentence, WIDTH - VERDICT - 2).join(&indent);
            text += &format!("{}{lines}\n", " ".repeat(VERDICT));
        }
    }
    text
}

/// The URL without its query, behind the name that its list gives it.
fn head(entry: &Entry<'_>, target: &TargetView) -> String {
    let url = target.url.as_deref().unwrap_or_default();
    let url = url.split(['?', '#']).next().unwrap_or_default();
    let id = entry.id.map_or_else(String::new, |id| redact(id) + "  ");
    let through = match (entry.view.targets.len(), &target.distribution) {
        (2.., Some(name)) => format!(" through {name}"),
        _ => String::new(),
    };
    printable(&format!("{id}{url}{through}")).into_owned()
}

/// That there is something besides; the end of the run tells what.
fn also(warnings: usize) -> String {
    match warnings {
        0 => String::new(),
        1 => "  (1 warning)".to_owned(),
        count => format!("  ({count} warnings)"),
    }
}

/// What is wrong, where, what will be answered, and the mend.
fn cause(finding: &Finding, target: &TargetView, sources: &SourceMap) -> Vec<String> {
    let place = finding.place().map(|span| {
        let location = sources.location(span);
        match sources.url_part(span) {
            Some(part) => format!(" (the URL's {part})"),
            None => {
                let name = &sources.get(span.source).name;
                format!(" ({name}:{}:{})", location.line, location.column)
            }
        }
    });
    let place = place.unwrap_or_default();
    let mut said = vec![format!("{}: {}{place}", finding.rule.id, headline(finding))];
    said.extend(finding.answer.map(|answer| answer.to_string()));
    let fix = finding.fix.as_ref();
    said.extend(fix.map(|fix| format!("mend: {}", fix.description)));
    if !target.next.is_empty() {
        said.push(format!("then: {}", list(&target.next)));
    }
    said
}

/// What the URLs of a run come to together.
#[must_use]
pub fn tally(tally: &Tally, gaps: &[NotChecked], sources: &SourceMap, style: Style) -> String {
    let urls = tally.urls();
    let verdicts = tally.verdicts.iter();
    let verdicts: Vec<String> = verdicts
        .map(|(name, count)| format!("{count} {name}"))
        .collect();
    let unread = match tally.problems {
        0 => String::new(),
        1 => "; 1 problem".to_owned(),
        count => format!("; {count} problems"),
    };
    let of = if verdicts.is_empty() { "" } else { ": " };
    let plural = if urls == 1 { "" } else { "s" };
    let said = format!("{urls} URL{plural}{of}{}{unread}", verdicts.join(", "));
    let mut text = format!("\n{}\n", style.strong(&said));
    let width = tally.findings.keys().map(|(_, rule)| rule.len()).max();
    let width = width.unwrap_or(0);
    for ((severity, rule), count) in &tally.findings {
        let space = " ".repeat(VERDICT.saturating_sub(severity.name().len()));
        let painted = style.severity(*severity, severity.name());
        text += &format!("  {painted}{space}{rule:<width$}  {count}\n");
    }
    if tally.suppressed > 0 {
        let space = " ".repeat(VERDICT);
        text += &format!("  {space}{:<width$}  {}\n", "suppressed", tally.suppressed);
    }
    let open = tally.not_checked.iter().map(|(one, count)| NotChecked {
        reason: match count {
            1 => one.reason.clone(),
            count => format!("{} ({count} URLs)", one.reason),
        },
        ..one.clone()
    });
    let open: Vec<NotChecked> = gaps.iter().cloned().chain(open).collect();
    if !open.is_empty() {
        text += "\n";
    }
    text + &not_checked(&open, sources, style)
}
