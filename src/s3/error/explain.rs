//! From an answer to what it means: the entry of the catalogue, narrowed by what the answer names.

use super::bare::{self, Words};
use super::catalogue::find;
use super::{Clue, Entry, Speaker, Table, elements, request, speaker};
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
    /// Why this is a likely meaning only, where it is: as a sentence.
    pub doubt: Option<&'static str>,
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

/// An API refuses the call of an SDK or the CLI, whatever the same code means in a delivery.
const OF_AN_API: Words = Words {
    meaning: "This is the answer of an AWS API to a call of the CLI, an SDK or a console, not of a \
        delivery: it says nothing about a signed URL.",
    mend: "explain the answer that came to the URL itself (`curl -s -i URL`); for the call, look at \
        the permissions of its caller",
    rules: &[],
    doubt: None,
};

const NOT_KNOWN: Words = Words {
    meaning: UNKNOWN,
    mend: UNKNOWN_MEND,
    rules: &[],
    doubt: None,
};

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
    let words = words(entry, response, speaker);
    let page = match &response.body {
        Body::CloudFrontPage(page) => page.status,
        _ => None,
    };
    Explanation {
        speaker,
        status: response.status.or(page).or(entry.map(|entry| entry.status)),
        known: entry.is_some() || code.is_none() || is_of_an_api(response),
        doubt: clues.iter().find_map(Clue::doubt).or(words.doubt),
        code,
        message,
        meaning: words.meaning,
        mend: clues
            .iter()
            .find_map(Clue::mend)
            .unwrap_or_else(|| words.mend.to_owned()),
        rules: clues
            .iter()
            .find_map(Clue::rules)
            .unwrap_or(words.rules)
            .to_vec(),
        clues,
    }
}

/// The words of the entry, or those for an answer without one.
fn words(entry: Option<&Entry>, response: &Response, speaker: Speaker) -> Words {
    let coded = response.error().is_some_and(|error| error.code.is_some());
    match entry {
        Some(entry) => Words {
            meaning: entry.meaning,
            mend: entry.mend,
            rules: entry.rules,
            doubt: entry.doubt(),
        },
        None if coded && is_of_an_api(response) => OF_AN_API,
        None if coded => NOT_KNOWN,
        None => bare::words(response, speaker),
    }
}

fn is_of_an_api(response: &Response) -> bool {
    response.error().is_some_and(|error| error.api)
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
    if is_of_an_api(response) {
        return find(Table::CloudFront, code, message).filter(|entry| entry.is_of_an_api());
    }
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
    use crate::model::{CloudFrontPage, Element, ErrorBody};

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
    fn an_api_refuses_no_viewer() {
        let mut error = ErrorBody::sample("AccessDenied", "User is not authorized", &[]);
        error.api = true;
        let api = explain(&Response {
            status: Some(403),
            headers: Vec::new(),
            body: Body::Error(error),
            asked: None,
        });
        assert!(api.known && api.rules.is_empty() && api.speaker == Speaker::Unknown);
        assert!(api.meaning.contains("an AWS API"));
    }

    #[test]
    fn what_may_mean_several_things_is_likely() {
        let argument = "AWS4-HMAC-SHA256 Credential=A/2/r/s3/aws4_request, SignedHeaders=host;range, \
            Signature=0";
        let sdk = error(
            "InvalidArgument",
            "Only one auth mechanism allowed",
            &[("ArgumentValue", argument)],
        );
        assert_eq!(sdk.rules, ["origin-access-signs-again"]);
        assert!(sdk.doubt.is_some());
        let page = CloudFrontPage {
            reason: "Bad request.".to_owned(),
            ..CloudFrontPage::default()
        };
        let page = explain(&Response {
            status: Some(403),
            headers: Vec::new(),
            body: Body::CloudFrontPage(page),
            asked: None,
        });
        assert!(page.doubt.is_some_and(|doubt| doubt.contains("several")));
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
