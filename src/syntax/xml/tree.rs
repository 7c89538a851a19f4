//! XML to the tree: an element is an object of its elements, or the string of its text.

use crate::source::{SourceId, Span};
use crate::syntax::{Entry, MAX_DEPTH, Node, NodeKind, SyntaxError, reference};
use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError};
use quick_xml::events::Event;

/// Reads `text`, which `source` stands for, into an object with one key, the outermost element's
/// name. Prefixes, attributes and comments are left out; elements of one name may stand side by
/// side; the span of a string is its text's, and of an empty element its own.
///
/// # Errors
///
/// The first place that is not well-formed, or that nests deeper than [`MAX_DEPTH`].
pub fn parse(text: &str, source: SourceId) -> Result<Node, SyntaxError> {
    // The parser drops a byte order mark and does not count it.
    let content = text.trim_start_matches('\u{feff}');
    let skipped = text.len() - content.len();
    let position = |byte: u64| usize::try_from(byte).map_or(usize::MAX, |byte| byte + skipped);
    let mut reader = Reader::from_str(content);
    let mut builder = Builder {
        text,
        source,
        open: Vec::new(),
        root: None,
    };
    loop {
        let start = position(reader.buffer_position());
        match reader.read_event() {
            Ok(Event::Eof) => return builder.finish(),
            Ok(event) => {
                let end = position(reader.buffer_position());
                builder.take(&event, start..end)?;
            }
            Err(error) => {
                let at = position(reader.error_position());
                return Err(builder.refuse(at, words(&error)));
            }
        }
    }
}

/// An element that is not closed yet.
struct Open {
    name: String,
    name_span: Span,
    start: usize,
    /// Its text so far, references resolved.
    text: String,
    /// Where that text stands, white space left out.
    text_at: Option<(usize, usize)>,
    children: Vec<Entry>,
}

struct Builder<'a> {
    text: &'a str,
    source: SourceId,
    open: Vec<Open>,
    root: Option<Entry>,
}

impl Builder<'_> {
    fn take(&mut self, event: &Event<'_>, at: std::ops::Range<usize>) -> Result<(), SyntaxError> {
        match event {
            Event::Start(tag) => self.start(tag.local_name().as_ref(), at.start)?,
            Event::Empty(tag) => {
                self.start(tag.local_name().as_ref(), at.start)?;
                self.end(at.end);
            }
            Event::End(_) => self.end(at.end),
            Event::Text(text) => self.text(text, at)?,
            Event::CData(data) => self.text(data, at)?,
            Event::GeneralRef(name) => match reference::character(name) {
                Some(character) => self.text(character.encode_utf8(&mut [0; 4]), at)?,
                None => self.text(&format!("&{};", &**name), at)?,
            },
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn start(&mut self, name: &str, start: usize) -> Result<(), SyntaxError> {
        if self.open.len() >= MAX_DEPTH {
            let message =
                format!("it nests more than {MAX_DEPTH} levels deep, which siglint does not read");
            return Err(self.refuse(start, message));
        }
        if self.open.is_empty() && self.root.is_some() {
            let message = "the file should end after its one element, and another follows";
            return Err(self.refuse(start, message.to_owned()));
        }
        // The name follows the `<`, perhaps behind a prefix and a colon.
        let tag = self.text.get(start..).unwrap_or_default();
        let at = start + tag.find(name).unwrap_or(1);
        self.open.push(Open {
            name: name.to_owned(),
            name_span: Span::new(self.source, at, at + name.len()),
            start,
            text: String::new(),
            text_at: None,
            children: Vec::new(),
        });
        Ok(())
    }

    fn end(&mut self, end: usize) {
        let Some(open) = self.open.pop() else {
            return;
        };
        let whole = Span::new(self.source, open.start, end);
        let value = match (open.children.is_empty(), open.text_at) {
            (false, _) => Node {
                span: whole,
                kind: NodeKind::Mapping(open.children),
            },
            (true, at) => Node {
                span: at.map_or(whole, |(start, end)| Span::new(self.source, start, end)),
                kind: NodeKind::String(open.text.trim().to_owned()),
            },
        };
        let entry = Entry {
            key: open.name,
            key_span: open.name_span,
            value,
        };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(entry),
            None => self.root = Some(entry),
        }
    }

    fn text(&mut self, text: &str, at: std::ops::Range<usize>) -> Result<(), SyntaxError> {
        let said = text.trim();
        let Some(open) = self.open.last_mut() else {
            let message = "an element should stand here, and text does".to_owned();
            return match said.is_empty() {
                true => Ok(()),
                false => Err(self.refuse(at.start, message)),
            };
        };
        open.text.push_str(text);
        if !said.is_empty() {
            let written = self.text.get(at.clone()).unwrap_or_default();
            let start = at.start + (written.len() - written.trim_start().len());
            let end = at.end - (written.len() - written.trim_end().len());
            let first = open.text_at.map_or(start, |(first, _)| first);
            open.text_at = Some((first, end));
        }
        Ok(())
    }

    fn finish(self) -> Result<Node, SyntaxError> {
        if let Some(open) = self.open.last() {
            let message = format!("the element {} is never closed", open.name);
            return Err(self.refuse(open.start, message));
        }
        match self.root {
            Some(root) => Ok(Node {
                span: Span::new(self.source, root.key_span.start, root.value.span.end),
                kind: NodeKind::Mapping(vec![root]),
            }),
            None => Err(self.refuse(0, "there is no element in it".to_owned())),
        }
    }

    /// An error at a byte, on one line.
    fn refuse(&self, at: usize, message: String) -> SyntaxError {
        let at = at.min(self.text.len());
        let rest = self.text.get(at..).unwrap_or_default();
        let length = rest.find(['\n', '\r', '>']).unwrap_or(rest.len());
        SyntaxError {
            span: Span::new(self.source, at, at + length),
            message,
        }
    }
}

