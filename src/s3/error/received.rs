//! The request as S3 repeats it in `SignatureDoesNotMatch`: the canonical request of SigV4, and the
//! string to sign of SigV2.

/// The canonical request that S3 computed from what it received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedRequest {
    /// The method.
    pub method: String,
    /// The path, encoded as S3 signs it.
    pub path: String,
    /// Names and values of the query, encoded as S3 signs them, without the signature.
    pub query: Vec<(String, String)>,
    /// The signed headers: names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The names of the signed headers.
    pub signed_headers: Vec<String>,
    /// The hash of the body, or `UNSIGNED-PAYLOAD`; empty if the text was cut off.
    pub payload: String,
}

impl ReceivedRequest {
    /// Reads a `<CanonicalRequest>`; none if its first lines are not those of one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let (method, path) = (lines.next()?, lines.next()?);
        let query = lines.next().unwrap_or_default();
        if !is_method(method) || !path.starts_with('/') {
            return None;
        }
        let headers = lines.by_ref().take_while(|line| !line.is_empty());
        let headers = headers.filter_map(|line| line.split_once(':')).map(pair);
        let headers = headers.collect();
        let mut end = lines.filter(|line| !line.is_empty());
        let signed = end.next().unwrap_or_default().split(';').map(str::to_owned);
        Some(Self {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query
                .split('&')
                .filter(|part| !part.is_empty())
                .map(|part| pair(part.split_once('=').unwrap_or((part, ""))))
                .collect(),
            headers,
            signed_headers: signed.filter(|name| !name.is_empty()).collect(),
            payload: end.next().unwrap_or_default().to_owned(),
        })
    }

    /// The value of a signed header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let same = self.headers.iter().find(|(header, _)| header == name);
        same.map(|(_, value)| value.as_str())
    }

    /// Whether the query has this parameter.
    #[must_use]
    pub fn has_parameter(&self, name: &str) -> bool {
        self.query.iter().any(|(parameter, _)| parameter == name)
    }
}

/// The string to sign of SigV2, which S3 computed from what it received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedV2 {
    /// The method.
    pub method: String,
    /// `Content-MD5`, often empty.
    pub content_md5: String,
    /// `Content-Type`, often empty.
    pub content_type: String,
    /// The end in seconds since 1970 of a signed URL, or the date of a signed request.
    pub expires: String,
    /// The `x-amz-*` headers that S3 received: names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// `/BUCKET/KEY`, with the parameters that are signed.
    pub resource: String,
}

impl SignedV2 {
    /// Reads a `<StringToSign>`; none if it is SigV4's, or not one line each.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines().map(str::to_owned);
        let method = lines.next().filter(|method| is_method(method))?;
        let (content_md5, content_type, expires) = (lines.next()?, lines.next()?, lines.next()?);
        let rest: Vec<String> = lines.collect();
        let (resource, headers) = rest.split_last()?;
        Some(Self {
            method,
            content_md5,
            content_type,
            expires,
            headers: headers
                .iter()
                .filter_map(|line| line.split_once(':'))
                .map(pair)
                .collect(),
            resource: resource.clone(),
        })
    }
}

fn is_method(text: &str) -> bool {
    !text.is_empty() && text.len() <= 16 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn pair((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_canonical_request_comes_apart() {
        let text = "GET\n/a%20b\nX-Amz-Expires=60&x-id\nhost:h:80\nrange:bytes=0-0\n\nhost;range\nUNSIGNED-PAYLOAD";
        let request = ReceivedRequest::parse(text).unwrap();
        assert_eq!(
            (request.method.as_str(), request.path.as_str()),
            ("GET", "/a%20b")
        );
        assert_eq!(request.header("host"), Some("h:80"));
        assert!(request.has_parameter("x-id") && request.has_parameter("X-Amz-Expires"));
        assert_eq!(request.signed_headers, ["host", "range"]);
        assert_eq!(request.payload, "UNSIGNED-PAYLOAD");
        let cut = ReceivedRequest::parse("GET\n/a\n\nhost:").unwrap();
        assert_eq!((cut.query.len(), cut.payload.as_str()), (0, ""));
        for other in ["", "GET", "AWS4-HMAC-SHA256\n/", "get\n/"] {
            assert_eq!(ReceivedRequest::parse(other), None, "{other}");
        }
    }

    #[test]
    fn a_string_to_sign_of_sigv2_comes_apart() {
        let signed =
            SignedV2::parse("GET\n\n\n1459295457\nx-amz-cf-id:abc==\n/b/k?versionId=1").unwrap();
        assert_eq!(
            signed.headers,
            [("x-amz-cf-id".to_owned(), "abc==".to_owned())]
        );
        assert_eq!(
            (signed.expires.as_str(), signed.resource.as_str()),
            ("1459295457", "/b/k?versionId=1")
        );
        assert_eq!(
            SignedV2::parse("AWS4-HMAC-SHA256\n20231009T065233Z\nscope\nhash"),
            None
        );
        assert_eq!(SignedV2::parse("GET 13575340800 /b/k"), None);
    }
}
