//! Character references of XML and HTML: the five names, and numbers; nothing else is ever expanded.

/// The character behind `&NAME;`, given without `&` and `;`. A number that XML forbids (`#11`) is
/// still that character: servers write it, and reports make it harmless.
pub(super) fn character(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => number(name.strip_prefix('#')?),
    }
}

fn number(digits: &str) -> Option<char> {
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    };
    char::from_u32(code.ok()?)
}

/// The text with its references resolved; what is no reference stays as written.
pub(super) fn unescape(text: &str) -> String {
    const LONGEST: usize = 10;
    let mut parts = text.split('&');
    let mut resolved = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let named = part
            .split_once(';')
            .filter(|(name, _)| name.len() <= LONGEST);
        match named.and_then(|(name, rest)| Some((character(name)?, rest))) {
            Some((character, rest)) => {
                resolved.push(character);
                resolved.push_str(rest);
            }
            None => {
                resolved.push('&');
                resolved.push_str(part);
            }
        }
    }
    resolved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_five_names_and_numbers_are_characters() {
        assert_eq!(
            unescape("&lt;a&gt; &amp;amp; &#39;&#x27;&#11;"),
            "<a> &amp; ''\u{b}"
        );
        for kept in ["&lol;", "a & b;", "&#xD800;", "&", "&#99999999999;"] {
            assert_eq!(unescape(kept), kept);
        }
    }
}
