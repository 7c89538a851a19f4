//! Texts from outside, made harmless for a terminal.

/// The text with every character that steers a terminal, or turns the direction of what follows,
/// replaced by U+FFFD; so it stays on one line.
#[must_use]
pub fn printable(text: &str) -> String {
    let shown = |c: char| {
        if steers(c) {
            char::REPLACEMENT_CHARACTER
        } else {
            c
        }
    };
    text.chars().map(shown).collect()
}

fn steers(c: char) -> bool {
    let direction = ['\u{61c}', '\u{200e}', '\u{200f}'].contains(&c)
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c);
    let separator = ['\u{2028}', '\u{2029}'].contains(&c);
    c.is_control() || direction || separator
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        let hostile = "a\u{1b}[2J\u{9b}1m\r\n\tb\u{202e}c\u{2028}é";
        assert_eq!(
            printable(hostile),
            "a\u{fffd}[2J\u{fffd}1m\u{fffd}\u{fffd}\u{fffd}b\u{fffd}c\u{fffd}é"
        );
    }
}
