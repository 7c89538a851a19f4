//! Where a finding points, for the formats that know files and lines.

use crate::diagnosis::{DistributionView, FindingView, View};
use crate::source::{Location, Problem, SourceKind, SourceMap, Span};

/// A place as a program is told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Lines of a file.
    File(FilePlace),
    /// A part of a URL, as `the URL: query:X-Amz-Date`, or of an answer, as `distribution E123:
    /// Origins.Items[0].DomainName`.
    Named(String),
}

/// Lines of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FilePlace {
    /// The file's path with `/`, as it was given.
    pub(super) path: String,
    /// Lines and columns from 1, in characters, the end exclusive.
    pub(super) at: Location,
}

impl Place {
    pub(super) fn new(span: Span, sources: &SourceMap) -> Self {
        let source = sources.get(span.source);
        match source.kind {
            SourceKind::File => Self::File(FilePlace {
                path: path(&source.name),
                at: sources.location(span),
            }),
            SourceKind::Api => Self::Named(sources.place(span)),
            SourceKind::Url(_) => Self::Named(match sources.url_part(span) {
                Some(part) => format!("{}: {part}", source.name),
                None => source.name.clone(),
            }),
        }
    }

    pub(super) fn file(self) -> Option<FilePlace> {
        match self {
            Self::File(place) => Some(place),
            Self::Named(_) => None,
        }
    }
}

/// The line of a file to show a finding at: of its own places the first in a file, else where the
/// distribution stands. A URL has no file, and what wants lines would show the finding nowhere.
pub(super) fn line_of(one: &FindingView, view: &View, sources: &SourceMap) -> Option<FilePlace> {
    let places = one.finding.labels.iter().map(|label| label.span);
    let own = places
        .map(|span| Place::new(span, sources))
        .find_map(Place::file);
    own.or_else(|| {
        let name = view.targets.get(one.target)?.distribution.as_ref()?;
        let is_it = |other: &&DistributionView| {
            let names = other.id.iter().chain(&other.domain).chain(&other.aliases);
            names.into_iter().any(|other| other == name)
        };
        let distribution = view.distributions.iter().find(is_it)?;
        Place::new(distribution.span, sources).file()
    })
}

/// Where a problem is: in a file, if it is with one.
pub(super) fn of_problem(problem: &Problem, sources: &SourceMap) -> Option<FilePlace> {
    Place::new(problem.span?, sources).file()
}

fn path(name: &str) -> String {
    match std::path::MAIN_SEPARATOR {
        '/' => name.to_owned(),
        separator => name.replace(separator, "/"),
    }
}
