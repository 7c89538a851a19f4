//! Conditional requests and ranges, as S3 and an edge's copy both answer them.

use super::request::Request;
use jiff::Timestamp;

/// What of an object is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Selection {
    /// All of it: 200.
    Whole,
    /// From the first to the last of these bytes: 206.
    Part(u64, u64),
    /// Nothing, since it is as the client has it: 304.
    NotModified,
    /// Nothing, since this condition does not hold: 412.
    Failed(&'static str),
    /// Nothing, since it is shorter than that: 416.
    Unsatisfiable(String),
}

/// The headers that make a request conditional, or one for a part.
pub(super) const CONDITIONS: [&str; 6] = [
    "if-match",
    "if-none-match",
    "if-modified-since",
    "if-unmodified-since",
    "if-range",
    "range",
];

/// An object as conditions see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct State<'a> {
    pub(super) etag: &'a str,
    pub(super) modified: Option<Timestamp>,
    /// Its length in bytes.
    pub(super) size: u64,
    /// The time: a date that lies ahead is no date of the object's.
    pub(super) now: Timestamp,
}

/// What a request asks of an object (RFC 9110, sections 13.2.2 and 14), as S3 reads it: `*` is an ETag
/// like any other.
pub(super) fn select(request: &Request, state: State<'_>) -> Selection {
    let State {
        etag,
        modified,
        size,
        now,
    } = state;
    let time = |name| request.header(name).and_then(parse_http_date);
    let named = |name| request.header(name).map(|tags| matches_any(tags, etag));
    let is_newer = |since: Timestamp| modified.is_some_and(|modified| modified > since);
    // The lab's clock may be behind the files.
    let is_ahead = |since: Timestamp| since > now && modified != Some(since);
    match (named("if-match"), time("if-unmodified-since")) {
        (Some(false), _) => return Selection::Failed("If-Match"),
        (None, Some(since)) if is_newer(since) => return Selection::Failed("If-Unmodified-Since"),
        _ => {}
    }
    match (named("if-none-match"), time("if-modified-since")) {
        (Some(true), _) => return Selection::NotModified,
        (None, Some(since)) if !is_ahead(since) && !is_newer(since) => {
            return Selection::NotModified;
        }
        _ => {}
    }
    let same = match request.header("if-range") {
        None => true,
        Some(tag) if tag.starts_with('"') => tag == etag,
        Some(date) => parse_http_date(date).is_some_and(|date| modified == Some(date)),
    };
    let range = request.header("range").filter(|_| same);
    range.map_or(Selection::Whole, |range| part(range, size))
}

/// One range of bytes. Several at once, and what cannot be read, S3 answers with the whole object.
fn part(range: &str, size: u64) -> Selection {
    let Some((from, to)) = range
        .strip_prefix("bytes=")
        .and_then(|range| range.split_once('-'))
    else {
        return Selection::Whole;
    };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let (first, last) = match (number(from), number(to)) {
        (Some(first), Some(last)) if last < first => return Selection::Whole,
        (Some(first), Some(last)) => (first, last),
        (Some(first), None) if to.trim().is_empty() => (first, u64::MAX),
        (None, Some(length)) if from.trim().is_empty() => match length {
            0 => return Selection::Unsatisfiable(range.to_owned()),
            length => (size.saturating_sub(length), u64::MAX),
        },
        _ => return Selection::Whole,
    };
    match first < size {
        true => Selection::Part(first, last.min(size - 1)),
        false => Selection::Unsatisfiable(range.to_owned()),
    }
}

fn matches_any(tags: &str, etag: &str) -> bool {
    let bare = |tag: &str| {
        tag.trim()
            .trim_start_matches("W/")
            .trim_matches('"')
            .to_owned()
    };
    let etag = bare(etag);
    tags.split(',').any(|tag| bare(tag) == etag)
}

/// `Mon, 23 Nov 2026 10:00:00 GMT`.
pub(super) fn http_date(time: Timestamp) -> String {
    time.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// The time in a header.
pub(super) fn parse_http_date(text: &str) -> Option<Timestamp> {
    let text = text.trim().replace("GMT", "+0000");
    jiff::fmt::rfc2822::DateTimeParser::new()
        .parse_timestamp(&text)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODIFIED: &str = "Mon, 23 Nov 2026 10:00:00 GMT";

    fn selected(headers: &[(&str, &str)]) -> Selection {
        let headers = headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let request = Request {
            headers: headers.collect(),
            ..Request::default()
        };
        let state = State {
            etag: "\"abc\"",
            modified: parse_http_date(MODIFIED),
            size: 10,
            now: "2026-11-23T12:00:00Z".parse().unwrap(),
        };
        select(&request, state)
    }

    #[test]
    fn ranges_are_cut_to_the_object() {
        for (range, expected) in [
            ("bytes=0-3", Selection::Part(0, 3)),
            ("bytes=4-", Selection::Part(4, 9)),
            ("bytes=-3", Selection::Part(7, 9)),
            ("bytes=-30", Selection::Part(0, 9)),
            ("bytes=8-99", Selection::Part(8, 9)),
            (
                "bytes=10-",
                Selection::Unsatisfiable("bytes=10-".to_owned()),
            ),
            ("bytes=-0", Selection::Unsatisfiable("bytes=-0".to_owned())),
            ("bytes=3-1", Selection::Whole),
            ("bytes=0-1,4-5", Selection::Whole),
            ("lines=0-1", Selection::Whole),
            ("bytes=-", Selection::Whole),
        ] {
            assert_eq!(selected(&[("range", range)]), expected, "{range}");
        }
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table")]
    fn conditions_come_in_their_order() {
        let later = "Mon, 23 Nov 2026 11:00:00 GMT";
        let earlier = "Mon, 23 Nov 2026 09:00:00 GMT";
        for (headers, expected) in [
            (vec![("if-none-match", "\"abc\"")], Selection::NotModified),
            (
                vec![("if-none-match", "\"x\", W/\"abc\"")],
                Selection::NotModified,
            ),
            (vec![("if-none-match", "*")], Selection::Whole),
            (
                vec![("if-modified-since", "Mon, 23 Nov 2026 13:00:00 GMT")],
                Selection::Whole,
            ),
            (
                vec![("if-none-match", "\"x\""), ("if-modified-since", later)],
                Selection::Whole,
            ),
            (
                vec![("if-modified-since", MODIFIED)],
                Selection::NotModified,
            ),
            (vec![("if-modified-since", earlier)], Selection::Whole),
            (vec![("if-match", "\"x\"")], Selection::Failed("If-Match")),
            (
                vec![("if-match", "\"abc\""), ("if-unmodified-since", earlier)],
                Selection::Whole,
            ),
            (
                vec![("if-unmodified-since", earlier)],
                Selection::Failed("If-Unmodified-Since"),
            ),
            (
                vec![("range", "bytes=0-0"), ("if-range", "\"x\"")],
                Selection::Whole,
            ),
            (
                vec![("range", "bytes=0-0"), ("if-range", "\"abc\"")],
                Selection::Part(0, 0),
            ),
            (
                vec![("range", "bytes=0-0"), ("if-range", MODIFIED)],
                Selection::Part(0, 0),
            ),
        ] {
            assert_eq!(selected(&headers), expected, "{headers:?}");
        }
    }
}
