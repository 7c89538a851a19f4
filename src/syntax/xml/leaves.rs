//! XML to its leaves in order, forgiving everything.

use crate::syntax::{MAX_DEPTH, reference};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

/// More elements than any answer has; the rest is not read.
const MOST_LEAVES: usize = 512;

/// What was read of a document. Nothing is looked up, declared entities least of all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The name of the outermost element, without its prefix.
    pub root: Option<String>,
    /// The elements that hold no other element, in their order.
    pub leaves: Vec<Leaf>,
    /// Whether the outermost element was closed: if not, the text was cut off or is no XML.
    pub complete: bool,
}

/// An element that holds text only.
#[derive(Clone, PartialEq, Eq)]
pub struct Leaf {
    /// Its name, without a prefix.
    pub name: String,
    /// The name of the element around it; empty for the outermost.
    pub parent: String,
    /// Its text with references resolved, without the white space around it.
    pub text: String,
}

/// A text may hold a token, so only its length is told.
impl std::fmt::Debug for Leaf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}/{} ({} bytes)",
            self.parent,
            self.name,
            self.text.len()
        )
    }
}

/// Reads the first element of `text`, from its first `<`. Never fails: what cannot be read ends the
/// document, incomplete; an element that is open then is kept with the text it has so far.
#[must_use]
pub fn read(text: &str) -> Document {
    let start = text.find('<').unwrap_or(text.len());
    let mut reader = Reader::from_str(&text[start..]);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut builder = Builder::default();
    while let Ok(event) = reader.read_event() {
        if builder.take(event) == Flow::End {
            break;
        }
    }
    builder.finish()
}

#[derive(PartialEq, Eq)]
enum Flow {
    On,
    End,
}

#[derive(Default)]
struct Builder {
    document: Document,
    /// The open elements: name, text so far, and whether they hold another.
    open: Vec<(String, String, bool)>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) -> Flow {
        match event {
            Event::Start(tag) => return self.start(tag.local_name().as_ref()),
            Event::Empty(tag) => {
                let flow = self.start(tag.local_name().as_ref());
                return if flow == Flow::On { self.end() } else { flow };
            }
            Event::End(_) => return self.end(),
            Event::Text(text) => self.text(&text.into_inner()),
            Event::CData(data) => self.text(&data.into_inner()),
            Event::GeneralRef(name) => self.reference(&name),
            Event::Eof => return Flow::End,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        Flow::On
    }

    fn start(&mut self, name: &str) -> Flow {
        if self.open.len() >= MAX_DEPTH || self.document.leaves.len() >= MOST_LEAVES {
            return Flow::End;
        }
        if let Some((_, _, holds)) = self.open.last_mut() {
            *holds = true;
        }
        let name = name.to_owned();
        self.document.root.get_or_insert_with(|| name.clone());
        self.open.push((name, String::new(), false));
        Flow::On
    }

    fn end(&mut self) -> Flow {
        self.close();
        self.document.complete = self.open.is_empty() && self.document.root.is_some();
        match self.document.complete {
            true => Flow::End,
            false => Flow::On,
        }
    }

    /// Closes the innermost element, whatever the closing tag is called.
    fn close(&mut self) {
        let Some((name, text, holds)) = self.open.pop() else {
            return;
        };
        if !holds {
            let parent = self.open.last().map_or("", |(name, ..)| name);
            self.document.leaves.push(Leaf {
                name,
                parent: parent.to_owned(),
                text: text.trim().to_owned(),
            });
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, so_far, _)) = self.open.last_mut() {
            so_far.push_str(text);
        }
    }

    fn reference(&mut self, name: &BytesRef<'_>) {
        match reference::character(name) {
            Some(character) => self.text(character.encode_utf8(&mut [0; 4])),
            None => {
                self.text("&");
                self.text(name);
                self.text(";");
            }
        }
    }

    fn finish(mut self) -> Document {
        while !self.open.is_empty() {
            self.close();
        }
        self.document
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn leaves(text: &str) -> Vec<(String, String)> {
        let leaves = read(text).leaves.into_iter();
        leaves.map(|leaf| (leaf.name, leaf.text)).collect()
    }

    fn one(text: &str) -> String {
        leaves(text).remove(0).1
    }

    #[test]
    fn leaves_come_in_order_with_their_parents() {
        let text = "junk \u{feff}<?xml version='1.0'?>\n<e:Error \
            xmlns:e='x'><Code>A</Code><B/><In><C> d\n</C></In></e:Error>tail<x>";
        let document = read(text);
        assert_eq!(document.root.as_deref(), Some("Error"));
        assert!(document.complete);
        let told: Vec<_> = document
            .leaves
            .iter()
            .map(|leaf| (leaf.parent.as_str(), leaf.name.as_str(), leaf.text.as_str()))
            .collect();
        assert_eq!(
            told,
            [("Error", "Code", "A"), ("Error", "B", ""), ("In", "C", "d")]
        );
    }

    #[test]
    fn references_are_resolved_and_entities_are_not() {
        assert_eq!(
            one("<a>&lt;&#x41;&#11;&amp;lt;<![CDATA[&lt;]]></a>"),
            "<A\u{b}&lt;&lt;"
        );
        let bomb = "<!DOCTYPE a [<!ENTITY lol \"lol\"><!ENTITY x SYSTEM \
            \"file:///etc/passwd\">]><a>&lol;&x; & b</a>";
        assert_eq!(one(bomb), "&lol;&x; & b");
    }

    #[test]
    fn what_is_cut_off_is_kept_and_said() {
        let cut = read("<Error><Code>AccessDenied</Code><Message>Access De");
        assert!(!cut.complete);
        assert_eq!(cut.leaves[1].text, "Access De");
        assert!(!read("<Error><Code>A</Co").complete);
        assert!(!read("").complete);
        assert!(!read("no xml").complete);
        assert_eq!(
            leaves("<a><b>1</c></a>"),
            [("b".to_owned(), "1".to_owned())]
        );
    }

    #[test]
    fn depth_and_number_are_bounded() {
        let deep = read(&"<a>".repeat(100_000));
        assert!(!deep.complete && deep.leaves.len() <= 1);
        let wide = read(&format!("<e>{}</e>", "<a/>".repeat(100_000)));
        assert!(!wide.complete && wide.leaves.len() <= MOST_LEAVES + 1);
    }

    proptest! {
        #[test]
        fn no_text_is_too_broken(text in "([<>/&;!?=\"'\\[\\]a-cé \
            -]|<a>|</a>|<!\\[CDATA\\[|<!--|&#){0,40}") {
            let _ = read(&text);
        }
    }
}
