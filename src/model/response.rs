//! An HTTP answer as plain data: who gave it and what it means is not told here.

use crate::source::{is_secret_name, mask, redact};

/// An answer that was saved, as far as it could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status; none where only the body was saved.
    pub status: Option<u16>,
    /// The headers in their order, names as written; empty where only the body was saved.
    pub headers: Vec<Element>,
    /// The body.
    pub body: Body,
    /// The request that it answers, where that was saved too.
    pub asked: Option<Asked>,
}

/// The request that an answer came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its method.
    pub method: String,
    /// Its path as sent, without the query.
    pub path: String,
}

impl Response {
    /// The value of the first header of this name, in any case, without the spaces around it.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let same = |header: &&Element| header.name.eq_ignore_ascii_case(name);
        self.headers
            .iter()
            .find(same)
            .map(|header| header.value.trim())
    }

    /// Whether the object was served, or would have been: of an empty object no first byte can be
    /// sent, which S3 says only once it has accepted the request (416).
    #[must_use]
    pub fn is_served(&self) -> bool {
        matches!(self.status, Some(200..=299 | 304 | 416))
    }

    /// How old the copy is that a cache served, in seconds.
    #[must_use]
    pub fn age(&self) -> Option<u64> {
        self.header("age")?.parse().ok()
    }

    /// Whether it came out of a cache, and the origin was not asked: by `X-Cache`, as CloudFront and
    /// others write it, or by its age. None where nothing tells.
    #[must_use]
    pub fn is_copy(&self) -> Option<bool> {
        let told = self.header("x-cache").map(str::to_ascii_lowercase);
        let told = told.as_deref().unwrap_or_default();
        match self.age() {
            // The origin was asked whether the copy is still the object, and said so.
            _ if told.starts_with("refreshhit") => Some(false),
            Some(age) if age > 0 => Some(true),
            _ if told.starts_with("hit") => Some(true),
            _ if told.starts_with("miss") => Some(false),
            _ => None,
        }
    }

    /// The error that the body tells, whether as XML or on a website endpoint's page.
    #[must_use]
    pub fn error(&self) -> Option<&ErrorBody> {
        match &self.body {
            Body::Error(error) | Body::WebsitePage(error) => Some(error),
            _ => None,
        }
    }
}

/// What the body of an answer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// None, as every answer to HEAD; or it was not saved.
    Empty,
    /// An `<Error>` of S3, of a server that speaks like it, or of CloudFront.
    Error(ErrorBody),
    /// The same elements on an HTML page, as S3's website endpoints write them.
    WebsitePage(ErrorBody),
    /// The HTML page of CloudFront's own errors.
    CloudFrontPage(CloudFrontPage),
    /// Any other HTML page, with its title.
    Page(Option<String>),
    /// Neither XML with an error nor HTML, in words: `XML of <ListBucketResult>`, `JSON`.
    Other(&'static str),
}

/// The elements of an `<Error>`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorBody {
    /// `<Code>`, where there is one.
    pub code: Option<String>,
    /// `<Message>`, its white space made single spaces.
    pub message: Option<String>,
    /// The other elements in their order, which has changed over the years.
    pub elements: Vec<Element>,
    /// Whether it stood in an `<ErrorResponse>`: the answer of an AWS API, not of a delivery.
    pub api: bool,
    /// Whether the end was missing.
    pub cut_off: bool,
}

impl ErrorBody {
    /// An error body for tests.
    #[cfg(test)]
    pub(crate) fn sample(code: &str, message: &str, elements: &[(&str, &str)]) -> Self {
        let element = |(name, value): &(&str, &str)| Element::new(*name, *value);
        Self {
            code: Some(code.to_owned()),
            message: Some(message.to_owned()),
            elements: elements.iter().map(element).collect(),
            ..Self::default()
        }
    }

    /// The text of the first other element of this name, if it has any.
    #[must_use]
    pub fn element(&self, name: &str) -> Option<&str> {
        let found = self.elements.iter().find(|element| element.name == name)?;
        Some(found.value.as_str()).filter(|value| !value.is_empty())
    }

    /// The value of one of these elements with every secret masked, as [`Element::shown_value`] does
    /// it; an argument that is no `Authorization` header stays.
    #[must_use]
    pub fn shown_value(&self, element: &Element) -> String {
        let argument = self.element("ArgumentName").unwrap_or_default();
        let plain = !argument.is_empty()
            && !argument.eq_ignore_ascii_case("authorization")
            && !is_secret_name(argument);
        match element.name.as_str() {
            "ArgumentValue" if plain => redact(&header_lines(&element.value)),
            _ => element.shown_value(),
        }
    }

    /// Whether there is such an element, empty or not.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.elements.iter().any(|element| element.name == name)
    }
}

/// What CloudFront's error page says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CloudFrontPage {
    /// The status in its heading; the page of 2013 has none.
    pub status: Option<u16>,
    /// The sentences that tell the reason.
    pub reason: String,
    /// The request id.
    pub request_id: Option<String>,
}

/// A header, or an element of an error body.
#[derive(Clone, PartialEq, Eq)]
pub struct Element {
    /// The name as written.
    pub name: String,
    /// The value; a secret, it may be.
    pub value: String,
}

