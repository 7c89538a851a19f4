//! Masking of signatures, tokens, cookies and policies: by name, and wherever they stand in a text.

/// The names whose values are bearer secrets, in lower case. A value is masked where one of these
/// ends the name before it, so `X-Amz-Signature`, `X-Goog-Signature` and `Signature` are one entry.
const SECRET_ENDINGS: [&str; 9] = [
    "signature",
    "token",
    "policy",
    "token-0",
    "secretaccesskey",
    "secret_access_key",
    "password",
    "sig",
    "cookie",
];

/// Names that end like a secret and are none: a policy's id or name in a configuration, and the like.
const SECRET_WHOLE_ONLY: [&str; 2] = ["sig", "policy"];

/// What may stand between a secret's name and its value: the sign itself, or the sign escaped once or twice.
const ASSIGNMENTS: [&str; 3] = ["=", "%3d", "%253d"];

/// Whether the value of the query parameter, header or cookie `name` is a secret.
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    let name = name.trim_start_matches("amp;").to_ascii_lowercase();
    SECRET_ENDINGS
        .iter()
        .any(|ending| match SECRET_WHOLE_ONLY.contains(ending) {
            true => name == *ending || name == format!("cloudfront-{ending}"),
            false => name.ends_with(ending),
        })
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

/// Masks every `name=value` in `text` whose name is a secret's, however often it was escaped.
#[must_use]
pub fn redact(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut masked = String::with_capacity(text.len());
    let mut copied = 0;
    let mut from = 0;
    while let Some((value, escapes)) = next_assignment(&lower, from) {
        from = value;
        if !is_secret_name(name_before(&lower, value, escapes)) {
            continue;
        }
        let end = value + value_length(&text[value..], escapes);
        masked.push_str(&text[copied..value]);
        masked.push_str(&mask(&text[value..end]));
        copied = end;
        from = end;
    }
    masked.push_str(&text[copied..]);
    masked
}

/// The start of the value of the next assignment at or after `from`, and which assignment it is.
fn next_assignment(lower: &str, from: usize) -> Option<(usize, usize)> {
    ASSIGNMENTS
        .iter()
        .enumerate()
        .filter_map(|(kind, sign)| {
            let at = lower.get(from..)?.find(sign)? + from;
            Some((at + sign.len(), kind))
        })
        .min()
}

fn name_before(lower: &str, value: usize, kind: usize) -> &str {
    let end = value - ASSIGNMENTS[kind].len();
    let start = lower[..end]
        .rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
        .map_or(0, |at| at + 1);
    // An escaped `&` or `?` before the name leaves its two digits (`%26X-Amz-…`) in front of it.
    let name = &lower[start..end];
    if lower[..start].ends_with('%') && name.len() > 2 {
        name.get(2..).unwrap_or(name).trim_start_matches("26")
    } else {
        name
    }
}

fn value_length(value: &str, kind: usize) -> usize {
    let escaped_delimiter: &[&str] = match kind {
        0 => &[],
        1 => &["%26"],
        _ => &["%2526", "%26"],
    };
    let plain = value
        .find(|c: char| c.is_whitespace() || "&\"'<>\\#;,|)]}`".contains(c))
        .unwrap_or(value.len());
    escaped_delimiter
        .iter()
        .filter_map(|sign| value[..plain].find(sign))
        .min()
        .unwrap_or(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

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
            "CloudFront-Policy=5ec2e75ec2e7; CloudFront-Signature=5ec2e75ec2e7",
            "?sv=2020&sig=5ec2e75ec2e7",
        ] {
            let masked = redact(text);
            assert!(!masked.contains("5ec2e75ec2e7"), "{masked}");
            assert_eq!(masked.len(), text.len());
        }
    }

    #[test]
    fn names_that_only_look_like_a_secret_stay() {
        let text = "X-Amz-SignedHeaders=host&CachePolicy=x&design=y";
        assert_eq!(redact(text), text);
    }
}
