//! One finding as a headline, underlined places, the predicted answer and the mend.

use super::excerpt::{Excerpt, excerpts, without_counted_places};
use super::{Style, WIDTH, wrap};
use crate::finding::{Edit, Finding, Severity};
use crate::report::said::headline;
use crate::source::SourceMap;
use crate::source::printable;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Group, Level, Renderer};

/// The indentation of a note, behind `  = mend: `.
const NOTE_INDENT: usize = 12;

/// Draws a finding; with the commands that mend it only where it is the one to mend first.
pub(super) fn finding(
    finding: &Finding,
    commands: bool,
    sources: &SourceMap,
    style: Style,
) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(wrapped_headline(finding))
        .id(finding.rule.id);
    let excerpts = excerpts(finding, sources);
    let mut group = Group::with_title(title);
    for excerpt in &excerpts {
        group = group.element(excerpt.snippet());
    }
    let wide = excerpts.iter().flat_map(Excerpt::wide_labels);
    let wide = wide.map(|label| (None, wrap(&label, WIDTH - NOTE_INDENT).join("\n")));
    for (name, text) in wide.chain(notes(finding, commands)) {
        group = group.element(Level::NOTE.with_name(name).message(text));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colored => Renderer::styled(),
    };
    let renderer = renderer.decor_style(DecorStyle::Unicode).term_width(WIDTH);
    without_counted_places(&renderer.render(&[group])) + "\n"
}

/// The headline in lines that fit behind `error[ID]: `, where the renderer aligns them.
fn wrapped_headline(finding: &Finding) -> String {
    let before = finding.severity.name().len() + finding.rule.id.len() + "[]: ".len();
    wrap(&headline(finding), WIDTH.saturating_sub(before)).join("\n")
}

/// The lines behind `=`: the predicted answer, notes, the mend.
fn notes(finding: &Finding, commands: bool) -> Vec<(Option<&'static str>, String)> {
    let wrapped = |text: &str| wrap(text, WIDTH - NOTE_INDENT).join("\n");
    let mut notes = Vec::new();
    if let Some(answer) = finding.answer {
        notes.push((None, answer.to_string()));
    }
    notes.extend(
        finding
            .notes
            .iter()
            .map(|note| (Some("note"), wrapped(note))),
    );
    if let Some(fix) = &finding.fix {
        notes.push((Some("mend"), wrapped(&fix.description)));
        let here = fix.edits.iter().filter_map(Edit::in_own_words);
        let here = here.map(|text| format!("{text} (--fix writes it)"));
        notes.extend(here.map(|text| (Some("here"), wrapped(&text))));
        notes.extend(
            fix.alternatives
                .iter()
                .map(|other| (Some("or"), wrapped(other))),
        );
        let names = std::iter::once("with").chain(std::iter::repeat("then"));
        let commands = names.zip(fix.commands.iter().filter(|_| commands));
        notes.extend(commands.map(|(name, command)| (Some(name), shell_lines(command))));
    }
    notes
}

/// A command over several lines, so that it can still be copied as it stands.
fn shell_lines(command: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for part in printable(command).split(" --") {
        let part = if lines.is_empty() {
            part.to_owned()
        } else {
            format!(" --{part}")
        };
        match lines.last_mut() {
            Some(line) if line.len() + part.len() + 2 <= WIDTH - NOTE_INDENT => {
                line.push_str(&part)
            }
            _ => lines.push(part),
        }
    }
    lines.join(" \\\n ")
}
