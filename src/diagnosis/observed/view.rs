//! One observation in the words that reports draw.

use crate::diagnosis::Explained;
use crate::model::{Observation, Response, Seen};
use crate::source::{printable, redact};

/// One question and what came of it. Every text is masked and harmless for a terminal.
#[derive(Debug, Clone)]
pub struct ObservedView {
    /// `as-is`, `direct`, `repeat`, `without-query`, `changed-signature`, `saved`.
    pub probe: &'static str,
    /// The host that was asked.
    pub host: String,
    /// The path that was asked for.
    pub path: String,
    /// `s3`, `s3-compatible`, `cloudfront` or `unknown`; none without an answer.
    pub by: Option<&'static str>,
    /// The HTTP status; none without an answer, or where only a body was saved.
    pub status: Option<u16>,
    /// The error code.
    pub code: Option<String>,
    /// Whether the object was served.
    pub served: bool,
    /// `X-Cache`, as the answer has it.
    pub x_cache: Option<String>,
    /// `Age`, in seconds.
    pub age: Option<u64>,
    /// Where a redirect leads.
    pub location: Option<String>,
    /// The id of the request, S3's or else CloudFront's.
    pub request_id: Option<String>,
    /// How long it took, in milliseconds.
    pub milliseconds: Option<u64>,
    /// Why there is no answer.
    pub trouble: Option<TroubleView>,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TroubleView {
    /// `dns`, `refused`, `certificate-name`, `tls`, `timeout`, `proxy` or `broken`.
    pub kind: &'static str,
    /// What happened, as a clause that follows the host's name.
    pub what: String,
    /// What to do.
    pub advice: String,
}

impl ObservedView {
    /// Draws an observation.
    #[must_use]
    pub fn new(observation: &Observation) -> Self {
        let blank = Self {
            probe: observation.probe.name(),
            host: printable(&observation.host).into_owned(),
            path: printable(&redact(&observation.path)).into_owned(),
            by: None,
            status: None,
            code: None,
            served: observation.is_served(),
            x_cache: None,
            age: None,
            location: None,
            request_id: None,
            milliseconds: observation.milliseconds,
            trouble: None,
        };
        match &observation.seen {
            Seen::Answer(response) => of_answer(blank, response),
            Seen::Nothing(why) => Self {
                trouble: Some(TroubleView {
                    kind: why.kind.name(),
                    what: printable(&redact(&why.what)).into_owned(),
                    advice: printable(&why.advice).into_owned(),
                }),
                ..blank
            },
        }
    }
}

fn of_answer(blank: ObservedView, response: &Response) -> ObservedView {
    let explained = Explained::answer(response);
    let header = |name: &str| {
        let value = response.header(name)?;
        let short: String = value.chars().take(200).collect();
        Some(printable(&redact(&short)).into_owned())
    };
    ObservedView {
        by: Some(explained.by),
        status: explained.status,
        code: explained.code.filter(|_| !response.is_served()),
        x_cache: header("x-cache"),
        age: response.age(),
        location: header("location"),
        request_id: header("x-amz-request-id").or_else(|| header("x-amz-cf-id")),
        ..blank
    }
}
