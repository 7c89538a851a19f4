//! What a shell, a chat or a mail leaves around a URL: white space, quotes, angle brackets.

use std::ops::Range;

/// The pairs that may stand around a URL, in any nesting.
const AROUND: [(char, char); 5] = [
    ('"', '"'),
    ('\'', '\''),
    ('`', '`'),
    ('<', '>'),
    ('\u{201c}', '\u{201d}'),
];

/// The range of `text` without white space and matching pairs around it.
pub(super) fn trimmed(text: &str) -> Range<usize> {
    let mut inner = text.trim();
    while let Some(next) = AROUND.iter().find_map(|pair| unwrapped(inner, *pair)) {
        inner = next.trim();
    }
    // `inner` is a part of `text`, so the distance of their starts is where it begins.
    let start = inner.as_ptr() as usize - text.as_ptr() as usize;
    start..start + inner.len()
}

fn unwrapped(text: &str, (open, close): (char, char)) -> Option<&str> {
    text.strip_prefix(open)?.strip_suffix(close)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_and_space_are_cut_off_and_nothing_else() {
        for (text, inner) in [
            (" \t<https://h/>\r\n", "https://h/"),
            ("\"'https://h/'\"", "https://h/"),
            ("“https://h/”", "https://h/"),
            ("\"https://h/", "\"https://h/"),
            ("https://h/?a=\"b\"", "https://h/?a=\"b\""),
            ("\"", "\""),
            ("\"\"", ""),
            ("   ", ""),
        ] {
            assert_eq!(&text[trimmed(text)], inner, "{text:?}");
        }
    }
}
