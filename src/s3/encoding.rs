//! S3's percent-encoding: decoded once, encoded once, byte by byte.

use crate::source::escaped_byte;
use std::fmt::Write;

/// Decodes the percent-escapes of `raw` and encodes every byte but `A–Z a–z 0–9 - . _ ~` again, in
/// upper case; `/` stays where `keep_slash` says so (in paths). A `+` is a plus sign.
#[must_use]
pub fn reencode(raw: &str, keep_slash: bool) -> String {
    let mut encoded = String::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let [first, tail @ ..] = rest {
        let (byte, after) = escaped_byte(rest).unwrap_or((*first, tail));
        push(&mut encoded, byte, keep_slash);
        rest = after;
    }
    encoded
}

fn push(encoded: &mut String, byte: u8, keep_slash: bool) {
    let kept = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if kept || (keep_slash && byte == b'/') {
        encoded.push(char::from(byte));
    } else {
        // Writing to a String cannot fail.
        let _ = write!(encoded, "%{byte:02X}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_escape_is_read_once_and_written_once() {
        for (raw, expected) in [
            ("/a b", "/a%20b"),
            ("/a%20b", "/a%20b"),
            ("/%2520.txt", "/%2520.txt"),
            ("/par(en)'s!*", "/par%28en%29%27s%21%2A"),
            ("/é%c3%a9", "/%C3%A9%C3%A9"),
            ("/~100%", "/~100%25"),
            ("/a%2Fb", "/a/b"),
            ("/a+b", "/a%2Bb"),
        ] {
            assert_eq!(reencode(raw, true), expected);
        }
        assert_eq!(reencode("AKID%2F20130524/x", false), "AKID%2F20130524%2Fx");
    }
}
