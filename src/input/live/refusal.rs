//! Why a question was not answered, in words a person can act on.

use super::operation::Question;
use crate::source::clipped;
use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_cloudfront::config::http::HttpResponse;
use aws_sdk_cloudfront::error::{ProvideErrorMetadata, SdkError};
use std::error::Error;

/// More of an error is not told, in characters.
const LONGEST: usize = 300;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The credentials are good, and may not do this.
    Denied,
    /// There is nothing with this id, name or domain.
    Missing,
    /// CloudFront was asked too much, and went on saying so; its code.
    Busy(String),
    /// There are no credentials, or none that are good; in words.
    Credentials(String),
    /// No connection, or one that broke off every time; in words.
    Unreachable(String),
    /// There was no answer in time.
    Late,
    /// An answer came, and is none; in words.
    Unreadable(String),
    /// Any other error, in words.
    Other(String),
    /// It was not asked any more, after a refusal that would have met it, too.
    Unasked,
}

/// The codes of what mends itself if it is asked less often.
const BUSY: [&str; 6] = [
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "RequestLimitExceeded",
    "SlowDown",
    "ServiceUnavailable",
];

/// The codes that refuse the credentials themselves, and not what they ask for.
const BAD_CREDENTIALS: [&str; 9] = [
    "ExpiredToken",
    "ExpiredTokenException",
    "IncompleteSignature",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "MissingAuthenticationToken",
    "RequestExpired",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
];

const DENIED: [&str; 3] = [
    "AccessDenied",
    "AccessDeniedException",
    "UnauthorizedOperation",
];

impl Refusal {
    /// Whether the next question would be refused for the same reason.
    pub(super) const fn is_final(&self) -> bool {
        matches!(
            self,
            Self::Credentials(_) | Self::Unreachable(_) | Self::Late | Self::Busy(_)
        )
    }

    /// What happened, about the answer to `question`.
    pub(super) fn reason(&self, question: &Question) -> String {
        let name = question.name();
        match self {
            Self::Denied => format!("{name} was not read: the credentials may not ask for it"),
            Self::Missing => format!("{name} does not exist in this account"),
            Self::Busy(code) => format!(
                "{name} was not read: CloudFront is asked too often in this account ({code})"
            ),
            Self::Credentials(what) => format!("{name} was not read: {what}"),
            Self::Unreachable(what) => {
                format!("{name} was not read: CloudFront's API cannot be reached: {what}")
            }
            Self::Late => format!("{name} was not read: CloudFront's API gave no answer in time"),
            Self::Unreadable(what) => format!("{name} came, and could not be read: {what}"),
            Self::Other(what) => format!("{name} was not read: CloudFront answered {what}"),
            Self::Unasked => format!("{name} was not asked for any more"),
        }
    }

    /// What would settle it.
    pub(super) fn needs(&self, question: &Question) -> String {
        match self {
            Self::Denied => format!(
                "the permission {} for these credentials; docs/live.md has the whole policy",
                question.operation.permission()
            ),
            Self::Missing => {
                "the id of what is there: look at the account (--profile), and at what was deleted"
                    .to_owned()
            }
            Self::Busy(_) => {
                "the same a little later, or with more tries: AWS_MAX_ATTEMPTS=8".to_owned()
            }
            Self::Credentials(_) => "credentials that `aws sts get-caller-identity` accepts: \
                 `aws sso login`, --profile NAME, or AWS_ACCESS_KEY_ID and its kin in the environment"
                .to_owned(),
            Self::Unreachable(_) => "a way to cloudfront.amazonaws.com:443 (HTTPS_PROXY names a \
                 proxy), or what `siglint export` saved where there is one"
                .to_owned(),
            Self::Late => "more time: --live-timeout 5m".to_owned(),
            Self::Unreadable(_) => "a whole answer: try again; if an endpoint or a proxy is \
                 configured, look at what it does"
                .to_owned(),
            Self::Other(_) => "what `aws cloudfront` says to the same question".to_owned(),
            Self::Unasked => "answers from CloudFront's API: see the problem with it".to_owned(),
        }
    }
}

