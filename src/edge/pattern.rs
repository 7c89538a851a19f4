//! Path patterns: `*` is any number of characters, `/` among them; `?` is exactly one; case counts.

use crate::source::escaped_byte;

/// The longest pattern that CloudFront takes, in characters.
const LONGEST_PATTERN: usize = 255;

/// Whether a behavior's pattern matches a whole path. A leading `/` makes no difference. A pattern
/// that is longer than CloudFront takes matches nothing, which also bounds the time this takes.
#[must_use]
pub fn pattern_matches(pattern: &str, path: &str) -> bool {
    let pattern: Vec<char> = without_slash(pattern)
        .chars()
        .take(LONGEST_PATTERN + 1)
        .collect();
    if pattern.len() > LONGEST_PATTERN {
        return false;
    }
    let path: Vec<char> = without_slash(path).chars().collect();
    let (mut p, mut t) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while t < path.len() {
        match pattern.get(p) {
            Some('*') => {
                retry = Some((p, t));
                p += 1;
            }
            Some(c) if *c == '?' || *c == path[t] => {
                p += 1;
                t += 1;
            }
            _ => {
                let Some((star, from)) = retry else {
                    return false;
                };
                retry = Some((star, from + 1));
                p = star + 1;
                t = from + 1;
            }
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

fn without_slash(text: &str) -> &str {
    text.strip_prefix('/').unwrap_or(text)
}

/// The path as RFC 3986 normalises it: unreserved characters decoded, `.` and `..` resolved.
///
/// AWS does not say plainly whether behaviors are matched against this or against the raw path,
/// so both are looked at.
#[must_use]
pub fn normalised_path(path: &str) -> String {
    let decoded = decode_unreserved(path);
    let mut kept: Vec<&str> = Vec::new();
    for segment in decoded.split('/').skip(1) {
        match segment {
            "." => {}
            ".." => {
                kept.pop();
            }
            other => kept.push(other),
        }
    }
    let ends_as_folder = decoded.ends_with("/.") || decoded.ends_with("/..");
    let slash = if ends_as_folder && !kept.is_empty() {
        "/"
    } else {
        ""
    };
    format!("/{}{slash}", kept.join("/"))
}

fn decode_unreserved(path: &str) -> String {
    let mut decoded = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find('%') {
        let (before, escape) = rest.split_at(at);
        decoded.push_str(before);
        let byte = escaped_byte(escape.as_bytes());
        let taken = match byte.map(|(byte, _)| char::from(byte)) {
            Some(c) if c.is_ascii_alphanumeric() || "-._~".contains(c) => {
                decoded.push(c);
                3
            }
            Some(_) => {
                decoded.push_str(&escape[..3].to_ascii_uppercase());
                3
            }
            None => {
                decoded.push('%');
                1
            }
        };
        rest = &escape[taken..];
    }
    decoded.push_str(rest);
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn stars_cross_slashes_and_case_counts() {
        for (pattern, path, expected) in [
            ("*", "/anything/at/all", true),
            ("images/*.jpg", "/images/a/b.jpg", true),
            ("/images/*.jpg", "/images/a.JPG", false),
            ("a?c", "/abc", true),
            ("a?c", "/ac", false),
            ("/downloads/*", "/downloads/", true),
            ("/downloads/*", "/downloads", false),
            ("*.m3u8", "/a/b.m3u8x", false),
            ("*a*b*c", "/xaybzc", true),
        ] {
            assert_eq!(pattern_matches(pattern, path), expected, "{pattern} {path}");
        }
        let long = |length: usize| "*".repeat(length);
        assert!(pattern_matches(&long(255), "/a"));
        assert!(!pattern_matches(&long(256), "/a"), "CloudFront takes 255");
    }

    #[test]
    fn normalising_decodes_and_resolves() {
        for (path, expected) in [
            ("/a/../b.txt", "/b.txt"),
            ("/a/./b/", "/a/b/"),
            ("/%7Euser/%2f", "/~user/%2F"),
            ("/a/b/..", "/a/"),
            ("/a//b", "/a//b"),
            ("/100%", "/100%"),
            ("/%é", "/%é"),
            ("/%+f", "/%+f"),
        ] {
            assert_eq!(normalised_path(path), expected, "{path}");
        }
    }

    /// The definition, read off the documentation: slow, and obviously right.
    fn naive(pattern: &[char], path: &[char]) -> bool {
        match (pattern.split_first(), path.split_first()) {
            (None, None) => true,
            (Some(('*', rest)), _) => {
                naive(rest, path) || (!path.is_empty() && naive(pattern, &path[1..]))
            }
            (Some(('?', rest)), Some((_, path))) => naive(rest, path),
            (Some((c, rest)), Some((d, path))) => c == d && naive(rest, path),
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn matching_is_the_definition(pattern in "[ab*?]{0,8}", path in "[ab/]{0,10}") {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            let expected = naive(&chars(&pattern), &chars(without_slash(&path)));
            prop_assert_eq!(pattern_matches(&pattern, &path), expected);
        }
    }
}
