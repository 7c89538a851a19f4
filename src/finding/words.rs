//! Durations, times and lists as a person reads them.

use jiff::{SignedDuration, Timestamp};

/// Seconds in at most two units: `1 h 30 min`, `30 min`, `365 d`, `45 s`. Of less than two days the
/// minutes are kept: `24 h 30 min`.
#[must_use]
pub fn duration(seconds: u64) -> String {
    const UNITS: [(u64, &str); 4] = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];
    let Some(first) = UNITS.iter().position(|(size, _)| seconds >= *size) else {
        return "0 s".to_owned();
    };
    let loses_minutes = seconds < 2 * 86_400 && !seconds.is_multiple_of(3_600);
    let first = if first == 0 && loses_minutes {
        1
    } else {
        first
    };
    let (size, unit) = UNITS[first];
    let head = format!("{} {unit}", seconds / size);
    match UNITS.get(first + 1) {
        Some((next, unit)) if seconds % size >= *next => {
            format!("{head} {} {unit}", seconds % size / next)
        }
        _ => head,
    }
}

/// The duration in `30m`, `1h 30m`, `7d`, `500ms`, or a number of seconds; none if it is no such
/// thing. It may be negative.
#[must_use]
pub fn read_duration(text: &str) -> Option<SignedDuration> {
    let days = text.strip_suffix('d');
    let days = days.and_then(|days| days.trim().parse::<i64>().ok()?.checked_mul(86_400));
    let seconds = text.parse::<i64>().ok().or(days);
    let read = seconds.map(SignedDuration::from_secs);
    read.or_else(|| text.parse().ok())
}

/// Two durations of one unit where they have one: `30 to 60 min`, `30 min to 12 h`.
#[must_use]
pub fn duration_range(from: u64, to: u64) -> String {
    let minutes = from.is_multiple_of(60) && to.is_multiple_of(60) && to <= 7_200;
    match minutes {
        true => format!("{} to {} min", from / 60, to / 60),
        false => format!("{} to {}", duration(from), duration(to)),
    }
}

/// A time to the second, in UTC: `2026-11-23 11:30:00 UTC`.
#[must_use]
pub fn instant(time: Timestamp) -> String {
    time.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn list<T: AsRef<str>>(items: &[T]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// A clause as a sentence starts; what begins with a name keeps it.
#[must_use]
pub fn capital(clause: &str) -> String {
    let word = clause.split([' ', ',']).next().unwrap_or_default();
    let is_word = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    match clause.split_at_checked(1) {
        Some((first, rest)) if is_word => first.to_ascii_uppercase() + rest,
        _ => clause.to_owned(),
    }
}

/// A clause as a whole sentence, with its end.
#[must_use]
pub fn sentence(clause: &str) -> String {
    let clause = clause.trim();
    let end = match clause.ends_with(['.', '!', '?', '…', ':']) {
        true => "",
        false => ".",
    };
    capital(clause) + end
}

/// An id to be written into a command. What has more than letters, digits and hyphens is no id of
/// AWS's, and a person who copies the command must not run what it says: then it is `placeholder`.
#[must_use]
pub fn command_id<'a>(id: Option<&'a str>, placeholder: &'a str) -> &'a str {
    let plain = |id: &&str| {
        let letters = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !id.is_empty() && !id.starts_with('-') && id.bytes().all(letters)
    };
    id.filter(plain).unwrap_or(placeholder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_at_most_two_units() {
        for (seconds, words) in [
            (0, "0 s"),
            (45, "45 s"),
            (90, "1 min 30 s"),
            (1_800, "30 min"),
            (5_400, "1 h 30 min"),
            (86_400, "1 d"),
            (31_536_000, "365 d"),
            (90_000, "1 d 1 h"),
            (88_200, "24 h 30 min"),
            (176_461, "2 d 1 h"),
        ] {
            assert_eq!(duration(seconds), words);
        }
    }

    #[test]
    fn ranges_share_their_unit() {
        assert_eq!(duration_range(1_800, 3_600), "30 to 60 min");
        assert_eq!(duration_range(1_800, 43_200), "30 min to 12 h");
    }

    #[test]
    fn only_ids_get_into_commands() {
        assert_eq!(
            command_id(Some("E2EXAMPLE1SIGNED"), "ID"),
            "E2EXAMPLE1SIGNED"
        );
        for hostile in [
            "",
            "E1; reboot",
            "$(reboot)",
            "`reboot`",
            "a b",
            "a\nb",
            "-x",
            "é",
        ] {
            assert_eq!(command_id(Some(hostile), "ID"), "ID", "{hostile}");
        }
        assert_eq!(command_id(None, "ID"), "ID");
    }

    #[test]
    fn lists_end_with_and() {
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(list::<&str>(&[]), "");
    }

    #[test]
    fn a_clause_becomes_a_sentence_and_a_name_stays() {
        for (clause, expected) in [
            ("set X to y", "Set X to y."),
            ("x-id is lost", "x-id is lost."),
            ("S3 refuses…", "S3 refuses…"),
            ("été, vert", "été, vert."),
            ("", "."),
        ] {
            assert_eq!(sentence(clause), expected);
        }
    }
}
