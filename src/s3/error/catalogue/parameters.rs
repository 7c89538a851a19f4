//! S3's refusals of authentication parameters that it cannot read.

use super::Entry;

const QUERY: &str = "AuthorizationQueryParametersError";
const HEADER: &str = "AuthorizationHeaderMalformed";

pub(super) static ERRORS: &[Entry] = &[
    Entry::s3(QUERY, "is wrong; expecting", 400, [
        "The URL was signed for another Region than the bucket is in: the Region in \
            X-Amz-Credential is part of the signing key, so every other check would fail too.",
        "sign for the bucket's own Region",
    ]).rules(&["scope-region-mismatch", "partition-mismatch"]),
    Entry::s3(QUERY, "the Credential is mal-formed", 400, [
        "X-Amz-Credential does not split into key id, date, Region, service and end: usually its \
            slashes were percent-encoded twice (%252F), or the URL was cut.",
        "pass the URL on exactly as the SDK returned it, encoded once",
    ]).rules(&["double-encoded", "parameter-malformed"]),
    Entry::s3(QUERY, "incorrect service", 400, [
        "The URL was signed for another AWS service than S3.",
        "sign with the service name s3",
    ]).rules(&["parameter-malformed"]),
    Entry::s3(QUERY, "incorrect terminal", 400, [
        "The credential scope must end in aws4_request, and this one does not: a signer of its own \
            make, or a cut URL.",
        "correct the scope in the signer, or use an SDK's presigner",
    ]).rules(&["parameter-malformed"]),
    Entry::s3(QUERY, "incorrect date format", 400, [
        "The date within X-Amz-Credential is no day written as yyyyMMdd: a signer of its own make, \
            or a changed URL.",
        "write the day in the scope as the first eight characters of X-Amz-Date",
    ]).rules(&["parameter-malformed"]),
    Entry::s3(QUERY, "Invalid credential date", 400, [
        "X-Amz-Credential and X-Amz-Date name different days: the signer asked the clock twice \
            around midnight, or one of them was edited.",
        "take both from one moment, in UTC",
    ]).rules(&["parameter-malformed"]),
    Entry::s3(QUERY, "must be less than a week", 400, [
        "No presigned URL lives longer than seven days (604800 seconds), and this one asks for \
            more.",
        "sign for at most a week; for longer links use CloudFront's own signed URLs, which have no \
            such limit",
    ]).rules(&["expiry-out-of-range"]),
    Entry::s3(QUERY, "X-Amz-Expires must be non-negative", 400, [
        "The signer computed a lifetime below zero, as from an end that had passed already.",
        "sign with a lifetime from 1 to 604800 seconds",
    ]).rules(&["expiry-out-of-range"]),
    Entry::s3(QUERY, "X-Amz-Expires should be a number", 400, [
        "The lifetime in the URL is no number of seconds: a date or a duration with a unit was \
            signed.",
        "sign with a lifetime in whole seconds, from 1 to 604800",
    ]).rules(&["expiry-out-of-range"]),
    Entry::s3(QUERY, "X-Amz-Date must be", 400, [
        "The signing time is not written as S3 wants it, or was encoded or edited on the way.",
        "write it in UTC as in 20261123T100000Z, in the URL and in what is signed",
    ]).rules(&["parameter-malformed"]),
    Entry::s3(QUERY, "X-Amz-Algorithm only supports", 400, [
        "The algorithm in the URL is none that S3 has: another vendor's, or the name was changed \
            on the way.",
        "sign with AWS4-HMAC-SHA256",
    ]).rules(&["parameter-malformed"]),
    Entry::s3(QUERY, "Query-string authentication version 4 requires", 400, [
        "Some of the six parameters of the signature arrived, and others did not: an allow-list in \
            CloudFront's policy drops them, or the URL was cut or pasted with &amp; in place of &.",
        "forward all query strings; quote the URL in a shell, and unescape it when it comes from \
            HTML",
    ]).rules(&["query-partly-forwarded", "parameter-missing", "html-escaped-query"]),
    Entry::s3(QUERY, "", 400, [
        "S3 cannot read one of the six parameters of the signature, and looks no further; host, \
            secret and expiry were not looked at yet.",
        "use the URL exactly as the SDK returned it; `siglint decode` shows what its parameters \
            say",
    ]).rules(&["parameter-malformed", "expiry-out-of-range", "double-encoded", "scope-region-mismatch"]),
    Entry::s3(HEADER, "is wrong; expecting", 400, [
        "A request signed in its headers names another Region than the bucket's. A presigned URL \
            is not signed there, so this is another signer: an SDK, a proxy, or CloudFront's \
            origin access.",
        "let that signer use the bucket's Region",
    ]),
    Entry::s3(HEADER, "", 400, [
        "S3 cannot read the Authorization header. A presigned URL has none, so a client or a proxy \
            added it and CloudFront forwards it.",
        "do not send an Authorization header with a presigned URL, and do not forward one",
    ]),
    Entry::s3("MissingSecurityHeader", "", 400, [
        "The request lacks a header or parameter that its way of signing needs: one was dropped on \
            the way to S3.",
        "use the URL unchanged, and forward all query strings and the headers it was signed with",
    ]).rules(&["query-partly-forwarded"]),
    Entry::s3("InvalidURI", "", 400, [
        "S3 could not read the path: a raw or wrongly escaped character, which a proxy or browser \
            may have rewritten.",
        "percent-encode the key once, as UTF-8, before signing",
    ]),
    Entry::s3("KeyTooLongError", "", 400, [
        "The path that S3 received is longer than a key may be: an origin path or a \
            prefix may have been put in front.",
        "shorten the key; look at OriginPath and at functions that rewrite the path",
    ]),
    Entry::s3("RequestHeaderSectionTooLarge", "", 400, [
        "Headers and query together exceed what S3 reads: cookies and a long session token are the \
            usual weight.",
        "do not forward cookies and headers that S3 has no use for",
    ]),
    Entry::s3("MaxMessageLengthExceeded", "", 400, [
        "The request is larger than S3 reads; for a URL that only reads, something put a body into \
            it.",
        "send the GET without a body",
    ]),
];