impl Element {
    /// A header or an element.
    #[must_use]
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
        }
    }

    /// The value with every secret masked: a token, a signature, what stands in an `Authorization`
    /// header, and what a canonical request or a string to sign repeats of them.
    #[must_use]
    pub fn shown_value(&self) -> String {
        match self.name.to_ascii_lowercase().as_str() {
            // S3 writes `null` where the header is not there.
            "argumentvalue" if self.value == "null" => self.value.clone(),
            "argumentvalue" => authorization(&self.value),
            "signatureprovided" => mask(&self.value),
            // The same text once more, as hexadecimal digits that no mask would recognise.
            "stringtosignbytes" | "canonicalrequestbytes" => mask(&self.value),
            _ => shown_header(&self.name, &header_lines(&self.value)),
        }
    }
}

/// The value of a header with every secret masked: of an `Authorization` the known scheme stays, of
/// cookies and tokens nothing does.
#[must_use]
pub fn shown_header(name: &str, value: &str) -> String {
    match name.trim().to_ascii_lowercase().as_str() {
        "authorization" | "proxy-authorization" => authorization(value),
        name if is_secret_name(name) => mask(value),
        _ => redact(value),
    }
}

/// The name and the masked value.
impl std::fmt::Debug for Element {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.name, self.shown_value())
    }
}

/// Schemes of an `Authorization` header. Of any other value the first word may be the secret.
const SCHEMES: [&str; 11] = [
    "apikey",
    "aws",
    "basic",
    "bearer",
    "digest",
    "hawk",
    "negotiate",
    "ntlm",
    "oauth",
    "sso-key",
    "token",
];

/// The scheme of an `Authorization` value and what follows it; none if the scheme is not known.
#[must_use]
pub fn authorization_scheme(value: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = value.split_once(char::is_whitespace)?;
    let known = SCHEMES.contains(&scheme.to_ascii_lowercase().as_str());
    let aws = ["AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"].contains(&scheme);
    (known || aws).then_some((scheme, rest))
}

/// The scheme of an `Authorization` value stays; of SigV4's all but the signature does.
fn authorization(value: &str) -> String {
    match authorization_scheme(value) {
        Some((scheme, rest)) if scheme.starts_with("AWS4-") && rest.contains("Credential=") => {
            redact(value)
        }
        Some((scheme, rest)) => format!("{scheme} {}", mask(rest)),
        None => mask(value),
    }
}

/// Masks the `name:value` lines of secrets, as a canonical request has them.
fn header_lines(text: &str) -> String {
    let line = |line: &str| match line.split_once(':') {
        Some((name, value)) => format!("{name}:{}", shown_header(name, value)),
        _ => line.to_owned(),
    };
    let lines: Vec<String> = text.split('\n').map(line).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &str, value: &str) -> String {
        Element::new(name, value).shown_value()
    }

    #[test]
    fn secrets_are_masked_wherever_an_answer_repeats_them() {
        const SECRET: &str = "5ec2e75ec2e75ec2e75ec2e75ec2e75ec2e7";
        for (name, value) in [
            ("Token-0", SECRET.to_owned()),
            ("SignatureProvided", SECRET.to_owned()),
            ("StringToSignBytes", SECRET.to_owned()),
            ("set-cookie", SECRET.to_owned()),
            ("ArgumentValue", format!("Bearer {SECRET}")),
            ("ArgumentValue", SECRET.to_owned()),
            ("ArgumentValue", "5ec2e75ec2e7".to_owned()),
            ("ArgumentValue", format!("5ec2e7 {SECRET}")),
            ("Token-1", SECRET.to_owned()),
            (
                "CanonicalRequest",
                format!("GET\n/\n\nAuthorization:{SECRET}\ncookie:s={SECRET}"),
            ),
            ("Authorization", format!("token\n{SECRET}")),
            (
                "ArgumentValue",
                format!("AWS4-HMAC-SHA256 Credential=A/b, Signature={SECRET}"),
            ),
            (
                "Location",
                format!("https://h/?X-Amz-Signature={SECRET}&a=b"),
            ),
            (
                "CanonicalRequest",
                format!("GET\n/\nX-Amz-Security-Token={SECRET}&x=y\nhost:h"),
            ),
            (
                "StringToSign",
                format!("GET\n\n\n1\nx-amz-security-token:{SECRET}\n/b/k"),
            ),
        ] {
            let element = Element::new(name, value);
            for text in [element.shown_value(), format!("{element:?}")] {
                assert!(!text.contains("5ec2e7"), "{text}");
            }
        }
    }

    #[test]
    fn only_an_argument_that_is_named_is_shown() {
        let shown = |elements: &[(&str, &str)]| {
            let error = ErrorBody::sample("InvalidArgument", "", elements);
            let value = error
                .elements
                .iter()
                .find(|one| one.name == "ArgumentValue");
            error.shown_value(value.unwrap())
        };
        let value = ("ArgumentValue", "abc");
        assert_eq!(shown(&[value]), "***");
        assert_eq!(shown(&[("ArgumentName", "Authorization"), value]), "***");
        assert_eq!(shown(&[("ArgumentName", "partNumber"), value]), "abc");
    }

    #[test]
    fn what_names_the_culprit_stays() {
        let value = "AWS4-HMAC-SHA256 Credential=A/20200504/x/s3/aws4_request, SignedHeaders=host, \
            Signature=ab";
        assert!(shown("ArgumentValue", value).contains("SignedHeaders=host, Signature=**"));
        assert_eq!(shown("ArgumentValue", "Basic dXNlcg=="), "Basic REDACTED");
        assert_eq!(shown("ArgumentValue", "null"), "null");
        assert_eq!(shown("HeadersNotSigned", "x-amz-cf-id"), "x-amz-cf-id");
    }
}
