//! S3's answers about where a bucket is.

use super::Entry;

pub(super) static ERRORS: &[Entry] = &[
    Entry::s3("TemporaryRedirect", "", 307, [
        "The bucket is new, and the global host does not know its Region yet. CloudFront passes \
            the redirect on and does not follow it: the viewer leaves the CDN for a host that the \
            signature does not cover.",
        "set the origin to the Regional host, and sign for that host",
    ]).rules(&["origin-region-missing", "global-endpoint-signed"]),
    Entry::s3("PermanentRedirect", "", 301, [
        "The bucket lives at another endpoint than the one that was asked. CloudFront does not \
            follow redirects, and a viewer that does breaks the signature, which covers the Host.",
        "set the origin to the named endpoint, and sign for that host",
    ]).rules(&["origin-region-missing", "path-style-signed", "signed-host-mismatch"]),
    Entry::s3("IllegalLocationConstraintException", "The unspecified location constraint", 400, [
        "A bucket was to be created without naming a Region at a Regional endpoint; this is no \
            answer to a download.",
        "name the Region in the request that creates the bucket",
    ]),
    Entry::s3("IllegalLocationConstraintException", "", 400, [
        "The global host (s3.amazonaws.com) does not serve buckets in Regions that opened after \
            2019-03-20, and it does not redirect.",
        "set the origin to the Regional host, and sign for that host",
    ]).rules(&["origin-region-missing", "global-endpoint-signed"]),
    Entry::s3("NoSuchBucket", "", 404, [
        "The Host names no bucket that exists. Behind CloudFront it is often the viewer's Host, \
            forwarded in place of the origin's, so that S3 looks for a bucket called like the CDN; \
            or the bucket was deleted, and whoever creates it again can serve under your name.",
        "look at BucketName: if it is the CDN's name, stop forwarding Host; if it is yours, create \
            the bucket again or remove the origin",
    ]).rules(&["host-forwarded", "bucket-mismatch"]),
    Entry::s3("InvalidBucketName", "", 400, [
        "What stands in the bucket's place cannot be a bucket: another Host was forwarded, or a \
            path-style URL lost its bucket on the way.",
        "look at BucketName: set the origin to BUCKET.s3.REGION.amazonaws.com, and stop forwarding \
            Host",
    ]).rules(&["host-forwarded", "path-style-signed"]),
    Entry::s3("InvalidAccessPointAliasError", "", 400, [
        "The Host holds an access point alias that does not exist, or not in this Region.",
        "set the origin to the alias that `aws s3control get-access-point` shows, and sign for it",
    ]),
];
