//! The bytes of a file to text: UTF-8, or the UTF-16 that PowerShell writes.

/// Decodes a file. A byte order mark is dropped; UTF-16 is also recognised without one, by the NUL
/// in every other byte.
///
/// # Errors
///
/// Bytes that are neither: a sentence that says which byte, and what to do.
pub fn decode(bytes: &[u8]) -> Result<String, String> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest, 3),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match looks_like_utf16(bytes) {
            Some(order) => utf16(bytes, order),
            None => utf8(bytes, 0),
        },
    }
}

fn utf8(bytes: &[u8], skipped: usize) -> Result<String, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let line = bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        let byte = skipped + at + 1;
        format!("byte {byte} (line {line}) is not UTF-8; save the file as UTF-8")
    })?;
    match text.find('\0') {
        Some(at) => Err(format!(
            "byte {} is NUL, so this is no text; give a file saved as UTF-8",
            skipped + at + 1
        )),
        None => Ok(text.to_owned()),
    }
}

type Order = fn([u8; 2]) -> u16;

fn utf16(bytes: &[u8], order: Order) -> Result<String, String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| order(*pair));
    let decoded: Option<String> = char::decode_utf16(units).map(Result::ok).collect();
    match decoded {
        Some(text) if rest.is_empty() && !text.contains('\0') => Ok(text),
        _ => Err("this looks like UTF-16 and is not valid; save the file as UTF-8".to_owned()),
    }
}

/// The byte order of a text that is mostly ASCII in UTF-16: nearly all its NULs stand at the same
/// half of a pair. (A few others are the low halves of characters like U+0100.)
fn looks_like_utf16(bytes: &[u8]) -> Option<Order> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let first = pairs.iter().filter(|pair| pair[0] == 0).count();
    let second = pairs.iter().filter(|pair| pair[1] == 0).count();
    let most = |count: usize, other: usize| count > pairs.len() / 2 && other < count / 4;
    match rest.is_empty() {
        true if most(second, first) => Some(u16::from_le_bytes),
        true if most(first, second) => Some(u16::from_be_bytes),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16_bytes(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn each_encoding_gives_the_same_text() {
        let text = "{\"é\": \"😀 plain ascii\"}\r\n";
        let utf8_marked = ["\u{feff}".as_bytes(), text.as_bytes()].concat();
        let marked = "\u{feff}".to_owned() + text;
        for bytes in [
            text.as_bytes().to_vec(),
            utf8_marked,
            utf16_bytes(&marked, u16::to_le_bytes),
            utf16_bytes(&marked, u16::to_be_bytes),
            utf16_bytes(text, u16::to_le_bytes),
            utf16_bytes(text, u16::to_be_bytes),
        ] {
            assert_eq!(decode(&bytes).as_deref(), Ok(text));
        }
        assert_eq!(decode(b"").as_deref(), Ok(""));
    }

    #[test]
    fn what_is_no_text_is_refused_in_words() {
        for (bytes, words) in [
            (
                &b"{\n\"caf\xe9\": 1}"[..],
                "byte 7 (line 2) is not UTF-8; save",
            ),
            (b"\xef\xbb\xbf\xff", "byte 4 (line 1)"),
            (b"\x7fELF\0\0\0\x01", "byte 5 is NUL"),
            (b"\xff\xfe{\0}", "UTF-16 and is not valid"),
            (b"\xff\xfe\0\xd8{\0", "UTF-16 and is not valid"),
            (b"\xff\xfe\0\0{\0\0\0", "UTF-16 and is not valid"),
        ] {
            let message = decode(bytes).unwrap_err();
            assert!(message.contains(words), "{message}");
        }
    }
}
