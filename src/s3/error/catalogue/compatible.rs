//! What servers that speak like S3 say otherwise; what they say alike is found in S3's tables.

use super::{Entry, Table};

const fn compatible(
    code: &'static str,
    says: &'static str,
    status: u16,
    words: [&'static str; 2],
) -> Entry {
    Entry::s3(code, says, status, words).of(Table::Compatible)
}

pub(super) static ERRORS: &[Entry] = &[
    compatible("ExpiredRequest", "", 403, [
        "Cloudflare R2's word for a presigned URL whose lifetime is over; S3 would say \
            AccessDenied.",
        "sign a new URL; check the signer's clock if it was new",
    ]).rules(&["url-expired"]),
    compatible("RequestExpired", "", 403, [
        "NooBaa's word for a presigned URL whose lifetime is over; S3 would say AccessDenied.",
        "sign a new URL; check the signer's clock if it was new",
    ]).rules(&["url-expired"]),
    compatible("ExpiredToken", "", 400, [
        "Google Cloud Storage says this of a signed URL whose own lifetime is over, where S3 means \
            the session token.",
        "sign a new URL; check the signer's clock if it was new",
    ]).rules(&["url-expired"]),
    compatible("AccessDenied", "Request is not valid yet", 403, [
        "MinIO's words for a signing time in the future: the clock of the signer runs ahead of the \
            server's.",
        "set both clocks (NTP)",
    ]).rules(&["url-not-yet-valid"]),
    compatible("AccessDenied", "headers present in the request which were not signed", 400, [
        "The server wants every x-amz-* header it receives to be signed, and something between \
            added one; MinIO does not say which. CloudFront adds x-amz-cf-id to requests to a \
            custom origin, and an S3-compatible server is always one.",
        "let an edge function or proxy take x-amz-cf-id out before the server, which CloudFront \
            itself cannot",
    ]),
    compatible("InvalidRequest", "must be included in signature", 400, [
        "The server wants every x-amz-* header it receives to be signed. CloudFront adds \
            x-amz-cf-id to requests to a custom origin, and an S3-compatible server is always one: \
            presigned URLs cannot pass.",
        "put a proxy that removes the named header before the server, or use CloudFront's own \
            signed URLs",
    ]),
    compatible("InvalidRequest", "Error creating s3 auth info", 403, [
        "Apache Ozone's words for a signature that it cannot read: SigV2, a dropped query string, \
            or a parameter cut on the way.",
        "sign with SigV4, and forward all query strings",
    ]).rules(&["query-not-forwarded", "query-partly-forwarded"]),
    compatible("SignatureDoesNotMatch", "Google secret key", 403, [
        "The request that reached Google Cloud Storage is not the one that was signed, or the HMAC \
            secret is another one. Its answer repeats the string that it signed itself.",
        "compare StringToSign with the URL as it was signed: method, expiry and resource must be \
            the same",
    ]),
];
