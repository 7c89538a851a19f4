//! S3's answers about the object: the signature has been accepted by then.

use super::Entry;

/// What the bare status and its code both mean.
const NOT_MODIFIED: [&str; 2] = [
    "Nothing is wrong: the copy that client or CloudFront has is still the current one. S3 \
        checked the signature before it said so.",
    "nothing to mend",
];

pub(super) static ERRORS: &[Entry] = &[
    Entry::s3(
        "NoSuchKey",
        "",
        404,
        [
            "Signature and permissions were accepted, so the path that S3 saw is the one that was \
                signed: delivery works, and the bucket of this origin has no object of this name. \
                Another bucket or stage behind the origin is as likely as a wrong key.",
            "compare Key with the names in the origin's bucket; upload the object, or sign for the \
                right key",
        ],
    ),
    Entry::s3(
        "NoSuchVersion",
        "",
        404,
        [
            "Signature and permissions were accepted; the versionId in the signed URL names no \
                version of this object.",
            "sign for a version that exists, or without versionId",
        ],
    ),
    Entry::s3(
        "NoSuchUpload",
        "",
        404,
        [
            "The signature was accepted; the multipart upload of this part was completed, aborted, \
                or cleaned up by a lifecycle rule.",
            "start the upload anew, and sign its parts for the new upload id",
        ],
    ),
    Entry::s3(
        "MethodNotAllowed",
        "",
        405,
        [
            "The signature was accepted, and what stands at this path does not take the method: a \
                delete marker cannot be read, and a browser's upload form must be posted to the \
                bucket, not to an object.",
            "look at ResourceType: restore the version under the delete marker, or post the form \
                to /",
        ],
    ),
    Entry::s3(
        "InvalidRange",
        "",
        416,
        [
            "The signature was accepted; the client asked for bytes behind the end of the object, \
                as a resumed download of a file that has become shorter.",
            "start the download anew; compare ActualObjectSize with RangeRequested",
        ],
    ),
    Entry::s3(
        "InvalidPartNumber",
        "",
        416,
        [
            "The signature was accepted; the partNumber in the URL is higher than the number of \
                parts the object was uploaded in.",
            "sign without partNumber, or with one up to ActualPartCount",
        ],
    ),
    Entry::s3(
        "PreconditionFailed",
        "",
        412,
        [
            "The signature was accepted; an If-Match or If-Unmodified-Since that client or \
                CloudFront sent does not hold, since the object has changed.",
            "fetch the object anew without the condition",
        ],
    ),
    Entry::s3("304", "", 304, NOT_MODIFIED),
    Entry::s3("NotModified", "", 304, NOT_MODIFIED),
    Entry::s3(
        "InvalidObjectState",
        "",
        403,
        [
            "The signature was accepted; the object is archived (Glacier, Deep Archive or an \
                archive tier), and has to be restored before anybody can read it.",
            "restore the object, wait until that is done, and use a URL that is still valid then",
        ],
    ),
    Entry::s3(
        "KMS.DisabledException",
        "",
        400,
        [
            "The signature was accepted; the object is encrypted with a KMS key that is switched \
                off, so nobody can read it.",
            "enable the key that the message names",
        ],
    ),
    Entry::s3(
        "KMS.NotFoundException",
        "",
        400,
        [
            "The signature was accepted; the KMS key that the object was encrypted with does not \
                exist, or not in this Region or account.",
            "name an existing key, or copy the object with another one from a backup",
        ],
    ),
    Entry::s3(
        "KMS.KMSInvalidStateException",
        "",
        400,
        [
            "The signature was accepted; the object's KMS key waits for its deletion or is \
                otherwise unusable. Once it is deleted, the object is lost.",
            "cancel the deletion of the key that the message names, then enable it",
        ],
    ),
    Entry::s3(
        "AccessForbidden",
        "CORS is not enabled for this bucket",
        403,
        [
            "A browser asked in advance (OPTIONS) whether a page may read this, and the bucket has \
                no CORS rules. The URL itself may be right: only pages of other origins are kept \
                from it.",
            "give the bucket a CORS configuration, or let a response headers policy of CloudFront \
                answer",
        ],
    ),
    Entry::s3(
        "AccessForbidden",
        "",
        403,
        [
            "A browser asked in advance (OPTIONS) whether a page may send this request, and no \
                CORS rule of the bucket matches its Origin, method and headers, as they arrived \
                through CloudFront.",
            "add a rule for them, and forward Origin, Access-Control-Request-Method and \
                Access-Control-Request-Headers",
        ],
    ),
    Entry::s3(
        "BadRequest",
        "Origin request header needed",
        400,
        [
            "An OPTIONS request came without the Origin header that makes it a CORS question: \
                CloudFront did not forward it.",
            "forward Origin, Access-Control-Request-Method and Access-Control-Request-Headers to \
                S3",
        ],
    ),
    Entry::s3(
        "BadRequest",
        "",
        400,
        [
            "S3 could not make sense of the request as it arrived; for a presigned download this \
                is unusual, and points to a proxy or function that rewrote it.",
            "try the URL on the S3 host it was signed for, without the CDN",
        ],
    ),
];
