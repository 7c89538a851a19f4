//! What says in a text itself that findings do not count there: `# siglint: ignore[RULE] REASON`.

use super::{Outline, SourceId, SourceKind, SourceMap, Span, redact};

/// What a comment begins with that means siglint.
const MARK: &str = "siglint:";

/// The word for it, which the rules follow in brackets.
const IGNORE: &str = "ignore";

/// The signs of comments that end with their line: YAML's, TOML's and HCL's, and HCL's and JSON's.
const SIGNS: [&str; 2] = ["#", "//"];

/// Something in a text that says that findings do not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The ids of the rules, as they are written.
    pub rules: Vec<String>,
    /// Why; empty where nobody says.
    pub reason: String,
    /// The comment, or the entry.
    pub span: Span,
    /// Where it counts: its line or the next one, and what begins there.
    pub covers: Span,
}

impl Suppression {
    /// Whether a finding of this rule at this place is meant. The same file may have been read more
    /// than once.
    #[must_use]
    pub fn means(&self, rule: &str, at: Span, sources: &SourceMap) -> bool {
        let name = |source: SourceId| &sources.get(source).name;
        let is_inside = self.covers.start <= at.start && at.start < self.covers.end;
        let is_same = is_inside && name(self.covers.source) == name(at.source);
        is_same && self.rules.iter().any(|known| known == rule)
    }
}

impl SourceMap {
    /// Everything in the files of this run that says so, in the order of the texts; of a file that was
    /// read more than once the first time.
    #[must_use]
    pub fn suppressions(&self) -> Vec<Suppression> {
        let mut all: Vec<Suppression> = Vec::new();
        for (id, source) in self.all() {
            if !matches!(source.kind, SourceKind::File) {
                continue;
            }
            let written = Written {
                text: source.text(),
                id,
                outline: source.outline(),
            };
            all.extend_from_slice(source.suppressions());
            all.extend(written.comments());
        }
        let mut known = std::collections::BTreeSet::new();
        let key = |one: &Suppression| (self.get(one.span.source).name.clone(), one.span.start);
        all.retain(|one| known.insert(key(one)));
        all
    }
}

/// A text that may have comments.
struct Written<'a> {
    text: &'a str,
    id: SourceId,
    outline: &'a Outline,
}

impl Written<'_> {
    fn comments(&self) -> Vec<Suppression> {
        let marks = self.text.match_indices(MARK);
        marks.filter_map(|(at, _)| self.comment(at)).collect()
    }

    /// The comment that has the mark at `at`, if it is one that means this.
    fn comment(&self, at: usize) -> Option<Suppression> {
        let (start, end) = self.line(at);
        let before = self.text.get(start..at)?.trim_end();
        let code = SIGNS.iter().find_map(|sign| before.strip_suffix(sign))?;
        let is_apart = code.is_empty() || code.ends_with(char::is_whitespace);
        let sign = start + code.len();
        if !is_apart || self.outline.is_in_leaf(sign) {
            return None;
        }
        let (rules, reason) = parsed(self.text.get(at + MARK.len()..end)?)?;
        let covered = match code.trim().is_empty() {
            true => self.next_line(end)?,
            false => (start, end),
        };
        Some(Suppression {
            rules,
            reason,
            span: Span::new(self.id, sign, end),
            covers: self.covers(covered),
        })
    }

    /// A line and what begins on it.
    fn covers(&self, (start, end): (usize, usize)) -> Span {
        let reach = self.outline.reach(start..end.max(start + 1));
        Span::new(self.id, start, reach.unwrap_or(end).max(end))
    }

    /// The line that a byte is on, without its end.
    fn line(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or_default();
        let after = self.text.get(at..).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let end = after.find('\n').map_or(self.text.len(), |end| at + end);
        let line = self.text.get(start..end).unwrap_or_default();
        (start, start + line.trim_end().len())
    }

    /// The next line that is neither empty nor a comment.
    fn next_line(&self, end: usize) -> Option<(usize, usize)> {
        let behind = self.text.get(end..)?;
        let mut at = end + behind.find('\n')? + 1;
        for line in self.text.get(at..)?.split_inclusive('\n') {
            let said = line.trim();
            let is_comment = SIGNS.iter().any(|sign| said.starts_with(sign));
            if !said.is_empty() && !is_comment {
                return Some((at, at + line.trim_end().len()));
            }
            at += line.len();
        }
        None
    }
}

