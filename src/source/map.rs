//! The texts of one run under short handles, masked when they enter.

use super::{LineIndex, Outline, Span, Suppression, clipped, dotted, mask, plain_path, redact};
use std::sync::Arc;

/// A handle of a text in a [`SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(usize);

/// A part of a URL that a report can name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrlPart {
    /// The host, with the port if there is one.
    Host,
    /// The path.
    Path,
    /// One query parameter, by its name as written.
    Query(String),
}

impl std::fmt::Display for UrlPart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Host => f.write_str("host"),
            Self::Path => f.write_str("path"),
            Self::Query(name) => write!(f, "query:{name}"),
        }
    }
}

/// What kind of text a source is.
#[derive(Debug, Clone)]
pub enum SourceKind {
    /// A file, or standard input.
    File,
    /// What a service answered, in the form in which its command line prints it. Nobody has it as a
    /// file, so its places are named by their keys and not by lines.
    Api,
    /// A URL that was given, with the ranges of its parts.
    Url(Vec<(std::ops::Range<usize>, UrlPart)>),
}

/// One text: its name, its masked content, and where its lines and nodes are.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as given, `-`, `the URL`, or what was asked for: `distribution E123`.
    pub name: String,
    /// What kind of text it is.
    pub kind: SourceKind,
    text: String,
    lines: LineIndex,
    outline: Outline,
    suppressions: Vec<Suppression>,
}

impl Source {
    /// The text with its secrets masked, as long as the original.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The shape of the text.
    pub(super) fn outline(&self) -> &Outline {
        &self.outline
    }

    /// What says in the data itself that findings do not count.
    pub(super) fn suppressions(&self) -> &[Suppression] {
        &self.suppressions
    }

    /// The bytes of the lines from `first` to `last`, from 1, both included.
    #[must_use]
    pub fn lines(&self, first: usize, last: usize) -> std::ops::Range<usize> {
        self.lines.lines(first, last)
    }
}

/// A span in the terms of a person: lines and columns from 1, the end exclusive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The line of the first character.
    pub line: usize,
    /// The column of the first character, in characters.
    pub column: usize,
    /// The line of the end.
    pub end_line: usize,
    /// The column after the last character.
    pub end_column: usize,
}

/// More of a path is not shown, in characters: keys are whatever a document has.
const LONGEST_PATH: usize = 200;

/// Every text of one run.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    /// Shared between the copies of a map, which are made for each core.
    sources: Vec<Arc<Source>>,
    /// The working directory, from the folder of the settings on; empty if they are the same.
    below: String,
}

impl SourceMap {
    /// Takes in a text; what is kept is masked.
    pub fn add(&mut self, name: impl Into<String>, kind: SourceKind, text: &str) -> SourceId {
        self.sources.push(Arc::new(Source {
            name: name.into(),
            kind,
            lines: LineIndex::new(text),
            text: redact(text),
            outline: Outline::default(),
            suppressions: Vec::new(),
        }));
        SourceId(self.sources.len() - 1)
    }

