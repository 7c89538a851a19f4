//! JavaScript to its words, strings and signs: as much of it as it takes to see what is assigned.
//!
//! It is no parser. Comments are skipped, and so is what stands inside of strings, templates and
//! regular expressions.

/// How much code is looked at, in bytes: a CloudFront Function has at most 10 KB.
pub const MOST_CODE: usize = 64 * 1024;

/// The signs of more than one character that must not be taken apart, the longest first.
const SIGNS: [&str; 26] = [
    ">>>=", "...", "?.", "===", "!==", "**=", "<<=", ">>=", "&&=", "||=", "??=", "=>", "==", "!=",
    "<=", ">=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "&&", "||",
];

/// Words behind which a slash starts a regular expression, and is no division.
const BEFORE_VALUES: [&str; 7] = ["return", "typeof", "case", "in", "of", "delete", "void"];

/// One piece of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'c> {
    /// A name, a keyword or a number.
    Word(&'c str),
    /// What stands between the quotes of a string.
    Text(&'c str),
    /// A template or a regular expression: a value that is not known.
    Value,
    /// An operator, a bracket, a comma.
    Sign(&'c str),
}

impl Token<'_> {
    /// Whether it is this operator or bracket.
    #[must_use]
    pub fn is(&self, sign: &str) -> bool {
        matches!(self, Self::Sign(own) if *own == sign)
    }

    /// Whether it is this keyword or name.
    #[must_use]
    pub fn is_word(&self, word: &str) -> bool {
        matches!(self, Self::Word(own) if *own == word)
    }
}

/// The pieces of the first [`MOST_CODE`] bytes, in their order. What is no JavaScript comes out as
/// some pieces or others.
#[must_use]
pub fn tokens(code: &str) -> Vec<Token<'_>> {
    let end = (0..=MOST_CODE.min(code.len())).rev();
    let end = end.into_iter().find(|end| code.is_char_boundary(*end));
    let mut rest = code.get(..end.unwrap_or(0)).unwrap_or_default();
    let mut tokens = Vec::new();
    while let Some(first) = rest.chars().next() {
        let (token, length) = next(rest, first, tokens.last());
        tokens.extend(token);
        rest = rest.get(length.max(1)..).unwrap_or_default();
    }
    tokens
}

/// The piece that code begins with, if that is not space or a comment, and its length in bytes.
fn next<'c>(code: &'c str, first: char, before: Option<&Token<'_>>) -> (Option<Token<'c>>, usize) {
    if first.is_whitespace() {
        return (None, first.len_utf8());
    }
    if let Some(comment) = comment(code) {
        return (None, comment);
    }
    match first {
        '"' | '\'' => {
            let length = quoted(code, first);
            let inner = code.get(1..length.saturating_sub(1)).unwrap_or_default();
            (Some(Token::Text(inner)), length)
        }
        '`' => (Some(Token::Value), quoted(code, first)),
        '/' if is_value_next(before) => (Some(Token::Value), expression(code)),
        _ if is_of_word(first) => {
            let length = code.find(|c: char| !is_of_word(c)).unwrap_or(code.len());
            (code.get(..length).map(Token::Word), length)
        }
        _ => {
            let long = SIGNS.iter().find(|sign| code.starts_with(**sign));
            let length = long.map_or(first.len_utf8(), |sign| sign.len());
            (code.get(..length).map(Token::Sign), length)
        }
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// The length of the comment that code begins with.
fn comment(code: &str) -> Option<usize> {
    let until = |end: &str, or: usize| code.find(end).map_or(or, |at| at + end.len());
    if code.starts_with("//") {
        return Some(until("\n", code.len()));
    }
    let inside = code.strip_prefix("/*")?;
    Some(inside.find("*/").map_or(code.len(), |at| at + 4))
}

/// The length of a text in quotes; one that is not closed ends with its line, a template with the code.
fn quoted(code: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in code.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' if quote != '`' => return at,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    code.len()
}

/// The length of a regular expression: a slash in brackets does not end it.
fn expression(code: &str) -> usize {
    let (mut escaped, mut in_brackets) = (false, false);
    for (at, c) in code.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' => return at,
            '[' => in_brackets = true,
            ']' => in_brackets = false,
            '/' if !in_brackets => return at + 1,
            _ => {}
        }
    }
    code.len()
}

/// Whether a value is expected behind a piece: there a slash does not divide.
fn is_value_next(before: Option<&Token<'_>>) -> bool {
    match before {
        None => true,
        Some(Token::Sign(sign)) => ![")", "]", "}"].contains(sign),
        Some(Token::Word(word)) => BEFORE_VALUES.contains(word),
        Some(Token::Text(_) | Token::Value) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_the_inside_of_values_are_skipped() {
        let code =
            "a = 'x;/*' // request.uri = 1\n/* b = 2 */ c += /[/]\"/g.test(d) / 2; e = `${f = 1}`";
        let words: Vec<String> = tokens(code)
            .iter()
            .map(|token| match token {
                Token::Word(word) => (*word).to_owned(),
                Token::Text(text) => format!("<{text}>"),
                Token::Value => "<>".to_owned(),
                Token::Sign(sign) => (*sign).to_owned(),
            })
            .collect();
        assert_eq!(
            words.join(" "),
            "a = <x;/*> c += <> g . test ( d ) / 2 ; e = <>"
        );
    }

    #[test]
    fn anything_comes_to_an_end() {
        for code in ["'", "`", "/", "/*", "/[", "'\\", "é'é", "\u{0}//", "'\\é"] {
            let _ = tokens(code);
        }
        assert_eq!(tokens(&"é".repeat(MOST_CODE)).len(), 1);
    }
}
