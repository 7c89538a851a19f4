//! The two spellings of time in signed URLs.

use jiff::{Timestamp, civil::DateTime, tz::Offset};

/// The time in an `X-Amz-Date`: `yyyyMMdd'T'HHmmss'Z'`, nothing else.
#[must_use]
pub fn parse_amz_date(text: &str) -> Option<Timestamp> {
    let digits = |range: std::ops::Range<usize>| -> Option<i16> {
        let part = text.get(range)?;
        part.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| part.parse().ok())?
    };
    let marks = text.len() == 16 && text.get(8..9)? == "T" && text.get(15..16)? == "Z";
    if !marks {
        return None;
    }
    let small = |range| digits(range).and_then(|number| i8::try_from(number).ok());
    let (year, month, day) = (digits(0..4)?, small(4..6)?, small(6..8)?);
    let (hour, minute, second) = (small(9..11)?, small(11..13)?, small(13..15)?);
    let time = DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    Offset::UTC.to_timestamp(time).ok()
}

/// The time in an `Expires`: whole seconds since 1970.
#[must_use]
pub fn parse_epoch(text: &str) -> Option<Timestamp> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| Timestamp::from_second(text.parse().ok()?).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_one_spelling_is_a_date() {
        let time = parse_amz_date("20130524T000000Z").unwrap();
        assert_eq!(time.to_string(), "2013-05-24T00:00:00Z");
        for wrong in [
            "20130524T000000",
            "2013-05-24T00:00:00Z",
            "20131324T000000Z",
            "+0130524T000000Z",
            "",
            "20130524T00000éZ",
        ] {
            assert_eq!(parse_amz_date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn epochs_are_whole_seconds() {
        assert_eq!(
            parse_epoch("1369357200").unwrap().to_string(),
            "2013-05-24T01:00:00Z"
        );
        for wrong in ["", "-1", "1e9", "99999999999999999999"] {
            assert_eq!(parse_epoch(wrong), None, "{wrong}");
        }
    }
}
