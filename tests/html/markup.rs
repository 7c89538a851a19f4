//! A page read as markup: its elements, and what in it could act.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements without an end.
const VOID: [&str; 2] = ["meta", "br"];

/// Every element that a page may have; none of them loads or runs anything.
const KNOWN: [&str; 56] = [
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "div",
    "header",
    "main",
    "footer",
    "nav",
    "section",
    "article",
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "a",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "caption",
    "figure",
    "figcaption",
    "pre",
    "code",
    "span",
    "mark",
    "small",
    "strong",
    "del",
    "ins",
    "q",
    "br",
    "time",
    "details",
    "summary",
    "svg",
    "desc",
    "g",
    "line",
    "rect",
    "text",
    "defs",
    "pattern",
    "path",
];

/// The elements of a page in their order, and its text.
pub(crate) struct Page {
    elements: Vec<Element>,
    pub(crate) text: String,
}

struct Element {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Page {
    /// Reads a page; fails where an element is not closed or an attribute is not quoted.
    pub(crate) fn read(page: &str) -> Result<Self, String> {
        let mut reader = Reader::from_str(page);
        reader.config_mut().check_end_names = false;
        let (mut elements, mut open) = (Vec::new(), Vec::new());
        let mut text = String::new();
        loop {
            let at = reader.buffer_position();
            match reader
                .read_event()
                .map_err(|why| format!("byte {at}: {why}"))?
            {
                Event::Start(start) => {
                    let element = element(&start).map_err(|why| format!("byte {at}: {why}"))?;
                    if !VOID.contains(&element.name.as_str()) {
                        open.push(element.name.clone());
                    }
                    elements.push(element);
                }
                Event::End(end) => {
                    let name = end.name().as_ref().to_owned();
                    if open.pop().as_ref() != Some(&name) {
                        return Err(format!("byte {at}: </{name}> ends what is not open"));
                    }
                    text.push(' ');
                }
                Event::Text(one) if open.last().is_none_or(|name| name != "style") => {
                    text += &one;
                }
                Event::Eof => break,
                _ => {}
            }
        }
        match open.is_empty() {
            true => Ok(Self { elements, text }),
            false => Err(format!("never closed: {open:?}")),
        }
    }

    /// How many elements of this name there are; an SVG's own title is not the page's.
    pub(crate) fn count(&self, name: &str) -> usize {
        let named = self.elements.iter().filter(|one| one.name == name);
        named
            .filter(|one| name != "title" || one.attributes.is_empty())
            .count()
    }

    /// What could load, run, or send something.
    pub(crate) fn active(&self) -> Vec<String> {
        let is_active = |one: &&Element| {
            let acts = |(name, value): &(String, String)| match name.as_str() {
                "href" => !value.starts_with('#') && !value.starts_with("https://"),
                "style" | "src" | "srcset" | "action" | "data" | "xlink:href" => true,
                name => name.starts_with("on"),
            };
            !KNOWN.contains(&one.name.as_str()) || one.attributes.iter().any(acts)
        };
        let active = self.elements.iter().filter(is_active);
        active
            .map(|one| format!("{} {:?}", one.name, one.attributes))
            .collect()
    }

    /// Headings that are more than one level below the one before them.
    pub(crate) fn skipped_headings(&self) -> Vec<String> {
        let levels = self
            .elements
            .iter()
            .filter_map(|one| match one.name.as_str() {
                "h1" => Some(1),
                "h2" => Some(2),
                "h3" => Some(3),
                "h4" => Some(4),
                _ => None,
            });
        let levels: Vec<usize> = std::iter::once(0).chain(levels).collect();
        let skips = levels.windows(2).filter(|two| two[1] > two[0] + 1);
        skips
            .map(|two| format!("h{} after h{}", two[1], two[0]))
            .collect()
    }

    /// Links within the page that lead nowhere.
    pub(crate) fn broken_links(&self) -> Vec<String> {
        let all = |wanted: &'static str| {
            let attributes = self.elements.iter().flat_map(|one| &one.attributes);
            attributes
                .filter(move |(name, _)| name == wanted)
                .map(|(_, value)| value)
        };
        let leads = |to: &str| all("id").any(|id| id == to);
        let links = all("href").filter_map(|to| to.strip_prefix('#'));
        links.filter(|to| !leads(to)).map(str::to_owned).collect()
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, String> {
    let attribute = |one: Result<quick_xml::events::attributes::Attribute<'_>, _>| {
        let one = one.map_err(|why: quick_xml::events::attributes::AttrError| why.to_string())?;
        Ok((one.key.as_ref().to_owned(), one.value.into_owned()))
    };
    Ok(Element {
        name: start.name().as_ref().to_owned(),
        attributes: start
            .attributes()
            .map(attribute)
            .collect::<Result<_, String>>()?,
    })
}

/// Base64 with its padding.
pub(crate) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |three: &[u8]| {
        let byte = |index: usize| u32::from(three.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        let letter = |index: usize| match index <= three.len() {
            true => char::from(LETTERS[(bits >> (18 - 6 * index) & 63) as usize]),
            false => '=',
        };
        (0..4).map(letter).collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}
