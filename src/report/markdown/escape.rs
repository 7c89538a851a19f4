//! Text from outside in Markdown: shown as it stands, whatever it holds.

use crate::source::printable;

/// Nothing, and still the end of a word: services look for names and numbers after `@` and `#`, and
/// for addresses, in what is left when the Markdown is gone.
const BREAK: &str = "<!-- -->";

/// A text that is neither Markdown nor HTML, mentions nobody and links to nothing. One line.
pub(super) fn text(text: &str) -> String {
    let text = printable(text);
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '@' | '#' => {
                escaped.push(c);
                escaped += BREAK;
            }
            ':' if rest.peek() == Some(&'/') => {
                escaped.push(c);
                escaped += BREAK;
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// A text as code within a line, also in a table.
pub(super) fn code(text: &str) -> String {
    let text = printable(text);
    let ticks = "`".repeat(longest_run(&text) + 1);
    let pad = match text.starts_with('`') || text.ends_with('`') || text.is_empty() {
        true => " ",
        false => "",
    };
    let text = text.replace('|', "\\|");
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// Lines as a block of code.
pub(super) fn block<'t>(language: &str, lines: impl Iterator<Item = &'t str>) -> String {
    let lines: Vec<_> = lines.map(printable).collect();
    let longest = lines.iter().map(|line| longest_run(line)).max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}\n", lines.join("\n"))
}

fn longest_run(text: &str) -> usize {
    let runs = text.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_is_shown_and_does_nothing() {
        assert_eq!(
            text("<img src=x> **b** [a](b) | @all #1 https://x\n`${y}`"),
            "&lt;img src=x&gt; \\*\\*b\\*\\* \\[a\\](b) \\| @<!-- -->all #<!-- -->1 https:<!-- -->//x\u{fffd}\\`\\${y}\\`"
        );
    }

    #[test]
    fn code_ends_where_it_should() {
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`|`"), "`` `\\|` ``");
        assert_eq!(code(""), "`  `");
        assert_eq!(
            block("sh", ["a ```` b"].into_iter()),
            "`````sh\na ```` b\n`````\n"
        );
    }
}
