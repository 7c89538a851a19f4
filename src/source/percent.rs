//! Percent-escapes: read in one place, for every room that decodes or normalises a URL.

/// The text with its `%XX` resolved, once. What is no UTF-8 becomes U+FFFD, a `%` without two hex
/// digits stays, and so does a `+`, which stands for a space in forms only.
#[must_use]
pub fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let (byte, after) = escaped_byte(rest).unwrap_or((*first, tail));
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The byte that an escape at the start of `bytes` stands for, and what follows it.
#[must_use]
pub fn escaped_byte(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let [b'%', high, low, after @ ..] = bytes else {
        return None;
    };
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let value = digit(*high)? * 16 + digit(*low)?;
    Some((u8::try_from(value).ok()?, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_resolved_once_and_the_rest_stays() {
        for (text, decoded) in [
            ("AKID%2F20130524%2fs3", "AKID/20130524/s3"),
            ("a%252Fb", "a%2Fb"),
            ("a+b%20c", "a+b c"),
            ("%C3%A9é", "éé"),
            ("%ff%", "\u{fffd}%"),
            ("%4", "%4"),
            ("%zz%+1", "%zz%+1"),
            ("", ""),
        ] {
            assert_eq!(percent_decode(text), decoded, "{text}");
        }
    }
}
