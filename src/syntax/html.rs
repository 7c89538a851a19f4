//! HTML to its pieces of text, as far as an error page needs it: no tree, no attributes, no errors.

use super::reference::unescape;

/// More pieces than any error page has; the rest is not read.
const MOST_PIECES: usize = 512;

/// Elements whose content is no text of the page.
const UNSHOWN: [&str; 2] = ["script", "style"];

/// A piece of text, and the tag it stands behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The name of the tag in lower case, with its `/` if it closes; empty at the start.
    pub tag: String,
    /// The text with references resolved, its white space made single spaces.
    pub text: String,
}

/// Whether `text` is an HTML page: one of HTML's own tags stands before any other element.
#[must_use]
pub fn is_page(text: &str) -> bool {
    const TAGS: [&str; 5] = ["html", "head", "body", "title", "h1"];
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('<') {
        let (tag, after) = tag(behind);
        match tag.as_str() {
            "!doctype" => return is_html_doctype(behind),
            declaration if declaration.starts_with(['?', '!']) => rest = after,
            name => return TAGS.contains(&name),
        }
    }
    false
}

fn is_html_doctype(declaration: &str) -> bool {
    let mut words = declaration.split([' ', '>', '\t', '\r', '\n']);
    words
        .nth(1)
        .is_some_and(|name| name.eq_ignore_ascii_case("html"))
}

/// Every piece of text that a page shows, in its order.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut last = String::new();
    let mut rest = text;
    while pieces.len() < MOST_PIECES {
        let (shown, behind) = rest.split_once('<').unwrap_or((rest, ""));
        let shown = unescape(shown);
        let shown: Vec<&str> = shown.split_whitespace().collect();
        if !shown.is_empty() && !UNSHOWN.contains(&last.as_str()) {
            pieces.push(Piece {
                tag: last,
                text: shown.join(" "),
            });
        }
        if behind.is_empty() {
            break;
        }
        (last, rest) = tag(behind);
    }
    pieces
}

/// The name of a tag in lower case, and what follows the tag; a comment is passed over whole.
fn tag(behind: &str) -> (String, &str) {
    if let Some(comment) = behind.strip_prefix("!--") {
        let rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
        return ("!--".to_owned(), rest);
    }
    let (tag, rest) = behind.split_once('>').unwrap_or((behind, ""));
    let name = tag.split(|c: char| c.is_whitespace()).next();
    let name = name.unwrap_or_default().to_ascii_lowercase();
    (name, rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pages_are_told_from_xml() {
        for page in [
            "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD\">",
            "\n<!-- c --><!doctype html><x>",
            "<?xml version=\"1.0\"?><html xmlns=\"x\">",
            "<HTML><Error>",
        ] {
            assert!(is_page(page), "{page}");
        }
        for other in [
            "<Error><html>",
            "<!DOCTYPE Error><Error>",
            "",
            "text",
            "<?xml ?><Error>",
        ] {
            assert!(!is_page(other), "{other}");
        }
    }

    #[test]
    fn texts_stand_behind_their_tags() {
        let page = "<ul>\n<LI class=x>Code:  A&amp;B</li><li>Two\n words</ul><script>if (a) \
            b</script><br>end";
        let told: Vec<_> = pieces(page)
            .into_iter()
            .map(|piece| (piece.tag, piece.text))
            .collect();
        let told: Vec<_> = told
            .iter()
            .map(|(tag, text)| (tag.as_str(), text.as_str()))
            .collect();
        assert_eq!(
            told,
            [("li", "Code: A&B"), ("li", "Two words"), ("br", "end")]
        );
    }

    proptest! {
        #[test]
        fn no_page_is_too_broken(text in "([<>/&;! a-c-]|<!--|<li>){0,40}") {
            let _ = (pieces(&text), is_page(&text));
        }
    }
}
