//! What an account said, as one file: written by `siglint export`, and read with `-c`.

use super::documents::Parsed;
use super::{Loaded, aws_json};
use crate::model::Gap;
use crate::source::{Problem, SourceId, SourceMap};
use crate::syntax::{Node, Printed, json};
use serde::Serialize;

/// The key that says what the file is, and the version that is written.
const MARK: &str = "siglint_snapshot";
const VERSION: u64 = 1;

/// The file. Fields are only ever added within a version.
#[derive(Serialize)]
struct Snapshot<'a> {
    siglint_snapshot: u64,
    taken_at: &'a str,
    answers: Vec<Answer<'a>>,
    unanswered: Vec<Unanswered<'a>>,
}

#[derive(Serialize)]
struct Answer<'a> {
    of: &'a str,
    document: Printed<'a>,
}

#[derive(Serialize)]
struct Unanswered<'a> {
    reason: &'a str,
    needs: &'a str,
}

/// Writes answers as they are in `sources`, which has no secrets of theirs, and what was not answered.
///
/// # Errors
///
/// An answer that is not a document; none that was read is.
pub fn write(
    answers: &[SourceId],
    gaps: &[Gap],
    taken_at: &str,
    sources: &SourceMap,
) -> Result<String, String> {
    let read = |source: &SourceId| {
        let answer = sources.get(*source);
        let document = json::parse(answer.text(), *source);
        document.map_err(|error| format!("{}: {}", answer.name, error.message))
    };
    let documents: Vec<_> = answers.iter().map(read).collect::<Result<_, _>>()?;
    let named = answers.iter().zip(&documents);
    let snapshot = Snapshot {
        siglint_snapshot: VERSION,
        taken_at,
        answers: named
            .map(|(source, (document, _))| Answer {
                of: &sources.get(*source).name,
                document: Printed(document),
            })
            .collect(),
        unanswered: gaps
            .iter()
            .map(|gap| Unanswered {
                reason: &gap.reason,
                needs: &gap.needs,
            })
            .collect(),
    };
    let text = serde_json::to_string_pretty(&snapshot).map_err(|error| error.to_string())?;
    Ok(text + "\n")
}

/// Reads such a file once it is parsed; `None` if it is another document.
pub(super) fn read(parsed: &Parsed<'_>, sources: &SourceMap) -> Option<Loaded> {
    let version = parsed.root.get(MARK)?;
    let documents = parsed.root.get("answers").map_or(&[][..], Node::items);
    let documents = documents.iter().filter_map(|answer| answer.get("document"));
    let documents: Vec<&Node> = documents.collect();
    let loaded = aws_json::read_each(parsed, &documents, sources);
    let mut loaded = loaded.unwrap_or_default();
    loaded.recognised.insert(parsed.name.to_owned());
    let unanswered = parsed.root.get("unanswered").map_or(&[][..], Node::items);
    loaded
        .configuration
        .gaps
        .extend(unanswered.iter().filter_map(gap));
    if version.as_u64() != Some(VERSION) {
        let message = format!(
            "is a snapshot of another version than {VERSION}, written by another siglint: it was \
             read as far as it is alike"
        );
        let problem = Problem::new(parsed.name, message).at(version.span);
        loaded.problems.push(problem);
    }
    Some(loaded)
}

fn gap(unanswered: &Node) -> Option<Gap> {
    let text = |key: &str| Some(unanswered.get(key)?.as_str()?.to_owned());
    Some(Gap {
        at: None,
        reason: text("reason")?,
        needs: text("needs")?,
    })
}
