//! What somebody who mistyped a name may have meant.

/// Names longer than this are compared by nobody. In characters.
const LONGEST: usize = 64;

/// The known name that is closest to a mistyped one, if any is close.
pub(super) fn closest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    if name.chars().count() > LONGEST {
        return None;
    }
    let distance = |known: &&&str| distance(&name.to_lowercase(), known);
    let best = known.iter().min_by_key(distance)?;
    let far = best.chars().count().max(3) / 3;
    (distance(&best) <= far.max(1)).then_some(best)
}

/// `; did you mean "x"?`, or nothing.
pub(super) fn did_you_mean(name: &str, known: &[&str]) -> String {
    closest(name, known).map_or_else(String::new, |known| format!("; did you mean {known}?"))
}

/// How many letters have to be put in, taken out or replaced; letters that only changed their places
/// are one mistake.
fn distance(one: &str, other: &str) -> usize {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    if one != other && sorted(one) == sorted(other) {
        return 1;
    }
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.chars().enumerate() {
        let mut before = index;
        let mut last = index + 1;
        for (cell, same) in row.iter_mut().skip(1).zip(&other) {
            let replaced = before + usize::from(letter != *same);
            before = *cell;
            last = replaced.min(before + 1).min(last + 1);
            *cell = last;
        }
        if let Some(first) = row.first_mut() {
            *first = index + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_close_names_are_suggested() {
        let known = ["region", "reach", "reason", "signed-host-mismatch"];
        for (name, expected) in [
            ("regoin", Some("region")),
            ("Region", Some("region")),
            ("signed-host-missmatch", Some("signed-host-mismatch")),
            ("raech", Some("reach")),
            ("bucket", None),
            ("", None),
        ] {
            assert_eq!(closest(name, &known), expected, "{name}");
        }
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(closest(&"a".repeat(100_000), &known), None);
    }
}
