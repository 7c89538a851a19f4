//! S3's own trouble, which no setting mends.

use super::Entry;

pub(super) static ERRORS: &[Entry] = &[
    Entry::s3("InternalError", "", 500, [
        "S3 itself failed; URL and distribution are not the matter. CloudFront may keep the error \
            for a few seconds.",
        "try again with growing pauses",
    ]),
    Entry::s3("SlowDown", "", 503, [
        "More requests reach one prefix of the bucket than S3 takes at the moment. If every URL is \
            its own cache key, CloudFront passes each one on.",
        "try again with growing pauses; round signing times, so that viewers share a URL and the \
            cache answers",
    ]).rules(&["signing-time-not-rounded", "cache-disabled"]),
    Entry::s3("ServiceUnavailable", "", 503, [
        "S3 cannot answer at the moment, or asks to slow down; URL and distribution are not the \
            matter.",
        "try again with growing pauses",
    ]),
];
