//! Changes of files that mend what was found, each tried before it is offered.

use super::lint::{Lint, Request, lint};
use crate::diagnosis::FindingView;
use crate::finding::{Change, Edit, Fix, Severity, Written, fingerprint};
use crate::input::edit::{Replacement, addition, exchange, is_generated, replacement};
use crate::input::{plain, text};
use crate::source::{SourceKind, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

/// Nobody has this many faults that one change each mends.
const MOST: usize = 100;

/// A mend that was tried and held.
#[derive(Debug)]
pub(super) struct Mend {
    /// The rule that found the fault.
    pub(super) rule: &'static str,
    /// The file, the line and the column of the first change.
    pub(super) place: String,
    /// What stands there now.
    pub(super) written: String,
}

/// A mend that a person must decide about.
#[derive(Debug)]
pub(super) struct Withheld {
    /// The rule that found the fault.
    pub(super) rule: &'static str,
    /// Why it is not made, as a sentence.
    pub(super) why: String,
}

/// What came of mending.
#[derive(Debug)]
pub(super) struct Mended {
    /// What was mended, in this order.
    pub(super) mends: Vec<Mend>,
    /// What could be mended, and is not.
    pub(super) withheld: Vec<Withheld>,
    /// The new texts of files, by their plain names.
    pub(super) texts: BTreeMap<String, String>,
    /// What is found with them.
    pub(super) lint: Lint,
}

/// Mends one finding after the other, as long as a change makes it go away and brings nothing new.
pub(super) fn mend(request: &Request, is_all: bool) -> Mended {
    let mut mended = Mended {
        mends: Vec::new(),
        withheld: Vec::new(),
        texts: BTreeMap::new(),
        lint: lint(request),
    };
    let mut tried = BTreeSet::new();
    for _ in 0..MOST {
        let Some((view, name)) = next(&mended.lint, &tried) else {
            break;
        };
        let rule = view.finding.rule.id;
        let fix = view.finding.fix.clone().unwrap_or_default();
        tried.insert(name.clone());
        match Trial::new(&fix, &mended.lint, &mended.texts) {
            Ok(trial) => mended.take(
                request,
                trial,
                (rule, &name),
                fix.caution.filter(|_| !is_all),
            ),
            Err(Some(why)) => mended.withheld.push(Withheld { rule, why }),
            Err(None) => {}
        }
    }
    mended
}

impl Mended {
    /// Tries a change, and keeps it if it holds and nothing speaks against it.
    fn take(
        &mut self,
        request: &Request,
        trial: Trial,
        (rule, name): (&'static str, &str),
        caution: Option<&str>,
    ) {
        let mut request = request.clone();
        let instead = &mut request.options.instead;
        instead.clone_from(&self.texts);
        instead.insert(trial.file.clone(), trial.text.clone());
        let again = lint(&request);
        if !holds(&self.lint, &again, name) {
            return;
        }
        if let Some(why) = caution {
            let why = format!("with the change, {why} (--unsafe-fixes makes it)");
            self.withheld.push(Withheld { rule, why });
            return;
        }
        self.mends.push(Mend {
            rule,
            place: trial.place,
            written: trial.written,
        });
        self.texts.insert(trial.file, trial.text);
        self.lint = again;
    }
}

/// Adds to the edits of findings how they are written, each fault mended by itself: the first ones
/// only, since each is tried. What a person must decide about is left out.
pub(super) fn offer(request: &Request, lint: &mut Lint, most: usize) {
    let names: Vec<String> = lint
        .view
        .findings
        .iter()
        .map(|view| name(lint, view))
        .collect();
    let mut trials = 0;
    for (index, name) in names.iter().enumerate() {
        let fix = lint.view.findings.get(index);
        let fix = fix.and_then(|view| view.finding.fix.clone());
        let Some(fix) = fix.filter(|fix| fix.caution.is_none() && trials < most) else {
            continue;
        };
        let Ok(trial) = Trial::new(&fix, lint, &BTreeMap::new()) else {
            continue;
        };
        trials += 1;
        let mut request = request.clone();
        request.options.instead = BTreeMap::from([(trial.file, trial.text)]);
        if !holds(lint, &super::lint::lint(&request), name) {
            continue;
        }
        let view = lint.view.findings.get_mut(index);
        let edits = view.and_then(|view| Some(&mut view.finding.fix.as_mut()?.edits));
        for (edit, change) in edits.into_iter().flatten().zip(trial.changes) {
            let span = Span::new(edit.span.source, change.range.start, change.range.end);
            edit.written = Some(Written {
                span,
                text: change.text,
            });
        }
    }
}

/// The first finding that has an edit and was not tried, with its name.
fn next<'a>(lint: &'a Lint, tried: &BTreeSet<String>) -> Option<(&'a FindingView, String)> {
    let has_edit = |view: &&FindingView| {
        let fix = view.finding.fix.as_ref();
        fix.is_some_and(|fix| !fix.edits.is_empty())
    };
    let named = lint.view.counted().filter(has_edit);
    let mut named = named.map(|view| (view, name(lint, view)));
    named.find(|(_, name)| !tried.contains(name))
}

/// What a finding is called, wherever its line moves.
fn name(lint: &Lint, view: &FindingView) -> String {
    let target = lint.view.targets.get(view.target);
    let distribution = target.and_then(|target| target.distribution.as_deref());
    let condition = target.and_then(|target| target.condition.as_deref());
    let print = fingerprint(&view.finding, distribution, &lint.sources);
    format!("{print} {}", condition.unwrap_or_default())
}

/// Whether a finding is gone, no other error came, and everything can still be read.
fn holds(before: &Lint, after: &Lint, gone: &str) -> bool {
    let names = |lint: &Lint, wanted: fn(&FindingView) -> bool| -> BTreeSet<String> {
        let views = lint.view.findings.iter().filter(|view| wanted(view));
        views.map(|view| name(lint, view)).collect()
    };
    let is_error = |view: &FindingView| view.finding.severity == Severity::Error;
    let new = names(after, is_error);
    let known = names(before, is_error);
    after.problems.len() <= before.problems.len()
        && !names(after, |_| true).contains(gone)
        && new.is_subset(&known)
        && after.view.targets.len() >= before.view.targets.len()
}

/// A change of one file that is to be tried.
struct Trial {
    file: String,
    text: String,
    place: String,
    written: String,
    /// In the order of the edits.
    changes: Vec<Replacement>,
}

impl Trial {
    /// The file with all edits of a fix; an error where one cannot be written, with the reason if a
    /// person can do something about it.
    fn new(
        fix: &Fix,
        lint: &Lint,
        texts: &BTreeMap<String, String>,
    ) -> Result<Self, Option<String>> {
        let first = fix.edits.first().ok_or(None)?;
        let source = lint.sources.get(first.span.source);
        let file = plain(&source.name);
        let known = texts.get(&file).cloned();
        let before = known.or_else(|| original(&file)).ok_or(None)?;
        let is_file = matches!(source.kind, SourceKind::File);
        if !is_file || before.len() != source.text().len() {
            return Err(None);
        }
        if is_generated(&file, &before) {
            let why = format!("{file} is made by a tool: change what it is made from");
            return Err(Some(why));
        }
        let changes = fix.edits.iter().map(|edit| {
            let Span { source, start, end } = edit.span;
            let here = source == first.span.source;
            here.then(|| replaced(&file, &before, start..end, edit))?
        });
        let changes: Vec<Replacement> = changes.collect::<Option<_>>().ok_or(None)?;
        let written = changes.first().map(|change| change.text.clone());
        let location = lint.sources.location(first.span);
        // From the end on, so that what is before keeps its place.
        let mut last_first: Vec<&Replacement> = changes.iter().collect();
        last_first.sort_by_key(|change| std::cmp::Reverse(change.range.start));
        let mut last_first = last_first.into_iter();
        let text = last_first.try_fold(before, |text, change| change.applied(&text));
        Ok(Self {
            place: format!("{file}:{}:{}", location.line, location.column),
            file,
            text: text.ok_or(None)?,
            written: written.unwrap_or_default(),
            changes,
        })
    }
}

/// What an edit comes to in the text of its file.
fn replaced(file: &str, text: &str, range: Range<usize>, edit: &Edit) -> Option<Replacement> {
    let value = edit.value.as_str();
    match edit.change {
        Change::Value => replacement(file, text, range, value),
        Change::Beside(key) => addition(file, text, range, (key, value)),
        Change::Instead { old, new, key } => {
            exchange(file, text, range.start, (old, new), (key, value))
        }
    }
}

/// The text of a file that can be written again as it is: UTF-8.
fn original(file: &str) -> Option<String> {
    let bytes = super::inputs::read_whole(Path::new(file)).ok()?;
    let text = text::decode(&bytes).ok()?;
    bytes.ends_with(text.as_bytes()).then_some(text)
}