impl<E> From<SdkError<E, HttpResponse>> for Refusal
where
    E: ProvideErrorMetadata + Error + Send + Sync + 'static,
{
    fn from(error: SdkError<E, HttpResponse>) -> Self {
        if let Some(why) = causes(&error).find_map(|one| one.downcast_ref::<CredentialsError>()) {
            return Self::Credentials(of_credentials(why));
        }
        match &error {
            SdkError::TimeoutError(_) => Self::Late,
            SdkError::DispatchFailure(failure) if failure.is_timeout() => Self::Late,
            SdkError::DispatchFailure(_) => Self::Unreachable(last_cause(&error)),
            SdkError::ResponseError(_) => Self::Unreadable(last_cause(&error)),
            SdkError::ServiceError(service) => {
                let status = service.raw().status().as_u16();
                of_code(service.err().code().unwrap_or_default(), status)
            }
            _ => Self::Other(last_cause(&error)),
        }
    }
}

/// The meaning of an error's code; of one that is not known, its status decides.
fn of_code(code: &str, status: u16) -> Refusal {
    let said = match code {
        "" => status.to_string(),
        code => format!("{status} {code}"),
    };
    match (code, status) {
        (code, _) if BUSY.contains(&code) => Refusal::Busy(code.to_owned()),
        (_, 429) => Refusal::Busy(said),
        (code, _) if BAD_CREDENTIALS.contains(&code) => {
            Refusal::Credentials(format!("CloudFront refuses the credentials: {said}"))
        }
        (code, _) if DENIED.contains(&code) => Refusal::Denied,
        (_, 404) => Refusal::Missing,
        _ => Refusal::Other(said),
    }
}

pub(super) fn of_credentials(why: &CredentialsError) -> String {
    let said = said(why);
    match why {
        // The SDK lists where it looked; a profile that is not there is named.
        CredentialsError::CredentialsNotLoaded(_) => match last_cause(why) {
            cause if cause.starts_with("profile `") => {
                format!("there are no credentials: {cause}")
            }
            _ => "there are no credentials".to_owned(),
        },
        CredentialsError::ProviderTimedOut(_) => "credentials did not come in time".to_owned(),
        _ if said.contains("credentials-login") => LOGIN.to_owned(),
        CredentialsError::InvalidConfiguration(_) => {
            format!("the credentials are not configured right: {said}")
        }
        _ => format!("credentials could not be had: {said}"),
    }
}

const LOGIN: &str = "the profile is one of `aws login`, which siglint does not read; \
    `eval \"$(aws configure export-credentials --format env)\"` hands its credentials over";

/// An error and what caused it, from the outside in.
fn causes<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    let mut next = Some(error);
    std::iter::from_fn(move || {
        let one = next?;
        next = one.source();
        Some(one)
    })
}

/// What started it: the outer errors only say that there was one.
fn last_cause(error: &(dyn Error + 'static)) -> String {
    let last = causes(error).last();
    last.map(ToString::to_string).unwrap_or_default()
}

/// An error with its causes, each once, on one line.
fn said(error: &(dyn Error + 'static)) -> String {
    let mut said = String::new();
    for cause in causes(error).skip(1).map(ToString::to_string) {
        if !said.contains(&cause) {
            let sign = if said.is_empty() { "" } else { ": " };
            said = format!("{said}{sign}{}", cause.trim_end_matches('.'));
        }
    }
    let words: Vec<&str> = said.split_whitespace().collect();
    clipped(&words.join(" "), LONGEST).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_mean_what_a_person_would_do_about_them() {
        let busy = |code: &str| Refusal::Busy(code.to_owned());
        for (code, status, meaning) in [
            ("AccessDenied", 403, Refusal::Denied),
            ("NoSuchDistribution", 404, Refusal::Missing),
            ("EntityNotFound", 404, Refusal::Missing),
            ("Throttling", 400, busy("Throttling")),
            ("ServiceUnavailable", 503, busy("ServiceUnavailable")),
            ("", 429, busy("429")),
            (
                "InternalError",
                500,
                Refusal::Other("500 InternalError".to_owned()),
            ),
            ("", 404, Refusal::Missing),
            ("", 418, Refusal::Other("418".to_owned())),
        ] {
            assert_eq!(of_code(code, status), meaning, "{code}");
        }
        assert!(matches!(
            of_code("ExpiredToken", 403),
            Refusal::Credentials(_)
        ));
    }
}
