//! CloudFront's own errors: its XML about viewers' signatures, and its HTML pages.

use super::{Entry, Table};

const fn cloudfront(
    code: &'static str,
    says: &'static str,
    status: u16,
    words: [&'static str; 2],
) -> Entry {
    Entry::s3(code, says, status, words).of(Table::CloudFront)
}

/// A page, by what its reason contains.
const fn page(says: &'static str, status: u16, words: [&'static str; 2]) -> Entry {
    cloudfront("", says, status, words)
}

pub(super) static ERRORS: &[Entry] = &[
    cloudfront("MissingKey", "", 403, [
        "The behavior restricts viewer access: it asks for a CloudFront signature, and the URL has \
            none (or an empty Key-Pair-Id). A URL presigned for S3 only cannot pass; S3 was not \
            asked.",
        "serve presigned URLs by a behavior that does not restrict viewer access, or sign for \
            CloudFront",
    ]).rules(&["viewer-signature-required"]),
    cloudfront("InvalidKey", "", 403, [
        "The Key-Pair-Id is none of the behavior's trusted key groups, or not active there; an IAM \
            access key (AKIA…) is never one.",
        "use the id of a public key (K…) in a key group that the behavior trusts",
    ]),
    cloudfront("MalformedPolicy", "", 403, [
        "CloudFront cannot read the policy: it is no JSON after decoding, its times are in \
            milliseconds, DateLessThan is missing, or Base64 was not made safe for URLs.",
        "sign compact JSON with times in seconds, and replace + = / by - _ ~",
    ]),
    cloudfront("MalformedSignature", "", 403, [
        "The Signature cannot be decoded: its + = / were not replaced by - _ ~, or the URL was cut \
            or encoded twice.",
        "replace + = / by - _ ~ after Base64, and pass the URL on unchanged",
    ]).unconfirmed(),
    cloudfront("InvalidSignature", "", 403, [
        "CloudFront read a signature of a viewer and rejects it: it belongs to another key or \
            another policy.",
        "sign with the private key of the Key-Pair-Id that is in the URL",
    ]).unconfirmed(),
    cloudfront("InvalidPolicy", "", 403, [
        "CloudFront decoded the policy and rejects its content.",
        "sign a policy of one statement with Resource and DateLessThan in seconds",
    ]).unconfirmed(),
    cloudfront("AccessDenied", "", 403, [
        "CloudFront rejects the viewer's signature, and does not tell why: it is expired or not \
            yet valid, made with another key, the Resource of the policy is another URL, the \
            viewer's IP address is another, or parameters were added after signing.",
        "decode the URL (`siglint decode`) and compare its times and its policy with the request; \
            sign the final URL",
    ]),
    cloudfront("NoSuchDistribution", "", 404, [
        "This is the answer of CloudFront's API, not of a delivery: no distribution of this \
            account has the id that was asked for.",
        "ask with the id that `aws cloudfront list-distributions` shows, and the credentials of \
            its account",
    ]),
];

pub(super) static PAGES: &[Entry] = &[
    page("Request blocked.", 403, [
        "CloudFront refused before it asked S3: a web ACL (AWS WAF) blocked the request, or the \
            distribution is disabled or the name is not set up. Signed URLs with a session token \
            exceed the 2048 bytes that a common rule allows a query string.",
        "look for the request in the web ACL's sampled requests; set SizeRestrictions_QUERYSTRING \
            to count for signed URLs",
    ]),
    page("Bad request.", 403, [
        "CloudFront could not use the request, and its page does not say why: no distribution \
            answers to the Host (it is no alias, or DNS points elsewhere), or the request itself is \
            malformed. S3 was not asked.",
        "look whether a distribution has the name among its aliases, with a certificate that \
            covers it; if one does, send the request again as `curl` would",
    ]).ambiguous().rules(&["alias-mismatch"]),
    page("not configured to allow the HTTP request method", 403, [
        "The behavior does not take this method: S3 was not asked. Uploads need PUT or POST, and \
            browsers OPTIONS.",
        "add the method to the behavior's allowed methods, or send a GET",
    ]).rules(&["method-not-allowed"]),
    page("configured to block access from your country", 403, [
        "The distribution's geographic restriction keeps viewers of this country out, whatever \
            they have signed.",
        "change the restriction, or test from a country that it allows",
    ]).rules(&["geo-restricted"]),
    page("Lambda function associated with the CloudFront distribution", 503, [
        "A Lambda@Edge function of the behavior failed or may not be run: the request did not get \
            as far as its answer. The signature is not the matter.",
        "look at the function's logs in the Region of the edge, at its role, and at its published \
            version",
    ]),
    page("wasn't able to resolve the origin domain name", 502, [
        "The origin's domain name does not exist in DNS: a misspelt bucket host or Region.",
        "set the origin to BUCKET.s3.REGION.amazonaws.com",
    ]).unconfirmed(),
    page("wasn't able to connect to the origin", 502, [
        "CloudFront reached no origin, or does not trust its certificate: a custom origin with \
            dots in the bucket's name does not match S3's certificate.",
        "use an S3 origin in place of a custom one, and a bucket name without dots",
    ]).unconfirmed().rules(&["s3-as-custom-origin"]),
    page("attempted to establish a connection with the origin", 502, [
        "CloudFront got no connection to the origin: wrong domain or port, a certificate that does \
            not match (dots in a bucket's name), a website endpoint asked by https, or a timeout \
            (504). No signature was looked at.",
        "check the origin's domain, protocol and ports; with an S3 origin there is nothing else to \
            set",
    ]).rules(&["website-endpoint-origin", "s3-as-custom-origin"]),
    page("", 403, [
        "CloudFront made this page itself, so the request did not come back from S3 with it: a \
            setting of the distribution, a function, a web ACL, or the way to the origin.",
        "read the reason on the page, and look the status up in CloudFront's documentation of HTTP \
            errors",
    ]),
];