    /// The source behind a handle of this map.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.sources[id.0]
    }

    fn edit(&mut self, id: SourceId) -> &mut Source {
        Arc::make_mut(&mut self.sources[id.0])
    }

    /// How many texts there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.sources.len()
    }

    /// Forgets all texts but the first `count`; whoever does so has forgotten their handles.
    pub fn truncate(&mut self, count: usize) {
        self.sources.truncate(count);
    }

    /// Keeps where the working directory is, from the folder on that names shall start from.
    pub fn set_below(&mut self, below: impl Into<String>) {
        self.below = below.into();
    }

    /// The name of a source from that folder on: the same wherever a person stands in it.
    #[must_use]
    pub fn settled_name(&self, id: SourceId) -> String {
        let name = &self.get(id).name;
        match name.starts_with('/') || self.below.is_empty() {
            true => name.clone(),
            false => plain_path(&format!("{}/{name}", self.below)),
        }
    }

    /// The masked text of the first source with this name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&str> {
        let source = self.sources.iter().find(|source| source.name == name)?;
        Some(source.text())
    }

    /// Keeps the shape of a source, for the pointers of its spans.
    pub fn set_outline(&mut self, id: SourceId, outline: Outline) {
        self.edit(id).outline = outline;
    }

    /// Keeps what says in the data of a source that findings do not count; comments are found without.
    pub fn set_suppressions(&mut self, id: SourceId, suppressions: Vec<Suppression>) {
        self.edit(id).suppressions = suppressions;
    }

    /// Every source with its handle.
    pub(super) fn all(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        let sources = self.sources.iter().enumerate();
        sources.map(|(index, source)| (SourceId(index), source.as_ref()))
    }

    /// Keeps the parts of a URL, for the names of its spans.
    pub fn set_url_parts(&mut self, id: SourceId, parts: Vec<(std::ops::Range<usize>, UrlPart)>) {
        self.edit(id).kind = SourceKind::Url(parts);
    }

    /// Masks a range that a parser found to be a secret.
    pub fn mask(&mut self, span: Span) {
        let text = &mut self.edit(span.source).text;
        if let Some(secret) = text.get(span.start..span.end) {
            let masked = mask(secret);
            text.replace_range(span.start..span.end, &masked);
        }
    }

    /// Masks many ranges of one source at once. They come in the order of the text; one that overlaps
    /// an earlier one, or stands in another source than the first, is passed over.
    pub fn mask_all(&mut self, spans: &[Span]) {
        let Some(source) = spans.first().map(|span| span.source) else {
            return;
        };
        let text = &mut self.edit(source).text;
        let mut masked = String::with_capacity(text.len());
        let mut copied = 0;
        for span in spans.iter().filter(|span| span.source == source) {
            let (between, secret) = (text.get(copied..span.start), text.get(span.start..span.end));
            if let (Some(between), Some(secret)) = (between, secret) {
                masked.push_str(between);
                masked.push_str(&mask(secret));
                copied = span.end;
            }
        }
        masked.push_str(text.get(copied..).unwrap_or_default());
        *text = masked;
    }

    /// The lines and columns of a span.
    #[must_use]
    pub fn location(&self, span: Span) -> Location {
        let source = self.get(span.source);
        let (line, column) = source.lines.position(span.start);
        let (end_line, end_column) = source.lines.position(span.end);
        Location {
            line,
            column,
            end_line,
            end_column,
        }
    }

    /// The JSON pointer of a span in a structured text.
    #[must_use]
    pub fn pointer(&self, span: Span) -> String {
        self.get(span.source).outline.pointer(span)
    }

    /// A place in words: `FILE:LINE:COLUMN`, `distribution E123: Origins.Items[0].DomainName`, or the
    /// name of the URL.
    #[must_use]
    pub fn place(&self, span: Span) -> String {
        let source = self.get(span.source);
        match source.kind {
            SourceKind::File => {
                let place = self.location(span);
                format!("{}:{}:{}", source.name, place.line, place.column)
            }
            SourceKind::Api => match self.keys(span).as_str() {
                "" => source.name.clone(),
                keys => format!("{}: {keys}", source.name),
            },
            SourceKind::Url(_) => source.name.clone(),
        }
    }

    /// The keys that lead to a place, in the words of the AWS documentation:
    /// `Origins.Items[0].DomainName`. In an answer, without those that every answer begins with.
    #[must_use]
    pub fn keys(&self, span: Span) -> String {
        let pointer = self.pointer(span);
        let inside = match self.get(span.source).kind {
            SourceKind::Api => inside(&pointer),
            SourceKind::File | SourceKind::Url(_) => &pointer,
        };
        clipped(&dotted(inside), LONGEST_PATH).into_owned()
    }

    /// The part of the URL that a span stands in, where its source is a URL.
    #[must_use]
    pub fn url_part(&self, span: Span) -> Option<&UrlPart> {
        let SourceKind::Url(parts) = &self.get(span.source).kind else {
            return None;
        };
        parts
            .iter()
            .find(|(range, _)| {
                range.start <= span.start && span.start < range.end.max(range.start + 1)
            })
            .map(|(_, part)| part)
    }
}

/// The pointer without the object that an answer is wrapped in, and the configuration in that:
/// `/Distribution/DistributionConfig/Origins` is `/Origins`.
fn inside(pointer: &str) -> &str {
    let mut steps = pointer.split('/').skip(1);
    let (kind, config) = (steps.next(), steps.next());
    let (Some(kind), Some(config)) = (kind, config) else {
        return pointer;
    };
    match config.strip_suffix("Config") == Some(kind) {
        true => pointer
            .get(kind.len() + config.len() + 2..)
            .unwrap_or_default(),
        false => pointer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_secrets_are_masked_in_one_pass() {
        let mut sources = SourceMap::default();
        let id = sources.add("t.json", SourceKind::File, "ab é cd");
        let span = |start, end| Span::new(id, start, end);
        sources.mask_all(&[span(0, 2), span(1, 3), span(3, 5), span(6, 99)]);
        assert_eq!(sources.get(id).text(), "** ** cd");
    }

    #[test]
    fn places_of_answers_are_named_by_their_keys() {
        for (pointer, keys) in [
            (
                "/Distribution/DistributionConfig/Origins/Items/0",
                "Origins.Items[0]",
            ),
            ("/Distribution/DistributionConfig", ""),
            ("/Distribution/Id", "Distribution.Id"),
            ("/Origins/Items/0", "Origins.Items[0]"),
            ("", ""),
        ] {
            assert_eq!(dotted(inside(pointer)), keys, "{pointer}");
        }
    }

    #[test]
    fn a_masked_secret_moves_no_column() {
        let text = "{\"HeaderValue\": \"é€\", \"a\": 1}";
        let mut sources = SourceMap::default();
        let id = sources.add("t.json", SourceKind::File, text);
        let column = |sources: &SourceMap| {
            let at = text.find("\"a\"").unwrap();
            sources.location(Span::new(id, at, at + 3)).column
        };
        let before = column(&sources);
        let secret = text.find('é').unwrap();
        sources.mask(Span::new(id, secret, secret + "é€".len()));
        assert_eq!(sources.get(id).text().len(), text.len());
        assert_eq!((before, column(&sources)), (23, 23));
    }
}
