//! `siglint check --fix`: mends files, or shows how.

use super::lint::lint;
use super::mend::{Mended, mend};
use super::output::Output;
use super::reports::Reports;
use super::run::{UNABLE, exit_code, request, threshold};
use super::write::write_file;
use crate::cli::CheckArgs;
use crate::report::Asked;
use crate::report::human::{self, Style};
use crate::source::{Problem, SourceMap, printable, redact};
use similar::TextDiff;
use std::path::Path;

pub(super) fn run(args: &CheckArgs) -> std::io::Result<u8> {
    let output = Output::new(args.output.color.choice());
    let Some(reports) = Reports::asked_for(&args.output, output)? else {
        return Ok(UNABLE);
    };
    let Some(request) = request(&args.urls, &args.delivery, &output)? else {
        return Ok(UNABLE);
    };
    let mended = mend(&request, args.unsafe_fixes);
    let found = lint(&request);
    if args.diff {
        output.print(&diff(&mended, &found.sources))?;
        output.complain(&withheld(&mended, output.error_style()))?;
        let fail_on = threshold(args.fail_on, &found.settings);
        return Ok(exit_code(&found, fail_on, true));
    }
    let mut is_written = true;
    for (name, text) in &mended.texts {
        if let Err(message) = write(name, text) {
            let problem = [Problem::new(name, message)];
            let said = human::problems(&problem, &SourceMap::default(), output.error_style());
            output.complain(&said)?;
            is_written = false;
        }
    }
    output.complain(&told(&mended, output.error_style()))?;
    let lint = if is_written { &mended.lint } else { &found };
    let fail_on = threshold(args.fail_on, &lint.settings);
    is_written &= reports.write(Asked::Check, fail_on, lint)?;
    Ok(exit_code(lint, fail_on, is_written))
}

/// Writes a file as it was, byte order mark included, with its new text.
fn write(name: &str, text: &str) -> Result<(), String> {
    const MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];
    let path = Path::new(name);
    let before = super::inputs::read_whole(path)?;
    match before.starts_with(&MARK) {
        true => write_file(path, &format!("\u{feff}{text}")),
        false => write_file(path, text),
    }
}

/// What was mended, and what was not.
fn told(mended: &Mended, style: Style) -> String {
    let mends = mended.mends.iter().map(|mend| {
        let said = format!("mended: {}: {}: {}", mend.place, mend.rule, mend.written);
        paragraph(&said, "mended:", style)
    });
    let none = "nothing was mended: no fault has a change of a file that mends it alone\n";
    let mends: String = mends.collect();
    let is_none = mends.is_empty() && mended.withheld.is_empty();
    let text = if is_none { none.to_owned() } else { mends };
    text + &withheld(mended, style)
}

fn withheld(mended: &Mended, style: Style) -> String {
    let all = mended.withheld.iter().map(|one| {
        let said = format!("not mended: {}: {}", one.rule, one.why);
        paragraph(&said, "not mended:", style)
    });
    all.collect()
}

fn paragraph(said: &str, head: &str, style: Style) -> String {
    let said = human::wrap(&redact(said), human::WIDTH - 2).join("\n  ") + "\n";
    said.replacen(head, &style.strong(head), 1)
}

/// The changes as a unified diff, secrets masked in what stands around them.
fn diff(mended: &Mended, before: &SourceMap) -> String {
    let files = mended.texts.keys().map(|name| {
        let (before, after) = (shown(before, name), shown(&mended.lint.sources, name));
        let diff = TextDiff::from_lines(&before, &after);
        let (old, new) = (format!("a/{name}"), format!("b/{name}"));
        diff.unified_diff().header(&old, &new).to_string()
    });
    files.collect()
}

/// A file's text without its secrets, and without what would steer a terminal.
fn shown(sources: &SourceMap, name: &str) -> String {
    let text = sources.named(name).unwrap_or_default();
    let line = |line: &str| {
        let parts: Vec<_> = line.split('\t').map(printable).collect();
        parts.join("\t")
    };
    let lines: Vec<String> = text.lines().map(line).collect();
    lines.join("\n") + "\n"
}
