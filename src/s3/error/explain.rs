//! From an answer to what it means: the entry of the catalogue, narrowed by what the answer names.

use super::catalogue::find;
use super::{Clue, Entry, Speaker, Table, bare, elements, request, speaker};
use crate::model::{Body, Response};

/// What an answer means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Who gave it.
    pub speaker: Speaker,
    /// The HTTP status: the answer's, or the one that the error usually has.
    pub status: Option<u16>,
    /// The code, where there is one.
    pub code: Option<String>,
    /// What the answer itself says: the message, or the reason on CloudFront's page.
    pub message: Option<String>,
    /// Whether the catalogue knows the code; if not, `meaning` says so.
    pub known: bool,
    /// Whether the answer's wording was seen elsewhere, or is documented.
    pub confirmed: bool,
    /// What it means for a signed URL behind CloudFront.
    pub meaning: &'static str,
    /// What to do.
    pub mend: String,
    /// The ids of the rules that it confirms or may confirm.
    pub rules: Vec<&'static str>,
    /// What it names as the culprit, the surest first.
    pub clues: Vec<Clue>,
}

const UNKNOWN: &str = "This code is not in siglint's catalogue, so what it means here is not known. \
    All that the answer tells is shown below.";

const UNKNOWN_MEND: &str = "look the code up in the documentation of the server that answered; AWS \
    Support can find the request by RequestId and HostId";

/// Explains an answer; there is always something to say.
#[must_use]
pub fn explain(response: &Response) -> Explanation {
    let speaker = speaker(response);
    let mut clues = response.error().map(request::clues).unwrap_or_default();
    clues.extend(elements::clues(response));
    // A server that speaks like S3 has a host of its own.
    if matches!(speaker, Speaker::Compatible(_)) {
        clues.retain(|clue| !matches!(clue, Clue::Host(..)));
    }
    let (code, message) = told(response);
    let entry = entry(speaker, response, code.as_deref(), message.as_deref());
    let (meaning, mend, rules) = match (entry, &code) {
        (Some(entry), _) => (entry.meaning, entry.mend, entry.rules),
        (None, Some(_)) => (UNKNOWN, UNKNOWN_MEND, &[][..]),
        (None, None) => bare::words(response, speaker),
    };
    let page = match &response.body {
        Body::CloudFrontPage(page) => page.status,
        _ => None,
    };
    Explanation {
        speaker,
        status: response.status.or(page).or(entry.map(|entry| entry.status)),
        known: entry.is_some() || code.is_none(),
        confirmed: entry.is_none_or(|entry| entry.confirmed),
        code,
        message,
        meaning,
        mend: clues
            .iter()
            .find_map(Clue::mend)
            .unwrap_or_else(|| mend.to_owned()),
        rules: clues.iter().find_map(Clue::rules).unwrap_or(rules).to_vec(),
        clues,
    }
}

/// The code and the message of an answer.
fn told(response: &Response) -> (Option<String>, Option<String>) {
    match &response.body {
        Body::Error(error) | Body::WebsitePage(error) => {
            (error.code.clone(), error.message.clone())
        }
        Body::CloudFrontPage(page) => (None, Some(page.reason.clone())),
        Body::Page(title) => (None, title.clone()),
        Body::Empty | Body::Other(_) => (None, None),
    }
}

/// The entry, from the speaker's own table first: a server that speaks like S3 mostly means the same.
fn entry(
    speaker: Speaker,
    response: &Response,
    code: Option<&str>,
    message: Option<&str>,
) -> Option<&'static Entry> {
    let message = message.unwrap_or_default();
    if let Body::CloudFrontPage(_) = response.body {
        return find(Table::CloudFront, "", message);
    }
    let code = code?;
    let tables: &[Table] = match speaker {
        Speaker::S3 => &[Table::S3],
        Speaker::Compatible(_) => &[Table::Compatible, Table::S3],
        Speaker::CloudFront => &[Table::CloudFront],
        Speaker::Unknown => &[Table::S3, Table::CloudFront, Table::Compatible],
    };
    tables.iter().find_map(|table| find(*table, code, message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Element, ErrorBody};

    fn error(code: &str, message: &str, elements: &[(&str, &str)]) -> Explanation {
        explain(&Response {
            status: None,
            headers: Vec::new(),
            body: Body::Error(ErrorBody::sample(code, message, elements)),
            asked: None,
        })
    }

    #[test]
    fn an_element_narrows_the_rules() {
        let message = "There were headers present in the request which were not signed";
        let custom = error(
            "AccessDenied",
            message,
            &[("HeadersNotSigned", "x-amz-cf-id")],
        );
        assert_eq!(
            (custom.status, custom.rules.as_slice()),
            (Some(403), &["s3-as-custom-origin"][..])
        );
        assert!(custom.mend.starts_with("make it an S3 origin"));
        let client = error(
            "AccessDenied",
            message,
            &[("HeadersNotSigned", "x-amz-acl")],
        );
        assert!(client.rules.is_empty() && client.mend.contains("x-amz-acl"));
    }

    #[test]
    fn an_unknown_code_is_said_to_be_unknown() {
        let new = error(
            "BrandNewError",
            "Something new",
            &[("RequestId", "R"), ("HostId", "H")],
        );
        assert!(!new.known && new.meaning.starts_with("This code is not in"));
        assert_eq!((new.speaker, new.status), (Speaker::S3, None));
    }

    #[test]
    fn an_answer_without_a_body_is_that_of_head() {
        let response = Response {
            status: Some(403),
            headers: vec![Element::new("Server", "AmazonS3")],
            body: Body::Empty,
            asked: None,
        };
        assert!(explain(&response).meaning.contains("HEAD"));
    }
}