/// The rules and the reason behind the mark: ` ignore[one, two] as agreed`. Without brackets there are
/// no rules.
fn parsed(text: &str) -> Option<(Vec<String>, String)> {
    let rest = text.trim().strip_prefix(IGNORE)?;
    let listed = rest.trim_start().strip_prefix('[');
    let (rules, reason) = match listed.and_then(|listed| listed.split_once(']')) {
        Some((rules, reason)) => (rules, reason),
        None => ("", rest),
    };
    let rules = rules
        .split(',')
        .map(str::trim)
        .filter(|rule| !rule.is_empty());
    let reason = reason.trim_start_matches([':', '-', '–', '—', ' ']);
    Some((rules.map(redact).collect(), redact(reason.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Step;

    /// A text with the outline of `(part, what it stands in)`, and what it says.
    fn read(text: &str, parts: &[(&str, Option<usize>)]) -> (SourceMap, Vec<Suppression>) {
        let mut sources = SourceMap::default();
        let source = sources.add("t.yaml", SourceKind::File, text);
        let mut outline = Outline::default();
        for (part, parent) in parts {
            let start = text.find(part).unwrap();
            let span = Span::new(source, start, start + part.len());
            outline.add(*parent, Step::Key((*part).to_owned()), span);
        }
        sources.set_outline(source, outline);
        let said = sources.suppressions();
        (sources, said)
    }

    fn covered<'t>(text: &'t str, one: &Suppression) -> &'t str {
        &text[one.covers.start..one.covers.end]
    }

    #[test]
    fn a_comment_covers_its_line_or_what_begins_on_the_next() {
        let text = "a: 1  # siglint: ignore[one, two] as agreed\n\n// siglint:ignore[three]: b\n# other\n\n  b:\n    c: 2\nd: 3\n";
        let (sources, said) = read(
            text,
            &[("a: 1", None), ("b:\n    c: 2", None), ("c: 2", Some(1))],
        );
        let [first, second] = &said[..] else {
            panic!("{said:?}");
        };
        assert_eq!(
            (first.rules.join(" "), first.reason.as_str()),
            ("one two".to_owned(), "as agreed")
        );
        assert_eq!(
            covered(text, first),
            "a: 1  # siglint: ignore[one, two] as agreed"
        );
        assert_eq!(
            (second.reason.as_str(), covered(text, second)),
            ("b", "  b:\n    c: 2")
        );
        let at = |part: &str| {
            let start = text.find(part).unwrap();
            Span::new(second.span.source, start, start + 1)
        };
        assert!(second.means("three", at("c: 2"), &sources));
        assert!(!second.means("one", at("c: 2"), &sources));
        assert!(!second.means("three", at("d: 3"), &sources));
    }

    #[test]
    fn what_is_in_a_text_is_no_comment() {
        let text = "a: |\n  # siglint: ignore[one] x\n  b\nc: x# siglint: ignore[one] x\nd: 'siglint: ignore[one] x'\n";
        let (_, said) = read(text, &[("a: |\n  # siglint: ignore[one] x\n  b", None)]);
        assert_eq!(said, []);
    }

    #[test]
    fn what_is_left_out_is_left_empty() {
        let text = "# siglint: ignore because\n# siglint: ignore[]\n# siglint: ignore[one]\n# siglint: ignore[two\n# siglint: later\na: 1\n# siglint: ignore[one] last\n";
        let (_, said) = read(text, &[]);
        let said: Vec<(String, &str)> = said
            .iter()
            .map(|one| (one.rules.join(" "), one.reason.as_str()))
            .collect();
        let expected = [("", "because"), ("", ""), ("one", ""), ("", "[two")];
        assert_eq!(
            said,
            expected.map(|(rules, reason)| (rules.to_owned(), reason))
        );
    }
}
