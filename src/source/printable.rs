//! Text from outside, so that it cannot steer a terminal.

use std::borrow::Cow;

/// Ends a place in a rendered excerpt; no text from outside has it.
pub const END_OF_PLACE: char = '\u{e000}';

/// Characters that show nothing, so that two names that differ look alike. The joiners U+200C and
/// U+200D are none of them: Persian and Indian scripts and emoji are written with them.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0001}' | '\u{e0020}'..='\u{e007f}'
    )
}

/// Whether a terminal would act on it, hide it, or show the text in another order: control and
/// invisible characters, line separators, and the marks that change the direction of writing. Our
/// own mark is one more.
#[must_use]
pub fn steers(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    let directs = matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    c.is_control()
        || directs
        || is_invisible(c)
        || matches!(c, '\u{2028}' | '\u{2029}' | END_OF_PLACE)
}

/// The text with a sign in place of each such character; a line break is one of them, since a name
/// with a line break could pass for a line of the report.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    // Almost all text is plain, and bytes are quicker to look at than characters.
    let is_plain = text.bytes().all(|byte| (b' '..0x7f).contains(&byte));
    match !is_plain && text.contains(steers) {
        true => Cow::Owned(text.replace(steers, "\u{fffd}")),
        false => Cow::Borrowed(text),
    }
}

/// At most so many characters of a text, and `…` where there were more.
#[must_use]
pub fn clipped(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

/// Lines of a source, as long as they were. What is one byte long is left to the renderer, which
/// draws it, and so are line breaks.
#[must_use]
pub fn printable_lines(text: &str) -> String {
    let shown = |c: char| match c.len_utf8() {
        _ if !steers(c) => c,
        2 => '\u{b7}',
        3 => '\u{fffd}',
        4 => '\u{1f5d9}',
        _ => c,
    };
    text.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_and_lines_keep_their_length() {
        let hostile = "a\u{1b}[2J\u{9b}31m\u{202e}\u{e000}é\nb";
        let shown = printable(hostile);
        assert_eq!(shown, "a\u{fffd}[2J\u{fffd}31m\u{fffd}\u{fffd}é\u{fffd}b");
        let lines = printable_lines(hostile);
        assert_eq!(lines.len(), hostile.len());
        assert!(!lines.contains(['\u{9b}', '\u{202e}', END_OF_PLACE]));
        assert_eq!(lines.lines().count(), 2);
    }

    #[test]
    fn nothing_hides_and_ordinary_text_stays() {
        for hidden in ["\u{200b}", "\u{2060}", "\u{feff}", "\u{ad}", "\u{e0041}"] {
            assert_eq!(printable(hidden), "\u{fffd}");
            let lines = printable_lines(hidden);
            assert!(lines.len() == hidden.len() && lines != hidden);
        }
        let ordinary = "für 文書 می\u{200c}خواهم 👩\u{200d}💻";
        assert_eq!(printable(ordinary), ordinary);
    }

    #[test]
    fn a_text_is_clipped_between_characters() {
        assert_eq!(
            (clipped("äöü", 3), clipped("äöü", 2)),
            ("äöü".into(), "äö…".into())
        );
    }
}
