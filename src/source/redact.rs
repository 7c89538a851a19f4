//! Masking of signatures, tokens, cookies and policies: by name, and wherever they stand in a text.

/// What the name of a secret ends with, in lower case: so `X-Amz-Signature`, `X-Goog-Signature` and
/// `Signature` are one entry.
const SECRET_ENDINGS: [&str; 6] = [
    "signature",
    "token",
    "secretaccesskey",
    "secret_access_key",
    "cookie",
    "customer-key",
];

/// Names that are secrets only as a whole: `CachePolicy=` and `design=` are none.
const SECRET_NAMES: [&str; 4] = ["policy", "cloudfront-policy", "sig", "password"];

/// Whether the value of the query parameter, header or cookie `name` is a secret.
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    let name = name.trim_start_matches("amp;").trim_end_matches("[]");
    let name = name.to_ascii_lowercase();
    // S3 numbers what it repeats: `Token-0`, `Token-1`.
    let numbered = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let name = numbered.strip_suffix('-').unwrap_or(&name);
    let ends = |ending: &&str| name.ends_with(*ending);
    SECRET_NAMES.contains(&name) || SECRET_ENDINGS.iter().any(ends)
}

/// A mask as long as the secret it stands for (in bytes), so that spans stay true.
#[must_use]
pub fn mask(secret: &str) -> String {
    const WORD: &str = "REDACTED";
    let length = secret.len();
    match length.checked_sub(WORD.len()) {
        Some(rest) => format!("{WORD}{}", "*".repeat(rest)),
        None => "*".repeat(length),
    }
}

/// Masks every `name=value` in `text` whose name is a secret's, however often it was escaped
/// (`%3D`, `%253D`). Takes time in proportion to the text.
#[must_use]
pub fn redact(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut copied = 0;
    for (at, sign) in assignments(text) {
        let start = at + sign.len();
        if at < copied || !is_secret_name(name_before(text, at)) {
            continue;
        }
        let end = start + value_length(&text[start..], sign);
        masked.push_str(&text[copied..start]);
        masked.push_str(&mask(&text[start..end]));
        copied = end;
    }
    masked.push_str(&text[copied..]);
    masked
}

/// Every `=`, plain or escaped, in the order of the text.
fn assignments(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices(['=', '%']).filter_map(|(at, _)| {
        let length = match text.as_bytes().get(at..)? {
            [b'=', ..] => 1,
            [b'%', b'3', b'd' | b'D', ..] => 3,
            [b'%', b'2', b'5', b'3', b'd' | b'D', ..] => 5,
            _ => return None,
        };
        Some((at, &text[at..at + length]))
    })
}

/// The name that ends at `end`. No name is longer than a few words, so the look back is bounded.
fn name_before(text: &str, end: usize) -> &str {
    const LONGEST: usize = 64;
    let bytes = text.as_bytes();
    // Some frameworks write a parameter as a list: `name[]=value`.
    let end = end - if bytes[..end].ends_with(b"[]") { 2 } else { 0 };
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || b"-_".contains(byte);
    let length = bytes[..end]
        .iter()
        .rev()
        .take(LONGEST)
        .take_while(is_name)
        .count();
    let name = &text[end - length..end];
    // An escaped `&`, `?` or `;` before the name leaves its digits (`%26X-Amz-…`, `%2526…`) in front of it.
    let escaped = end > length && bytes[end - length - 1] == b'%';
    let digits = [
        "2526", "253f", "253F", "253b", "253B", "26", "3f", "3F", "3b", "3B",
    ];
    let stripped = digits.iter().find_map(|digits| name.strip_prefix(digits));
    stripped.filter(|_| escaped).unwrap_or(name)
}

/// The value ends where no value goes on, and at an `&` that is escaped as often as its `=`.
fn value_length(value: &str, sign: &str) -> usize {
    let escaped: &[&str] = match sign.len() {
        1 => &[],
        3 => &["%26"],
        _ => &["%2526", "%26"],
    };
    let plain = |c: char| c.is_whitespace() || "&\"'<>\\#;,|)]}`".contains(c);
    // In one pass: looking for each end by itself would read to the far one again and again.
    let ends = value.char_indices().find(|(at, c)| {
        let separates = || escaped.iter().any(|sign| value[*at..].starts_with(sign));
        plain(*c) || *c == '%' && separates()
    });
    ends.map_or(value.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn masks_keep_the_length_and_the_rest() {
        let url = "https://h/k?X-Amz-Expires=60&X-Amz-Signature=0123456789abcdef&x-id=GetObject";
        let masked = redact(url);
        assert_eq!(masked.len(), url.len());
        assert_eq!(
            masked,
            "https://h/k?X-Amz-Expires=60&X-Amz-Signature=REDACTED********&x-id=GetObject"
        );
    }

    #[test]
    fn secrets_are_found_however_they_were_escaped() {
        for text in [
            "https://h/?x-amz-signature=5ec2e75ec2e7",
            "https://h/?a=b&amp;X-Amz-Security-Token=5ec2e75ec2e7&amp;c=d",
            "q=X-Amz-Signature%3D5ec2e75ec2e7%26x-id%3DGetObject",
            "q=%26X-Amz-Signature%3D5ec2e75ec2e7",
            "q=%2526X-Amz-Signature%253D5ec2e75ec2e7%2526x",
            "Signature=5ec2e75ec2e7&Policy=5ec2e75ec2e7",
            "amp%3BPolicy=5ec2e75ec2e7",
            "CloudFront-Policy=5ec2e75ec2e7; CloudFront-Signature=5ec2e75ec2e7",
            "?sv=2020&sig=5ec2e75ec2e7",
            "Token-12=5ec2e75ec2e7",
            "?X-Amz-Signature[]=5ec2e75ec2e7",
            "?x-amz-server-side-encryption-customer-key=5ec2e75ec2e7",
            "😀X-Amz-Signature=5ec2e75ec2e7😀",
        ] {
            let masked = redact(text);
            assert!(!masked.contains("5ec2e75ec2e7"), "{masked}");
            assert_eq!(masked.len(), text.len());
        }
    }

    /// Values that end at an escaped `&` only, in a text that goes on: to look for the plain end of
    /// each would take hours.
    #[test]
    fn many_escaped_values_take_one_pass() {
        let text = "token%3D5ec2e7%26".repeat(500_000);
        let started = std::time::Instant::now();
        assert!(!redact(&text).contains("5ec2e7"));
        assert!(started.elapsed().as_secs() < 20);
    }

    #[test]
    fn names_that_only_look_like_a_secret_stay() {
        let text = "X-Amz-SignedHeaders=host&CachePolicy=x&design=y";
        assert_eq!(redact(text), text);
    }

    proptest! {
        #[test]
        fn any_text_keeps_its_length(text in "([a-zé😀&?%=:;0-9-]|%3D|%26|token|signature){0,24}") {
            prop_assert_eq!(redact(&text).len(), text.len());
        }
    }
}
