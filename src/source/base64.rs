//! Base64, as functions of templates and a HAR file write it.

/// The bytes of `text`; white space is passed over, and padding may be missing.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => return None,
        };
        held = (held << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xFF) as u8);
            held &= (1 << bits) - 1;
        }
    }
    Some(bytes)
}

/// `bytes` with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| chunk.get(index).copied().map_or(0, u32::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = DIGITS.get((bits >> (18 - 6 * place) & 63) as usize);
            let digit = digit.filter(|_| place <= chunk.len());
            encoded.push(digit.map_or('=', |digit| char::from(*digit)));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn bytes_come_back() {
        assert_eq!(decode("PEVycm9yPg==").as_deref(), Some(&b"<Error>"[..]));
        assert_eq!(decode("PEVy\ncm9yPg").as_deref(), Some(&b"<Error>"[..]));
        assert_eq!(decode("not base64!"), None);
        for (text, encoded) in [("f", "Zg=="), ("fo", "Zm8="), ("foobär", "Zm9vYsOkcg==")] {
            assert_eq!(encode(text.as_bytes()), encoded);
            assert_eq!(decode(encoded).as_deref(), Some(text.as_bytes()));
        }
    }
}
