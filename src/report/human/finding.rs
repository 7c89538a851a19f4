//! One finding as a headline, underlined places, the predicted answer and the mend.

use super::{Style, WIDTH, wrap};
use crate::finding::{Confidence, Finding, Label, Severity};
use crate::source::{Source, SourceKind, SourceMap};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

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
    let title = level.primary_title(headline(finding)).id(finding.rule.id);
    let mut group = Group::with_title(title);
    for snippet in snippets(finding, sources) {
        group = group.element(snippet);
    }
    for (name, text) in notes(finding, commands) {
        group = group.element(Level::NOTE.with_name(name).message(text));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colored => Renderer::styled(),
    };
    let renderer = renderer.decor_style(DecorStyle::Unicode).term_width(WIDTH);
    renderer.render(&[group]) + "\n"
}

/// The message, with the confidence unless it is certain.
pub(super) fn headline(finding: &Finding) -> String {
    match finding.confidence {
        Confidence::Certain => finding.message.clone(),
        other => format!("{} ({})", finding.message, other.name()),
    }
}

/// A snippet for each source, in the order in which the labels name them.
fn snippets<'a>(finding: &'a Finding, sources: &'a SourceMap) -> Vec<Snippet<'a, Annotation<'a>>> {
    let mut seen = Vec::new();
    for label in &finding.labels {
        if !seen.contains(&label.span.source) {
            seen.push(label.span.source);
        }
    }
    let first = finding.labels.first();
    seen.into_iter()
        .map(|id| {
            let source = sources.get(id);
            let labels = finding
                .labels
                .iter()
                .filter(|label| label.span.source == id);
            labels.fold(snippet(source), |snippet, label| {
                let primary = first.is_some_and(|first| std::ptr::eq(first, label));
                snippet.annotation(annotation(label, source, primary))
            })
        })
        .collect()
}

fn snippet(source: &Source) -> Snippet<'_, Annotation<'_>> {
    let snippet = Snippet::source(source.text())
        .path(source.name.as_str())
        .fold(true);
    match source.kind {
        SourceKind::Url(_) => snippet.line_numbering(false),
        SourceKind::File => snippet,
    }
}

/// A place of several lines is underlined in its first one: a whole object says nothing.
fn annotation<'a>(label: &'a Label, source: &'a Source, primary: bool) -> Annotation<'a> {
    let kind = match primary {
        true => AnnotationKind::Primary,
        false => AnnotationKind::Context,
    };
    let text = source.text();
    let end = label.span.end.min(text.len());
    let start = label.span.start.min(end);
    let line_end = text
        .get(start..end)
        .and_then(|part| part.find(['\r', '\n']));
    kind.span(start..line_end.map_or(end, |at| start + at))
        .label(label.text.as_str())
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
    for part in command.split(" --") {
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
