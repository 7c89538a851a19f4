//! S3's percent-encoding: decoded once, encoded once, byte by byte.

use std::fmt::Write;

/// Decodes the percent-escapes of `raw` and encodes every byte but `A–Z a–z 0–9 - . _ ~` again, in
/// upper case; `/` stays where `keep_slash` says so (in paths). A `+` is a plus sign.
#[must_use]
pub fn reencode(raw: &str, keep_slash: bool) -> String {
    let bytes = raw.as_bytes();
    let mut encoded = String::with_capacity(raw.len());
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        let escaped = escaped_byte(bytes.get(at..at + 3));
        at += if escaped.is_some() { 3 } else { 1 };
        push(&mut encoded, escaped.unwrap_or(first), keep_slash);
    }
    encoded
}

fn escaped_byte(escape: Option<&[u8]>) -> Option<u8> {
    let [b'%', high, low] = escape? else {
        return None;
    };
    let digit = |byte: &u8| {
        char::from(*byte)
            .to_digit(16)
            .and_then(|d| u8::try_from(d).ok())
    };
    Some(digit(high)? * 16 + digit(low)?)
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
