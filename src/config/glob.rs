//! Paths with stars: `*` is any part of one name, `**` any folders, `?` one character.

/// Whether a pattern matches a whole path, both with `/` between names. One that ends in a `/` is a
/// folder with everything in it. Takes time in proportion to the product of their lengths.
pub(super) fn matches(pattern: &str, path: &str) -> bool {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let folder = pattern
        .strip_suffix('/')
        .map(|folder| format!("{folder}/**"));
    let pattern = folder.as_deref().unwrap_or(pattern);
    let names: Vec<&str> = path.split('/').collect();
    let parts: Vec<&str> = pattern.split('/').collect();
    wild(
        &parts,
        &names,
        |part| *part == "**",
        |part, name| name_matches(part, name),
    )
}

fn name_matches(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    wild(&pattern, &name, |c| *c == '*', |c, d| *c == '?' || c == d)
}

/// Matching with one kind of star: on a mismatch the last star takes one more.
fn wild<P, T>(
    pattern: &[P],
    text: &[T],
    is_star: impl Fn(&P) -> bool,
    same: impl Fn(&P, &T) -> bool,
) -> bool {
    let (mut at, mut done) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while let Some(next) = text.get(done) {
        match pattern.get(at) {
            Some(part) if is_star(part) => {
                retry = Some((at + 1, done));
                at += 1;
            }
            Some(part) if same(part, next) => {
                at += 1;
                done += 1;
            }
            _ => {
                let Some((after, from)) = retry else {
                    return false;
                };
                retry = Some((after, from + 1));
                (at, done) = (after, from + 1);
            }
        }
    }
    pattern.iter().skip(at).all(is_star)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stay_in_names_and_double_stars_do_not() {
        for (pattern, path, expected) in [
            ("infra/cdn.yml", "infra/cdn.yml", true),
            ("./infra/cdn.yml", "infra/cdn.yml", true),
            ("infra/*.yml", "infra/cdn.yml", true),
            ("infra/*.yml", "infra/old/cdn.yml", false),
            ("infra/**", "infra/old/cdn.yml", true),
            ("infra/", "infra/old/cdn.yml", true),
            ("infra/", "infrastructure/cdn.yml", false),
            ("**/cdn.yml", "cdn.yml", true),
            ("**/old/*.yml", "a/b/old/cdn.yml", true),
            ("cdn.y?l", "cdn.yml", true),
            ("cdn.yml", "infra/cdn.yml", false),
        ] {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
        assert!(!matches(&"*a".repeat(2_000), &"a".repeat(2_000)[..1_999]));
    }
}