fn words(error: &Error) -> String {
    match error {
        Error::IllFormed(IllFormedError::MismatchedEndTag { expected, .. }) => {
            format!("the element {expected} is open, and the end of another one follows")
        }
        Error::IllFormed(IllFormedError::UnmatchedEndTag(_)) => {
            "the end of an element that was never opened".to_owned()
        }
        Error::IllFormed(IllFormedError::MissingEndTag(name)) => {
            format!("the element {name} is never closed")
        }
        Error::IllFormed(IllFormedError::UnclosedReference) => {
            "an `&` that begins no reference is written `&amp;`".to_owned()
        }
        Error::Syntax(_) => "something is opened here and never closed".to_owned(),
        _ => "this is not well-formed".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceKind, SourceMap};
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Node, SyntaxError> {
        let source = SourceMap::default().add("t.xml", SourceKind::File, text);
        parse(text, source)
    }

    #[test]
    fn values_keep_their_places() {
        let text = "\u{feff}<?xml version=\"1.0\"?>\n<!-- é --><c:Config xmlns:c='x'><Origins>\n \
            <Id> a&amp;b\n</Id><Empty/></Origins><Name><![CDATA[<x>]]></Name></c:Config>\n";
        let root = read(text).unwrap();
        let at = |node: &Node| text[node.span.start..node.span.end].to_owned();
        let id = root.path(&["Config", "Origins", "Id"]).unwrap();
        assert_eq!((id.as_str(), at(id)), (Some("a&b"), "a&amp;b".to_owned()));
        let empty = root.path(&["Config", "Origins", "Empty"]).unwrap();
        assert_eq!(
            (empty.as_str(), at(empty)),
            (Some(""), "<Empty/>".to_owned())
        );
        let name = root.path(&["Config", "Name"]).unwrap();
        assert_eq!(name.as_str(), Some("<x>"));
        let config = &root.entries()[0];
        let key = &text[config.key_span.start..config.key_span.end];
        assert_eq!(key, "Config");
        assert!(at(&config.value).starts_with("<c:Config"));
    }

    #[test]
    fn errors_say_what_was_found_and_where() {
        for (text, at, message) in [
            ("", "", "there is no element in it"),
            (
                "words",
                "words",
                "an element should stand here, and text does",
            ),
            (
                "<a>\n<b></a>",
                "</a",
                "the element b is open, and the end of another one follows",
            ),
            (
                "<a/><b/>",
                "<b/",
                "the file should end after its one element, and another follows",
            ),
            ("<a>", "<a", "the element a is never closed"),
            ("</a>", "</a", "the end of an element that was never opened"),
            (
                "<a>&</a>",
                "&</a",
                "an `&` that begins no reference is written `&amp;`",
            ),
            ("<a", "<a", "something is opened here and never closed"),
        ] {
            let error = read(text).unwrap_err();
            let place = &text[error.span.start..error.span.end];
            assert_eq!((place, error.message.as_str()), (at, message), "{text}");
        }
        let deep = read(&"<a>".repeat(100_000)).unwrap_err();
        assert!(deep.message.contains("levels deep"));
    }

    #[test]
    fn no_entity_is_expanded() {
        let text = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>";
        assert_eq!(read(text).unwrap().get("a").unwrap().as_str(), Some("&x;"));
    }

    proptest! {
        #[test]
        fn no_text_is_too_broken(text in "([<>/&;!?=\"'\\[\\]a-cé \n-]|<a>|</a>|<a/>|<!\\[CDATA\\[|&#){0,40}") {
            if let Err(error) = read(&text) {
                prop_assert!(text.get(error.span.start..error.span.end).is_some());
            }
        }
    }
}
