//! Workflow commands of GitHub Actions, which it shows beside the lines of a change.
//!
//! What they look like: <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>;
//! how they are escaped: `toolkit/packages/core/src/command.ts`.

use super::place::{self, FilePlace};
use super::{Report, said};
use crate::diagnosis::FindingView;
use crate::finding::Severity;
use crate::source::{Problem, printable, redact};

/// One command a line: problems first, then findings. The log of a workflow shows nothing else of
/// them, so a line for people ends the report.
#[must_use]
pub fn report(report: &Report<'_>) -> String {
    let mut text = String::new();
    for one in report.problems {
        text += &problem(one, report);
    }
    for one in report.view.counted() {
        text += &finding(one, report);
    }
    text + &said::counts(report.view, report.problems.len()) + "\n"
}

fn finding(one: &FindingView, report: &Report<'_>) -> String {
    let finding = &one.finding;
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = place::line_of(one, report.view, report.sources);
    let title = format!("siglint: {}", finding.rule.id);
    command_line(command, place, &title, &said::lines(finding).join("\n"))
}

fn problem(problem: &Problem, report: &Report<'_>) -> String {
    let place = place::of_problem(problem, report.sources);
    let said = redact(&format!("{}: {}", problem.name, problem.message));
    command_line(
        "error",
        place,
        "siglint: could not be read",
        &printable(&said),
    )
}

fn command_line(command: &str, place: Option<FilePlace>, title: &str, message: &str) -> String {
    let mut properties = Vec::new();
    if let Some(FilePlace { path, at }) = place {
        properties.push(format!("file={}", property(&printable(&path))));
        properties.push(format!("line={}", at.line));
        // Columns of two lines would be taken for columns of the first.
        match at.line == at.end_line {
            true => properties.push(format!("col={},endColumn={}", at.column, at.end_column)),
            false => properties.push(format!("endLine={}", at.end_line)),
        }
    }
    properties.push(format!("title={}", property(title)));
    format!("::{command} {}::{}\n", properties.join(","), data(message))
}

/// The runner also looks for commands of an older kind, `##[name]`, within a line.
fn data(text: &str) -> String {
    let text = text.replace("##[", "# #[").replace('%', "%25");
    text.replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Location;

    #[test]
    fn nothing_ends_a_command_before_its_end() {
        let at = Location {
            line: 2,
            column: 3,
            end_line: 2,
            end_column: 5,
        };
        let path = "a,b:c%::error::x.yml".to_owned();
        let line = command_line(
            "error",
            Some(FilePlace { path, at }),
            "t::x",
            "50%\n::warning::\r##[error]",
        );
        assert_eq!(
            line,
            "::error file=a%2Cb%3Ac%25%3A%3Aerror%3A%3Ax.yml,line=2,col=3,endColumn=5,\
             title=t%3A%3Ax::50%25%0A::warning::%0D# #[error]\n"
        );
    }
}
